"""Names of nodes and of their PIDs, sign by sign: what AEM 6.5 and what the cloud make of a file's name."""

from __future__ import annotations

import pytest

from aemlint.model.pid import classic_pid, cloud_pid, is_configuration_name, node_name, without_ending

UUID = "0a1b2c3d-1111-2222-3333-0123456789ab"


@pytest.mark.parametrize(
    ("name", "classic", "cloud"),
    [
        ("a.B", ("a.B", None, None), ("a.B", None, None)),
        ("a.B~c", ("a.B~c", "a.B", "c"), ("a.B~c", "a.B", "c")),
        ("a.B-c", ("a.B~c", "a.B", "c"), ("a.B~c", "a.B", "c")),
        ("a.B-c~d", ("a.B-c~d", "a.B-c", "d"), ("a.B-c~d", "a.B-c", "d")),
        ("a.B~c-d~e", ("a.B~c-d~e", "a.B", "c-d~e"), ("a.B~c-d~e", "a.B", "c-d~e")),
        ("~a", ("~a", None, None), ("~a", None, None)),
        ("-a", ("-a", None, None), ("~a", None, None)),
        ("~a-b", ("~a-b", None, None), ("~a-b", None, None)),
        ("a~", ("a~", "a", ""), ("a~", "a", "")),
        ("", ("", None, None), ("", None, None)),
        (f"a.{UUID}", (f"a~{UUID}", "a", UUID), (f"a.{UUID.replace('-', '~', 1)}", "a.0a1b2c3d", UUID[9:])),
        (f"a-{UUID}", (f"a~{UUID}", "a", UUID), (f"a~{UUID}", "a", UUID)),
    ],
)
def test_a_name_and_its_pid(name: str, classic: tuple[str, str, str], cloud: tuple[str, str, str]) -> None:
    for found, wanted in ((classic_pid(name), classic), (cloud_pid(name), cloud)):
        assert (found.name, found.factory, found.instance) == wanted


@pytest.mark.parametrize(
    "odd",
    [
        f".{UUID}",
        f"a.{UUID.upper()}",
        f"a.{UUID[:-1]}",
        f"a.{UUID}0",
        f"a.{UUID.replace('a', 'g')}",
        "a.0a1b2c3d1-111-2222-3333-0123456789ab",
    ],
)
def test_what_is_no_identifier_of_felix(odd: str) -> None:
    assert classic_pid(odd).instance != odd.partition(".")[2]


def test_a_backslash_parts_folders() -> None:
    assert classic_pid("a\\b\\c.D~e.config").name == "c.D~e"
    assert classic_pid("a/b/c.D.cfg.json").name == "c.D"


@pytest.mark.parametrize(
    ("name", "without"),
    [
        *(("a.cfg.json", "a"), ("a.config", "a"), ("a.properties", "a"), ("a.cfg", "a"), ("a.cfg.cfg", "a.cfg")),
        *(("a.json", "a.json"), ("a.xml", "a.xml"), ("cfg", "cfg"), (".config", "")),
    ],
)
def test_endings_are_cut_off(name: str, without: str) -> None:
    assert without_ending(name) == without
    assert is_configuration_name(name) is (name != without)


@pytest.mark.parametrize(
    ("file", "node"),
    [
        *(("a", "a"), ("%41", "A"), ("%61%62", "ab"), ("a%2fb%2Fc", "a/b/c"), ("%", "%"), ("%4", "%4"), ("a%", "a%")),
        *(("%zz", "\uffef"), ("%4z", "?"), ("%z4", "\ufff4"), ("b%41%", "bA%")),
        *(("_a_b", "a:b"), ("__a", "_a"), ("___a", "__a"), ("_a", "_a"), ("_", "_"), ("__", "_"), ("_a_", "a:")),
        *(("a_b_c", "a_b_c"), ("_ab_c_d", "ab:c_d"), ("%5fa_b", "a:b")),
    ],
)
def test_a_node_is_called_as_filevault_decodes_it(file: str, node: str) -> None:
    assert node_name(file) == node
