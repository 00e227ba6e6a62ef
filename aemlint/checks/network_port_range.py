"""Ports of forwards that the API refuses."""

from __future__ import annotations

from aemlint.checks.network_swapped import swapped
from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, fields: dict[str, list[int]]) -> Iterator[Hit]:
    """`fields` maps a field to the least and the most it may be."""
    for forward in project.forwards:
        if swapped(forward.port_orig, forward.port_dest):  # one cause, one finding
            continue
        for name, (least, most) in fields.items():
            number = forward.port_orig if name == "portOrig" else forward.port_dest
            if number is not None and not least <= number <= most:
                values = {"field": name, "number": number, "least": least, "most": most, "value": number}
                yield Hit(forward.at(name), forward.subject(name), values)
