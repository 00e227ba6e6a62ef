"""Whole projects, and every line that aemlint gives for them: `pytest --update-golden`, then read the difference."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

PROJECTS = sorted(path.name for path in (ROOT / "tests/projects").iterdir() if (path / "project").is_dir())
# rules.md's guard on Adobe's own samples: what is truly wrong in them, and nothing else that is louder than a hint.
TRULY_WRONG = {"auth/sample-user", "variable/wrong-kind", "network/sample-name", "network/provider-host"}
MIXED = {"oauth/scope-mixed"}  # the middle generation asks for two resources at once


def lines(report: Any, code: int) -> str:
    found = []
    for one in report["findings"]:
        at = f"{one['path']}:{one['start']['line']}:{one['start']['column']}"
        where = f" [{', '.join(one['environments'])}]" if one["environments"] else ""
        found.append(f"{at}: {one['severity']}[{one['rule']}] {one['message']}{where}")
        found += [
            f"    {note['path']}:{note['start']['line']}: {note['text']}" for note in one["notes"] if note["path"]
        ]
    found += [f"not checked: {', '.join(one['rules'])}: {one['why']}" for one in report["not_checked"]]
    return "\n".join([*found, f"exit code {code}"]) + "\n"


@pytest.fixture
def checked(tmp_path: Path, aemlint: Any) -> Any:
    def ran(name: str) -> tuple[Any, int]:
        root = tmp_path / "p"
        shutil.copytree(ROOT / "tests/projects" / name / "project", root)
        (root / ".git").mkdir()
        done = aemlint("check", "--severity", "info", "--format", "json", cwd=root)
        return json.loads(done.stdout), done.returncode

    return ran


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_gives_its_lines(name: str, checked: Any, request: pytest.FixtureRequest) -> None:
    text = lines(*checked(name))
    expected = ROOT / "tests/projects" / name / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in PROJECTS if name.startswith("adobe-")])
def test_adobes_samples_give_what_is_truly_wrong_in_them(name: str, checked: Any) -> None:
    report, _ = checked(name)
    loud = {one["rule"] for one in report["findings"] if one["severity"] != "info"}
    allowed = TRULY_WRONG | (MIXED if name == "adobe-oauth-middle" else set())
    assert loud <= allowed
    assert ("variable/wrong-kind" in loud) == (name == "adobe-email-newest")


FOLDER = "ui.config/src/main/content/jcr_root/apps/wknd-examples/osgiconfig/config"
CONFIGURATION = f"{FOLDER}/com.day.cq.mailer.DefaultMailService.cfg.json"


@pytest.mark.parametrize(
    ("old", "new", "rule", "marked"),
    [
        ("$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.sendgrid.net", "host/not-proxy", '"smtp.sendgrid.net"'),
        ('"smtp.port": "30002"', '"smtp.port": "30003"', "port/not-forwarded", '"30003"'),
        ('"smtp.port": "30002"', '"smtp.port": "465"', "port/out-of-range", '"465"'),
        ('"smtp.ssl": true', '"smtp.ssl": false', "tls/wrong-mode", "false"),
        ("$[secret:EMAIL_PASSWORD]", "Harbor-Sample-72", "secret/literal", '"smtp.password"'),
        ("$[secret:EMAIL_PASSWORD]", "$[env:EMAIL_PASSWORD]", "secret/from-env", '"smtp.password"'),
    ],
)
def test_one_wrong_value_in_the_tutorials_sample(
    old: str, new: str, rule: str, marked: str, tmp_path: Path, aemlint: Any
) -> None:
    root = tmp_path / "p"
    shutil.copytree(ROOT / "tests/projects/adobe-email-middle/project", root)
    command = ("check", "--fail-on", "error", "--severity", "error", "--format", "json")
    assert aemlint(*command, cwd=root).returncode == 0
    text = (root / CONFIGURATION).read_text("utf-8").replace(old, new)
    (root / CONFIGURATION).write_text(text, "utf-8")
    findings = json.loads(aemlint(*command, cwd=root).stdout)["findings"]
    assert [one["rule"] for one in findings] == [rule]
    line = text.split("\n")[findings[0]["start"]["line"] - 1]
    assert line[findings[0]["start"]["column"] - 1 : findings[0]["end"]["column"] - 1] == marked
