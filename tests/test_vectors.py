"""The readers against what the real readers gave for the same bytes, on both platforms."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SHARED

from aemlint import formats
from aemlint.formats.tree import Array, Document, Scalar
from aemlint.source import Span

if TYPE_CHECKING:
    from aemlint.formats.tree import Node

KINDS = ("cfgjson", "config", "properties", "osgixml")
# The start of the name under which a vector has the answer of AEM 6.5's reader; without one, both answer alike.
CLASSIC = ("cm.json 1.0.6", "sling installer", "package import")


def vectors(kind: str) -> list[dict[str, Any]]:
    file = SHARED / "vectors" / f"{kind}.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def cases(kind: str) -> list[Any]:
    found = vectors(kind)
    if not found:
        return [pytest.param({}, "", id=kind, marks=pytest.mark.skip(f"no {kind} vectors beside the project"))]
    return [
        pytest.param(vector, target, id=f"{vector['id']}[{target}]") for vector in found for target in ("cloud", "6.5")
    ]


def answer(vector: dict[str, Any], target: str) -> dict[str, Any]:
    if target == "6.5":
        for reader, outcome in (vector.get("variants") or {}).items():
            if reader.startswith(CLASSIC):
                return dict(outcome)
    return vector


def data(vector: dict[str, Any]) -> bytes:
    return base64.b64decode(vector["input_b64"]) if "input_b64" in vector else vector["input"].encode("utf-8")


def plain(node: Node) -> dict[str, Any]:
    if isinstance(node, Scalar):
        return {"type": node.type, "value": node.value}
    assert isinstance(node, Array)
    items = [plain(item) for item in node.items]
    typed = node.type in ("Collection", "Object[]")
    return {"type": node.type, "value": items if typed else [item["value"] for item in items]}


def has_a_place(document: Document) -> bool:
    whole = Span(0, len(document.source.text))
    return all(problem.span in whole and problem.span.start <= problem.span.end for problem in document.problems)


@pytest.mark.parametrize(("vector", "target"), [case for kind in KINDS for case in cases(kind)])
def test_a_reader_gives_what_the_real_one_gives(vector: dict[str, Any], target: str) -> None:
    expected = answer(vector, target)
    document = formats.configuration(vector["filename"], data(vector), target)
    assert has_a_place(document)
    if expected["ok"]:
        assert not document.refused
        assert document.configuration
        assert {entry.name: plain(entry.value) for entry in document.entries} == {
            name: {"type": value["type"], "value": value["value"]} for name, value in expected["value"].items()
        }
    elif expected["refusal"] == "not-config":
        assert not document.configuration or document.problems
    else:
        assert document.problems
        assert document.refused or not document.configuration
