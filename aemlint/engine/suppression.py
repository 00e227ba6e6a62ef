"""Comments that silence rules: `aemlint: ignore[RULE, …] reason` on a line or above it, `aemlint: ignore-file[…]`.

Loads only where a text holds the word `aemlint:`.
"""

from __future__ import annotations

from aemlint.hit import Edit, Hit
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.rulebook import Rulebook
    from aemlint.formats.tree import Document
    from aemlint.source import Source

MARK = "aemlint:"
WORDS = ("ignore-file", "ignore")
FIRST_LINES = 10
NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-/_.")


class Suppression:
    """One comment. `names` are rules and topics with their spans; `lines` are those it covers, None for all.

    `used` collects the names that silenced something.
    """

    __slots__ = ("comment", "lines", "names", "source", "used", "word")

    def __init__(
        self, source: Source, comment: Span, word: Span, names: list[tuple[str, Span]], lines: range | None
    ) -> None:
        self.source = source
        self.comment = comment
        self.word = word
        self.names = names
        self.lines = lines
        self.used: set[str] = set()

    def silences(self, rule: str, line: int) -> bool:
        """Whether it covers a finding; remembers that it did."""
        if self.lines is not None and line not in self.lines:
            return False
        topic = rule.partition("/")[0]
        named = [name for name, _ in self.names if name in (rule, topic)]
        self.used.update(named)
        return bool(named)


def suppressions(document: Document, resolved: Callable[[str], str]) -> list[Suppression]:
    """Of one document; `resolved` turns a rule's former ids into its id."""
    if MARK not in document.source.text:
        return []
    found = []
    for span, text in _comments(document):
        at = text.find(MARK)
        while at >= 0:
            one = _suppression(document, span, text, at, resolved)
            if one is not None:
                found.append(one)
            at = text.find(MARK, at + len(MARK))
    return found


def _comments(document: Document) -> Iterator[tuple[Span, str]]:
    """Spans and whole texts, marks included: an offset in the text is one in the source."""
    text = document.source.text
    for comment in document.comments:
        yield comment.span, text[comment.span.start : comment.span.end]
    if document.comments or document.format not in ("yaml", "text"):
        return
    at = text.find(MARK)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        opened = max(text.rfind("#", start, at), text.rfind("<!--", start, at))
        if opened >= 0 and (opened == start or text[opened - 1] in " \t"):
            yield Span(opened, end), text[opened:end].rstrip("\r")
        at = text.find(MARK, end)


def _suppression(
    document: Document, comment: Span, text: str, mark: int, resolved: Callable[[str], str]
) -> Suppression | None:
    at = mark + len(MARK)
    while text[at : at + 1] == " ":
        at += 1
    word = next((word for word in WORDS if text.startswith(word, at)), None)
    if word is None:
        return None
    end = at + len(word)
    names = _names(text, end, comment.start) if text[end : end + 1] == "[" else []
    closing = text.find("]", end)
    stop = closing + 1 if names and closing >= 0 else end
    whole = Span(comment.start + mark, comment.start + stop)
    lines = None if word == "ignore-file" else _covered(document, comment)
    return Suppression(document.source, comment, whole, [(resolved(name), span) for name, span in names], lines)


def _names(text: str, at: int, shift: int) -> list[tuple[str, Span]]:
    end = text.find("]", at)
    found = []
    start = at + 1
    for piece in text[at + 1 : len(text) if end < 0 else end].split(","):
        name = piece.strip()
        first = start + piece.find(name)
        if name and NAME.issuperset(name):
            found.append((name, Span(shift + first, shift + first + len(name))))
        start += len(piece) + 1
    return found


def _covered(document: Document, comment: Span) -> range:
    """The comment's own lines; if it stands alone, also the next line (or in XML the next element's lines)."""
    source = document.source
    first = source.position(comment.start).line
    last = source.position(max(comment.end - 1, comment.start)).line
    starts = source.line_starts()
    if source.text[starts[first - 1] : comment.start].strip("\ufeff \t"):
        return range(first, last + 1)
    if document.format == "xml":
        opened = source.text.find("<", comment.end)
        closed = source.text.find(">", opened)
        if opened >= 0 and closed >= 0 and not source.text.startswith("<!--", opened):
            return range(first, source.position(closed).line + 1)
    following = last + 1
    while following <= len(starts) and _is_comment(source.line(following)):  # several, one above the other
        following += 1
    return range(first, following + 1)


def _is_comment(line: str) -> bool:
    return line.strip().startswith(("//", "#", "!", "<!--", "/*"))


def unused(found: Iterable[Suppression], book: Rulebook, ran: Callable[[str, Source], bool]) -> Iterator[Hit]:
    """Hits of aemlint/unused-suppression; `ran` says whether a rule or a whole topic was judged in a source."""
    for suppression in found:
        if not suppression.names:
            yield _hit(suppression, suppression.word, "", "no-rule", {})
            continue
        late = suppression.lines is None and suppression.source.position(suppression.comment.start).line > FIRST_LINES
        for name, span in suppression.names:
            if book.unknown([name]):
                yield _hit(suppression, span, name, "unknown", {"hint": book.hint(name)}, fixes=False)
            elif late:
                yield _hit(suppression, span, name, "late", {"lines": FIRST_LINES}, fixes=False)
            elif name not in suppression.used and ran(name, suppression.source):
                yield _hit(suppression, span, name, "default", {})


def _hit(
    suppression: Suppression, span: Span, name: str, variant: str, values: dict[str, object], *, fixes: bool = True
) -> Hit:
    edits = [Edit(Place(suppression.source, where), "") for where in _removal(suppression, name)] if fixes else []
    return Hit(
        Place(suppression.source, span),
        f"suppression[{name}]",
        {"rule": name, "value": name, **values},
        variant=variant,
        edits=edits,
    )


def _removal(suppression: Suppression, name: str) -> list[Span]:
    """The name with its comma; the whole comment, with its line if it stands alone, where no other name is left."""
    source, text = suppression.source, suppression.source.text
    others = [span for other, span in suppression.names if other != name]
    if others:
        mine = next(span for other, span in suppression.names if other == name)
        after = [span for span in others if span.start > mine.end]
        if after:
            return [Span(mine.start, after[0].start)]
        return [Span(max(span.end for span in others if span.end <= mine.start), mine.end)]
    start, end = suppression.comment.start, suppression.comment.end
    line = source.position(start).line
    first = source.line_starts()[line - 1]
    line_end = end
    while text[line_end : line_end + 1] in (" ", "\t"):
        line_end += 1
    alone = not text[first:start].strip(" \t") and (line_end >= len(text) or text[line_end] in "\r\n")
    if not alone:
        while start > first and text[start - 1] in " \t":
            start -= 1
        return [Span(start, end)]
    if text.startswith("\r\n", line_end):
        line_end += 1
    return [Span(first, min(line_end + 1, len(text)))]
