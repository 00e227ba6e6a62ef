"""What tests of readers share: reading by a file's name, and whether the places in a document are true."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from aemlint import formats
from aemlint.formats.tree import Array, Document, Entry, Scalar, Table
from aemlint.source import Span

TARGETS = ("cloud", "6.5")
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "local")
THOROUGH = PROFILE == "ci"
CHECKS = HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much
# What a thousand choices have led to takes minutes to shrink: for that there is time with the other profile.
QUICK = Phase.explicit, Phase.reuse, Phase.generate
settings.register_profile(
    "local", max_examples=60, deadline=None, derandomize=True, suppress_health_check=CHECKS, phases=QUICK
)
settings.register_profile("ci", max_examples=2000, deadline=None, suppress_health_check=CHECKS)
settings.load_profile(PROFILE)


def read(name: str, data: bytes, target: str = "cloud") -> Document:
    return formats.configuration(name, data, target) if formats.format_of(name) else formats.document(name, data)


def nodes(root: Any) -> Iterator[tuple[Any, Any]]:
    """Every node and entry with the node around it."""
    waiting = [(root, root)] if root is not None else []
    while waiting:
        outer, node = waiting.pop()
        yield outer, node
        if isinstance(node, Array):
            waiting += [(node, item) for item in node.items]
        elif isinstance(node, Table):
            waiting += [(node, item) for item in node.entries]
        elif isinstance(node, Entry):
            waiting.append((outer, node.value))


def places_are_true(document: Document) -> None:
    """Spans nest, keys stand before values, and all of it lies inside the text."""
    whole = Span(0, len(document.source.text))
    for outer, node in nodes(document.root):
        around = whole if outer is document.root else outer.span
        spans = [node.key, node.value.span] if isinstance(node, Entry) else [node.span]
        assert all(span in around and span.start <= span.end for span in spans), (node, outer)
        if isinstance(node, Entry):
            assert node.key.end <= node.value.span.start, node
    for entry in document.shadowed:
        assert entry.key in whole
        assert entry.value.span in whole
    for item in (*document.comments, *document.problems):
        assert item.span in whole, item
        assert item.span.start <= item.span.end, item


def plain(node: Any) -> Any:
    """A node without its places."""
    if isinstance(node, Scalar):
        return node.type, node.value
    if isinstance(node, Array):
        return node.type, [plain(item) for item in node.items]
    return [(entry.name, plain(entry.value)) for entry in node.entries]
