"""Two configurations that match an instance equally well."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.environment import TIERS, names_of, together
from aemlint.model.run_modes import deployed_together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    pids = {configuration.pid.addressed for configuration in project.mail}
    found: dict[tuple[str, str], tuple[Configuration, Configuration, list[Instance]]] = {}
    for pid in sorted(pids):
        if len(project.of(pid)) < 2:
            continue
        for view in project.effective(pid):
            rivals = sorted(view.rivals, key=_place)
            for other in rivals[1:]:
                if _differ(rivals[0], other):
                    known = found.setdefault((rivals[0].path, other.path), (rivals[0], other, []))
                    known[2].append(view.instance)
    for first, other, instances in found.values():
        values = {
            "pid": other.pid.name,
            "folder": other.folder.name,
            "other": first.folder.name,
            "instances": together(instances),
        }
        variant = "whole" if project.target != "cloud" else None
        marks = [Mark(first.at, "other", {"other": first.folder.name})]
        yield Hit(other.at, other.pid.name, values, variant=variant, marks=marks, environments=names_of(instances))


def _place(configuration: Configuration) -> tuple[bool, str]:
    """The folder of the tier comes first, that of the environment is the one to change."""
    return not any(word in TIERS for word in configuration.folder.run_modes), configuration.path


def _differ(first: Configuration, other: Configuration) -> bool:
    """Whether it makes a difference which one is taken."""
    if not deployed_together(first.folder, other.folder):
        return False
    if first.properties.keys() != other.properties.keys():
        return True
    return any(_written(property) != _written(other.properties[name]) for name, property in first.properties.items())


def _written(property: Property) -> str:
    raw = property.judged.raw
    return raw if raw is not None else property.at.text
