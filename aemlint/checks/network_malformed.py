"""Networking files that Cloud Manager's API would refuse for their form."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.hit import Edit, Hit
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Document
    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.project import Project

KINDS = ("vpn", "dedicatedEgressIp", "flexiblePortEgress")


def check(project: Project) -> Iterator[Hit]:
    for document in [*(network.document for network in project.networks), *project.broken_documents]:
        yield from _unparsed(document)
    for network in project.networks:
        for entry in network.entries("portForwards"):
            if not isinstance(entry.value, Array):
                yield Hit(network.place(entry.value.span), "portForwards", {}, variant="no-list")
                continue
            for item in entry.value.items:
                if not isinstance(item, Table):
                    yield Hit(network.place(item.span), "portForwards", {}, variant="no-object")
        for forward in network.forwards:
            yield from _fields(forward)
        yield from _kind(network)


def _unparsed(document: Document) -> Iterator[Hit]:
    for problem in document.problems[:10]:
        if problem.kind != "unreadable":
            place = Place(document.source, problem.span)
            yield Hit(place, document.source.path, {"reason": problem.reason}, variant="syntax")


def _fields(forward: Forward) -> Iterator[Hit]:
    for name, number in (("portOrig", forward.port_orig), ("portDest", forward.port_dest)):
        if number is None:
            variant = "missing" if forward.value(name) is None else "no-integer"
            yield Hit(forward.at(name), forward.subject(name), {"field": name}, variant=variant)
    name_value = forward.value("name")
    if name_value is not None and not isinstance(name_value.value, str):
        yield Hit(forward.at("name"), forward.subject("name"), {}, variant="name")


def _kind(network: NetworkFile) -> Iterator[Hit]:
    if network.shape != "infrastructure":
        return
    for entry in network.entries("kind"):
        written = entry.value.value if isinstance(entry.value, Scalar) else None
        if written in KINDS:
            continue
        place = network.place(entry.value.span)
        right = next((kind for kind in KINDS if isinstance(written, str) and kind.lower() == written.lower()), None)
        edits = [Edit(place, f'"{right}"')] if right and place.text.startswith('"') else []
        yield Hit(place, "kind", {"right": right or "", "value": str(written)}, variant="case" if right else "kind", edits=edits)
