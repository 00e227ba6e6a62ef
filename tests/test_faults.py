"""aemlint's own faults: whatever breaks is said in one line, the rest goes on, and nothing of a file gets out."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from conftest import ROOT
from test_rules import RULES

from aemlint import cli, formats, ignore, masking, options
from aemlint.engine import match, suppression, wording
from aemlint.model import command
from aemlint.report import step_summary

CANARY = "Canary!9f3c-in-the-message"
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{APPS}/config/com.day.cq.mailer.DefaultMailService.cfg.json"
BROKEN = f"{APPS}/config/com.acme.Unrelated.cfg.json"
HEAD = 'xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'
# One file for every reader, and something to say about each.
FILES = {
    MAIL: '{"smtp.host": "smtp.acme.io", "smtp.port": "30999", "smtp.password": "Harbor!Sample72"}',
    BROKEN: '{"a":}',
    f"{APPS}/config/com.acme.One.config": 'a="b\n',
    f"{APPS}/config/com.acme.Two.cfg": "a=b\n",
    f"{APPS}/config/com.acme.Three.xml": f'<jcr:root {HEAD} jcr:primaryType="sling:OsgiConfig" a="b" a="c"/>',
    "cloudmanager/dev/network.json": '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 80}]}',
    "cloudmanager/prod/network.yaml": "portForwards:\n  - {name: a.io, portDest: 465, portOrig: 80}\n",
    "variables.json": '[{"name": "1", "type": "string", "value": "Harbor!Sample72"}]',
    "deploy.sh": "aio cloudmanager:set-environment-variables 1 --secret MAIL Harbor!Sample72\n",
}
FORMATS = {
    MAIL: "cfg_json",
    f"{APPS}/config/com.acme.One.config": "config",
    f"{APPS}/config/com.acme.Two.cfg": "properties",
    f"{APPS}/config/com.acme.Three.xml": "sling_xml",
    "cloudmanager/dev/network.json": "json",
    "cloudmanager/prod/network.yaml": "yaml",
    "variables.json": "json",
}
CHECKS = sorted(path.stem for path in (ROOT / "aemlint/checks").glob("[a-z]*.py"))
USED = {name: [id for id, rule in RULES.items() if rule.get("check") == name] for name in CHECKS}


class Ran:
    """`reports` are the texts by format; `said` is standard error."""

    def __init__(self, code: int, reports: dict[str, str], said: str) -> None:
        self.code = code
        self.reports = reports
        self.said = said

    @property
    def findings(self) -> list[tuple[str, str, int]]:
        found = json.loads(self.reports["json"])["findings"]
        return [(one["rule"], one["path"], one["start"]["line"]) for one in found]

    @property
    def not_checked(self) -> list[tuple[list[str], str]]:
        return [(one["rules"], one["why"]) for one in json.loads(self.reports["json"])["not_checked"]]


@pytest.fixture
def run(tmp_path_factory: Any, monkeypatch: Any, capsys: Any) -> Callable[..., Ran]:
    """Every report in one run, in this process, where a fault can be put."""
    reports = tmp_path_factory.mktemp("reports")

    def ran(root: Path, *arguments: str) -> Ran:
        monkeypatch.chdir(root)
        monkeypatch.delenv(step_summary.VARIABLE, raising=False)
        for path in reports.iterdir():
            path.unlink()
        files = [f"--format={name}={reports / name}" for name in options.FORMATS]
        code = cli.main(["check", "--severity", "info", *files, *arguments])
        out, said = capsys.readouterr()
        found = {path.name: path.read_text("utf-8") for path in reports.iterdir()}
        for text in (out, said, *found.values()):
            assert CANARY not in text
            assert "Canary" not in text
            assert "Traceback" not in text
        return Ran(code, found, said)

    return ran


def broken(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError(CANARY)


def broken_check(*_: Any, **__: Any) -> Iterator[NoReturn]:
    yield from ()
    broken()


def lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if "aemlint failed: RuntimeError" in line]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_that_breaks_is_named_and_the_others_go_on(name: str, run: Any, write: Any, monkeypatch: Any) -> None:
    assert USED[name], "no rule uses it"
    module = importlib.import_module(f"aemlint.checks.{name}")
    id = USED[name][0]
    example = next(one for one in RULES[id]["examples"] if one["finds"])
    root = write({**example["files"], BROKEN: '{"a":}', MAIL.replace("config/", "config.author/"): FILES[MAIL]})
    target = f"--target={example.get('target') or RULES[id].get('target', ['cloud'])[0]}"
    before = run(root, target)
    monkeypatch.setattr(module, "check", broken_check)
    after = run(root, target)
    assert [one for one in before.findings if one[0] not in USED[name]] == after.findings
    failed = [ids for ids, why in after.not_checked if "aemlint failed: RuntimeError" in why]
    assert [id] in failed
    assert all(ids[0] in USED[name] for ids in failed)
    assert after.code == 2
    assert len(lines(after.said)) == 1
    assert lines(after.said)[0].startswith("not checked: ")
    assert all(text for format, text in after.reports.items() if format not in ("concise", "text"))


def test_what_a_rule_found_before_it_broke_is_kept(run: Any, write: Any, monkeypatch: Any) -> None:
    from aemlint.checks import document_problem

    whole = document_problem.check

    def half(*arguments: Any, **named: Any) -> Iterator[Any]:
        yield next(iter(whole(*arguments, **named)))
        broken()

    root = write({BROKEN: '{"a":}', BROKEN.replace("Unrelated", "Other"): '{"a":}'})
    before = run(root, "--select=file/syntax")
    monkeypatch.setattr(document_problem, "check", half)
    after = run(root, "--select=file/syntax")
    assert (len(before.findings), after.findings, after.code) == (2, before.findings[:1], 2)


def test_conditions_that_break_leave_the_checks(run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    monkeypatch.setattr(match, "hits", broken)
    after = run(root)
    assert after.findings == [one for one in before.findings if RULES[one[0]].get("check")]
    assert len(after.findings) < len(before.findings)
    assert after.code == 2
    assert len(lines(after.said)) == 1


@pytest.mark.parametrize("path", FORMATS)
def test_a_reader_that_breaks_costs_its_files_only(path: str, run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    module = importlib.import_module(f"aemlint.formats.{FORMATS[path]}")
    monkeypatch.setattr(module, "document", broken)
    after = run(root)
    lost = {one for one, format in FORMATS.items() if format == FORMATS[path]}
    if FORMATS[path] == "cfg_json":
        lost.add(BROKEN)
    failed = [one for one in after.findings if one[0] == "file/unreadable"]
    assert {one[1] for one in failed} == lost
    # What is in other files is found as before, joins aside.
    own = [one for one in before.findings if one[0].startswith(("file/", "secret/")) and one[1] not in lost]
    assert [one for one in after.findings if one[0].startswith(("file/", "secret/")) and one not in failed] == own
    for format, text in after.reports.items():
        for one in lost:
            assert one in text, format
            assert "aemlint failed: RuntimeError in aemlint" in text, format
    assert after.code == 2


@pytest.mark.parametrize("more", [("--select=port",), ("--ignore=file",), ("--fail-on=never",), ("config",)])
def test_what_was_not_read_is_said_whatever_is_asked_for(more: Any, run: Any, write: Any, monkeypatch: Any) -> None:
    root = write({**FILES, "config/com.acme.Fine.cfg.json": "{}", ".git/HEAD": ""})
    monkeypatch.setattr(importlib.import_module("aemlint.formats.config"), "document", broken)
    ran = run(root, *more)
    path = f"{APPS}/config/com.acme.One.config"
    shown = ("file/unreadable", path, 1) in ran.findings
    assert shown or any(ids == ["file/unreadable"] and path in why for ids, why in ran.not_checked)
    assert shown or path in ran.said
    assert ran.code == 2


FILLED = FILES[MAIL].replace('"30999"', '#if($x)"30999"#end')


@pytest.mark.parametrize(("text", "more"), [(FILES[MAIL][:-1], "--select=port,host"), (FILLED, "--fail-on=error")])
def test_a_configuration_that_does_not_parse_is_not_passed_over(text: str, more: str, run: Any, write: Any) -> None:
    ran = run(write({MAIL: text}), more)
    assert "file/syntax" not in {rule for rule, _, _ in ran.findings}
    assert any("port/missing" in ids and why == f"{MAIL} does not parse" for ids, why in ran.not_checked)
    assert f"{MAIL} does not parse" in ran.said


def test_what_a_finding_says_is_not_said_again(run: Any, write: Any) -> None:
    ran = run(write({MAIL: FILES[MAIL][:-1]}))
    assert "file/syntax" in {rule for rule, _, _ in ran.findings}
    assert "does not parse" not in ran.said


def test_a_script_that_breaks_its_reader_is_named(run: Any, write: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(command, "Script", broken)
    ran = run(write(FILES))
    assert ("file/unreadable", "deploy.sh", 1) in ran.findings
    assert ran.code == 2


def test_settings_that_break_their_reader_are_named(run: Any, write: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(importlib.import_module("aemlint.settings.reader"), "settings", broken)
    ran = run(write({**FILES, ".aemlint.yaml": "target: cloud\n"}))
    assert (ran.code, ran.reports) == (2, {})
    assert ran.said.startswith("aemlint: .aemlint.yaml: aemlint failed: RuntimeError")
    assert ran.said.count("\n") == 1


@pytest.mark.parametrize("method", ["__init__", "ignored"])
def test_an_ignore_file_that_breaks_ignores_nothing_and_is_named(
    method: str, run: Any, write: Any, monkeypatch: Any
) -> None:
    files = {**FILES, "ui.config/.gitignore": "a/**/b\n*.secret\n", ".gitignore": "*.orig\n/x/y\n"}
    root = write(files)
    before = run(root)
    whole = getattr(ignore.Ignore, method)

    def one_breaks(self: Any, *rest: Any) -> Any:
        inner = "*.secret" in rest[0] if method == "__init__" else ".secret" in self.endings + self.names_of_patterns
        return broken() if inner else whole(self, *rest)

    monkeypatch.setattr(ignore.Ignore, method, one_breaks)
    if method == "ignored":
        monkeypatch.setattr(ignore.Ignore, "names_of_patterns", property(names_of_patterns), raising=False)
    after = run(root)
    assert after.code == 2
    if method == "__init__":
        assert ("file/unreadable", "ui.config/.gitignore", 1) in after.findings
        assert [one for one in after.findings if one[1] != "ui.config/.gitignore"] == before.findings
    else:
        assert any(path.startswith("ui.config") for rule, path, _ in after.findings if rule == "file/unreadable")
        assert any(path == "deploy.sh" for _, path, _ in after.findings)


def names_of_patterns(self: Any) -> tuple[str, ...]:
    return tuple(segment.lstrip("*") for pattern in self.patterns for segment in pattern.segments)


def test_an_ignore_file_that_cannot_be_read_is_named(run: Any, write: Any) -> None:
    root = write(FILES)
    before = run(root)
    (root / "ui.config/.gitignore").mkdir()
    after = run(root)
    assert set(after.findings) - set(before.findings) == {("file/unreadable", "ui.config/.gitignore", 1)}
    assert after.code == 2


SILENCED = '{\n  // aemlint: ignore[file/syntax] soon\n  "a":}'


def test_suppressions_that_cannot_be_read_silence_nothing(run: Any, write: Any, monkeypatch: Any) -> None:
    files = {**FILES, BROKEN: SILENCED}
    files[MAIL] = "// aemlint: ignore-file[secret] moves\n" + files[MAIL]
    root = write(files)
    before = run(root)
    whole = suppression.suppressions

    def one_breaks(document: Any, resolved: Any) -> Any:
        return broken() if document.source.path == BROKEN else whole(document, resolved)

    monkeypatch.setattr(suppression, "suppressions", one_breaks)
    after = run(root)
    assert set(before.findings) < set(after.findings)
    assert {path for _, path, _ in set(after.findings) - set(before.findings)} == {BROKEN}
    assert any(ids == ["aemlint/unused-suppression"] and BROKEN in why for ids, why in after.not_checked)
    assert [BROKEN in line for line in lines(after.said)] == [True]
    assert after.code == 2


def test_no_suppression_is_unused_because_its_rule_broke(run: Any, write: Any, monkeypatch: Any) -> None:
    from aemlint.checks import document_problem

    root = write({BROKEN: SILENCED})
    assert run(root).findings == []
    monkeypatch.setattr(document_problem, "check", broken_check)
    ran = run(root)
    assert (ran.findings, ran.code) == ([], 2)


def test_a_finding_that_cannot_be_put_into_words_is_named(run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    whole = wording.finding

    def one_breaks(rule: Any, *rest: Any, **more: Any) -> Any:
        return broken() if rule.id == "file/syntax" else whole(rule, *rest, **more)

    monkeypatch.setattr(wording, "finding", one_breaks)
    after = run(root)
    assert after.findings == [one for one in before.findings if one[0] != "file/syntax"]
    why = [why for ids, why in after.not_checked if ids == ["file/syntax"]]
    assert len(why) == sum(one[0] == "file/syntax" for one in before.findings) == len(lines(after.said))
    assert any(one.startswith(f"{BROKEN}: aemlint failed") for one in why)
    assert after.code == 2


@pytest.mark.parametrize("what", ["_of_configuration", "_of_variables", "_of_network", "_of_script", "_in_text"])
def test_where_masking_breaks_nothing_is_quoted(what: str, run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    monkeypatch.setattr(masking, what, broken)
    after = run(root)
    assert sorted(after.findings) == sorted(before.findings)
    assert after.code == 2
    named = {path for path in FILES for line in lines(after.said) if f"({path}: " in line}
    assert named
    assert len(lines(after.said)) == len(named)
    for format, text in after.reports.items():
        assert "Harbor" not in text, format
    # Of such a file the report has what stands in no file: titles, and dots.
    json_report = json.loads(after.reports["json"])
    for one in json_report["findings"]:
        if one["path"] in named:
            assert one["message"] == RULES[one["rule"]]["title"]
            assert one["fix"] is None
    if MAIL in named:
        assert "smtp.acme.io" not in after.reports["text"]


def test_a_finding_that_cannot_be_quieted_says_its_title(run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    monkeypatch.setattr(masking.Masking, "quieted", broken)
    after = run(root)
    assert sorted(after.findings) == sorted(before.findings)
    assert all(one["message"] == RULES[one["rule"]]["title"] for one in json.loads(after.reports["json"])["findings"])
    assert after.code == 2


def test_where_masking_breaks_no_difference_shows_a_secret(write: Any, monkeypatch: Any, capsys: Any) -> None:
    files = {MAIL: '{"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]", "smtp.user": "Harbor!Sample72"}'}
    monkeypatch.chdir(write(files))
    monkeypatch.setattr(masking, "_of_configuration", broken)
    assert cli.main(["check", "--diff", "--unsafe-fixes"]) == 2
    out, said = capsys.readouterr()
    assert "Harbor" not in out + said
    assert CANARY not in out + said
    assert lines(said)


@pytest.mark.parametrize("name", options.FORMATS)
def test_a_report_that_breaks_leaves_the_others(name: str, run: Any, write: Any, monkeypatch: Any) -> None:
    root = write(FILES)
    before = run(root)
    module, made = ("terminal", "pieces") if name == "text" else (name, "text")
    monkeypatch.setattr(importlib.import_module(f"aemlint.report.{module}"), made, broken)
    after = run(root)
    assert {format: text for format, text in before.reports.items() if format != name} == after.reports
    assert len(lines(after.said)) == 1
    assert f"format {name}:" in lines(after.said)[0]
    assert after.code == 2


def test_a_report_that_has_no_place_leaves_the_others(run: Any, write: Any) -> None:
    ran = run(write(FILES), "--output=no/such/folder/r.txt", "--format=concise")
    assert set(ran.reports) == set(options.FORMATS)
    assert "no/such/folder/r.txt: no such file" in ran.said
    assert ran.code == 2


def test_a_summary_page_that_breaks_is_no_report_of_the_others(write: Any, monkeypatch: Any, capsys: Any) -> None:
    root = write(FILES)
    monkeypatch.chdir(root)
    monkeypatch.setenv(step_summary.VARIABLE, str(root / "no/page"))
    assert cli.main(["check", "--format=github", f"--format=concise={root / 'r'}"]) == 2
    out, said = capsys.readouterr()
    assert "::error" in out
    assert (root / "r").read_text()
    assert "no such file" in said


@pytest.mark.parametrize("more", [(), ("-q",), ("-v",), ("-q", "-v")])
def test_more_words_are_places_and_never_messages(more: Any, run: Any, write: Any, monkeypatch: Any) -> None:
    from aemlint.checks import document_problem

    monkeypatch.setattr(document_problem, "check", broken_check)
    said = run(write(FILES), *more).said
    assert lines(said)
    frames = [line for line in said.splitlines() if line.startswith("  ") and " in broken_check" in line]
    assert bool(frames) == ("-v" in more)


@pytest.mark.parametrize("command", ["check", "show", "rules", "init", "explain"])
def test_what_nothing_else_catches_is_one_line(command: str, write: Any, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.chdir(write(FILES))
    monkeypatch.setattr(importlib.import_module(f"aemlint.commands.{command}"), "run", broken)
    assert cli.main([command]) == 2
    out, said = capsys.readouterr()
    assert (out, said.count("\n"), CANARY in said) == ("", 1, False)
    assert said.startswith("aemlint: aemlint failed: RuntimeError in aemlint/cli.py")


def test_a_baseline_is_not_called_whole_when_a_rule_broke(write: Any, monkeypatch: Any, capsys: Any) -> None:
    from aemlint.checks import document_problem

    root = write(FILES)
    monkeypatch.chdir(root)
    assert cli.main(["check", "--write-baseline", "b.json"]) == 0
    capsys.readouterr()
    before = (root / "b.json").read_text("utf-8")
    monkeypatch.setattr(document_problem, "check", broken_check)
    assert cli.main(["check", "--write-baseline", "b.json"]) == 2
    assert lines(capsys.readouterr().err)
    assert (root / "b.json").read_text("utf-8") == before  # what could not be judged is as it was


def test_a_foreign_exception_is_not_quoted_either(run: Any, write: Any, monkeypatch: Any) -> None:
    """Decoding and parsing errors of Python hold the very text."""

    def quoting(*_: Any) -> None:
        CANARY.encode("utf-16").decode("utf-8")

    monkeypatch.setattr(formats, "decoded", quoting)
    ran = run(write(FILES), "-v")
    assert ran.code == 2
    assert "UnicodeDecodeError" in ran.said
