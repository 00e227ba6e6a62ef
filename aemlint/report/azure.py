"""Azure Pipelines: a logging command for each finding. There is no kind for infos, so they are warnings."""

from __future__ import annotations

from aemlint.report import place
from aemlint.report.escapes import escaped
from aemlint.report.sentences import message_and_advice
from aemlint.report.showing import PATH, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report

DATA = (("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A"))
PROPERTY = (*DATA, ("]", "%5D"), (";", "%3B"))


def text(report: Report) -> str:
    return "".join(_command(finding, report) for finding in report.findings)


def _command(finding: Finding, report: Report) -> str:
    region = place.region(finding.at, report)
    values = {
        "type": "error" if finding.severity == "error" else "warning",
        "sourcepath": shown(place.path(finding.at, report), PATH),
        "linenumber": str(region.line),
        "columnnumber": str(region.column),
        "code": finding.rule,
    }
    properties = "".join(f"{name}={escaped(value, PROPERTY)};" for name, value in values.items())
    return f"##vso[task.logissue {properties}]{escaped(message_and_advice(finding), DATA)}\n"
