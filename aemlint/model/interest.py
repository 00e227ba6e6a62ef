"""Which files may be networking or variables files, by their bytes: everything else is not parsed."""

from __future__ import annotations

from aemlint.model import credential_shape, secret, shapes

# What people call such files: one that cannot be opened is of interest if its name says so.
TELLING = ("network", "egress", "vpn", "forward", "variable", "secret")
NETWORK = (
    b"portForwards",
    b"portOrig",
    b"nonProxyHosts",
    b"advancedNetworkingEnabled",
    b"networkingConfigurations",
    b"networkInfrastructures",
)
SMALL = 64 << 10
CREDENTIALS = tuple(sign.encode() for sign in (*credential_shape.SIGNS, *shapes.ACCESS_KEYS))
SPEAKING = (b"aemlint", b"credential", *(stem.encode() for stem in secret.STEMS))
HEX = frozenset("0123456789abcdefABCDEF")


def telling(path: str) -> bool:
    name = path.rsplit("/", 1)[-1].lower()
    return any(word in name for word in TELLING)


def may_matter(data: bytes) -> bool:
    """Whether a configuration that is not for mail may hold what rules look for in all: a placeholder, a credential,
    a key of the mail service. Escapes, those of XML and FileVault too, may hide anything.
    """
    return (
        b"$" in data
        or b"\\" in data
        or b"&#" in data
        or b"_x" in data
        or b"\0" in data  # UTF-16, in which no word looks like itself
        or b"smtp." in data.lower()
        or any(sign in data for sign in CREDENTIALS)
        or (b"://" in data and b"@" in data)
    )


def may_speak(data: bytes) -> bool:
    """Whether comments in such a configuration may hold what rules look for: a suppression, a credential by its key."""
    lower = data.lower()
    return any(sign in lower for sign in SPEAKING)


def readable(data: bytes) -> bytes:
    """To look for words in: as UTF-8 what a shell on Windows wrote as UTF-16, which the reader refuses; and letters
    for their escapes.

    >>> readable(b'{"port\\\\u0046orwards": "\\\\u00e4 \\\\u00"}')
    b'{"portForwards": "\\\\u00e4 \\\\u00"}'
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\\u00" not in data:
        return data
    first, *rest = data.split(b"\\u00")
    return first + b"".join(map(_letter, rest))


def _letter(piece: bytes) -> bytes:
    """What follows `\\u00`, with the letter that its two digits stand for; a sign stays an escape."""
    code = piece[:2].decode("latin-1")
    letter = int(code, 16) if len(code) == 2 and HEX.issuperset(code) else 0
    if 0x41 <= letter <= 0x7A:
        return bytes((letter,)) + piece[2:]
    return b"\\u00" + piece


def may_be_network(data: bytes) -> bool:
    if any(word in data for word in NETWORK):
        return True
    return len(data) <= SMALL and b"kind" in data and b"region" in data


def may_be_variables(data: bytes) -> bool:
    """A list of items with a name, or the API's answer; a secret's type, spelt anyhow, in anything."""
    first = _first(data)
    if first not in (b"[", b"-"):
        return b"secretstring" in data.lower() or (b"_embedded" in data and b"variables" in data)
    if b"name" not in data:
        return False
    if b"secretstring" in data.lower():
        return True
    if len(data) <= SMALL:
        return b"value" in data or b"type" in data
    return b"value" in data and b"type" in data and b"string" in data


def _first(data: bytes) -> bytes:
    """The first byte behind white space, YAML's comments and the mark of a document."""
    at, end = data.startswith(b"\xef\xbb\xbf") * 3, len(data)
    while at < end:
        if data[at : at + 1].isspace():
            at += 1
        elif data[at : at + 1] in (b"#", b"%") or data.startswith(b"---", at):
            line = data.find(b"\n", at)
            at = end if line < 0 else line + 1
        else:
            return data[at : at + 1]
    return b""


def is_network_wreck(data: bytes) -> bool:
    """Of a file that does not parse: whether it was to be a networking file."""
    ports = b"portOrig" in data or b"portDest" in data
    return (b"portForwards" in data and ports) or b"networkingConfigurations" in data


def is_variables_wreck(data: bytes) -> bool:
    return b"secretString" in data and b"name" in data and (_first(data) in (b"[", b"-") or b"_embedded" in data)
