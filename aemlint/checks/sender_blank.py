"""Senders that are blank, or absent in what is in force."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.effective import consulted
from aemlint.model.environment import names_of, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.schema import PidSchema, PropertySchema
    from aemlint.source import Place


def check(project: Project, *, property: dict[str, bool]) -> Iterator[Hit]:
    """`property` is what a property's schema says of it: {sender: true}."""
    seen: dict[str, PidSchema] = {}
    for configuration in project.mail:
        schema = configuration.schema
        if schema is not None and not (project.target == "cloud" and schema.cloud == "dead"):
            seen[schema.pid] = schema
    for pid, schema in seen.items():
        for known in schema.properties.values():
            if all(getattr(known, kind) is value for kind, value in property.items()):
                yield from _of(project, pid, known)


def _of(project: Project, pid: str, known: PropertySchema) -> Iterator[Hit]:
    found: dict[Place, tuple[str, str, list[Effective]]] = {}
    for view in project.effective(pid):
        where = _lacking(view, project, known)
        if where is not None:
            place, variant, variable = where
            found.setdefault(place, (variant, variable, []))[2].append(view)
    for place, (variant, variable, views) in found.items():
        instances = [view.instance for view in views]
        values = {"property": known.name, "pid": pid, "variable": variable, "instances": together(instances)}
        values["shipped"] = known.shipped[0] if known.shipped else ""
        subject, paths = f"{pid}#{known.name}", consulted(views)
        yield Hit(place, subject, values, variant=variant, environments=names_of(instances), consulted=paths)


def _lacking(view: Effective, project: Project, known: PropertySchema) -> tuple[Place, str, str] | None:
    if not view.layers or view.incomplete:
        return None
    have = view.get(known.name)
    if have is None:
        # On the cloud the weakest layer is the one that serves all instances; on 6.5 only one layer counts.
        layer = view.layers[0 if project.target == "cloud" else -1]
        return None if view.misspells(known.name) else (layer.first_at, "shipped" if known.shipped else "absent", "")
    if not have.judged.blank:
        return None
    if have.judged.placeholders:
        return have.at, "blank fallback", have.judged.placeholders[0].name
    return have.at, "blank", ""
