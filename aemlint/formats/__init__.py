"""Readers: text in, one tree out in which every value knows where it stands.

This module only chooses the reader; each loads when the first file of its format is read.
"""

from __future__ import annotations

from aemlint.source import decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.formats.tree import Document, Entry, Scalar
    from aemlint.source import Source

ENDINGS = {
    ".cfg.json": "cfg.json",
    ".config": "config",
    ".cfg": "properties",
    ".properties": "properties",
    ".xml": "xml",
}


def format_of(path: str) -> str | None:
    """A configuration's format by its name, as AEM tells them apart: case matters."""
    for ending, format in ENDINGS.items():
        if path.endswith(ending):
            return format
    return None


def configuration(path: str, data: bytes, target: str) -> Document:
    """Reads a configuration as the target's real reader would."""
    source = _source(path, data)
    return _read(source, target)


def unremarkable(path: str, data: bytes, target: str, *, comments: bool = True) -> Document:
    """The same of a configuration whose bytes hold nothing that rules look for: without the tree, if it is right.

    `comments`: they are kept, for there may be something in them.
    """
    from aemlint.formats.later import Later

    source = _source(path, data)
    if path.endswith(".cfg.json"):
        from aemlint.formats import plain

        said = plain.comments(source, target)
        if said is not None:
            return Later("cfg.json", source, _read, source, target, comments=said if comments else ())
    found = _read(source, target)
    if found.problems or found.shadowed or found.refused or not found.configuration:
        return found
    return Later(found.format, source, _read, source, target, comments=found.comments if comments else ())


def _source(path: str, data: bytes) -> Source:
    format = format_of(path)
    if format == "xml":
        from aemlint.formats import sling_xml

        return sling_xml.decoded(path, data)
    return decoded(path, data, "latin-1" if format == "properties" else "utf-8")


def _read(source: Source, target: str) -> Document:
    format = format_of(source.path)
    if format == "cfg.json":
        from aemlint.formats import cfg_json

        return cfg_json.document(source, target)
    if format == "config":
        from aemlint.formats import config

        return _with_types(config.document(source, target), target)
    if format == "properties":
        from aemlint.formats import properties

        return _with_types(properties.document(source), target)
    from aemlint.formats import sling_xml

    return sling_xml.document(source, target)


def _with_types(document: Document, target: str) -> Document:
    if target != "cloud" or not any(":" in entry.name for entry in document.entries):
        return document
    from aemlint.formats import typed_keys

    return typed_keys.read_back(document)


def unopened(reader: Callable[[], Document]) -> Document:
    """One that nobody asked about; only of `.cfg.json` the name tells that it is a configuration."""
    from aemlint.formats.later import Later

    return Later("cfg.json", None, reader)


def document(path: str, data: bytes) -> Document:
    """Reads a networking or variables file, JSON or YAML by its name."""
    if path.endswith((".yaml", ".yml")):
        from aemlint.formats import yaml

        return yaml.document(decoded(path, data))
    from aemlint.formats import json

    return json.document(decoded(path, data))


def written(
    document: Document,
    entry: Entry,
    value: str | bool | int,
    *,
    type: str | None = None,
) -> str | None:
    """The text that gives `value` when it stands in place of the entry's; None where no scalar stands there.

    In a value of the same type, or of another one.
    """
    from aemlint.formats.tree import Scalar

    like = entry.value
    if type is not None and isinstance(like, Scalar):
        like = Scalar(like.span, like.value, type)
    if not isinstance(like, Scalar):
        return None
    if document.format == "config" and ":" in document.source.text[entry.key.start : entry.key.end]:
        like = Scalar(like.span, like.value, "String")  # the key's type is for texts
    if document.format == "properties" and document.source.text.startswith("<"):
        from aemlint.formats import properties_xml

        return properties_xml.written(document.source.text, like, value)
    text = _writer(document.format, value, like)
    if document.format != "properties":
        return text
    from aemlint.formats import properties

    if properties.continues(document.source.text[: like.span.start]):  # a last backslash would escape what follows it
        return None
    # A line of properties that is nothing but a key has no sign to write a value behind.
    between = document.source.text[entry.key.end : like.span.start]
    if not between:
        return f"={text}"
    return text if properties.separates(between) else None


def written_list(document: Document, entry: Entry, values: list[str]) -> str | None:
    """The text that gives a list of texts in place of the entry's single one; None where the format has no lists."""
    from aemlint.formats.tree import Scalar

    like = entry.value
    if document.format == "properties" or entry.declared is not None or not isinstance(like, Scalar):
        return None
    texts = [_writer(document.format, value, like) or "" for value in values]
    if document.format == "xml":  # one attribute holds them all; neither commas nor brackets are in what is split
        return '"[' + ",".join(text[1:-1] for text in texts) + ']"'
    return "[" + ", ".join(texts) + "]" if document.format == "cfg.json" else "[" + ",".join(texts) + "]"


def _writer(format: str, value: str | bool | int, like: Scalar) -> str | None:
    if format == "cfg.json":
        from aemlint.formats import cfg_json

        return cfg_json.written(value, like)
    if format == "config":
        from aemlint.formats import config

        return config.written(value, like)
    if format == "properties":
        from aemlint.formats import properties

        return properties.written(value, like)
    if format == "xml":
        from aemlint.formats import sling_xml

        return sling_xml.written(value, like)
    return None
