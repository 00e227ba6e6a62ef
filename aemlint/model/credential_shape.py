"""Credentials that are told by their shape alone: a provider's prefix, a key, a web token, a password in a URL."""

from __future__ import annotations

from aemlint.model.secret import BASE64, DOTS, HEX, TOKEN, WORD, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES = (
    # provider, prefix, least length behind it, characters
    ("SendGrid", "SG.", 40, TOKEN | {"."}),
    ("Mailgun", "key-", 32, HEX),
    ("Google", "1//0", 30, TOKEN),
    ("Slack", "xoxb-", 20, TOKEN),
    ("Slack", "xoxp-", 20, TOKEN),
    ("GitHub", "ghp_", 36, TOKEN),
    ("GitHub", "github_pat_", 40, TOKEN),
    ("Stripe", "sk_live_", 16, TOKEN),
    ("Brevo", "xkeysib-", 40, TOKEN),
    ("Resend", "re_", 24, TOKEN),
)
# What has a telling shape and no one provider.
PRIVATE_KEY, WEB_TOKEN, BASIC, URL = "private-key", "web-token", "basic", "url"
SHAPES = (PRIVATE_KEY, WEB_TOKEN, BASIC, URL)
# Without one of these no text but a URL has a telling shape.
SIGNS = (*(prefix for _, prefix, _, _ in PREFIXES), "-----BEGIN ", "8Q~", "eyJ", "Basic ")

# No text has more of them.
MOST = 200


def may_have(written: str) -> bool:
    """Whether any value in a file may have a telling shape. Escapes may hide anything."""
    return (
        "\\" in written
        or "&#" in written
        or any(sign in written for sign in SIGNS)
        or ("://" in written and "@" in written)
    )


def vendor(text: str) -> str | None:
    """A provider's name or one of SHAPES, by the shape alone; None for everything that has no telling shape."""
    found = find(text)
    return None if found is None else found[0]


def find(text: str) -> tuple[str, int, int] | None:
    """The same, with the offsets of the credential itself: of a URL only its password."""
    if len(text) < 12:
        return None
    for name, prefix, least, characters in PREFIXES:
        if prefix in text:
            span = _prefixed(text, prefix, least, characters)
            if span is not None:
                return name, *span
    if "-----BEGIN " in text and "PRIVATE KEY" in text:
        return PRIVATE_KEY, text.find("-----BEGIN "), len(text)
    span = _azure(text) if "8Q~" in text else None
    if span is not None:
        return "Microsoft", *span
    span = _web_token(text) if "eyJ" in text else None
    if span is not None:
        return WEB_TOKEN, *span
    span = _basic(text) if "Basic " in text else None
    if span is not None:
        return BASIC, *span
    span = _url(text) if "://" in text and "@" in text else None
    return None if span is None else (URL, *span)


def each(text: str) -> Iterator[tuple[str, int, int]]:
    """All of them, where a text has several."""
    for _ in range(MOST):
        found = find(text)
        if found is None:
            break
        yield found
        _, start, end = found
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def in_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand in a whole file."""
    at = 0
    for line in text.split("\n") if may_have(text) else ():
        yield from ((at + start, at + end) for _, start, end in each(line))
        at += len(line) + 1


def login(text: str) -> tuple[int, int] | None:
    """The password of `user:password@host`, a URL without its scheme: only a host's name is sure to be none else."""
    user, sign, host = text.rstrip().rpartition("@")
    name, colon, password = user.partition(":")
    if not (sign and colon and name.strip() and host) or "://" in text or any(one.isspace() for one in user.strip()):
        return None
    return (len(name) + 1, len(user)) if kind(password) == "literal" else None


def decoded(text: str) -> str:
    """The password in basic authentication."""
    from binascii import a2b_base64

    return a2b_base64(text.encode()).partition(b":")[2].decode("latin-1")


def blanked(host: str) -> str:
    """With dots in place of a credential."""
    found = find(host)
    span = found[1:] if found is not None else login(host)
    return host if span is None else f"{host[: span[0]]}{DOTS}{host[span[1] :]}"


def _prefixed(text: str, prefix: str, least: int, characters: frozenset[str]) -> tuple[int, int] | None:
    at = text.find(prefix)
    while at >= 0:
        end = at + len(prefix)
        while end < len(text) and text[end] in characters:
            end += 1
        length = end - at - len(prefix)
        # Mailgun's keys have one length; a longer word is something else.
        if length >= least and (at == 0 or text[at - 1] not in TOKEN) and (prefix != "key-" or length == least):
            return at, end
        at = text.find(prefix, end)
    return None


def _azure(text: str) -> tuple[int, int] | None:
    """`abc8Q~` and 34 more or thereabouts."""
    at = text.find("8Q~")
    allowed = TOKEN | {"~", "."}
    while at >= 0:
        start, end = at, at + 3
        while start > 0 and at - start < 4 and text[start - 1] in allowed:
            start -= 1
        while end < len(text) and text[end] in allowed:
            end += 1
        if at - start == 3 and 31 <= end - at - 3 <= 40:
            return start, end
        at = text.find("8Q~", end)
    return None


def _web_token(text: str) -> tuple[int, int] | None:
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and text[end] in WORD:
            end += 1
        parts = text[at:end].rstrip(".").split(".")  # a sentence may end there
        if len(parts) == 3 and all(len(part) >= 10 for part in parts) and parts[1].startswith("eyJ"):
            return at, at + sum(map(len, parts)) + 2
        at = text.find("eyJ", max(end, at + 3))
    return None


def _basic(text: str) -> tuple[int, int] | None:
    from binascii import Error, a2b_base64

    at = text.find("Basic ")
    while at >= 0:
        start = end = at + len("Basic ")
        while end < len(text) and text[end] in BASE64:
            end += 1
        try:
            decoded = a2b_base64(text[start:end].encode())
        except Error:
            decoded = b""
        user, colon, password = decoded.partition(b":")
        if user and colon and password and all(32 <= byte < 127 for byte in decoded):
            return start, end
        at = text.find("Basic ", start)
    return None


def _url(text: str) -> tuple[int, int] | None:
    """A password in the user part; one that is a reference or a token does not count."""
    at = text.find("://")
    while at >= 0:
        end = at + 3
        while end < len(text) and text[end] not in " \t\n\"'<>/?#":
            end += 1
        user, sign, _ = text[at + 3 : end].rpartition("@")
        name, colon, password = user.partition(":")
        if sign and colon and password and kind(password) == "literal":
            start = at + 3 + len(name) + 1
            return start, start + len(password)
        at = text.find("://", at + 3)
    return None
