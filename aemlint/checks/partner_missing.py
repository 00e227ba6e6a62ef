"""Properties that are due because another one is set, and that are absent or blank in what is in force."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.effective import consulted
from aemlint.model.environment import names_of, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(
    project: Project, *, pid: str, property: str, partner: str, unless: str = "", on: bool = False
) -> Iterator[Hit]:
    """One hit for each place: the partner, or what is blank. Silent where `unless` is true or cannot be known; with
    `on` the partner must be true.
    """
    found: dict[Place, tuple[Property, Property | None, list[Effective]]] = {}
    for view in project.effective(pid):
        due = view.get(partner)
        have = view.get(property)
        if due is None or _is_blank(due) or due.judged.template or not _lacks(view, property, have, unless):
            continue
        if on and due.judged.true is not True:
            continue
        shown = have or due
        at = shown.key_at if shown.secret else shown.at
        found.setdefault(at, (due, have, []))[2].append(view)
    for at, (due, have, views) in found.items():
        instances = [view.instance for view in views]
        judged = (have or due).judged
        variants = ("absent" if have is None else "blank", "fallback" if judged.fallback else "")
        partner_at = due.key_at if due.secret else due.at
        yield Hit(
            at,
            f"{pid}#{property}",
            {
                "property": property,
                "partner": partner,
                "pid": pid,
                "instances": together(instances),
                "variable": judged.placeholders[0].name if judged.placeholders else "",
            },
            variant=" ".join(filter(None, variants)),
            marks=[] if have is None else [Mark(partner_at, "partner")],
            environments=names_of(instances),
            consulted=consulted(views),
        )


def _lacks(view: Effective, name: str, have: Property | None, unless: str) -> bool:
    if view.incomplete or view.flag(unless) is not False:
        return False
    return not view.misspells(name) if have is None else _is_blank(have)


def _is_blank(property: Property) -> bool:
    """A reference to a secret is none, whatever its default: the value is elsewhere by intention."""
    return property.judged.blank and not (property.secret and property.judged.placeholders)
