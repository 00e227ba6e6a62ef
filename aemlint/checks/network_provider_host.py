"""Hosts that are one step from a mail provider's."""

from __future__ import annotations

from aemlint.formats.quoting import quoted_like
from aemlint.hit import Edit, Hit
from aemlint.model import shapes
from aemlint.model.providers import meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for forward in project.forwards:
        # What is no host name is network/name's.
        right = meant(forward.host) if shapes.has("forward-name", forward.host.lower()) else None
        if right is not None:
            place = forward.at("name")
            values = {"host": forward.host, "right": right, "value": forward.host.lower()}
            edit = Edit(place, quoted_like(place.text, right))
            yield Hit(place, forward.subject("name"), values, edits=[edit])
