"""Other systems, as far as they can be had here: locales without UTF-8, and the paths of Windows.

What only a Windows could show is said in README.md.
"""

from __future__ import annotations

import json
import ntpath
import os
from pathlib import PureWindowsPath
from typing import Any

import pytest

from aemlint import loading, walk
from aemlint.commands import asking
from aemlint.git import Revision
from aemlint.options import FORMATS, Options
from aemlint.request import Request, Wrong
from aemlint.settings.reader import settings

FOLDER = "ui.config/src/main/content/jcr_root/apps/größe/osgiconfig/config"
MAIL = f"{FOLDER}/com.day.cq.mailer.DefaultMailService.cfg.json"
TEXT = '{"smtp.host": "smtp.größe.io", "smtp.port": "465", "from.address": "€ \u202e \U0001f4e7@day.com"}'
PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENVIRONMENTS = (PLAIN, {**PLAIN, "PYTHONIOENCODING": "cp1252"})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = tmp_path_factory.mktemp("project")
    files = {MAIL: TEXT, ".aemlint.yaml": "# größe\nexclude: ['größe2/**']\n", ".gitignore": "# ä\n*.log\n"}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=lambda env: env.get("PYTHONIOENCODING", "locale"))
def test_no_locale_changes_what_is_found(env: dict[str, str], project: Any, aemlint: Any) -> None:
    known = json.loads(aemlint("check", "--format=json", cwd=project).stdout)
    reports = [f"--format={name}={project / 'report'}.{name}" for name in FORMATS]
    ran = aemlint("check", "--color=always", "--format=text", *reports, cwd=project, env=env)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    found = json.loads((project / "report.json").read_text("utf-8"))
    for key in ("fingerprint", "message", "rule"):
        assert [one[key] for one in found["findings"]] == [one[key] for one in known["findings"]]
    for words in (("show",), ("explain", "port/not-forwarded"), ("check", "--diff", "--format=github")):
        ran = aemlint(*words, cwd=project, env=env)
        assert ran.returncode in (0, 1)
        assert b"Traceback" not in ran.stderr


def test_a_fix_is_the_same_in_every_locale(write: Any, aemlint: Any) -> None:
    text = '{"a": "größe", "smtp.host": "$[env:AEM_PROXY_HOST;default=größe]"}'
    root = write({MAIL: text})
    assert b"fixed" in aemlint("check", "--fix", cwd=root, env=PLAIN).stderr
    assert (root / MAIL).read_text("utf-8") == text.replace("default=größe", "default=proxy.tunnel")


@pytest.fixture
def windows(monkeypatch: Any) -> None:
    """Paths as Windows has them; files stay this system's, so only what looks at none can be tried."""
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(ntpath, "isdir", lambda path: "." not in PureWindowsPath(path).name)
    monkeypatch.setattr(ntpath, "lexists", lambda path: PureWindowsPath(path) == PureWindowsPath(r"C:\work\p\.git"))
    monkeypatch.setattr(ntpath, "abspath", lambda path: ntpath.normpath(ntpath.join(r"C:\work\p", path)))


@pytest.mark.usefixtures("windows")
def test_a_root_is_found_on_windows() -> None:
    for path in (r"ui\config", r"ui/config/a.json", r"C:\work\p\ui", r"c:\WORK\p\..\p\ui"):
        assert PureWindowsPath(walk.project_root([path], r"C:\work\p")) == PureWindowsPath(r"C:\work\p")
    assert walk.project_root([r"D:\other"], r"C:\work\p") == r"D:\other"
    assert walk.below_repository(r"C:\work\p\site\one") == "site/one/"
    assert walk.below_repository(r"D:\other") == ""


@pytest.mark.usefixtures("windows")
def test_paths_of_the_command_become_paths_of_the_project_on_windows() -> None:
    root = r"C:\work\p"
    assert loading.inside(r"cloud\n.json", root) == loading.inside(r"c:\Work\p\cloud\n.json", root) == "cloud/n.json"
    assert loading.inside(r"C:\work\pp\n.json", root) is None
    assert loading.inside(r"D:\n.json", root) is None


def test_two_drives_are_no_project(monkeypatch: Any) -> None:
    def apart(paths: list[str], cwd: str) -> str:
        return ntpath.commonpath([r"C:\a", r"D:\b"])

    monkeypatch.setattr(asking, "project_root", apart)
    options = Options()
    with pytest.raises(Wrong, match="no folder in common"):
        asking.request(options)


@pytest.mark.parametrize(
    "path", [r"C:\n.json", r"\\server\n.json", r"..\n.json", r"a\..\..\n.json", "C:n.json", "~/n.json"]
)
def test_settings_do_not_lead_out_on_windows_either(path: str) -> None:
    found = settings(f"baseline: '{path}'\n".encode(), ".aemlint.yaml")
    assert [hit.variant for hit in found.mistakes] == ["outside"]
    assert found.baseline is None


def test_settings_may_have_either_slash() -> None:
    assert settings(b"baseline: 'ci\\known.json'\n", ".aemlint.yaml").baseline == "ci/known.json"


def test_paths_of_a_request_are_the_projects() -> None:
    request = Request(r"C:\work\p")
    request.paths = ["ui.config", "cloudmanager/dev"]
    assert request.asks_for("ui.config/a.json")
    assert request.asks_for("cloudmanager/dev")
    assert not request.asks_for("cloudmanager/development/a.json")
    assert not request.asks_for("ui.config2/a.json")


@pytest.mark.usefixtures("windows")
def test_a_link_in_a_revision_stays_a_path_of_the_project_on_windows(monkeypatch: Any) -> None:
    revision = Revision.__new__(Revision)
    revision._objects = {"a/link": (b"120000", "1"), "b/file": (b"100644", "2")}
    blobs = {"1": b"../b/file", "2": b"text"}
    monkeypatch.setattr(Revision, "_blob", lambda self, name, limit: blobs[name])
    assert revision.read("a/link") == b"text"
