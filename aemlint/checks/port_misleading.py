"""Forwards whose source port promises another target port than they have."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, pid: str, property: str) -> Iterator[Hit]:
    for written, environments in project.in_force(pid, property):
        port = written.judged.integer
        if port is None or port - 30000 not in (465, 587):
            continue
        for environment in environments:
            wrong = [
                forward
                for forward in environment.forwards
                if forward.port_orig == port and forward.port_dest in MAIL_PORTS and forward.port_dest != port - 30000
            ]
            if wrong:
                values = {"property": property, "port": port, "promised": port - 30000, "port_dest": wrong[0].port_dest}
                mark = Mark(wrong[0].at("portDest"), "forward", {"host": wrong[0].host})
                yield Hit(written.at, written.subject, values, marks=[mark], environments=[environment.name])
                break
