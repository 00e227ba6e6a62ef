"""What is derived is current, and what the README shows works."""

from __future__ import annotations

import html
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from aemlint.engine.rulebook import Rulebook

README = (ROOT / "README.md").read_text("utf-8")


def block(after: str) -> str:
    """The README's first code block behind some words."""
    return README.split(after, 1)[1].split("```", 2)[1].partition("\n")[2]


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_rules_pages_are_current(book: Rulebook) -> None:
    wanted = generator().pages(book)
    there = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs/rules").glob("**/*.md")}
    assert there == set(wanted), "run python docs/generate.py"
    for path, text in wanted.items():
        assert (ROOT / "docs" / path).read_text("utf-8") == text, f"{path}: run python docs/generate.py"


def test_explain_prints_a_rules_page(aemlint: Any) -> None:
    ran = aemlint("explain", "host/wrong-default", "--format", "markdown", cwd=ROOT / "tests")
    assert ran.stdout.decode("utf-8") == (ROOT / "docs/rules/host/wrong-default.md").read_text("utf-8")


def test_explain_knows_the_nearest_rule(aemlint: Any) -> None:
    ran = aemlint("explain", "host/wrong-defalt", cwd=ROOT / "tests")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"did you mean `host/wrong-default`?" in ran.stderr


@pytest.mark.parametrize("topic", ["oauth", "oauth/*", "oauth/"])
def test_explain_lists_the_rules_of_a_topic(topic: str, aemlint: Any, book: Rulebook) -> None:
    ids = [rule.id for rule in book.rules.values() if rule.topic == "oauth"]
    text = aemlint("explain", topic, cwd=ROOT / "tests")
    assert (text.returncode, text.stderr) == (0, b"")
    lines = text.stdout.decode("utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ids
    assert [line.endswith(str(book.words(id)["title"])) for line, id in zip(lines, ids, strict=True)] == [True] * len(
        ids
    )
    markdown = aemlint("explain", topic, "--format", "markdown", cwd=ROOT / "tests").stdout.decode("utf-8")
    assert markdown.startswith("# oauth\n\n")
    assert [line.split("`")[1] for line in markdown.splitlines() if line.startswith("- ")] == ids


@pytest.mark.parametrize(("word", "meant"), [("tsl", "tls"), ("not-forwarded", "port/not-forwarded")])
def test_explain_knows_what_was_meant(word: str, meant: str, aemlint: Any) -> None:
    ran = aemlint("explain", word, cwd=ROOT / "tests")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode("utf-8") == f"aemlint: there is no rule or topic `{word}`; did you mean `{meant}`?\n"


def test_rules_lists_them_all(aemlint: Any, book: Rulebook) -> None:
    listed = json.loads(aemlint("rules", "--format", "json", cwd=ROOT / "tests").stdout)
    assert [one["id"] for one in listed] == list(book.rules)
    assert set(listed[0]) == {"id", "title", "severity", "targets", "needs", "fix"}
    text = aemlint("rules", cwd=ROOT / "tests").stdout.decode("utf-8")
    assert [line.split()[0] for line in text.splitlines()] == list(book.rules)


def words_of(picture: str) -> list[str]:
    """What is to be read in it, whatever a version of rich draws around it."""
    text = "".join(html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", picture))
    return text.replace("\u00a0", " ").split()


def test_the_picture_is_of_a_run() -> None:
    picture = (ROOT / "docs/terminal.svg").read_text("utf-8")
    assert words_of(picture) == words_of(generator().picture()), "run python docs/generate.py --picture"
    assert "http" not in picture.replace("http://www.w3.org/", "").replace("https://www.textualize.io", "")


def test_the_example_project_has_real_problems(aemlint: Any) -> None:
    ran = aemlint("check", ".", "--format", "json", cwd=ROOT / "examples/acme")
    rules = {finding["rule"] for finding in json.loads(ran.stdout)["findings"]}
    assert {"port/not-forwarded", "secret/literal", "host/not-proxy", "variable/wrong-kind"} <= rules
    assert ran.returncode == 1


def test_the_settings_shown_are_settings(write: Any, aemlint: Any) -> None:
    named = ["cloudmanager/dev/network.json", "cloudmanager/dev/variables.json", "cloudmanager/prod/network.json"]
    root = write({".aemlint.yaml": block("## Settings"), **dict.fromkeys([*named], '{"portForwards": []}')})
    write({"a.json": "[]", "b.yaml": "[]", "cloudmanager/dev/variables.json": "[]"}, root)
    write({".aemlint-baseline.json": '{"version": 1, "findings": []}', "tools/aemlint/README": ""}, root)
    report = json.loads(aemlint("check", "--format", "json", cwd=root).stdout)
    assert [one["message"] for one in report["findings"] if one["rule"] == "aemlint/settings"] == []


def test_the_rule_shown_is_a_rule(write: Any, aemlint: Any) -> None:
    files = {
        "tools/aemlint/no-gmail.yaml": block("## Rules of your own"),
        ".aemlint.yaml": "rule-folders: [tools/aemlint]",
    }
    root = write({**files, "config/com.day.cq.mailer.DefaultMailService.cfg.json": '{"smtp.user": "joe@gmail.com"}'})
    tested = aemlint("rules", "--test", "tools/aemlint", cwd=root)
    assert (tested.returncode, tested.stdout) == (0, b"3 examples run, 0 mistakes\n")
    ran = aemlint("check", "--select", "own/no-gmail", "--format", "concise", cwd=root)
    assert b"warning[own/no-gmail] `smtp.user` is `joe@gmail.com`; we send through our relay" in ran.stdout
    assert b"own/no-gmail" in aemlint("rules", cwd=root).stdout
    assert b"Mail from private mailboxes" in aemlint("explain", "own/no-gmail", cwd=root).stdout


@pytest.mark.parametrize("path", ["docs/ci.md", "docs/editors.md", "CONTRIBUTING.md", "LICENSE", "docs/terminal.svg"])
def test_what_the_readme_names_is_there(path: str) -> None:
    assert Path(ROOT / path).is_file()


def test_every_promise_has_tests_that_are_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    promises = [part.partition("\n\n")[0] for part in text.split("\n- **")[1:]]
    assert len(promises) >= 9
    for promise in promises:
        last = promise.strip().splitlines()[-1].strip()
        named = re.findall(r"`(tests/\w+\.py)`", last)
        assert last == f"({', '.join(f'`{name}`' for name in named)})", promise
        for name in named:
            assert "def test_" in (ROOT / name).read_text("utf-8"), name
