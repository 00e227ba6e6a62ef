"""GitHub Actions: a workflow command for each finding. Errors come first: ten of a kind are shown beside the code."""

from __future__ import annotations

from aemlint.report import place
from aemlint.report.escapes import escaped
from aemlint.report.showing import PATH, SENTENCE, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report
    from aemlint.source import Place

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
PROPERTY = (*DATA, (":", "%3A"), (",", "%2C"))


def text(report: Report) -> str:
    order = list(COMMANDS)
    return "".join(
        _command(finding, report) for finding in sorted(report.findings, key=lambda one: order.index(one.severity))
    )


def _command(finding: Finding, report: Report) -> str:
    path, region = place.path(finding.at, report), place.region(finding.at, report)
    values = {
        "file": path,
        "line": region.line,
        "endLine": region.line,
        "col": region.column,
        "endColumn": region.end,
        "title": finding.rule,
    }
    properties = ",".join(f"{name}={escaped(shown(str(value), PATH), PROPERTY)}" for name, value in values.items())
    # The log shows a command's message and nothing of its place.
    said = [f"{shown(path, PATH)}:{region.line}:{region.column}: {shown(finding.message, SENTENCE)}"]
    if finding.advice:
        said.append(f"help: {shown(finding.advice, SENTENCE)}")
    said += [f"note: {_where(note.at, report)}{shown(note.text, SENTENCE)}" for note in finding.notes]
    return f"::{COMMANDS[finding.severity]} {properties}::{escaped(chr(10).join(said), DATA)}\n"


def _where(at: Place | None, report: Report) -> str:
    if at is None:
        return ""
    region = place.region(at, report)
    return f"{shown(place.path(at, report), PATH)}:{region.line}:{region.column}: "
