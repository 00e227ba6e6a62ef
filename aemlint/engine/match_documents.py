"""Conditions in data on networking and variables files.

`forward` is a field of every port forward or, as a mapping, several with a condition for each; `network` is a field of
what a file says of an environment, whose texts are looked at one by one; `variable` is a field of every variable.
`where` and `unless` are conditions on fields beside (all that `unless` names together keep the rule silent), `read`
says what configurations do with a variable's name, `variants` name the sentence by the value (else a field of several
does), `at` is the field to point to where the one itself is not there.
"""

from __future__ import annotations

from aemlint.engine.match import holds
from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Edit, Hit
from aemlint.model.credential_shape import blanked
from aemlint.model.secret import DOTS
from aemlint.model.value import Judged
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.formats.tree import Node
    from aemlint.model.network import Forward
    from aemlint.model.project import Project
    from aemlint.model.variables import Variable

    Item = Forward | Variable

# Of so many variables, as many as an environment holds, it is said that any configuration could have read them.
MOST = 200


def on_forwards(rule: Rule, match: dict[str, Any], project: Project) -> Iterator[Hit]:
    fields = match["forward"]
    conditions = fields if isinstance(fields, dict) else {fields: match.get("value") or {}}
    for forward in project.forwards:
        for field, condition in conditions.items():
            judged = forward.judged(field)
            if judged.template or not holds(condition, judged) or not _beside(match, forward):
                continue
            if judged.type == "missing" and forward.misspells(field):
                continue
            values = {**judged.words(), "field": field, "host": forward.host}
            values.update({"port_orig": forward.port_orig, "port_dest": forward.port_dest})
            yield Hit(
                _at(match, forward, field),
                forward.subject(field),
                values,
                variant=_variant(match, judged) or (field if conditions is fields else None),
                edits=_edits(rule, match, forward, field),
            )


def on_networks(match: dict[str, Any], project: Project) -> Iterator[Hit]:
    field = match["network"]
    for network in project.networks:
        for entry in network.entries(field) if not network.broken else ():
            for item in _scalars(entry.value):
                judged = Judged(item)
                if not judged.template and holds(match.get("value") or {}, judged):
                    values = {**judged.words(), "field": field}
                    place = network.place(item.span)
                    yield Hit(place, f"{field}[{blanked(judged.raw or '')}]", values, variant=_variant(match, judged))


def on_variables(rule: Rule, match: dict[str, Any], project: Project) -> Iterator[Hit]:
    field = match["variable"]
    read = _read(project, match["read"]) if "read" in match else None
    for file in project.variables:
        for variable in file.variables if not (file.broken or file.pipeline) else ():
            judged = variable.judged(field)
            if judged.template or not holds(match.get("value") or {}, judged) or not _beside(match, variable):
                continue
            consulted = read(variable.name) if read is not None else ()
            if consulted is None:
                continue
            hidden = rule.sensitive or field == "value"
            values: dict[str, object] = {"value": DOTS} if hidden else judged.words()
            if rule.sensitive:
                values["fingerprint"] = judged.raw
            values.update({"field": field, "variable": variable.told, "service": variable.service})
            yield Hit(
                variable.at(field, key=True) if hidden else _at(match, variable, field),
                variable.subject(field),
                values,
                variant=_variant(match, judged),
                edits=_edits(rule, match, variable, field),
                consulted=consulted,
            )


def _at(match: dict[str, Any], item: Item, field: str) -> Place:
    """What is not there has no place: then another field's."""
    return item.at(match["at"] if "at" in match and item.node(field) is None else field)


def _beside(match: dict[str, Any], item: Item) -> bool:
    unless = match.get("unless")
    return _fields(match.get("where") or {}, item) and not (unless and _fields(unless, item))


def _fields(conditions: dict[str, Any], item: Item) -> bool:
    return all(holds(condition, item.judged(name)) for name, condition in conditions.items())


def _read(project: Project, wanted: object) -> Callable[[str], Sequence[str] | None]:
    """The paths of the configurations that do with a name what is wanted, None where it is not so.

    `false`: no configuration has the name; `secret`: some instance reads it with `$[secret:…]`. Where there is no
    configuration at all, nothing is known of what reads it.
    """
    if wanted is False:
        mentioned = project.mentioned
        silent = tuple(configuration.path for configuration in project.configurations)
        names: set[str] = set()

        def unread(name: str) -> Sequence[str] | None:
            if not silent or name in mentioned:
                return None
            names.add(name)
            return silent if len(names) <= MOST else ()

        return unread
    return project.readers(str(wanted)).get


def _variant(match: dict[str, Any], judged: Judged) -> str | None:
    variants = match.get("variants") or {}
    return next((name for name, condition in variants.items() if holds(condition, judged)), None)


def _scalars(node: Node) -> list[Scalar]:
    return [item for item in (node.items if isinstance(node, Array) else [node]) if isinstance(item, Scalar)]


def _edits(rule: Rule, match: dict[str, Any], item: Item, field: str) -> list[Edit]:
    """`lower` writes a value in lower case where that mends it, `add` adds a field."""
    fix = rule.fix or {}
    place = item.at(field)
    if fix.get("lower"):
        node = item.node(field)
        lower = Judged(Scalar(place.span, str(node.value).lower(), "string")) if isinstance(node, Scalar) else None
        mended = lower is not None and place.text.isascii() and not holds(match.get("value") or {}, lower)
        return [Edit(place, place.text.lower())] if mended and "\\" not in place.text else []
    if "add" in fix:
        from aemlint.formats.adding import field_added

        [(name, value)] = fix["add"].items()
        at, text = field_added(item.file.document, item.table, name, value)
        return [Edit(Place(item.file.document.source, Span(at, at)), text)]
    return []
