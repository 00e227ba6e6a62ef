"""Pre-shared keys of VPN connections in networking files."""

from __future__ import annotations

from aemlint.formats.tree import Scalar
from aemlint.hit import Hit
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, field: str) -> Iterator[Hit]:
    for network in project.networks:
        for entry in network.everywhere(field):
            value = entry.value.value if isinstance(entry.value, Scalar) else None
            if isinstance(value, str) and secret.kind(value) == "literal":
                values: dict[str, object] = {"field": field, "fingerprint": value}
                yield Hit(network.place(entry.key), f"connections.{field}", values)
