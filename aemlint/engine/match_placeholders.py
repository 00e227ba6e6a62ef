"""Conditions in data on the placeholders of configurations, those in defaults too.

`placeholder` maps what a placeholder has (type, name, default, odd, idle) to what it must be: a condition on the text,
`true` for whatever is there, `false` for nothing at all. `mail: true` leaves out PIDs that have nothing to do with
mail; `property` names the properties to look at, or under `not` those to leave out.
"""

from __future__ import annotations

from aemlint.engine.match import holds
from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Hit
from aemlint.model import placeholder, secret
from aemlint.model.near_miss import near_misses
from aemlint.model.reads import may_read
from aemlint.model.value import Judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Property
    from aemlint.model.placeholder import Placeholder
    from aemlint.model.project import Project


def on_placeholders(match: dict[str, Any], project: Project) -> Iterator[Hit]:
    for configuration in project.live:
        if configuration.schema is None and (match.get("mail") or not may_read(configuration.document.source.text)):
            continue
        for property in configuration.properties.values():
            if _is_looked_at(match.get("property"), property.name):
                for node in _texts(property.entry.value):
                    yield from _in_text(match["placeholder"], property, node)


def _is_looked_at(wanted: Any, name: str) -> bool:
    if wanted is None:
        return True
    return name not in wanted["not"] if isinstance(wanted, dict) else name in wanted


def _texts(node: Node) -> list[Scalar]:
    """A value's texts with a placeholder in them that no build is going to change."""
    return [
        item
        for item in (node.items if isinstance(node, Array) else [node])
        if isinstance(item, Scalar)
        and item.type == "String"
        and placeholder.START in str(item.value)
        and not secret.has_token(str(item.value))
    ]


def _in_text(wanted: dict[str, Any], property: Property, node: Scalar) -> Iterator[Hit]:
    text = str(node.value)
    misspelt = {one.start for one in near_misses(text)}  # placeholder/syntax says that, and says it alone
    for outer in placeholder.placeholders(text):
        if outer.start in misspelt:
            continue
        for one in (outer, *placeholder.nested(outer.default or "")):
            if all(_holds(condition, getattr(one, field), node) for field, condition in wanted.items()):
                values = {"property": property.name, "pid": str(property.configuration.pid), "name": one.name}
                values.update({"type": one.type, "odd": one.odd or "", "shown": _shown(one), "value": one.name})
                yield Hit(property.part_at(node, outer.start, outer.end), property.subject, values, variant=one.type)


def _holds(condition: Any, text: str | None, node: Scalar) -> bool:
    if isinstance(condition, bool) or text is None:
        return (text is not None) is condition
    return holds(condition, Judged(Scalar(node.span, text, "String")))


def _shown(one: Placeholder) -> str:
    """Without its directives: a default may be a secret."""
    return f"$[{one.type}:{one.name}]"
