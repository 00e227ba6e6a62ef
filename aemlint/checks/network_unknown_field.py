"""Fields that the API does not have."""

from __future__ import annotations

from aemlint.formats.tree import Array, Table
from aemlint.hit import Hit
from aemlint.model.nearest import nearest
from aemlint.model.network import meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.network import NetworkFile
    from aemlint.model.project import Project

FORWARDS = "portForwards"


def check(project: Project, *, fields: dict[str, list[str]]) -> Iterator[Hit]:
    """`fields` are the known ones of an environment and of an infrastructure, and of what stands in a field of them."""
    for network in project.networks:
        if network.broken:
            continue
        shape = "infrastructure" if network.shape == "infrastructure" else "environment"
        for part in network.parts:
            if part.table is not None:
                yield from _unknown(network, part.table, shape, part.subject, fields)
            for forward in part.forwards:
                yield from _unknown(network, forward.table, FORWARDS, forward.subject(""), fields)


def _unknown(
    network: NetworkFile, table: Table, inside: str, where: str, fields: dict[str, list[str]]
) -> Iterator[Hit]:
    known = fields[inside]
    for entry in table.entries:
        if entry.name in known:
            if entry.name in fields and entry.name != FORWARDS:
                for inner in _tables(entry.value):
                    yield from _unknown(network, inner, entry.name, f"{where}{entry.name}.", fields)
        elif not entry.name.startswith(("$", "_", "//", "#")):  # notes to oneself, and to an editor
            # An infrastructure's own body is another one's.
            apart = inside == "infrastructure" and entry.name in fields["environment"]
            near = None if apart else meant(entry.name) if inside == FORWARDS else nearest(entry.name, known)
            values = {"field": entry.name, "near": near or "", "value": entry.name}
            place = network.place(entry.key)
            yield Hit(place, f"{where}{entry.name}", values, variant="apart" if apart else "near" if near else None)


def _tables(node: Node) -> list[Table]:
    return [item for item in (node.items if isinstance(node, Array) else [node]) if isinstance(item, Table)]
