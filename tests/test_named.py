"""What is named, unsaved or passed by a hook is judged as in a run over the whole project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NAME = "com.day.cq.mailer.DefaultMailService.cfg.json"
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{APPS}/config/{NAME}"
WRONG = '{"smtp.host": "localhost"}'
COMMAND = "aio cloudmanager:set-environment-variables 1 --secret SMTP_PASSWORD Harbor!Sample72\n"
WORKFLOW = f"jobs:\n  a:\n    steps:\n      - run: {COMMAND}"
EXCLUDED = {"exclude": {".aemlint.yaml": "exclude: ['old/**']\n"}, "Git": {".gitignore": "old/\n"}}


def rules(ran: Any) -> list[str]:
    return [finding["rule"] for finding in json.loads(ran.stdout)["findings"]]


@pytest.fixture
def check(aemlint: Any, tmp_path: Path) -> Any:
    def ran(*arguments: str, unsaved: str | None = None, path: str = MAIL) -> Any:
        way = ("-", "--stdin-filename", path) if unsaved is not None else ()
        input = None if unsaved is None else unsaved.encode()
        return aemlint("check", "--format", "json", *arguments, *way, cwd=tmp_path, input=input)

    return ran


@pytest.mark.parametrize("by", sorted(EXCLUDED))
@pytest.mark.parametrize("path", [f"old/{MAIL}", f"old/{NAME}", f"old/deep/{NAME}"])
def test_what_is_excluded_stays_so_when_it_is_named(by: str, path: str, write: Any, check: Any) -> None:
    write({**EXCLUDED[by], path: WRONG, ".git/HEAD": ""})
    for ran in (check(path), check(unsaved=WRONG, path=path)):
        assert (ran.returncode, rules(ran)) == (0, [])
        assert f"{path} is left out: ".encode() in ran.stderr
    assert b"left out" not in check("-q", path).stderr
    assert b"old is left out: " in check("old").stderr
    assert b"left out" not in check().stderr


def test_what_is_excluded_joins_nothing(write: Any, check: Any) -> None:
    """Else it would override, or be a duplicate of, what is in force."""
    files = {MAIL: WRONG, f"old/{MAIL}": WRONG, ".aemlint.yaml": "exclude: ['/old/']\n"}
    write({**files, ".git/HEAD": ""})
    assert rules(check(MAIL, f"old/{MAIL}")) == rules(check()) == ["port/missing", "host/not-proxy"]


@pytest.mark.parametrize("path", ["docker/config/org.apache.karaf.shell.ssh.cfg", f"target/config/{NAME}"])
def test_what_a_whole_run_passes_over_is_passed_over(path: str, write: Any, check: Any) -> None:
    write({path: '{"smtp.password": "Harbor!Sample72"}' if "json" in path else "smtp.password = Harbor!Sample72\n"})
    (write({}) / ".git").mkdir()
    assert rules(check()) == rules(check(path)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [(".github/workflows/deploy.yml", WORKFLOW), ("deploy.sh", COMMAND), ("docs/setup.md", f"    {COMMAND}")],
)
def test_a_script_that_is_yet_to_be_saved_is_one(path: str, text: str, write: Any, check: Any) -> None:
    (write({}) / ".git").mkdir()
    assert rules(check(unsaved=text, path=path)) == ["secret/in-command"]
    write({path: text})
    assert rules(check(unsaved="", path=path)) == []


def test_settings_that_are_emptied_are_empty(write: Any, check: Any) -> None:
    write({MAIL: WRONG, ".aemlint.yaml": "rules: {host: off}\n"})
    assert rules(check(MAIL)) == ["port/missing"]
    assert "host/not-proxy" in rules(check(unsaved="", path=".aemlint.yaml"))


def test_a_rule_is_judged_as_it_is_typed(write: Any, check: Any) -> None:
    write({".aemlint.yaml": "rule-folders: [rules]\n", "rules/a.yaml": "title: x\ncheck: port_range\n"})
    ran = check(unsaved="titl: x\n", path="rules/a.yaml")
    assert [one["path"] for one in json.loads(ran.stdout)["findings"]] == ["rules/a.yaml"]
    assert "titl" in json.loads(ran.stdout)["findings"][0]["message"]


LONG = '{"smtp.host": "localhost",\n' + ('"p": "' + "x" * 1000 + '",\n') * 1100 + '"q": ""}\n'


def test_a_long_text_comes_back_whole_and_is_as_unreadable_as_on_disk(write: Any, check: Any, aemlint: Any) -> None:
    root = write({MAIL: LONG})
    for ran in (check(MAIL), check(unsaved=LONG)):
        assert (ran.returncode, rules(ran)) == (2, ["file/unreadable"])
    ran = aemlint("check", "--fix", "-", "--stdin-filename", MAIL, cwd=root, input=LONG.encode())
    assert (ran.returncode, ran.stdout) == (2, LONG.encode())
    shown = aemlint("show", "-", "--stdin-filename", MAIL, cwd=root, input=LONG.encode())
    assert shown.returncode == 2
    assert b"larger than 1 MiB" in shown.stderr


def test_more_than_anybody_types_is_no_text(monkeypatch: Any, capsys: Any, write: Any) -> None:
    import io
    import sys

    from aemlint import cli
    from aemlint.commands import asking

    monkeypatch.chdir(write({MAIL: WRONG}))
    monkeypatch.setattr(asking, "STDIN_LIMIT", 1 << 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
    assert cli.main(["check", "--fix", "-", "--stdin-filename", MAIL]) == 2
    assert capsys.readouterr() == ("", "aemlint: standard input is larger than 1 MiB\n")


@pytest.mark.parametrize("path", ["CHANGELOG.md", "deploy.sh", "ops/big.json"])
def test_what_is_too_large_for_what_it_might_be_is_said_and_fails_no_commit(path: str, check: Any, write: Any) -> None:
    write({path: "[" + "1,\n" * 400_000 + "1]", "a.md": "", ".git/HEAD": ""})
    assert b"larger" not in check("a.md").stderr
    ran = check(path)
    assert ran.returncode == 0
    assert f"not checked: file/unreadable ({path}: larger than ".encode() in ran.stderr


LATIN = WRONG.encode()[:-1] + b', "from.address": "\xff@acme.io"}'
NOT_ASKED = [("--select", "tls"), ("--ignore", "file,host,port,sender,auth"), ("--ignore", "file/unreadable")]


@pytest.mark.parametrize("arguments", NOT_ASKED)
@pytest.mark.parametrize("text", [LATIN, WRONG.encode()[:-1]])
def test_what_is_not_read_is_never_code_0(arguments: tuple[str, str], text: bytes, write: Any, check: Any) -> None:
    write({MAIL: text})
    ran = check("-q", *arguments)
    if text != LATIN and arguments[1] == "file/unreadable":
        assert ran.returncode == 1  # by file/syntax
    else:
        assert ran.returncode == 2
        assert ran.stderr.count(f"not read: {MAIL} (".encode()) == 1
    assert check("--fail-on", "never", *arguments).returncode == 0


def test_bytes_that_are_no_text_are_as_unreadable_as_too_many(write: Any, check: Any) -> None:
    write({MAIL: LATIN})
    ran = check("-q")
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert "file/unreadable" in rules(ran)


def test_what_a_baseline_has_of_it_does_not_count(write: Any, check: Any) -> None:
    write({MAIL: LATIN})
    assert check("--write-baseline", "b.json").returncode == 0
    assert check("--baseline", "b.json").returncode == 0


def test_rules_off_for_all_make_nothing_readable(write: Any, check: Any) -> None:
    write({MAIL: LATIN, ".aemlint.yaml": "rules: {file: off, host: off, port: off, sender: off}\n"})
    assert check().returncode == 2


FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'


def test_from_standard_input_only_that_file_is_mended(write: Any, aemlint: Any) -> None:
    host = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30499", "smtp.ssl": true}'
    root = write({".git/HEAD": "", MAIL: host, "cloudmanager/network.json": FORWARDS})
    way = ("--unsafe-fixes", "-", "--stdin-filename", "cloudmanager/network.json")
    ran = aemlint("check", *way, cwd=root, input=FORWARDS.encode())
    assert (ran.returncode, ran.stdout) == (1, FORWARDS.encode())
    assert b"port/not-forwarded" in ran.stderr
    assert aemlint("check", "--diff", *way, cwd=root, input=FORWARDS.encode()).stdout == b""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--write-baseline", "b.json", "--statistics"), 0),
        (("--fix", "-", "--stdin-filename", MAIL), 1),
        (("--diff",), 1),
    ],
)
def test_a_report_that_is_asked_for_is_written(arguments: Any, code: int, write: Any, aemlint: Any) -> None:
    root = write({MAIL: '{"smtp.host": "mail.acme.io"}'})
    ran = aemlint("check", "--format", "json=r.json", *arguments, cwd=root, input=b'{"smtp.host": "mail.acme.io"}')
    assert ran.returncode == code
    assert json.loads((root / "r.json").read_bytes())["findings"]
    assert ("statistics" in str(arguments)) == (b"1 host/not-proxy" in ran.stderr)


def test_settings_of_elsewhere_are_named_from_the_root(write: Any, check: Any) -> None:
    write({".git/HEAD": "", MAIL: WRONG, "ci/s.yaml": "rules: {prot: off}\n", "../s.yaml": "rules: {prot: off}\n"})
    for path in ("ci/s.yaml", "../s.yaml"):
        ran = check("--settings", path)
        assert next(one["path"] for one in json.loads(ran.stdout)["findings"]) in (path, f"../{path}")
    assert "host/not-proxy" in rules(check("ci/s.yaml", "--settings", "ci/s.yaml"))


def test_mistakes_of_a_rule_are_told_before_its_name_is_missed(write: Any, check: Any) -> None:
    write({".aemlint.yaml": "rule-folders: [rules]\n", "rules/a.yaml": "titl: x\n"})
    ran = check("--select", "own")
    assert (ran.returncode, rules(ran)) == (2, ["aemlint/settings"])


def test_a_byte_order_mark_is_no_part_of_what_git_ignores(write: Any, check: Any) -> None:
    write({MAIL: WRONG, ".gitignore": "\ufeffui.config/\n"})
    assert rules(check()) == []
