"""Hosts that are one step from a mail provider's."""

from __future__ import annotations

from aemlint.formats.quoting import quoted_like
from aemlint.hit import Edit, Hit
from aemlint.model.nearest import slips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project

# Shorter names have too many neighbours that exist: gmail and email, mail.
LONG = 6


def check(project: Project, *, hosts: list[str], meant: dict[str, str], real: list[str]) -> Iterator[Hit]:
    """`hosts` are the providers', with `*` for a label of its own; `meant` are slips with their host, `real` look like
    slips and are none.
    """
    for forward in project.forwards:
        host = forward.host.lower()
        right = None if host in real else meant.get(host) or _near(host, hosts)
        if right is not None:
            place = forward.at("name")
            values = {"host": forward.host, "right": right, "value": host}
            edit = Edit(place, quoted_like(place.text, right))
            yield Hit(place, forward.subject("name"), values, edits=[edit])


def _near(host: str, hosts: list[str]) -> str | None:
    labels = host.split(".")
    if len(host) > 100 or not 3 <= len(labels) <= 5:
        return None
    found = None
    for known in hosts:
        whole = known.split(".")
        if len(whole) != len(labels):
            continue
        right = [mine if one == "*" else one for one, mine in zip(whole, labels, strict=True)]
        odd = [at for at, one in enumerate(right) if one != labels[at]]
        if not odd:
            return None
        if found is None and len(odd) == 1 and _slip(right, labels, odd[0]):
            found = ".".join(right)
    return found


def _slip(right: list[str], labels: list[str], at: int) -> bool:
    """Another top-level domain, or one letter: in the provider's name only if that is long."""
    if at == len(right) - 1:
        return True
    return (at == 0 or len(right[at]) >= LONG) and slips(labels[at], right[at]) == 1
