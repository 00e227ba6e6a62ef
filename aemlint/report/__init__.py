"""Findings as text, one file per format, named by it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report


def text_of(report: Report, format: str, *, color: bool, links: bool) -> str:
    """The whole report in one of the formats; only the one that is asked for is loaded."""
    if format == "text":
        from aemlint.report import terminal

        return terminal.text(report, color=color, links=links)
    found: str = __import__(f"aemlint.report.{format}", fromlist=["text"]).text(report)
    return found
