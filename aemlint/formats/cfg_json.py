"""`.cfg.json` as Felix's cm.json reads it: comments out, JSON in, values typed as Java types them.

The cloud's build has cm.json 2.0.8, AEM 6.5 the 1.0.x generation, which refuses some comments.
"""

from __future__ import annotations

from aemlint.formats.json_scanner import MISTAKES, Scanner
from aemlint.formats.tree import Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Comment, Node
    from aemlint.source import Source

CONFIGURATOR = ":configurator:"
FINAL = ("String", "Boolean")


class _Scanner(Scanner):
    """Texts and booleans are Java's at once. Numbers keep their text: what they become is Java's business."""

    __slots__ = ()

    text_type, truth_type = FINAL

    def number(self, start: int, end: int, *, integral: bool) -> Node:  # noqa: ARG002
        return Scalar(self.span(start, end), self.text[start:end], "number")


def document(source: Source, target: str = "cloud") -> Document:
    text, offsets, refused = source.text, None, False
    comments: list[Comment] = []
    problems: list[Problem] = []
    if "//" in text or "/*" in text or '/"' in text or text.endswith("/"):
        from aemlint.formats.json_comments import without_comments

        cleaned = without_comments(text, old=target == "6.5")
        text, offsets, refused = cleaned.text, cleaned.offsets, cleaned.refused
        comments, problems = cleaned.comments, cleaned.problems
    scanner = _Scanner(text, offsets, stops_at_nul=True)
    raw = scanner.document()
    found = _Properties()
    if isinstance(raw, Table):
        found.read(raw.entries)
    elif raw is not None:
        found.refuse("syntax", raw.span, "the file holds no object `{…}`")
    problems += [*scanner.problems, *found.problems]
    if source.damage is not None:
        problems.append(Problem("unreadable", source.damage, "bytes that are no UTF-8"))
    if len(problems) > 1:
        problems.sort(key=lambda problem: problem.span.start)
    return Document(
        source,
        "cfg.json",
        Table(raw.span if raw is not None else Span(0, 0), found.entries),
        comments=comments,
        problems=problems,
        shadowed=found.shadowed,
        refused=refused or found.refused or bool(scanner.problems),
    )


class _Properties:
    """The members of an object becoming properties: `entries` are in force, `shadowed` are written in vain."""

    __slots__ = ("entries", "problems", "refused", "shadowed")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.shadowed: list[Entry] = []
        self.problems: list[Problem] = []
        self.refused = False

    def read(self, members: list[Entry]) -> None:
        names = {member.name for member in members}
        if len(names) < len(members):
            members = self._last_of_each(members)
        by_name: dict[str, Entry] = {}
        for member in members:
            value, name = member.value, member.name
            if ":" in name or not isinstance(value, Scalar) or value.type not in FINAL:
                member = self._typed(member)
                name = member.name
            folded = name.lower() if name.isascii() else _folded(name)
            if folded in by_name:
                self.shadowed.append(by_name.pop(folded))
                reason = f"the property `{name}` stands twice; AEM ignores case and type"
                self.refuse("duplicate-key", member.key, reason)
            by_name[folded] = member
        self.entries = list(by_name.values())

    def _last_of_each(self, members: list[Entry]) -> list[Entry]:
        """Johnzon: the last one wins, without a word."""
        last: dict[str, Entry] = {}
        for member in members:
            if member.name in last:
                self._problem("duplicate-key", member.key, f"the key `{member.name}` stands twice; the last wins")
                self.shadowed.append(_untyped(last[member.name]))
            last[member.name] = member
        return list(last.values())

    def _typed(self, member: Entry) -> Entry:
        from aemlint.formats.java import Refused
        from aemlint.formats.java_types import TYPES, typed

        name, declared = _name_and_type(member.name)
        value = member.value
        if isinstance(value, Scalar) and value.type == "null" and TYPES.get(declared or "String") == "scalar":
            self.refuse("null-value", value.span, f"`{name}` is null")
        elif declared is not None and declared not in TYPES:
            reason = f"`{declared}` is no type" if declared else "a type is missing after the colon"
            self.refuse("unknown-type", member.key, f"{reason} of a property")
        elif declared is not None:
            try:
                return Entry(member.key, name, typed(value, declared), declared)
            except Refused:
                self.refuse("unknown-type", value.span, f"`{name}` is no {declared}")
        return _untyped(member)

    def refuse(self, kind: str, span: Span, reason: str) -> None:
        self.refused = True
        self._problem(kind, span, reason)

    def _problem(self, kind: str, span: Span, reason: str) -> None:
        if len(self.problems) < MISTAKES:
            self.problems.append(Problem(kind, span, reason))


def _folded(name: str) -> str:
    """Equal for names that OrderedDictionary takes for one: by the hash of the upper case and by equalsIgnoreCase."""
    upper = name.upper()
    if upper.isascii() and len(upper) == len(name):
        return upper.lower()
    each = (one.upper().lower() if len(one.upper()) == 1 else one for one in name)
    return f"{upper}\0{''.join(each)}"


def _name_and_type(key: str) -> tuple[str, str | None]:
    """`:configurator:NAME` is, outside bundles, the plain property NAME, whatever its type."""
    if key.startswith(CONFIGURATOR):
        name, _, declared = key[len(CONFIGURATOR) :].partition(":")
        return name, declared if declared in ("binary", "binary[]") else None
    name, colon, declared = key.partition(":")
    return name, declared if colon else None


def _untyped(member: Entry) -> Entry:
    from aemlint.formats.java_types import untyped

    name, declared = _name_and_type(member.name)
    return Entry(member.key, name, untyped(member.value), declared)


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
