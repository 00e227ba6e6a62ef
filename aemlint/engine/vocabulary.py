"""Whether a rule file's data is a rule, by schemas/rule.json; only rules of a project's own are asked."""

from __future__ import annotations

import json
import os

from aemlint import data
from aemlint.model.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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


def violation(rule: dict[str, Any]) -> tuple[list[str | int], str] | None:
    """The deepest mistake: the path to it, and what is wrong in words of our own; None if there is none."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing import Registry

    with open(os.path.join(data.schemas_folder(), "rule.json"), encoding="utf-8") as file:
        schema = json.load(file)
    # An empty registry: nothing is ever fetched.
    error = best_match(Draft202012Validator(schema, registry=Registry()).iter_errors(rule))
    if error is None:
        return None
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        odd = next((key for key in error.instance if key not in known), "")
        hint = nearest(odd, known)
        return [*path, odd], f"there is no `{odd}` here" + (f"; did you mean `{hint}`?" if hint else "")
    missing = (
        next((key for key in error.validator_value if key not in error.instance), "")
        if error.validator == "required"
        else ""
    )
    value = error.validator_value
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    words = WORDS.get(str(error.validator), "a rule has either `match`, and it must be one that aemlint knows")
    return path, words.replace("{missing}", missing).replace("{value}", said)
