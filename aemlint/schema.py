"""What a configuration of a PID may hold: the schemas of schemas/pid as tables, and as objects once one is asked for.

A table says of a value that it is certainly valid, or that it does not know; then jsonschema is asked, and its word
counts. That keeps jsonschema, and the schemas themselves, out of runs that have nothing to find.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
DIGITS = frozenset("0123456789")


class UnknownKeyword(Exception):
    """A schema uses what the tables cannot decide; teach `shape` or write it otherwise."""


class PropertySchema:
    """`java` is the type of the component; `shipped` are senders that must be changed; `text`: a text is as good.

    `default` is what the component takes where nothing is set; None where that is not known. `cloud` is used or dead;
    `because` names why.
    """

    __slots__ = ("because", "cloud", "default", "java", "name", "secret", "sender", "shape", "shipped", "text")

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.default: object = table.get("default")
        self.java: str = table["java"]
        self.secret: bool = table.get("secret", False)
        self.sender: bool = table.get("sender", False)
        self.shipped: list[str] = table.get("shipped", [])
        self.text: bool = table.get("text", False)
        self.cloud: str = table.get("cloud", "used")
        self.because: str | None = table.get("because")
        self.shape: Shape = table["shape"]


class PidSchema:
    """`complete`: no other property exists. `cloud` is used or dead. Properties by name in lower case."""

    __slots__ = ("_named", "because", "cloud", "complete", "factory", "pid", "properties")

    def __init__(self, pid: str, table: dict[str, Any]) -> None:
        self._named: dict[tuple[tuple[str, object], ...], list[str]] = {}
        self.pid = pid
        self.factory: bool = table["factory"]
        self.complete: bool = table["complete"]
        self.cloud: str = table["cloud"]
        self.because: str | None = table.get("because")
        self.properties = {
            name.lower(): PropertySchema(name, property) for name, property in table["properties"].items()
        }

    def named(self, wanted: dict[str, object]) -> list[str]:
        """Names, in lower case, of the properties of which the schema says all of this: {sender: true}."""
        key = tuple(wanted.items())
        if key not in self._named:
            self._named[key] = [
                name
                for name, known in self.properties.items()
                if all(getattr(known, kind) == value for kind, value in key)
            ]
        return self._named[key]

    def doubtful(self, values: dict[str, object]) -> list[str]:
        """Names of what the tables cannot vouch for. `values` are as JSON has them, by the schema's own names."""
        found = []
        for name, value in values.items():
            known = self.properties.get(name.lower())
            vouched = not self.complete
            if known is not None and known.name == name:
                vouched = certain(known.shape, value)
            if not vouched:
                found.append(name)
        return found


class Schemas:
    """Schemas by PID; an object is made when the PID turns up."""

    __slots__ = ("_known", "tables")

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables
        self._known: dict[str, PidSchema] = {}

    def of(self, pid: str) -> PidSchema | None:
        if pid not in self.tables:
            return None
        if pid not in self._known:
            self._known[pid] = PidSchema(pid, self.tables[pid])
        return self._known[pid]


# What a value must be: ("type", …), ("pattern", name), ("least", n), ("most", n), ("items", shape), ("any", shapes),
# ("all", shapes).
Shape = tuple[object, ...]


def certain(shape: Any, value: object) -> bool:
    """Whether a value is valid beyond doubt."""
    kind, what = shape
    if kind == "any":
        return any(certain(one, value) for one in what)
    if kind == "all":
        return all(certain(one, value) for one in what)
    if kind == "type":
        return any(_is(type, value) for type in what)
    if kind == "pattern":
        return not isinstance(value, str) or _fits(what, value)
    if kind == "items":
        return not isinstance(value, list) or all(certain(what, item) for item in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    return bool(what <= value if kind == "least" else value <= what)


def _is(type: str, value: object) -> bool:
    if type == "string":
        return isinstance(value, str)
    if type == "boolean":
        return isinstance(value, bool)
    if type == "array":
        return isinstance(value, list)
    return isinstance(value, int if type == "integer" else (int, float)) and not isinstance(value, bool)


def _fits(name: str, text: str) -> bool:
    if name == "placeholder":
        return "$[" in text
    if name == "truth":
        return text.lower() in ("true", "false")
    digits = text[1:] if text[:1] in ("+", "-") else text
    return bool(digits) and DIGITS.issuperset(digits)


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
    """Literals of what the rules need of schemas/pid/*.json; read in a checkout and while the wheel is built."""
    found = {}
    for name in sorted(os.listdir(os.path.join(folder, "pid"))):
        if name.endswith(".json"):
            pid = name[: -len(".json")]
            found[pid] = table(schema_of(pid, folder))
    return found


def schema_of(pid: str, folder: str) -> dict[str, Any]:
    import json

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


class Violation:
    """What jsonschema refuses. `least` and `most` are the bounds of a number that is out of range."""

    __slots__ = ("least", "most", "name", "unknown")

    def __init__(self, name: str, *, unknown: bool = False, least: int | None = None, most: int | None = None) -> None:
        self.name = name
        self.unknown = unknown
        self.least = least
        self.most = most


def violations(pid: str, values: dict[str, object]) -> list[Violation]:
    """Of properties that the tables doubt. jsonschema's own messages are not used: they quote values."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    from aemlint.data import schemas_folder

    schema = schema_of(pid, schemas_folder())
    # An empty registry: nothing is ever fetched.
    validator = Draft202012Validator(schema, registry=Registry())
    found = []
    for name, value in values.items():
        errors = list(validator.iter_errors({name: value}))
        if not errors:
            continue
        bounds: dict[str, int] = {}
        waiting = errors
        while waiting:
            error = waiting.pop()
            waiting.extend(error.context or ())
            if error.validator in ("minimum", "maximum"):
                bounds[str(error.validator)] = error.validator_value
        unknown = name not in schema["properties"]
        found.append(Violation(name, unknown=unknown, least=bounds.get("minimum"), most=bounds.get("maximum")))
    return found
