"""`aemlint check --fix`, `--unsafe-fixes` and `--diff`."""

from __future__ import annotations

import os
import sys

from aemlint import app
from aemlint.commands import asking
from aemlint.commands.check import report
from aemlint.commands.verbosely import lost
from aemlint.report.showing import shown
from aemlint.request import Wrong
from aemlint.rounds import repaired
from aemlint.writing import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options
    from aemlint.outcome import Outcome
    from aemlint.request import Request
    from aemlint.rounds import Repaired


def run(options: Options, request: Request, targets: list[tuple[str, str | None]]) -> int:
    if request.write_baseline is not None:
        raise Wrong("--write-baseline does not go with --fix or --diff")
    stdin = "-" in options.paths
    given = dict(request.overlay)
    result = repaired(request, unsafe="--unsafe-fixes" in options.flags, within=given if stdin else None)
    asking.say_idle(result.first, request, options)
    if "--diff" in options.flags:
        return _difference(result, options, _to_files(targets, options, "text"))
    if stdin:
        return _to_stdout(result, given, request, options, _to_files(targets, options, "text", "concise"))
    left = _written(result, request)
    code = report(targets, _as_it_is(result.last, left, request), options)
    if "-q" not in options.flags:
        sys.stderr.write(_counted(result, len(left)))
    for path, reason in left:
        sys.stderr.write(f"left alone: {shown(path, 4096)}: {reason}\n")
    return max(code, 2 if left else 0)


def _to_files(targets: list[tuple[str, str | None]], options: Options, *usual: str) -> list[tuple[str, str | None]]:
    """Standard output is taken by something else; a report that was to go there is said to be missing.

    No wrong command: the exit code never depends on the format. `usual` are formats that nobody misses.
    """
    for name, path in targets:
        if path is None and name not in usual and "-q" not in options.flags:
            sys.stderr.write(f"no {name} report: give it a file, --format {name}=FILE\n")
    return [target for target in targets if target[1] is not None]


def _as_it_is(last: Outcome, left: list[tuple[str, str]], request: Request) -> Outcome:
    """What was left alone still has its findings."""
    if not left:
        return last
    for path, _ in left:
        request.overlay.pop(path, None)
    return app.check(request)


def _counted(result: Repaired, left: int) -> str:
    files = len(result.changes)
    if left:
        return f"fixed {files - left} of {files} file{'' if files == 1 else 's'}\n"
    return f"{result.fixed} fixed in {files} file{'' if files == 1 else 's'}\n" if files else ""


def _difference(result: Repaired, options: Options, files: list[tuple[str, str | None]]) -> int:
    from aemlint.report import diff

    asking.put(diff.text(result.changes))
    sys.stdout.flush()
    if files:
        return report(files, result.first, options)
    if "-q" not in options.flags:
        number = len(result.changes)
        sys.stderr.write(f"{result.fixed} would be fixed in {number} file{'' if number == 1 else 's'}\n")
    sys.stderr.write(lost(result.first, frames="-v" in options.flags))
    return result.first.code


def _written(result: Repaired, request: Request) -> list[tuple[str, str]]:
    """Writes the changes; gives the files that were left alone, and why."""
    left = []
    for change in result.changes:
        reason = replace(os.path.join(request.root, change.path), change.bytes_before, change.bytes_after)
        if reason is not None:
            left.append((change.path, reason))
    return left


def _to_stdout(
    result: Repaired,
    given: dict[str, bytes],
    request: Request,
    options: Options,
    files: list[tuple[str, str | None]],
) -> int:
    """The fixed text goes to standard output, as editors expect; what is left to say to standard error."""
    from aemlint.report import text_of

    path, data = next(iter(given.items()))
    sys.stdout.flush()
    sys.stdout.buffer.write(request.overlay.get(path, data))
    sys.stdout.flush()
    if result.last.report is not None and "-q" not in options.flags:
        sys.stderr.write(text_of(result.last.report, "concise", color=False, links=False))
    if files:
        return report(files, result.last, options)
    sys.stderr.write(lost(result.last, frames="-v" in options.flags))
    return result.last.code
