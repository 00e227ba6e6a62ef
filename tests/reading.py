"""What tests of readers share: reading by a file's name, and whether the places in a document are true."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from aemlint import formats
from aemlint.formats.tree import Array, Document, Entry, Scalar, Table
from aemlint.source import Span

TARGETS = ("cloud", "6.5")
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "ci"  # conftest has the profiles


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
