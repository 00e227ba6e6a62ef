"""One line for each finding: `path:line:column: error[rule] message`."""

from __future__ import annotations

from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report


def text(report: Report) -> str:
    lines = []
    for finding in report.findings:
        at = finding.at.source.position(finding.at.span.start)
        path = shown(finding.at.source.path, 4096)
        message = shown(finding.message, 1000)
        lines.append(f"{path}:{at.line}:{at.column}: {finding.severity}[{finding.rule}] {message}\n")
    return "".join(lines)
