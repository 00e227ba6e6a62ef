"""Properties that are absent or blank in what is in force on some instance."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.effective import Effective
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(project: Project, *, pid: str, property: str, blank: bool = False) -> Iterator[Hit]:
    """One hit for each place that would have to change, with the instances it is about; with `blank` also for text
    that is none. An instance without any configuration is override/gap's, a misspelt key property/unknown's.
    """
    found: dict[Place, tuple[str, list[Instance]]] = {}
    for view in project.effective(pid):
        lacking = _lacking(view, property, blank=blank)
        if lacking is not None:
            at, variant = lacking
            found.setdefault(at, (variant, []))[1].append(view.instance)
    for at, (variant, instances) in found.items():
        environments = {one.environment.name: None for one in instances if one.environment.name}
        values = {"property": property, "pid": pid, "instances": _names(instances)}
        yield Hit(at, f"{pid}#{property}", values, variant=variant, environments=list(environments))


def _lacking(view: Effective, name: str, *, blank: bool) -> tuple[Place, str] | None:
    if not view.layers or view.incomplete:
        return None
    have = view.get(name)
    if have is None:
        return None if view.misspells(name) else (view.layers[-1].first_at, "absent")
    if blank and have.judged.blank and not have.judged.placeholders:
        return have.at, "blank"
    return None


def _names(instances: list[Instance]) -> list[str]:
    """An environment by its name where both of its tiers are concerned."""
    tiers: dict[str, list[Instance]] = {}
    for instance in instances:
        tiers.setdefault(instance.environment.name, []).append(instance)
    names = []
    for environment, together in tiers.items():
        names += [environment] if environment and len(together) > 1 else [one.name for one in together]
    return names
