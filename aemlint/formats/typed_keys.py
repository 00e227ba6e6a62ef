"""Keys of `.config` and `.cfg` with a type behind a colon, which the cloud's build understands and AEM 6.5 does not.

The converter writes such a key as it is into the feature model, and the reader of that finds a type in it.
"""

from __future__ import annotations

from aemlint.formats.config_reader import TYPES as CONFIG
from aemlint.formats.java import Refused
from aemlint.formats.java_types import TYPES, typed
from aemlint.formats.tree import Array, Document, Entry, Mistaken, Problem, Scalar, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node

# Of every other type the converter writes a second colon and a type of its own.
PLAIN = ("String", "Boolean", "Long", "Double", "String[]")
# Of types, but those of which `.config` has the bits.
LETTERS = {type: letter for letter, type in CONFIG.items() if letter not in "TFDfd"}


def read_back(document: Document) -> Document:
    """The same with the types of its keys. A key that is there without a type, too, stays as it is written."""
    names = {entry.name.lower() for entry in document.entries}
    entries: list[Entry] = []
    problems: list[Problem] = []
    for entry in document.entries:
        name, _, declared = entry.name.partition(":")
        if declared not in TYPES or name.lower() in names or not _is_plain(entry.value):
            entries.append(entry)
            continue
        names.add(name.lower())
        value = entry.value
        try:
            value = typed(value, declared)
        except Refused:
            problems.append(Problem("unknown-type", value.span, f"`{name}` is no {declared}"))
        entries.append(Entry(entry.key, name, value, declared))
    assert document.root is not None
    return Document(
        document.source,
        document.format,
        Table(document.root.span, entries),
        comments=document.comments,
        problems=sorted([*document.problems, *problems], key=lambda problem: problem.span.start),
        shadowed=document.shadowed,
        refused=document.refused or bool(problems),
    )


def _is_plain(value: Node) -> bool:
    return isinstance(value, (Scalar, Array)) and value.type in PLAIN


def letter(declared: str, value: Node) -> str:
    """What `.config` has before a text for a type; nothing where the text cannot be of that type."""
    if not isinstance(value, Scalar) or value.type != "String" or declared not in LETTERS:
        return ""
    try:
        found = typed(value, declared)
    except Refused:
        return ""
    return "" if isinstance(found, Mistaken) else LETTERS[declared]
