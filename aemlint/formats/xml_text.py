"""What an XML parser does not tell: where the attributes of a tag stand, and where comments do."""

from __future__ import annotations

from aemlint.formats.tree import Comment
from aemlint.source import Span

BLANK = frozenset(" \t\r\n")
NAME_ENDS = frozenset(" \t\r\n=/><\"'")
TAG_ENDS = frozenset(" \t\r\n/><")
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class Attribute:
    """As written; `value_span` has the quotes, `raw` has not."""

    __slots__ = ("name", "raw", "span", "value_span")

    def __init__(self, name: str, span: Span, value_span: Span, raw: str) -> None:
        self.name = name
        self.span = span
        self.value_span = value_span
        self.raw = raw


class Tag:
    """A start tag: its attributes, and where it ends; stops where no attribute can be."""

    __slots__ = ("attributes", "end")

    def __init__(self, text: str, start: int) -> None:
        self.attributes: list[Attribute] = []
        at, length = start + 1, len(text)
        while at < length and text[at] not in TAG_ENDS:
            at += 1
        while True:
            at = _past_blanks(text, at)
            if at >= length or text[at] in "/><":
                break
            begin = at
            while at < length and text[at] not in NAME_ENDS:
                at += 1
            name = Span(begin, at)
            at = _past_blanks(text, at)
            if not text.startswith("=", at):
                break
            at = _past_blanks(text, at + 1)
            quote = text[at : at + 1]
            if quote not in ('"', "'"):
                break
            close = text.find(quote, at + 1)
            if close < 0:  # the line, so that a secret in it is still seen
                line = text.find("\n", at)
                close = line if line >= 0 else length
                self._add(text, name, Span(at, close), close)
                at = close
                break
            self._add(text, name, Span(at, close + 1), close)
            at = close + 1
        self.end = at + 2 if text.startswith("/>", at) else at + 1 if text.startswith(">", at) else at

    def _add(self, text: str, name: Span, value: Span, close: int) -> None:
        raw = text[value.start + 1 : close]
        self.attributes.append(Attribute(text[name.start : name.end], name, value, raw))


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANK:
        at += 1
    return at


def unescaped(raw: str) -> str:
    """An attribute's value after XML: entities and character references, line ends and tabs as blanks."""
    if "\n" in raw or "\r" in raw or "\t" in raw:
        raw = raw.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if "&" not in raw:
        return raw
    first, *others = raw.split("&")
    pieces = [first]
    for other in others:
        name, semicolon, rest = other.partition(";")
        one = _reference(name) if semicolon else None
        pieces += ["&", other] if one is None else [one, rest]
    return "".join(pieces)


def _reference(name: str) -> str | None:
    if not name.startswith("#"):
        return ENTITIES.get(name)
    digits, base = (name[2:], 16) if name[1:2] == "x" else (name[1:], 10)
    digits = digits.lstrip("0") or "0"
    if len(digits) > 7 or not digits.isalnum() or not digits.isascii():
        return None
    try:
        return chr(int(digits, base))
    except (ValueError, OverflowError):
        return None


def comments(text: str) -> list[Comment]:
    found, at = [], text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        found.append(Comment(Span(at, end + 3), text[at + 4 : end]))
        at = text.find("<!--", end + 3)
    return found


class Characters:
    """From a parser's byte offsets to character offsets; a step per look-up while they rise."""

    __slots__ = ("_byte", "_character", "_data", "_plain")

    def __init__(self, text: str, data: bytes) -> None:
        self._data = data
        self._plain = len(data) == len(text)
        self._byte = self._character = 0

    def at(self, byte: int) -> int:
        if self._plain:
            return byte
        if byte < self._byte:
            self._byte = self._character = 0
        self._character += len(self._data[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._character
