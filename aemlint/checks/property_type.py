"""Values that cannot become what their property is, by the PID's schema."""

from __future__ import annotations

from aemlint.formats.tree import Array, Mistaken, Scalar
from aemlint.hit import Hit
from aemlint.model import placeholder
from aemlint.model.near_miss import near_misses
from aemlint.model.secret import DOTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.schema.judge import Violation


def check(project: Project, *, unless: dict[str, list[str]]) -> Iterator[Hit]:
    """`unless` names, by PID, properties that a rule of their own judges."""
    for configuration in project.mail:
        schema = configuration.schema
        assert schema is not None
        yield from _mistaken(configuration)
        values = _values(configuration, unless.get(schema.pid, []))
        doubtful = schema.doubtful(values) if values else []
        if not doubtful:
            continue
        from aemlint.schema.judge import violations

        for violation in violations(schema.pid, {name: values[name] for name in doubtful}):
            property = configuration.get(violation.name)
            if property is not None:
                yield _hit(property, violation)


def _values(configuration: Configuration, left_out: list[str]) -> dict[str, object]:
    """What is known, under the schema's names. Of a placeholder the default is judged, else that it is one."""
    values: dict[str, object] = {}
    for property in configuration.properties.values():
        known = configuration.known(property.name)
        judged = property.judged
        if known is None or known.name in left_out or judged.template or judged.near or _is_mistaken(property):
            continue
        values[known.name] = judged.text if judged.fallback else as_json(property.entry.value)
    return values


def _is_mistaken(property: Property) -> bool:
    return isinstance(property.entry.value, Mistaken)


def _mistaken(configuration: Configuration) -> Iterator[Hit]:
    """Booleans that are false by mistake, whatever their property is due to be."""
    for property in filter(_is_mistaken, configuration.properties.values()):
        known = configuration.known(property.name)
        raw = property.judged.raw or ""
        if known is None or property.judged.template:
            continue
        kind = "boolean" if known.java == "Boolean" else "declared"
        if kind == "boolean" and (placeholder.START in raw or near_misses(raw)):
            kind = "boolean placeholder"
        sign = "\\=" if configuration.document.format == "config" else "="
        yield _found(property, kind, DOTS if property.confidential else raw, sign=sign)


def as_json(node: Node) -> object:
    """A value as JSON has it, by its Java type."""
    if isinstance(node, Array):
        return [as_json(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.type in ("Float", "Double"):
        return float(node.value) if isinstance(node.value, (int, float)) else 0.5
    return node.value


def _hit(property: Property, violation: Violation) -> Hit:
    known = property.configuration.known(property.name)
    assert known is not None
    judged = property.judged
    kind = {"Boolean": "boolean", "Integer": "integer", "String": "text"}.get(known.java, "list")
    if violation.least is not None or violation.most is not None:
        kind = "range"
    if judged.type == "array" and kind != "list":
        kind = "text"
    shown = (
        "a list"
        if judged.raw is None
        else DOTS
        if property.confidential
        else judged.raw
        if judged.text is None
        else judged.text
    )
    return _found(property, f"{kind} fallback" if judged.fallback else kind, shown)


def _found(property: Property, variant: str, shown: str, **more: str) -> Hit:
    values = {"property": property.name, "pid": property.configuration.pid.addressed, "value": shown or '""', **more}
    return Hit(property.key_at if property.secret else property.at, property.subject, values, variant=variant)
