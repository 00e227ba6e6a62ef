"""nonProxyHosts that do nothing, or not what they seem to."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Hit, Mark
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.project import Project


def check(project: Project, *, what: str) -> Iterator[Hit]:
    """`what` is kind, wildcard or mail."""
    kinds = {
        entry.value.value
        for network in project.networks
        for entry in network.entries("kind")
        if isinstance(entry.value, Scalar)
    }
    for network in project.networks:
        for entry in network.entries("nonProxyHosts"):
            if what == "kind":
                if kinds == {"flexiblePortEgress"} and isinstance(entry.value, Array) and entry.value.items:
                    yield Hit(network.place(entry.key), "nonProxyHosts", {})
                continue
            for host in _hosts(entry.value):
                yield from _wildcard(network, host) if what == "wildcard" else _mail(network, host)


def _hosts(node: object) -> list[Scalar]:
    items = node.items if isinstance(node, Array) else []
    return [item for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]


def _wildcard(network: NetworkFile, host: Scalar) -> Iterator[Hit]:
    if "*" in str(host.value)[1:]:
        values = {"host": host.value, "value": host.value}
        yield Hit(network.place(host.span), f"nonProxyHosts[{host.value}]", values)


def _mail(network: NetworkFile, host: Scalar) -> Iterator[Hit]:
    pattern = str(host.value).lower()
    for forward in network.forwards:
        if forward.port_dest in MAIL_PORTS and forward.host and _covers(pattern, forward):
            mark = Mark(forward.at("name"), "forward", {"port_dest": forward.port_dest})
            values = {"host": forward.host, "value": host.value}
            yield Hit(network.place(host.span), f"nonProxyHosts[{host.value}]", values, marks=[mark])
            return


def _covers(pattern: str, forward: Forward) -> bool:
    host = forward.host.lower()
    return host == pattern or (pattern.startswith("*") and len(pattern) > 2 and host.endswith(pattern[1:]))
