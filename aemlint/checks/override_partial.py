"""Overrides that lack properties of the configurations they replace."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.environment import names_of
from aemlint.model.run_modes import deployed_together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    """One hit for each override, with all that it lacks somewhere."""
    pids = {configuration.pid.addressed for configuration in project.mail}
    found: dict[str, tuple[Configuration, dict[str, Property], list[Instance]]] = {}
    for pid in sorted(pids):
        if len(project.of(pid)) < 2:
            continue
        for view in project.effective(pid):
            if view.incomplete or view.instance.environment.type == "rde" or not view.replaced:
                continue
            for override in view.rivals:
                lost = _lost(override, view)
                if lost:
                    _, properties, instances = found.setdefault(override.path, (override, {}, []))
                    properties.update(lost)
                    instances.append(view.instance)
    for override, lost, instances in found.values():
        yield _hit(override, lost, instances, project.target)


def _lost(override: Configuration, view: Effective) -> dict[str, Property]:
    """What would be in force without the override, and is not set by it; only what makes a difference."""
    replaced: dict[str, Property] = {}
    for configuration in view.replaced:
        if deployed_together(configuration.folder, override.folder):
            replaced.update(configuration.properties)
    return {
        name: property
        for name, property in replaced.items()
        if name not in override.properties and _matters(property, override)
    }


def _matters(property: Property, override: Configuration) -> bool:
    known = override.known(property.name)
    if known is None or property.judged.blank or override.misspells(known.name):
        return False
    if known.default is not None and property.judged.text == _text(known.default):
        return False
    # OAuth needs no password.
    flow = override.get("oauth.flow")
    return property.name.lower() != "smtp.password" or flow is None or flow.judged.true is False


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _hit(override: Configuration, lost: dict[str, Property], instances: list[Instance], target: str) -> Hit:
    by_file: dict[tuple[str, str], list[Property]] = {}
    for property in sorted(lost.values(), key=lambda one: one.entry.key.start):
        of = property.configuration
        by_file.setdefault((of.folder.name, of.path), []).append(property)
    values: dict[str, object] = {
        "pid": override.pid.name,
        "folder": override.folder.name,
        "lost": _quoted(property for _, properties in sorted(by_file.items()) for property in properties),
        "replaced": list(dict.fromkeys(f"`{folder}`" for folder, _ in sorted(by_file))),
    }
    return Hit(
        override.first_at,
        override.pid.name,
        values,
        variant="whole" if target != "cloud" else None,
        marks=[
            Mark(properties[0].key_at, "replaced", {"lost": _quoted(properties)})
            for _, properties in sorted(by_file.items())
        ],
        environments=names_of(instances),
    )


def _quoted(properties: Iterable[Property]) -> list[str]:
    return [f"`{property.name}`" for property in properties]
