"""Whoever asks for one file gets what a run over the whole project says of it, and what is not needed stays closed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from aemlint import app
from aemlint.engine.rulebook import rulebook
from aemlint.examples import content
from aemlint.formats import format_of
from aemlint.judging import Judgement
from aemlint.memory import Memory
from aemlint.request import Request

BOOK = rulebook()
PROJECTS = Path(__file__).parent / "projects"
NAMES = sorted(path.name for path in PROJECTS.iterdir() if path.is_dir())
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{APPS}/config/com.day.cq.mailer.DefaultMailService.cfg.json"
DEFAULT = "com.day.cq.mailer.DefaultMailService.cfg.json"
OWN = f"{APPS}/config/com.acme.Service.cfg.json"


def _said(
    root: Path, paths: list[str] | None, *, alone: bool = False, tree: Memory | None = None
) -> list[tuple[Any, ...]]:
    request = Request(str(root))
    request.severity = request.fail_on = "info"
    request.paths = paths
    request.alone = alone
    report = app.check(request, BOOK, tree).report
    return sorted(
        (one.rule, one.at.source.path, one.at.span.start, one.message, one.fingerprint)
        for one in (report.findings if report is not None else [])
    )


@pytest.mark.parametrize("name", NAMES)
def test_one_file_gets_what_the_whole_run_says_of_it(name: str) -> None:
    root = PROJECTS / name / "project"
    request = Request(str(root))
    paths = [one.path for one in app.check(request).project.configurations if format_of(one.path)]
    assert paths
    for path in paths:
        assert _said(root, [path], alone=True) == _said(root, [path])


@pytest.mark.parametrize("topic", sorted({rule.topic for rule in BOOK.rules.values()}))
def test_the_same_in_the_examples_of_every_rule(topic: str) -> None:
    for rule in BOOK.rules.values():
        for example in BOOK.page(rule.id).get("examples", ()) if rule.topic == topic else ():
            files = {path: content(file) for path, file in example["files"].items()}
            for path in filter(format_of, files) if len(files) > 1 else ():
                tree = Memory("nowhere", files)
                assert _said(Path("nowhere"), [path], alone=True, tree=tree) == _said(
                    Path("nowhere"), [path], tree=tree
                )


def test_the_tiers_of_other_services_are_known(write: Any) -> None:
    """A variable for authors, with a default, is read in vain unless another service reads it there."""
    variables = [{"name": "SENDER", "value": "a@acme.io", "type": "string", "service": "author"}]
    root = write(
        {
            f"{APPS}/config.publish/com.day.cq.mailer.DefaultMailService.cfg.json": (
                '{"from.address": "$[env:SENDER;default=b@acme.io]"}'
            ),
            f"{APPS}/config.author/com.acme.Service.cfg.json": '{"sender": "$[env:SENDER]"}',
            "cloudmanager/dev/variables.json": json.dumps(variables),
        }
    )
    path = f"{APPS}/config.publish/com.day.cq.mailer.DefaultMailService.cfg.json"
    assert "variable/wrong-tier" not in {rule for rule, *_ in _said(root, [path], alone=True)}
    (root / f"{APPS}/config.author/com.acme.Service.cfg.json").write_text('{"sender": "x@acme.io"}', "utf-8")
    assert "variable/wrong-tier" in {rule for rule, *_ in _said(root, [path], alone=True)}


def test_what_a_rule_opens_and_cannot_read_is_said(write: Any) -> None:
    """Else a finding would rest on less than it seems to, and nobody would know."""
    root = write(
        {
            MAIL: '{"from.address": "$[env:SENDER;default=b@acme.io]"}',
            OWN: '{"sender": "$[env:SENDER]"}' + " " * (1 << 20),
            "cloudmanager/dev/variables.json": '[{"name": "SENDER", "value": "a@acme.io", "type": "string"}]',
        }
    )
    request = Request(str(root))
    request.paths, request.alone = [MAIL], True
    said = [why for _, why in app.check(request).not_checked]
    assert f"{OWN}: larger than 1 MiB" in said


def test_unsaved_text_is_one_file() -> None:
    request = Request("nowhere")
    request.overlay = {MAIL: b"{}"}
    assert app.check(request, BOOK, Memory("nowhere", {})).loaded.files == 1


def _opened(root: Path, paths: list[str] | None, *, alone: bool) -> set[str]:
    opened: set[str] = set()

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and noting and isinstance(arguments[0], str) and arguments[0].startswith(str(root)):
            opened.add(os.path.relpath(arguments[0], root))

    noting = True
    sys.addaudithook(note)
    _said(root, paths, alone=alone)
    noting = False
    return opened


def test_configurations_that_nobody_asked_about_stay_closed(write: Any) -> None:
    root = write({MAIL: '{"smtp.host": "a"}', OWN: '{"a": "b"}', "cloudmanager/network.json": '{"portForwards": []}'})
    assert OWN not in _opened(root, [MAIL], alone=True)
    assert {MAIL, "cloudmanager/network.json"} <= _opened(root, [MAIL], alone=True)
    assert {MAIL, OWN} <= _opened(root, [OWN], alone=True)
    assert {MAIL, OWN} <= _opened(root, None, alone=False)


TENANT = (
    "{}/ui.config/src/main/content/jcr_root/apps/{}/osgiconfig/config/com.day.cq.mailer.DefaultMailService.cfg.json"
)
TENANTS = {
    **{f"{name}/pom.xml": "<project/>" for name in ("one", "two", "three")},
    TENANT.format("one", "one"): '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]"}',
    TENANT.format("two", "two"): '{"smtp.host": ',
    TENANT.format("three", "three"): '{"smtp.host": "${mail.host}"}',
    "one/cloudmanager/network.json": '{"portForwards": [{"name": "a.acme.io", "portDest": 465, "portOrig": 30465}]}',
}


def _reasons(paths: list[str] | None) -> list[str]:
    request = Request("nowhere")
    request.severity, request.paths = "info", paths
    request.alone = paths is not None and all(map(format_of, paths))
    tree = Memory("nowhere", {path: text.encode() for path, text in TENANTS.items()})
    return sorted(why for _, why in app.check(request, BOOK, tree).not_checked if "variables file" not in why)


def test_what_another_deployment_lacks_is_not_said_of_a_file_that_is_asked_for() -> None:
    broken = f"{TENANT.format('two', 'two')} does not parse"
    filled = f"`smtp.host` in {TENANT.format('three', 'three')} is filled in by the build"
    assert _reasons([TENANT.format("one", "one")]) == []
    assert _reasons(["one/ui.config"]) == []
    assert _reasons([TENANT.format("three", "three")]) == [filled]
    assert _reasons(["one/cloudmanager/network.json"]) == [filled, broken]
    assert _reasons(["one"]) == [filled, broken]
    assert _reasons(None) == [filled]  # of the broken one there is a finding


@pytest.mark.parametrize("given", ["{}/config.prod/{}", "{}/config.prod", "{}", "{}/config.prod/deep/../{}"])
@pytest.mark.parametrize("above", [APPS, "jcr_root/apps/acme", "exported"])
def test_run_modes_are_those_of_the_whole_path(given: str, above: str, write: Any, aemlint: Any) -> None:
    """Without Git and settings the root is the folder that is given."""
    root = write({f"{above}/config.prod/{DEFAULT}": '{"smtp.port": "30465"}', f"{above}/config.prod/deep/x": ""})
    path = given.format(above, DEFAULT)
    report = json.loads(aemlint("check", "--select", "host", "--format", "json", path, cwd=root).stdout)
    assert [one["message"] for one in report["findings"]] == ["no `smtp.host` is in force on prod"]
    shown = json.loads(aemlint("show", "--format", "json", path, cwd=root).stdout)
    assert [one["run_modes"] for one in shown["configurations"]] == [["prod"]]


def test_a_folder_of_which_only_the_name_is_a_config_folders_is_the_projects(write: Any, aemlint: Any) -> None:
    root = write({".git/HEAD": "", f"stray/{DEFAULT}": "{}"}, write({}) / "config.prod")
    shown = json.loads(aemlint("show", "--format", "json", f"stray/{DEFAULT}", cwd=root).stdout)
    assert [one["run_modes"] for one in shown["configurations"]] == [[]]
    assert json.loads(aemlint("show", "--format", "json", cwd=root).stdout)["configurations"] == []


def test_content_beside_the_apps_is_none_of_a_jcr_roots_that_is_given(write: Any, aemlint: Any) -> None:
    root = write({f"jcr_root/{folder}/acme/config/{DEFAULT}": "{}" for folder in ("apps", "content")})
    shown = json.loads(aemlint("show", "--format", "json", "jcr_root", cwd=root).stdout)
    assert [one["path"] for one in shown["configurations"]] == [f"apps/acme/config/{DEFAULT}"]


def test_a_folder_that_is_yet_to_be_made_is_not_unreadable(write: Any, aemlint: Any) -> None:
    path = f"{APPS}/config.prod/{DEFAULT}"
    run = aemlint("check", "-", "--stdin-filename", path, cwd=write({}), input=b'{"smtp.port": "30465"}')
    assert b"is in force on prod" in run.stdout
    assert b"unreadable" not in run.stderr
    assert run.returncode == 1


# What a file says when it says nothing.
NOTHING = {"cfg.json": b"{}", "config": b"", "cfg": b"", None: b'{"portForwards": []}'}
# Leaves to port/not-forwarded what a configuration uses, and names the networking files that it compares, not that one.
COMPARED = ("network/differs-between-environments",)


@pytest.mark.parametrize("topic", sorted({rule.topic for rule in BOOK.rules.values()}))
def test_what_a_change_of_one_file_brings_names_the_file(topic: str) -> None:
    """A hook is given the file that changed, and reports only what names it."""
    for rule in BOOK.rules.values():
        for example in BOOK.page(rule.id).get("examples", ()) if rule.topic == topic else ():
            files = {path: content(file) for path, file in example["files"].items()}
            target = example.get("target") or rule.target[0]
            for path, text in files.items() if len(files) > 1 else ():
                nothing = NOTHING.get(format_of(path))
                if nothing is None or (format_of(path) is None and b"portForwards" not in text):
                    continue
                with_it, without = _hits(files, target), _hits({**files, path: nothing}, target)
                for before, after in ((with_it, without), (without, with_it)):
                    for id in after.keys() - before.keys():
                        assert path in after[id] or id[0] in COMPARED, (rule.id, example["title"], path, id)


def _hits(files: dict[str, bytes], target: str) -> dict[tuple[str, str, str], set[str]]:
    """Hits by rule, path and subject, with the paths that they name."""
    request = Request("nowhere")
    request.target = target
    found: dict[tuple[str, str, str], set[str]] = {}
    for rule, hit in Judgement(request, BOOK, Memory("nowhere", files)).loud:
        found.setdefault((rule.id, hit.at.source.path, hit.subject), set()).update(hit.paths)
    return found
