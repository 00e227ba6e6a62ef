"""Covers with a hole: a finding about a secret marks its key, which may be seen."""

from __future__ import annotations

from bisect import bisect_left

from aemlint.findings import between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from aemlint.source import Span

    Cover = tuple[int, int]
    Covers = Sequence[Cover]
else:
    Covers = object


class Uncovered(Covers):
    """The same covers but for the hole. Nothing is copied: a file may have as many findings as it has covers.

    >>> from aemlint.source import Span
    >>> list(Uncovered([(1, 3), (5, 9), (12, 20)], Span(6, 7)))
    [(1, 3), (5, 6), (7, 9), (12, 20)]
    """

    def __init__(self, covers: Sequence[Cover], hole: Span) -> None:
        self._covers = covers
        cut = between(covers, hole.start, hole.end)
        self._first = bisect_left(covers, cut[0]) if cut else 0
        self._behind = self._first + len(cut)
        self._pieces = [
            (start, end)
            for cover in cut
            for start, end in ((cover[0], min(cover[1], hole.start)), (max(cover[0], hole.end), cover[1]))
            if start < end
        ]

    def __len__(self) -> int:
        return len(self._covers) - (self._behind - self._first) + len(self._pieces)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        if at >= len(self):
            raise IndexError  # which ends a loop, too
        if at < self._first:
            return self._covers[at]
        at -= self._first
        return self._pieces[at] if at < len(self._pieces) else self._covers[self._behind + at - len(self._pieces)]
