"""Properties that are absent or blank in what is in force on some instance."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.effective import consulted
from aemlint.model.environment import essential, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project
    from aemlint.source import Place

    Lacking = tuple[Place, str, tuple[str, ...]]


def check(project: Project, *, pid: str, property: str | list[str], blank: bool = False) -> Iterator[Hit]:
    """One hit for each place that would have to change, with the instances it is about; with `blank` also for text
    that is none. Of several properties those that are absent go together, and those that are blank. An instance
    without any configuration is override/gap's, a misspelt key property/unknown's.
    """
    found: dict[Lacking, list[Effective]] = {}
    for view in project.effective(pid):
        for lacking in _lacking(view, [property] if isinstance(property, str) else property, blank=blank):
            found.setdefault(lacking, []).append(view)
    for (at, variant, names), views in found.items():
        instances = [view.instance for view in views]
        values = {"property": names[0], "properties": [f"`{name}`" for name in names], "pid": pid}
        values["instances"] = _names(instances)
        subject = f"{pid}#{names[0]}" if len(names) == 1 else pid
        yield Hit(at, subject, values, variant=variant, environments=names_of(instances), consulted=consulted(views))


def _lacking(view: Effective, names: list[str], *, blank: bool) -> Iterator[Lacking]:
    if not view.layers or view.incomplete:
        return
    absent = [name for name in names if view.get(name) is None and not view.misspells(name)]
    if absent:
        yield view.layers[-1].first_at, "absent", tuple(absent)
    empty = [have for name in names if blank and (have := view.get(name)) is not None and _is_empty(have)]
    if empty:
        first = min(empty, key=lambda have: (have.configuration is not view.layers[-1], have.entry.key.start))
        at = first.key_at if first.secret else first.at
        yield at, "blank", tuple(name for name in names if view.get(name) in empty)


def _is_empty(property: Property) -> bool:
    return property.judged.blank and not property.judged.placeholders


def _names(instances: list[Instance]) -> list[str]:
    """An environment by its name where both of its tiers are concerned."""
    tiers: dict[str, list[Instance]] = {}
    for instance in essential(instances):
        tiers.setdefault(instance.environment.name, []).append(instance)
    names = []
    for environment, together in tiers.items():
        names += [environment] if environment and len(together) > 1 else [one.name for one in together]
    return names
