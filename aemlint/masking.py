"""Where secrets may be written: no excerpt shows the text there, and no sentence repeats it. Rather too much than too little."""

from __future__ import annotations

from aemlint.formats.tree import Array, Table
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile

# Fields of a variable that no secret is in.
HARMLESS = ("name", "type", "service", "status")


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
        found.setdefault(file.path, []).extend(_values(file))
    for network in project.networks:
        for connection in _shared_keys(network.tables):
            found.setdefault(network.path, []).append(connection)
        text = network.document.source.text
        if network.broken and "sharedKey" in text:
            found[network.path] = [(0, len(text))]
    return found


def _values(file: VariablesFile) -> Iterator[tuple[int, int]]:
    """Everything in an item but what is known to be harmless: a key may be misspelt."""
    if file.broken or not file.array:
        yield 0, len(file.document.source.text)
        return
    for item in file.items:
        if not isinstance(item, Table):
            yield item.span.start, item.span.end
    for variable in file.variables:
        for entry in variable.table.entries:
            # As `name`, NAME=VALUE is a mistake that people make.
            if entry.name not in HARMLESS or (entry.name == "name" and "=" in variable.name):
                yield entry.value.span.start, entry.value.span.end


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
