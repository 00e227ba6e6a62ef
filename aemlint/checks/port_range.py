"""Ports that the proxy cannot listen on."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.network import HTTP_PROXY_PORT, HTTP_PROXY_VARIABLES, MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.project import Project
    from aemlint.model.value import Judged


def check(project: Project, *, pid: str, property: str, least: int, most: int) -> Iterator[Hit]:
    for configuration in project.of(pid):
        written = configuration.get(property)
        port = None if written is None else port_in(written.judged)
        if written is None or port is None or least <= port <= most:
            continue
        values = {"property": property, "port": port, **written.judged.words()}
        marks = list(_leading_there(project, written, port))
        variant = ("leads " if marks else "mail " if port in MAIL_PORTS else "") + "fallback" * written.judged.fallback
        yield Hit(written.at, written.subject, values, variant=variant, marks=marks)


def port_in(judged: Judged) -> int | None:
    """The number that is meant for mail; what reads or names the port of the HTTP proxy is port/http-proxy's."""
    if judged.whole is not None and judged.whole.name in HTTP_PROXY_VARIABLES:
        return None
    return None if judged.integer == HTTP_PROXY_PORT else judged.integer


def _leading_there(project: Project, written: Property, port: int) -> Iterator[Mark]:
    """Forwards to the very port: somebody wrote the target port in place of the source port."""
    if port not in MAIL_PORTS:
        return
    seen = set()
    for environment in project.environments_of(written.configuration):
        for forward in environment.forwards:
            place = forward.at("portOrig")
            if forward.port_dest == port and forward.port_orig is not None and place not in seen:
                seen.add(place)
                yield Mark(place, "forward", {"destination": forward.destination, "port_orig": forward.port_orig})
