"""Java's XML properties, as Properties.loadFromXML takes them: of Java's own document type, which is never fetched."""

from __future__ import annotations

from aemlint.formats.tree import Comment, Entry, Problem, Scalar
from aemlint.formats.xml_text import Tag, comments
from aemlint.formats.xml_walk import Enough, reason
from aemlint.source import Span

DOCTYPE = "http://java.sun.com/dtd/properties.dtd"


class XmlProperties:
    """What expat saw. The text was decoded byte by byte, so expat's offsets are the text's."""

    __slots__ = ("comments", "depth", "entries", "key", "parser", "pieces", "problems", "tag", "text", "typed")

    def __init__(self, text: str) -> None:
        from pyexpat import ExpatError, ParserCreate

        self.text = text
        self.entries: list[Entry] = []
        self.comments: list[Comment] = comments(text)
        self.problems: list[Problem] = []
        self.typed = False
        self.depth = 0
        self.key: str | None = None
        self.tag = 0
        self.pieces: list[str] = []
        self.parser = ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        try:
            self.parser.Parse(text.encode("latin-1", "replace"), True)
        except Enough:
            pass
        except ExpatError as error:
            self._problem(self.parser.ErrorByteIndex, reason(error.code, self.depth))
        except (ValueError, LookupError):
            self._problem(0, "an encoding that nobody knows")
        if not self.typed and not self.problems:
            self._problem(0, "XML properties without Java's document type")

    def _problem(self, at: int, reason: str) -> None:
        start = min(max(at, 0), len(self.text))
        self.problems.append(Problem("syntax", Span(start, min(start + 1, len(self.text))), reason))

    def _refuse(self, reason: str) -> None:
        self._problem(self.parser.CurrentByteIndex, reason)
        raise Enough

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:  # noqa: ARG002
        self.typed = name == "properties" and system == DOCTYPE and not internal
        if not self.typed:
            self._refuse("a document type that is not Java's properties.dtd")

    def _entity(self, *_: object) -> None:
        self._refuse("an entity is declared")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 2 or name not in (("properties",) if self.depth == 1 else ("entry", "comment")):
            self._refuse("an element that Java's properties do not have")
        if name != "entry":
            return
        if "key" not in attributes:
            self._refuse("an entry without a key")
        self.key = attributes["key"]
        self.tag = self.parser.CurrentByteIndex
        self.pieces = []

    def _characters(self, text: str) -> None:
        if self.key is not None:
            self.pieces.append(text)

    def _end(self, name: str) -> None:  # noqa: ARG002
        self.depth -= 1
        if self.key is None:
            return
        tag = Tag(self.text, self.tag)
        key = next((each for each in tag.attributes if each.name == "key"), None)
        # A tag that closes itself ends where it begins.
        body = Span(tag.end, max(self.parser.CurrentByteIndex, tag.end))
        at = Span(key.value_span.start + 1, key.value_span.end - 1) if key else Span(self.tag, self.tag)
        self.entries.append(Entry(at, self.key, Scalar(body, "".join(self.pieces), "String")))
        self.key = None


def written(text: str, like: Scalar, value: str | bool | int) -> str | None:
    """None where no text can stand: in a tag that closes itself, and for what XML cannot hold."""
    if like.span.start == like.span.end and text.startswith("/>", like.span.start - 2):
        return None
    words = str(value).lower() if isinstance(value, bool) else str(value)
    pieces = []
    for one in words:
        code = ord(one)
        if (code < 0x20 and one not in "\t\n\r") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            return None
        pieces.append(one if 0x20 <= code < 0x7F and one not in "&<>" else f"&#{code};")
    return "".join(pieces)
