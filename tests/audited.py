"""Runs command lines of aemlint in one process and writes down what Python's audit hooks tell of each.

`python -I -B audited.py PACKAGE LOG < COMMANDS`: the folder that has the package (or ""), where the log goes, and on
standard input a JSON list of `{"arguments": […], "input": "…"}`. A run of the log is `{"code": …, "events": [[event,
…], …]}`. What is forbidden without exception fails at once; all else is for the test to judge.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

# Of files, folders, programs and code; `os.stat` and its like tell nothing and have no event.
TOLD = ("open", "os.", "shutil.", "tempfile.", "compile", "exec", "import", "subprocess.")
NEVER = ("socket.", "ctypes.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "cpython.run_", "winreg.")
NOR = ("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")


class Forbidden(BaseException):
    """No `except Exception` of aemlint's may swallow it."""


class Log:
    """Events of the run that goes on; None between runs."""

    def __init__(self) -> None:
        self.events: list[list[str]] | None = None

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        events = self.events
        if events is None:
            return
        if event.startswith(NEVER) or event in NOR:
            events.append([event, *map(repr, arguments)])
            raise Forbidden(event)
        if not event.startswith(TOLD):
            return
        if event == "open":
            path, mode, flags = arguments
            if not isinstance(path, int):
                events.append([event, place(path), "write" if writes(mode, flags) else "read"])
        elif event == "exec":
            events.append([event, arguments[0].co_filename])
        elif event == "compile":
            source, name = arguments
            text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
            events.append([event, str(name), text if isinstance(text, str) else ""])
        elif event == "import":
            events.append([event, str(arguments[0]), str(arguments[1])])
        elif event == "subprocess.Popen":
            executable, words, cwd, env = arguments
            events.append([event, str(executable), *map(str, words), f"cwd={cwd}", *environment(env)])
        else:
            events.append([event, *(place(one) for one in arguments if isinstance(one, (str, bytes, os.PathLike)))])


def place(path: str | bytes | os.PathLike[str]) -> str:
    return os.path.join(os.getcwd(), os.fsdecode(path))


def writes(mode: str | None, flags: int) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))


def environment(env: Any) -> list[str]:
    """What is set for a program and is not set here."""
    return sorted(f"{key}={value}" for key, value in (env or {}).items() if os.environ.get(key) != value)


def main() -> None:
    package, path = sys.argv[1:]
    if package:
        sys.path.insert(0, package)
    given = json.loads(sys.stdin.read())
    log, runs = Log(), []
    sys.addaudithook(log.hook)
    for one in given:
        sys.stdin = io.TextIOWrapper(io.BytesIO(one.get("input", "").encode()))
        log.events = events = []
        code: int | str
        try:
            from aemlint import cli

            code = cli.main(one["arguments"])
        except Forbidden as error:
            code = f"forbidden: {error}"
        log.events = None
        runs.append({"code": code, "events": events})
    with open(path, "w", encoding="utf-8") as file:
        json.dump(runs, file)


main()
