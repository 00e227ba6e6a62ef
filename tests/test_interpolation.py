"""The interpolation plug-in: small tables, and the recorded outcomes where they are there."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from aemlint.formats.tree import Array, Scalar
from aemlint.model.interpolation import Delivered, Providers, delivered
from aemlint.source import Span

if TYPE_CHECKING:
    from aemlint.formats.tree import Node

VECTORS = SHARED / "vectors" / "interpolation.jsonl"
CASES = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()] if VECTORS.is_file() else []
NOWHERE = Span(0, 0)
VARIABLES = {
    "HOST": "smtp.example.org",
    "PORT": "465",
    "WORD": "abc",
    "LIST": "a,b",
    "EMPTY": "",
    "SELF": "$[env:SELF]",
}


def node(type: str, value: Any) -> Node:
    if type == "Collection":
        return Array(NOWHERE, [node(item["type"], item["value"]) for item in value], type)
    if type.endswith("[]"):
        return Array(NOWHERE, [node(type[:-2], item) for item in value], type)
    return Scalar(NOWHERE, value, type)


def typed(node: Node) -> dict[str, Any]:
    if isinstance(node, Scalar):
        return {"type": node.type, "value": node.value}
    assert isinstance(node, Array)
    items = [typed(item) for item in node.items]
    return {"type": node.type, "value": items if node.type == "Collection" else [item["value"] for item in items]}


def as_recorded(outcome: Delivered) -> dict[str, Any]:
    return {name: typed(value) for name, value in outcome.properties.items()}


def sees(text: str) -> object:
    """What a component sees of one property."""
    outcome = delivered({"p": node("String", text)}, Providers(VARIABLES, {"st": "st"}, {"PW": b"s3cr3t\n"}))
    assert outcome.stopped is None
    return typed(outcome.properties["p"])["value"]


@pytest.mark.skipif(not CASES, reason="../shared/vectors is not there")
@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_it_does_what_the_plug_in_did(case: dict[str, Any]) -> None:
    given = case.get("properties") or {case["property"]: {"type": "String", "value": case["input"]}}
    from_files = case["providers"]
    secrets = {
        **from_files["secret"],
        **{name: b64decode(text) for name, text in from_files.get("secret_b64", {}).items()},
    }
    providers = Providers(
        from_files["env"], from_files["prop"], secrets if from_files.get("secrets_dir", True) is not False else None
    )
    outcome = delivered({name: node(one["type"], one["value"]) for name, one in given.items()}, providers)
    assert not outcome.unknown
    if case["ok"]:
        assert outcome.stopped is None
        assert as_recorded(outcome) == case["value"]
    elif case["refusal"] == "timeout":
        assert outcome.endless
    else:
        assert outcome.stopped is not None
        assert not outcome.endless
        assert as_recorded(outcome) == case["delivered"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("$[env:HOST]", "smtp.example.org"),
        ("$[secret:PW]", "s3cr3t"),
        ("$[secret:../PW]", "$[secret:../PW]"),
        ("$[vault:x;default=y]", "y"),
        ("$[env:NONE;default]", ""),
        ("$[env:EMPTY;default=x]", ""),
        ("$[env:PORT;type=Integer]", 465),
        ("$[env:PORT;type=integer]", "465"),
        ("a$[env:PORT;type=Integer]", "a465"),
        ("$[env:LIST;type=String[];delimiter=,]", ["a", "b"]),
        ("$[env:LIST;delimiter=,]", "a,b"),
        ("$[env:HO$[prop:no;default=ST]]", "ST]"),
        ("$[env:SELF]", "$[env:SELF]"),
        ("\\$[env:HOST]", "$[env:HOST]"),
        ("\\\\$[env:HOST]", "\\\\smtp.example.org"),
        ("x \\$[env:HOST] $[env:NONE]", "x smtp.example.org $[env:NONE]"),
        ("$[env:HOST $[env:PORT]", "$[env:HOST $[env:PORT]"),
    ],
)
def test_a_value_becomes(text: str, seen: object) -> None:
    assert sees(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Around and between placeholders.
        ("", ""),
        ("a", "a"),
        ("$", "$"),
        ("$[", "$["),
        ("$[env:HOST", "$[env:HOST"),
        ("$[HOST]", "$[HOST]"),
        ("a$[env:WORD]b$[env:PORT]c", "aabcb465c"),
        ("$[env:WORD]$[env:WORD]", "abcabc"),
        ("$[env:NONE]$[env:WORD]", "$[env:NONE]abc"),
        ("$[none]$[env:WORD]", "$[none]abc"),
        ("$[env:NONE;default=$[env:WORD]]", "abc"),
        ("$[env:NONE;default=a;default=b]", "b"),
        ("$[env:NONE;default=a;other=b]", "a"),
        ("$[env:NONE;default=a=b]", "a=b"),
        ("$[env:NONE;default=a\\;b]", "a;b"),
        ("$[env:NONE;default=[a]]", "[a]"),
        ("$[env:NONE;default=\\[a\\]]", "[a]"),
        ("$[env:NONE;default=\\]]x", "]x"),
        ("$[env:$[prop:st]]", "$[env:st]"),
        ("$[prop:st]", "st"),
        ("$[prop:none]", "$[prop:none]"),
        ("$[prop:none;default=]", ""),
        ("$[ENV:HOST]", "$[ENV:HOST]"),
        ("$[env: HOST]", "$[env: HOST]"),
        ("$[env:IN]", "<abc>"),
        ("$[env:INDEED]", "<<abc>>"),
        ("$[env:ROUND]", "($[env:ROUND])"),
        ("a\\$[env:WORD]$[env:WORD]", "a$[env:WORD]abc"),
        ("\\\\\\$[env:WORD]", "\\\\\\abc"),
        # Secrets are files.
        ("$[secret:LINE]", "a b"),
        ("$[secret:NONE]", "$[secret:NONE]"),
        ("$[secret:a..b]", "$[secret:a..b]"),
        ("$[secret:TEXT]", "text"),
        ("$[secret:ODD]", "\ufffd"),
        # Types.
        ("$[env:PORT;type=String]", "465"),
        ("$[env:PORT;type=int]", 465),
        ("$[env:PORT;type=Long]", 465),
        ("$[env:PORT;type=Double]", 465.0),
        ("$[env:PORT;type=Float]x", "465.0x"),
        ("$[env:WORD;type=Boolean]", False),
        ("$[env:WORD;type=Boolean]!", "false!"),
        ("$[env:NONE;type=boolean;default=true]", True),
        ("$[env:NONE;type=boolean;default=true]!", "true!"),
        ("$[env:WORD;type=Character]", "a"),
        ("$[env:WORD;type=char]x", "ax"),
        ("$[env:NONE;type=Integer]", "$[env:NONE;type=Integer]"),
        ("$[env:PORT;type=Collection]", "465"),
        ("$[env:PORT;type=]", "465"),
        ("$[env:PORT;type=Odd]", "465"),
        ("$[env:PORT;type=int[]]", [465]),
        ("$[env:PORT;type=Integer[]]x", "[Ljava.lang.Integer;@<hash>x"),
        ("$[env:PORT;type=int[]]x", "[I@<hash>x"),
        ("$[env:PORT;type=long[]]x", "[J@<hash>x"),
        ("$[env:PORT;type=boolean[]]x", "[Z@<hash>x"),
        ("$[env:LIST;type=String[]]x", "[Ljava.lang.String;@<hash>x"),
        # What a delimiter splits.
        ("$[env:LIST;type=String[]]", ["a,b"]),
        ("$[env:NONE;default=a,,b;type=String[];delimiter=,]", ["a", "", "b"]),
        ("$[env:NONE;default=,a,;type=String[];delimiter=,]", ["", "a", ""]),
        ("$[env:NONE;default=,;type=String[];delimiter=,]", ["", ""]),
        ("$[env:NONE;default=a-.b;type=String[];delimiter=-.]", ["a", "b"]),
        ("$[env:COMMAS;type=String[];delimiter=,]", ["a,b", "c\\", "d"]),
        ("$[env:NONE;default=1 2;type=int[];delimiter= ]", [1, 2]),
        ("$[env:NONE;default=a\\,,b;type=String[];delimiter=,]", ["a,", "b"]),
        ("$[env:NONE;default=a\\\\,,b;type=String[];delimiter=,]", ["a\\", "", "b"]),
        ("$[env:NONE;default=\\,a,b;type=String[];delimiter=,]", ["\\", "a", "b"]),
        ("$[env:EMPTY;type=String[];delimiter=,]", [""]),
        ("$[env:EMPTY;type=String[];delimiter=]", [""]),
        ("$[env:LIST;type=Integer;delimiter=,;default=5]", None),
    ],
)
def test_a_value_becomes_in_other_cases(text: str, seen: object) -> None:
    variables = {
        **VARIABLES,
        "IN": "<$[env:WORD]>",
        "INDEED": "<$[env:IN]>",
        "ROUND": "($[env:ABOUT])",
        "ABOUT": "$[env:ROUND]",
        "COMMAS": "a\\,b,c\\\\,d",
    }
    secrets: dict[str, str | bytes] = {"LINE": b" a b\n\n", "TEXT": "\ttext ", "a..b": "x", "ODD": b"\xff"}
    outcome = delivered({"p": node("String", text)}, Providers(variables, {"st": "st"}, secrets))
    if seen is None:
        assert (outcome.stopped, outcome.endless, outcome.unknown) == ("p", False, [])
        seen = text
    else:
        assert (outcome.stopped, outcome.endless, outcome.unknown) == (None, False, [])
    found = typed(outcome.properties["p"])["value"]
    assert (found, found.__class__) == (seen, seen.__class__)


def test_without_a_directory_there_is_no_secret() -> None:
    for providers in (Providers(VARIABLES), Providers(VARIABLES, {}, {})):
        outcome = delivered({"p": node("String", "$[secret:PW]")}, providers)
        assert typed(outcome.properties["p"])["value"] == "$[secret:PW]"


def test_only_texts_are_looked_at() -> None:
    properties = {
        "a": node("String", "$[env:PORT;type=Integer]"),
        "b": node(
            "String[]", ["x", "$[env:WORD]", "$[env:PORT;type=Integer]", "$[env:LIST;type=String[];delimiter=,]"]
        ),
        "c": node("Collection", [{"type": "String", "value": "$[env:WORD]"}]),
        "d": node("Long", 5),
        "e": node("Calendar", "$[env:WORD]"),
        "f": node("String[]", ["$[env:WORD;type=Boolean]", "$[env:NONE;type=int[];delimiter=,;default=1,2]"]),
    }
    outcome = delivered(properties, Providers(VARIABLES))
    assert outcome.stopped is None
    assert {name: typed(one) for name, one in outcome.properties.items()} == {
        "a": {"type": "Integer", "value": 465},
        "b": {"type": "String[]", "value": ["x", "abc", "465", "a", "b"]},
        "c": {"type": "Collection", "value": [{"type": "String", "value": "$[env:WORD]"}]},
        "d": {"type": "Long", "value": 5},
        "e": {"type": "Calendar", "value": "$[env:WORD]"},
        "f": {"type": "String[]", "value": ["false", "1", "2"]},
    }
    for name in ("b", "f"):
        items = outcome.properties[name].items  # type: ignore[union-attr]
        assert {item.type for item in items if isinstance(item, Scalar)} == {"String"}


def test_properties_are_worked_through_by_name() -> None:
    properties = {
        "B": node("String", "<$[conf:a]>"),
        "a": node("String", "$[env:WORD]"),
        "c": node("String", "$[conf:b]$[conf:D]"),
        "d": node("String", "$[env:PORT]"),
        "e": node("String", "$[conf:f]"),
        "f": node("Boolean", True),
        "g": node("String", "$[conf:h] $[conf:i]"),
        "h": node("int[]", [1, 2]),
        "i": node("Double", 1e7),
        "j": node("String", "$[conf:j]"),
    }
    outcome = delivered(properties, Providers(VARIABLES))
    assert list(outcome.properties) == ["a", "B", "c", "d", "e", "f", "g", "h", "i", "j"]
    assert outcome.stopped is None
    assert {name: typed(one)["value"] for name, one in outcome.properties.items()} == {
        "a": "abc",
        "B": "<abc>",
        "c": "<abc>465",
        "d": "465",
        "e": "true",
        "f": True,
        "g": "[1, 2] 1.0E7",
        "h": [1, 2],
        "i": 1e7,
        "j": "j",
    }


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        ("$[conf:none]", False),
        ("$[env:WORD;type=Integer]", False),
        ("$[env:LIST;type=int[];delimiter=,]", False),
        ("$[env:LIST;type=String[];delimiter=]", True),
        ("a $[env:LIST;type=String[];delimiter=]", True),
    ],
)
def test_where_the_plug_in_gives_up(text: str, endless: bool) -> None:
    outcome = delivered({"a": node("String", "$[env:WORD]"), "b": node("String", text)}, Providers(VARIABLES))
    assert (outcome.stopped, outcome.endless) == ("b", endless)
    assert [typed(one)["value"] for one in outcome.properties.values()] == ["abc", text]


def test_what_is_too_much_leaves_the_others_alone() -> None:
    deep = "$[a:;default=" * 70 + "]" * 70
    outcome = delivered({"a": node("String", deep), "b": node("String", "$[env:WORD]")}, Providers(VARIABLES))
    assert (outcome.unknown, outcome.stopped) == (["a"], None)
    assert [typed(one)["value"] for one in outcome.properties.values()] == [deep, "abc"]


def test_values_that_lead_to_values_are_followed_so_far() -> None:
    chain = {f"V{number}": f"$[env:V{number + 1}]" for number in range(70)}
    for last, known in ((62, True), (66, False)):
        providers = Providers({**chain, f"V{last}": "x"})
        outcome = delivered({"a": node("String", "$[env:V0]"), "b": node("String", "$[env:V60]")}, providers)
        assert outcome.unknown == ([] if known else ["a"])
        assert typed(outcome.properties["a"])["value"] == ("x" if known else "$[env:V0]")
        assert typed(outcome.properties["b"])["value"] == "x"


def test_a_whole_configuration_may_be_too_much() -> None:
    text = "$[env:WORD]" * 250
    alone = delivered({"p": node("String", text)}, Providers(VARIABLES))
    assert (typed(alone.properties["p"])["value"], alone.unknown) == ("abc" * 250, [])
    names = [f"p{number:02}" for number in range(20)]
    outcome = delivered({name: node("String", text) for name in names}, Providers(VARIABLES))
    known = [name for name in names if typed(outcome.properties[name])["value"] == "abc" * 250]
    assert names == [*known, *outcome.unknown]
    assert 2 < len(known) < 18


def test_what_follows_a_failure_keeps_its_placeholders() -> None:
    texts = {"b": "$[env:WORD;type=Integer]", "C": "$[env:HOST]", "a": "$[env:HOST]"}
    outcome = delivered({name: node("String", text) for name, text in texts.items()}, Providers(VARIABLES))
    assert outcome.stopped == "b"
    assert [typed(one)["value"] for one in outcome.properties.values()] == ["smtp.example.org", texts["b"], texts["C"]]


@pytest.mark.parametrize(
    "text",
    [
        "$[env:" * 5000 + "]" * 5000,
        "$[a:;default=" * 60 + "]" * 60,
        "$[env:TWICE]",
        "\\$[" * 20000,
    ],
)
def test_it_never_takes_long(text: str) -> None:
    doubling = {f"D{number}": f"$[env:D{number + 1}]" * 2 for number in range(60)}
    providers = Providers({"TWICE": "$[env:D0]", **doubling, "D60": "x"})
    outcome = delivered({"p": node("String", text), "q": node("String", "$[env:D60]")}, providers)
    assert typed(outcome.properties["q"])["value"] == "x"
    assert typed(outcome.properties["p"])["value"] == text or not outcome.unknown


@given(st.text(alphabet="$[]\\;:=,enva HOSTdefaultypi", max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    delivered({"p": node("String", text)}, Providers(VARIABLES, {}, {}))
