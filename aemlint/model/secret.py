"""What a credential's value is: nothing, a reference, a filler, or the secret itself."""

from __future__ import annotations

from aemlint.model import placeholder
from aemlint.model.near_miss import near_misses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

HEX = frozenset("0123456789abcdefABCDEF")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
TOKEN = LETTERS | frozenset("0123456789_-")
BASE64 = LETTERS | frozenset("0123456789+/=")
WORD = TOKEN | frozenset(".")
PROSE = LETTERS | frozenset(" -_.…")

# Build tokens: what a tool fills in before AEM sees the file. (opening, closing)
TOKENS = (("${{", "}}"), ("${", "}"), ("##", "##"), ("{{", "}}"), ("<%", "%>"), ("#{", "}#"), ("#{", "}"))
# What stands between their marks: a name, perhaps with blanks, a pipe, quotes, an index.
INSIDE = WORD | frozenset(" =|:\"'()[]")
FILLERS = frozenset(
    (
        *("changeme", "change_me", "change-me", "changeit", "change_it", "change-it", "change", "change me"),
        *("todo", "tbd", "fixme", "to be defined", "none", "null", "n/a", "dummy", "sample", "example", "redacted"),
        *("password", "passwd", "pwd", "mypassword", "my-password", "my_password", "your password", "yourpassword"),
        *("secret", "mysecret", "your secret", "yoursecret"),
        *("placeholder", "replaceme", "replace_me", "replace-me"),
        *("value not used", "value-not-used", "not used", "not-used", "notused"),
    )
)
FOREIGN = (
    *("op://", "vault:", "ref+", "sm://", "gcp-secret:"),
    *("arn:aws:secretsmanager:", "arn:aws:ssm:", "aws-secretsmanager:", "keyvault:", "azurekeyvault://", "akv://"),
)
CREDENTIAL_KEYS = frozenset(
    (
        *("password", "passwd", "pwd", "passphrase", "userpassword", "retrieveruserpwd"),
        *("secret", "clientsecret", "token", "refreshtoken", "accesstoken", "apikey", "privatekey", "sharedkey"),
    )
)
# No credential's key is without one of these.
STEMS = ("pass", "pwd", "secret", "token", "key")


# The gravest first.
KINDS = ("literal", "filler", "crypto", "foreign", "template", "near", "reference", "blank")


def has_token(text: str) -> bool:
    """Whether a build fills something in, so that the value cannot be judged."""
    if _near_placeholder(text):
        return False
    for opening, closing in TOKENS:
        at = text.find(opening)
        end = text.find(closing, at + len(opening)) if at >= 0 else -1
        if end > at + len(opening) and _is_name(text[at + len(opening) : end]):
            return True
    return _between_marks(text)


def _near_placeholder(text: str) -> bool:
    """A placeholder with the wrong brackets: placeholder/syntax says that."""
    return "${env:" in text or "${secret:" in text


def _is_name(text: str) -> bool:
    return bool(text.strip(" =")) and INSIDE.issuperset(text)


def _between_marks(text: str) -> bool:
    """`@name@` and `__name__`."""
    if len(text) > 2 and text[0] == text[-1] == "@":
        return WORD.issuperset(text[1:-1])
    return len(text) > 4 and text.startswith("__") and text.endswith("__") and WORD.issuperset(text)


def kind(text: str) -> str:
    """One of KINDS; near is a placeholder with a mistake in it, which placeholder/syntax says."""
    if not text.strip():
        return "blank"
    if is_near(text):
        return "near"
    if placeholder.START in text:
        pieces = placeholder.parts(text)
        written = "".join(piece for piece in pieces if isinstance(piece, str))
        return "literal" if written.strip() or not pieces else "reference"
    if is_crypto(text.removeprefix("\\")):
        return "crypto"
    if _whole_token(text):
        return "template"
    if _foreign(text):
        return "foreign"
    return "filler" if is_filler(text) else "literal"


def is_near(text: str) -> bool:
    """The whole value, without a default: `${secret:X}`, `$[SECRET:X]`, `$[X]`, `$[secret:X` without an end."""
    text = text.strip()
    if "$" not in text and "{{" not in text:
        return False
    found = near_misses(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and ";" not in text


def discloses(text: str) -> bool:
    """Whether a value gives anything away: text of its own, or a default, at any depth."""
    return not is_near(text) and any(piece.strip() for piece in placeholder.literals(text))


def is_crypto(text: str) -> bool:
    """Crypto Support: an IV and AES blocks of 16 bytes each, in braces."""
    if text[:1] != "{" or text[-1:] != "}":
        return False
    inside = text[1:-1]
    return len(inside) >= 64 and len(inside) % 32 == 0 and HEX.issuperset(inside)


def is_commons_crypto(text: str) -> bool:
    """Sling Commons Crypto gives Base64 of salt, IV and blocks: nothing a person would type."""
    body = text.strip()
    return (
        len(body) >= 44
        and len(body) % 4 == 0
        and BASE64.issuperset(body)
        and any(one.isdigit() for one in body)
        and body != body.lower()
    )


def _whole_token(text: str) -> bool:
    text = text.strip()
    if _near_placeholder(text):
        return False
    return _between_marks(text) or any(
        text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing)
        for opening, closing in TOKENS
    )


def _foreign(text: str) -> bool:
    text = text.strip()
    if text.lower().startswith(FOREIGN):
        return " " not in text
    if len(text) > 2 and text[0] == text[-1] == "%" and WORD.issuperset(text[1:-1]):
        return True
    if text.startswith("((") and text.endswith("))") and len(text) > 4:
        return True
    if text.startswith("$(") and text.endswith(")") and len(text) > 3 and WORD.issuperset(text[2:-1]):
        return True
    # A shell's $NAME; a password that begins with a dollar has other signs in it, or is no name at all.
    name = text[1:]
    return text[0] == "$" and len(name) > 1 and name[0] in LETTERS and name.upper() == name and WORD.issuperset(name)


def is_filler(text: str) -> bool:
    """The whole value only: `Example!Walnut-58` is a password."""
    word = text.strip().lower()
    if word in FILLERS or (word[:1] == "<" and word[-1:] == ">" and len(word) > 2):
        return True
    if len(set(word)) == 1 and word[0] in "x*.-_?•":
        return True
    if PROSE.issuperset(word) and (word.startswith(("your-", "your_", "your.")) or word.endswith(("-here", "_here"))):
        return True
    return len(word) > 2 and word[0] == "[" and word[-1] == "]" and PROSE.issuperset(word[1:-1])


def credential_key(name: str) -> bool:
    """By the last segment: `smtp.password`, not `password.reset.template`."""
    last = name.rsplit(".", 1)[-1].rsplit("/", 1)[-1]
    if last.lower().replace("-", "").replace("_", "") in CREDENTIAL_KEYS:
        return True
    return last.endswith(("Password", "Passphrase", "ClientSecret", "UserPWD"))


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


def may_tell(written: str) -> bool:
    """Whether any value in a file may have a telling shape. Escapes may hide anything."""
    return (
        "\\" in written
        or "&#" in written
        or any(sign in written for sign in SIGNS)
        or ("://" in written and "@" in written)
    )


def vendor(text: str) -> str | None:
    """A provider's name or one of SHAPES, by the shape alone; None for everything that has no telling shape."""
    found = telling(text)
    return None if found is None else found[0]


def telling(text: str) -> tuple[str, int, int] | None:
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
        parts = text[at:end].split(".")
        if len(parts) == 3 and all(len(part) >= 10 for part in parts) and parts[1].startswith("eyJ"):
            return at, end
        at = text.find("eyJ", max(end, at + 3))
    return None


def _basic(text: str) -> tuple[int, int] | None:
    from binascii import Error, a2b_base64

    start = text.find("Basic ") + len("Basic ")
    end = start
    while end < len(text) and text[end] in BASE64:
        end += 1
    try:
        decoded = a2b_base64(text[start:end].encode())
    except Error:
        return None
    user, colon, password = decoded.partition(b":")
    is_text = all(32 <= byte < 127 for byte in decoded)
    return (start, end) if user and colon and password and is_text else None


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
        at = text.find("://", max(end, at + 3))
    return None


def in_text(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Where `key separator value` with a credential's key and a literal value stands: offsets of key and value."""
    lower = text.lower()
    if not any(stem in lower for stem in STEMS):
        return
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if any(stem in lower[at:end] for stem in STEMS):
            yield from _in_line(text, at, end)
        at = end + 1


LONGEST_LINE = 2000


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    at = start
    end = min(end, start + LONGEST_LINE)
    while True:
        equals, colon = text.find("=", at, end), text.find(":", at, end)
        sign = colon if equals < 0 or -1 < colon < equals else equals
        if sign < 0:
            return
        at = sign + 1
        key = _key_before(text, start, sign)
        if key is None or not credential_key(text[key[0] : key[1]]):
            continue
        at = _behind_type(text, sign, end)
        value = _value_behind(text, at, end, alone=_in_prose(text[key[0] : key[1]], text[at - 1]))
        if value is not None and kind(text[value[0] : value[1]]) == "literal":
            yield *key, *value
            at = value[1]


def _key_before(text: str, start: int, sign: int) -> tuple[int, int] | None:
    end = sign
    while end > start and text[end - 1] in " \t":
        end -= 1
    while end > start and text[end - 1] in "\"'":
        end -= 1
    first = end
    while first > start and text[first - 1] in WORD:
        first -= 1
    return None if first == end else (first, end)


def _behind_type(text: str, sign: int, end: int) -> int:
    """Behind the separator: of `"smtp.password:String": "…"` the second colon is the one."""
    quote = text.find('":', sign + 1, end)
    if text[sign] == ":" and quote > sign + 1 and LETTERS.issuperset(text[sign + 1 : quote].rstrip("[]")):
        return quote + 2
    return sign + 1


def _in_prose(key: str, sign: str) -> bool:
    """`password: see the wiki` is a sentence; `smtp.password: …`, `clientSecret: …` and `password=…` are none."""
    return sign == ":" and "." not in key and (key.lower() == key or key.upper() == key)


def _value_behind(text: str, at: int, end: int, *, alone: bool) -> tuple[int, int] | None:
    """Quoted text, or one word; `alone`: without quotes it is taken for prose."""
    while at < end and text[at] in " \t":
        at += 1
    opening = at + 1 if text[at : at + 1] in LETTERS and text[at + 1 : at + 2] == '"' else at  # T"…" of .config
    if opening < end and text[opening] in "\"'":
        closing = text.find(text[opening], opening + 1, end)
        return opening + 1, closing if closing >= 0 else end
    if alone or text[at:end].strip() == "":
        return None
    last = at + len(text[at:end].rstrip(" \t\r,;"))
    return None if " " in text[at:last] else (at, last)
