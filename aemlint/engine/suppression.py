"""Comments that silence rules: `aemlint: ignore[RULE, …] reason` on a line or above it, `aemlint: ignore-file[…]`.

Loads only where a text holds the word `aemlint:`.
"""

from __future__ import annotations

from aemlint.formats.properties import continues
from aemlint.formats.xml_text import Tag
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aemlint.formats.tree import Document
    from aemlint.source import Source

MARK = "aemlint:"
WORDS = ("ignore-file", "ignore")
FIRST_LINES = 10
# A comment of a megabyte may begin a list at every word of it, and never end one.
LONGEST, MOST = 1 << 14, 200
NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-/_.")
SIGNS = "/*#!<>-: \t"
# What opens a comment in files of which no reader knows; what closes it on the same line.
ANYWHERE = ("#", "<!--")
OPENERS = {
    (".bat", ".cmd"): ("rem ", "@rem ", "::"),
    (".groovy", ".jenkinsfile", "/jenkinsfile"): ("//", "/*"),
}
SIGNED = ("//", "#", "!", "<!--", "/*")
CLOSERS = {"/*": "*/", "<!--": "-->"}


class Suppression:
    """One comment. `names` are what is listed, with spans; `lines` are those it covers, None for all.

    `late`: it is for all and stands too low to count. `sole`: the comment, on one line, says nothing else but why.
    `used` collects the names that silenced something.
    """

    __slots__ = ("comment", "late", "lines", "names", "sole", "source", "used", "word")

    def __init__(
        self,
        source: Source,
        comment: Span,
        word: Span,
        names: list[tuple[str, Span]],
        lines: range | None,
        *,
        sole: bool = True,
    ) -> None:
        self.source = source
        self.comment = comment
        self.word = word
        self.names = names
        self.lines = lines
        self.late = lines is None and source.position(comment.start).line > FIRST_LINES
        self.sole = sole
        self.used: set[str] = set()


def suppressions(document: Document, resolved: Callable[[str], str]) -> list[Suppression]:
    """Of one document; `resolved` turns a rule's former ids into its id."""
    if MARK not in document.source.text:
        return []
    found = []
    reach = _Reach(document)
    for span, text in _comments(document):
        at = text.find(MARK)
        only = text.find(MARK, at + 1) < 0 and not any(end in text.rstrip("\r") for end in "\r\n")
        sole = only and text[:at].strip(SIGNS).lower() in ("", "rem", "@rem")
        while at >= 0:
            one = _suppression(document.source, span, text, at, resolved, reach, sole=sole)
            if one is not None:
                found.append(one)
            at = text.find(MARK, at + len(MARK))
    return found


def _comments(document: Document) -> Iterator[tuple[Span, str]]:
    """Spans and whole texts, marks included: an offset in the text is one in the source."""
    text = document.source.text
    for comment in document.comments:
        yield comment.span, text[comment.span.start : comment.span.end]
    told = document.format != "text" and (document.format != "yaml" or document.root is not None)
    if told or document.comments:  # by a reader that knows a comment from a text
        return
    openers = _openers(document)
    at = text.find(MARK)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        opened, opener = _opened(text[start:at].lower(), openers)
        if opener:
            stop = end - 1 if text.startswith("\r", end - 1) else end
            closed = text.find(CLOSERS.get(opener, "\n"), at, stop)
            stop = stop if closed < 0 else closed + len(CLOSERS[opener])
            yield Span(start + opened, stop), text[start + opened : stop]
        at = text.find(MARK, end)


def _openers(document: Document) -> tuple[str, ...]:
    if document.format != "text":
        return ANYWHERE
    name = "/" + document.source.path.lower()
    name = name.partition("/jenkinsfile")[0] + "/jenkinsfile" if "/jenkinsfile." in name else name
    return next((ANYWHERE + found for endings, found in OPENERS.items() if name.endswith(endings)), ANYWHERE)


def _opened(before: str, openers: tuple[str, ...]) -> tuple[int, str]:
    """Where the last comment of a line begins, at its start or behind white space, and with what."""
    best = (-1, "")
    for opener in openers:
        at = before.rfind(opener)
        while at > 0 and before[at - 1] not in " \t":
            at = before.rfind(opener, 0, at)
        best = max(best, (at, opener if at >= 0 else ""))
    return best


def _suppression(
    source: Source,
    comment: Span,
    text: str,
    mark: int,
    resolved: Callable[[str], str],
    reach: _Reach,
    *,
    sole: bool,
) -> Suppression | None:
    at = mark + len(MARK)
    while text[at : at + 1] == " ":
        at += 1
    word = next((word for word in WORDS if text.startswith(word, at)), None)
    if word is None:
        return None
    end = at + len(word)
    names = _names(text, end, comment.start) if text[end : end + 1] == "[" else []
    closing = text.find("]", end, end + LONGEST)
    stop = closing + 1 if names and closing >= 0 else end
    return Suppression(
        source,
        comment,
        Span(comment.start + mark, comment.start + stop),
        [(resolved(name), span) for name, span in names],
        None if word == "ignore-file" else reach.of(comment),
        # Behind a word without a list may stand what was meant as one.
        sole=sole and (names != [] or not text[end:].strip(SIGNS)),
    )


def _names(text: str, at: int, shift: int) -> list[tuple[str, Span]]:
    """What is listed, also what can be no name; where the list does not end, that does."""
    end = text.find("]", at, at + LONGEST)
    found = []
    start = at + 1
    for piece in text[at + 1 : at + LONGEST if end < 0 else end].split(",")[:MOST]:
        name = piece.strip()
        first = start + piece.find(name)
        if name:
            found.append((name, Span(shift + first, shift + first + len(name))))
        if end < 0 and not NAME.issuperset(name):
            break
        start += len(piece) + 1
    return found


class _Reach:
    """The lines that comments of one document cover: a comment's own and, where it stands alone, what is below it.

    What is known of the text below is kept, for the next comment: there may be thousands.
    """

    __slots__ = ("_behind", "_document", "_element", "_ends", "_signs", "_xml")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._xml = document.format == "xml" or (
            document.format == "properties" and document.source.text.startswith("<")
        )
        self._signs = (*SIGNED, *(_openers(document) if document.format == "text" else ()))
        self._behind: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._element: tuple[int, int] = (-1, -1)

    def of(self, comment: Span) -> range:
        source = self._document.source
        first = source.position(comment.start).line
        last = source.position(max(comment.end - 1, comment.start)).line
        before = source.text[source.line_starts()[first - 1] : comment.start].strip("\ufeff \t")
        if before and not (self._xml and before.endswith(("?>", "-->"))):
            return range(first, last + 1)
        if self._xml and (end := self._element_end(comment.end)) >= 0:
            return range(first, source.position(end - 1).line + 1)
        return range(first, self._following(last + 1) + 1)

    def _following(self, line: int) -> int:
        """The last line of what stands below comments, several of them one above the other."""
        source, passed = self._document.source, []
        lines = len(source.line_starts())
        while line <= lines and source.line(line).strip().lower().startswith(self._signs):
            passed.append(line)
            line = self._behind.get(line, line + 1)
        self._behind.update(dict.fromkeys(passed, line))
        if line not in self._ends:
            end = line
            while self._document.format in ("properties", "config") and end < lines and continues(source.line(end)):
                end += 1
            self._ends[line] = end
        return self._ends[line]

    def _element_end(self, at: int) -> int:
        """The end of the start tag that comes next, whatever comments stand before it; -1 where none does."""
        text = self._document.source.text
        start, end = self._element
        if start < at:
            start = text.find("<", at)
            while start >= 0 and text.startswith(("<!", "<?"), start):
                opener, closer = ("<!--", "-->") if text.startswith("<!--", start) else ("<", ">")
                closed = text.find(closer, start + len(opener))
                start = text.find("<", closed) if closed >= 0 else -1
            found = start >= 0 and not text.startswith("</", start)
            end = Tag(text, start).end if found else -1
            self._element = (start if start >= 0 else len(text), end)
        return end
