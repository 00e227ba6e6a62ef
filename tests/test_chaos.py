"""Files vanish, change and become something else while aemlint reads them: each at many a step of its reading.

Where the material beside the project is, its hostile tree is read as a whole.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED
from firing import CHANGES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = "com.day.cq.mailer.DefaultMailService.cfg.json"
ONE, FOLDER, NETWORK = f"{APPS}/config/{MAIL}", f"{APPS}/config", "cloudmanager/network.json"
TEXT = '{\n  "smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]",\n  "smtp.port": "30465", "smtp.ssl": true\n}'
FIXED = TEXT.replace("localhost", "proxy.tunnel")
FILES = {
    ONE: TEXT,
    f"{APPS}/config.publish/{MAIL}": TEXT,
    NETWORK: '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}',
    ".aemlint.yaml": "exclude: [legacy/**]\n",
    ".gitignore": "target\n",
    "deploy.sh": "aio cloudmanager:set-environment-variables 1 --secret MAIL $PASSWORD\n",
    ".git/HEAD": "ref: refs/heads/main\n",
}
CANARY = "Canary-from-outside"
PATHS = (ONE, FOLDER, NETWORK, ".aemlint.yaml", ".gitignore", "deploy.sh", "cloudmanager", APPS)
CHECK = ("check", "--format=json", "--severity=info", "--select=host,port,file,network,secret")
FIX = ("check", "--fix", "--select=host")


@pytest.fixture
def changed(package: Path, tmp_path: Path, write: Any) -> Any:
    """Every shot of a change, with all that is beside the project as it was."""
    outside = {f"{name}": f'{{"smtp.host": "{CANARY}"}}' for name in (MAIL, "network.json", "deploy.sh", ".gitignore")}
    outside |= {f"{folder}/{MAIL}": outside[MAIL] for folder in ("config", "osgiconfig/config")}
    outside |= {".aemlint.yaml": f"# {CANARY}\ntarget: '6.5'\n", "cloudmanager/network.json": FILES[NETWORK]}
    write(outside, tmp_path / "outside")

    def ran(change: str, arguments: tuple[str, ...], strides: dict[str, int]) -> Any:
        specs = [
            {
                "root": str(tmp_path / "a b"), "files": {name: {"text": text} for name, text in FILES.items()},
                "arguments": arguments, "fault": f"{change} {path}", "watched": ["aemlint.reading", "aemlint.writing"],
                "sides": ["before"], "again": False, "stride": stride, "first": 1 + sum(map(ord, change)) % stride,
            }
            for path, stride in strides.items()
        ]  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(ROOT / "tests/firing.py"), str(package)],
            input=json.dumps(specs), capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        beside = {path.relative_to(tmp_path / "outside").as_posix() for path in (tmp_path / "outside").rglob("*")}
        assert {name for name in beside if "." in name.rpartition("/")[2]} == set(outside)
        found = dict(zip(strides, json.loads(done.stdout), strict=True))
        for path, one in found.items():
            assert one["shots"]
            for shot in one["shots"]:
                print(change, path, shot["number"], shot["step"], shot["code"], shot["said"])
                assert shot["code"] in (0, 1, 2)
                for word in ("Traceback", "a bug", CANARY):
                    assert word not in shot["said"]
        return found

    return ran


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_while_it_is_read_is_said(change: str, changed: Any) -> None:
    found = changed(change, CHECK, {path: 3 if path == ONE else 13 for path in PATHS})
    for path, shot in ((path, shot) for path, one in found.items() for shot in one["shots"]):
        if shot["said"].startswith("aemlint: .aemlint.yaml: "):
            assert (path, shot["code"]) == (".aemlint.yaml", 2)
            continue
        report, _ = json.JSONDecoder().raw_decode(shot["said"])
        said = json.dumps([report["findings"], report["not_checked"]])
        if path == ONE and change != "vanishes":
            assert ONE in said
        if path not in (FOLDER, APPS):
            assert f"config.publish/{MAIL}" in said
        assert (shot["code"] == 2) >= ("file/unreadable" in said)
        assert (shot["code"] == 0) <= (not report["findings"])


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_before_it_is_written_is_left_alone(change: str, changed: Any) -> None:
    found = changed(change, FIX, {ONE: 3, FOLDER: 13})
    assert found[ONE]["after"][ONE][0] == FIXED
    for path, shot in ((path, shot) for path, one in found.items() for shot in one["shots"]):
        assert not [name for name in shot["then"] if name.endswith(".part")]
        # The change came last, or it was seen: in no case it is undone.
        if path == ONE:
            assert shot["then"].get(ONE) != found[ONE]["after"][ONE]
            if "left alone" in shot["said"]:
                assert shot["code"] == 2


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the material beside the project is not here")
def test_a_hostile_tree_as_a_whole(tmp_path: Path, aemlint: Any) -> None:
    maker, manifest = SHARED / "hostile/make_hostile.py", tmp_path / "manifest.json"
    words = [sys.executable, str(maker), str(tmp_path / "h"), "--big", str(8 << 20), "--manifest", str(manifest)]
    subprocess.run(words, check=True, capture_output=True)
    began = time.monotonic()
    ran = aemlint("check", "--format", "json", "--severity", "info", cwd=tmp_path / "h/tree")
    assert time.monotonic() - began < 30
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    output = (ran.stdout + ran.stderr).decode("utf-8")
    report = json.loads(ran.stdout)
    loud: dict[str, set[str]] = {}
    for finding in report["findings"]:
        if finding["severity"] != "info":
            loud.setdefault(finding["path"].partition("/")[0], set()).add(finding["rule"].partition("/")[0])
    for case in json.loads(manifest.read_text("utf-8"))["cases"]:
        for word in case["never_in_output"]:
            assert word not in output, case["id"]
        allowed = {case["expect"], *case["also_ok"]}
        # What is about settings is about those of a project of its own: here they are not the root's.
        if case["created"] and "skipped" not in allowed and ".aemlint.yaml" not in case["path"]:
            found = loud.get(case["id"], set())
            assert found if "finding" in allowed else found & {"file", "network", "variable"}, case["id"]
    subprocess.run(["chmod", "-R", "u+rwX", str(tmp_path / "h")], check=False, capture_output=True)
    subprocess.run(["rm", "-rf", str(tmp_path / "h")], check=True)  # its paths are too long for Python's own way
