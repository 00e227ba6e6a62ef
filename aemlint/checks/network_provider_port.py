"""Target ports that a mail provider does not serve."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.providers import ports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, others: list[int]) -> Iterator[Hit]:
    """`others` are other rules' business."""
    for forward in project.forwards:
        port = forward.port_dest
        if port is None or port in others or not 1 <= port < 30000:  # above that: network/swapped, network/port-range
            continue
        served = ports(forward.host)
        if served is not None and port not in served:
            # What it serves beside those is for other mail servers, and tls/port-25's.
            submission = [one for one in served if one != 25]
            values = {"host": forward.host.lower(), "port_dest": port, "ports": served, "value": port}
            values["submission"] = submission
            variant = "one" if len(submission) == 1 else None
            yield Hit(forward.at("portDest"), forward.subject("portDest"), values, variant=variant)
