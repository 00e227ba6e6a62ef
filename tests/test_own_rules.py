"""Rules of a project's own: data only, from folders that the settings name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT
from small import OWN_RULE

from aemlint.engine.match import _HOLDS
from aemlint.model.shapes import SHAPES

MAIL = "config/com.acme.Mailer.cfg.json"
RULE = f"""{OWN_RULE}\
examples:
  - title: Internal
    files: {{config/com.acme.Mailer.cfg.json: '{{"relay.host": "a.acme.internal"}}'}}
    finds:
      - {{at: '"a.acme.internal"', message: "`relay.host` is `a.acme.internal`"}}
  - title: Public
    files: {{config/com.acme.Mailer.cfg.json: '{{"relay.host": "relay.acme.com"}}'}}
    finds: []
  - title: Somebody else's
    files: {{config/com.acme.Other.cfg.json: '{{"relay.host": "a.acme.internal"}}'}}
    finds: []
"""
MATCH = """\
  pid: com.acme.Mailer
  property: relay.host
  value: {glob: "*.acme.internal"}
"""
SETTINGS = {".aemlint.yaml": "rule-folders: [rules]\n"}


def check(root: Any, aemlint: Any) -> Any:
    ran = aemlint("check", "--format", "json", cwd=root)
    return json.loads(ran.stdout)["findings"], ran.returncode


def test_it_works_like_a_built_in_one(write: Any, aemlint: Any) -> None:
    root = write({"rules/relay.yaml": RULE, MAIL: '{"relay.host": "x.acme.internal"}', **SETTINGS})
    findings, code = check(root, aemlint)
    assert [(one["rule"], one["severity"], one["message"]) for one in findings] == [
        ("own/relay", "error", "`relay.host` is `x.acme.internal`")
    ]
    assert code == 1
    write({MAIL: '{\n  // aemlint: ignore[own/relay]\n  "relay.host": "x.acme.internal"}'}, root)
    assert check(root, aemlint) == ([], 0)


def test_examples_are_files_nowhere(write: Any, aemlint: Any, tmp_path: Any) -> None:
    """A stranger's rule may name any path; nothing is written there, or anywhere."""
    root = write({"p/rules/relay.yaml": ""}) / "p"
    paths = (f"{tmp_path}/absolute", "../" * 12 + f"{tmp_path}/above".lstrip("/"), "../beside")
    more = "".join(f", {path}: x" for path in paths)
    rule = RULE.replace("a.acme.internal\"}'}", "a.acme.internal\"}'" + more + "}", 1)
    assert rule.count("absolute") == 1
    write({"p/rules/relay.yaml": rule})
    before = sorted(tmp_path.rglob("*"))
    ran = aemlint("rules", "--test", "rules", cwd=root, env={"TMPDIR": str(tmp_path)})
    assert (ran.returncode, ran.stdout) == (0, b"3 examples run, 0 mistakes\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_of_rules_may_be_named_by_its_whole_path(write: Any, aemlint: Any) -> None:
    root = write({"rules/acme/relay.yaml": RULE, "rules/b.yml": "title: 1"})
    ran = aemlint("rules", "--test", str(root / "rules"), cwd=root)
    assert ran.returncode == 1
    assert b"3 examples run, 1 mistake\n" in ran.stdout
    assert f"{root}/rules/b.yml:1:".encode() in ran.stdout


def test_its_examples_and_clauses_are_tested(write: Any, aemlint: Any) -> None:
    root = write({"rules/relay.yaml": RULE})
    ran = aemlint("rules", "--test", "rules", cwd=root)
    assert (ran.returncode, ran.stdout) == (0, b"3 examples run, 0 mistakes\n")
    write({"rules/relay.yaml": RULE.replace("com.acme.Other", "com.acme.Mailer")}, root)
    ran = aemlint("rules", "--test", "rules", cwd=root)
    assert ran.returncode == 1
    assert b"Somebody else's" in ran.stdout
    without = RULE[: RULE.index("  - title: Somebody")]
    write({"rules/relay.yaml": without}, root)
    ran = aemlint("rules", "--test", "rules", cwd=root)
    assert ran.returncode == 1
    assert b"match.pid" in ran.stdout


def test_younger_rules_are_held_back_by_as_of(write: Any, aemlint: Any) -> None:
    files = {"rules/relay.yaml": RULE.replace('"0.1"', '"0.2"'), MAIL: '{"relay.host": "x.acme.internal"}'}
    root = write({**files, ".aemlint.yaml": "rule-folders: [rules]\nas-of: '0.1'\n"})
    assert check(root, aemlint) == ([], 0)
    assert b"as-of" in aemlint("check", cwd=root).stderr


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("severity: error", "severity: eror", "severity", "error"),
        ("message:", "mesage:", "mesage", "did you mean `message`?"),
        ('since: "0.1"\n', "", "t", "`since` is missing"),
        ("{glob:", "{matches:", "matches", "matches"),
        ('{glob: "*.acme.internal"}', "{shape: odd}", "shape", "access-key"),
        ("property: relay.host", "propertie: relay.host", "pid", "property, forward"),
        ("match:", "check: port_range\nmatch:", "check", "never code"),
        ("title: A relay of ours", "title: &a A relay of ours", "&", "anchor"),
        ("title: A relay of ours", "title: !!python/object/apply:os.system [echo]", "!", "tag"),
    ],
)
def test_what_is_no_rule_is_said_at_its_place(
    old: str, new: str, at: str, words: str, write: Any, aemlint: Any
) -> None:
    text = RULE.replace(old, new, 1)
    root = write({"rules/relay.yaml": text, MAIL: "{}", **SETTINGS})
    findings, code = check(root, aemlint)
    assert [one["rule"] for one in findings] == ["aemlint/settings"]
    assert code == 2
    assert words in findings[0]["message"]
    line = text.split("\n")[findings[0]["start"]["line"] - 1]
    assert line[findings[0]["start"]["column"] - 1 :].startswith(at)


def test_files_with_mistakes_are_files_read(write: Any, aemlint: Any) -> None:
    broken = {f"rules/{name}.yaml": "title: 1" for name in "abc"}
    root = write({**broken, MAIL: "{}", ".aemlint.yaml": "rule-folders: [rules]\nrulez: {}\n"})
    ran = aemlint("check", cwd=root)
    assert ran.stderr.splitlines()[0] == b"4 errors in 4 files (5 files read, 0 mail configurations)"
    summary = json.loads(aemlint("check", "--format", "json", cwd=root).stdout)["summary"]
    assert summary["files"] == 5


def test_the_schema_and_the_engine_have_the_same_words() -> None:
    schema = json.loads((ROOT / "schemas/rule.json").read_text("utf-8"))["$defs"]["condition"]
    assert set(schema["properties"]) == set(_HOLDS)
    assert set(schema["propertyNames"]["enum"]) == {*_HOLDS, "absent", "on", "note"}
    assert set(schema["properties"]["shape"]["enum"]) == set(SHAPES)


def test_a_hostile_pattern_does_not_stall(write: Any, aemlint: Any) -> None:
    rule = RULE.replace("*.acme.internal", "*a" * 60 + "b").replace("x.acme", "x")
    root = write({"rules/relay.yaml": rule, MAIL: '{"relay.host": "' + "a" * 5000 + '"}', **SETTINGS})
    assert check(root, aemlint) == ([], 0)


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
@pytest.mark.parametrize(
    ("key", "more"),
    [("relay.host", "sensitive: true\n"), ("relay.password", "")],
    ids=["a sensitive rule", "a secret's key"],
)
def test_a_sentence_that_asks_for_a_secret_gets_dots(
    format: str, key: str, more: str, write: Any, aemlint: Any
) -> None:
    rule = RULE.replace("relay.host", key).replace("match:\n", f"{more}match:\n", 1)
    root = write({"rules/relay.yaml": rule, MAIL: f'{{"{key}": "Harbor72.acme.internal"}}', **SETTINGS})
    ran = aemlint("check", "--format", format, cwd=root)
    assert ran.returncode == 1, ran.stderr
    assert b"is `........`" in ran.stdout
    assert b"Harbor72" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_nor_does_a_sensitive_rule_on_placeholders_show_the_default(format: str, write: Any, aemlint: Any) -> None:
    rule = RULE.replace(MATCH, "  placeholder: {type: {is: env}, default: {glob: '*.acme.internal'}}\n")
    rule = rule.replace("match:\n", "sensitive: true\nmatch:\n")
    mail = '{"relay.host": "$[env:RELAY;default=Harbor72.acme.internal]"}'
    root = write({"rules/relay.yaml": rule, MAIL: mail, **SETTINGS})
    ran = aemlint("check", "--format", format, cwd=root)
    assert ran.returncode == 1, ran.stderr
    assert b"relay.host" in ran.stdout
    assert b"Harbor72" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("match", ["forward: portDest", "network: nonProxyHosts"])
def test_a_condition_on_networking_files_cannot_be_sensitive(match: str, write: Any, aemlint: Any) -> None:
    rule = RULE.replace(MATCH, f"  {match}\n  value: {{is: '1'}}\n").replace("match:\n", "sensitive: true\nmatch:\n")
    root = write({"rules/relay.yaml": rule, MAIL: "{}", **SETTINGS})
    ran = aemlint("check", "--format", "concise", cwd=root)
    assert ran.returncode == 2
    assert ran.stdout.startswith(b"rules/relay.yaml:4:")
    assert b"a condition on networking files cannot hide what it finds" in ran.stdout


def test_nor_does_a_difference_show_it(write: Any, aemlint: Any) -> None:
    rule = RULE.replace("com.acme.Mailer", "com.day.cq.mailer.DefaultMailService").replace(
        "match:\n", "sensitive: true\nmatch:\n"
    )
    mail = '{\n  "smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]",\n  "relay.host": "Harbor72.acme.internal"\n}\n'
    root = write({"rules/relay.yaml": rule, "config/com.day.cq.mailer.DefaultMailService.cfg.json": mail, **SETTINGS})
    ran = aemlint("check", "--diff", "--severity", "info", cwd=root)
    assert b"default=proxy.tunnel" in ran.stdout
    assert b"Harbor72" not in ran.stdout + ran.stderr


def test_one_about_a_secret_points_to_its_key(write: Any, aemlint: Any) -> None:
    """It need not say that it is sensitive; a reference that gives nothing away is pointed to."""
    rule = RULE.partition("examples:")[0].replace(MATCH, '  property: smtp.password\n  value: {glob: "*"}\n')
    mail = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
    rule += f"""\
examples:
  - title: A password
    files: {{{mail}: '{{"smtp.password": "Harbor!Sample1"}}'}}
    finds: [{{at: '"smtp.password"', message: "x"}}]
  - title: None
    files: {{{mail}: '{{}}'}}
    finds: []
"""
    for value, column in (("Harbor!Sample1", 2), ("$[secret:SMTP_PASSWORD]", 19)):
        root = write({"rules/relay.yaml": rule, mail: f'{{"smtp.password": "{value}"}}', **SETTINGS})
        [found] = [one for one in check(root, aemlint)[0] if one["rule"] == "own/relay"]
        assert found["start"]["column"] == column
