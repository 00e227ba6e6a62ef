"""What a file's name addresses, on either platform: small tables, and the recorded cases where they are at hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import SHARED

from aemlint.engine.rulebook import Rulebook
from aemlint.model.pid import Pid, is_configuration, looks_like_pid, node_name, pid_of
from aemlint.model.run_modes import folder_of

UUID = "0a1b2c3d-1111-2222-3333-0123456789ab"


@pytest.mark.parametrize(
    ("path", "name", "factory"),
    [
        ("config/com.acme.Mailer.cfg.json", "com.acme.Mailer", None),
        ("config/com.acme.Mailer.config", "com.acme.Mailer", None),
        ("config/com.acme.Mailer.cfg", "com.acme.Mailer", None),
        ("config/com.acme.Mailer.properties", "com.acme.Mailer", None),
        ("config/com.acme.Mailer.xml", "com.acme.Mailer", None),
        ("config/com.acme.Queue~mail.cfg.json", "com.acme.Queue~mail", "com.acme.Queue"),
        ("config/com.acme.Queue-mail.config", "com.acme.Queue~mail", "com.acme.Queue"),
        ("config/com.acme.Queue-a-b.cfg.json", "com.acme.Queue~a-b", "com.acme.Queue"),
        ("config/com.ac-me.Queue~mail.cfg.json", "com.ac-me.Queue~mail", "com.ac-me.Queue"),
        ("config/com.ac-me.Mailer.cfg.json", "com.ac~me.Mailer", "com.ac"),  # a dash in the package: nobody's PID
        ("config/com.acme.Mailer - Copy.cfg.json", "com.acme.Mailer ~ Copy", "com.acme.Mailer "),
        ("config/com.acme.Mailer.cfg.json.cfg.json", "com.acme.Mailer.cfg.json", None),
        ("config/com.acme.Queue~.cfg.json", "com.acme.Queue~", "com.acme.Queue"),
    ],
)
@pytest.mark.parametrize("target", ["cloud", "6.5"])
def test_both_platforms_read_the_same_name(path: str, name: str, factory: str | None, target: str) -> None:
    pid = pid_of(path, target)
    assert (pid.name, pid.factory, pid.addressed) == (name, factory, factory or name)


@pytest.mark.parametrize(
    ("path", "cloud", "classic"),
    [
        # The installer cuts `.config` off a node's name too; the converter takes the file's name as it is.
        ("config/com.acme.Mailer.config.xml", "com.acme.Mailer.config", "com.acme.Mailer"),
        ("config/com.acme.Mailer/.content.xml", ".content", "com.acme.Mailer"),
        ("config/com.acme.Queue%7email.cfg.json", "com.acme.Queue%7email", "com.acme.Queue~mail"),
        (
            f"config/com.acme.Queue.{UUID}.config",
            f"com.acme.Queue.{UUID.replace('-', '~', 1)}",
            f"com.acme.Queue~{UUID}",
        ),
        ("config/-mail.cfg.json", "~mail", "-mail"),
        ("config/__acme.Mailer.cfg.json", "__acme.Mailer", "_acme.Mailer"),
    ],
)
def test_the_platforms_read_some_names_differently(path: str, cloud: str, classic: str) -> None:
    assert pid_of(path, "cloud").name == cloud
    assert pid_of(path, "6.5").name == classic


@pytest.mark.parametrize(
    ("file", "node"),
    [
        ("a%20b", "a b"),
        ("a%c3%bc", "aÃ¼"),  # each is one character, not one byte of UTF-8
        ("_jcr_content", "jcr:content"),
        ("__jcr", "_jcr"),
        ("_", "_"),
        ("_x", "_x"),
        ("100%", "100%"),
        ("100%4", "100%4"),
    ],
)
def test_a_package_import_decodes_file_names(file: str, node: str) -> None:
    assert node_name(file) == node


def test_pids_compare_by_name() -> None:
    assert Pid("a~b", "a") == Pid("a~b")
    assert Pid("a") != Pid("A")
    assert len({Pid("a"), Pid("a"), Pid("b")}) == 2
    assert str(Pid("a~b", "a")) == "a~b"


@pytest.mark.parametrize(
    ("path", "cloud", "classic"),
    [
        ("config/com.acme.Mailer.cfg.json", True, True),
        ("config/com.acme.Mailer.CFG.JSON", False, False),
        ("config/com.acme.Mailer.json", False, False),
        ("config/com.acme.Mailer.conf", False, False),
        ("config/com.acme.Mailer.cfg.json.bak", False, False),
        ("config/com.acme.Mailer.xml", True, True),  # its content decides
        ("config/com.acme.Mailer.config.dir/.content.xml", False, True),
        ("config/com.acme.Queue~100%.cfg.json", True, False),  # `%.c` is an escape, and takes the ending with it
    ],
)
def test_a_name_tells_whether_a_file_is_a_configuration(path: str, cloud: bool, classic: bool) -> None:
    assert (is_configuration(path, "cloud"), is_configuration(path, "6.5")) == (cloud, classic)


@pytest.mark.parametrize(
    ("name", "is_pid"),
    [
        ("com.acme.Mailer", True),
        ("com.acme.Queue~mail", True),
        ("com.acme.Queue-mail", True),
        ("com.acme.Outer$Inner", True),
        ("messages.de", False),
        ("jquery.min.3", False),
        ("a..b", False),
        ("my file.old.version", False),
        ("", False),
    ],
)
def test_a_pid_is_told_from_other_names(name: str, is_pid: bool) -> None:
    assert looks_like_pid(name) is is_pid


def test_the_names_that_are_guarded_against_slips_are_right_themselves(book: Rulebook) -> None:
    arguments = book.rules["file/wrong-pid"].arguments
    assert {*arguments["pids"], *arguments["singletons"]} <= set(book.tables)
    assert not any(book.tables[pid]["factory"] for pid in arguments["singletons"])
    same = book.rules["file/legacy-format"].arguments
    assert {name: same[name] for name in arguments} == arguments


def cases() -> list[Any]:
    path = SHARED / "vectors" / "pid.jsonl"
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
    absent = [pytest.param({}, marks=pytest.mark.skip(reason="the recorded cases are not at hand"))]
    return [pytest.param(case, id=case["id"]) for case in found] or absent


@pytest.mark.parametrize("case", cases())
def test_names_agree_with_the_recorded_readers(case: dict[str, Any]) -> None:
    if case["class"].startswith("cloud-"):
        agrees_with_converter(case["input"], case)
        return
    (cloud,) = (outcome for reader, outcome in case["variants"].items() if reader.startswith("cpconverter"))
    agrees_with_converter(case["input"], cloud)
    agrees_with_installer(case["input"], case["form"], case["value"])


def agrees_with_converter(path: str, outcome: dict[str, Any]) -> None:
    folder = folder_of(path[1:], "cloud")
    if not outcome["ok"]:
        assert folder.kind == "install"
        return
    wanted = outcome["value"]
    if outcome["value"].get("status") == "regular-resource":  # a name of one, and the content of none
        return
    read = is_configuration(path, "cloud") and folder.kind in ("config", "catch-all")
    assert read is wanted["config"]
    if read:
        assert (pid_of(path, "cloud").name, folder.spec or None) == (wanted["pid"], wanted["runMode"])


def agrees_with_installer(path: str, form: str, wanted: dict[str, Any]) -> None:
    if form != "nt:file" and not path.endswith(".xml"):  # a node has no file of its own name
        path += "/.content.xml"
    elif form == "nt:file" and path.endswith(".xml"):
        assert not wanted["config"]
        return
    assert is_configuration(path, "6.5") is wanted["config"]
    if wanted["config"]:
        pid = pid_of(path, "6.5")
        assert (pid.name, pid.factory, pid.instance) == (wanted["pid"], wanted["factoryPid"], wanted["name"])
