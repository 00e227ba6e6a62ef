"""Fields that the API does not have."""

from __future__ import annotations

from aemlint.formats.tree import Table
from aemlint.hit import Hit
from aemlint.model.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import NetworkFile
    from aemlint.model.project import Project


def check(project: Project, *, fields: dict[str, list[str]]) -> Iterator[Hit]:
    """`fields` are the known ones of a forward, an environment and an infrastructure."""
    for network in project.networks:
        shape = "infrastructure" if network.shape == "infrastructure" else "environment"
        for table in network.tables:
            yield from _unknown(network, table, fields[shape], "")
        for forward in network.forwards:
            yield from _unknown(network, forward.table, fields["forward"], forward.subject(""))


def _unknown(network: NetworkFile, table: Table, known: list[str], where: str) -> Iterator[Hit]:
    for entry in table.entries:
        if entry.name not in known:
            near = nearest(entry.name, known)
            hint = f"; did you mean `{near}`?" if near else ""
            yield Hit(network.place(entry.key), f"{where}{entry.name}", {"field": entry.name, "hint": hint, "value": entry.name})
