"""YAML with places: ruamel.yaml's events, and a tree that is built of them without anchors, aliases, tags and merges.

None of the files that are read here needs those, and all that makes YAML dangerous or slow does.
"""

from __future__ import annotations

from aemlint.formats.tree import Array, Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.formats.tree import Node
    from aemlint.source import Source

SIZE = 64 << 10
DEPTH = 50
MISTAKES = 50
TRUE, FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
NULL = ("", "~", "null", "Null", "NULL")
NUMBER = frozenset("0123456789.eE+-")


def document(source: Source) -> Document:
    if source.damage is not None:
        problem = Problem("unreadable", source.damage, "bytes that are no UTF-8")
        return Document(source, "yaml", None, problems=[problem], refused=True)
    if len(source.text) > SIZE:
        problem = Problem("syntax", Span(0, 0), f"larger than {SIZE >> 10} KiB")
        return Document(source, "yaml", None, problems=[problem], refused=True)
    text = source.text.removeprefix("\ufeff")
    tree = _Tree(text, len(source.text) - len(text))
    root = tree.read()
    return Document(
        source,
        "yaml",
        root,
        comments=_comments(source.text, tree.scalars),
        problems=tree.problems,
        refused=any(problem.kind == "syntax" for problem in tree.problems),
    )


class _Open:
    """A mapping or a sequence that has not ended; `key` is the one whose value is due."""

    __slots__ = ("key", "node", "seen")

    def __init__(self, node: Table | Array) -> None:
        self.node = node
        self.key: Node | None = None
        self.seen: set[str] = set()


class _Tree:
    """Grows with every event. A loop, not a recursion: nesting is the input's choice."""

    __slots__ = ("open", "problems", "root", "scalars", "shift", "text")

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.scalars: list[Span] = []

    def read(self) -> Node | None:
        """The root; None where the text cannot be read to its end."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            for event in YAML(typ="safe", pure=True).parse(self.text):
                if not self._take(event):
                    return None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index if mark is not None else 0, max(len(self.text) - 1, 0)) + self.shift
            span = Span(at, min(at + 1, len(self.text) + self.shift))
            self.problems.append(Problem("syntax", span, "YAML that cannot be read from here on"))
            return None
        except (YAMLError, ValueError):
            self.problems.append(Problem("syntax", Span(0, 0), "YAML that cannot be read"))
            return None
        return self.root

    def _span(self, event: Any) -> Span:
        return Span(event.start_mark.index + self.shift, event.end_mark.index + self.shift)

    def _problem(self, kind: str, span: Span, reason: str) -> None:
        if len(self.problems) < MISTAKES:
            self.problems.append(Problem(kind, span, reason))

    def _take(self, event: Any) -> bool:
        """False where reading ends."""
        kind = type(event).__name__
        if kind == "DocumentStartEvent" and self.root is not None:
            self._problem("syntax", self._span(event), "a second document")
            return False
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            # What ends by a bracket ends there, what ends by its indentation ends with its last value.
            bracket = event.end_mark.index > event.start_mark.index
            self._close(self._span(event).end if bracket else self.open[-1].node.span.end)
            return True
        if kind not in ("ScalarEvent", "AliasEvent", "SequenceStartEvent", "MappingStartEvent"):
            return True
        span = self._span(event)
        word = "an alias" if kind == "AliasEvent" else "an anchor" if event.anchor else "a tag" if event.tag else ""
        if word:
            self._problem("syntax", span, f"{word}, which these files do not need")
            return False
        if kind == "ScalarEvent":
            self.scalars.append(span)
            text = str(event.value)
            self._put(_scalar(span, text) if event.style is None else Scalar(span, text, "string"))
            return True
        if len(self.open) >= DEPTH:
            self._problem("syntax", span, f"nested deeper than {DEPTH} levels")
            return False
        self.open.append(_Open(Table(span, []) if kind == "MappingStartEvent" else Array(span, [], "array")))
        return True

    def _close(self, end: int) -> None:
        done = self.open.pop().node
        done.span = Span(done.span.start, max(end, done.span.end))
        self._put(done)

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        around = self.open[-1]
        around.node.span = Span(around.node.span.start, max(node.span.end, around.node.span.end))
        if isinstance(around.node, Array):
            around.node.items.append(node)
        elif around.key is None:
            around.key = node
        else:
            self._member(around, around.node, around.key, node)
            around.key = None

    def _member(self, around: _Open, table: Table, key: Node, value: Node) -> None:
        text = isinstance(key, Scalar)
        name = self.text[key.span.start - self.shift : key.span.end - self.shift] if text else ""
        if isinstance(key, Scalar) and key.type == "string":
            name = str(key.value)
        if not text:
            self._problem("syntax", key.span, "a key that is no text")
        elif name == "<<":
            self._problem("syntax", key.span, "a merge key, which these files do not need")
        if name in around.seen:
            self._problem("duplicate-key", key.span, f"the key `{name}` stands twice")
        around.seen.add(name)
        table.entries.append(Entry(key.span, name, value))


def _scalar(span: Span, text: str) -> Scalar:
    """By YAML 1.2's core schema."""
    if text in TRUE or text in FALSE:
        return Scalar(span, text in TRUE, "boolean")
    if text in NULL:
        return Scalar(span, None, "null")
    digits = text[1:] if text[:1] in ("-", "+") else text
    if digits.isascii() and digits.isdigit() and len(digits) <= 20:
        return Scalar(span, int(text), "integer")
    if digits[:1].isdigit() and NUMBER.issuperset(digits):
        try:
            number = float(text)
        except ValueError:
            return Scalar(span, text, "string")
        if number - number == 0:  # no infinity
            return Scalar(span, number, "number")
    return Scalar(span, text, "string")


def _comments(text: str, scalars: list[Span]) -> list[Comment]:
    """`#` at a line's start or behind white space, outside of every scalar."""
    found: list[Comment] = []
    waiting = iter(scalars)
    scalar = next(waiting, None)
    at = text.find("#")
    while at >= 0:
        while scalar is not None and scalar.end <= at:
            scalar = next(waiting, None)
        if scalar is not None and scalar.start <= at:
            at = text.find("#", scalar.end)
            continue
        if at and text[at - 1] not in " \t\r\n\ufeff":
            at = text.find("#", at + 1)
            continue
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        stop = end - 1 if text.startswith("\r", end - 1) else end
        found.append(Comment(Span(at, stop), text[at + 1 : stop]))
        at = text.find("#", end)
    return found
