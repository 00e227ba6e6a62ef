"""Mail providers, and the ports on which each takes mail."""

from __future__ import annotations

# By host; `*` stands for a region.
PORTS: dict[str, tuple[int, ...]] = {
    "smtp.sendgrid.net": (25, 465, 587, 2525),
    "email-smtp.*.amazonaws.com": (25, 465, 587, 2465, 2587),
    "smtp.mailgun.org": (25, 465, 587, 2525),
    "smtp.eu.mailgun.org": (25, 465, 587, 2525),
    "smtp.resend.com": (25, 465, 587, 2465, 2587),
    "smtp.office365.com": (25, 587),
    "smtp-legacy.office365.com": (25, 587),
    "smtp.gmail.com": (25, 465, 587),
}


def ports(host: str) -> tuple[int, ...] | None:
    """None for a host that is no known provider's.

    >>> ports("smtp.Gmail.com")
    (25, 465, 587)
    """
    host = host.lower()
    return next((ports for name, ports in PORTS.items() if _fits(host, name)), None)


def _fits(host: str, name: str) -> bool:
    start, star, end = name.partition("*")
    if not star:
        return host == name
    return len(host) > len(start) + len(end) and host.startswith(start) and host.endswith(end)
