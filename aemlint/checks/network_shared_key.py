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
    """Also under a longer name: `preSharedKey`, `pre_shared_key`."""
    for network in project.networks:
        for entry in network.secrets:
            value = entry.value.value if isinstance(entry.value, Scalar) else None
            meant = entry.name == field or entry.name.lower().replace("_", "").replace("-", "").endswith(field.lower())
            if meant and isinstance(value, str) and secret.kind(value) == "literal":
                values: dict[str, object] = {"field": entry.name, "fingerprint": value}
                yield Hit(network.place(entry.key), f"connections.{entry.name}", values)
