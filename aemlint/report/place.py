"""Places as other programs want them: on one line, with a path from the repository's root."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report
    from aemlint.source import Place, Source


class Region:
    """A part of one line, from 1, the end exclusive. Columns count characters."""

    __slots__ = ("column", "end", "line")

    def __init__(self, line: int, column: int, end: int) -> None:
        self.line = line
        self.column = column
        self.end = end


def path(place: Place, report: Report) -> str:
    return report.prefix + place.source.path


def region(place: Place, report: Report) -> Region:
    """The first line of a place; for a whole file its first line.

    GitHub shows an alert on a pull request only if all lines of its region are in the difference: one is likelier.
    """
    source, span = place.source, place.span
    start = source.position(span.start)
    last = source.line_starts()[start.line - 1] + len(source.line(start.line))
    end = _first_line(place, last, report) if span.end == 0 else min(span.end, last)
    return Region(start.line, start.column, max(source.position(end).column, start.column))


def _first_line(place: Place, end: int, report: Report) -> int:
    """The end of a whole file's region; not where its length would tell how long a secret is."""
    return 0 if any(start < end for start, _ in report.masked.get(place.source.path, ())) else end


def byte_column(source: Source, offset: int) -> int:
    """From 1, in UTF-8; a byte order mark is three of them."""
    start = source.line_starts()[source.position(offset).line - 1]
    return len(source.text[start:offset].encode("utf-8", "surrogatepass")) + 1
