"""What a clean run imports: nothing that costs more than linting a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MAIL = "ui.config/jcr_root/apps/acme/osgiconfig/config/com.day.cq.mailer.DefaultMailService.cfg.json"
FINE = """{
  // through the proxy
  "smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]",
  "smtp.port": "30465",
  "smtp.user": "apikey",
  "smtp.password": "$[secret:SMTP_PASSWORD]",
  "from.address": "no-reply@mail.acme.io",
  "smtp.ssl": true
}
"""
FORWARDS = '{"portForwards": [{"name": "smtp.sendgrid.net", "portDest": 465, "portOrig": 30465}]}'
XML = (
    '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" '
    'jcr:primaryType="sling:OsgiConfig" a="b"/>'
)
SCRIPT = """
import sys
sys.path.insert(0, {package!r})
before = set(sys.modules)
from aemlint.cli import main
code = main({arguments!r})
sys.stdout.write("\\n".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""
# Everything else that a clean run imports is our own, or built in and costs nothing.
ALLOWED = {
    "__future__",
    "gc",
    "_json",
    "pyexpat",
    "pyexpat.errors",
    "pyexpat.model",
    "errno",
    "_bisect",
    "bisect",
    "_struct",
    "struct",
}


def imported(package: Path, root: Path, *arguments: str, input: str = "") -> tuple[set[str], int, str]:
    script = SCRIPT.format(package=str(package), arguments=list(arguments))
    ran = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=root, input=input, capture_output=True, text=True, check=False,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )  # fmt: skip
    modules = {line for line in ran.stdout.split("\n") if line}
    return modules, ran.returncode, ran.stderr


@pytest.fixture
def project(write: Any) -> Path:
    root: Path = write(
        {MAIL: FINE, "cloudmanager/network.json": FORWARDS, ".gitignore": "node_modules\n*.log\n/dist/\n"}
    )
    (root / ".git").mkdir()
    return root


@pytest.mark.parametrize(
    "arguments",
    [("check", MAIL), ("check",), ("check", "-", "--stdin-filename", MAIL), ("check", "--severity=error", "-q")],
)
def test_a_clean_run_imports_its_own_modules_only(arguments: tuple[str, ...], package: Path, project: Path) -> None:
    modules, code, said = imported(package, project, *arguments, input=FINE)
    assert (code, modules) != (0, set()), said
    foreign = {name for name in modules if name.partition(".")[0] != "aemlint"}
    assert foreign <= ALLOWED, said
    assert code == 0, said
    assert not {name for name in modules if name.startswith("aemlint.report")} - {
        "aemlint.report",
        "aemlint.report.unchecked",
        "aemlint.report.showing",
        "aemlint.report.summary",
    }


def test_xml_needs_its_parser_and_nothing_more(package: Path, write: Any) -> None:
    root = write({"jcr_root/apps/acme/config/com.acme.Service.xml": XML})
    modules, code, said = imported(package, root, "check", "-q")
    assert code == 0, said
    assert {name for name in modules if name.partition(".")[0] != "aemlint"} <= ALLOWED


def test_the_version_needs_one_module(package: Path, tmp_path: Path) -> None:
    modules, code, _ = imported(package, tmp_path, "--version")
    assert (modules - {"aemlint 0.1.0"}, code) == ({"aemlint", "aemlint.cli", "gc"}, 0)


def test_a_wheels_run_reads_no_yaml(package: Path, project: Path, write: Any) -> None:
    write({MAIL: FINE.replace("30465", "465")}, project)
    modules, code, said = imported(package, project, "check", "-q", "--format", "json")
    assert code == 1, said
    assert not {
        name for name in modules if name.partition(".")[0] in ("ruamel", "jsonschema", "rich", "pathspec", "yaml")
    }


@pytest.mark.parametrize(
    ("files", "arguments", "quick"),
    [
        ({"README.txt": ""}, ["README.txt"], True),
        ({"a/Main.java": "", "b.html": ""}, ["a/Main.java", "./b.html"], True),
        ({"README.txt": ""}, ["README.txt", "-q"], False),
        ({"README.txt": ""}, [], False),
        ({"a/x.txt": ""}, ["a"], False),
        ({"README.md": "", "x.txt": ""}, ["README.md", "x.txt"], False),
        ({"Makefile": ""}, ["Makefile"], False),
        ({"a/x.txt": "", ".aemlint.yaml": "target: cloud\n"}, ["a/x.txt"], False),
    ],
)
def test_files_that_no_finding_can_be_about_need_three_modules(
    files: dict[str, str], arguments: list[str], quick: bool, package: Path, write: Any
) -> None:
    root = write(files)
    (root / ".git").mkdir()
    modules, code, said = imported(package, root, "check", *arguments)
    assert code == 0, said
    assert (
        {name for name in modules if name.startswith("aemlint")} == {"aemlint", "aemlint.cli", "aemlint.names"}
    ) is quick
    assert (said == "nothing to check: no finding could be about these files\n") is quick


def test_a_file_that_is_not_there_is_still_a_mistake(package: Path, tmp_path: Path) -> None:
    _, code, said = imported(package, tmp_path, "check", "missing.txt")
    assert (code, said) == (2, "aemlint: there is no file or folder `missing.txt`\n")
