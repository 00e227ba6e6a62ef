"""Ports that no port forward of an environment serves."""

from __future__ import annotations

from aemlint.checks.port_range import fitting, folders, port_in
from aemlint.formats.tree import Array
from aemlint.hit import Edit, Hit, Mark
from aemlint.model.effective import consulted
from aemlint.model.environment import Environment, together
from aemlint.model.network import LISTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.network import Forward
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(project: Project, *, pid: str, property: str, least: int, most: int) -> Iterator[Hit]:
    """Ports outside of `least` to `most` are port/out-of-range's."""
    known = {environment.name for environment in project.environments if _known(environment)}
    listed: list[Environment] | None = None
    for written, views in project.in_force_on(pid, property):
        port = port_in(written.judged)
        if port is None or not least <= port <= most:
            continue
        judged = [environment for environment in _environments(views) if environment.name in known]
        lacking = [environment for environment in judged if not _forwards(environment, port)]
        if not lacking and len(_environments(views)) == len(project.environments):
            if listed is None:
                listed = [environment for environment in _listed(project) if _known(environment)]
            judged, lacking = listed, [environment for environment in listed if not _forwards(environment, port)]
        if lacking:
            yield _hit(project, written, port, views, judged, lacking, (least, most))


def _environments(views: Iterable[Effective]) -> list[Environment]:
    return list({view.instance.environment.name: view.instance.environment for view in views}.values())


def _listed(project: Project) -> list[Environment]:
    """Those of Cloud Manager's lists of which nobody says what they are here; what holds for all holds for them."""
    names = {environment.name for environment in project.environments}
    found = []
    for network in project.networks:
        ids = [part.id for part in network.parts]
        if network.environments and 1 < len(ids) <= LISTED and all(ids) and names.isdisjoint(ids):
            for id in dict.fromkeys(ids):
                environment = Environment(id, "")
                environment.networks = [network]
                found.append(environment)
    return found


def _known(environment: Environment) -> bool:
    """Whether all of its forwards are known: what is malformed there has findings of its own."""
    if not environment.networks or any(forward.port_orig is None for forward in environment.forwards):
        return False
    return not any(
        network.broken or not all(isinstance(entry.value, Array) for entry in network.entries("portForwards"))
        for network in environment.networks
    )


def _forwards(environment: Environment, port: int) -> bool:
    """Also with the two ports in each other's place, which is network/swapped's."""
    if port in environment.by_port:
        return True
    return any(forward.port_dest == port and forward.ports[0] == port for forward in environment.forwards)


def _hit(
    project: Project,
    written: Property,
    port: int,
    views: list[Effective],
    judged: list[Environment],
    lacking: list[Environment],
    range: tuple[int, int],
) -> Hit:
    names = [environment.name for environment in lacking]
    fits = fitting(judged, *range)
    text = None if fits is None else written.configuration.rewritten(written, to=fits)
    swapped = any(forward.port_dest == port for environment in lacking for forward in environment.forwards)
    everywhere = len(lacking) == len(judged) > 1 and len({id(one.networks[0]) for one in judged}) == 1
    nearest = {environment.name: _nearest(environment, port) for environment in lacking}
    folder, instead = _override(views, lacking, judged, nearest, range)
    variants = (
        "destination" if swapped else "everywhere" if everywhere else "",
        "fits" if text is not None else "override" if instead is not None else "forward",
        "fallback" if written.judged.fallback else "",
    )
    values = {"property": written.name, "port": port, "environments": names, "fitting": fits or ""}
    values |= {"instances": together(view.instance for view in views), "folder": folder, "instead": instead or ""}
    return Hit(
        written.at,
        written.subject,
        {**written.judged.words(), **values},
        variant=" ".join(filter(None, variants)),
        marks=[*_nearby(lacking, nearest, port), *_served(project, port)],
        edits=[Edit(written.at, text)] if text is not None else (),
        environments=names,
        consulted=consulted(views, networks=True),
    )


def _override(
    views: list[Effective],
    lacking: list[Environment],
    judged: list[Environment],
    nearest: dict[str, tuple[str, Forward | None]],
    range: tuple[int, int],
) -> tuple[str, int | None]:
    """The folder of the one environment that differs from the others, and the port it has instead."""
    kind, _ = nearest[lacking[0].name]
    port = fitting(lacking, *range)
    if len(lacking) > 1 or len(judged) == 1 or kind != "only" or port is None:
        return "", None
    if not lacking[0].type or lacking[0].unsettled:
        return "", None
    return folders(view for view in views if view.instance.environment is lacking[0])[0], port


def _nearest(environment: Environment, port: int) -> tuple[str, Forward | None]:
    """A forward to a mail server before any other, then the nearest number; and which sentence tells of it."""
    forwards = environment.forwards
    for forward in forwards:
        if forward.port_dest == port:
            return "destination", forward
    mail = [forward for forward in forwards if forward.serves_mail]
    found = min(mail or forwards, key=lambda forward: abs((forward.port_orig or 0) - port), default=None)
    return ("none" if found is None else "only" if len(mail) == 1 else "nearest" if mail else "other"), found


def _nearby(lacking: list[Environment], nearest: dict[str, tuple[str, Forward | None]], port: int) -> Iterator[Mark]:
    """Environments that share a file share a mark."""
    marks: dict[Place, tuple[str, dict[str, object], list[str]]] = {}
    for environment in lacking:
        kind, forward = nearest[environment.name]
        if forward is None:
            network = environment.networks[0]
            at = next((network.place(entry.value.span) for entry in network.entries("portForwards")), network.at)
            values: dict[str, object] = {}
        else:
            at = forward.at("portDest" if kind == "destination" else "portOrig")
            values = {"port_orig": forward.port_orig, "destination": forward.destination}
        marks.setdefault(at, (kind, values, []))[2].append(environment.name)
    for at, (kind, values, names) in marks.items():
        yield Mark(at, kind, {**values, "port": port, "environments": names})


def _served(project: Project, port: int) -> Iterator[Mark]:
    """Where other environments forward the port."""
    places: dict[Place, tuple[Forward, list[str]]] = {}
    for environment in project.environments:
        forward = environment.forward(port)
        if forward is not None:
            places.setdefault(forward.at("portOrig"), (forward, []))[1].append(environment.name)
    for at, (forward, names) in places.items():
        yield Mark(at, "served", {"environments": names, "destination": forward.destination})
