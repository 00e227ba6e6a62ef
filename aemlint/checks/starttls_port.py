"""Ports at which a service that speaks implicit TLS only finds a server that begins without."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.network import STARTTLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.network import Forward
    from aemlint.model.project import Project


def check(project: Project, *, pid: str, property: str) -> Iterator[Hit]:
    """The port itself or, on the cloud, what a port forward of an environment leads it to."""
    for written, views in project.in_force_on(pid, property):
        port = written.judged.integer
        if port is None or written.judged.template:
            continue
        if port in STARTTLS:
            yield _hit(written, port, None, [])
            continue
        if project.target != "cloud":
            continue
        found: list[tuple[Forward, str]] = []
        for environment in dict.fromkeys(view.instance.environment for view in views):
            forward = environment.forward(port)
            if forward is not None and forward.port_dest in STARTTLS:
                found.append((forward, environment.name))
        if found:
            yield _hit(written, port, found[0][0], [name for _, name in found])


def _hit(written: Property, port: int, forward: Forward | None, environments: list[str]) -> Hit:
    judged = written.judged
    values: dict[str, object] = {"property": written.name, "port": port, "value": judged.raw}
    if judged.placeholders:
        values["variable"] = judged.placeholders[0].name
    marks = []
    if forward is not None:
        values.update({"host": forward.host or "a host without a name", "port_dest": forward.port_dest})
        marks = [Mark(forward.at("portDest"), "forward", values)]
    variants = ("forward" if forward is not None else "port", "fallback" if judged.fallback else "")
    return Hit(
        written.at,
        written.subject,
        values,
        variant=" ".join(filter(None, variants)),
        marks=marks,
        environments=environments,
    )
