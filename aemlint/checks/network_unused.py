"""Forwards to a mail port that no configuration of their environments connects to."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.project import Project

# Of so many forwards it is said that any configuration could have used them; nobody has more of them.
MOST = 200


def check(project: Project, *, ports: dict[str, str]) -> Iterator[Hit]:
    """`ports` maps PIDs that send mail to the property that is their port."""
    used, unknown = _used(project, ports)
    if not used:  # nothing sends mail here at all: nothing can be said of any forward
        return
    waiting = [
        forward
        for network in project.networks
        if network.environments and not unknown.intersection(network.environments)
        for forward in _unused(network, used)
    ]
    if waiting:
        others = [configuration for configuration in project.live if configuration.pid.addressed not in ports]
        # Code of the project's own may send mail, too.
        written = {property.judged.integer for configuration in others for property in configuration.written()}
        silent = [configuration.path for configuration in project.live]
        unused = (forward for forward in waiting if forward.port_orig not in written)
        yield from (_hit(forward, silent if number < MOST else []) for number, forward in enumerate(unused))


def _used(project: Project, ports: dict[str, str]) -> tuple[dict[str, set[int]], set[str]]:
    """Ports by environment, and the environments of which not every port is known."""
    used: dict[str, set[int]] = {}
    unknown: set[str] = set()
    for pid, name in ports.items():
        for view in project.effective(pid):
            if not view.layers and not view.incomplete:
                continue
            port, environment = view.get(name), view.instance.environment.name
            number = port.judged.integer if port is not None else None
            if number is not None:
                used.setdefault(environment, set()).add(number)
            if number is None or view.incomplete or (port is not None and port.judged.fallback):
                unknown.add(environment)
    return used, unknown


def _unused(network: NetworkFile, used: dict[str, set[int]]) -> Iterator[Forward]:
    for forward in network.forwards:
        port = forward.port_orig
        if port is None or forward.port_dest not in MAIL_PORTS:
            continue
        if not any(port in used.get(name, ()) for name in network.environments):
            yield forward


def _hit(forward: Forward, silent: list[str]) -> Hit:
    values = {"port_orig": forward.port_orig, "host": forward.host, "port_dest": forward.port_dest}
    names = forward.file.environments
    return Hit(
        forward.at("portOrig"),
        forward.subject("portOrig"),
        {**values, "value": forward.port_orig},
        variant=None if forward.host else "nameless",
        environments=names,
        consulted=silent,
    )
