"""A fix as a difference: the lines it takes away and the lines it puts there."""

from __future__ import annotations

from aemlint.findings import between
from aemlint.model import secret
from aemlint.report.excerpt import GAP, LONGEST, WIDE, Line, drawn, quote_of
from aemlint.report.showing import PATH, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aemlint.findings import Fix
    from aemlint.hit import Edit
    from aemlint.report.paint import Paint
    from aemlint.source import Source

    Covers = Callable[[Source], Sequence[tuple[int, int]]]

HIDDEN = "\ue000"


def difference(fix: Fix, covers: Covers, here: Source, width: int, paint: Paint) -> list[str]:
    """`here` is the file that a reader has in mind already; others are named."""
    by_source: dict[int, list[Edit]] = {}
    for edit in fix.edits:
        by_source.setdefault(id(edit.place.source), []).append(edit)
    bar = f" {paint(' ' * width + ' |', 'dim')}"
    lines = []
    for edits in by_source.values():
        source = edits[0].place.source
        changed = _changed(source, edits, covers(source), width, paint)
        if changed and source is not here:
            lines.append(f" {' ' * width}{paint(':::', 'dim')} {shown(source.path, PATH)}")
        lines += [bar, *changed] if changed else []
    return [*lines, bar] if lines else []


def _changed(
    source: Source, edits: list[Edit], covers: Sequence[tuple[int, int]], width: int, paint: Paint
) -> list[str]:
    lines, shift = [], 0
    for first, last, together in _groups(source, edits):
        focus = together[0].place if first == last and _is_wide(source, first) else None
        old = [Line(source, number, covers, focus).text for number in range(first, last + 1)]
        new = _after(source, first, last, together, covers)
        number, moved = first, len(new) - len(old)
        while old and new and old[0] == new[0]:
            del old[0], new[0]
            number += 1
        while old and new and old[-1] == new[-1]:
            del old[-1], new[-1]
        if new and not old and number > 1:  # where it goes
            before = Line(source, number - 1, covers).text
            lines.append(f" {paint(f'{number - 1:>{width}} |', 'dim')} {before}".rstrip())
        lines += [_row(number + index, "-", text, "removed", width, paint) for index, text in enumerate(old)]
        lines += [_row(number + shift + index, "+", text, "added", width, paint) for index, text in enumerate(new)]
        shift += moved
    return lines


def _is_wide(source: Source, number: int) -> bool:
    starts = source.line_starts()
    return (starts[number] if number < len(starts) else len(source.text)) - starts[number - 1] > WIDE


def _row(number: int, sign: str, text: str, name: str, width: int, paint: Paint) -> str:
    return f" {paint(f'{number:>{width}}', 'dim')} {paint(f'{sign} {text}'.rstrip(), name)}"


def _groups(source: Source, edits: list[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Edits whose lines touch, with their first and last line."""
    found: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda one: one.place.span.start):
        span = edit.place.span
        first = source.position(span.start).line
        last = source.position(max(span.end - 1, span.start)).line
        if found and first <= found[-1][1] + 1:
            before = found[-1]
            found[-1] = (before[0], max(before[1], last), [*before[2], edit])
        else:
            found.append((first, last, [edit]))
    return found


def _after(source: Source, first: int, last: int, edits: list[Edit], covers: Sequence[tuple[int, int]]) -> list[str]:
    starts = source.line_starts()
    at = starts[first - 1]
    end = starts[last] if last < len(starts) else len(source.text)
    covers = [cover for cover in covers if not _refers(source, cover, edits)]
    pieces = []
    if first == last and end - at > WIDE:  # of such a line the part that the excerpt shows
        begin = max(at, edits[0].place.span.start - LONGEST // 3)
        pieces = [GAP] if begin > at else []
        at, end = begin, min(end, edits[-1].place.span.end + LONGEST)
    for edit in edits:
        pieces += [_kept(source, at, edit.place.span.start, covers), edit.text]
        at = edit.place.span.end
    text = "".join([*pieces, _kept(source, at, end, covers)]).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removeprefix("\ufeff").split("\n") if first == 1 else text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [drawn(line, HIDDEN) for line in lines]


def _refers(source: Source, cover: tuple[int, int], edits: list[Edit]) -> bool:
    """Whether the edits leave a bare reference of what is covered, which gives nothing away."""
    start, end = cover
    inside = [edit for edit in edits if start <= edit.place.span.start and edit.place.span.end <= end]
    text, at = "", start
    for edit in inside:
        text += source.text[at : edit.place.span.start] + edit.text
        at = edit.place.span.end
    text = (text + source.text[at:end]).strip("\"'")
    return bool(inside) and secret.kind(text) == "reference" and not secret.discloses(text)


def _kept(source: Source, start: int, end: int, covers: Sequence[tuple[int, int]]) -> str:
    """What stays, with one character in place of each secret."""
    pieces = []
    for first, last in between(covers, start, end):
        if start < end:
            whole = start <= first and last <= end
            quote = quote_of(source.text, (first, last)) if whole else ""
            pieces += [source.text[start : max(first, start)], quote, HIDDEN, quote]
            start = min(last, end)
    return "".join([*pieces, source.text[start:end]])
