"""Comments that silence rules: `aemlint: ignore[RULE, …] reason` on a line or above it, `aemlint: ignore-file[…]`.

Loads only where a text holds the word `aemlint:`.
"""

from __future__ import annotations

from bisect import bisect_left

from aemlint.hit import Edit, Hit
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.rule import Rule
    from aemlint.engine.rulebook import Rulebook
    from aemlint.formats.tree import Document
    from aemlint.source import Source

MARK = "aemlint:"
WORDS = ("ignore-file", "ignore")
FIRST_LINES = 10
# A comment of a megabyte may begin a list at every word of it, and never end one.
LONGEST, MOST = 1 << 14, 200
NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-/_.")


class Suppression:
    """One comment. `names` are rules and topics with their spans; `lines` are those it covers, None for all.

    `late`: it is for all and stands too low to count. `used` collects the names that silenced something.
    """

    __slots__ = ("comment", "late", "lines", "names", "source", "used", "word")

    def __init__(
        self, source: Source, comment: Span, word: Span, names: list[tuple[str, Span]], lines: range | None
    ) -> None:
        self.source = source
        self.comment = comment
        self.word = word
        self.names = names
        self.lines = lines
        self.late = lines is None and source.position(comment.start).line > FIRST_LINES
        self.used: set[str] = set()


def silenced(found: list[Suppression], hits: list[tuple[Rule, Hit]]) -> set[int]:
    """Which hits are covered, by their numbers; every suppression is to know of its use."""
    by_source: dict[int, list[Suppression]] = {}
    for suppression in found:
        by_source.setdefault(id(suppression.source), []).append(suppression)
    here: dict[int, list[tuple[int, int, str]]] = {}
    for number, (rule, hit) in enumerate(hits):
        source = hit.at.source
        if id(source) in by_source:
            here.setdefault(id(source), []).append((number, source.position(hit.at.span.start).line, rule.id))
    return {number for source, places in here.items() for number in _quiet(by_source[source], places)}


def _quiet(suppressions: list[Suppression], places: list[tuple[int, int, str]]) -> Iterator[int]:
    """Of one source. By sorted lines: there may be thousands of both, and each of one may cover each of the other."""
    lines: dict[str, list[int]] = {}
    for _, line, rule in places:
        for name in (rule, rule.partition("/")[0]):
            lines.setdefault(name, []).append(line)
    for known in lines.values():
        known.sort()
    covered: dict[str, list[tuple[int, int]]] = {}
    for suppression in suppressions:
        if suppression.late:
            continue
        first, last = (0, 1 << 40) if suppression.lines is None else (suppression.lines[0], suppression.lines[-1])
        for name, _ in suppression.names:
            at = bisect_left(lines.get(name, ()), first)
            if at < len(lines.get(name, ())) and lines[name][at] <= last:
                suppression.used.add(name)
                covered.setdefault(name, []).append((first, last))
    reached = {name: _reached(ranges, lines[name]) for name, ranges in covered.items()}
    for number, line, rule in places:
        if line in reached.get(rule, ()) or line in reached.get(rule.partition("/")[0], ()):
            yield number


def _reached(ranges: list[tuple[int, int]], lines: list[int]) -> set[int]:
    """The lines that lie in one of the ranges."""
    found: set[int] = set()
    at = 0
    for first, last in sorted(ranges):
        at = max(at, bisect_left(lines, first))
        while at < len(lines) and lines[at] <= last:
            found.add(lines[at])
            at += 1
    return found


def suppressions(document: Document, resolved: Callable[[str], str]) -> list[Suppression]:
    """Of one document; `resolved` turns a rule's former ids into its id."""
    if MARK not in document.source.text:
        return []
    found = []
    behind: dict[int, int] = {}
    for span, text in _comments(document):
        at = text.find(MARK)
        while at >= 0:
            one = _suppression(document, span, text, at, resolved, behind)
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
    document: Document,
    comment: Span,
    text: str,
    mark: int,
    resolved: Callable[[str], str],
    behind: dict[int, int],
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
    whole = Span(comment.start + mark, comment.start + stop)
    lines = None if word == "ignore-file" else _covered(document, comment, behind)
    return Suppression(document.source, comment, whole, [(resolved(name), span) for name, span in names], lines)


def _names(text: str, at: int, shift: int) -> list[tuple[str, Span]]:
    end = text.find("]", at, at + LONGEST)
    found = []
    start = at + 1
    for piece in text[at + 1 : at + LONGEST if end < 0 else end].split(",")[:MOST]:
        name = piece.strip()
        first = start + piece.find(name)
        if name and NAME.issuperset(name):
            found.append((name, Span(shift + first, shift + first + len(name))))
        start += len(piece) + 1
    return found


def _covered(document: Document, comment: Span, behind: dict[int, int]) -> range:
    """The comment's own lines; if it stands alone, also the next line (or in XML the next element's lines).

    `behind` knows of lines that were asked for where the comments end that stand below: there may be thousands.
    """
    source = document.source
    first = source.position(comment.start).line
    last = source.position(max(comment.end - 1, comment.start)).line
    starts = source.line_starts()
    if source.text[starts[first - 1] : comment.start].strip("\ufeff \t"):
        return range(first, last + 1)
    if document.format == "xml":
        opened = source.text.find("<", comment.end)
        closed = source.text.find(">", opened) if opened >= 0 and not source.text.startswith("<!--", opened) else -1
        if closed >= 0:
            return range(first, source.position(closed).line + 1)
    following, passed = last + 1, []
    while following <= len(starts) and _is_comment(source.line(following)):  # several, one above the other
        passed.append(following)
        following = behind.get(following, following + 1)
    behind.update(dict.fromkeys(passed, following))
    return range(first, following + 1)


def _is_comment(line: str) -> bool:
    return line.strip().startswith(("//", "#", "!", "<!--", "/*"))


def unused(found: Iterable[Suppression], book: Rulebook, ran: Callable[[str, Source], bool]) -> Iterator[Hit]:
    """Hits of aemlint/unused-suppression; `ran` says whether a rule or a whole topic was judged in a source."""
    for suppression in found:
        if not suppression.names:
            yield _hit(suppression, suppression.word, "", "no-rule", {})
            continue
        for name, span in suppression.names:
            if book.unknown([name]):
                yield _hit(suppression, span, name, "unknown", {"hint": book.hint(name)}, fixes=False)
            elif suppression.late:
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
