"""Target ports that a mail provider does not serve."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, providers: dict[str, list[int]], others: list[int]) -> Iterator[Hit]:
    """`providers` maps a host, or one with `*` in it, to the ports it serves; `others` are other rules' business."""
    for forward in project.forwards:
        port = forward.port_dest
        if port is None or port in others or not 1 <= port < 30000:  # above that: network/swapped, network/port-range
            continue
        host = forward.host.lower()
        ports = next((ports for name, ports in providers.items() if _fits(host, name)), None)
        if ports is not None and port not in ports:
            values = {"host": host, "port_dest": port, "ports": ports, "value": port}
            yield Hit(forward.at("portDest"), forward.subject("portDest"), values)


def _fits(host: str, name: str) -> bool:
    start, star, end = name.partition("*")
    if not star:
        return host == name
    return len(host) > len(start) + len(end) and host.startswith(start) and host.endswith(end)
