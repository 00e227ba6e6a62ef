"""The schemas of schemas/pid as tables, made in a checkout and while the wheel is built."""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.schema import Shape

ROOT = frozenset(
    ("$schema", "$id", "title", "description", "type", "properties", "patternProperties", "additionalProperties")
) | {"$defs", "x-aemlint"}
ANNOTATIONS = frozenset(("title", "description", "default", "examples", "x-aemlint"))
# Patterns by the names of what they are for: tables are decided without regular expressions.
PATTERNS = {
    "\\$\\[": "placeholder",
    "^[+-]?[0-9]+$": "digits",
    "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$": "truth",
}


class UnknownKeyword(Exception):
    """A schema uses what the tables cannot decide; teach `shape` or write it otherwise."""


def shape(schema: dict[str, Any], definitions: dict[str, Any]) -> Shape:
    """The table of a property's schema."""
    clauses: list[Shape] = []
    for keyword, value in schema.items():
        if keyword in ANNOTATIONS:
            continue
        if keyword == "$ref" and value.startswith("#/$defs/"):
            clauses.append(shape(definitions[value.removeprefix("#/$defs/")], definitions))
        elif keyword == "type":
            clauses.append(("type", (value,) if isinstance(value, str) else tuple(value)))
        elif keyword in ("anyOf", "allOf"):
            clauses.append((keyword[:3], tuple(shape(one, definitions) for one in value)))
        elif keyword == "pattern" and value in PATTERNS:
            clauses.append(("pattern", PATTERNS[value]))
        elif keyword in ("minimum", "maximum"):
            clauses.append(("least" if keyword == "minimum" else "most", value))
        elif keyword == "items":
            clauses.append(("items", shape(value, definitions)))
        else:
            raise UnknownKeyword(keyword)
    return clauses[0] if len(clauses) == 1 else ("all", tuple(clauses))


def tables(folder: str) -> dict[str, Any]:
    """Literals of what the rules need of schemas/pid/*.json, by PID."""
    found = {}
    for name in sorted(os.listdir(os.path.join(folder, "pid"))):
        if name.endswith(".json"):
            pid = name[: -len(".json")]
            found[pid] = table(schema_of(pid, folder))
    return found


def schema_of(pid: str, folder: str) -> dict[str, Any]:
    with open(os.path.join(folder, "pid", pid + ".json"), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


def table(schema: dict[str, Any]) -> dict[str, Any]:
    odd = set(schema) - ROOT
    if odd:
        raise UnknownKeyword(min(odd))
    about = {key: value for key, value in schema["x-aemlint"].items() if key != "why"}
    definitions = schema.get("$defs", {})
    properties = {name: _property(one, definitions) for name, one in schema["properties"].items()}
    return {**about, "properties": properties}


def _property(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {**schema["x-aemlint"], "shape": shape(schema, definitions)}
    return {**about, "default": schema["default"]} if "default" in schema else about
