"""Conditions in data on the placeholders of configurations, those in defaults too.

`placeholder` maps what a placeholder has (type, name, default, misspelt, odd, idle) to what it must be: a condition on
the text, `true` for whatever is there, `false` for nothing at all. `mail: true` leaves out PIDs that have nothing to do
with mail; `property` names the properties to look at, or under `not` those to leave out.
"""

from __future__ import annotations

from aemlint.engine.match import holds
from aemlint.formats.tree import Scalar
from aemlint.hit import Hit
from aemlint.model import placeholder, secret
from aemlint.model.value import Judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.model.configuration import Property
    from aemlint.model.placeholder import Placeholder
    from aemlint.model.project import Project


def on_placeholders(rule: Rule, match: dict[str, Any], project: Project) -> Iterator[Hit]:
    where, wanted = match.get("property"), match["placeholder"]
    for use in project.uses:
        property, one = use.property, use.placeholder
        if match.get("mail") and property.configuration.schema is None:
            continue
        if _is_looked_at(where, property.name) and all(
            _holds(condition, getattr(one, field), use.node) for field, condition in wanted.items()
        ):
            name, odd = _told(property, one)
            values = {"property": property.name, "pid": str(property.configuration.pid), "name": name, "value": name}
            values.update({"type": one.type, "odd": odd, "shown": f"$[{one.type}:{name}]"})
            at = property.key_at if rule.sensitive else property.part_at(use.node, use.outer.start, use.outer.end)
            yield Hit(at, property.subject, values, variant=one.type if name else f"nameless {one.type}")


def _is_looked_at(wanted: Any, name: str) -> bool:
    if wanted is None:
        return True
    return name not in wanted["not"] if isinstance(wanted, dict) else name in wanted


def _holds(condition: Any, text: str | None, node: Scalar) -> bool:
    if isinstance(condition, bool) or text is None:
        return (text is not None) is condition
    return holds(condition, Judged(Scalar(node.span, text, "String")))


def _told(property: Property, one: Placeholder) -> tuple[str, str]:
    """Its name, and what it has that means nothing; nothing else of it, for a default may be a secret.

    Of a secret that was cut in two neither is shown.
    """
    name, odd = one.name, one.odd or ""
    if property.confidential:
        name = secret.told(one)
        odd = secret.DOTS if placeholder.is_strange(odd.partition("=")[0]) else odd
    return name, odd
