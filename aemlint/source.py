"""Text, and places in it."""

from __future__ import annotations


class Span:
    """A half-open range of characters, counted from the start of a source's text."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end})"

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Position:
    """A line and a column, both from 1; only for people and tools, only at the edge."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position) and (self.line, self.column) == (other.line, other.column)

    def __hash__(self) -> int:
        return hash((self.line, self.column))

    def __repr__(self) -> str:
        return f"Position({self.line}, {self.column})"


class Source:
    """A file's text as it was read, line ends and byte order mark untouched.

    `path` is relative to the project's root, with "/". `damage` is where the first bytes stood that are no text in
    the file's encoding; they are U+FFFD in `text`. Without damage, `text` in `encoding` gives the file's bytes again.
    """

    __slots__ = ("_starts", "damage", "encoding", "path", "text")

    def __init__(self, path: str, text: str, damage: Span | None = None, encoding: str = "utf-8") -> None:
        self.path = path
        self.text = text
        self.damage = damage
        self.encoding = encoding
        self._starts: list[int] | None = None

    def line_starts(self) -> list[int]:
        """Offsets at which lines begin. A line ends at LF, CRLF or a lone CR, and at nothing else."""
        if self._starts is None:
            # str.splitlines would also break at U+2028, U+0085, form feed and others, which editors do not.
            text, starts = self.text, [0]
            at = text.find("\n")
            if "\r" in text:
                starts.extend(
                    index + 1
                    for index, character in enumerate(text)
                    if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n")
                )
            else:
                while at >= 0:
                    starts.append(at + 1)
                    at = text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> Position:
        """Columns count characters, as editors do, not bytes or tab stops; a byte order mark is no column."""
        from bisect import bisect_right

        starts = self.line_starts()
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        column = offset - start + 1
        if line == 1 and column > 1 and self.text.startswith("\ufeff"):
            column -= 1
        return Position(line, column)

    def line(self, number: int) -> str:
        """The text of a line without its end; "" past the last one."""
        starts = self.line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"


class Place:
    """Where something is written."""

    __slots__ = ("source", "span")

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.span = span

    @property
    def text(self) -> str:
        return self.source.text[self.span.start : self.span.end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.source is other.source and self.span == other.span

    def __hash__(self) -> int:
        return hash((id(self.source), self.span))

    def __repr__(self) -> str:
        return f"Place({self.source.path!r}, {self.span.start}, {self.span.end})"


def decoded(path: str, data: bytes, encoding: str = "utf-8") -> Source:
    """Bytes that are no text become U+FFFD, as AEM's readers have it; `damage` says where the first one is."""
    try:
        return Source(path, data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode(encoding))
        return Source(path, _one_for_surrogates(data).decode(encoding, "replace"), Span(before, before + 1), encoding)


def _one_for_surrogates(data: bytes) -> bytes:
    """Java gives one U+FFFD for a surrogate's three bytes, Python three."""
    at = data.find(b"\xed")
    if at < 0:
        return data
    whole = bytearray(data)
    while at >= 0:
        if len(data) > at + 2 and 0xA0 <= data[at + 1] <= 0xBF and 0x80 <= data[at + 2] <= 0xBF:
            whole[at : at + 3] = b"\xef\xbf\xbd"
        at = data.find(b"\xed", at + 1)
    return bytes(whole)
