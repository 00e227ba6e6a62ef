"""Findings as text, one file per format, named by it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.findings import Report


def pieces_of(report: Report, format: str, *, color: bool, links: bool) -> Iterator[str]:
    """A report in one of the formats, one piece after the other; only the format that is asked for is loaded."""
    if format == "text":
        from aemlint.report import terminal

        yield from terminal.pieces(report, color=color, links=links)
    else:
        yield __import__(f"aemlint.report.{format}", fromlist=["text"]).text(report)


def text_of(report: Report, format: str, *, color: bool, links: bool) -> str:
    return "".join(pieces_of(report, format, color=color, links=links))
