"""What all readers give: a tree in which every value knows where it stands.

Spans of values cover everything that is written for the value: quotes, type letters and type prefixes included, so
that the text of a span, put in its place, gives the value again. Spans of keys cover the key as written, in JSON with
its quotes and its type (`"smtp.port:Integer"`).
"""

from __future__ import annotations

from aemlint.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Value: TypeAlias = str | int | float | bool | None
    Node: TypeAlias = "Scalar | Array | Table"


class Scalar:
    """One value.

    In a configuration `type` is the Java type that the real reader gives: String, Integer, Long, Float, Double, Byte,
    Short, Character, Boolean, Calendar. In other documents it is what is written: string, integer, number, boolean,
    null.
    """

    __slots__ = ("span", "type", "value")

    def __init__(self, span: Span, value: Value, type: str) -> None:
        self.span = span
        self.value = value
        self.type = type

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scalar) and (self.type, self.value, self.span) == (other.type, other.value, other.span)

    def __hash__(self) -> int:
        return hash((self.type, self.value, self.span))

    def __repr__(self) -> str:
        # No value: it may be a secret, and a repr ends up in tracebacks.
        return f"Scalar({self.span!r}, {self.type})"


class Mistaken(Scalar):
    """A Boolean made of a `text` that says neither true nor false: Java takes it for false without an error."""

    __slots__ = ("text",)

    def __init__(self, span: Span, text: str) -> None:
        super().__init__(span, False, "Boolean")
        self.text = text


def boolean(span: Span, text: str) -> Scalar:
    """What Boolean.valueOf makes of a text."""
    word = text.lower()
    return Scalar(span, word == "true", "Boolean") if word in ("true", "false") else Mistaken(span, text)


class Array:
    """Several values; `type` is `X[]`, Collection or Object[] in a configuration, else "array"."""

    __slots__ = ("items", "span", "type")

    def __init__(self, span: Span, items: list[Node], type: str) -> None:
        self.span = span
        self.items = items
        self.type = type

    def __repr__(self) -> str:
        return f"Array({self.span!r}, {self.type}, {len(self.items)} items)"


class Entry:
    """A key and its value. `name` is the decoded key without its type, `declared` the type as written with it."""

    __slots__ = ("declared", "key", "name", "value")

    def __init__(self, key: Span, name: str, value: Node, declared: str | None = None) -> None:
        self.key = key
        self.name = name
        self.value = value
        self.declared = declared

    def __repr__(self) -> str:
        return f"Entry({self.key!r}, {self.name!r}, {self.value!r})"


class Table:
    """Keys and values in the order of the text; keys may repeat in documents that allow it."""

    __slots__ = ("entries", "span")

    def __init__(self, span: Span, entries: list[Entry]) -> None:
        self.span = span
        self.entries = entries

    def __repr__(self) -> str:
        return f"Table({self.span!r}, {len(self.entries)} entries)"


class Problem:
    """What a reader stumbled over.

    `kind` is the last part of the rule that says it: syntax, duplicate-key, null-value, unknown-type, unreadable.
    `reason` completes "the file is not read: …" in a few words and never quotes a value.
    """

    __slots__ = ("kind", "reason", "span")

    def __init__(self, kind: str, span: Span, reason: str) -> None:
        self.kind = kind
        self.span = span
        self.reason = reason

    def __repr__(self) -> str:
        return f"Problem({self.kind}, {self.span!r}, {self.reason!r})"


class Comment:
    """A comment; `text` is what stands between its marks, `span` covers the marks too."""

    __slots__ = ("span", "text")

    def __init__(self, span: Span, text: str) -> None:
        self.span = span
        self.text = text

    def __repr__(self) -> str:
        return f"Comment({self.span!r})"


class Document:
    """What was read of a source.

    `root` holds what is in force: for a configuration exactly what the real reader gives or, where it refuses the file
    (`refused`), what could still be read. `shadowed` are entries that are written and have no effect: earlier
    duplicates, what stands behind the place at which the real reader silently stops.
    `configuration` is False where the real reader takes the file for something else than a configuration.
    `plain`: without anything that rules look for in every configuration, or not `read` yet: then `whole` reads it
    (formats/later.py).
    """

    __slots__ = ("comments", "configuration", "format", "problems", "refused", "root", "shadowed", "source")

    plain = False
    read = True

    def __init__(
        self,
        source: Source,
        format: str,
        root: Node | None,
        *,
        comments: Sequence[Comment] = (),
        problems: Sequence[Problem] = (),
        shadowed: Sequence[Entry] = (),
        refused: bool = False,
        configuration: bool = True,
    ) -> None:
        self.source = source
        self.format = format
        self.root = root
        self.comments = comments
        self.problems = problems
        self.shadowed = shadowed
        self.refused = refused
        self.configuration = configuration

    @property
    def whole(self) -> Document:
        return self

    def rest(self) -> None:
        """Lets go of what can be read again without opening the file."""

    @property
    def entries(self) -> list[Entry]:
        return self.root.entries if isinstance(self.root, Table) else []

    @property
    def mistakes(self) -> list[Problem]:
        """The first problems, each at its own place: the rest mostly follow from them. None for what is no text."""
        if any(problem.kind == "unreadable" for problem in self.problems):
            return []
        first = {problem.span.start: problem for problem in reversed(self.problems)}
        return list(reversed(first.values()))[:10]

    def __repr__(self) -> str:
        return f"Document({self.source!r}, {self.format}, {len(self.problems)} problems)"
