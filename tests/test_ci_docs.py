"""What docs/ci.md and action.yml have servers run: run here, as far as it is shell, in a branch that adds a finding."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from pages import block, blocks
from ruamel.yaml import YAML

PAGE = "docs/ci.md"
MAIL = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config/com.day.cq.mailer.DefaultMailService.cfg.json"
OTHER = MAIL.replace("/config/", "/config.author/").replace("com.day.cq.mailer.DefaultMailService", "com.acme.Mailer")
NETWORK = "cloudmanager/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}\n'
OLD = '{\n"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]",\n"smtp.port": "30465",\n"smtp.ssl": true\n}\n'
OLD_RULE, NEW_RULE = "host/wrong-default", "port/not-forwarded"
INSTALLED = "git+https://github.com/aemlint/aemlint@v0.1.0"

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not here"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here"),
]


def yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


ACTION = yaml((ROOT / "action.yml").read_text("utf-8"))


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


class Server:
    """A machine that has checked out a branch of a project. `python3` and `pip` install the aemlint under test."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.root = place / "checkout"
        self.temp = place / "temp"
        self.log = place / "installed"
        tools = place / "tools"
        for folder in (self.root, self.temp, tools):
            folder.mkdir()
        self._tool(tools / "aemlint", f'exec "{sys.executable}" -m aemlint "$@"')
        self._tool(tools / "pip", f'for last; do :; done; echo "$last" >> "{self.log}"')
        self._tool(
            tools / "python3",
            'if [ "$1 $2" = "-m pip" ]; then shift 2; exec pip "$@"; fi\n'
            '[ "$1 $2" = "-m venv" ] || exit 70\n'
            f'mkdir -p "$3/bin" && cp "{tools}/aemlint" "{tools}/pip" "$3/bin" && cp "$0" "$3/bin/python"',
        )
        plain = {name: os.environ[name] for name in ("HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
        self.environment = {**plain, "PATH": f"{tools}:{os.environ['PATH']}", "CI": "true"}

    def _tool(self, path: Path, script: str) -> None:
        path.write_text(f"#!/usr/bin/env bash\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, script: str, **variables: str) -> Any:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            env={**self.environment, **variables},
        )

    def installed(self) -> str:
        return self.log.read_text("utf-8").splitlines()[-1]

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def commit(self) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", "x")


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """main has an old finding, and has moved on since; the branch adds a finding in the same file."""
    server = Server(tmp_path)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin")
    git(server.root, "init", "-q", "-b", "main")
    git(server.root, "remote", "add", "origin", str(tmp_path / "origin"))
    server.write(MAIL, OLD)
    server.write(NETWORK, FORWARDS)
    server.commit()
    git(server.root, "switch", "-q", "-c", "branch")
    server.write(MAIL, OLD.replace("30465", "30499"))
    server.commit()
    git(server.root, "switch", "-q", "main")
    server.write(MAIL, OLD.replace("localhost", "proxy.tunnel"))
    server.commit()
    git(server.root, "push", "-q", "origin", "main")
    git(server.root, "switch", "-q", "branch")
    return server


def mend(server: Server) -> None:
    server.write(MAIL, OLD)
    server.commit()


def rules_in(text: str) -> list[str]:
    return sorted(rule for rule in (OLD_RULE, NEW_RULE) if rule in text)


# GitHub


def test_the_page_describes_every_input_of_the_action() -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| (?:`([^`]*)`)? ?\|", (ROOT / PAGE).read_text("utf-8"), re.MULTILINE)
    assert dict(table) == {name: str(one["default"]) for name, one in ACTION["inputs"].items()}


@pytest.mark.parametrize("text", [one.text for one in blocks(PAGE) if " aemlint/aemlint@" in one.text])
def test_a_workflow_gives_the_action_inputs_that_it_has(text: str) -> None:
    steps = [step for job in yaml(text)["jobs"].values() for step in job["steps"]]
    (given,) = [step["with"] for step in steps if step["uses"].startswith("aemlint/aemlint@")]
    assert set(given) <= set(ACTION["inputs"])


def test_no_input_is_written_into_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []


class Action:
    """The action's shell steps on a server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.output = server.place / "output"
        self.summary = server.place / "summary.md"
        self.variables = {
            "RUNNER_TEMP": str(server.temp),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_ACTIONS": "true",
        }

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())

    def step(self, id: str, inputs: dict[str, str]) -> Any:
        (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == id]
        known = {f"inputs.{name}": str(one["default"]) for name, one in ACTION["inputs"].items()}
        known |= {f"inputs.{name}": value for name, value in inputs.items()}
        if id != "install":
            known |= {f"steps.install.outputs.{name}": value for name, value in self.outputs().items()}
        given = {}
        for name, value in step.get("env", {}).items():
            expression = re.fullmatch(r"\$\{\{ (.*) \}\}", value)
            assert expression is not None
            given[name] = known[expression[1]]
        return self.server.run(step["run"], **self.variables, **given)

    def run(self, **inputs: str) -> Any:
        assert self.step("install", {}).returncode == 0
        return self.step("check", {name.replace("_", "-"): value for name, value in inputs.items()})


@pytest.fixture
def action(server: Server) -> Action:
    return Action(server)


def test_the_action_annotates_everything_and_fails(action: Action) -> None:
    ran = action.run()
    assert ran.returncode == 1
    assert f"::error file={MAIL},line=3,endLine=3,col=14,endColumn=21,title={NEW_RULE}::" in ran.stdout
    assert rules_in(ran.stdout) == rules_in(action.summary.read_text("utf-8")) == [OLD_RULE, NEW_RULE]
    assert action.server.installed() == str(ROOT)
    assert "sarif-file" not in action.outputs()


def test_the_action_reports_what_a_pull_request_adds(action: Action) -> None:
    since = yaml(block(PAGE, "GitHub", "# .github/workflows/aemlint.yml"))["jobs"]["aemlint"]["steps"][1]["with"][
        "since"
    ]
    since = since.replace("${{ github.base_ref }}", "main")
    ran = action.run(since=since)
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [NEW_RULE])
    mend(action.server)
    ran = action.run(since=since)
    assert (ran.returncode, rules_in(ran.stdout)) == (0, [])


def test_the_action_says_what_a_shallow_clone_lacks(action: Action) -> None:
    git(action.server.place, "clone", "-q", "--depth", "1", f"file://{action.server.root}", "shallow")
    action.server.root = action.server.place / "shallow"
    ran = action.run(since="origin/main...", sarif_file="aemlint.sarif")
    assert ran.returncode == 2
    assert "fetch-depth: 0" in ran.stderr
    assert "sarif-file" not in action.outputs()


def test_the_action_writes_sarif_and_says_where(action: Action) -> None:
    for inputs, path in (
        ({"sarif_file": "a b.sarif"}, "a b.sarif"),
        ({"upload_sarif": "true"}, f"{action.server.temp}/aemlint.sarif"),
    ):
        ran = action.run(**inputs)
        assert ran.returncode == 1
        assert action.outputs()["sarif-file"] == path
        report = json.loads((action.server.root / path).read_text("utf-8"))
        assert sorted(result["ruleId"] for result in report["runs"][0]["results"]) == [OLD_RULE, NEW_RULE]


def test_the_action_fails_as_it_is_told(action: Action) -> None:
    assert action.run(fail_on="never").returncode == 0
    assert action.run(severity="error", fail_on="error").stdout.count("::error ") == 1
    assert action.run(fail_on="nonsense").returncode == 2


def test_the_action_takes_paths_by_line(action: Action) -> None:
    spaced = "my project/config/com.day.cq.mailer.DefaultMailService.cfg.json"
    action.server.write(spaced, OLD)
    ran = action.run(paths=f"my project\n\n{NETWORK}\n")
    assert f"file={spaced},line=2" in ran.stdout
    ran = action.run(paths="cloud manager")
    assert ran.returncode == 2
    assert "there is no file or folder `cloud manager`" in ran.stderr


def test_the_action_installs_itself(server: Server, tmp_path: Path) -> None:
    """By the real Python and from the sources, as on a runner."""
    if not (ROOT / "aemlint").is_dir():
        pytest.skip("the action is installed from the sources, and only a wheel is tested here")
    server.environment["PATH"] = os.environ["PATH"]
    copy = tmp_path / "action"
    for name in ("aemlint", "rules", "schemas"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, copy / name)
    action = Action(server)
    action.variables["GITHUB_ACTION_PATH"] = str(copy)
    installed = action.step("install", {})
    if re.search("No matching distribution|Could not find a version|resolve host", installed.stderr):
        pytest.skip("aemlint cannot be built without a package index")
    assert installed.returncode == 0, installed.stderr
    ran = action.step("check", {})
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [OLD_RULE, NEW_RULE])


def test_github_without_the_action(server: Server) -> None:
    ran = server.run(block(PAGE, "GitHub", "aemlint check"), GITHUB_BASE_REF="main", GITHUB_ACTIONS="true")
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [NEW_RULE])


# Others


def script_for_gitlab() -> str:
    return "\n".join(yaml(block(PAGE, "GitLab"))["aemlint"]["script"])


def test_a_merge_request_on_gitlab(server: Server) -> None:
    report = server.root / "gl-code-quality-report.json"
    ran = server.run(script_for_gitlab(), CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [NEW_RULE])
    assert [one["check_name"] for one in json.loads(report.read_text("utf-8"))] == [OLD_RULE, NEW_RULE]
    assert server.installed() == INSTALLED
    mend(server)
    assert server.run(script_for_gitlab(), CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").returncode == 0
    assert [one["check_name"] for one in json.loads(report.read_text("utf-8"))] == [OLD_RULE]


def test_the_main_branch_on_gitlab_only_has_its_report(server: Server) -> None:
    ran = server.run(script_for_gitlab())
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (server.root / yaml(block(PAGE, "GitLab"))["aemlint"]["artifacts"]["reports"]["codequality"]).is_file()


def script_for_jenkins() -> str:
    found = re.search("sh '''(.*?)'''", block(PAGE, "Jenkins"), re.DOTALL)
    assert found is not None
    return found[1].replace("\\\n", "")  # as Groovy joins lines


def test_jenkins(server: Server) -> None:
    ran = server.run(script_for_jenkins(), WORKSPACE_TMP=str(server.temp), CHANGE_TARGET="main")
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [NEW_RULE])
    pattern = re.search("pattern: '(.*?)'", block(PAGE, "Jenkins"))
    assert pattern is not None
    errors = ElementTree.parse(server.root / pattern[1]).iter("error")
    assert [error.get("source") for error in errors] == ["aemlint.port.not-forwarded"]
    assert server.installed() == INSTALLED
    ran = server.run(script_for_jenkins(), WORKSPACE_TMP=str(server.temp))
    assert (ran.returncode, rules_in(ran.stdout)) == (1, [OLD_RULE, NEW_RULE])


@pytest.mark.parametrize("target", ["main", "refs/heads/main"])
def test_azure(target: str, server: Server) -> None:
    steps = yaml(block(PAGE, "Azure Pipelines"))["steps"]
    (script,) = [step["bash"] for step in steps if "bash" in step]
    folders = {"AGENT_TEMPDIRECTORY": str(server.temp), "BUILD_ARTIFACTSTAGINGDIRECTORY": str(server.temp)}
    ran = server.run(script, **folders, SYSTEM_PULLREQUEST_TARGETBRANCH=target)
    assert ran.returncode == 1
    assert f"##vso[task.logissue type=error;sourcepath={MAIL};linenumber=3;" in ran.stdout
    assert rules_in(ran.stdout) == rules_in((server.temp / "aemlint.sarif").read_text("utf-8")) == [NEW_RULE]
    assert server.installed() == INSTALLED
    assert rules_in(server.run(script, **folders).stdout) == [OLD_RULE, NEW_RULE]


def test_any_other_server(server: Server) -> None:
    assert server.run(block(PAGE, "Anywhere else")).returncode == 1
    suites = ElementTree.parse(server.root / "aemlint-junit.xml").getroot()
    assert {case.get("name") for case in suites.iter("testcase")} == {OLD_RULE, NEW_RULE}


def test_the_changed_files_alone(server: Server) -> None:
    """What concerns them is reported, wherever it is; what is wrong elsewhere is not."""
    recipe = block(PAGE, "What to report")
    git(server.root, "switch", "-q", "main")
    server.write(OTHER, "{")
    server.commit()
    git(server.root, "push", "-q", "origin", "main")
    assert server.run(recipe).returncode == 0
    server.write(NETWORK, '{"portForwards": []}')
    server.write("-a file\nof two lines.json", "{}")
    server.commit()
    ran = server.run(recipe)
    assert ran.returncode == 123
    assert f"--> {MAIL}:3:14" in ran.stdout
    assert OTHER not in ran.stdout
    git(server.root, "rm", "-q", NETWORK)
    server.commit()
    git(server.root, "rm", "-q", "./-a file\nof two lines.json")
    server.commit()
    assert server.run(recipe).returncode == 0  # of deleted files it hears nothing, as the page says
