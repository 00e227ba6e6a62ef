"""A table for the summary page of a GitHub Actions job, which shows ten annotations of a kind and no more."""

from __future__ import annotations

import os

from aemlint.report import links, place
from aemlint.report.showing import PATH, SENTENCE, shown
from aemlint.report.summary import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report

VARIABLE = "GITHUB_STEP_SUMMARY"
LARGEST = 900_000  # of 1 MiB; a larger one is refused as a whole
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ./-,=")


def append(report: Report) -> None:
    """Where a job says that it has such a page."""
    path = os.environ.get(VARIABLE)
    if path:
        with open(path, "ab") as file:
            file.write(text(report).encode("utf-8"))


def text(report: Report) -> str:
    lines = ["## aemlint", ""]
    if report.findings:
        lines += ["| Severity | Rule | Place | What is wrong |", "| --- | --- | --- | --- |"]
        size = 0
        for number, finding in enumerate(report.findings):
            row = _row(finding, report)
            size += len(row.encode("utf-8"))
            if size > LARGEST:
                lines += ["", f"{len(report.findings) - number} more in the log."]
                break
            lines.append(row)
        lines.append("")
    # The last line of all names a command for a terminal.
    said = [line for line in summary(report) if not line.startswith("why: ")]
    return "\n".join([*lines, "  \n".join(map(cell, said))]) + "\n\n"


def _row(finding: Finding, report: Report) -> str:
    region = place.region(finding.at, report)
    where = f"{shown(place.path(finding.at, report), PATH)}:{region.line}:{region.column}"
    page = links.page(finding.rule)
    rule = f"[{cell(finding.rule)}]({page})" if page else cell(finding.rule)
    words = [finding.message, finding.advice] if finding.advice else [finding.message]
    return (
        f"| {finding.severity} | {rule} | {cell(where)} | {'<br>'.join(cell(shown(one, SENTENCE)) for one in words)} |"
    )


def cell(text: str) -> str:
    """What stands between backquotes as code; everything that Markdown or HTML might take for a sign as a reference.

    >>> cell("`smtp.port` is | 25")
    '<code>smtp.port</code> is &#124; 25'
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:  # one of them is foreign
        return _plain(text)
    return "".join(f"<code>{_plain(part)}</code>" if at % 2 else _plain(part) for at, part in enumerate(parts))


def _plain(text: str) -> str:
    return "".join(one if one in PLAIN or not one.isascii() else f"&#{ord(one)};" for one in text)
