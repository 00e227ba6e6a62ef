"""The Reviewdog Diagnostic Format. Its columns count bytes in UTF-8."""

from __future__ import annotations

from aemlint.report import links, place
from aemlint.report.json import encoded
from aemlint.report.sentences import message_and_advice
from aemlint.report.showing import SENTENCE, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.findings import Finding, Fix, Report
    from aemlint.source import Place, Source

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def text(report: Report) -> str:
    source = {"name": "aemlint", "url": links.HOME}
    diagnostics = [_diagnostic(finding, report) for finding in report.findings]
    return encoded({"source": source, "diagnostics": diagnostics}) + "\n"


def _diagnostic(finding: Finding, report: Report) -> dict[str, Any]:
    page = links.page(finding.rule)
    found: dict[str, Any] = {
        "message": message_and_advice(finding),
        "location": _location(finding.at, report),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule, **({"url": page} if page else {})},
    }
    suggestion = _suggestion(finding, report)
    if suggestion is not None:
        found["suggestions"] = [suggestion]
    placed = [note for note in finding.notes if note.at is not None]
    if placed:
        found["related_locations"] = [
            {"message": shown(note.text, SENTENCE), "location": _location(note.at, report)}
            for note in placed
            if note.at is not None
        ]
    return found


def _location(at: Place, report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {"path": place.path(at, report)}
    if at.span.end > 0:
        found["range"] = _range(at.source, at.span.start, at.span.end)
    return found


def _range(source: Source, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    return {"line": source.position(offset).line, "column": place.byte_column(source, offset)}


def _suggestion(finding: Finding, report: Report) -> dict[str, Any] | None:
    """One replacement for all edits, for each suggestion stands for itself; none where edits concern other files."""
    fix = finding.fix
    if fix is None or any(edit.place.source is not finding.at.source for edit in fix.edits):
        return None
    if any(report.covers(part) for part in _whole(fix)):
        return None
    edits = sorted(fix.edits, key=lambda edit: edit.place.span.start)
    source, start = finding.at.source, edits[0].place.span.start
    pieces, at = [], start
    for edit in edits:
        pieces += [source.text[at : edit.place.span.start], edit.text]
        at = edit.place.span.end
    return {"range": _range(source, start, at), "text": "".join(pieces)}


def _whole(fix: Fix) -> list[Place]:
    """From the first edit to the last."""
    from aemlint.source import Place, Span

    spans = [edit.place.span for edit in fix.edits]
    return [Place(fix.edits[0].place.source, Span(min(one.start for one in spans), max(one.end for one in spans)))]
