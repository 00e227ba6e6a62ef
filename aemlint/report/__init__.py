"""Findings as text, one file per format."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report


def text_of(report: Report, format: str, *, color: bool, links: bool) -> str:
    """The whole report in one of the formats; only the one that is asked for is loaded."""
    if format == "json":
        from aemlint.report import json

        return json.text(report)
    if format == "concise":
        from aemlint.report import concise

        return concise.text(report)
    from aemlint.report import terminal

    return terminal.text(report, color=color, links=links)
