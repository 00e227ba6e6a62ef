"""What was meant as a placeholder and stays literal."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Edit, Hit
from aemlint.model import secret
from aemlint.model.near_miss import SIGNS, near_misses
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Property
    from aemlint.model.near_miss import NearMiss
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.mail:
        for property in configuration.properties.values():
            if property.judged.type == "string" and not property.judged.near:
                continue
            for node in _texts(property.entry.value):
                for one in near_misses(str(node.value)):
                    yield _hit(property, node, one)


def _texts(node: Node) -> list[Scalar]:
    return [
        item
        for item in (node.items if isinstance(node, Array) else [node])
        if isinstance(item, Scalar) and item.type == "String" and ("$" in str(item.value) or "{{" in str(item.value))
    ]


def _hit(property: Property, node: Scalar, one: NearMiss) -> Hit:
    written = str(node.value)[one.start : one.end]
    # A default of a secret is to go, and not to be written in another way.
    meant = None if property.secret and one.rest.startswith(":") else one.meant
    if meant is None and not one.type and property.secret and not one.rest:
        meant = f"$[secret:{one.name}]"
    at: Place = property.part_at(node, one.start, one.end)
    told = _told(written, one, hidden=property.confidential)
    values = {"property": property.name, "written": told, "name": one.name, "type": one.type, "value": told}
    if meant is not None:
        values["meant"] = meant.partition(";")[0] + ";…]" if ";" in meant else meant
    edits = _edits(property, node, one, at, meant) if meant is not None else []
    variant = "meant" if meant is not None else None
    if meant is None and one.type:
        variant = "no-end" if not one.rest or written.endswith(one.rest) else "secret" if property.secret else "behind"
    # What stands behind the name may be a secret, and a value that is one is not underlined.
    return Hit(
        property.key_at if property.confidential and one.rest else at,
        property.subject,
        values,
        variant=variant,
        edits=edits,
    )


def _edits(property: Property, node: Scalar, one: NearMiss, at: Place, meant: str) -> list[Edit]:
    """Where escapes hide what is meant, as `.config` has them in every default, the value is written anew."""
    text = str(node.value)
    if at.text == text[one.start : one.end]:
        return [Edit(at, meant)]
    if node is not property.entry.value:
        return []
    whole = property.configuration.written_as(text[: one.start] + meant + text[one.end :], property)
    return [] if whole is None else [Edit(property.at, whole)]


def _told(written: str, one: NearMiss, *, hidden: bool) -> str:
    """Without what stands behind the name; if that is no sign for a default, the name may be a part of the secret."""
    if not one.rest:
        return written
    start = written.rindex(one.rest)
    before, behind = written[:start].rstrip(), written[start + len(one.rest) :]
    if one.rest[0] in SIGNS:
        return f"{before}{one.rest[0]}…{behind}"
    return f"{before.removesuffix(one.name)}{secret.DOTS if hidden else one.name}…{behind}"
