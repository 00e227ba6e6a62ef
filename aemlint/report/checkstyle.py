"""Checkstyle's XML: Jenkins, reviewdog and many more read it."""

from __future__ import annotations

from aemlint.report import place
from aemlint.report.markup import attributes
from aemlint.report.sentences import message_and_advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report


def text(report: Report) -> str:
    by_file: dict[str, list[str]] = {}
    for finding in report.findings:
        by_file.setdefault(place.path(finding.at, report), []).append(_error(finding, report))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for path, errors in by_file.items():
        lines += [f"  <file{attributes({'name': path})}>", *errors, "  </file>"]
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _error(finding: Finding, report: Report) -> str:
    region = place.region(finding.at, report)
    values: dict[str, object] = {
        "line": region.line,
        "column": region.column,
        "severity": finding.severity,
        "message": message_and_advice(finding),
        "source": f"aemlint.{finding.rule.replace('/', '.')}",
    }
    return f"    <error{attributes(values)}/>"
