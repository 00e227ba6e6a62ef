"""The hash of a line by which GitHub knows an alert again when lines above it come and go.

GitHub's own upload action computes it from the file and warns about any other value, so this is the same: a polynomial
over the next hundred UTF-16 units from the line's start, without blanks and tabs, and how often it occurred so far.
"""

from __future__ import annotations

from operator import mul

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.source import Source

UNITS = 100
RANGE = 1 << 64
POWERS = tuple(pow(37, UNITS - 1 - index, RANGE) for index in range(UNITS))
END = "\uffff"


class LineHashes:
    """Of one source. A million lines are hashed only where somebody asks; of the others it is enough to be compared."""

    __slots__ = ("_ordinals", "_starts", "_units")

    def __init__(self, source: Source) -> None:
        self._units = _units(source)
        self._starts = [0]
        at = self._units.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = self._units.find("\n", at + 1)
        self._ordinals: list[int] = []
        seen: dict[int, int] = {}
        for start in self._starts:
            window = hash(self._units[start : start + UNITS])
            seen[window] = seen.get(window, 0) + 1
            self._ordinals.append(seen[window])

    def of(self, line: int) -> str:
        """`line` counts from 1."""
        start = self._starts[line - 1]
        value = sum(map(mul, POWERS, map(ord, self._units[start : start + UNITS])))
        return f"{value % RANGE:x}:{self._ordinals[line - 1]}"


def _units(source: Source) -> str:
    """The text as that action reads it, one character for a UTF-16 unit, line ends as LF, without blanks."""
    text = source.text
    if source.encoding.lower() not in ("utf-8", "utf-8-sig", "ascii"):
        text = text.encode(source.encoding, "replace").decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "") + END
    if max(text) == END:
        return text
    return "".join(character if character <= END else _pair(ord(character) - 0x10000) for character in text)


def _pair(code: int) -> str:
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def window(source: Source, line: int) -> tuple[int, int]:
    """The part of the text that the hash of a line tells about."""
    start = end = source.line_starts()[line - 1]
    units, text = 0, source.text
    while units < UNITS and end < len(text):
        if text[end] not in " \t":
            units += 1 if text[end] <= END else 2
        end += 1
    return start, end
