"""Ports that no port forward of an environment serves."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.environment import Environment
    from aemlint.model.network import Forward
    from aemlint.model.project import Project


def check(project: Project, *, pid: str, property: str, least: int, most: int) -> Iterator[Hit]:
    """Ports outside of `least` to `most` are port/out-of-range's."""
    for written, environments in project.in_force(pid, property):
        port = written.judged.integer
        if port is None or written.judged.template or not least <= port <= most:
            continue
        judged = [environment for environment in environments if environment.networks]
        lacking = [one for one in judged if port not in {forward.port_orig for forward in one.forwards}]
        if not lacking:
            continue
        forwards = [forward for environment in lacking for forward in environment.forwards]
        nearest = _nearest(port, forwards)
        values: dict[str, object] = {"property": property, "port": port, "pid": pid, "value": port}
        names = [environment.name for environment in lacking]
        everywhere = len(lacking) == len(judged) and _one_file(judged)
        values["environments"] = ["every environment"] if everywhere and len(judged) > 1 else names
        yield Hit(
            written.at,
            written.subject,
            values,
            variant="destination" if any(forward.port_dest == port for forward in forwards) else None,
            marks=[*_mark(nearest), *_served(port, judged, lacking)],
            environments=names,
            consulted=sorted({network.path for environment in judged for network in environment.networks}),
        )


def _one_file(environments: list[Environment]) -> bool:
    return len({network.path for environment in environments for network in environment.networks}) == 1


def _nearest(port: int, forwards: list[Forward]) -> Forward | None:
    """A forward to a mail server before any other, then the nearest number."""
    known = [forward for forward in forwards if forward.port_orig is not None]
    return min(
        known,
        key=lambda forward: (forward.port_dest not in MAIL_PORTS, abs((forward.port_orig or 0) - port)),
        default=None,
    )


def _mark(forward: Forward | None) -> list[Mark]:
    if forward is None:
        return []
    values = {"port_orig": forward.port_orig, "host": forward.host or "no host", "port_dest": forward.port_dest}
    return [Mark(forward.at("portOrig"), "nearest", values)]


def _served(port: int, judged: list[Environment], lacking: list[Environment]) -> list[Mark]:
    """Where another environment forwards the port."""
    marks: dict[str, Mark] = {}
    for environment in judged:
        for forward in environment.forwards:
            if environment not in lacking and forward.port_orig == port:
                marks.setdefault(
                    forward.file.path, Mark(forward.at("portOrig"), "served", {"served": forward.file.environments})
                )
    return list(marks.values())
