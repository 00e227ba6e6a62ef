"""`.cfg.json` as Felix's cm.json reads it: comments out, JSON in, values typed as Java types them.

The cloud's build has cm.json 2.0.8, AEM 6.5 the 1.0.x generation, which refuses some comments.
"""

from __future__ import annotations

from aemlint.formats.java import TYPES, Refused, array_of, collection_of, converted, untyped
from aemlint.formats.json import Offsets, Scanner
from aemlint.formats.tree import Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.source import Source

CONFIGURATOR = ":configurator:"


class _Scanner(Scanner):
    """Numbers keep their text: what they become is Java's business."""

    __slots__ = ()

    def number(self, start: int, end: int, integral: bool) -> Node:
        return Scalar(self.span(start, end), self.text[start:end], "number")


def document(source: Source, target: str = "cloud") -> Document:
    text, offsets, refused = source.text, None, False
    comments: list[Comment] = []
    problems: list[Problem] = []
    if "/" in text:
        cleaning = _without_comments(text, old=target == "6.5")
        comments, problems, refused = cleaning.comments, cleaning.problems, cleaning.refused
        if comments or cleaning.pieces:
            text, offsets = "".join(cleaning.pieces), cleaning.offsets()
    scanner = _Scanner(text, offsets, stops_at_nul=True)
    raw = scanner.document()
    if scanner.problems:
        refused = True
        problems += scanner.problems
    if source.damage is not None:
        problems.append(Problem("unreadable", source.damage, "bytes that are no UTF-8"))
    entries: list[Entry] = []
    shadowed: list[Entry] = []
    if isinstance(raw, Table):
        entries, shadowed, found, bad = _properties(raw)
        problems += found
        refused = refused or bad
    elif raw is not None:
        problems.append(Problem("syntax", raw.span, "the file holds no object `{…}`"))
        refused = True
    problems.sort(key=lambda problem: problem.span.start)
    span = raw.span if raw is not None else Span(0, 0)
    return Document(
        source,
        "cfg.json",
        Table(span, entries),
        comments=comments,
        problems=problems,
        shadowed=shadowed,
        refused=refused,
    )


class _Cleaning:
    """A text being rid of its comments: the pieces that stay, and what was found in between."""

    __slots__ = ("cleaned", "comments", "pieces", "problems", "refused", "size", "text", "whole")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.cleaned: list[int] = []
        self.whole: list[int] = []
        self.size = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.refused = False

    def keep(self, start: int, end: int) -> None:
        if end > start:
            self.cleaned.append(self.size)
            self.whole.append(start)
            self.pieces.append(self.text[start:end])
            self.size += end - start

    def problem(self, start: int, end: int, reason: str) -> None:
        self.problems.append(Problem("syntax", Span(start, end), reason))

    def offsets(self) -> Offsets:
        return Offsets([*self.cleaned, self.size], [*self.whole, len(self.text)])


def _without_comments(text: str, *, old: bool) -> _Cleaning:
    """cm.json's comment remover, character for character where it matters: a comment joins its neighbours.

    The state machine remembers the previous character wherever it was, so the `/` that ends a block comment and the
    `/` that begins the next one are a line comment: the rest of that line is lost.
    """
    cleaning = _Cleaning(text)
    length = len(text)
    at = kept = 0
    while at < length:
        slash = text.find("/", at)
        if slash < 0:
            break
        quote = text.find('"', at, slash)
        if quote >= 0:
            at = _string_end(text, quote, old=old)
            continue
        opened = slash
        following = text[slash + 1 : slash + 2]
        if following == '"' and not old:
            # A stray slash waits behind the text that follows it, for another slash or star to make a comment with.
            after = _string_end(text, slash + 1, old=False)
            if text[after : after + 1] in ("/", "*"):
                cleaning.keep(kept, slash)
                kept, opened, following = slash + 1, after - 1, text[after]
        if following not in ("/", "*") or following == "":
            if following == "" and not old:  # a lone last slash is never written
                cleaning.keep(kept, slash)
                kept = length
            at = slash + 1
            continue
        cleaning.keep(kept, opened if opened == slash else opened + 1)
        at = kept = _comment(cleaning, opened, following, old=old)
    cleaning.keep(kept, length)
    return cleaning


def _comment(cleaning: _Cleaning, slash: int, kind: str, *, old: bool) -> int:
    """Notes the comment that opens at a slash; gives its end. A line comment ends before its LF."""
    text, at, star_from = cleaning.text, slash, slash + 1
    while True:
        if kind == "/":
            line = text.find("\n", at + 2)
            end = len(text) if line < 0 else line
            break
        # `/*/` is whole: the star that opens it may close it.
        star = text.find("*/", star_from)
        if star < 0:
            end = len(text)
            cleaning.problem(slash, slash + 2, "a comment that never ends")
            cleaning.refused = cleaning.refused or old
            break
        end = star + 2
        following = text[end : end + 1]
        if following not in ("/", "*") or following == "":
            break
        if following == "/":  # the closing slash and this one
            line = text.find("\n", end)
            stop = len(text) if line < 0 else line
            cleaning.problem(end, stop, "a line that begins directly behind a comment with `/` is lost")
            kind, at = "/", end - 1
        else:
            cleaning.problem(end, end + 1, "a comment directly behind another one")
            star_from = end
        cleaning.refused = cleaning.refused or old
    body = text[slash + 2 : max(end - 2, slash + 2)] if text[slash + 1 : slash + 2] == "*" else text[slash + 2 : end]
    cleaning.comments.append(Comment(Span(slash, end), body))
    line = text.find("\n", slash, end)
    while line >= 0:  # line feeds of a block comment stay
        cleaning.keep(line, line + 1)
        line = text.find("\n", line + 1, end)
    return end


def _string_end(text: str, quote: int, *, old: bool) -> int:
    """The offset after the string that opens at `quote`; the end of the text if it never closes.

    Before 2.0.8 only one character before a quote was looked at: a text that ends in `\\\\` goes on.
    """
    at = quote + 1
    while True:
        end = text.find('"', at)
        if end < 0:
            return len(text)
        backslashes = 0
        while text[end - 1 - backslashes] == "\\" and end - 1 - backslashes > quote:
            backslashes += 1
        if (backslashes == 0) if old else (backslashes % 2 == 0):
            return end + 1
        at = end + 1


def _properties(raw: Table) -> tuple[list[Entry], list[Entry], list[Problem], bool]:
    """Typed entries in force, those without effect, what was found, and whether the file is refused."""
    problems: list[Problem] = []
    refused = False
    last: dict[str, Entry] = {}
    shadowed: list[Entry] = []
    twins: list[Entry] = []
    for entry in raw.entries:
        if entry.name in last:  # johnzon: the last one wins, without a word
            problems.append(Problem("duplicate-key", entry.key, f"the key `{entry.name}` stands twice; the last wins"))
            shadowed.append(last[entry.name])
        last[entry.name] = entry
    typed: dict[int, Entry] = {}
    names: dict[str, Entry] = {}
    for key, entry in last.items():
        name, declared = _key(key)
        found, bad = _typed(entry, key, name, declared)
        if found.problem is not None:
            problems.append(found.problem)
        refused = refused or bad
        folded = name.upper().lower() if len(name.upper()) == len(name) else name
        if folded in names:
            problems.append(
                Problem("duplicate-key", entry.key, f"the property `{name}` stands twice; AEM ignores case and type")
            )
            refused = True
            twins.append(names[folded])
            typed.pop(id(names[folded]), None)
        names[folded] = found.entry
        typed[id(found.entry)] = found.entry
    return list(typed.values()), [*map(_best, shadowed), *twins], problems, refused


def _key(key: str) -> tuple[str, str | None]:
    """Name and type. `:configurator:NAME` is, outside bundles, the plain property NAME, whatever its type."""
    if key.startswith(CONFIGURATOR):
        name, _, declared = key[len(CONFIGURATOR) :].partition(":")
        return name, declared if declared in ("binary", "binary[]") else None
    name, colon, declared = key.partition(":")
    return name, declared if colon else None


class _Typed:
    __slots__ = ("entry", "problem")

    def __init__(self, entry: Entry, problem: Problem | None = None) -> None:
        self.entry = entry
        self.problem = problem


def _typed(entry: Entry, key: str, name: str, declared: str | None) -> tuple[_Typed, bool]:
    value = entry.value
    if declared is None:
        if isinstance(value, Scalar) and value.type == "null":
            lost = Entry(entry.key, name, Scalar(value.span, "", "String"))
            return _Typed(lost, Problem("null-value", value.span, f"`{name}` is null")), True
        return _Typed(Entry(entry.key, name, untyped(value))), False
    if declared not in TYPES:
        reason = f"`{declared}` is no type" if declared else "a type is missing after the colon"
        best = Entry(entry.key, name, untyped(value), declared)
        return _Typed(best, Problem("unknown-type", entry.key, f"{reason} of a property")), True
    if isinstance(value, Scalar) and value.type == "null" and declared in TYPES and TYPES[declared] == "scalar":
        lost = Entry(entry.key, name, Scalar(value.span, "", "String"), declared)
        return _Typed(lost, Problem("null-value", value.span, f"`{name}` is null")), True
    try:
        if TYPES[declared] == "scalar":
            node: Node = converted(value, declared)
        elif TYPES[declared] == "array":
            node = array_of(value, declared)
        else:
            node = collection_of(value, declared)
    except Refused:
        best = Entry(entry.key, name, untyped(value), declared)
        problem = Problem("unknown-type", value.span, f"`{name}` is no {declared}")
        return _Typed(best, problem), True
    return _Typed(Entry(entry.key, name, node, declared)), False


def _best(entry: Entry) -> Entry:
    name, declared = _key(entry.name)
    return Entry(entry.key, name, untyped(entry.value), declared)


def written(value: str | bool | int, like: Scalar) -> str:
    """How a value is written in place of another; a text stays a text where one stood."""
    if isinstance(value, bool):
        return ("true" if value else "false") if like.type != "String" else f'"{str(value).lower()}"'
    if isinstance(value, int):
        return str(value) if like.type != "String" else f'"{value}"'
    pieces = []
    for character in value:
        if character in '"\\':
            pieces.append("\\" + character)
        elif character < " " or "\ud800" <= character <= "\udfff":
            pieces.append(f"\\u{ord(character):04x}")
        else:
            pieces.append(character)
    return '"' + "".join(pieces) + '"'

