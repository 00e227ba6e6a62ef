"""nonProxyHosts that do nothing, or not what they seem to."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Hit, Mark
from aemlint.model import credential_shape
from aemlint.model.environment import words_of
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward, NetworkFile, Part
    from aemlint.model.project import Project

FLEXIBLE = "flexibleportegress"
# No host's name is longer.
LONGEST = 253


def check(project: Project, *, what: str) -> Iterator[Hit]:
    """`what` is kind or mail."""
    kinds = _kinds(project)
    for network in project.networks:
        if network.broken:
            continue
        for part in network.parts:
            if what == "kind":
                yield from _kind(network, part, kinds)
            else:
                yield from _mail(network, part)


def _kinds(project: Project) -> dict[str, tuple[NetworkFile, Scalar]]:
    """The kinds of egress that the project's files speak of, in lower case."""
    found: dict[str, tuple[NetworkFile, Scalar]] = {}
    for network in project.networks:
        for entry in network.entries("kind"):
            if isinstance(entry.value, Scalar):
                found.setdefault(str(entry.value.value).lower(), (network, entry.value))
    return found


def _kind(network: NetworkFile, part: Part, kinds: dict[str, tuple[NetworkFile, Scalar]]) -> Iterator[Hit]:
    """Without a file that says the kind, a networking file's own name does, if it is the documentation's."""
    entry = part.entry("nonProxyHosts")
    if entry is None or not isinstance(entry.value, Array) or not entry.value.items:
        return
    place, subject = network.place(entry.key), f"{part.subject}nonProxyHosts"
    if list(kinds) == [FLEXIBLE]:
        file, kind = kinds[FLEXIBLE]
        yield Hit(place, subject, {}, marks=[Mark(file.place(kind.span), "kind")], consulted=[file.path])
    elif not kinds and {"flexible", "egress"} <= words_of(network.path.rsplit("/", 1)[-1]):
        yield Hit(place, subject, {"file": network.path.rsplit("/", 1)[-1]}, variant="named")


def _mail(network: NetworkFile, part: Part) -> Iterator[Hit]:
    entry = part.entry("nonProxyHosts")
    if entry is None or not isinstance(entry.value, Array):
        return
    endings = _endings(part)
    for item in entry.value.items:
        pattern = str(item.value).lower() if isinstance(item, Scalar) and isinstance(item.value, str) else ""
        # `*` and `*.com` are about everything, not about mail.
        forward = endings.get(pattern) if pattern.count(".") > 1 or not pattern.startswith("*") else None
        if forward is not None and isinstance(item, Scalar):
            mark = Mark(forward.at("name"), "forward", {"host": forward.host, "port_dest": forward.port_dest})
            values = {"host": forward.host, "pattern": item.value, "value": item.value}
            subject = f"{part.subject}nonProxyHosts[{credential_shape.blanked(str(item.value))}]"
            yield Hit(network.place(item.span), subject, values, marks=[mark])


def _endings(part: Part) -> dict[str, Forward]:
    """Patterns that cover a mail host: its name, and with `*` before them all of its endings."""
    found: dict[str, Forward] = {}
    for forward in part.forwards:
        host = forward.host.lower()
        if forward.port_dest in MAIL_PORTS and 0 < len(host) <= LONGEST:
            found.setdefault(host, forward)
            for at in range(len(host)):
                found.setdefault("*" + host[at:], forward)
    return found
