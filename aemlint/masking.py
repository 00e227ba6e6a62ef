"""Where secrets may be written: no excerpt shows the text there. Rather too much than too little."""

from __future__ import annotations

from aemlint.formats.tree import Array, Table
from aemlint.model import placeholder, secret
from aemlint.model.shapes import access_key
from aemlint.model.value import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile

# Fields of a variable that no secret is in.
HARMLESS = ("name", "type", "service", "status")


def masked(project: Project) -> dict[str, list[tuple[int, int]]]:
    """Spans by path."""
    found: dict[str, list[tuple[int, int]]] = {}
    for configuration in project.configurations:
        source = configuration.document.source
        # An empty list, too, says something: the file was looked through.
        found[configuration.path] = [(0, len(source.text))] if configuration.broken else list(_spans(configuration))
    for file in project.variables:
        found.setdefault(file.path, []).extend(_values(file))
    for network in project.networks:
        for connection in _shared_keys(network.tables):
            found.setdefault(network.path, []).append(connection)
        text = network.document.source.text
        if network.broken and "sharedKey" in text:
            found[network.path] = [(0, len(text))]
    return found


def _spans(configuration: Configuration) -> Iterator[tuple[int, int]]:
    """Values that are secret, or equal to one, or half of one; and comments that hold one."""
    source, written = configuration.document.source, list(configuration.written(shadowed=True))
    confidential = [property for property in written if property.confidential]
    # Some providers take one token as user and as password.
    told = {
        words
        for property in confidential
        for text in strings(property.entry.value) or ()
        for words in (text, *placeholder.literals(text))
    }
    hidden = set(map(id, confidential))
    for property in written:
        texts = [text for text in strings(property.entry.value) or () if text.strip()]
        known = any(text in told or access_key(text) for text in texts)
        if known or id(property) in hidden or secret.telling(property.at.text):
            yield property.entry.value.span.start, property.entry.value.span.end
    for comment in configuration.document.comments:
        text = source.text[comment.span.start : comment.span.end]
        lower = text.lower()  # "the old password was …" is prose that no rule reads
        if any(stem in lower for stem in secret.STEMS) or secret.telling(text):
            yield comment.span.start, comment.span.end


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
