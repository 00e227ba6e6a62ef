"""OAuth switched on without its provider on some instance, or a provider beside a mail service that has it off."""

from __future__ import annotations

from aemlint.hit import Edit, Hit, Mark
from aemlint.model.effective import consulted
from aemlint.model.environment import names_of, together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project


class Found:
    """One place to change, and what is in force where it is asked for; `folders` are those of the providers.

    `alone`: it is in force on instances without a provider, too.
    """

    __slots__ = ("alone", "configuration", "folders", "other", "property", "views")

    def __init__(self, configuration: Configuration, property: Property | None, other: Configuration | None) -> None:
        self.configuration = configuration
        self.property = property
        self.other = other
        self.views: list[Effective] = []
        self.folders: dict[str, None] = {}
        self.alone = False


def check(project: Project, *, pid: str, provider: str, flow: str, lacking: str) -> Iterator[Hit]:
    """`lacking` is provider or flow."""
    if lacking == "flow" and not project.of(provider):
        return
    found: dict[int, Found] = {}
    pairs = [
        (view, beside)
        for view, beside in zip(project.effective(pid), project.effective(provider), strict=False)
        if view.layers and not view.incomplete and not beside.incomplete
    ]
    for view, beside in pairs:
        if view.flag(flow) is (lacking == "provider") and bool(beside.layers) is (lacking == "flow"):
            _add(found, view, beside, flow)
    for view, beside in pairs:
        for configuration in () if beside.layers else view.layers:
            property = view.get(flow)
            one = found.get(id(property or configuration))
            if one is not None and one.property is property:
                one.alone = True
    for one in found.values():
        yield _hit(one, pid, provider, flow, lacking)


def _hit(one: Found, pid: str, provider: str, flow: str, lacking: str) -> Hit:
    property, instances = one.property, list(dict.fromkeys(view.instance for view in one.views))
    judged = property.judged if property is not None else None
    fallback = "fallback" if judged is not None and judged.fallback else ""
    values = {"property": flow, "pid": pid, "provider": provider, "instances": together(instances)}
    values["variable"] = judged.placeholders[0].name if judged is not None and judged.placeholders else ""
    values["folders"] = [f"`{name}`" for name in one.folders]
    variant, edits = fallback, []
    if lacking == "flow":
        variant = fallback or ("off" if property is not None else "absent")
        variant += " alone" * one.alone
        edits = [] if one.alone else _edits(one.configuration, property, flow)
    return Hit(
        property.at if property is not None else one.configuration.first_at,
        f"{one.configuration.pid}#{flow}",
        values,
        variant=variant or None,
        marks=[Mark(one.other.at, "provider")] if one.other is not None else [],
        edits=edits,
        environments=names_of(instances),
        consulted=consulted(one.views),
    )


def _add(found: dict[int, Found], view: Effective, beside: Effective, flow: str) -> None:
    """By the place to change: the property, else the file that all others add to."""
    property = view.get(flow)
    if property is None and view.misspells(flow):
        return
    configuration = view.layers[0] if property is None else property.configuration
    other = beside.layers[-1] if beside.layers else None
    one = found.setdefault(id(property or configuration), Found(configuration, property, other))
    one.views += (view, beside)
    one.folders.update({layer.folder.name: None for layer in beside.layers[:1]})


def _edits(configuration: Configuration, property: Property | None, flow: str) -> list[Edit]:
    if property is not None:
        text = configuration.rewritten(property, to=True)
        return [] if text is None else [Edit(property.at, text)]
    first = next(configuration.written(), None)
    added = configuration.added(flow, value=True, beside=first) if first is not None else None
    return [] if added is None else [Edit(*added)]
