"""JSON values under the types that keys declare: small tables of what they become."""

from __future__ import annotations

from typing import Any

import pytest
from reading import plain

from aemlint.formats import java, java_types
from aemlint.formats.tree import Array, Entry, Scalar, Table
from aemlint.source import Span

HERE = Span(3, 7)
LEAST, MOST = -(1 << 63), (1 << 63) - 1


def node(value: Any) -> Any:
    """Numbers are given as `#5`."""
    if isinstance(value, dict):
        return Table(HERE, [Entry(HERE, name, node(one)) for name, one in value.items()])
    if isinstance(value, list):
        return Array(HERE, [node(one) for one in value], "array")
    if value is None:
        return Scalar(HERE, None, "null")
    if isinstance(value, bool):
        return Scalar(HERE, value, "Boolean")
    return Scalar(HERE, value[1:], "number") if value.startswith("#") else Scalar(HERE, value, "String")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", ("String", "a")),
        (True, ("Boolean", True)),
        (None, ("String", "")),
        ("#5", ("Long", 5)),
        ("#5.5", ("Double", 5.5)),
        ({"a": "#1"}, ("String", '{"a":1}')),
        ([], ("String[]", [])),
        (["a", "b"], ("String[]", [("String", "a"), ("String", "b")])),
        ([True], ("Boolean[]", [("Boolean", True)])),
        (["#1", "#2e0"], ("Long[]", [("Long", 1), ("Long", 2)])),
        (["#1", "#2.5"], ("Double[]", [("Double", 1.0), ("Double", 2.5)])),
        (["#2.5", "#1e400"], ("Double[]", [("Double", 2.5), ("Double", "Infinity")])),
        (["a", "#1"], ("String", '["a",1]')),
        (["a", True], ("String", '["a",true]')),
        (["a", None], ("String", '["a",null]')),
        ([None], ("String", "[null]")),
        ([["a"]], ("String", '[["a"]]')),
        ([{}], ("String[]", [("String", "{}")])),
        ([{}, "a"], ("String", '[{},"a"]')),
        ([{"a": "b"}, {"c": ["#1"]}], ("String[]", [("String", '{"a":"b"}'), ("String", '{"c":[1]}')])),
    ],
)
def test_what_a_value_without_a_type_becomes(value: Any, found: Any) -> None:
    got = java_types.untyped(node(value))
    assert plain(got) == found
    assert got.span == HERE
    assert all(one.span == HERE for one in getattr(got, "items", ()))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", '"a"'),
        ("#1.50", "1.50"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        ({}, "{}"),
        ([], "[]"),
        ({"a": "#1", "b": []}, '{"a":1,"b":[]}'),
        (["#1", {"a": None}, [True, False]], '[1,{"a":null},[true,false]]'),
        ({'a"': "\\\n"}, '{"a\\"":"\\\\\\n"}'),
    ],
)
def test_json_is_written_without_blanks(value: Any, text: str) -> None:
    assert java_types.compact(node(value)) == text


def test_of_a_key_that_stands_twice_the_last_is_written() -> None:
    entries = [Entry(HERE, "a", node("#1")), Entry(HERE, "b", node("#2")), Entry(HERE, "a", node("#3"))]
    assert java_types.compact(Table(HERE, entries)) == '{"a":3,"b":2}'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"\\/', '"\\"\\\\/"'),
        ("\b\f\n\r\t", '"\\b\\f\\n\\r\\t"'),
        ("\0\x1f\x7f\x80\x9f\xa0", '"\\u0000\\u001f\\u007f\\u0080\\u009f\xa0"'),
        ("ä😀\u2028 ~", '"ä😀\u2028 ~"'),
        ("", '""'),
    ],
)
def test_texts_are_quoted_as_johnzon_quotes_them(text: str, written: str) -> None:
    assert java_types.quoted(text) == written


@pytest.mark.parametrize(
    ("value", "type", "found"),
    [
        ("5", "Integer", 5),
        ("5", "int", 5),
        ("#5", "Integer", 5),
        ("#5.9", "Integer", 5),
        ("#-5.9", "Integer", -5),
        ("#1e10", "Integer", 2147483647),
        ("#-1e10", "Integer", -2147483648),
        ("#2147483647.0", "Integer", 2147483647),
        ("#2147483648.0", "Integer", 2147483647),
        ("#2147483646.5", "Integer", 2147483646),
        ("#-2147483647.5", "Integer", -2147483647),
        ("#-2147483649.0", "Integer", -2147483648),
        ("#2147483648", "Integer", -2147483648),
        ("#1e400", "Integer", 2147483647),
        ("#300", "Byte", 44),
        ("#300.5", "Byte", 44),
        ("#1e10", "Byte", -1),
        ("#1e10", "Short", -1),
        ("#70000", "Short", 4464),
        ("#1e19", "Long", MOST),
        ("#-1e19", "Long", LEAST),
        ("#9.223372036854775807e18", "Long", MOST),
        ("#1.5", "Long", 1),
        ("#5", "Double", 5.0),
        ("#1e400", "Double", "Infinity"),
        ("#0.1", "Float", 0.1),
        ("#16777217", "Float", 16777216.0),
        ("#1e400", "Float", "Infinity"),
        ("#5", "Boolean", True),
        ("#0", "Boolean", False),
        ("#0.9", "Boolean", False),
        ("#-1.5", "Boolean", True),
        ("#4294967296", "Boolean", True),
        ("#1e10", "Boolean", True),
        ("#65", "Character", "A"),
        ("#65601", "Character", "A"),
        ("#65.9", "Character", "A"),
        ("#-1", "Character", "\uffff"),
        ("#5", "String", "5"),
        ("#1e7", "String", "1.0E7"),
        (True, "String", "true"),
        (False, "String", "false"),
        (True, "Boolean", True),
        (False, "Boolean", False),
        (True, "Character", "\x01"),
        (False, "Character", "\0"),
        (True, "Integer", 1),
        (False, "Long", 0),
        (True, "Byte", 1),
        (True, "Double", 1.0),
        (False, "Float", 0.0),
        ({"a": "#1"}, "String", '{"a":1}'),
        ({"a": "#1"}, "Boolean", False),
        (["true", "b"], "Boolean", True),
        (["#7", "#8"], "Integer", 7),
        (["a", "#1"], "String", '["a",1]'),
        ([], "Integer", None),
        ({}, "Integer", None),
        ("x", "Integer", None),
    ],
)
def test_what_a_type_makes_of_a_value(value: Any, type: str, found: Any) -> None:
    try:
        got: Any = java_types.typed(node(value), type)
    except java.Refused:
        assert found is None
        return
    assert (got.value, got.value.__class__) == (found, found.__class__)
    assert (got.type, got.span) == (java.WRAPPERS.get(type, type), HERE)


@pytest.mark.parametrize(
    ("value", "type", "found"),
    [
        (None, "int[]", ("int[]", [])),
        (None, "String[]", ("String[]", [])),
        (None, "Collection", ("Collection", [])),
        (None, "Collection<Long>", ("Collection", [])),
        ("1", "int[]", ("int[]", [("Integer", 1)])),
        (["#1", "#2"], "Integer[]", ("Integer[]", [("Integer", 1), ("Integer", 2)])),
        (["a"], "String[]", ("String[]", [("String", "a")])),
        (["a", "#1"], "String[]", ("String[]", [("String", '["a",1]')])),
        ({"a": "b"}, "String[]", ("String[]", [("String", '{"a":"b"}')])),
        ("ab", "char[]", ("char[]", [("Character", "a"), ("Character", "b")])),
        ("", "char[]", ("char[]", [])),
        ("😀", "char[]", ("char[]", [("Character", "\ud83d"), ("Character", "\ude00")])),
        ("ab", "Character[]", ("Character[]", [("Character", "a")])),
        (["ab", "c"], "char[]", ("char[]", [("Character", "a"), ("Character", "c")])),
        ("#66", "char[]", ("char[]", [("Character", "B")])),
        (["#1", "#2.5"], "Collection", ("Collection", [("Double", 1.0), ("Double", 2.5)])),
        ("a", "Collection", ("Collection", [("String", "a")])),
        ("1", "Collection<Integer>", ("Collection", [("Integer", 1)])),
        (["1", "2"], "Collection<Long>", ("Collection", [("Long", 1), ("Long", 2)])),
        (["a", "b"], "Collection<String>", ("Collection", [("String", "a"), ("String", "b")])),
        (["#1"], "Collection<String>", ("Collection", [("String", "1")])),
        ([], "Collection<String>", ("Collection", [])),
        (["1", "x"], "int[]", None),
        (["1", "x"], "Collection<Integer>", None),
    ],
)
def test_what_a_type_of_many_makes_of_a_value(value: Any, type: str, found: Any) -> None:
    try:
        got = java_types.typed(node(value), type)
    except java.Refused:
        assert found is None
        return
    assert plain(got) == found
    assert got.span == HERE
    assert all(one.span == HERE for one in getattr(got, "items", ()))


def test_what_no_double_holds_is_a_word_as_a_text() -> None:
    assert java_types.converted(node("#1e400"), "String").value == "Infinity"
    assert java_types.converted(node("#-1e400"), "String").value == "-Infinity"
