"""Where secrets may be written: no excerpt shows the text there, and no sentence repeats it. Rather too much than too little."""

from __future__ import annotations

from aemlint.formats.tree import Array, Table
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aemlint.model.project import Project


def masked(project: Project) -> dict[str, list[tuple[int, int]]]:
    """Spans by path."""
    found: dict[str, list[tuple[int, int]]] = {}
    for configuration in project.configurations:
        spans = []
        for property in configuration.written(shadowed=True):
            judged = property.judged
            looks_secret = property.secret or secret.credential_key(property.name)
            text = judged.raw
            if (looks_secret and (text is None or judged.kind not in ("blank", "reference"))) or (
                secret.vendor(property.at.text) is not None or (text is not None and secret.vendor(text) is not None)
            ):
                spans.append((property.entry.value.span.start, property.entry.value.span.end))
        spans += [(comment.span.start, comment.span.end) for comment in configuration.document.comments if secret.in_text(comment.text)]
        if configuration.broken:
            spans = [(0, len(configuration.document.source.text))]
        found[configuration.path] = spans  # also if there are none: it was looked through
    for file in project.variables:
        for variable in file.variables:
            place = variable.at("value")
            found.setdefault(file.path, []).append((place.span.start, place.span.end))
    for network in project.networks:
        for connection in _shared_keys(network.tables):
            found.setdefault(network.path, []).append(connection)
    return found


def _shared_keys(tables: list[Any]) -> Iterator[tuple[int, int]]:
    waiting: list[Any] = list(tables)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table):
            for entry in node.entries:
                if entry.name == "sharedKey":
                    yield entry.value.span.start, entry.value.span.end
                waiting.append(entry.value)
        elif isinstance(node, Array):
            waiting.extend(node.items)
