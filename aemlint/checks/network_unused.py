"""Forwards to a mail port that no configuration of their environments connects to."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    used: dict[str, set[int]] = {}
    unknown: set[str] = set()
    for pid, name in (
        ("com.day.cq.mailer.DefaultMailService", "smtp.port"),
        ("org.apache.sling.commons.messaging.mail.internal.SimpleMailService", "mail.smtps.port"),
    ):
        for written, environments in project.in_force(pid, name):
            for environment in environments:
                if written.judged.integer is None:
                    unknown.add(environment.name)
                else:
                    used.setdefault(environment.name, set()).add(written.judged.integer)
    if not used:  # nothing sends mail here at all: nothing can be said of any forward
        return
    for network in project.networks:
        names = network.environments
        if not names or unknown.intersection(names):
            continue
        for forward in network.forwards:
            port = forward.port_orig
            if forward.port_dest in MAIL_PORTS and port is not None and not any(port in used.get(name, ()) for name in names):
                values = {"port_orig": port, "host": forward.host, "port_dest": forward.port_dest, "value": port}
                yield Hit(forward.at("portOrig"), forward.subject("portOrig"), values, environments=names)
