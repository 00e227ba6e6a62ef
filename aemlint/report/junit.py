"""JUnit's XML: every finding is a failed test case of its file; a clean run is one that passed."""

from __future__ import annotations

from aemlint.report import place
from aemlint.report.markup import attributes, escaped
from aemlint.report.sentences import message
from aemlint.report.unchecked import lines as unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report


def text(report: Report) -> str:
    suites: dict[str, list[str]] = {}
    for finding in report.findings:
        suites.setdefault(place.path(finding.at, report), []).append(_case(finding, report))
    # Readers take a report without a test case for a broken one.
    passed = f"    <testcase{attributes({'name': 'no findings', 'classname': 'aemlint'})}/>"
    total = {"tests": len(report.findings) or 1, "failures": len(report.findings), "errors": 0}
    written = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{attributes({'name': 'aemlint', **total})}>"]
    if not suites:
        written += _suite("aemlint", [passed], 0, report)
    for number, (path, cases) in enumerate(suites.items()):
        written += _suite(path, cases, len(cases), report if number == 0 else None)
    return "\n".join([*written, "</testsuites>"]) + "\n"


def _suite(name: str, cases: list[str], failures: int, report: Report | None) -> list[str]:
    """`report` for the first one: it says what the run as a whole could not judge."""
    counts: dict[str, object] = {"name": name, "tests": len(cases), "failures": failures, "errors": 0}
    lines = [f"  <testsuite{attributes(counts)}>"]
    not_checked = report.not_checked if report is not None else []
    if not_checked:
        lines.append("    <properties>")
        for item in not_checked:
            values: dict[str, object] = {"name": f"not checked: {', '.join(item.rules)}", "value": item.why}
            lines.append(f"      <property{attributes(values)}/>")
        lines.append("    </properties>")
    lines += cases
    if report is not None and not_checked:
        said = unchecked([(item.rules, item.why) for item in not_checked], report.rules)
        lines.append(f"    <system-out>{chr(10).join(map(escaped, said))}</system-out>")
    return [*lines, "  </testsuite>"]


def _case(finding: Finding, report: Report) -> str:
    path, region = place.path(finding.at, report), place.region(finding.at, report)
    case: dict[str, object] = {"name": finding.rule, "classname": path, "file": path, "line": region.line}
    failure: dict[str, object] = {"message": message(finding), "type": finding.severity}
    said = [f"{path}:{region.line}:{region.column}: {finding.severity}[{finding.rule}] {finding.message}"]
    if finding.advice:
        said.append(f"help: {finding.advice}")
    for note in finding.notes:
        if note.at is None:
            said.append(f"note: {note.text}")
        else:
            at = place.region(note.at, report)
            said.append(f"{place.path(note.at, report)}:{at.line}:{at.column}: note: {note.text}")
    return (
        f"    <testcase{attributes(case)}>\n"
        f"      <failure{attributes(failure)}>{chr(10).join(map(escaped, said))}</failure>\n"
        f"    </testcase>"
    )
