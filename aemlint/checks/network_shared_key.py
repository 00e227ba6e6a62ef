"""Pre-shared keys of VPN connections in networking files."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.hit import Hit
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.project import Project


def check(project: Project, *, field: str) -> Iterator[Hit]:
    for network in project.networks:
        waiting: list[Node] = [*network.tables]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Array):
                waiting += node.items
            elif isinstance(node, Table):
                for entry in node.entries:
                    value = entry.value.value if isinstance(entry.value, Scalar) else None
                    if entry.name == field and isinstance(value, str) and secret.kind(value) == "literal":
                        yield Hit(
                            network.place(entry.key), f"connections.{field}", {"field": field, "fingerprint": value}
                        )
                    waiting.append(entry.value)
