"""Variables files that aio or Cloud Manager's API would refuse, or pass over in part."""

from __future__ import annotations

from aemlint.formats.quoting import quoted_like
from aemlint.formats.tree import Scalar, Table
from aemlint.hit import Edit, Hit
from aemlint.model.variables import SERVICES, STRING, TYPES, right_name
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aemlint.formats.tree import Node
    from aemlint.model.project import Project
    from aemlint.model.variables import Variable, VariablesFile
    from aemlint.source import Place


def check(project: Project) -> Iterator[Hit]:
    for file in project.variables:
        if file.pipeline:
            continue
        for problem in file.document.mistakes:
            variant = "twice" if problem.kind == "duplicate-key" else "syntax"
            yield Hit(file.place(problem.span), file.path, {"reason": problem.reason}, variant=variant)
        if file.broken:
            continue
        if not file.array:
            yield Hit(file.at, file.path, {}, variant="no-array")
        for item in file.items:
            if not isinstance(item, Table):
                yield Hit(_entry(file, item), file.path, {}, variant="no-object")
                break
        for variable in file.variables:
            yield from _item(variable)


def _entry(file: VariablesFile, item: Node) -> Place:
    """Where it begins: what it says may be a secret."""
    return file.place(Span(item.span.start, item.span.start))


def _item(variable: Variable) -> Iterator[Hit]:
    name = variable.judged("name")
    if name.blank or name.type == "null":
        yield Hit(_partner(variable), variable.subject("name"), {}, variant="no-name")
    elif not name.template and not right_name(name.raw or ""):
        told = variable.told if name.type == "string" else name.raw or ""
        values = {"variable": told, "value": told}
        variant = "pair" if "=" in (name.raw or "") else "name"
        yield Hit(variable.at("name"), f"variables[{told}].name", values, variant=variant)
    value = variable.judged("value")
    if value.type in ("missing", "null") and variable.type.lower() in ("", STRING) and not name.blank:
        yield Hit(variable.at("name"), variable.subject("value"), {"variable": variable.told}, variant="no-value")
    yield from _one_of(variable, "type", TYPES)
    if not variable.judged("service").blank:
        yield from _one_of(variable, "service", SERVICES)


def _one_of(variable: Variable, field: str, words: Sequence[str]) -> Iterator[Hit]:
    judged = variable.judged(field)
    if judged.type == "missing" or judged.template or (judged.type == "string" and judged.raw in words):
        return
    written = judged.raw or ""
    right = next((word for word in words if word.lower() == written.strip().lower()), None)
    place = variable.at(field)
    values = {**judged.words(), "variable": variable.told, "right": right or "", "words": list(words)}
    edits = [Edit(place, quoted_like(place.text, right))] if right is not None else []
    yield Hit(place, variable.subject(field), values, variant=f"{field}-case" if right else field, edits=edits)


def _partner(variable: Variable) -> Place:
    """What stands beside a missing name; never a value, which may be a secret."""
    if variable.node("name") is not None:
        return variable.at("name")
    field = next((one for one in ("type", "service") if isinstance(variable.node(one), Scalar)), None)
    return variable.at("value", key=True) if field is None else variable.at(field)
