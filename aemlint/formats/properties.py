"""`.cfg` and `.properties`, as java.util.Properties loads them; every value is a text.

The source was decoded as ISO-8859-1, so an offset is a byte. A first `<` makes it Java's XML properties.
"""

from __future__ import annotations

from aemlint.formats.java import joined
from aemlint.formats.tree import Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.offsets import Offsets
    from aemlint.source import Source

BLANK = " \t\f"
ENDS = "\r\n"
HEX = frozenset("0123456789abcdefABCDEF")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
MISTAKES = 50


def document(source: Source) -> Document:
    text = source.text
    if text.startswith("<"):
        from aemlint.formats.properties_xml import XmlProperties

        found = XmlProperties(text)
        return finished(source, found.entries, found.comments, found.problems)
    entries: list[Entry] = []
    comments: list[Comment] = []
    problems: list[Problem] = []
    at, length = 0, len(text)
    while at < length:
        if text[at] in BLANK or text[at] in ENDS:
            at += 1
        elif text[at] in "#!":
            end = _line_end(text, at)
            comments.append(Comment(Span(at, end), text[at + 1 : end]))
            at = end
        elif text[at] == "\\" and text[at + 1 : at + 2] in ("\r", "\n") and at + 2 < length:
            at += 2  # nothing is continued: the next line may be a comment
        else:
            line = _Line(text, at)
            at = line.end
            entries.append(line.entry(problems))
    return finished(source, entries, comments, problems)


def finished(source: Source, found: list[Entry], comments: list[Comment], problems: list[Problem]) -> Document:
    """`problems` so far are such that Java throws."""
    refused = bool(problems)
    last: dict[str, Entry] = {}
    shadowed = []
    folded: dict[str, str] = {}
    for entry in found:
        reason = ""
        if entry.name in last:
            shadowed.append(last.pop(entry.name))
            reason = f"the key `{entry.name}` stands twice; the last wins"
        elif folded.setdefault(entry.name.lower(), entry.name) != entry.name:
            reason = f"the property `{entry.name}` stands twice; AEM ignores case"
        if reason and len(problems) < MISTAKES:
            problems.append(Problem("duplicate-key", entry.key, reason))
        last[entry.name] = entry
    problems.sort(key=lambda problem: problem.span.start)
    root = Table(Span(0, len(source.text)), list(last.values()))
    return Document(
        source, "properties", root, comments=comments, problems=problems, shadowed=shadowed, refused=refused
    )


def _line_end(text: str, at: int) -> int:
    """Of a natural line: LF or CR, whichever is first."""
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    carriage = text.find("\r", at, line)
    return carriage if carriage >= 0 else line


class _Line:
    """A logical line: natural lines joined where a backslash ends them. `offsets` is None for a single one."""

    __slots__ = ("end", "offsets", "start", "text")

    def __init__(self, whole: str, at: int) -> None:
        self.start = at
        self.end = _line_end(whole, at)
        self.text = whole[at : self.end]
        self.offsets: Offsets | None = None
        if self.text.endswith("\\") and continues(self.text):
            self._join(whole)

    def _join(self, whole: str) -> None:
        from aemlint.formats.offsets import offsets

        pieces, starts, piece = [self.text[:-1]], [self.start], self.text
        while continues(piece) and self.end < len(whole):
            at = self.end + (2 if whole.startswith("\r\n", self.end) else 1)
            while at < len(whole) and whole[at] in BLANK:
                at += 1
            self.end = _line_end(whole, at)
            piece = whole[at : self.end]
            starts.append(at)
            pieces.append(piece[:-1] if continues(piece) else piece)
        self.text = "".join(pieces)
        self.offsets = offsets(pieces, starts, self.end)

    def span(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end) if self.offsets is None else self.offsets.span(start, end)

    def entry(self, problems: list[Problem]) -> Entry:
        text, length = self.text, len(self.text)
        key = 0
        while key < length and text[key] not in "=: \t\f":
            key += 2 if text[key] == "\\" else 1
        key = min(key, length)
        value, signs = key, "=:"
        while value < length and (text[value] in BLANK or text[value] in signs):
            if text[value] not in BLANK:
                signs = ""
            value += 1
        name = self._unescaped(0, key, problems)
        words = self._unescaped(value, length, problems)
        return Entry(self.span(0, key), name, Scalar(self.span(value, length), words, "String"))

    def _unescaped(self, start: int, end: int, problems: list[Problem]) -> str:
        text = self.text
        slash = text.find("\\", start, end)
        if slash < 0:
            return text[start:end]
        pieces, at = [], start
        while slash >= 0:
            pieces.append(text[at:slash])
            one, at = text[slash + 1 : slash + 2], slash + 2
            if one == "u":
                digits = text[at : min(at + 4, end)]
                if len(digits) == 4 and HEX.issuperset(digits):
                    one, at = chr(int(digits, 16)), at + 4
                elif len(problems) < MISTAKES:
                    span = self.span(slash, min(at + 4, end))
                    problems.append(Problem("syntax", span, "`\\u` without four hexadecimal digits"))
            pieces.append(ESCAPES.get(one, one) if at == slash + 2 else one)
            slash = text.find("\\", at, end)
        pieces.append(text[at:end])
        return joined("".join(pieces))


def continues(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def separates(between: str) -> bool:
    """Whether what stands between a key and a value ends the key; a continued line's indentation is nothing."""
    first, *others = between.replace("\r\n", "\n").replace("\r", "\n").split("\\\n")
    return any(line != "" for line in (first, *(line.lstrip(BLANK) for line in others)))


def written(value: str | bool | int, like: Scalar) -> str:  # noqa: ARG001 (a value, no flag)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    pieces = []
    for at, one in enumerate(text):
        if one == "\\" or (at == 0 and one in " =:"):
            pieces.append("\\" + one)
        elif one in "\n\r\t\f":
            pieces.append("\\" + "nrtf"["\n\r\t\f".index(one)])
        elif one > "\xff":
            units = one.encode("utf-16-be", "surrogatepass")
            pieces.extend(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
        else:
            pieces.append(one)
    return "".join(pieces)
