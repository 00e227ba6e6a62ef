"""Lines of a file with places in them marked; what may be a secret is dots."""

from __future__ import annotations

from itertools import pairwise

from aemlint.findings import between
from aemlint.model.secret import DOTS
from aemlint.report.showing import SENTENCE, character, commands, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aemlint.report.paint import Paint
    from aemlint.source import Place, Source

    Cover = tuple[int, int]

GAP = "..."
LONGEST = 160
TAB = 4
CONTEXT = 1
# Of a longer line only a part is looked at: a file may be one line, with thousands of findings in it.
WIDE = 4 * LONGEST


class Mark:
    """A place, a few words about it, and how both are shown."""

    __slots__ = ("at", "name", "sign", "words")

    def __init__(self, at: Place, words: str, name: str, sign: str) -> None:
        self.at = at
        self.words = words
        self.name = name
        self.sign = sign


class Line:
    """A line as it is shown: secrets are dots, tabs are blanks, what is far from the mark is cut."""

    __slots__ = ("_begins", "_ends", "_first", "_skipped", "text")

    def __init__(self, source: Source, number: int, covers: Sequence[Cover], focus: Place | None = None) -> None:
        self._first, raw, cut = _part(source, number, focus)
        self._skipped = 0 if cut else _skipped(raw, focus.span.start - self._first if focus is not None else 0)
        self._begins: list[int] = []
        self._ends: list[int] = []
        here = between(covers, self._first, self._first + len(raw))
        broken = set(commands(raw)) if "##" in raw else ()
        pieces = [GAP] if self._skipped or cut else []
        column = len(GAP) if pieces else 0
        at = self._skipped
        while at < len(raw):
            offset = self._first + at
            cover = next(((a, b) for a, b in here if a <= offset < b), None)
            plain = 0 if broken else _plain(raw, at, LONGEST + 1 - column, here, self._first)
            if plain:
                self._begins += range(column, column + plain)
                self._ends += range(column + 1, column + plain + 1)
                pieces.append(raw[at : at + plain])
                column, at = column + plain, at + plain
            else:
                if cover is None:
                    stop, piece = at + 1, _piece(raw[at], column, offset)
                    if at in broken:
                        piece = "\\" + piece
                else:
                    stop, piece = min(cover[1] - self._first, len(raw)), _dots(source.text, cover, offset)
                begin, column = column, column + cells(piece)
                self._begins += [begin] * (stop - at)
                self._ends += [column] * (stop - at)
                pieces.append(piece)
                at = stop
            if column > LONGEST and at < len(raw):
                pieces.append(GAP)
                break
        self.text = "".join(pieces).rstrip()

    def columns(self, place: Place) -> tuple[int, int]:
        """Where a place begins and ends in what is shown; at least one column wide."""
        if not self._begins:
            return 0, 1
        start = place.span.start - self._first - self._skipped
        end = min(place.span.end - self._first - self._skipped, len(self._ends))
        begin = self._begins[max(start, 0)] if start < len(self._begins) else self._ends[-1]
        return begin, max(self._ends[end - 1] if end > 0 else 0, begin + 1)


def _part(source: Source, number: int, focus: Place | None) -> tuple[int, str, bool]:
    """Where what is looked at of a line begins, its text, and whether more of the line stands before it."""
    starts, text = source.line_starts(), source.text
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text)
    if end - start <= WIDE:
        return start, source.line(number), False
    begin = max(start, focus.span.start - LONGEST // 3 if focus is not None else start)
    return begin, text[begin : min(begin + WIDE, end)].rstrip("\r\n"), begin > start


def _plain(raw: str, at: int, most: int, covers: Sequence[Cover], first: int) -> int:
    """How many characters from here to the next cover, where each of them is itself; else 0. Most lines are so."""
    until = min([first + len(raw), *(start for start, end in covers if end > first + at)])
    text = raw[at : min(max(until - first, at), at + most)]
    return len(text) if text.isascii() and text.isprintable() else 0


def _skipped(raw: str, focus: int) -> int:
    """How many characters at the start of a very long line are left out, so that the mark is seen."""
    return focus - LONGEST // 3 if len(raw) > LONGEST and focus > LONGEST // 2 else 0


def _piece(one: str, column: int, offset: int) -> str:
    if one == "\t":
        return " " * (TAB - column % TAB)
    if one == "\ufeff" and offset == 0:  # a byte order mark
        return ""
    return character(one)


def _dots(text: str, cover: Cover, offset: int) -> str:
    quote = quote_of(text, cover) if offset == cover[0] else ""
    return f"{quote}{DOTS}{quote}"


def quote_of(text: str, cover: Cover) -> str:
    """Quotes round a secret stay: they say nothing, and without them the line would look wrong."""
    start, end = cover
    quoted = end - start > 1 and text[start] in "\"'" and text[end - 1] == text[start]
    return text[start] if quoted and "\n" not in text[start:end] else ""


def cells(text: str) -> int:
    """Columns of a terminal: some characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(one) in ("Mn", "Me") else 2 if east_asian_width(one) in ("W", "F") else 1 for one in text)


def drawn(text: str, hidden: str) -> str:
    """A line that is in no file, as `Line` would show it; `hidden` are characters that stand for a secret."""
    pieces, column = [], 0
    broken = set(commands(text)) if "##" in text else ()
    for at, one in enumerate(text):
        piece = DOTS if one == hidden else _piece(one, column, 1)
        pieces.append("\\" + piece if at in broken else piece)
        column += cells(piece)
        if column > LONGEST:
            pieces.append(GAP)
            break
    return "".join(pieces).rstrip()


def excerpt(marks: Sequence[Mark], covers: Sequence[Cover], width: int, paint: Paint) -> list[str]:
    """The marked lines of one file with a line around them; far apart ones with dots between. Empty if all of it is
    covered, for then there is nothing to see."""
    source = marks[0].at.source
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(source.position(mark.at.span.start).line, []).append(mark)
    wanted = {near for line in by_line for near in range(line - CONTEXT, line + CONTEXT + 1)}
    lines, before = [], None
    for number in sorted(wanted):
        here = by_line.get(number, [])
        focus = here[0].at if here else None
        if not _worth_it(source, number, covers, focus):
            continue
        if before is not None and number > before + 1:
            lines.append(paint(f" {GAP:>{width}}", "dim"))
        before = number
        line = Line(source, number, covers, focus)
        lines.append(f" {paint(f'{number:>{width}} |', 'dim')} {line.text}".rstrip())
        lines += [f" {paint(' ' * width + ' |', 'dim')} {row}" for row in _rows(line, here, paint)]
    return lines


def _worth_it(source: Source, number: int, covers: Sequence[Cover], focus: Place | None) -> bool:
    starts = source.line_starts()
    if not 1 <= number <= len(starts):
        return False
    start, text, _ = _part(source, number, focus)
    first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    if first < last and any(begin <= first and last <= end for begin, end in between(covers, first, last)):
        return False
    return focus is not None or bool(text) or number < len(starts)


def _rows(line: Line, marks: Sequence[Mark], paint: Paint) -> list[str]:
    """What stands below a line. Marks that do not touch share a row; the words of all but the last hang below it."""
    placed = sorted(((*line.columns(mark.at), mark) for mark in marks), key=lambda one: one[:2])
    apart = all(one[1] < two[0] for one, two in pairwise(placed))
    if not apart:
        return [row for mark in marks for row in _rows(line, [mark], paint)]
    if not placed:
        return []
    signs = [(begin, paint(mark.sign * (end - begin), mark.name), end - begin) for begin, end, mark in placed]
    last = placed[-1][2]
    # Signs are coloured, words are not: yellow on white is hard to read.
    words = f" {shown(last.words, SENTENCE)}" if last.words else ""
    rows = [_spread(signs) + words]
    hanging = [(begin, mark) for begin, _, mark in placed[:-1] if mark.words]
    while hanging:
        bars = [(begin, paint("|", mark.name), 1) for begin, mark in hanging]
        begin, mark = hanging.pop()
        said = [*bars[:-1], (begin, shown(mark.words, SENTENCE), 1)]
        rows += [_spread(bars), _spread(said)]
    return rows


def _spread(pieces: Iterable[tuple[int, str, int]]) -> str:
    """Pieces at their columns; each comes with how wide it looks."""
    row, column = "", 0
    for begin, text, width in pieces:
        row += " " * (begin - column) + text
        column = begin + width
    return row
