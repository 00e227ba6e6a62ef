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
