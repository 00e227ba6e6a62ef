"""Mail forwards of one environment that another does not have, or that lead elsewhere there."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model import providers
from aemlint.model.network import LISTED, MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward
    from aemlint.model.project import Project


class Having:
    """The first forward of each source port that an environment has. `uses` are ports of its configurations, with
    True where it forwards them; None where its configurations do not say.
    """

    __slots__ = ("forwards", "name", "path", "uses")

    def __init__(self, name: str, path: str, forwards: list[Forward], uses: set[int | None]) -> None:
        self.name = name
        self.path = path
        self.forwards: dict[int, Forward] = {}
        for forward in forwards:
            source, _ = forward.ports
            if source is not None:
                self.forwards.setdefault(source, forward)
        self.uses = uses

    @property
    def lacks(self) -> bool:
        """Whether a configuration uses a port that is not forwarded here."""
        return any(port is not None and port not in self.forwards for port in self.uses)

    def needs(self, port: int, used: set[int | None]) -> bool:
        """Not one that its configurations use: port/not-forwarded says that. Not one that only others' use, where its
        own use what it has.
        """
        if port in self.uses:
            return False
        served = bool(self.uses) and all(number in self.forwards for number in self.uses)
        return not (served and port in used)


def check(project: Project, *, ports: dict[str, str]) -> Iterator[Hit]:
    """`ports` maps PIDs that send mail to the property that is their port."""
    for group in _groups(project, ports):
        used = {port for one in group for port in one.uses}
        mail: dict[int, None] = {}
        for one in group:
            mail.update({port: None for port, forward in one.forwards.items() if forward.ports[1] in MAIL_PORTS})
        for port in mail:
            yield from _absent(port, group, used)
            yield from _elsewhere(port, group)


def _groups(project: Project, ports: dict[str, str]) -> Iterator[list[Having]]:
    """The project's environments; the parts of each list by themselves, as nobody knows which is whose."""
    uses = _uses(project, ports)
    judged = [
        one
        for one in project.environments
        if one.networks and not one.unsettled and not any(len(network.parts) > 1 for network in one.networks)
    ]
    everywhere = set.intersection(*(uses.get(one.name, set()) for one in project.environments))
    yield [Having(one.name, one.networks[0].path, one.forwards, uses.get(one.name, set())) for one in judged]
    for network in project.networks:
        if network.environments and 1 < len(network.parts) <= LISTED:
            names = [part.id or f"item {at}" for at, part in enumerate(network.parts, 1)]
            pairs = zip(names, network.parts, strict=True)
            yield [Having(name, network.path, part.forwards, uses.get(name, everywhere)) for name, part in pairs]


def _uses(project: Project, ports: dict[str, str]) -> dict[str, set[int | None]]:
    found: dict[str, set[int | None]] = {}
    for pid, name in ports.items():
        for written, environments in project.in_force(pid, name):
            for environment in environments:
                found.setdefault(environment.name, set()).add(written.judged.integer)
    return found


def _absent(port: int, group: list[Having], used: set[int | None]) -> Iterator[Hit]:
    given = next(one for one in group if port in one.forwards)
    forward = given.forwards[port]
    if port not in used and all(one.lacks for one in group if port in one.forwards):
        return  # port/not-forwarded shows it beside the port that it was to be
    lacking = [one for one in group if port not in one.forwards and one.needs(port, used)]
    if lacking and forward.ports[1] in MAIL_PORTS:
        having = [one.name for one in group if port in one.forwards]
        names = [one.name for one in lacking]
        values = {"port": port, "host": forward.host, "lacking": names, "having": having, "value": port}
        yield Hit(
            forward.at("portOrig"),
            forward.subject("portOrig"),
            values,
            variant="absent",
            environments=names,
            consulted=sorted({one.path for one in group}),
        )


def _elsewhere(port: int, group: list[Having]) -> Iterator[Hit]:
    """Those that differ from the most; from the first where there is no majority."""
    having = [one for one in group if port in one.forwards and _is_compared(one.forwards[port])]
    targets = [_target(one.forwards[port]) for one in having]
    counts = dict.fromkeys(targets, 0)
    for target in targets:
        counts[target] += 1
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda target: counts[target])
    model = next(one for one, target in zip(having, targets, strict=True) if target == usual)
    like = [one.name for one, target in zip(having, targets, strict=True) if target == usual]
    odd: dict[int, tuple[Forward, list[str]]] = {}
    for one, target in zip(having, targets, strict=True):
        if target != usual:
            odd.setdefault(id(one.forwards[port]), (one.forwards[port], []))[1].append(one.name)
    for forward, names in odd.values():
        usual_forward = model.forwards[port]
        field = "portDest" if forward.port_dest != usual_forward.port_dest else "name"
        values = {"port": port, "host": forward.host, "port_dest": forward.port_dest, "value": forward.host}
        values["like"] = like
        mark = {"host": usual_forward.host, "port_dest": usual_forward.port_dest, "like": like}
        yield Hit(
            forward.at(field),
            forward.subject(field),
            values,
            variant="elsewhere",
            marks=[Mark(usual_forward.at(field), "usual", mark)],
            environments=names,
        )


def _is_compared(forward: Forward) -> bool:
    """Not one to a port that the provider does not serve: network/provider-port says that."""
    host, target = _target(forward)
    served = providers.ports(host)
    return bool(host) and (served is None or target in served)


def _target(forward: Forward) -> tuple[str, int | None]:
    """As it is meant: network/provider-host tells of a misspelt provider."""
    host = forward.host.lower()
    return providers.meant(host) or host, forward.ports[1]
