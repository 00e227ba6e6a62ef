"""Offsets of a text with pieces taken out, and those of the whole."""

from __future__ import annotations

from bisect import bisect_right

from aemlint.source import Span


class Offsets:
    """`cleaned` are the offsets at which pieces begin that stayed, `whole` where they begin in the whole text."""

    __slots__ = ("cleaned", "whole")

    def __init__(self, cleaned: list[int], whole: list[int]) -> None:
        self.cleaned = cleaned
        self.whole = whole

    def at(self, offset: int) -> int:
        piece = bisect_right(self.cleaned, offset) - 1
        return self.whole[piece] + offset - self.cleaned[piece]

    def span(self, start: int, end: int) -> Span:
        """Ends one behind its last character, not behind what was taken out after it."""
        first = self.at(start)
        return Span(first, self.at(end - 1) + 1 if end > start else first)


def offsets(pieces: list[str], whole: list[int], length: int) -> Offsets:
    """Of pieces that stayed, by where each began; `length` is that of the whole text."""
    sizes, size = [], 0
    for piece in pieces:
        sizes.append(size)
        size += len(piece)
    return Offsets([*sizes, size], [*whole, length])
