"""smtp.ssl that does not fit the port that a connection ends at."""

from __future__ import annotations

from aemlint.checks.port_range import folders, port_in
from aemlint.hit import Edit, Hit, Mark
from aemlint.model.effective import consulted
from aemlint.model.environment import names_of, together
from aemlint.model.network import IMPLICIT_TLS, MAIL_PORTS
from aemlint.model.providers import ports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(
    project: Project, *, pid: str, property: str, port: str, starttls: str = "", guess: bool = False
) -> Iterator[Hit]:
    """`guess`: by the number alone, and only where no networking file says more.

    `starttls` is to be true where nothing but `property` encrypts: the cloud sees to that itself.
    """
    if guess and project.networked:
        return
    found: dict[int, _Verdict] = {}
    for view in project.effective(pid):
        connected, ssl = view.get(port), view.get(property)
        number = None if connected is None else port_in(connected.judged)
        secure = view.flag(property)
        if connected is None or number is None or secure is None or (ssl is not None and ssl.judged.blank):
            continue  # property/wrong-type speaks of a blank one
        target = view.suggested_port if guess else _target(view)
        if target is not None:
            at = ssl or connected
            verdict = found.setdefault(id(at), _Verdict(at, connected, secure=secure))
            if (target in IMPLICIT_TLS) is secure:
                verdict.right = True
            else:
                verdict.wrong.append((view, target))
    for verdict in found.values():
        if verdict.wrong:
            edits = [] if guess or verdict.right else _edits(property, verdict)
            if edits and verdict.secure and project.target != "cloud":
                edits += _starttls(starttls, verdict.at)
            yield _hit(property, verdict, project, edits, guess=guess)


class _Verdict:
    """What was seen of one place: where it is wrong, and whether it is right anywhere."""

    __slots__ = ("at", "port", "right", "secure", "wrong")

    def __init__(self, at: Property, port: Property, *, secure: bool) -> None:
        self.at = at
        self.port = port
        self.secure = secure
        self.right = False
        self.wrong: list[tuple[Effective, int]] = []


def _target(view: Effective) -> int | None:
    """Not one that the provider does not serve: network/provider-port says that, and another port may fit."""
    port, forward = view.server_port, view.forward
    if port not in MAIL_PORTS:
        return None
    served = ports(forward.host) if forward is not None else None
    return port if served is None or port in served else None


def _hit(property: str, verdict: _Verdict, project: Project, edits: list[Edit], *, guess: bool) -> Hit:
    at = verdict.at
    view, target = verdict.wrong[0]
    instances = [one.instance for one, _ in verdict.wrong]
    absent = at is verdict.port
    kind = "secure" if verdict.secure else "absent" if absent else "plain"
    number = port_in(verdict.port.judged)
    direct = project.target != "cloud" or number == target
    judged = at.judged if at.judged.fallback else verdict.port.judged
    override = ("override-secure" if verdict.secure else "override-plain") if verdict.right else ""
    variants = (override, f"direct-{kind}" if direct else "", kind, "fallback" if judged.fallback else "")
    values = {**judged.words(), "value": at.judged.raw, "port": number, "port_dest": target}
    values |= {"instances": together(instances), "environments": names_of(instances)}
    values["folders"] = folders(one for one, _ in verdict.wrong) if verdict.right else []
    values["destination"] = view.forward.destination if view.forward is not None else f"port {target}"
    return Hit(
        at.at,
        f"{at.configuration.pid}#{property}",
        values,
        variant=" ".join(filter(None, variants)),
        marks=[] if guess else [*_port(verdict), *_forwards(verdict)],
        edits=edits,
        environments=names_of(instances),
        consulted=consulted((one for one, _ in verdict.wrong), networks=True),
    )


def _port(verdict: _Verdict) -> Iterator[Mark]:
    if verdict.at is not verdict.port:
        yield Mark(verdict.port.at, "port")


def _forwards(verdict: _Verdict) -> Iterator[Mark]:
    places: dict[Place, dict[str, str]] = {}
    for view, _ in verdict.wrong:
        forward = view.forward
        if forward is not None:
            places.setdefault(forward.at("portDest"), {})[view.instance.environment.name] = forward.destination
    for at, names in places.items():
        yield Mark(at, "forward", {"environments": list(names), "destination": next(iter(names.values()))})


def _edits(property: str, verdict: _Verdict) -> list[Edit]:
    """None where the same text is right for another instance."""
    configuration, at = verdict.at.configuration, verdict.at
    if at is verdict.port:
        added = configuration.added(property, value=True, beside=at)
        return [] if added is None else [Edit(*added)]
    text = configuration.rewritten(at, to=not verdict.secure)
    return [] if text is None else [Edit(at.at, text)]


def _starttls(name: str, beside: Property) -> list[Edit]:
    """Without it the mails would leave in clear once TLS from the first byte is off."""
    configuration = beside.configuration
    property = configuration.get(name)
    if property is None:
        added = configuration.added(name, value=True, beside=beside)
        return [] if added is None else [Edit(*added)]
    text = configuration.rewritten(property, to=True) if property.judged.true is False else None
    return [] if text is None else [Edit(property.at, text)]
