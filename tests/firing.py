"""Runs a command again and again, each time hit by something at the next step of how it writes files.

    firing.py PACKAGE < spec.json > shots.json        (for tests/test_fix_under_fire.py)

A step is any call that aemlint/writing.py makes of `os` or `fcntl`; none is listed here, so none can be forgotten. A
shot falls before the step or after it. After each the folder is described, the command is run once more in peace, and
the folder is described again. Every run is a fork of this process.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

# Steps that the system may refuse, by a full disk or by a broken one.
REFUSABLE = ("open", "write", "fsync", "replace", "link", "unlink", "fchown", "fchmod", "flock", "setxattr")
BEFORE, AFTER = "before", "after"


class Gun:
    """Fires once, at the step of the given number; what it hit goes to the pipe `told`."""

    def __init__(self, fault: str, side: str, number: int, told: int) -> None:
        self.fire, self.only = FAULTS[fault]
        self.side = side
        self.number = number
        self.told = told

    def step(self, name: str, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if self.only and name not in self.only:
            return call(*arguments, **named)
        self.number -= 1
        if self.number == 0:
            if self.side == AFTER:
                call(*arguments, **named)
            os.write(self.told, name.encode())
            self.fire()
        return call(*arguments, **named)


class Watched:
    """Stands for a module; every call of its functions is a step."""

    def __init__(self, module: ModuleType, gun: Gun) -> None:
        self._module = module
        self._gun = gun

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if not callable(found) or isinstance(found, type):
            return found
        return lambda *arguments, **named: self._gun.step(name, found, *arguments, **named)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused() -> None:
    raise OSError(errno.ENOSPC, "Canary-of-the-system")


def interrupted() -> None:
    raise KeyboardInterrupt


FAULTS: dict[str, tuple[Callable[[], None], tuple[str, ...]]] = {
    "kill": (killed, ()),
    "full": (refused, REFUSABLE),
    "interrupt": (interrupted, ()),
}


class Shot:
    """`hit` is the step that was hit; empty where the run came to its end before the step of that number."""

    def __init__(self, code: int, hit: str, said: str) -> None:
        self.code = code
        self.hit = hit
        self.said = said


def run(root: Path, arguments: list[str], aim: tuple[str, str, int] | None = None) -> Shot:
    from aemlint import cli, writing

    out, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.chdir(root)
            os.dup2(out[1], 1)
            os.dup2(out[1], 2)
            if aim is not None:
                gun = Gun(*aim, told[1])
                for name in ("os", "fcntl"):
                    setattr(writing, name, Watched(getattr(writing, name), gun))
            try:
                code = cli.main(arguments)
            except KeyboardInterrupt:
                code = 130
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    for end in (out[1], told[1]):
        os.close(end)
    said, hit = drained(out[0]), drained(told[0])
    _, status = os.waitpid(child, 0)
    return Shot(os.waitstatus_to_exitcode(status), hit, said)


def drained(end: int) -> str:
    with open(end, "rb") as file:
        return file.read().decode("utf-8", "replace")


def described(root: Path) -> dict[str, list[Any]]:
    """What is to stay as it was or to become what it is to become: contents, mode, owner, number of names."""
    found: dict[str, list[Any]] = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        content = (
            path.read_bytes().decode("utf-8") if stat.S_ISREG(status.st_mode) else stat.filemode(status.st_mode)[0]
        )
        facts = [oct(status.st_mode), status.st_uid, status.st_gid]
        found[path.relative_to(root).as_posix()] = [content, *facts, status.st_nlink if path.is_file() else 1]
    return found


def laid(root: Path, files: dict[str, dict[str, Any]]) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name, file in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file["text"].encode("utf-8"))
        if os.geteuid() == 0 and "owner" in file:
            os.chown(path, *file["owner"])
        path.chmod(file.get("mode", 0o644))


def shots(root: Path, spec: dict[str, Any]) -> dict[str, Any]:
    files, arguments = spec["files"], spec["arguments"]
    laid(root, files)
    result: dict[str, Any] = {"before": described(root)}
    peaceful = run(root, arguments)
    result |= {"after": described(root), "code": peaceful.code, "said": peaceful.said, "shots": []}
    for side in (BEFORE, AFTER):
        number = 0
        while True:
            number += 1
            laid(root, files)
            shot = run(root, arguments, (spec["fault"], side, number))
            if not shot.hit:
                break
            then = described(root)
            again = run(root, arguments)
            result["shots"].append(
                {
                    "side": side, "number": number, "step": shot.hit, "code": shot.code, "said": shot.said,
                    "then": then, "again": again.code, "again_said": again.said, "finally": described(root),
                }
            )  # fmt: skip
    return result


def pairs(root: Path, spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Two runs at once, as often as asked for: both wait at a gate and go on together."""
    found = []
    for _ in range(spec["pairs"]):
        laid(root, spec["files"])
        gate = os.pipe()
        children = []
        for _ in range(2):
            ended = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(gate[1])
                os.read(gate[0], 1)
                shot = run(root, spec["arguments"])
                os.write(ended[1], json.dumps([shot.code, shot.said]).encode())
                os._exit(0)
            os.close(ended[1])
            children.append((child, ended[0]))
        os.close(gate[0])
        os.close(gate[1])
        ends = [json.loads(drained(end)) for _, end in children]
        for child, _ in children:
            os.waitpid(child, 0)
        found.append({"ends": ends, "finally": described(root)})
    return found


def warmed_up(root: Path, spec: dict[str, Any]) -> None:
    """One run in this process: what it loads the forks need not load again."""
    from aemlint import cli

    laid(root, spec["files"])
    os.chdir(root)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        cli.main(spec["arguments"])
    os.chdir(root.parent)
    gc.freeze()


def main() -> None:
    if sys.argv[1]:
        sys.path.insert(0, sys.argv[1])
    spec = json.loads(sys.stdin.read())
    root = Path(spec["root"])
    warmed_up(root, spec)
    result = pairs(root, spec) if "pairs" in spec else shots(root, spec)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
