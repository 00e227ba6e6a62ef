"""Foreign text, made safe to show: it can neither paint a terminal nor command a build server."""

from __future__ import annotations

LIMIT = 200
# Direction marks, invisible characters, line separators: what makes a text look other than it is.
HIDDEN = frozenset(
    [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0x061C, 0xFEFF, 0x180E, 0x00AD, 0x115F, 0x3164]
)
NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# GitHub reads `##[…]` anywhere in a line and `::…::` at its start, Azure `##vso[…]`, TeamCity `##teamcity[…]`.
COMMANDS = (("##[", "#\\#["), ("##vso[", "#\\#vso["), ("##teamcity[", "#\\#teamcity["))


def shown(text: str, limit: int = LIMIT) -> str:
    """Control, direction and invisible characters escaped; cut to `limit` characters."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if not text.isascii() or not text.isprintable():
        text = "".join(map(_one, text))
    for command, broken in COMMANDS:
        if command in text:
            text = text.replace(command, broken)
    return "\\" + text if text.startswith("::") else text


def _one(character: str) -> str:
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return character
    if code < 0x20 or 0x7F <= code < 0xA0:
        return NAMED.get(character, f"\\x{code:02x}")
    if code in HIDDEN or 0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF or 0xFFF0 <= code <= 0xFFFB:
        return f"\\u{code:04x}"
    if code >= 0xE0000 or not character.isprintable():
        return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
    return character
