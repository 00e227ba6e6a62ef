"""Felix's ConfigurationHandler, token by token: 1.9.26 for the cloud, 1.8.12 (`old`) for AEM 6.5.

It has no lines, and it stops without a word at the first token it does not know.
"""

from __future__ import annotations

from aemlint.formats.java import JAVA_BLANK, SPACES, WRAPPERS, Refused, bits, from_text, hexadecimal, joined, utf16_unit
from aemlint.formats.tree import Array, Comment, Entry, Problem, Scalar, boolean
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node

BOXED = ("String", "Integer", "Long", "Float", "Double", "Byte", "Short", "Character", "Boolean")
TYPES = {**dict(zip("TILFDXSCB", BOXED, strict=True)), **dict(zip("ilfdxscb", WRAPPERS, strict=True))}
TOKENS = frozenset('=[](),"')
ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
END = "\uffff"
MISTAKES = 50
BLANKS = "white space around `=`, which AEM 6.5 does not skip"


class Stop(Exception):
    """The real reader throws at `lost`: the whole file is refused."""


class ConfigReader:
    """Reads characters as the real one does: CRLF is one, and the end of the text can be pushed back as U+FFFF.

    `entries` are in force, `shadowed` are written in vain, `lost` is where the real reader stops to understand.
    """

    __slots__ = ("at", "by_name", "claimed", "comments", "length", "lost", "old", "problems", "shadowed", "text")

    def __init__(self, text: str, *, old: bool) -> None:
        self.length = len(text)
        # Java pushes the end of the file back as the character U+FFFF, once behind a lone CR.
        self.text = text + END if text.endswith("\r") else text
        self.old = old
        self.at = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.by_name: dict[str, Entry] = {}
        self.shadowed: list[Entry] = []
        self.lost = -1
        self.claimed = 0

    def span(self, start: int, end: int) -> Span:
        return Span(min(start, self.length), min(end, self.length))

    def problem(self, kind: str, span: Span, reason: str) -> None:
        if len(self.problems) < MISTAKES:
            self.problems.append(Problem(kind, span, reason))

    def stop(self, kind: str, span: Span, reason: str) -> Stop:
        self.problem(kind, span, reason)
        self.lost = span.start
        return Stop()

    def run(self) -> None:
        """All of the text; Stop where the real reader throws."""
        while True:
            start = self._name_start()
            if start < 0:
                return
            self.at = start
            name = self._quoted("=")
            key = self._key_span(start)
            if not self.old:
                name = name.strip(JAVA_BLANK)
            if self.text[self.at : self.at + 1] != "=":
                raise self.stop("syntax", key, "a name without `=` behind it")
            self._look_at_name(key)
            self.at += 1
            self._value(name, key)

    def _key_span(self, start: int) -> Span:
        raw = self.text[start : self.at]
        if self.old:
            return self.span(start, self.at)
        kept = raw.rstrip(JAVA_BLANK)
        if len(kept) < len(raw) and (len(kept) - len(kept.rstrip("\\"))) % 2:
            kept = raw[: len(kept) + 1]  # an escaped blank
        return self.span(start, start + len(kept))

    def _look_at_name(self, key: Span) -> None:
        line = self.text.find("\n", key.start, key.end)
        if line >= 0:
            span = Span(key.start, max(key.start, line - self.text.startswith("\r\n", line - 1)))
            self.problem("syntax", span, "this becomes part of the name of the next property")

    def _name_start(self) -> int:
        """Where the next name begins; -1 where the real reader stops."""
        while True:
            self._blanks()
            at = self.at
            if at >= len(self.text):
                return -1
            one = self.text[at]
            if one == "#":
                line = self.text.find("\n", at)
                stop = len(self.text) if line < 0 else line
                carriage = self.text.find("\r", at, stop)
                stop = carriage if carriage >= 0 else stop
                self.comments.append(Comment(self.span(at, stop), self.text[at + 1 : min(stop, self.length)]))
                self.at = stop
                continue
            if one in TOKENS:
                self.lost = at if self.lost < 0 else self.lost
                return -1
            return at

    def _blanks(self) -> None:
        text, at, length = self.text, self.at, len(self.text)
        while at < length and text[at] in SPACES:
            at += 1
        self.at = at

    def _quoted(self, likely: str) -> str:
        """Up to an unescaped `"` or `=`, or the end of the file; `likely` is the one of them that is due."""
        text, at = self.text, self.at
        end = text.find(likely, at)
        if end >= 0:
            run = text[at:end]
            if "\\" not in run and "\r" not in run and ('"' if likely == "=" else "=") not in run:
                self.at = end
                return run
        pieces: list[str] = []
        length = len(text)
        while at < length and text[at] not in '"=':
            one = text[at]
            if one == "\\":
                one, at = self._escape(at + 1)
                pieces.append(one)
                continue
            if one == "\r":
                one = "" if text.startswith("\n", at + 1) else "\n"
            pieces.append(one)
            at += 1
        self.at = at
        return joined("".join(pieces))

    def _escape(self, at: int) -> tuple[str, int]:
        """What the character behind a backslash stands for, and the offset after it."""
        text, length = self.text, len(self.text)
        if at >= length:
            return END, at
        one = text[at]
        if one == "u":
            digits = text[at + 1 : at + 5]
            if len(digits) < 4:  # the end of the file is no error here
                return "", length
            code = hexadecimal(digits)
            if code is None:
                raise self.stop("syntax", self.span(at - 1, at + 5), "`\\u` without four hexadecimal digits")
            return chr(code), at + 5
        if one == "\r":
            return "\n", at + (2 if text.startswith("\n", at + 1) else 1)
        return ESCAPES.get(one, one), at + 1

    def _value(self, name: str, key: Span) -> None:
        if not self.old:
            self._blanks()
        start = self.at
        text = self.text
        letter = text[start : start + 1]
        declared = letter if letter in TYPES and letter else None
        opened = start + (declared is not None)
        code = text[opened : opened + 1]
        # The token is taken, whatever it is: reading goes on behind it.
        self.at = opened + (2 if text.startswith("\r\n", opened) else len(code))
        type = TYPES[declared or "T"]
        node: Node | None = None
        try:
            if code == '"':
                node = self._simple(type, start)
            elif code in ("[", "(") and code:
                node = self._items(type, code, start)
        except Stop:
            line = text.find("\n", self.at)
            raw = text[opened : line if line >= 0 else self.length].rstrip()
            written = Scalar(self.span(start, opened + len(raw)), raw.strip('"[](), ').replace("\\", ""), "String")
            self.shadowed.append(Entry(key, name, written, declared))
            raise
        if node is None:
            self._drop(name, key, start)
            return
        if self.old and name != name.rstrip(JAVA_BLANK):  # a property of another name, and nothing is said
            self.problem("syntax", self.span(*self._around(key, start)), BLANKS)
        before = self.by_name.pop(name, None)
        if before is not None:
            self.shadowed.append(before)
            self.problem("duplicate-key", key, f"the key `{name}` stands twice; the last wins")
        self.by_name[name] = Entry(key, name, node, declared)

    def _simple(self, type: str, start: int) -> Node | None:
        opened = self.at
        words = self._quoted('"')
        end = self.at
        ended = self.text[end : end + 1]
        self.at = end + len(ended)  # whatever ended it: the real reader does not look
        value = self._java(words, type, self.span(opened, end), self.span(start, self.at))
        if ended != '"':
            reason = "an unescaped `=` ends the text" if ended == "=" else "a text without a closing quote"
            self.problem("syntax", self.span(end, end + 1) if ended == "=" else self.span(opened - 1, opened), reason)
        return value

    def _java(self, words: str, type: str, span: Span, whole: Span) -> Scalar | None:
        wrapper = WRAPPERS.get(type, type)
        if wrapper == "Boolean":
            return boolean(whole, words)
        if wrapper == "Character":
            return Scalar(whole, utf16_unit(words), wrapper) if words else None
        try:
            value = bits(words, wrapper) if wrapper in ("Float", "Double") else from_text(words, wrapper)
            return Scalar(whole, value, wrapper)
        except Refused:
            raise self.stop("unknown-type", span, f"the value is no {wrapper}") from None

    def _items(self, type: str, code: str, start: int) -> Node | None:
        close = "]" if code == "[" else ")"
        items: list[Node] = []
        while True:
            self._page_breaks()
            if self.text[self.at : self.at + 1] == '"':
                at = self.at
                self.at += 1
                words = self._quoted('"')
                end = self.at
                if self.text[end : end + 1] == "=":
                    self.problem("syntax", self.span(end, end + 1), "an unescaped `=` ends the text")
                self.at = min(end + 1, len(self.text))
                value = self._java(words, type, self.span(at + 1, end), self.span(at, self.at))
                if value is None:
                    return None
                items.append(value)
                self._page_breaks()
            one = self.text[self.at : self.at + 1]
            self.at += len(one)
            if one == close:
                return Array(self.span(start, self.at), items, type + "[]" if code == "[" else "Collection")
            if one != ",":  # taken, though it fits nowhere: reading goes on behind it
                return None

    def _page_breaks(self) -> None:
        """White space, and a backslash before a line end."""
        while True:
            self._blanks()
            two = self.text[self.at : self.at + 2]
            if two == "\\":
                self.text += END
            if two not in ("\\\r", "\\\n"):
                return
            self.at += 2

    def _drop(self, name: str, key: Span, start: int) -> None:
        """A value that the real reader drops; it goes on in the middle of it."""
        if start < self.claimed:  # that line was taken for another one already
            equals = self.text.find("=", start + 1, self.claimed)
            end = equals if equals >= 0 else self.claimed
        else:
            line = self.text.find("\n", start)
            self.claimed = end = line if line >= 0 else self.length
        raw = self.text[start:end].strip()
        span = self.span(start, start + len(raw))
        before, behind = self._around(key, start)
        if self.old and behind > start and self._is_value(behind):
            self.problem("syntax", self.span(before, behind), BLANKS)
            name = name.rstrip(JAVA_BLANK)
        else:
            self.problem("syntax", span, "a value without quotes is dropped")
        self.shadowed.append(Entry(key, name, Scalar(span, raw.strip('"[](), '), "String")))
        self.lost = self.at if self.lost < 0 else self.lost

    def _around(self, key: Span, start: int) -> tuple[int, int]:
        """The sign between a name and its value, with the white space at both sides of it."""
        before = key.start + len(self.text[key.start : key.end].rstrip(JAVA_BLANK))
        behind = start
        while behind < self.length and self.text[behind] in SPACES:
            behind += 1
        return before, behind

    def _is_value(self, at: int) -> bool:
        """Whether one stands there that would be read if it stood right behind the sign."""
        opened = at + (self.text[at : at + 1] in TYPES)
        return self.text[opened : opened + 1] in ('"', "[", "(")
