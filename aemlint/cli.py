"""Commands, streams, exit codes."""

import gc  # and not __future__, which is a module to load like any other
import os
import sys

from aemlint import __version__

USAGE = """aemlint finds mistakes in the mail configuration of AEM projects.

  aemlint check                                  the project in this folder
  aemlint check ui.config                        only what concerns this folder
  aemlint check --since origin/main              only what this branch adds
  aemlint check --diff                           what --fix would change
  aemlint show                                   what AEM makes of the project
  aemlint explain port/not-forwarded             why, and what to do

Commands: check, show, explain, rules, init. More: aemlint COMMAND --help
"""
COMMANDS = ("check", "show", "explain", "rules", "init")


def run() -> None:
    """The console script: ends the process without Python's own tidying up, which costs a fifth of a short run."""
    gc.disable()  # a run is over before garbage matters
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        from aemlint.report import console

        console.reopen()
    try:
        code = main(sys.argv[1:], bundled=True)
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
    except OSError as error:  # what was still to be written when the command was through
        code = 2 if code == 2 else _unwritten(error)
    if os.environ.get("AEMLINT_NORMAL_EXIT"):  # coverage and profilers write at exit
        sys.exit(code)
    os._exit(code)


def _unpack() -> None:
    """A wheel has the modules that most runs need in one."""
    try:
        from aemlint import _bundle  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return
    _bundle.install()


def _concerns_nothing(arguments: list[str]) -> bool:
    """Files only that no rule is about, where no settings add any: told by names, before anything else is loaded."""
    if not arguments or any(word.startswith("-") or word.endswith(".cfg.json") for word in arguments):
        return False
    from aemlint.names import SETTINGS, of_interest

    if any(of_interest(os.path.basename(path)) for path in arguments) or not all(map(os.path.isfile, arguments)):
        return False
    above = {os.path.dirname(os.path.abspath(path)) for path in arguments}
    while above:
        if any(os.path.lexists(os.path.join(folder, SETTINGS)) for folder in above):
            return False
        above = {os.path.dirname(folder) for folder in above} - above
    return True


def main(arguments: list[str], *, bundled: bool = False) -> int:
    try:
        return _main(arguments, bundled)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _unwritten(error)


def _main(arguments: list[str], bundled: bool) -> int:
    command = arguments[0] if arguments else ""
    if command in ("--version", "-V"):
        sys.stdout.write(f"aemlint {__version__}\n")
        return 0
    if command in ("--help", "-h", "help"):
        sys.stdout.write(USAGE)
        return 0
    if command not in COMMANDS:
        sys.stderr.write((_unknown(command) if command else "") + USAGE)
        return 2
    if command == "check" and _concerns_nothing(arguments[1:]):
        sys.stderr.write("nothing to check: no finding could be about these files\n")
        return 0
    if command == "check" and bundled:
        _unpack()
    from aemlint import options as table

    options = table.quickly(command, arguments[1:])
    if options is None:
        try:
            options = table.carefully(command, arguments[1:])
        except SystemExit as stop:
            return int(stop.code or 0)
    from aemlint.request import Wrong

    try:
        code: int = __import__(f"aemlint.commands.{command}", fromlist=["run"]).run(options)
        return code
    except Wrong as wrong:
        return _said(str(wrong))
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # whatever broke: no traceback, whose message may quote a file
        from aemlint import failing

        code = _said(f"{failing.reason_of(error)}; this is a bug, please report it")
        if "-v" in options.flags:
            sys.stderr.write("".join(f"  {frame}\n" for frame in failing.frames(error)))
        return code


def _unwritten(error: OSError) -> int:
    from aemlint.reading import reason_of

    try:
        return _said(f"{error.filename or 'the report'}: {reason_of(error, 'it could not be written')}")
    except OSError:  # there is nowhere to say it
        return 2


def _said(text: str) -> int:
    from aemlint.report.showing import shown

    try:  # noqa: SIM105  (contextlib takes long to load)
        sys.stdout.flush()
    except OSError:
        pass
    sys.stderr.write(f"aemlint: {shown(text, 4096)}\n")
    return 2


def _unknown(command: str) -> str:
    from aemlint.model.nearest import nearest
    from aemlint.report.showing import shown

    near = nearest(command, list(COMMANDS))
    return f"aemlint: there is no command `{shown(command)}`" + (f"; did you mean `{near}`?\n\n" if near else "\n\n")
