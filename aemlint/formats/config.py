"""Felix `.config` files, as Felix's ConfigurationHandler reads them: 1.9.26 for the cloud, 1.8.12 for AEM 6.5.

It has no lines, and it stops without a word at the first token it does not know: what it loses so is a problem here.
"""

from __future__ import annotations

from aemlint.formats.java import WRAPPERS, Refused, from_text, joined, utf16_unit
from aemlint.formats.tree import Array, Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.source import Source

TYPES = {
    "T": "String",
    "I": "Integer",
    "L": "Long",
    "F": "Float",
    "D": "Double",
    "X": "Byte",
    "S": "Short",
    "C": "Character",
    "B": "Boolean",
    "i": "int",
    "l": "long",
    "f": "float",
    "d": "double",
    "x": "byte",
    "s": "short",
    "c": "char",
    "b": "boolean",
}
TOKENS = frozenset('=[](),"')
ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
HEX = frozenset("0123456789abcdefABCDEF")
END = "\uffff"


class _Stop(Exception):
    """The real reader throws here: the whole file is refused."""

    def __init__(self, kind: str, span: Span, reason: str) -> None:
        self.problem = Problem(kind, span, reason)


class _Reader:
    """Reads characters as the real one does: CRLF is one, the end of the text can be pushed back as U+FFFF."""

    __slots__ = ("at", "comments", "entries", "lost", "old", "problems", "shadowed", "text")

    def __init__(self, text: str, *, old: bool) -> None:
        # Java pushes the end of the file back as the character U+FFFF, once behind a lone CR.
        self.text = text + END if text.endswith("\r") else text
        self.old = old
        self.at = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.shadowed: list[Entry] = []
        self.lost = -1

    def read(self) -> str:
        """The next character; "" at the end."""
        text, at = self.text, self.at
        if at >= len(text):
            return ""
        if text.startswith("\r\n", at):
            self.at = at + 2
            return "\n"
        self.at = at + 1
        return text[at]

    def blanks(self) -> None:
        text, at = self.text, self.at
        while at < len(text) and (text[at].isspace() or "\x1c" <= text[at] <= "\x1f") and text[at] not in "\xa0\u2007\u202f\x85":
            at += 1
        self.at = at

    def quoted(self) -> str:
        """Up to an unescaped `"` or `=`, or the end of the file."""
        text, at, length = self.text, self.at, len(self.text)
        pieces: list[str] = []
        while at < length:
            one = text[at]
            if one in '"=':
                break
            if one == "\\":
                at += 1
                if at >= length:
                    pieces.append(END)
                    break
                escaped = text[at]
                if escaped == "u":
                    digits = text[at + 1 : at + 5]
                    if len(digits) < 4 or not HEX.issuperset(digits):
                        self.at = at
                        raise _Stop("syntax", Span(at - 1, min(at + 5, length)), "`\\u` without four hexadecimal digits")
                    pieces.append(chr(int(digits, 16)))
                    at += 5
                    continue
                if text.startswith("\r\n", at):
                    pieces.append("\n")
                    at += 2
                    continue
                pieces.append(ESCAPES.get(escaped, escaped))
                at += 1
                continue
            if one == "\r" and text.startswith("\r\n", at):
                at += 1
                continue
            pieces.append(one)
            at += 1
        self.at = at
        return joined("".join(pieces))

    def run(self) -> None:
        while True:
            start = self._name_start()
            if start < 0:
                return
            self.at = start
            name = self.quoted()
            key_end = self.at
            key = self.text[start:key_end]
            span = Span(start, start + len(key.rstrip()) if not self.old else key_end)
            if not self.old:
                name = name.strip()
            if self.text[self.at : self.at + 1] != "=":
                raise _Stop("syntax", span, "a name without `=` behind it")
            self.at += 1
            self._value(name, span)

    def _name_start(self) -> int:
        """Where the next name begins; -1 where the real reader stops."""
        while True:
            self.blanks()
            at = self.at
            if at >= len(self.text):
                return -1
            one = self.text[at]
            if one == "#":
                line = self.text.find("\n", at)
                stop = len(self.text) if line < 0 else line
                carriage = self.text.find("\r", at, stop)
                stop = carriage if carriage >= 0 else stop
                self.comments.append(Comment(Span(at, stop), self.text[at + 1 : stop]))
                self.at = stop
                continue
            if one in TOKENS:
                self.lost = at
                return -1
            return at

    def _value(self, name: str, key: Span) -> None:
        if not self.old:
            self.blanks()
        start = self.at
        letter = self.read()
        code = letter
        declared: str | None = None
        if letter in TYPES:
            declared = letter
            code = self.read()
        type = TYPES.get(declared or "T", "String")
        node: Node | None = None
        if code == '"':
            node = self._simple(type, start, declared)
        elif code in ("[", "("):
            node = self._items(type, code, start)
        if node is None:
            self._dropped(name, key, start, declared)
            return
        self._put(Entry(key, name, node, declared))

    def _simple(self, type: str, start: int, declared: str | None) -> Node | None:
        opened = self.at
        text = self.quoted()
        end = self.at
        ended = self.read()  # whatever it is: the real reader does not look
        value = self._java(text, type, Span(opened, end))
        if ended != '"':
            reason = "an unescaped `=` ends the text" if ended == "=" else "a text without a closing quote"
            self.problems.append(Problem("syntax", Span(end, min(end + 1, len(self.text))), reason))
        if value is None:
            return None
        return Scalar(Span(start, self.at), value, WRAPPERS.get(type, type))

    def _java(self, text: str, type: str, span: Span) -> bool | int | float | str | None:
        wrapper = WRAPPERS.get(type, type)
        try:
            if wrapper == "Character":
                return utf16_unit(text) if text else None
            if wrapper == "Float":
                return _bits(text, "Integer", "<i", "<f")
            if wrapper == "Double":
                return _bits(text, "Long", "<q", "<d")
            return from_text(text, wrapper)
        except Refused:
            raise _Stop("unknown-type", span, f"the value is no {wrapper}") from None

    def _items(self, type: str, code: str, start: int) -> Node | None:
        close = "]" if code == "[" else ")"
        items: list[Node] = []
        while True:
            self._page_breaks()
            at = self.at
            one = self.read()
            if one == '"':
                opened = self.at
                text = self.quoted()
                if self.text[self.at : self.at + 1] == "=":
                    self.problems.append(
                        Problem("syntax", Span(self.at, self.at + 1), "an unescaped `=` ends the text")
                    )
                span = Span(opened, self.at)
                self.read()
                value = self._java(text, type, span)
                if value is None:
                    return None
                items.append(Scalar(Span(at, self.at), value, WRAPPERS.get(type, type)))
                self._page_breaks()
                one = self.read()
            if one == close:
                name = type + "[]" if code == "[" else "Collection"
                return Array(Span(start, self.at), items, name)
            if one != ",":  # taken, though it fits nowhere: reading goes on behind it
                return None

    def _page_breaks(self) -> None:
        """White space, and a backslash before a line end."""
        while True:
            self.blanks()
            text, at = self.text, self.at
            if text.startswith("\\\r\n", at):
                self.at = at + 3
            elif text.startswith("\\\n", at):
                self.at = at + 2
            else:
                return

    def _dropped(self, name: str, key: Span, start: int, declared: str | None) -> None:
        """A value that the real reader drops; it goes on in the middle of it."""
        line = self.text.find("\n", start)
        end = len(self.text) if line < 0 else line
        raw = self.text[start:end].strip()
        self.problems.append(Problem("syntax", Span(start, max(start + len(raw), start)), "a value without quotes is dropped"))
        self.shadowed.append(Entry(key, name, Scalar(Span(start, start + len(raw)), raw.strip('"[](), '), "String")))
        self.lost = self.at if self.lost < 0 else self.lost

    def _put(self, entry: Entry) -> None:
        for at, before in enumerate(self.entries):
            if before.name == entry.name:
                self.shadowed.append(self.entries.pop(at))
                self.problems.append(
                    Problem("duplicate-key", entry.key, f"the key `{entry.name}` stands twice; the last wins")
                )
                break
        self.entries.append(entry)

    def salvage(self, start: int) -> None:
        """Lines that look like `name = value` behind the place where the real reader gave up: for rules on secrets."""
        text = self.text
        at = text.find("\n", start)
        known = {entry.key.start for entry in [*self.entries, *self.shadowed]}
        while 0 <= at < len(text):
            begin = at + 1
            at = text.find("\n", begin)
            end = len(text) if at < 0 else at
            line = text[begin:end]
            name, equals, value = line.partition("=")
            stripped = name.strip()
            if not equals or not stripped or stripped[0] in '#"[(' or begin + name.find(stripped) in known:
                continue
            key = begin + name.find(stripped)
            body = value.strip()
            first = begin + len(name) + 1 + value.find(body)
            plain = body[1:] if body[:1] in TYPES and body[1:2] in ('"', "[", "(") else body
            self.shadowed.append(
                Entry(
                    Span(key, key + len(stripped)),
                    stripped,
                    Scalar(Span(first, first + len(body)), plain.strip('"').replace("\\", ""), "String"),
                )
            )


def _bits(text: str, type: str, number: str, real: str) -> float | str:
    """F and D hold the raw IEEE bits as a decimal integer."""
    from struct import pack, unpack

    from aemlint.formats.java import double_value, float_value

    value = unpack(real, pack(number, from_text(text, type)))[0]
    return float_value(value) if real == "<f" else double_value(value)


def document(source: Source, target: str = "cloud") -> Document:
    reader = _Reader(source.text, old=target == "6.5")
    refused = False
    if reader.old and source.text.startswith("#"):
        # The installer itself takes the first line away, and fails on a comment that never ends.
        line = source.text.find("\n")
        if line < 0:
            reader.problems.append(Problem("syntax", Span(0, 1), "a first comment line without a line end"))
            refused = True
        reader.comments.append(Comment(Span(0, line if line >= 0 else len(source.text)), source.text[1 : max(line, 0)]))
        reader.at = line + 1 if line >= 0 else len(source.text)
    try:
        reader.run()
    except _Stop as stop:
        refused = True
        reader.problems.append(stop.problem)
        reader.lost = stop.problem.span.start
    rest = reader.lost
    if rest >= 0:
        reader.salvage(rest)
        if not any(problem.kind != "duplicate-key" for problem in reader.problems):
            reader.problems.append(Problem("syntax", Span(rest, rest + 1), "the reader stops here; the rest is lost"))
    if source.text.strip() and not reader.entries and not reader.problems and not reader.old:
        _nothing(reader, source.text)
    if source.text.startswith("\ufeff"):
        reader.problems.append(Problem("syntax", Span(0, 1), "a byte order mark becomes part of the first name"))
    if source.damage is not None:
        reader.problems.append(Problem("unreadable", source.damage, "bytes that are no UTF-8"))
    reader.problems += _twins(reader.entries)
    reader.problems.sort(key=lambda problem: problem.span.start)
    return Document(
        source,
        "config",
        Table(Span(0, len(source.text)), reader.entries),
        comments=reader.comments,
        problems=reader.problems,
        shadowed=reader.shadowed,
        refused=refused,
    )


def _nothing(reader: _Reader, text: str) -> None:
    """The installer of 6.5 refuses a lone comment without a line end; everywhere the file sets nothing."""
    if text.startswith("#") and "\n" not in text:
        reader.problems.append(Problem("syntax", Span(0, 1), "a comment without a line end, and nothing else"))


def _twins(entries: list[Entry]) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for entry in entries:
        folded = entry.name.lower()
        if folded in seen:
            found.append(
                Problem("duplicate-key", entry.key, f"the property `{entry.name}` stands twice; AEM ignores case")
            )
        seen.add(folded)
    return found


def written(value: str | bool | int, like: Scalar) -> str:
    if isinstance(value, bool):
        return f'B"{str(value).lower()}"' if like.type != "String" else f'"{str(value).lower()}"'
    if isinstance(value, int):
        return f'I"{value}"' if like.type in ("Integer", "Boolean") else f'"{value}"'
    pieces = []
    for one in value:
        if one in '"\\=':
            pieces.append("\\" + one)
        elif one in "\b\t\n\f\r":
            pieces.append("\\" + "btnfr"["\b\t\n\f\r".index(one)])
        else:
            pieces.append(one)
    return '"' + "".join(pieces) + '"'
