"""What the provider that a forward leads to asks of a property."""

from __future__ import annotations

from aemlint.checks.port_range import folders
from aemlint.hit import Edit, Hit, Mark
from aemlint.model.effective import consulted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(
    project: Project,
    *,
    pid: str,
    property: str,
    hosts: list[str],
    unless: str,
    at: str | None = None,
    right: str | None = None,
) -> Iterator[Hit]:
    """Hits a property that is set while the port leads to one of the hosts, save where `unless` may be true.

    With `right` only a literal that is another. `at` is where a hit points to if it is set.
    """
    wrong: dict[Place, list[tuple[Effective, Property]]] = {}
    elsewhere: set[Place] = set()
    for view in project.effective(pid):
        have = view.get(property)
        forward = view.forward
        if have is None or forward is None or not _is_set(have, right):
            continue
        placed = (view.get(at) if at is not None else None) or have
        if not forward.leads_to(hosts):
            elsewhere.add(placed.at)
        elif view.flag(unless) is False:
            wrong.setdefault(placed.at, []).append((view, placed))
    for place, several in wrong.items():
        yield _hit(place, several, right, shared=place in elsewhere)


def _is_set(property: Property, right: str | None) -> bool:
    judged = property.judged
    if judged.blank or judged.template or judged.type == "array":
        return False
    if right is None:
        return True
    # A sample is auth/sample-user's.
    return (
        not judged.placeholders
        and judged.text is not None
        and judged.text.strip() != right
        and not judged.has_shape("sample-user")
    )


def _hit(place: Place, several: list[tuple[Effective, Property]], right: str | None, *, shared: bool) -> Hit:
    """`shared`: with an instance that has another provider, for which the text may be right."""
    view, placed = several[0]
    text = None if right is None or shared else placed.configuration.written_as(right, placed)
    marks: dict[Place, dict[str, str]] = {}
    environments: dict[str, None] = {}
    for one, _ in several:
        environment = one.instance.environment
        environments[environment.name] = None
        if one.forward is not None:
            marks.setdefault(one.forward.at("name"), {})[environment.name] = one.forward.destination
    values = {**placed.judged.words(), "property": placed.name, "host": view.forward.host if view.forward else ""}
    if shared:
        values["folders"] = folders(one for one, _ in several)
    return Hit(
        place,
        placed.subject,
        values,
        variant="override" if shared else None,
        marks=[
            Mark(at, "forward", {"environments": list(names), "destination": next(iter(names.values()))})
            for at, names in marks.items()
        ],
        edits=[] if text is None else [Edit(place, text)],
        environments=list(environments),
        consulted=consulted((one for one, _ in several), networks=True),
    )
