"""GitLab's Code Quality report."""

from __future__ import annotations

from aemlint.report import place
from aemlint.report.json import encoded
from aemlint.report.sentences import message_and_advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.findings import Finding, Report

SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def text(report: Report) -> str:
    seen: dict[str, int] = {}
    return encoded([_issue(finding, report, seen) for finding in report.findings]) + "\n"


def _issue(finding: Finding, report: Report, seen: dict[str, int]) -> dict[str, Any]:
    number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
    return {
        "description": message_and_advice(finding),
        "check_name": finding.rule,
        # Of issues with one fingerprint GitLab shows the first.
        "fingerprint": finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}",
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": place.path(finding.at, report),
            "lines": {"begin": place.region(finding.at, report).line},
        },
    }
