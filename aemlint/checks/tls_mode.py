"""smtp.ssl that does not fit the port it ends at."""

from __future__ import annotations

from aemlint.hit import Edit, Hit, Mark
from aemlint.model.network import IMPLICIT_TLS, STARTTLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.network import Forward
    from aemlint.model.project import Project

# Without a networking file a source port's usual name is all there is to go by.
USUAL = {30465: 465, 30587: 587}


def check(project: Project, *, pid: str, guess: bool = False) -> Iterator[Hit]:
    """`guess`: by the usual numbers, and only where no networking file says more."""
    found: dict[int, tuple[Property, bool, int, Forward | None, list[str]]] = {}
    for view in project.effective(pid):
        port, ssl = view.get("smtp.port"), view.get("smtp.ssl")
        number = port.judged.integer if port is not None else None
        if port is None or number is None or port.judged.template or (ssl is not None and ssl.judged.template):
            continue
        secure = ssl.judged.true if ssl is not None else False
        if secure is None or (guess and _skipped(view)):
            continue
        target, forward = _target(project, view, number, guess=guess)
        if target is None or (target in IMPLICIT_TLS) is secure:
            continue
        at = ssl or port
        names = found.setdefault(id(at), (at, secure, target, forward, []))[4]
        if view.instance.environment.name and view.instance.environment.name not in names:
            names.append(view.instance.environment.name)
    for at, secure, target, forward, names in found.values():
        values = {"pid": pid, "port_dest": target, "host": forward.host if forward else "", "value": at.judged.raw}
        values["port"] = forward.port_orig if forward else target + 30000
        edits = []
        if at.name.lower() == "smtp.ssl":
            text = at.configuration.written_as(not secure, at)
            edits = [Edit(at.at, text)] if text is not None else []
        marks = [Mark(forward.at("portDest"), "forward", values)] if forward is not None else []
        variant = ("absent" if at.name.lower() != "smtp.ssl" else "default") if not secure else "secure"
        yield Hit(at.at, f"{pid}#smtp.ssl", values, variant=variant, marks=marks, edits=edits, environments=names)


def _skipped(view: Effective) -> bool:
    """A networking file knows better, and Adobe's OAuth sample has 30465 lead to a STARTTLS port."""
    flow = view.get("oauth.flow")
    return bool(view.instance.environment.networks) or (flow is not None and flow.judged.true is not False)


def _target(project: Project, view: Effective, port: int, *, guess: bool) -> tuple[int | None, Forward | None]:
    if guess:
        return USUAL.get(port), None
    if project.target != "cloud":
        return (port if port in IMPLICIT_TLS + STARTTLS else None), None
    for forward in view.instance.environment.forwards:
        if forward.port_orig == port and forward.port_dest in IMPLICIT_TLS + STARTTLS:
            return forward.port_dest, forward
    return None, None


