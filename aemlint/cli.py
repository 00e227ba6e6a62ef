"""Commands, streams, exit codes."""

from __future__ import annotations

import gc
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
    if sys.argv[1:2] == ["check"]:
        _unpack()
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


def _unpack() -> None:
    """A wheel has the modules that most runs need in one."""
    try:
        from aemlint import _bundle  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return
    _bundle.install()


def main(arguments: list[str]) -> int:
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
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        from aemlint.reading import reason_of

        return _said(f"{error.filename or 'the report'}: {reason_of(error, 'it could not be written')}")
    except Exception as error:  # whatever broke: no traceback, whose message may quote a file
        from aemlint import failing

        code = _said(f"{failing.reason_of(error)}; this is a bug, please report it")
        if "-v" in options.flags:
            sys.stderr.write("".join(f"  {frame}\n" for frame in failing.frames(error)))
        return code


def _said(text: str) -> int:
    from aemlint.report.showing import shown

    sys.stdout.flush()
    sys.stderr.write(f"aemlint: {shown(text, 4096)}\n")
    return 2


def _unknown(command: str) -> str:
    from aemlint.model.nearest import nearest
    from aemlint.report.showing import shown

    near = nearest(command, list(COMMANDS))
    return f"aemlint: there is no command `{shown(command)}`" + (f"; did you mean `{near}`?\n\n" if near else "\n\n")
