"""Whether a rule file's data is a rule, by schemas/rule.json; only rules of a project's own are asked."""

from __future__ import annotations

import json
import os

from aemlint import data
from aemlint.model.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Violation: TypeAlias = tuple[list[str | int], str]

WORDS = {
    "required": "`{missing}` is missing",
    "type": "this is no {value}",
    "enum": "one of {value} is due here",
    "const": "{value} is due here",
    "minItems": "at least {value} are due here",
    "minProperties": "something is due here",
    "maxLength": "longer than {value} characters",
    "pattern": "not written as it must be",
}


# What a match looks at, and the part of the schema that says what it may hold.
LOOKS = {
    "property": "on-properties",
    "forward": "on-forwards",
    "network": "on-networks",
    "variable": "on-variables",
    "placeholder": "on-placeholders",
}


def violation(rule: dict[str, Any]) -> Violation | None:
    """The first mistake: the path to it, and what is wrong in words of our own; None if there is none."""
    with open(os.path.join(data.schemas_folder(), "rule.json"), encoding="utf-8") as file:
        schema = json.load(file)
    known = list(schema["properties"])
    odd = next((key for key in rule if key not in known), None)
    if odd is not None:
        return [odd], _odd(odd, known)
    match = rule.get("match")
    if isinstance(match, dict):
        look = next((key for key in LOOKS if key in match and (key != "property" or "placeholder" not in match)), None)
        if look is None:
            odd = next(iter(match), "")
            return ["match", odd], f"a match looks at one of {', '.join(LOOKS)}{_hint(odd, list(LOOKS))}"
        found = _first(match, {"$defs": schema["$defs"], "$ref": f"#/$defs/{LOOKS[look]}"})
        if found is not None:
            return ["match", *found[0]], found[1]
        if rule.get("sensitive") is True and look in ("forward", "network"):
            return ["sensitive"], "a condition on networking files cannot hide what it finds"
    return _first(rule, schema)


def _first(instance: object, schema: dict[str, Any]) -> Violation | None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing import Registry

    # An empty registry: nothing is ever fetched.
    error = best_match(Draft202012Validator(schema, registry=Registry()).iter_errors(instance))
    if error is None:
        return None
    path = list(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return [*path, error.instance], _odd(error.instance, list(error.validator_value))
    if error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        odd = next((key for key in error.instance if key not in known), "")
        return [*path, odd], _odd(odd, known)
    value = error.validator_value
    missing = next((key for key in value if key not in error.instance), "") if error.validator == "required" else ""
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    words = WORDS.get(str(error.validator), "this is not as it must be")
    return path, words.replace("{missing}", missing).replace("{value}", said)


def _odd(word: str, known: list[str]) -> str:
    return f"there is no `{word}` here{_hint(word, known)}"


def _hint(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""
