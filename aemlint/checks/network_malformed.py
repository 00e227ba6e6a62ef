"""Networking files that Cloud Manager's API would refuse for their form."""

from __future__ import annotations

from aemlint.formats.quoting import quoted_like
from aemlint.formats.tree import Array, Scalar, Table
from aemlint.hit import Edit, Hit
from aemlint.model.network import BESIDE, FIELDS, KINDS
from aemlint.model.value import Judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.network import Forward, NetworkFile, Part
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for network in project.networks:
        mistakes = network.document.mistakes
        twice = [problem for problem in mistakes if problem.kind == "duplicate-key"]
        # What follows the first mistake mostly follows from it.
        for problem in (*[problem for problem in mistakes if problem not in twice][:1], *twice):
            variant = "twice" if problem.kind == "duplicate-key" else f"{network.document.format} syntax"
            if network.document.format == "json" and network.document.source.text.startswith("#", problem.span.start):
                variant = "comment syntax"
            yield Hit(network.place(problem.span), network.path, {"reason": problem.reason}, variant=variant)
        if network.broken:
            continue
        if not network.parts:
            yield Hit(network.at, network.path, {}, variant="nothing")
        for part in network.parts:
            yield from _kind(network, part) if network.shape == "infrastructure" else _forwards(network, part)


def _forwards(network: NetworkFile, part: Part) -> Iterator[Hit]:
    entry = part.entry("portForwards")
    if entry is None and part.table is not None and all(one.name in BESIDE for one in part.table.entries):
        yield Hit(network.place(part.table.span), network.path, {}, variant="nothing")
    if entry is not None and not isinstance(entry.value, Array):
        if not _open(entry.value):
            yield Hit(network.place(entry.value.span), f"{part.subject}portForwards", {}, variant="no-list")
    elif entry is not None and isinstance(entry.value, Array):
        for item in entry.value.items:
            if not isinstance(item, Table) and not _open(item):
                yield Hit(network.place(item.span), f"{part.subject}portForwards", {}, variant="no-object")
    for forward in part.forwards:
        yield from _fields(forward)


def _fields(forward: Forward) -> Iterator[Hit]:
    for name in FIELDS[:0:-1]:
        node = forward.node(name)
        if node is None:
            if not forward.misspells(name):
                partner = next((one for one in FIELDS if forward.node(one) is not None), name)
                yield Hit(forward.at(partner), forward.subject(name), {"field": name}, variant="missing")
        elif not (isinstance(node, Scalar) and node.type == "integer") and not _open(node):
            yield Hit(forward.at(name), forward.subject(name), {"field": name, **_words(node)}, variant="no-integer")
    node = forward.node("name")
    if node is not None and not (isinstance(node, Scalar) and node.type == "string"):
        yield Hit(forward.at("name"), forward.subject("name"), _words(node), variant="name")


def _kind(network: NetworkFile, part: Part) -> Iterator[Hit]:
    entry = part.entry("kind")
    if entry is None or _open(entry.value):
        return
    written = entry.value.value if isinstance(entry.value, Scalar) else None
    if written in KINDS:
        return
    place = network.place(entry.value.span)
    right = next((kind for kind in KINDS if isinstance(written, str) and kind.lower() == written.lower()), None)
    edits = [Edit(place, quoted_like(place.text, right))] if right is not None else []
    values = {"right": right or "", "kinds": list(KINDS), **_words(entry.value)}
    yield Hit(place, "kind", values, variant="case" if right else "kind", edits=edits)


def _open(node: Node) -> bool:
    """Whether a build fills it in."""
    return isinstance(node, Scalar) and Judged(node).template


def _words(node: Node) -> dict[str, object]:
    return {"value": Judged(node).words()["value"]}
