"""The end of a run, for standard error: what was found, what is not shown, what can be fixed, what was not judged."""

from __future__ import annotations

from aemlint.report.paint import Paint
from aemlint.report.unchecked import lines as unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report


def summary(report: Report, *, color: bool = False) -> list[str]:
    paint = Paint(color=color)
    lines = [_head(report, paint)]
    rest = "; ".join(part for part in (_silent(report), _fixable(report)) if part)
    if rest:
        lines.append(rest)
    lines += unchecked([(item.rules, item.why) for item in report.not_checked], report.rules)
    if report.findings:
        worst = min(report.findings, key=lambda one: ("error", "warning", "info").index(one.severity))
        lines.append(f"why: aemlint explain {worst.rule}")
    return lines


def line(report: Report, *, color: bool = False) -> str:
    """The same in one line, for whoever has the rest in a file."""
    waiting = {rule for item in report.not_checked for rule in item.rules}
    unjudged = f"{counted(len(waiting), 'rule')} not checked everywhere" if waiting else ""
    parts = (_head(report, Paint(color=color)), _silent(report), _fixable(report), unjudged)
    return "; ".join(part for part in parts if part)


def _head(report: Report, paint: Paint) -> str:
    counts = [(name, report.count(name)) for name in ("error", "warning", "info")]
    found = ", ".join(paint(counted(number, name), name) for name, number in counts if number)
    looked = f"({counted(report.files, 'file')} read, {counted(report.configurations, 'mail configuration')})"
    if not found:
        return f"no findings {looked}"
    files = len({finding.at.source.path for finding in report.findings})
    return f"{found} in {counted(files, 'file')} {looked}"


def _silent(report: Report) -> str:
    parts = [
        f"{report.hidden} hidden (--severity info)" if report.hidden else "",
        f"{report.suppressed} suppressed" if report.suppressed else "",
        f"{report.baselined} in the baseline" if report.baselined else "",
        f"{report.known} known before" if report.known else "",
        f"{report.younger} of rules younger than as-of" if report.younger else "",
    ]
    return ", ".join(part for part in parts if part)


def _fixable(report: Report) -> str:
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    parts = []
    if safe:
        parts.append(f"{counted(safe, 'fix', 'fixes')} with --fix")
    if len(fixes) > safe:
        parts.append(f"{len(fixes) - safe} more with --unsafe-fixes" if safe else _unsafe(len(fixes)))
    return ", ".join(parts)


def _unsafe(number: int) -> str:
    return f"{counted(number, 'unsafe fix', 'unsafe fixes')} with --unsafe-fixes"


def counted(number: int, one: str, many: str = "") -> str:
    """
    >>> counted(1, "file"), counted(2, "file"), counted(2, "fix", "fixes")
    ('1 file', '2 files', '2 fixes')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
