"""Foreign text, made safe to show: it can neither paint a terminal nor command a build server."""

from __future__ import annotations

LIMIT = 200
SENTENCE = 2000
PATH = 4096
# Direction marks, invisible characters, line separators: what makes a text look other than it is.
HIDDEN = frozenset(
    [
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0),
    ]
)
NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def shown(text: str, limit: int = LIMIT) -> str:
    """Control, direction and invisible characters escaped; cut to `limit` characters."""
    if len(text) > limit:
        text = text[: limit - 3] + "..."
    if not text.isascii() or not text.isprintable():
        text = "".join(map(character, text))
    return disarmed(text)


def character(one: str) -> str:
    code = ord(one)
    if 0x20 <= code < 0x7F:
        return one
    if code < 0x20 or 0x7F <= code < 0xA0:
        return NAMED.get(one, f"\\x{code:02x}")
    if code in HIDDEN or 0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF or 0xFFF0 <= code <= 0xFFFB:
        return f"\\u{code:04x}"
    if code >= 0xE0000 or not one.isprintable():
        return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
    return one


def disarmed(text: str) -> str:
    """Build servers obey `::…::` at the start of a line, and `##[…]`, `##vso[…]`, `##teamcity[…]` anywhere in it."""
    for at in reversed(commands(text)):
        text = f"{text[:at]}\\{text[at:]}"
    if "::" in text and text.lstrip().startswith("::"):
        start = text.index("::")
        text = f"{text[:start]}\\{text[start:]}"
    return text


def commands(text: str) -> list[int]:
    """Where a backslash breaks a command that may stand anywhere in a line: before its second #."""
    found, at = [], text.find("##")
    while at >= 0:
        end = at + 2
        while text[end : end + 1].isalpha():
            end += 1
        if text[end : end + 1] == "[":
            found.append(at + 1)
        at = text.find("##", at + 1)
    return found
