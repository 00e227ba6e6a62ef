"""`.aemlint.yaml`: what it changes, and what it may get wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from ruamel.yaml import YAML

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
WRONG_HOST = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]"}'
SELECT = ("--select", "host/wrong-default", "--format", "json")


def report(ran: Any) -> Any:
    return json.loads(ran.stdout)


def found(ran: Any) -> list[tuple[str, str]]:
    return [(finding["rule"], finding["severity"]) for finding in report(ran)["findings"]]


@pytest.mark.parametrize(
    ("settings", "wanted", "code"),
    [
        ("", [("host/wrong-default", "warning")], 1),
        ("rules: {host/wrong-default: off}", [], 0),
        ("rules: {host: off}", [], 0),
        ("rules: {host: error}", [("host/wrong-default", "error")], 1),
        ("rules: {host: off, host/wrong-default: error}", [("host/wrong-default", "error")], 1),
        ("rules: {host: info}", [], 0),
        ("target: '6.5'", [], 0),
        ("exclude: ['config/**']", [], 0),
        ("paths: {'config/**': {host: off}}", [], 0),
        ("paths: {'config.dev/**': {host: off}}", [("host/wrong-default", "warning")], 1),
        ("paths: {'**': {host: off}, 'config/**': {host: error}}", [("host/wrong-default", "error")], 1),
        ("paths: {'config/**': {host: {property: smtp.host, off: goes in May}}}", [], 0),
        (
            "paths: {'config/**': {host: {property: smtp.user, off: goes in May}}}",
            [("host/wrong-default", "warning")],
            1,
        ),
        ("as-of: '0.0'", [], 0),
        ("as-of: '0.1'", [("host/wrong-default", "warning")], 1),
    ],
)
def test_settings_decide_what_counts(settings: str, wanted: Any, code: int, write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG_HOST, ".aemlint.yaml": settings})
    ran = aemlint("check", *SELECT, cwd=root)
    assert found(ran) == wanted
    assert ran.returncode == code


def test_a_class_that_python_has_doubts_about_is_used_without_a_word(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG_HOST, ".aemlint.yaml": "exclude: ['[[a]x', '[a&&b]', '[||c]onfig/**']"})
    ran = aemlint("check", *SELECT, cwd=root)
    assert found(ran) == []
    assert b"Warning" not in ran.stderr


def test_what_is_turned_off_by_path_is_counted(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG_HOST, ".aemlint.yaml": "paths: {'config/**': {host: off}}"})
    assert report(aemlint("check", *SELECT, cwd=root))["summary"]["suppressed"] == 1


def test_a_mistake_is_a_finding_in_every_case_with_code_2(write: Any, aemlint: Any) -> None:
    root = write({MAIL: "{}", ".aemlint.yaml": "target: cloud\nrulez: {}\n"})
    ran = aemlint("check", "--format", "json", "--fail-on", "never", cwd=root)
    finding = next(one for one in report(ran)["findings"] if one["rule"] == "aemlint/settings")
    assert (finding["path"], finding["start"]) == (".aemlint.yaml", {"line": 2, "column": 1})
    assert "`rules`" in finding["message"]
    assert ran.returncode == 2


@pytest.mark.parametrize(
    "settings",
    [
        "as-of: '0.0'",
        "rules: {aemlint/settings: off}",
        "rules: {aemlint: info}",
        "paths: {'*.yaml': {aemlint: off}}",
        "baseline: known.json",
    ],
)
def test_no_setting_hides_a_mistake(settings: str, write: Any, aemlint: Any) -> None:
    root = write({MAIL: "{}", ".aemlint.yaml": f"{settings}\nrulez: {{}}\nrule-folders: [nowhere]\n"})
    write({"known.json": '{"version": 1, "findings": []}'}, root)
    ran = aemlint("check", "--format", "json", "--severity", "error", "--ignore", "aemlint", cwd=root)
    mistakes = [one for one in report(ran)["findings"] if one["rule"] == "aemlint/settings"]
    assert [(one["severity"], one["start"]["line"]) for one in mistakes] == [("error", 2), ("error", 3)]
    assert ran.returncode == 2


def test_isolated_reads_no_settings(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG_HOST, ".aemlint.yaml": "rules: {host: off}\nnonsense: 1\n"})
    ran = aemlint("check", "--isolated", *SELECT, cwd=root)
    assert found(ran) == [("host/wrong-default", "warning")]
    assert ran.returncode == 1


def test_settings_of_a_named_file(write: Any, aemlint: Any, tmp_path: Path) -> None:
    root = write({MAIL: WRONG_HOST, "ci.yaml": "rules: {host: off}"})
    assert aemlint("check", "--settings", "ci.yaml", *SELECT, cwd=root).returncode == 0
    ran = aemlint("check", "--settings", "missing.yaml", cwd=root)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"missing.yaml" in ran.stderr


def test_settings_hold_for_a_file_given_by_name_from_a_folder_below(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG_HOST, ".aemlint.yaml": "rules: {host: off}"})
    name = Path(MAIL).name
    assert aemlint("check", name, *SELECT, cwd=root / "config").returncode == 0


def test_init_writes_settings_that_check_takes(write: Any, aemlint: Any) -> None:
    forwards = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'
    root = write({MAIL: "{}", "cloudmanager/dev/network.json": forwards, "cloud manager/prod/net.json": forwards})
    ran = aemlint("init", cwd=root)
    assert (ran.returncode, ran.stdout) == (0, b"wrote .aemlint.yaml\n")
    text = (root / ".aemlint.yaml").read_text("utf-8")
    for setting in json.loads((ROOT / "schemas/settings.json").read_text("utf-8"))["properties"]:
        assert f"{setting}:" in text
    data = YAML(typ="safe").load(text)
    assert data["environments"]["dev"] == {"type": "dev", "network": "cloudmanager/dev/network.json"}
    assert data["environments"]["prod"] == {"type": "prod", "network": "cloud manager/prod/net.json"}
    checked = aemlint("check", "--format", "json", cwd=root)
    assert "aemlint/settings" not in [rule for rule, _ in found(checked)]


def test_init_never_overwrites(write: Any, aemlint: Any) -> None:
    root = write({".aemlint.yaml": "target: cloud\n"})
    assert aemlint("init", cwd=root).returncode == 2
    assert (root / ".aemlint.yaml").read_text("utf-8") == "target: cloud\n"


SAMPLES = [
    ("target: cloud", True),
    ("target: 6.5", True),
    ("target: classic", False),
    ("exclude: [a, b]", True),
    ("exclude: {a: b}", False),
    ("rules: {host: off}", True),
    ("rules: {host: maybe}", False),
    ("paths: {'a/**': {host: {property: smtp.host, off: why}}}", True),
    ("paths: {'a/**': {host: {propertie: smtp.host, off: why}}}", False),
    ("paths: {'a/**': {host: {property: [smtp.host], off: why}}}", False),
    ("paths: {'a/**': {host: {property: {a: b}, off: why}}}", False),
    ("paths: {'a/**': {host: {property: null, off: why}}}", False),
    ("paths: {'a/**': {host: {property: '', off: why}}}", False),
    ("paths: {'a/**': {host: {property: smtp.host, off: null}}}", False),
    ("paths: {'a/**': {host: {property: smtp.host, off: [why]}}}", False),
    ("paths: {'a/**': {host: {off: why, error: why}}}", False),
    ("paths: {'a/**': {host: {property: smtp.host}}}", False),
    ("paths: {'a/**': {host: {property: smtp.host, of: why}}}", False),
    ("paths: {'a/**': null}", True),
    ("exclude: 3", False),
    ("exclude: [3]", False),
    ("exclude: [[a]]", False),
    ("baseline: [a, b]", False),
    ("as-of: '0.1'", True),
    ("as-of: 0.1", True),
    ("as-of: soon", False),
    ("environments: {dev: null}", True),
    ("environments: {a: {type: dev}}", True),
    ("environments: {a: {type: qa}}", False),
    ("anything: 1", False),
]


@pytest.mark.parametrize(("text", "right"), SAMPLES)
def test_the_schema_and_the_reader_agree(text: str, right: bool) -> None:
    from aemlint.settings.reader import settings

    schema = json.loads((ROOT / "schemas/settings.json").read_text("utf-8"))
    assert jsonschema.Draft202012Validator(schema).is_valid(YAML(typ="safe").load(text)) is right
    assert (not settings(text.encode(), ".aemlint.yaml").mistakes) is right


@pytest.mark.parametrize(("text", "right"), [sample for sample in SAMPLES if sample[0].startswith("paths")])
def test_a_level_with_a_mistake_does_not_count_and_is_said_once(text: str, right: bool) -> None:
    from aemlint.settings.reader import settings

    read = settings(text.encode(), ".aemlint.yaml")
    assert len(read.mistakes) == int(not right)
    assert not (read.mistakes and read.path_levels)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize(
    ("setting", "path"),
    [
        ("environments: {dev: {type: dev, network: out/network.json}}", "out/network.json"),
        ("environments: {dev: {type: dev, network: link.json}}", "link.json"),
        ("environments: {dev: {type: dev, variables: [in/out/network.json]}}", "in/out/network.json"),
        ("baseline: out/b.json", "out/b.json"),
        ("rule-folders: [out]", "out"),
        ("rule-folders: [in/out/rules]", "in/out/rules"),
    ],
)
def test_nothing_behind_a_link_that_leads_out_is_read(setting: str, path: str, write: Any, aemlint: Any) -> None:
    canary = '{"portForwards": [{"name": "CANARY", "portDest": 465, "portOrig": 80}], "CANARY": 1}'
    outside = {"o/network.json": canary, "o/b.json": canary, "o/a.yaml": canary, "o/rules/a.yaml": canary}
    tree = write({**outside, "p/real/x.json": "{}"})
    root = tree / "p"
    (root / "out").symlink_to("../o", target_is_directory=True)
    (root / "real/out").symlink_to("../out", target_is_directory=True)
    (root / "in").symlink_to("real", target_is_directory=True)
    (root / "link.json").symlink_to("../o/network.json")
    write({MAIL: WRONG_HOST, ".aemlint.yaml": setting, ".git/HEAD": ""}, root)
    ran = aemlint("check", "--format", "json", "--severity", "info", cwd=root)
    assert ("aemlint/settings", "error") in found(ran)
    assert f"`{path}` lies behind a link that leads out of the project" in ran.stdout.decode()
    assert ran.returncode == 2
    assert b"CANARY" not in ran.stdout + ran.stderr
    assert ("host/wrong-default", "warning") in found(ran)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_links_inside_of_the_project_are_followed(write: Any, aemlint: Any) -> None:
    forwards = '{"portForwards": [{"name": "CANARY", "portDest": 465, "portOrig": 80}]}'
    settings = "environments: {dev: {type: dev, network: in/network.json}}"
    root = write({MAIL: "{}", "real/network.json": forwards, ".aemlint.yaml": settings})
    (root / "in").symlink_to("real", target_is_directory=True)
    ran = aemlint("check", "--format", "json", cwd=root)
    assert "aemlint/settings" not in {rule for rule, _ in found(ran)}
    assert b"CANARY" in ran.stdout


@pytest.mark.parametrize(
    ("text", "marked"),
    [("environments: {a: {network: b.json, type: qa}}", "qa"), ("environments: {qa: {network: b.json}}", "qa")],
)
def test_a_type_that_is_none_is_marked_where_it_is_written(text: str, marked: str) -> None:
    from aemlint.settings.reader import settings

    [found] = settings(text.encode(), ".aemlint.yaml").mistakes
    assert found.at.text == marked
