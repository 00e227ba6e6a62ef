"""OAuth switched on without its provider on some instance, or a provider beside a mail service that has it off."""

from __future__ import annotations

from aemlint.hit import Edit, Hit, Mark
from aemlint.model.environment import together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project

    Found = dict[int, tuple[Configuration, Property | None, Configuration | None, list[Instance]]]


def check(project: Project, *, pid: str, provider: str, flow: str, lacking: str) -> Iterator[Hit]:
    """`lacking` is provider or flow."""
    if lacking == "flow" and not project.of(provider):
        return
    found: Found = {}
    for view, beside in zip(project.effective(pid), project.effective(provider), strict=False):
        if not view.layers or view.incomplete or beside.incomplete:
            continue
        if view.flag(flow) is (lacking == "provider") and bool(beside.layers) is (lacking == "flow"):
            _add(found, view, beside, flow)
    for configuration, property, other, instances in found.values():
        environments = dict.fromkeys(instance.environment.name for instance in instances if instance.environment.name)
        judged = property.judged if property is not None else None
        values = {"property": flow, "pid": pid, "provider": provider, "instances": together(instances)}
        values["variable"] = judged.placeholders[0].name if judged is not None and judged.placeholders else ""
        variants = ("off" if property is not None else "absent", "fallback" if judged and judged.fallback else "")
        yield Hit(
            property.at if property is not None else configuration.first_at,
            f"{configuration.pid}#{flow}",
            values,
            variant=" ".join(filter(None, variants)) if lacking == "flow" else variants[1] or None,
            marks=[Mark(other.at, "provider")] if other is not None else [],
            edits=_edits(configuration, property, flow) if lacking == "flow" else [],
            environments=list(environments),
        )


def _add(found: Found, view: Effective, beside: Effective, flow: str) -> None:
    """By the place to change: the property, else the file that all others add to."""
    property = view.get(flow)
    if property is None and view.misspells(flow):
        return
    configuration = view.layers[0] if property is None else property.configuration
    other = beside.layers[-1] if beside.layers else None
    found.setdefault(id(property or configuration), (configuration, property, other, []))[3].append(view.instance)


def _edits(configuration: Configuration, property: Property | None, flow: str) -> list[Edit]:
    if property is not None:
        text = configuration.rewritten(property, to=True)
        return [] if text is None else [Edit(property.at, text)]
    first = next(configuration.written(), None)
    added = configuration.added(flow, value=True, beside=first) if first is not None else None
    return [] if added is None else [Edit(*added)]
