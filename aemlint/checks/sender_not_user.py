"""Senders that are not the user who sends, where the provider wants them to be one."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.address import address
from aemlint.model.effective import consulted
from aemlint.model.environment import names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(project: Project, *, pid: str, sender: str, user: str, oauth: str, hosts: list[str]) -> Iterator[Hit]:
    found: dict[tuple[Place, Place], tuple[Property, Property, list[Effective]]] = {}
    for view in project.effective(pid):
        sending, acting = view.get(sender), view.get(user)
        if sending is None or acting is None:
            continue
        forward = view.forward
        picky = view.flag(oauth) or (forward is not None and forward.leads_to(hosts))
        if picky and _differ(sending, acting):
            found.setdefault((sending.at, acting.at), (sending, acting, []))[2].append(view)
    for (place, user_at), (sending, acting, views) in found.items():
        forwards = {view.forward.at("name"): view.forward for view in views if view.forward is not None}
        yield Hit(
            place,
            sending.subject,
            {"property": sending.name, "value": sending.judged.raw, "user": acting.judged.raw, "user_property": user},
            variant="oauth" if all(view.flag(oauth) for view in views) else None,
            marks=[
                Mark(user_at, "user"),
                *(Mark(at, "forward") for at, forward in forwards.items() if forward.leads_to(hosts)),
            ],
            environments=names_of(view.instance for view in views),
            consulted=consulted(views, networks=True),
        )


def _differ(sending: Property, acting: Property) -> bool:
    """Both literal. What is no address, or a sample, has a finding of its own."""
    if any(one.judged.placeholders or one.judged.text is None or one.judged.blank for one in (sending, acting)):
        return False
    sender = address(sending.judged.text or "")
    if sender is None or sending.judged.has_shape("example-address") or acting.judged.has_shape("sample-user"):
        return False
    if sender.lower() in sending.judged.shipped:
        return False
    return sender.lower() != (acting.judged.text or "").strip().lower()
