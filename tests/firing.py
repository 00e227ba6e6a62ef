"""Runs a command again and again, each time hit by something at the next step of how it writes files.

    firing.py PACKAGE < specs.json > shots.json        (for tests/test_fix_under_fire.py and tests/test_chaos.py)

A step is any call that aemlint/writing.py (or what else the spec watches) makes of `os` or `fcntl`; none is listed
here, so none can be forgotten. A shot falls before the step or after it. After each the folder is described, the
command is run once more in peace, and the folder is described again. Every run is a fork of this process.
"""

from __future__ import annotations

import errno
import gc
import importlib
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
        change, _, path = fault.partition(" ")
        self.spared = ""
        if path:
            self.fire, self.only = (lambda: CHANGES[change](Path.cwd() / path)), ()
            self.spared = "replace"  # nothing can be looked at once more in the same moment
        else:
            self.fire, self.only = FAULTS[fault]
        self.side = side
        self.number = number
        self.told = told

    def step(self, name: str, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if name == self.spared or (self.only and name not in self.only):
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


def vanishes(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def becomes_text(path: Path, text: str = '{"smtp.host": "Another-text-72"}') -> None:
    if not path.is_dir():
        path.write_text(text, "utf-8")


def becomes_large(path: Path) -> None:
    becomes_text(path, "{}" + " " * (2 << 20))


def is_cut_off(path: Path) -> None:
    becomes_text(path, path.read_text("utf-8")[:20] if path.is_file() else "")


def becomes_link_out(path: Path) -> None:
    """To what stands beside the project, under the same name."""
    vanishes(path)
    path.symlink_to(Path.cwd().parent / "outside" / path.name)


def becomes_folder(path: Path) -> None:
    vanishes(path)
    path.mkdir()


def becomes_pipe(path: Path) -> None:
    vanishes(path)
    os.mkfifo(path)


def becomes_unreadable(path: Path) -> None:
    path.chmod(0)


CHANGES = {
    one.__name__: one
    for one in (
        vanishes, becomes_text, becomes_large, is_cut_off, becomes_link_out, becomes_folder, becomes_pipe,
        becomes_unreadable,
    )
}  # fmt: skip
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


def run(root: Path, arguments: list[str], aim: tuple[str, str, int, list[str]] | None = None) -> Shot:
    from aemlint import cli

    out, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.chdir(root)
            os.dup2(out[1], 1)
            os.dup2(out[1], 2)
            if aim is not None:
                gun = Gun(*aim[:3], told[1])
                for module in map(importlib.import_module, aim[3]):
                    for name in ("os", "fcntl"):
                        if hasattr(module, name):
                            setattr(module, name, Watched(getattr(module, name), gun))
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
        content = stat.filemode(status.st_mode)[0]
        if stat.S_ISREG(status.st_mode) and os.access(path, os.R_OK):
            content = path.read_bytes().decode("utf-8") if status.st_size < 1 << 16 else f"{status.st_size} bytes"
        facts = [oct(status.st_mode), status.st_uid, status.st_gid]
        found[path.relative_to(root).as_posix()] = [content, *facts, status.st_nlink if path.is_file() else 1]
    return found


def laid(root: Path, files: dict[str, dict[str, Any]]) -> None:
    for folder, names, _ in os.walk(root):
        for path in (Path(folder, name) for name in names):
            if not path.is_symlink():
                path.chmod(0o755)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name, file in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file["text"].encode("utf-8"))
        if os.geteuid() == 0 and "owner" in file:
            os.chown(path, *file["owner"])
        path.chmod(file.get("mode", 0o644))


def shots(root: Path, spec: dict[str, Any]) -> Any:
    files, arguments = spec["files"], spec["arguments"]
    laid(root, files)
    result: dict[str, Any] = {"before": described(root)}
    peaceful = run(root, arguments)
    result |= {"after": described(root), "code": peaceful.code, "said": peaceful.said, "shots": []}
    watched = spec.get("watched", ["aemlint.writing"])
    for side in spec.get("sides", (BEFORE, AFTER)):
        number = spec.get("first", 1) - spec.get("stride", 1)
        while True:
            number += spec.get("stride", 1)
            laid(root, files)
            shot = run(root, arguments, (spec["fault"], side, number, watched))
            if not shot.hit:
                break
            told = {"side": side, "number": number, "step": shot.hit, "code": shot.code, "said": shot.said}
            told["then"] = described(root)
            if spec.get("again", True):
                again = run(root, arguments)
                told |= {"again": again.code, "again_said": again.said, "finally": described(root)}
            result["shots"].append(told)
    return result


def pairs(root: Path, spec: dict[str, Any]) -> Any:
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
    specs = json.loads(sys.stdin.read())
    warmed_up(Path(specs[0]["root"]), specs[0])
    results = [(pairs if "pairs" in spec else shots)(Path(spec["root"]), spec) for spec in specs]
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
