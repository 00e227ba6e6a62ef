"""Arguments, streams, exit codes."""

from __future__ import annotations

import os
import sys

from aemlint import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.app import Outcome, Request
    from aemlint.findings import Report
    from aemlint.options import Options

USAGE = """aemlint finds mistakes in the mail configuration of AEM projects.

  aemlint check                               the project in this folder
  aemlint check ui.config                     only what concerns this folder
  aemlint check --format json --output r.json a report for programs
  aemlint show                                what AEM makes of the project
  aemlint rules                               all rules

Commands: check, show, rules. More: aemlint COMMAND --help
"""
DESCRIPTIONS = {
    "check": "Check the mail configuration of an AEM project. The project around the given paths is always read, "
    "so that a port in one file is compared with the forwards in another.",
    "show": "Show what AEM makes of a project: the configurations as its readers read them.",
}


def run() -> None:
    """The console script: ends the process without Python's own tidying up, which costs a fifth of a short run."""
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader went away: nobody is left to be told, and Python must not try again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 141
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 141
    except OSError:
        code = 2
    if os.environ.get("AEMLINT_NORMAL_EXIT"):  # coverage and profilers write at exit
        sys.exit(code)
    os._exit(code)


def main(arguments: list[str]) -> int:
    command = arguments[0] if arguments else ""
    if command in ("--version", "-V"):
        print(f"aemlint {__version__}")
        return 0
    if command in ("--help", "-h", "help"):
        print(USAGE, end="")
        return 0
    if command == "rules":
        return _rules(arguments[1:])
    if command not in DESCRIPTIONS:
        said = f"aemlint: there is no command `{_safe(command)}`\n" if command else ""
        sys.stderr.write(said + USAGE)
        return 2
    from aemlint import options as table

    options = table.quickly(arguments[1:])
    if options is None:
        try:
            options = table.carefully(command, DESCRIPTIONS[command], arguments[1:])
        except SystemExit as stop:
            return int(stop.code or 0)
    from aemlint.app import Wrong

    try:
        return _check(options) if command == "check" else _show(options)
    except Wrong as wrong:
        sys.stderr.write(f"aemlint: {_safe(str(wrong))}\n")
        return 2
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        from aemlint.reading import reason_of

        sys.stderr.write(f"aemlint: {_safe(str(error.filename or 'a report could not be written'))}: {reason_of(error)}\n")
        return 2


def _safe(text: str) -> str:
    from aemlint.report.showing import shown

    return shown(text)


def _request(options: Options) -> Request:
    from aemlint.app import Request, Wrong
    from aemlint.walk import project_root

    cwd = os.getcwd()
    given = [path for path in options.paths if path != "-"]
    stdin = "-" in options.paths
    filename = options.values.get("--stdin-filename")
    if stdin and filename is None:
        raise Wrong('"-" needs --stdin-filename PATH: what is checked depends on where a file lies')
    if stdin and given:
        raise Wrong('"-" stands alone: the other files are read from disk anyway')
    if filename is not None and not stdin:
        raise Wrong('--stdin-filename needs "-"')
    anchors = [filename] if filename is not None else given or ["."]
    for path in given:
        if not os.path.lexists(path):
            raise Wrong(f"there is no file or folder `{path}`")
    root = project_root(anchors, cwd)
    request = Request(root)
    relative = [_relative(root, path, cwd) for path in anchors]
    if stdin:
        request.overlay = {relative[0]: sys.stdin.buffer.read(1 << 21)}
    request.paths = None if "" in relative or not (given or stdin) else relative
    if given and request.paths is not None:
        from aemlint.formats import format_of

        request.named = [path for path in relative if format_of(path) and not os.path.isdir(f"{root}/{path}") and _named(path)]
    request.target = options.values.get("--target")
    request.severity = options.values.get("--severity", "warning")
    request.fail_on = options.values.get("--fail-on", "warning")
    request.select = _words(options.lists.get("--select"))
    request.ignore = _words(options.lists.get("--ignore"))
    request.settings = options.values.get("--settings")
    request.isolated = "--isolated" in options.flags
    return request


def _named(path: str) -> bool:
    """A configuration's name: a pom or a build file has the ending but no package in its name."""
    name = path.rsplit("/", 1)[-1]
    return name.endswith(".cfg.json") or name.count(".") >= 3 or name == ".content.xml"


def _relative(root: str, path: str, cwd: str) -> str:
    full = os.path.normpath(os.path.join(cwd, path))
    inner = os.path.relpath(full, root).replace(os.sep, "/")
    return "" if inner == "." else inner


def _words(lists: list[str] | None) -> list[str]:
    return [word.strip() for words in lists or () for word in words.split(",") if word.strip()]


def _check(options: Options) -> int:
    from aemlint import app

    targets = _targets(options)
    request = _request(options)
    outcome = app.check(request)
    report = outcome.report
    quiet = "-q" in options.flags
    if report is None and all(name in ("text", "concise") for name, _ in targets):
        for _, path in targets:
            if path is not None:
                _save(path, "")
        _end_of_clean_run(outcome, quiet)
    else:
        _write(targets, report if report is not None else _empty(outcome), options, quiet)
    if "-v" in options.flags:
        _verbosely(outcome)
    return outcome.code


def _empty(outcome: Outcome) -> Report:
    from aemlint.findings import NotChecked, Report

    return Report(
        ".",
        outcome.target,
        [],
        not_checked=[NotChecked(tuple(ids), why) for ids, why in outcome.not_checked],
        files=outcome.files,
        configurations=outcome.configurations,
    )


def _targets(options: Options) -> list[tuple[str, str | None]]:
    """Formats and the files they go to."""
    from aemlint.app import Wrong
    from aemlint.options import FORMATS

    targets: list[tuple[str, str | None]] = []
    for word in options.lists.get("--format", ["text"]):
        name, equals, path = word.partition("=")
        if name not in FORMATS:
            raise Wrong(f"there is no format `{name}`; there are {', '.join(FORMATS)}")
        targets.append((name, path if equals else None))
    output = options.values.get("--output")
    if output is not None:
        first = next((at for at, (_, path) in enumerate(targets) if path is None), None)
        if first is None:
            raise Wrong("--output: every --format already names its file")
        targets[first] = (targets[first][0], output)
    return targets


def _write(targets: list[tuple[str, str | None]], report: Report, options: Options, quiet: bool) -> None:
    from aemlint.report import text_of
    from aemlint.report.color import colored
    from aemlint.report.terminal import summary

    for name, path in targets:
        if path is not None:
            _save(path, text_of(report, name, color=False, links=False))
            continue
        color = colored(options.values.get("--color", "auto"), sys.stdout.isatty())
        _print(text_of(report, name, color=color, links=color and sys.stdout.isatty()))
    sys.stdout.flush()
    if not quiet:
        for line in summary(report):
            sys.stderr.write(line + "\n")
    if "--statistics" in options.flags:
        counts: dict[str, int] = {}
        for finding in report.findings:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
        for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            sys.stderr.write(f"{count:5} {rule}\n")


def _print(text: str) -> None:
    """Whatever the console's encoding: what it cannot show is escaped, never an error."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _save(path: str, text: str) -> None:
    """Whole or not at all."""
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
        os.replace(beside, path)
    finally:
        if os.path.lexists(beside):
            os.unlink(beside)


def _end_of_clean_run(outcome: Outcome, quiet: bool) -> None:
    if quiet:
        return
    if not outcome.project.configurations and not outcome.project.networks and not outcome.project.variables:
        sys.stderr.write("nothing to check: no OSGi configuration and no networking file here\n")
        return
    plural = "" if outcome.configurations == 1 else "s"
    sys.stderr.write(f"no findings ({outcome.files} files read, {outcome.configurations} mail configuration{plural})\n")
    for ids, why in outcome.not_checked:
        sys.stderr.write(f"not checked: {', '.join(ids)} ({_safe(why)})\n")


def _verbosely(outcome: Outcome) -> None:
    for configuration in outcome.project.configurations:
        sys.stderr.write(f"read {_safe(configuration.path)}: {configuration.pid} ({configuration.folder.kind})\n")
    for network in outcome.project.networks:
        where = ", ".join(network.environments) or "no environment"
        sys.stderr.write(f"read {_safe(network.path)}: networking of {where}\n")
    for file in outcome.project.variables:
        sys.stderr.write(f"read {_safe(file.path)}: variables of {', '.join(file.environments) or 'no environment'}\n")


def _show(options: Options) -> int:
    from aemlint import app
    from aemlint.report import show

    if options.lists.get("--format", ["json"]) != ["json"]:
        raise app.Wrong("show: only --format json in this version")
    request = _request(options)
    _print(show.text(app.loaded(request, app.rulebook())[0], request.paths))
    return 0


def _rules(arguments: list[str]) -> int:
    from aemlint.engine.rulebook import rulebook

    book = rulebook()
    if arguments not in ([], ["--format", "json"], ["--format=json"]):
        sys.stderr.write("usage: aemlint rules [--format json]\n")
        return 2
    if arguments:
        from aemlint.report.rules import text

        _print(text(book))
        return 0
    for rule in book.rules.values():
        targets = ", ".join(rule.target)
        _print(f"{rule.id:40} {rule.severity:8} {targets:12} {book.words(rule.id)['title']}\n")
    return 0
