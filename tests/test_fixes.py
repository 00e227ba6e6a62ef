"""Fixes: what they change and what they leave alone. `fixed:` in the rules' examples shows each; here are the laws."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import report_sample as sample
from test_rules import EXAMPLES

from aemlint import app, examples, fix, masking, rounds, writing
from aemlint.engine.rulebook import Rulebook
from aemlint.findings import Finding, Fix
from aemlint.hit import Edit
from aemlint.report import diff
from aemlint.request import Request
from aemlint.source import Place, Source, Span

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


ONE, OTHER = Source("one", "0123456789"), Source("other", "0123456789")


def mended(*spans: tuple[int, int], safe: bool = True, source: Source = ONE) -> Finding:
    """A finding whose fix writes `x` in place of each span."""
    found = sample.finding("property/split", source, "0", "m", "")
    found.fix = Fix("t", safe, tuple(Edit(Place(source, Span(start, end)), "x") for start, end in spans))
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2, 4), (4, 6)),
        ((4, 6), (2, 4)),
        ((0, 1), (8, 9)),
        ((8, 9), (0, 1)),
        ((2, 4), (4, 4)),  # what is put in behind it
        ((4, 4), (2, 4)),
    ],
)
def test_fixes_side_by_side_go_together(first: tuple[int, int], second: tuple[int, int]) -> None:
    both = [mended(first), mended(second)]
    assert fix.chosen(both, unsafe=False) == [one.fix for one in both]


@pytest.mark.parametrize(
    ("first", "second"),
    [((2, 4), (3, 6)), ((3, 6), (2, 4)), ((2, 4), (2, 4)), ((3, 3), (2, 4)), ((2, 4), (3, 3)), ((3, 3), (3, 3)),
     ((3, 3), (3, 5)), ((3, 5), (3, 3)), ((1, 9), (4, 5)), ((4, 5), (1, 9)), ((3, 4), (2, 4)), ((2, 4), (3, 4))],
)  # fmt: skip
def test_of_fixes_that_touch_the_first_goes_first(first: tuple[int, int], second: tuple[int, int]) -> None:
    both = [mended(first), mended(second)]
    assert fix.chosen(both, unsafe=False) == [both[0].fix]


def test_a_fix_waits_whole_and_keeps_no_other_from_its_turn() -> None:
    first, touching, next = mended((2, 4)), mended((7, 8), (3, 5)), mended((7, 9))
    assert fix.chosen([first, touching, next], unsafe=False) == [first.fix, next.fix]
    # The same place of another file is another place.
    elsewhere = mended((2, 4), source=OTHER)
    assert fix.chosen([first, elsewhere], unsafe=False) == [first.fix, elsewhere.fix]
    edited = [(source.path, text) for source, text in fix.texts(fix.chosen([first, next, elsewhere], unsafe=False))]
    assert edited == [("one", "01x456x9"), ("other", "01x456789")]


def test_behind_what_is_not_fixed_something_may_be() -> None:
    without, unsafe, safe = mended(), mended((0, 1), safe=False), mended((2, 3))
    without.fix = None
    assert fix.chosen([without, unsafe, safe], unsafe=False) == [safe.fix]
    assert fix.chosen([without, unsafe, safe], unsafe=True) == [unsafe.fix, safe.fix]


def test_a_change_is_in_the_bytes_of_its_file() -> None:
    change = fix.Change("a.xml", "ä", "ö", "latin-1")
    assert (change.bytes_before, change.bytes_after) == (b"\xe4", b"\xf6")


OAUTH = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
LATIN = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" '
    'xmlns:sling="http://sling.apache.org/jcr/sling/1.0" jcr:primaryType="sling:OsgiConfig" '
    'scopes="openid,{}"/>\n'
)


@pytest.mark.parametrize(
    ("path", "text", "number"),
    [
        (f"config/{OAUTH}.config", 'scopes="openid,\\ offline_access\\uD800x"\n', 1),
        (f"config/{OAUTH}.config", 'scopes="openid,\\ offline_access\\uD83D\\uDE00x"\n', 1),
        (f"jcr_root/apps/acme/config/{OAUTH}.xml", LATIN.format("a&#8364;"), 0),
        (f"jcr_root/apps/acme/config/{OAUTH}.xml", LATIN.format("a&#228;"), 1),
    ],
)
def test_what_a_files_encoding_cannot_hold_is_not_written(
    path: str, text: str, number: int, write: Any, book: Rulebook
) -> None:
    root = write({path: text.encode()})
    result = rounds.repaired(asked(root, "oauth/scopes-in-one", {"target": "cloud"}, book), book, unsafe=True)
    assert result.first.report is not None
    assert any(one.fix is not None for one in result.first.report.findings) == bool(number)
    assert (len(result.changes), result.last.code == 2) == (number, False)
    for change in result.changes:
        assert change.bytes_after.decode(change.encoding) == change.after != change.before


@pytest.mark.parametrize(
    ("end", "number"),
    [(b"}", 1), (b"} // wh\xff", 0), (b",,}", 0), (b",,} // wh\xff", 0)],
    ids=["whole", "with bytes that are no text", "that does not parse", "both"],
)
def test_only_a_file_that_was_read_to_the_end_is_fixed(end: bytes, number: int, write: Any, book: Rulebook) -> None:
    """Written again, what was not read would not be what it was."""
    request = asked(write({MAIL: b'{"smtp.password": "$[env:MAIL]"' + end}), "secret/from-env", {}, book)
    result = rounds.repaired(request, book, unsafe=True)
    assert result.first.report is not None
    found = [one.fix is not None for one in result.first.report.findings if one.rule == "secret/from-env"]
    assert found == [bool(number)]
    assert (len(result.changes), result.fixed) == (number, number)


def test_the_rules_that_fix_are_those_of_the_book(write: Any, book: Rulebook) -> None:
    root = write({MAIL: WRONG})
    for rules, number in (({}, 0), ({"host/wrong-default": book.rules["host/wrong-default"]}, 1), (book.rules, 1)):
        result = rounds.repaired(Request(str(root)), Rulebook(rules, book.tables, book.all_words()), unsafe=True)
        assert result.fixed == number
    assert rounds.repaired(Request(str(root)), unsafe=True).fixed == 1


def test_a_secret_is_dots_before_and_after(write: Any, book: Rulebook) -> None:
    """In a line that a fix changes it stands twice."""
    text = b'{"smtp.password": "Harbor!Sample72", "smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]"}'
    result = rounds.repaired(asked(write({MAIL: text}), "host/wrong-default", {}, book), book, unsafe=False)
    shown = diff.text(result.changes)
    assert shown.count("smtp.password") == shown.count(diff.DOTS) == 2
    assert "default=proxy.tunnel" in shown
    assert "Harbor" not in shown


def test_dots_stand_once_for_what_is_covered_twice_and_keep_the_line_ends() -> None:
    assert diff.covered("abcdefgh", [(0, 4), (2, 4), (1, 2), (5, 6)]) == f"{diff.DOTS}e{diff.DOTS}gh"
    assert diff.covered("abcdefgh", [(3, 6), (1, 4)]) == f"a{diff.DOTS}{diff.DOTS}gh"
    assert diff.covered("aX\r\nY\nd", [(1, 6)]) == f"a{diff.DOTS}\r\n\nd"
    assert diff.covered("abc", []) == "abc"


def test_a_difference_is_one_that_patch_takes() -> None:
    """Line ends and tabs stay; what could paint a terminal does not."""
    change = fix.Change("a\x1b", "1\r\n\t2\x1b\n3\rX\r\n4", "1\r\n\t5\x1b\n3\rX\r\n4", "utf-8")
    same = " 3\\rX\r\n 4\n\\ No newline at end of file\n"
    assert diff.text([change]) == (f"--- a/a\\x1b\n+++ b/a\\x1b\n@@ -1,4 +1,4 @@\n 1\r\n-\t2\\x1b\n+\t5\\x1b\n{same}")


def test_a_text_afterwards_that_cannot_be_masked_is_dots_and_said(write: Any, book: Rulebook, monkeypatch: Any) -> None:
    real = masking._of_configuration

    def breaks(configuration: Any, *more: Any) -> Any:
        if "proxy.tunnel" in configuration.document.source.text:
            raise RuntimeError("secret words")
        return real(configuration, *more)

    monkeypatch.setattr(masking, "_of_configuration", breaks)
    request = asked(write({MAIL: WRONG}), "host/wrong-default", {}, book)
    request.select = ["host/wrong-default"]
    result = rounds.repaired(request, book, unsafe=False)
    assert (result.first.code, result.last.code) == (1, 2)
    assert [failure.what for failure in result.last.failures] == [MAIL]
    assert "proxy.tunnel" not in diff.text(result.changes)


def test_the_examples_module_gives_bytes_again() -> None:
    assert examples.content({"base64": "AP8="}) == b"\0\xff"
