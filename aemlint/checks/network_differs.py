"""Mail forwards of one environment that another does not have, or that lead elsewhere there."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.environment import Environment
    from aemlint.model.network import Forward
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    judged = [environment for environment in project.environments if environment.networks]
    reported = _used(project)
    ports = {forward.port_orig for one in judged for forward in one.forwards if forward.port_dest in MAIL_PORTS}
    for port in sorted(port for port in ports if port is not None):
        having = [(one, forward) for one in judged if (forward := _forward(one, port)) is not None]
        first, given = having[0]
        lacking = [one.name for one in judged if _forward(one, port) is None]
        if lacking and port not in reported and not _subset(first, lacking):
            values = {"port": port, "lacking": lacking, "having": first.name, "value": port}
            consulted = [network.path for one in judged for network in one.networks]
            yield Hit(
                given.at("portOrig"),
                given.subject("portOrig"),
                values,
                variant="absent",
                environments=lacking,
                consulted=consulted,
            )
        yield from _elsewhere(port, given, having[1:])


def _subset(environment: Environment, lacking: list[str]) -> bool:
    """The same file serves both: there is nothing to differ."""
    return any(name in network.environments for network in environment.networks for name in lacking)


def _elsewhere(port: int, given: Forward, others: list[tuple[Environment, Forward]]) -> Iterator[Hit]:
    """Ports must agree; hosts may well be a sandbox's here and the real one's there, unless the port changes TLS."""
    for environment, forward in others:
        if forward.file is not given.file and forward.port_dest != given.port_dest:
            values = {"port": port, "host": forward.host, "port_dest": forward.port_dest, "value": forward.port_dest}
            mark = Mark(given.at("portDest"), "other", {"host": given.host, "port_dest": given.port_dest})
            yield Hit(
                forward.at("portDest"),
                forward.subject("portDest"),
                values,
                variant="elsewhere",
                marks=[mark],
                environments=[environment.name],
            )


def _forward(environment: Environment, port: int) -> Forward | None:
    return next((forward for forward in environment.forwards if forward.port_orig == port), None)


def _used(project: Project) -> set[int | None]:
    """Ports that a configuration uses: where one is missing, port/not-forwarded says so."""
    return {written.judged.integer for written, _ in project.in_force("com.day.cq.mailer.DefaultMailService", "smtp.port")}
