"""Fixes: what they change and what they leave alone. `fixed:` in the rules' examples shows each; here are the laws."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from test_rules import EXAMPLES

from aemlint import app, examples, rounds, writing
from aemlint.engine.rulebook import Rulebook
from aemlint.request import Request

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
WRONG = b'{\r\n\t"smtp.host" : "$[env:AEM_PROXY_HOST;default=localhost]" , // why\r\n\t"smtp.port": "30465"}'
RIGHT = WRONG.replace(b"localhost", b"proxy.tunnel")
FIXING = [one for one in EXAMPLES if one.values[1].get("fixed")]


def asked(root: Path, id: str, example: dict[str, Any], book: Rulebook) -> Request:
    request = Request(str(root))
    request.target = example.get("target") or book.rules[id].target[0]
    request.severity = "info"
    return request


def found(request: Request, book: Rulebook) -> Counter[tuple[str, str]]:
    report = app.check(request, book).report
    return Counter((one.rule, one.subject) for one in report.findings) if report is not None else Counter()


@pytest.mark.parametrize(("id", "example"), FIXING)
def test_after_a_fix_the_finding_is_gone_and_no_other_has_come(
    id: str, example: dict[str, Any], book: Rulebook, write: Any
) -> None:
    root = write(example["files"])
    request = asked(root, id, example, book)
    before = found(request, book)
    if book.rules[id].source is None:
        request.select = [id]
    result = rounds.repaired(request, book, unsafe=True)
    assert result.changes
    for change in result.changes:
        (root / change.path).write_bytes(change.bytes_after)
    request = asked(root, id, example, book)
    after = found(request, book)
    gained = {rule for rule, _ in after - before}
    # A mended value may be judged further: what it says now can be seen for the first time.
    assert not gained - set(example.get("uncovers", ())), f"{sorted(gained)} came with the fix"
    assert after != before


@pytest.mark.parametrize(("id", "example"), FIXING)
def test_fixing_twice_changes_nothing(id: str, example: dict[str, Any], book: Rulebook, write: Any) -> None:
    root = write(example["files"])
    request = asked(root, id, example, book)
    for change in rounds.repaired(request, book, unsafe=True).changes:
        (root / change.path).write_bytes(change.bytes_after)
    assert not rounds.repaired(asked(root, id, example, book), book, unsafe=True).changes


def test_only_the_edit_changes(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG})
    ran = aemlint("check", "--fix", cwd=root)
    assert (root / MAIL).read_bytes() == RIGHT
    assert b"1 fixed in 1 file" in ran.stderr


def test_a_difference_writes_nothing(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG})
    ran = aemlint("check", "--diff", cwd=root)
    assert (root / MAIL).read_bytes() == WRONG
    assert b"+\t" + RIGHT.split(b"\n")[1].strip() in ran.stdout
    assert ran.returncode == 1


def test_an_unsafe_fix_needs_to_be_asked_for(write: Any, aemlint: Any) -> None:
    text = b'{"smtp.host": "smtp.acme.io", "smtp.port": "30465"}'
    root = write({MAIL: text})
    assert aemlint("check", "--fix", cwd=root).returncode == 1
    assert (root / MAIL).read_bytes() == text
    aemlint("check", "--unsafe-fixes", cwd=root)
    assert b"AEM_PROXY_HOST" in (root / MAIL).read_bytes()


def test_a_secret_is_dots_in_a_difference(write: Any, aemlint: Any) -> None:
    host = b'"smtp.host": "$[env:AEM_PROXY_HOST;default=a]"'
    text = b'{\n  "smtp.password": "$[secret:MAIL;default=Harbor!Sample72]",\n  ' + host + b"\n}"
    ran = aemlint("check", "--diff", "--unsafe-fixes", cwd=write({MAIL: text}))
    assert b"smtp.password" in ran.stdout
    assert b"Harbor" not in ran.stdout + ran.stderr


def test_standard_input_comes_back_fixed(write: Any, aemlint: Any) -> None:
    root = write({MAIL: b"{}"})
    ran = aemlint("check", "-", "--stdin-filename", MAIL, "--fix", cwd=root, input=WRONG)
    assert ran.stdout == RIGHT
    assert (root / MAIL).read_bytes() == b"{}"


def test_mode_and_hard_facts_stay(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG})
    (root / MAIL).chmod(0o640)
    aemlint("check", "--fix", cwd=root)
    assert stat.S_IMODE((root / MAIL).stat().st_mode) == 0o640
    assert [path.name for path in (root / "config").iterdir()] == [Path(MAIL).name]


def test_a_link_is_left_alone(write: Any, aemlint: Any) -> None:
    root = write({"other/file.json": WRONG})
    (root / "config").mkdir()
    (root / MAIL).symlink_to("../other/file.json")
    ran = aemlint("check", "--fix", cwd=root)
    assert b"left alone" in ran.stderr
    assert b"fixed 0 of 1 file\n" in ran.stderr
    assert b"host/wrong-default" in ran.stdout  # which is there still
    assert ran.returncode == 2
    assert (root / "other/file.json").read_bytes() == WRONG


def test_a_file_with_two_names_is_left_alone(write: Any, aemlint: Any) -> None:
    root = write({MAIL: WRONG})
    os.link(root / MAIL, root / "second")
    ran = aemlint("check", "--fix", cwd=root)
    assert b"hard links" in ran.stderr
    assert (root / "second").read_bytes() == WRONG


def test_a_file_that_does_not_parse_is_left_alone(write: Any, aemlint: Any) -> None:
    text = WRONG[:-1] + b",}"
    root = write({MAIL: text})
    aemlint("check", "--fix", "--unsafe-fixes", cwd=root)
    assert (root / MAIL).read_bytes() == text


def replaced(root: Path, old: bytes, new: bytes) -> str | None:
    return writing.replace(str(root / "file"), old, new)


def test_replacing_needs_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"changed meanwhile")
    assert replaced(tmp_path, b"old", b"new") == "it has changed meanwhile"
    assert (tmp_path / "file").read_bytes() == b"changed meanwhile"
    assert replaced(tmp_path, b"changed meanwhile", b"new") is None
    assert (tmp_path / "file").read_bytes() == b"new"


def test_replacing_a_vanished_file(tmp_path: Path) -> None:
    assert replaced(tmp_path, b"old", b"new") == "it has vanished"
    assert not list(tmp_path.iterdir())


def test_a_name_that_a_killed_process_left_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / ".file.aemlint.part").write_bytes(b"half")
    assert replaced(tmp_path, b"old", b"new") is None
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not writing.LOCKS, reason="this system has no file locks")
def test_two_runs_at_once_do_not_meet(tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "file").write_bytes(b"old")
    with open(tmp_path / ".file.aemlint.part", "wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert replaced(tmp_path, b"old", b"new") == "another run is changing it"
    assert (tmp_path / "file").read_bytes() == b"old"


def test_overlapping_edits_wait_for_the_next_round(write: Any, book: Rulebook) -> None:
    """ssl with starttls and with requiretls: two fixes, one file, no edit lost."""
    text = '{"smtp.port": "30465", "smtp.ssl": true, "smtp.starttls": true, "smtp.requiretls": true}'
    request = asked(write({MAIL: text}), "host/wrong-default", {}, book)
    request.select = ["tls"]
    result = rounds.repaired(request, book, unsafe=False)
    assert [change.after for change in result.changes] == [
        '{"smtp.port": "30465", "smtp.ssl": true, "smtp.starttls": false, "smtp.requiretls": false}'
    ]


def test_the_examples_module_gives_bytes_again() -> None:
    assert examples.content({"base64": "AP8="}) == b"\0\xff"
