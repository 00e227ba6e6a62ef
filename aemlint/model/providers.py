"""Mail providers: their hosts, what people write for them, and the ports on which each takes mail."""

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

# What comes from tutorials, or is more than a slip away.
MEANT = {
    "sendgrid.net": "smtp.sendgrid.net",
    "mail.sendgrid.net": "smtp.sendgrid.net",
    "smtp.sendgrid.com": "smtp.sendgrid.net",
    "mailgun.org": "smtp.mailgun.org",
    "smtp.google.com": "smtp.gmail.com",
    "smtp.googlemail.com": "smtp.gmail.com",
    "smtp.gmial.com": "smtp.gmail.com",
    "smtp.gamil.com": "smtp.gmail.com",
    "outlook.office365.com": "smtp.office365.com",
}
# They look like slips and are none.
REAL = ("smtp.office365.us",)
# Shorter names have too many neighbours that exist: gmail and email, mail.
LONG = 6


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


def meant(host: str) -> str | None:
    """The provider's host that another one stands for.

    >>> meant("smtp.sendgird.net"), meant("smtp.sendgrid.net")
    ('smtp.sendgrid.net', None)
    """
    host = host.lower()
    return None if host in REAL else MEANT.get(host) or _near(host)


def _near(host: str) -> str | None:
    labels = host.split(".")
    if len(host) > 100 or not 3 <= len(labels) <= 5:
        return None
    found = None
    for known in PORTS:
        whole = known.split(".")
        if len(whole) != len(labels):
            continue
        right = [mine if one == "*" else one for one, mine in zip(whole, labels, strict=True)]
        odd = [at for at, one in enumerate(right) if one != labels[at]]
        if not odd:
            return None
        if found is None and len(odd) == 1 and _slip(right, labels, odd[0]):
            found = ".".join(right)
    return found


def _slip(right: list[str], labels: list[str], at: int) -> bool:
    """Another top-level domain, or one letter: in the provider's name only if that is long."""
    if at == len(right) - 1:
        return True
    from aemlint.model.nearest import slips

    return (at == 0 or len(right[at]) >= LONG) and slips(labels[at], right[at]) == 1
