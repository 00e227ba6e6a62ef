"""Mutation testing: which changes of the code would no test notice? See README.md.

One process imports pytest, the tests and the package once; each mutant is a fork of it in which the code of one
function is replaced and the tests that run through the changed line are tried, until one fails.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import pickle
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
PACKAGE = ROOT / "aemlint"
SHAPES = ["model/credential_shape.py", "model/credential_line.py"]
GROUPS = {
    "redaction": ["masking.py", "covering.py", "model/secret.py", *SHAPES],
    "safe opening": ["reading.py"],
    "exit codes": ["cli.py", "commands/check.py"],
    "atomic write": ["writing.py"],
    "formats": ["formats/*.py"],
    "model": ["model/*.py"],
    "engine": ["engine/*.py"],
    "checks": ["checks/*.py"],
    "fix": ["fix.py", "rounds.py", "commands/fixing.py"],
}
# These run other programs, or a copy of the package, in which no mutant is.
FOREIGN = (
    "audit chaos ci_docs clean_run complexity console docs editors fix_under_fire git_faults portable pre_commit "
    "release since streams"
)


class Watch:
    """Which lines of the package ran."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        self.tool = sys.monitoring.COVERAGE_ID

    def start(self) -> None:
        sys.monitoring.use_tool_id(self.tool, "mutation")
        sys.monitoring.register_callback(self.tool, sys.monitoring.events.LINE, self._line)
        sys.monitoring.set_events(self.tool, sys.monitoring.events.LINE)

    def again(self) -> None:
        self.lines = set()
        sys.monitoring.restart_events()

    def _line(self, code: CodeType, line: int) -> Any:
        if code.co_filename.startswith(str(PACKAGE)):
            self.lines.add((code.co_filename, line))
        return sys.monitoring.DISABLE


WATCH = Watch()
run_program, leave = subprocess.run, os._exit  # whatever a test puts in their place


def forked(command: Any, **given: Any) -> Any:
    """In place of `subprocess.run`: aemlint's command line runs in a fork, in which the mutant is, too."""
    known = {"cwd", "input", "capture_output", "timeout", "check", "env"}
    if list(command[:3]) != [sys.executable, "-m", "aemlint"] or not {*given} <= known or given.get("check"):
        return run_program(command, **given)
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        stdin.write(given.get("input") or b"")
        stdin.seek(0)
        with tempfile.TemporaryFile() as seen:
            pid = os.fork()
            if not pid:
                _command(command, given, (stdin, out, err), seen)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            seen.seek(0)
            WATCH.lines |= pickle.loads(seen.read() or pickle.dumps(set()))
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


def _command(command: list[str], given: dict[str, Any], streams: Any, seen: Any) -> None:
    code = 1
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, 20)
        signal.setitimer(signal.ITIMER_REAL, 60)
        os.chdir(given.get("cwd") or ".")
        if given.get("env") is not None:
            os.environ.clear()
            os.environ.update(given["env"])
        os.environ["AEMLINT_NORMAL_EXIT"] = "1"
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(at, "rw"[at > 0], encoding="utf-8") for at in range(3))
        sys.argv = ["aemlint", *command[3:]]
        importlib.import_module("aemlint.cli").run()
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        seen.write(pickle.dumps(WATCH.lines))
        seen.flush()
        leave(code)


class Mutation:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for path in PACKAGE.rglob("*.py"):
            if path.stem not in ("__main__", "_bundle"):
                importlib.import_module(
                    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                )
        _compile()
        subprocess.run = forked
        gc.collect()
        gc.freeze()
        items = {item.nodeid: item for item in session.items}
        tests = self._measured(items)
        at_line = defaultdict(list)
        for test, (seconds, lines) in tests.items():
            if test in items:
                for line in lines:
                    at_line[line].append((seconds, test, len(lines)))
        self._say(f"{len(items)} tests, {len(tests)} of them usable\n")
        functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        gc.unfreeze()
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(PACKAGE)):
                code = one.__code__
                functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
        gc.freeze()
        seen: set[Path] = set()
        for group, mutant in self._chosen():
            key = str(mutant.path), mutant.function, mutant.first
            line = next((line for line in mutant.lines if at_line.get((key[0], line))), mutant.lines[0])
            tried = [(items[test], s) for s, test, _ in _in_turn(at_line.get((key[0], line), []), self.options.seconds)]
            if tried and mutant.path not in seen:
                seen.add(mutant.path)
                control = self._result(mutant._replace(number=-1), functions.get(key, []), tried)
                assert control == "survived", f"{control} where nothing is changed: {mutant.path}"
            began = time.monotonic()
            result = self._result(mutant, functions.get(key, []), tried)
            took = time.monotonic() - began
            self._say(
                f"{group}\t{result}\t{mutant.where}\t{mutant.function}\t{mutant.words}\t{len(tried)}\t{took:.1f}\n"
            )
        return True

    def _say(self, text: str) -> None:
        with open(self.options.out, "a", encoding="utf-8") as out:
            out.write(text)

    def _chosen(self) -> list[tuple[str, Any]]:
        from mutants import mutants

        chosen = []
        lived = set()
        if self.options.again:
            rows = [line.split("\t") for line in Path(self.options.again).read_text("utf-8").splitlines()]
            lived = {tuple(row[2:5]) for row in rows if len(row) > 4 and row[1] in ("survived", "no test")}
        paths: set[Path] = set()
        for group, patterns in GROUPS.items():
            for path in sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)} - paths):
                paths.add(path)
                found = mutants(path)
                if not self.options.only or any(path.match(only) for only in self.options.only):
                    count = max(1, round(len(found) * self.options.share)) if found else 0
                    chance = random.Random(f"{self.options.seed} {path.relative_to(PACKAGE)}")
                    chosen += [(group, mutant) for mutant in sorted(chance.sample(found, count))]
        if self.options.again:
            return [
                (group, mutant) for group, mutant in chosen if (mutant.where, mutant.function, mutant.words) in lived
            ]
        return chosen

    def _measured(self, items: dict[str, Any]) -> dict[str, Any]:
        """Lines and time of each test that passes; kept from one run to the next as long as the package is the same."""
        kept = Path(self.options.kept)
        newest = max(path.stat().st_mtime for path in [*PACKAGE.rglob("*.py"), *(ROOT / "rules").rglob("*.yaml")])
        tests = pickle.loads(kept.read_bytes()) if kept.exists() and kept.stat().st_mtime > newest else {}
        missing = [item for name, item in items.items() if name not in tests]
        pid = os.fork()
        if not pid:
            WATCH.start()
            for item, following in zip(missing, [*missing[1:], *missing[-1:]], strict=True):
                WATCH.again()
                began = sum(os.times()[:4])  # its children's, too
                if _passes(item, following):
                    tests[item.nodeid] = (sum(os.times()[:4]) - began, frozenset(WATCH.lines))
            kept.write_bytes(pickle.dumps(tests))
            leave(0)
        os.waitpid(pid, 0)
        return pickle.loads(kept.read_bytes())

    def _result(self, mutant: Any, functions: list[FunctionType], tests: list[tuple[Any, float]]) -> str:
        if not functions or not tests:
            return "out of reach" if not functions else "no test"
        pid = os.fork()
        if not pid:
            code = 2
            try:
                os.setpgid(0, 0)
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
                signal.setitimer(signal.ITIMER_REAL, 300)  # for what waits; the other one is for what runs
                _put(mutant, functions)
                for at, (item, seconds) in enumerate(tests):
                    signal.setitimer(signal.ITIMER_VIRTUAL, 2 + 10 * seconds)
                    if not _passes(item, tests[at + 1][0] if at + 1 < len(tests) else item):
                        leave(1)
                code = 0
            finally:
                leave(code)
        status = os.waitpid(pid, 0)[1]
        if os.WIFSIGNALED(status):
            return "timeout" if os.WTERMSIG(status) in (signal.SIGVTALRM, signal.SIGALRM) else "killed"
        return "killed" if os.WEXITSTATUS(status) else "survived"


def _compile() -> None:
    """Rules as the wheel has them: to read their files is most of what a short test does."""
    from aemlint.engine import compiling

    for name, text in compiling.modules(str(ROOT / "rules"), str(ROOT / "schemas")).items():
        if name != "_bundle.py":
            module = ModuleType(f"aemlint.{name[:-3]}")
            exec(text, module.__dict__)
            sys.modules[module.__name__] = module
            setattr(sys.modules["aemlint"], name[:-3], module)


def _put(mutant: Any, functions: list[FunctionType]) -> None:
    waiting = [mutant.code()]
    while waiting:
        code = waiting.pop()
        if code.co_qualname == mutant.function and code.co_firstlineno == mutant.first:
            for function in functions:
                function.__code__ = code
            return
        waiting += [one for one in code.co_consts if isinstance(one, CodeType)]
    raise LookupError(mutant)


def _passes(item: Any, following: Any) -> bool:
    return all(report.outcome != "failed" for report in runtestprotocol(item, nextitem=following, log=False))


Test = tuple[float, str, int]  # seconds, name, number of lines that run


def _in_turn(tests: list[Test], seconds: float) -> list[Test]:
    """Those that run little else, and in turn quick ones of many functions, as long as the time allows."""
    rank: Counter[str] = Counter()
    varied = []
    for one in sorted(tests):
        function = one[1].partition("[")[0]
        rank[function] += 1
        varied.append((rank[function] * (one[0] + 0.002), one))
    sharp = sorted(tests, key=lambda one: (one[0] + 0.002) * one[2])
    found = []
    for one in dict.fromkeys(one for both in zip(sharp, sorted(varied), strict=True) for one in (both[0], both[1][1])):
        seconds -= one[0]
        if found and seconds < 0:
            break
        found.append(one)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="modules (masking.py, model/*.py); otherwise all in GROUPS")
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants of each module, chosen by the seed")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--again", help="a file of results: only what survived there")
    parser.add_argument("--seconds", type=float, default=20, help="of tests that may be tried on one mutant")
    parser.add_argument("--tests", nargs="*", default=[str(ROOT / "tests")], help="files of tests; otherwise all")
    parser.add_argument("--kept", default=f"{tempfile.gettempdir()}/aemlint-mutation.pickle", help="what tests cover")
    parser.add_argument("--out", default="mutation.tsv", help="results are added to it, one line for each mutant")
    options = parser.parse_args()
    sys.setrecursionlimit(3000)
    ignored = [f"--ignore={ROOT}/tests/test_{name}.py" for name in FOREIGN.split()]
    place = tempfile.mkdtemp()
    arguments = ["-s", "-p", "no:cacheprovider", f"--basetemp={place}/tests", *ignored, *options.tests]
    return pytest.main(arguments, plugins=[Mutation(options)])


if __name__ == "__main__":
    sys.exit(main())
