"""What jsonschema says of values that the tables doubt."""

from __future__ import annotations

from aemlint.data import schemas_folder
from aemlint.schema.tables import schema_of


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
