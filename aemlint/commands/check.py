"""`aemlint check`."""

from __future__ import annotations

import sys

from aemlint import app
from aemlint.commands import asking
from aemlint.options import FORMATS
from aemlint.request import Request, Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Report
    from aemlint.options import Options
    from aemlint.outcome import Outcome


def run(options: Options) -> int:
    targets = asking.targets(options, FORMATS)
    request = _request(options)
    if "--diff" in options.flags or "--fix" in options.flags or "--unsafe-fixes" in options.flags:
        from aemlint.commands import fixing

        return fixing.run(options, request, targets)
    outcome = app.check(request)
    asking.say_idle(outcome, request, options)
    if request.write_baseline is not None:
        code = _write_baseline(request, outcome, options)
        asked = "--format" in options.lists or "--output" in options.values or "--statistics" in options.flags
        return max(code, report(targets, outcome, options) & 2) if asked else code
    return report(targets, outcome, options)


def _request(options: Options) -> Request:
    request = asking.request(options)
    values = options.values
    request.severity = values.get("--severity", "warning")
    request.fail_on = values.get("--fail-on", "warning")
    request.select = asking.words(options, "--select")
    request.ignore = asking.words(options, "--ignore")
    request.baseline = values.get("--baseline")
    request.write_baseline = values.get("--write-baseline")
    request.accept_new = "--accept-new" in options.flags
    request.since = values.get("--since")
    if request.accept_new and request.write_baseline is None:
        raise Wrong("--accept-new needs --write-baseline FILE")
    return request


def report(targets: list[tuple[str, str | None]], outcome: Outcome, options: Options) -> int:
    """Writes every report that was asked for, then says on standard error how the run went. Gives the exit code."""
    quiet = "-q" in options.flags
    unwritten = False
    if outcome.report is None and targets == [("text", None)]:
        if not quiet:
            _end_of_clean_run(outcome)
    else:
        unwritten = not _write(targets, outcome.report or _empty(outcome), options, quiet=quiet)
        if not quiet:
            _stale(outcome)
    if quiet:
        _lost(outcome)
    if outcome.failures:
        from aemlint.commands.verbosely import broken

        sys.stderr.write(broken(outcome, summed=not quiet, frames="-v" in options.flags))
    if "-v" in options.flags:
        from aemlint.commands.verbosely import said

        sys.stderr.write(said(outcome))
    return 2 if unwritten else outcome.code


def _empty(outcome: Outcome) -> Report:
    from aemlint.findings import NotChecked, Report

    return Report(
        root=".",
        target=outcome.project.target,
        findings=[],
        not_checked=[NotChecked(tuple(ids), why) for ids, why in outcome.not_checked],
        files=outcome.loaded.files,
        configurations=outcome.configurations,
        hidden=outcome.hidden,
        rules=outcome.rules,
        complete=outcome.code != 2,
    )


def _write(targets: list[tuple[str, str | None]], report: Report, options: Options, *, quiet: bool) -> bool:
    """Whether every report came to where it was to go; one that does not must not keep the others from it."""
    from aemlint.report.color import colored
    from aemlint.report.summary import line, summary

    when = options.values.get("--color", "auto")
    whole = True
    for name, path in targets:
        try:
            _put(name, path, report, when)
        except BrokenPipeError:
            raise
        except Exception as error:  # one report that breaks must not keep the others from being written; it is said
            whole = False
            sys.stderr.write(_unwritten(name, path, error, frames="-v" in options.flags))
    if not quiet:
        color = colored(when, sys.stderr.isatty())
        said = [line(report, color=color)] if "--output" in options.values else summary(report, color=color)
        sys.stderr.write("".join(f"{one}\n" for one in said))
    if "--statistics" in options.flags:
        sys.stderr.write(_statistics(report))
    return whole


def _put(name: str, path: str | None, report: Report, when: str) -> None:
    from aemlint.report import pieces_of, text_of
    from aemlint.report.color import colored, linked
    from aemlint.writing import save

    if path is not None:
        save(path, text_of(report, name, color=False, links=False))
    else:
        terminal = sys.stdout.isatty()
        color = colored(when, terminal)
        asking.put_all(pieces_of(report, name, color=color, links=linked(color=color, terminal=terminal)))
        sys.stdout.flush()
    if name == "github":
        from aemlint.report import step_summary

        step_summary.append(report)


def _unwritten(name: str, path: str | None, error: Exception, *, frames: bool) -> str:
    from aemlint import failing, reading
    from aemlint.report.showing import shown

    if isinstance(error, OSError):
        where = path or error.filename or "standard output"
        return f"aemlint: {shown(str(where), 4096)}: {reading.reason_of(error, 'it could not be written')}\n"
    return f"aemlint: the report in the format {name}: {failing.reason_of(error)}\n" + (
        "".join(f"  {frame}\n" for frame in failing.frames(error)) if frames else ""
    )


def _lost(outcome: Outcome) -> None:
    """Whoever wants to hear nothing hears why the exit code is 2."""
    if outcome.lost:
        from aemlint.report.showing import shown

        sys.stderr.write("".join(f"{shown(line, 4096)}\n" for line in outcome.lost))


def _statistics(report: Report) -> str:
    counts: dict[str, int] = {}
    for finding in report.findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return "".join(
        f"{count:5} {rule}\n" for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _stale(outcome: Outcome) -> None:
    from aemlint.report.showing import shown

    if outcome.stale:
        number = len(outcome.stale)
        what = "1 entry" if number == 1 else f"{number} entries"
        sys.stderr.write(
            f"{what} of {shown(outcome.baseline or '')} no longer exist; --write-baseline takes them out:\n"
        )
        for entry in outcome.stale[:20]:
            sys.stderr.write(f"  {shown(entry.rule)} {shown(entry.subject)} in {shown(entry.path, 4096)}\n")


def _end_of_clean_run(outcome: Outcome) -> None:
    project = outcome.project
    if not project.configurations and not project.networks and not project.variables:
        sys.stderr.write("nothing to check: no OSGi configuration and no networking file here\n")
    else:
        plural = "" if outcome.configurations == 1 else "s"
        files = "1 file" if outcome.loaded.files == 1 else f"{outcome.loaded.files} files"
        sys.stderr.write(f"no findings ({files} read, {outcome.configurations} mail configuration{plural})\n")
    if outcome.hidden:
        sys.stderr.write(f"{outcome.hidden} hidden (--severity info)\n")
    if outcome.not_checked:
        from aemlint.report.unchecked import lines

        for line in lines(outcome.not_checked, outcome.rules):
            sys.stderr.write(line + "\n")


def _write_baseline(request: Request, outcome: Outcome, options: Options) -> int:
    from aemlint.baseline_file import save

    assert request.write_baseline is not None
    number, new = save(
        request.write_baseline, outcome.entries, outcome.stale, outcome.current, accept_new=request.accept_new
    )
    sys.stderr.write(f"{request.write_baseline}: {number} finding{'' if number == 1 else 's'}\n")
    if new:
        sys.stderr.write(f"{new} new not taken in (--accept-new)\n")
    from aemlint.commands.verbosely import lost

    sys.stderr.write(lost(outcome, frames="-v" in options.flags))
    return 2 if outcome.code == 2 else 0
