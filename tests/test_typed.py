"""What a `.cfg.json` property is, by its value and by the type behind its name: as AEM's reader has it."""

from __future__ import annotations

from typing import Any

import pytest
from reading import plain, read

ROWS: list[tuple[str, str, Any]] = [
    ("", "5", ("Long", 5)),
    ("", "5.5", ("Double", 5.5)),
    ("", "1e400", ("Double", "Infinity")),
    ("", "-1e400", ("Double", "-Infinity")),
    ("", "12345678901234567890", ("Long", -6101065172474983726)),
    ("", "[1, 2]", ("Long[]", [("Long", 1), ("Long", 2)])),
    ("", "[1, 2.5]", ("Double[]", [("Double", 1.0), ("Double", 2.5)])),
    ("", '["b"]', ("String[]", [("String", "b")])),
    ("", "[true, false]", ("Boolean[]", [("Boolean", True), ("Boolean", False)])),
    ("", '[1, "b"]', ("String", '[1,"b"]')),
    ("", "[]", ("String[]", [])),
    ("", "[[1]]", ("String", "[[1]]")),
    ("", '{"b": [1, 2.50, null, "c\\"d"], "b": [true]}', ("String", '{"b":[true]}')),
    ("", '{"b": [1, 2.50, null, "c\\"d"]}', ("String", '{"b":[1,2.50,null,"c\\"d"]}')),
    ("", '[{"b": 1}, {}]', ("String[]", [("String", '{"b":1}'), ("String", "{}")])),
    (":Integer", "5", ("Integer", 5)),
    (":Integer", '"5"', ("Integer", 5)),
    (":Integer", "2147483647", ("Integer", 2147483647)),
    (":Integer", "2147483648", ("Integer", -2147483648)),
    (":Integer", "1e10", ("Integer", 2147483647)),
    (":Integer", "-1e10", ("Integer", -2147483648)),
    (":Integer", "2147483646.5", ("Integer", 2147483646)),
    (":Integer", "1.9", ("Integer", 1)),
    (":Integer", "-1.9", ("Integer", -1)),
    (":Integer", "true", ("Integer", 1)),
    (":Integer", "false", ("Integer", 0)),
    (":Long", "1.5e19", ("Long", 9223372036854775807)),
    (":Long", "-1.5e19", ("Long", -9223372036854775808)),
    (":Byte", "127", ("Byte", 127)),
    (":Byte", "300", ("Byte", 44)),
    (":Byte", "-129", ("Byte", 127)),
    (":Short", "32768", ("Short", -32768)),
    (":Float", "0.1", ("Float", 0.1)),
    (":Float", "1e39", ("Float", "Infinity")),
    (":Float", "-1e39", ("Float", "-Infinity")),
    (":Float", '"NaN"', ("Float", "NaN")),
    (":Float", '"Infinity"', ("Float", "Infinity")),
    (":Float", "16777217", ("Float", 16777216.0)),
    (":Float", "5", ("Float", 5.0)),
    (":Float", "3.3333333333", ("Float", 3.3333333)),
    (":Float", '"0x1p3"', ("Float", 8.0)),
    (":Double", '"1.5f"', ("Double", 1.5)),
    (":Double", '"NaN"', ("Double", "NaN")),
    (":Double", '"-Infinity"', ("Double", "-Infinity")),
    (":Double", "true", ("Double", 1.0)),
    (":Double", "false", ("Double", 0.0)),
    (":String", "1e7", ("String", "1.0E7")),
    (":String", "9999999.5", ("String", "9999999.5")),
    (":String", "0.001", ("String", "0.001")),
    (":String", "0.0001", ("String", "1.0E-4")),
    (":String", "-1.5e-5", ("String", "-1.5E-5")),
    (":String", "-123456789.5", ("String", "-1.234567895E8")),
    (":String", "1.0E16", ("String", "1.0E16")),
    (":String", "2.0E20", ("String", "2.0E20")),
    (":String", "1.25E20", ("String", "1.25E20")),
    (":String", "7", ("String", "7")),
    (":String", "true", ("String", "true")),
    (":String", "false", ("String", "false")),
    (":Boolean", "1", ("Boolean", True)),
    (":Boolean", "0", ("Boolean", False)),
    (":Boolean", "0.5", ("Boolean", False)),
    (":Boolean", '"TRUE"', ("Boolean", True)),
    (":Boolean", '"yes"', ("Boolean", False)),
    (":Character", '"bc"', ("Character", "b")),
    (":Character", "65", ("Character", "A")),
    (":Character", "65601", ("Character", "A")),
    (":Character", "true", ("Character", "\x01")),
    (":Character", "false", ("Character", "\0")),
    (":Character", '""', ("Character", "\0")),
    (":int[]", "1", ("int[]", [("Integer", 1)])),
    (":int[]", "null", ("int[]", [])),
    (":int[]", "[1, 2]", ("int[]", [("Integer", 1), ("Integer", 2)])),
    (":char[]", '"b😀"', ("char[]", [("Character", one) for one in ("b", "\ud83d", "\ude00")])),
    (":String[]", '"b"', ("String[]", [("String", "b")])),
    (":Collection", '"b"', ("Collection", [("String", "b")])),
    (":Collection", "[1, 2]", ("Collection", [("Long", 1), ("Long", 2)])),
    (":Collection<String>", "null", ("Collection", [])),
    (":Collection<Integer>", "[1, 2]", ("Collection", [("Integer", 1), ("Integer", 2)])),
]


@pytest.mark.parametrize(("type", "text", "value"), ROWS)
def test_values_are_what_aem_makes_of_them(type: str, text: str, value: Any) -> None:
    document = read("a.cfg.json", f'{{"a{type}": {text}}}'.encode())
    assert [(entry.name, plain(entry.value)) for entry in document.entries] == [("a", value)]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a:int[]", '[1, "2"]', "unknown-type"),
        ("a:Collection<Integer>", '["1", 2]', "unknown-type"),
        ("a", "null", "null-value"),
        ("a:Integer", '"b"', "unknown-type"),
        ("a:Integer", '""', "unknown-type"),
        ("a:Double", '"0x"', "unknown-type"),
    ],
)
def test_values_that_aem_refuses(name: str, text: str, kind: str) -> None:
    document = read("a.cfg.json", f'{{"{name}": {text}}}'.encode())
    assert [problem.kind for problem in document.problems] == [kind]


KEYS: list[tuple[str, str, str, str | None, Any]] = [
    ("config", 'p:Integer="5"', "p", "Integer", ("Integer", 5)),
    ("config", 'p:Boolean=B"true"', "p", "Boolean", ("Boolean", True)),
    ("config", 'p:Boolean="yes"', "p", "Boolean", ("Boolean", False)),
    ("config", 'p:Integer=L"5"', "p", "Integer", ("Integer", 5)),
    ("config", 'p:String[]=["a","b"]', "p", "String[]", ("String[]", [("String", "a"), ("String", "b")])),
    ("config", 'p:Integer=["5"]', "p", "Integer", ("Integer", 5)),
    ("config", 'p:Integer=I"5"', "p:Integer", "I", ("Integer", 5)),
    ("config", 'p:Int="5"', "p:Int", None, ("String", "5")),
    ("config", 'p:="5"', "p:", None, ("String", "5")),
    ("config", 'p:Integer:x="5"', "p:Integer:x", None, ("String", "5")),
    ("cfg", "p\\:Integer=5", "p", "Integer", ("Integer", 5)),
    ("cfg", "p:Integer=5", "p", None, ("String", "Integer=5")),
]


@pytest.mark.parametrize(("ending", "text", "name", "declared", "value"), KEYS)
def test_the_cloud_finds_types_in_the_keys_of_other_formats(
    ending: str, text: str, name: str, declared: str | None, value: Any
) -> None:
    document = read(f"a.{ending}", text.encode())
    (entry,) = document.entries
    assert (entry.name, entry.declared, plain(entry.value)) == (name, declared, value)
    assert not document.problems
    (classic,) = read(f"a.{ending}", text.encode(), "6.5").entries
    assert classic.name == (name if declared is None else f"p:{text.partition(':')[2].partition('=')[0]}")


def test_a_key_with_a_type_beside_one_without_stays_as_it_is() -> None:
    document = read("a.config", b'p="1"\nP:Integer="2"\nq:Integer="3"\nq:Long="4"\n')
    assert [entry.name for entry in document.entries] == ["p", "P:Integer", "q", "q:Long"]
    assert not document.problems


def test_a_value_that_the_type_of_its_key_refuses_refuses_the_file() -> None:
    document = read("a.config", b'p:Integer="$[env:P]"\nq="a"\n')
    assert document.refused
    assert [(one.kind, one.span.start, one.reason) for one in document.problems] == [
        ("unknown-type", 10, "`p` is no Integer")
    ]
    assert [(entry.name, plain(entry.value)) for entry in document.entries] == [
        ("p", ("String", "$[env:P]")),
        ("q", ("String", "a")),
    ]
