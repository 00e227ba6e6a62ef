"""`aemlint check --fix`, `--unsafe-fixes` and `--diff`."""

from __future__ import annotations

import os
import sys

from aemlint.commands import asking
from aemlint.commands.check import report
from aemlint.report.showing import shown
from aemlint.request import Wrong
from aemlint.rounds import repaired
from aemlint.writing import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options
    from aemlint.request import Request
    from aemlint.rounds import Repaired


def run(options: Options, request: Request, targets: list[tuple[str, str | None]]) -> int:
    if request.write_baseline is not None:
        raise Wrong("--write-baseline does not go with --fix or --diff")
    stdin = "-" in options.paths
    given = dict(request.overlay)
    result = repaired(request, unsafe="--unsafe-fixes" in options.flags)
    if "--diff" in options.flags:
        return _difference(result, options, [target for target in targets if target[1] is not None])
    if stdin:
        return _to_stdout(result, given, request, options)
    left = _written(result, request)
    report(targets, result.last, options)
    if "-q" not in options.flags and result.fixed:
        files = len(result.changes) - len(left)
        sys.stderr.write(f"{result.fixed} fixed in {files} file{'' if files == 1 else 's'}\n" if files else "")
    for path, reason in left:
        sys.stderr.write(f"left alone: {shown(path, 4096)}: {reason}\n")
    return max(result.last.code, 2 if left else 0)


def _difference(result: Repaired, options: Options, files: list[tuple[str, str | None]]) -> int:
    from aemlint.report import diff

    asking.put(diff.text(result.changes))
    if files:
        report(files, result.first, options)
    elif "-q" not in options.flags:
        sys.stdout.flush()
        number = len(result.changes)
        sys.stderr.write(f"{result.fixed} would be fixed in {number} file{'' if number == 1 else 's'}\n")
    return result.first.code


def _written(result: Repaired, request: Request) -> list[tuple[str, str]]:
    """Writes the changes; gives the files that were left alone, and why."""
    left = []
    for change in result.changes:
        reason = replace(os.path.join(request.root, change.path), change.bytes_before, change.bytes_after)
        if reason is not None:
            left.append((change.path, reason))
    return left


def _to_stdout(result: Repaired, given: dict[str, bytes], request: Request, options: Options) -> int:
    """The fixed text goes to standard output, as editors expect; what is left to say to standard error."""
    from aemlint.report import text_of

    path, data = next(iter(given.items()))
    sys.stdout.flush()
    sys.stdout.buffer.write(request.overlay.get(path, data))
    if result.last.report is not None and "-q" not in options.flags:
        sys.stderr.write(text_of(result.last.report, "concise", color=False, links=False))
    return result.last.code
