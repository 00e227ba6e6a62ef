"""Forwards whose source port promises another way of TLS than their target port has."""

from __future__ import annotations

from aemlint.checks.port_range import port_in
from aemlint.hit import Hit, Mark
from aemlint.model.effective import consulted
from aemlint.model.network import IMPLICIT_TLS, STARTTLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward
    from aemlint.model.project import Project
    from aemlint.source import Place

# A source port, what it sounds like, and what it then does not lead to.
PROMISES = {30465: (465, STARTTLS), 30587: (587, IMPLICIT_TLS)}


def check(project: Project, *, pid: str, property: str) -> Iterator[Hit]:
    for written, views in project.in_force_on(pid, property):
        port = port_in(written.judged)
        if port not in PROMISES:
            continue
        promised, others = PROMISES[port]
        wrong: dict[Place, tuple[Forward, dict[str, None]]] = {}
        for view in views:
            forward = view.forward
            if forward is not None and forward.port_dest in others:
                names = wrong.setdefault(forward.at("portDest"), (forward, {}))[1]
                names[view.instance.environment.name] = None
        if wrong:
            first = next(iter(wrong.values()))[0]
            names = {name: None for _, several in wrong.values() for name in several}
            values = {"property": property, "port": port, "promised": promised, "port_dest": first.port_dest}
            marks = [
                Mark(at, "forward", {"destination": forward.destination, "environments": list(several)})
                for at, (forward, several) in wrong.items()
            ]
            yield Hit(
                written.at,
                written.subject,
                {**written.judged.words(), **values},
                variant="fallback" if written.judged.fallback else None,
                marks=marks,
                environments=list(names),
                consulted=consulted(views, networks=True),
            )
