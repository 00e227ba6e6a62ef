"""Files are written whole or not at all, whatever happens in between: kills, interrupts, a full disk, a second run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from firing import described, laid

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = "com.day.cq.mailer.DefaultMailService.cfg.json"
ONE, OTHER = f"{APPS}/config.author/{MAIL}", f"{APPS}/config.publish/{MAIL}"
TEXT = '{\r\n\t"smtp.host" : "$[env:AEM_PROXY_HOST;default=localhost]" , // why\r\n\t"smtp.port": "30465"}'
FIXED = TEXT.replace("localhost", "proxy.tunnel")
BASELINE = '{"version": 1, "findings": []}\n'
# Another owner where the tests run as root, who alone can give files away.
PROJECT = {
    ONE: {"text": TEXT, "mode": 0o640, "owner": [1234, 4321]},
    OTHER: {"text": TEXT.replace("why", "what"), "mode": 0o604},
}
SELECT = "--select=host,port"
FIX = ("check", "--fix", SELECT)
COMMANDS: dict[str, tuple[dict[str, dict[str, Any]], tuple[str, ...], tuple[str, ...]]] = {
    "fix": (PROJECT, FIX, (ONE, OTHER)),
    "new baseline": (PROJECT, ("check", SELECT, "--write-baseline", "b.json"), ("b.json",)),
    "baseline": (
        {**PROJECT, "b.json": {"text": BASELINE, "mode": 0o600}},
        ("check", SELECT, "--write-baseline", "b.json", "--accept-new"),
        ("b.json",),
    ),
    "report": ({**PROJECT, "r": {"text": "old", "mode": 0o640}}, ("check", SELECT, "--output", "r"), ("r",)),
    "init": (PROJECT, ("init",), (".aemlint.yaml",)),
}


@pytest.fixture
def fired(package: Path, tmp_path: Path) -> Any:
    def ran(files: dict[str, dict[str, Any]], arguments: tuple[str, ...], **more: Any) -> Any:
        spec = {"root": str(tmp_path / "a b"), "files": files, "arguments": arguments, **more}
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(ROOT / "tests/firing.py"), str(package)],
            input=json.dumps([spec]), capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)[0]

    return ran


def whole(found: dict[str, Any], then: dict[str, Any], written: tuple[str, ...]) -> None:
    """Every file is the old one or the new one, with all that belongs to it; beside it there may be a started one."""
    for path in {*found["before"], *found["after"]}:
        wanted = [found["before"].get(path), found["after"].get(path)]
        got = then.get(path)
        if path in written and got is not None:
            # A file that was not there comes into being under two names, one of which goes.
            assert [*got[:-1], 1] in wanted
            assert got[-1] <= (2 if found["before"].get(path) is None else 1)
        else:
            assert got in wanted, path
    beside = {path.rpartition("/")[0] + f"/.{path.rpartition('/')[2]}.aemlint.part" for path in written}
    assert {f"/{path}" if "/" not in path else path for path in set(then) - {*found["before"], *found["after"]}} <= {
        *beside
    }


@pytest.mark.parametrize("fault", ["kill", "full", "interrupt"])
@pytest.mark.parametrize("name", COMMANDS)
def test_at_every_step_a_file_is_the_old_or_the_new_one(name: str, fault: str, fired: Any) -> None:
    files, arguments, written = COMMANDS[name]
    found = fired(files, arguments, fault=fault)
    assert found["code"] in (0, 1)
    for path in written:
        assert found["after"][path] != found["before"].get(path)
    steps = Counter(shot["step"] for shot in found["shots"])
    print(steps)
    assert {"open", "write", "fsync", "link" if name == "init" else "replace"} <= set(steps)
    for shot in found["shots"]:
        print(shot["side"], shot["number"], shot["step"], shot["code"], shot["said"])
        whole(found, shot["then"], written)
        assert "Canary" not in shot["said"]
        assert "Traceback" not in shot["said"]
        # The next run ends as if nothing had been, and nothing is left lying about.
        assert shot["finally"] == found["after"]
        if shot["again"] != found["code"]:
            assert (name, shot["again"]) == ("init", 2)
            assert "there already" in shot["again_said"]
        if fault == "kill":
            assert shot["code"] == -9
        elif fault == "interrupt":
            assert (shot["code"], "aemlint:" in shot["said"]) == (130, False)
        elif shot["code"] == 2:
            assert any(path in shot["said"] for path in written)
        else:
            assert shot["code"] == found["code"]
            names = 2 if shot["step"] == "unlink" else 1  # of the two names of a new file one could not be removed
            for path in written:
                assert shot["then"][path] == [*found["after"][path][:-1], min(names, shot["then"][path][-1])]


def test_two_runs_at_once_lose_nothing(fired: Any) -> None:
    for round in fired(PROJECT, FIX, pairs=40):
        print(round["ends"])
        assert {path: facts[0] for path, facts in round["finally"].items() if path in PROJECT} == {
            ONE: FIXED,
            OTHER: FIXED.replace("why", "what"),
        }
        assert not [path for path in round["finally"] if path.endswith(".part")]
        for code, said in round["ends"]:
            assert code == 0 or (code == 2 and "left alone" in said)


@pytest.mark.parametrize("name", COMMANDS)
def test_where_nothing_may_grow_nothing_is_half_written(name: str, package: Path, tmp_path: Path) -> None:
    """As on a full disk, by the real system: it lets files be made, and not be written to."""
    files, arguments, written = COMMANDS[name]
    root = tmp_path / "a b"
    laid(root, files)
    before = described(root)
    script = f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint.cli import run; run()"
    words = [sys.executable, "-I", "-B", "-c", script, *arguments]
    limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *words]
    done = subprocess.run(limited, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(path in done.stderr for path in written)
    assert "Traceback" not in done.stderr
    assert described(root) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_read_only_folder_all_is_left_alone(package: Path, tmp_path: Path) -> None:
    script = f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint.cli import run; run()"
    root = tmp_path / "a b"
    for name, (files, arguments, written) in COMMANDS.items():
        laid(root, files)
        folders = {(root / path).parent for path in written}
        before = described(root)
        for folder in folders:
            folder.chmod(0o555)
        words = [sys.executable, "-I", "-B", "-c", script, *arguments]
        done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
        for folder in folders:
            folder.chmod(0o755)
        assert (name, done.returncode) == (name, 2)
        assert all(path in done.stderr for path in written)
        assert described(root) == before


# How many of a command's system calls are hit; "all" takes minutes and says how many there were.
KILLS = os.environ.get("AEMLINT_KILLS", "2")
STRACE = shutil.which("strace")
MANY = {
    ONE.replace("author", folder): {"text": TEXT, "mode": 0o640}
    for folder in [f"{tier}.{kind}" for tier in ("author", "publish") for kind in ("dev", "rde", "stage", "prod")]
}


class Traced:
    """A command under strace; `calls` are its system calls in turn, each with its number among those of its name."""

    def __init__(self, package: Path, root: Path, log: Path) -> None:
        script = f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint.cli import run; run()"
        self.words = [sys.executable, "-I", "-B", "-c", script]
        self.root = root
        self.log = log

    def run(self, arguments: tuple[str, ...], *strace: str) -> int:
        trace = [str(STRACE), "-qq", "-o", str(self.log), *strace] if strace else []
        done = subprocess.run([*trace, *self.words, *arguments], cwd=self.root, capture_output=True, check=False)
        return done.returncode

    def calls(self, arguments: tuple[str, ...]) -> list[tuple[str, int]]:
        """From a little before the first file is written to the end."""
        self.run(arguments, "-e", "trace=all")
        lines = self.log.read_text("utf-8", "replace").splitlines()
        numbers: Counter[str] = Counter()
        found, first = [], None
        for line in lines:
            name = line.partition("(")[0]
            if not name.isidentifier():
                continue
            numbers[name] += 1
            found.append((name, numbers[name]))
            if first is None and ".aemlint.part" in line:
                first = len(found)
        assert first is not None
        return found[max(first - 24, 0) :]


@pytest.fixture
def traced(package: Path, tmp_path: Path) -> Traced:
    if STRACE is None or subprocess.run([STRACE, "-o", os.devnull, "true"], check=False).returncode:
        pytest.skip("strace is not here, or may not trace")
    return Traced(package, tmp_path / "a b", tmp_path / "log")


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_a_system_call(name: str, traced: Traced) -> None:
    files, arguments, written = COMMANDS[name]
    if name == "fix":
        files, written = {**files, **MANY}, (*written, *MANY)
    laid(traced.root, files)
    found: dict[str, Any] = {"before": described(traced.root), "code": traced.run(arguments)}
    found["after"] = described(traced.root)
    laid(traced.root, files)
    calls = traced.calls(arguments)
    step = 1 if KILLS == "all" else max(len(calls) // int(KILLS), 1)
    kills: Counter[str] = Counter()
    for call, number in calls[step // 2 :: step]:
        laid(traced.root, files)
        code = traced.run(arguments, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
        if code != -9:  # a call less than last time: Python's memory is not laid out twice alike
            continue
        kills[call] += 1
        whole(found, described(traced.root), written)
        again = traced.run(arguments)
        assert again == found["code"] or (name, again) == ("init", 2)
        assert described(traced.root) == found["after"]
    print(f"{name}: {sum(kills.values())} kills at {len(calls)} calls, {dict(kills)}")
    assert kills
