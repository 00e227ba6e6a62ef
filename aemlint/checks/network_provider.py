"""Hosts and ports that a mail provider does not have."""

from __future__ import annotations

from aemlint.hit import Edit, Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward
    from aemlint.model.project import Project

# Names that people write, and the provider's own.
MISTAKEN = {
    "smtp.sendgrid.com": "smtp.sendgrid.net",
    "sendgrid.net": "smtp.sendgrid.net",
    "smtp.mailgun.com": "smtp.mailgun.org",
    "smtp.google.com": "smtp.gmail.com",
    "smtp.googlemail.com": "smtp.gmail.com",
    "smtp.office365.net": "smtp.office365.com",
    "smtp.resend.net": "smtp.resend.com",
}


def check(project: Project, *, what: str, providers: dict[str, list[int]]) -> Iterator[Hit]:
    """`what` is host or port; `providers` maps a host, or the `*` of one, to the ports it serves."""
    for forward in project.forwards:
        host = forward.host.lower()
        if what == "host" and host in MISTAKEN:
            place = forward.at("name")
            right = MISTAKEN[host]
            edits = [Edit(place, f'"{right}"')] if place.text.startswith('"') else []
            yield Hit(place, forward.subject("name"), {"host": host, "right": right, "value": host}, edits=edits)
        elif what == "port":
            yield from _port(forward, host, providers)


def _port(forward: Forward, host: str, providers: dict[str, list[int]]) -> Iterator[Hit]:
    for name, ports in providers.items():
        start, star, end = name.partition("*")
        fits = host == name or (star and host.startswith(start) and host.endswith(end) and len(host) > len(name))
        # 80 and 443 are the provider's web, and network/http-forward's business.
        if fits and forward.port_dest is not None and forward.port_dest not in (*ports, 80, 443):
            values = {"host": host, "port_dest": forward.port_dest, "ports": ports, "value": forward.port_dest}
            yield Hit(forward.at("portDest"), forward.subject("portDest"), values)
