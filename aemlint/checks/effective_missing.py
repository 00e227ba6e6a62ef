"""Properties that are absent or blank in what is in force on some instance."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.source import Place


def check(project: Project, *, pid: str, property: str, blank: bool = False) -> Iterator[Hit]:
    """One hit for each place that would have to change, with the environments it is about."""
    found: dict[tuple[int, int, int], tuple[Place, str, list[str], list[str]]] = {}
    for view in project.effective(pid):
        if not view.layers:  # override/gap says it
            continue
        have = view.get(property)
        if have is not None and not (blank and have.judged.blank and not have.judged.template):
            continue
        if have is None and any(_misspelt(property, layer) for layer in view.layers):
            continue
        at, variant = (have.at, "blank") if have is not None else (_place(view.layers[-1]), "default")
        key = (id(at.source), at.span.start, at.span.end)
        _, _, environments, instances = found.setdefault(key, (at, variant, [], []))
        instances.append(view.instance.name)
        if view.instance.environment.name and view.instance.environment.name not in environments:
            environments.append(view.instance.environment.name)
    for at, variant, environments, instances in found.values():
        values = {"property": property, "pid": pid, "instances": instances}
        yield Hit(at, f"{pid}#{property}", values, variant=variant, environments=environments)


def _place(configuration: Configuration) -> Place:
    """Its first property: something absent has no place of its own."""
    for property in configuration.written():
        return property.key_at
    return configuration.at


def _misspelt(name: str, configuration: Configuration) -> bool:
    """One cause, one finding: a misspelt key is property/unknown."""
    schema = configuration.schema
    if schema is None:
        return False
    unknown: list[Property] = [one for key, one in configuration.properties.items() if key not in schema.properties]
    known = [property.name for property in schema.properties.values()]
    return any(nearest(one.name, known) == name for one in unknown)
