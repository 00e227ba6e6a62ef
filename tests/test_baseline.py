"""The baseline, and the fingerprints it is made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
HOST = '"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]"'
PORT = '"smtp.port": "465"'
FIRST = f"{{\n  {HOST}\n}}\n"
BOTH = f"{{\n  {HOST},\n  {PORT}\n}}\n"


def test_what_is_written_does_not_count(write: Any, aemlint: Any) -> None:
    root = write({MAIL: BOTH})
    ran = aemlint("check", "--write-baseline", "known.json", cwd=root)
    assert ran.returncode == 0
    entries = json.loads((root / "known.json").read_text("utf-8"))["findings"]
    again = aemlint("check", "--baseline", "known.json", "--format", "json", cwd=root)
    report = json.loads(again.stdout)
    assert (again.returncode, report["findings"]) == (0, [])
    assert report["summary"]["baselined"] == len(entries) >= 2


def test_the_settings_name_it_too(write: Any, aemlint: Any) -> None:
    root = write({MAIL: FIRST, ".aemlint.yaml": "baseline: known.json\n"})
    assert aemlint("check", cwd=root).returncode == 2  # it is not there yet
    assert aemlint("check", "--write-baseline", "known.json", cwd=root).returncode == 0
    assert aemlint("check", cwd=root).returncode == 0


def lines(root: Path) -> set[str]:
    return {line.rstrip(",") for line in (root / "known.json").read_text("utf-8").split("\n")}


def test_writing_again_takes_out_only(write: Any, aemlint: Any) -> None:
    root = write({MAIL: FIRST})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    before = lines(root)
    write({MAIL: BOTH})
    ran = aemlint("check", "--write-baseline", "known.json", cwd=root)
    assert lines(root) <= before
    assert b"not taken in" in ran.stderr
    aemlint("check", "--write-baseline", "known.json", "--accept-new", cwd=root)
    assert "port/out-of-range" in (root / "known.json").read_text("utf-8")
    write({MAIL: "{}"})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    left = json.loads((root / "known.json").read_text("utf-8"))["findings"]
    assert not any(
        entry["subject"].endswith(("smtp.host", "smtp.port")) and "default" in entry["rule"] for entry in left
    )


def test_what_cannot_be_read_keeps_its_entries(write: Any, aemlint: Any) -> None:
    other = MAIL.replace("config/", "config.author/")
    root = write({MAIL: BOTH, other: FIRST})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    before = lines(root)
    (root / MAIL).unlink()
    (root / MAIL).mkdir()
    ran = aemlint("check", "--write-baseline", "known.json", cwd=root)
    assert ran.returncode == 2
    assert b"not read: " + MAIL.encode() in ran.stderr
    assert {line for line in before if MAIL in line} <= lines(root)
    (root / MAIL).rmdir()
    assert aemlint("check", "--write-baseline", "known.json", cwd=root).returncode == 0
    assert not {line for line in before if MAIL in line and "host/wrong-default" in line} & lines(root)


def test_entries_that_no_longer_exist_are_named(write: Any, aemlint: Any) -> None:
    root = write({MAIL: BOTH})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    write({MAIL: f"{{{PORT}}}"})
    ran = aemlint("check", "--baseline", "known.json", cwd=root)
    assert b"host/wrong-default" in ran.stderr
    assert b"no longer exist" in ran.stderr


def test_a_run_over_some_files_keeps_the_others_entries(write: Any, aemlint: Any) -> None:
    other = MAIL.replace("config/", "config.dev/")
    root = write({MAIL: FIRST, other: FIRST})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    before = (root / "known.json").read_bytes()
    aemlint("check", other, "--write-baseline", "known.json", cwd=root)
    assert (root / "known.json").read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_what_is_no_baseline_is_said(text: str, write: Any, aemlint: Any) -> None:
    root = write({MAIL: FIRST, "known.json": text})
    for option in ("--baseline", "--write-baseline"):
        ran = aemlint("check", option, "known.json", cwd=root)
        assert ran.returncode == 2
        assert b"this is no baseline of aemlint; name another file, or delete this one" in ran.stderr
        assert (root / "known.json").read_text("utf-8") == text


def test_it_is_sorted_and_holds_no_lines_times_or_counts(write: Any, aemlint: Any) -> None:
    root = write({MAIL: BOTH, MAIL.replace("config/", "config.dev/"): BOTH})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    text = (root / "known.json").read_text("utf-8")
    entries = json.loads(text)["findings"]
    assert [set(entry) for entry in entries] == [{"rule", "path", "subject", "fingerprint"}] * len(entries)
    assert entries == sorted(entries, key=lambda one: (one["path"], one["rule"], one["subject"], one["fingerprint"]))
    assert text.count("\n") == len(entries) + 5


FORMS = [
    BOTH,
    f"{{{HOST},{PORT}}}",
    f"\n\n\n{{\n\t{PORT},\n\n\t{HOST}\n}}",
    f"// a comment\n{{ /* another */ {PORT}, // and more\r\n {HOST} }}\r\n",
    BOTH.replace('"smtp.port"', '"smtp\\u002eport"').replace("localhost", "local\\u0068ost"),
]


@pytest.mark.parametrize("form", FORMS[1:])
def test_fingerprints_survive_moving_and_reformatting(form: str, write: Any, aemlint: Any) -> None:
    def fingerprints(text: str) -> set[str]:
        root = write({MAIL: text})
        report = json.loads(aemlint("check", "--severity", "info", "--format", "json", cwd=root).stdout)
        return {finding["fingerprint"] for finding in report["findings"]}

    assert fingerprints(BOTH) == fingerprints(form)


def test_a_changed_value_is_a_new_finding(write: Any, aemlint: Any) -> None:
    root = write({MAIL: FIRST})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    write({MAIL: FIRST.replace("localhost", "mailhost")})
    assert aemlint("check", "--baseline", "known.json", cwd=root).returncode == 1


NETWORK = {"cloudmanager/network.json": '{"portForwards": [{"name": "a.acme.io", "portDest": 465, "portOrig": 30465}]}'}
UNFORWARDED = BOTH.replace('"465"', '"30999"')
SUPPRESSED = "// aemlint: ignore[port/not-forwarded]\n" + FIRST
OFTEN = {MAIL: UNFORWARDED, MAIL.replace("config/", "config.author/"): SUPPRESSED, **NETWORK}


@pytest.fixture
def known(write: Any, aemlint: Any) -> Path:
    """A repository in which everything found is in known.json."""
    root: Path = write(OFTEN)
    (root / ".git").mkdir()
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    found = (root / "known.json").read_text("utf-8")
    assert all(rule in found for rule in ("port/not-forwarded", "host/wrong-default", "aemlint/unused-suppression"))
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("--select", "tls"),
        ("--ignore", "tls,port"),
        ("--target", "6.5"),
        ("--severity", "error", "--fail-on", "error"),
    ],
    ids=" ".join,
)
def test_what_a_run_does_not_judge_stays(arguments: tuple[str, ...], known: Path, aemlint: Any) -> None:
    before = lines(known)
    ran = aemlint("check", *arguments, "--baseline", "known.json", cwd=known)
    assert b"no longer" not in ran.stderr
    assert aemlint("check", *arguments, "--write-baseline", "known.json", cwd=known).returncode == 0
    assert lines(known) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("cloudmanager/network.json", "{}"),
        (".aemlint.yaml", "rules: {host: off, port: off}\n"),
        (".aemlint.yaml", "as-of: '0.0'\n"),
        (MAIL, UNFORWARDED[:-4]),
    ],
    ids=["no networking file", "off", "as-of", "does not parse"],
)
def test_nor_does_one_lose_what_it_cannot_judge(path: str, text: str, known: Path, write: Any, aemlint: Any) -> None:
    before = lines(known)
    write({path: text}, known)
    ran = aemlint("check", "--baseline", "known.json", cwd=known)
    assert b"no longer" not in ran.stderr
    aemlint("check", "--write-baseline", "known.json", cwd=known)
    assert lines(known) >= before


def test_a_rule_that_there_is_no_more_has_no_entries(known: Path, write: Any, aemlint: Any) -> None:
    entry = {"rule": "own/relay", "path": MAIL, "subject": "s", "fingerprint": "f"}
    text = json.dumps({"version": 1, "findings": [entry]})
    for arguments, left in ((("--isolated",), True), (("--select", "host"), True), ((), False)):
        write({"known.json": text}, known)
        aemlint("check", *arguments, "--write-baseline", "known.json", cwd=known)
        assert ("own/relay" in (known / "known.json").read_text("utf-8")) is left


def test_a_narrow_run_takes_out_what_it_judged(known: Path, write: Any, aemlint: Any) -> None:
    before = lines(known)
    write({MAIL: "{}", MAIL.replace("config/", "config.author/"): "{}"}, known)
    aemlint("check", "--select", "host", "--write-baseline", "known.json", cwd=known)
    assert {line for line in before if '"host/' not in line} == lines(known)


def test_a_mistake_in_the_settings_is_no_entry(write: Any, aemlint: Any) -> None:
    root = write({MAIL: FIRST, ".aemlint.yaml": "taget: cloud\n"})
    aemlint("check", "--write-baseline", "known.json", cwd=root)
    entries = json.loads((root / "known.json").read_text("utf-8"))["findings"]
    assert {entry["rule"] for entry in entries} >= {"host/wrong-default"}
    assert "aemlint/settings" not in {entry["rule"] for entry in entries}
