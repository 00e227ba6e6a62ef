"""Placeholders by their grammar: where they end, what is in them, and what AEM sees while no variable is set."""

from __future__ import annotations

from typing import Any

import pytest

from aemlint.model import placeholder
from aemlint.model.placeholder import Placeholder


def told(one: str | Placeholder) -> Any:
    return one if isinstance(one, str) else (one.start, one.end, one.type, one.name, one.directives)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("a", ["a"]),
        ("$[a:b]", [(0, 6, "a", "b", {})]),
        ("x$[a:b]y", ["x", (1, 7, "a", "b", {}), "y"]),
        ("$[a:b]$[c:d]", [(0, 6, "a", "b", {}), (6, 12, "c", "d", {})]),
        ("$[a:b;c=d]", [(0, 10, "a", "b", {"c": "d"})]),
        ("$[a:b;c]", [(0, 8, "a", "b", {"c": ""})]),
        ("$[a:b;]", [(0, 7, "a", "b", {"": ""})]),
        ("$[a:b;c=d;c=e=f;g=]", [(0, 19, "a", "b", {"c": "e=f", "g": ""})]),
        ("$[a:b;c=d\\;e]", [(0, 13, "a", "b", {"c": "d;e"})]),
        ("$[a:b;c=d\\\\;e]", [(0, 14, "a", "b", {"c": "d\\\\", "e": ""})]),
        ("$[a:b;c=$[d:e;f=g];h=i]", [(0, 23, "a", "b", {"c": "$[d:e;f=g]", "h": "i"})]),
        ("$[a:b;c=[d;e]]", [(0, 14, "a", "b", {"c": "[d;e]"})]),
        ("$[a:b;c=\\[d\\]]", [(0, 14, "a", "b", {"c": "[d]"})]),
        ("$[a:b\\]c]", [(0, 9, "a", "b]c", {})]),
        ("$[a\\[:b]", [(0, 8, "a[", "b", {})]),
        ("$[a:$[b:c]]", [(0, 11, "a", "$[b:c]", {})]),
        ("$[a::b]", [(0, 7, "a", ":b", {})]),
        ("$[:]", [(0, 4, "", "", {})]),
        ("$[a]", ["$[a]"]),
        ("x$[a]y", ["x$[a]y"]),
        ("$[a]$[b:c]", ["$[a]", (4, 10, "b", "c", {})]),
        ("$[a\\]$[b:c]]", [(0, 12, "a]$[b", "c]", {})]),
        ("$[a\\]b]c", ["$[a\\]b]c"]),
        ("x$[a\\[b]$[c:d]", ["x$[a\\[b]", (8, 14, "c", "d", {})]),
        ("$[a:b", ["$[a:b"]),
        ("$[a:b]$[c:d", [(0, 6, "a", "b", {}), "$[c:d"]),
        ("\\$[a:b]", ["$[a:b]"]),
        ("x\\$[a:b]$[c:d]", ["x$[a:b]", (8, 14, "c", "d", {})]),
        ("\\\\$[a:b]", ["\\\\", (2, 8, "a", "b", {})]),
        ("\\\\\\$[a:b]", ["\\\\\\", (3, 9, "a", "b", {})]),
    ],
)
def test_a_value_is_parted_into_texts_and_placeholders(text: str, parts: list[Any]) -> None:
    assert [told(one) for one in placeholder.parts(text)] == parts
    assert [told(one) for one in placeholder.placeholders(text)] == [one for one in parts if not isinstance(one, str)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("$[a]", 0, 3),
        ("$[]", 0, 2),
        ("$[", 0, -1),
        ("$[a", 0, -1),
        ("x$[a]y]", 1, 4),
        ("$[a[b]c]", 0, 7),
        ("$[a[b]", 0, -1),
        ("$[a\\]b]", 0, 6),
        ("$[a\\[b]", 0, 6),
        ("$[a\\b]", 0, 5),
        ("$[a\\\\]", 0, -1),
    ],
)
def test_where_a_placeholder_ends(text: str, start: int, end: int) -> None:
    assert placeholder.end_of(text, start) == end


@pytest.mark.parametrize(
    ("text", "at", "whether"),
    [
        ("$[", 0, False),
        ("\\$[", 1, True),
        ("a\\$[", 2, True),
        ("\\\\$[", 2, False),
        ("a$[", 1, False),
        ("\\\\\\$[", 3, False),
        ("\\a$[", 2, False),
    ],
)
def test_one_backslash_makes_it_literal(text: str, at: int, whether: bool) -> None:
    assert placeholder.escaped(text, at) is whether


@pytest.mark.parametrize(
    ("rest", "flat", "nested"),
    [
        ("", [""], [""]),
        ("a;b", ["a", "b"], ["a", "b"]),
        (";", ["", ""], ["", ""]),
        ("a\\;b", ["a;b"], ["a;b"]),
        ("a\\\\;b", ["a\\\\", "b"], ["a\\\\", "b"]),
        ("a\\\\\\;b", ["a\\\\\\", "b"], ["a\\\\\\", "b"]),
        ("\\;b", [";b"], [";b"]),
        ("[a;b];c", ["[a", "b]", "c"], ["[a;b]", "c"]),
        ("[[a;b];c];d", ["[[a", "b]", "c]", "d"], ["[[a;b];c]", "d"]),
        ("a];b[c;d", ["a]", "b[c", "d"], ["a]", "b[c;d"]),
        ("\\[a;b", ["\\[a", "b"], ["\\[a", "b"]),
        ("[a\\];b];c", ["[a\\]", "b]", "c"], ["[a\\];b]", "c"]),
        ("a\\b;c", ["a\\b", "c"], ["a\\b", "c"]),
    ],
)
def test_directives_are_parted_at_semicolons(rest: str, flat: list[str], nested: list[str]) -> None:
    assert placeholder.separated(rest) == flat
    assert placeholder.separated(rest, nested=True) == nested


@pytest.mark.parametrize(
    ("text", "default", "odd", "idle"),
    [
        ("$[env:A]", None, None, None),
        ("$[env:A;default=b]", "b", None, None),
        ("$[env:A;default=]", "", None, None),
        ("$[env:A;default]", "", None, None),
        ("$[env:A;Default=b]", None, "Default", None),
        ("$[env:A;default=b;odd=c;even=d]", "b", "odd", None),
        ("$[env:A;]", None, None, None),
        ("$[env:A;type=Integer]", None, None, None),
        ("$[env:A;type=int[]]", None, None, None),
        ("$[env:A;type=String[]]", None, None, None),
        ("$[env:A;type=integer]", None, "type=integer", None),
        ("$[env:A;type=]", None, "type=", None),
        ("$[env:A;type=Collection]", None, "type=Collection", None),
        ("$[env:A;type=$[env:B]]", None, None, None),
        ("$[env:A;delimiter=,]", None, None, ","),
        ("$[env:A;delimiter=,;type=String[]]", None, None, None),
        ("$[env:A;type=odd;odd=b]", None, "odd", None),
    ],
)
def test_what_a_placeholder_says(text: str, default: str | None, odd: str | None, idle: str | None) -> None:
    (one,) = placeholder.placeholders(text)
    assert (one.default, one.odd, one.idle) == (default, odd, idle)


def deep(levels: int, inmost: str = "x") -> str:
    return "$[env:A;default=" * levels + inmost + "]" * levels


@pytest.mark.parametrize(
    ("text", "settled", "names", "literals"),
    [
        ("a", "a", [], ["a"]),
        ("", "", [], [""]),
        ("$[env:A]", None, ["A"], []),
        ("$[env:A;default=b]", "b", ["A"], ["b"]),
        ("x$[env:A;default=b]y", "xby", ["A"], ["x", "b", "y"]),
        ("$[env:A;default=b]$[env:C]", None, ["A", "C"], ["b"]),
        ("$[env:A;default=$[env:B;default=c]d]", "cd", ["A", "B"], ["c", "d"]),
        ("$[env:A;default=$[env:B]]", None, ["A", "B"], []),
        ("$[env:A;type=Integer;delimiter=,;other=b]", None, ["A"], ["other", "b"]),
        ("$[env:A;default=]", "", ["A"], [""]),
        ("$[a]", "$[a]", [], ["$[a]"]),
        ("\\$[env:A]", "$[env:A]", [], ["$[env:A]"]),
        (deep(63), "x", ["A"] * 63, ["x"]),
    ],
)
def test_what_aem_sees_while_no_variable_is_set(
    text: str, settled: str | None, names: list[str], literals: list[str]
) -> None:
    assert placeholder.settled(text) == settled
    assert [one.name for one in placeholder.nested(text)] == names
    assert placeholder.literals(text) == literals


def test_too_deep_is_not_looked_into() -> None:
    assert placeholder.settled(deep(64)) == "x"
    assert placeholder.literals(deep(64)) == ["x"]
    assert placeholder.settled(deep(65)) is None
    assert len(placeholder.nested(deep(70))) == 64
    assert placeholder.literals(deep(65)) == [deep(1)]
    long = "y" * 5000
    assert placeholder.settled(deep(3, long)) == long
    assert placeholder.settled(deep(4, "$[env:B;default=z]" + long)) is None
    assert len(placeholder.nested(deep(6, "$[env:B]" + long))) == 4


@pytest.mark.parametrize(
    ("text", "default", "new", "found"),
    [
        ("$[env:A;default=b]", "b", "c", "$[env:A;default=c]"),
        ("x$[env:A;default=b;type=String]", "b", "", "x$[env:A;default=;type=String]"),
        ("$[env:A;default=bc]", "b", "c", None),
        ("$[env:A;default=b]$[env:B;default=b]", "b", "c", None),
        ("$[env:A;default=b]", "d", "c", None),
        ("default=b", "b", "c", None),
        ("$[env:A;default=b\\]]", "b]", "c", None),
    ],
)
def test_a_default_is_replaced_where_it_is_written_once(text: str, default: str, new: str, found: str | None) -> None:
    assert placeholder.with_default(text, default, new) == found


def test_so_many_are_looked_at_and_no_more() -> None:
    found = placeholder.parts("$[a:b]" * 1001)
    assert [isinstance(one, Placeholder) for one in found] == [True] * 1000 + [False]
    assert found[-1] == "$[a:b]"
