"""What suppressions silence, and which of them silence nothing. Loads only where there are any."""

from __future__ import annotations

from bisect import bisect_left

from aemlint.engine.suppression import FIRST_LINES, NAME
from aemlint.hit import Edit, Hit
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.rule import Rule
    from aemlint.engine.rulebook import Rulebook
    from aemlint.engine.suppression import Suppression
    from aemlint.source import Source


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


def unused(found: Iterable[Suppression], book: Rulebook, ran: Callable[[str, Source], bool]) -> Iterator[Hit]:
    """Hits of aemlint/unused-suppression; `ran` says whether a rule or a whole topic was judged in a source."""
    for suppression in found:
        if not suppression.names:
            yield _hit(suppression, suppression.word, "", "no-rule", {})
            continue
        for name, span in suppression.names:
            if not NAME.issuperset(name):  # it may be anything, so it is not quoted
                hint = book.hint(name) if NAME.issuperset(name.strip("*").lower()) else ""
                yield _hit(suppression, span, "", "no-name", {"hint": hint}, fixes=False)
            elif book.unknown([name]):
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
    """The name with its comma; the whole comment, with its line if it stands alone, where no other name is left.

    Nothing of a comment that says something else too.
    """
    source, text = suppression.source, suppression.source.text
    others = [span for other, span in suppression.names if other != name]
    if others:
        mine = next(span for other, span in suppression.names if other == name)
        after = [span for span in others if span.start > mine.end]
        if after:
            return [Span(mine.start, after[0].start)]
        return [Span(max(span.end for span in others if span.end <= mine.start), mine.end)]
    if not suppression.sole:
        return []
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
