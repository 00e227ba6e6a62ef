"""Forwards with source and target port in each other's place."""

from __future__ import annotations

from aemlint.hit import Edit, Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def swapped(port_orig: int | None, port_dest: int | None) -> bool:
    return port_dest is not None and 30000 <= port_dest <= 30999 and port_orig is not None and not 30000 <= port_orig <= 31000


def check(project: Project) -> Iterator[Hit]:
    for forward in project.forwards:
        if swapped(forward.port_orig, forward.port_dest):
            values = {"port_orig": forward.port_orig, "port_dest": forward.port_dest, "value": forward.port_orig}
            edits = [
                Edit(forward.at("portOrig"), str(forward.port_dest)),
                Edit(forward.at("portDest"), str(forward.port_orig)),
            ]
            yield Hit(forward.at("portOrig"), forward.subject("portOrig"), values, edits=edits)
