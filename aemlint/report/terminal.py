"""Findings for a person: the text with the place underlined, what belongs to it, and what to do."""

from __future__ import annotations

from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding, Report
    from aemlint.source import Place, Source

PAINTS = {"error": "1;31", "warning": "1;33", "info": "1;34", "note": "1;34", "dim": "2", "bold": "1", "add": "32", "remove": "31"}
DOTS = "........"
WIDTH = 160
PATH = 4096


class _Paint:
    __slots__ = ("color", "links")

    def __init__(self, color: bool, links: bool) -> None:
        self.color = color
        self.links = links

    def __call__(self, text: str, name: str) -> str:
        return f"\x1b[{PAINTS[name]}m{text}\x1b[0m" if self.color and text else text

    def link(self, text: str, rule: str) -> str:
        return f"\x1b]8;;https://aemlint.dev/rules/{rule}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text


def text(report: Report, *, color: bool, links: bool) -> str:
    paint = _Paint(color, links)
    return "".join("\n".join(_finding(finding, report, paint)) + "\n\n" for finding in report.findings)


def _finding(finding: Finding, report: Report, paint: _Paint) -> list[str]:
    head = paint(f"{finding.severity}[{paint.link(finding.rule, finding.rule)}]", finding.severity)
    lines = [f"{head}: {paint(shown(finding.message, 1000), 'bold')}"]
    placed = [note for note in finding.notes if note.at is not None]
    here = [note for note in placed if note.at is not None and note.at.source is finding.at.source]
    elsewhere = [note for note in placed if note not in here]
    marks = [(finding.at, finding.mark, finding.severity, "^")]
    marks += [(note.at, note.text, "note", "-") for note in here if note.at is not None]
    width = max(len(str(place.source.position(place.span.start).line + 1)) for place in _places(finding))
    margin = " " * (width + 1)
    bar = paint("|", "dim")
    lines.append(f"{' ' * width}{paint('-->', 'dim')} {_where(finding.at)}")
    if finding.at.span.end > finding.at.span.start:
        lines.append(f"{margin}{bar}")
        lines += _excerpt(marks, report, width, paint)
        lines.append(f"{margin}{bar}")
    else:
        lines += [f"{margin}{paint('=', 'dim')} note: {shown(note.text, 1000)}" for note in here]
    for note in elsewhere:
        assert note.at is not None
        lines.append(f"{' ' * width}{paint(':::', 'dim')} {_where(note.at)}")
        if note.at.span.end > note.at.span.start:
            lines.append(f"{margin}{bar}")
            lines += _excerpt([(note.at, note.text, "note", "-")], report, width, paint)
            lines.append(f"{margin}{bar}")
        else:
            lines.append(f"{margin}{paint('=', 'dim')} note: {shown(note.text, 1000)}")
    lines += _advice(finding, margin, paint)
    return lines


def _places(finding: Finding) -> list[Place]:
    return [finding.at, *(note.at for note in finding.notes if note.at is not None)]


def _where(place: Place) -> str:
    path = shown(place.source.path, PATH)
    if place.span.end == place.span.start == 0:
        return path
    at = place.source.position(place.span.start)
    return f"{path}:{at.line}:{at.column}"


def _advice(finding: Finding, margin: str, paint: _Paint) -> list[str]:
    equals = paint("=", "dim")
    lines = [f"{margin}{equals} help: {shown(finding.advice, 1000)}"] if finding.advice else []
    lines += [f"{margin}{equals} note: {shown(note.text, 1000)}" for note in finding.notes if note.at is None]
    return lines


def _excerpt(marks: list[tuple[Place, str, str, str]], report: Report, width: int, paint: _Paint) -> list[str]:
    """The marked lines with one line around them; far apart ones with dots between."""
    source = marks[0][0].source
    by_line: dict[int, list[tuple[Place, str, str, str]]] = {}
    for mark in marks:
        by_line.setdefault(source.position(mark[0].span.start).line, []).append(mark)
    wanted = sorted({near for line in by_line for near in (line - 1, line, line + 1)})
    last_line = len(source.line_starts())
    bar = paint("|", "dim")
    lines, before = [], None
    for number in wanted:
        if not 1 <= number <= last_line or (number == last_line and number not in by_line and not source.line(number)):
            continue
        if before is not None and number > before + 1:
            lines.append(paint("...", "dim"))
        before = number
        focus = by_line[number][0][0] if number in by_line else None
        line = _Line(source, number, report.masked.get(source.path, []), focus)
        lines.append(f"{paint(f'{number:>{width}}', 'dim')} {bar} {line.text}".rstrip())
        for place, words, name, sign in by_line.get(number, ()):
            start, end = line.columns(place)
            underline = paint(sign * max(end - start, 1) + (" " + shown(words, 1000) if words else ""), name)
            lines.append(f"{' ' * (width + 1)}{bar} {' ' * start}{underline}")
    return lines


class _Line:
    """A line as it is shown: secrets are dots, tabs are blanks, what is far from the mark is cut."""

    __slots__ = ("first", "offsets", "text")

    def __init__(self, source: Source, number: int, masked: list[tuple[int, int]], focus: Place | None) -> None:
        raw = source.line(number)
        self.first = source.line_starts()[number - 1]
        start = 0
        if len(raw) > WIDTH:
            inside = focus.span.start - self.first if focus is not None else 0
            start = max(0, inside - WIDTH // 3) if inside > WIDTH // 2 else 0
        pieces: list[str] = ["..."] if start else []
        column = 3 if start else 0
        self.offsets: list[int] = [column] * (start + 1)
        hidden = [(max(a - self.first, 0), b - self.first) for a, b in masked if a < self.first + len(raw) and b > self.first]
        at = start
        while at < len(raw):
            cover = next(((a, b) for a, b in hidden if a <= at < b), None)
            if cover is not None:
                stop = min(cover[1], len(raw))
                pieces.append(DOTS)
                column += len(DOTS)
                self.offsets += [column] * (stop - at)
                at = stop
                continue
            one = raw[at]
            piece = " " * (4 - column % 4) if one == "\t" else shown(one)
            pieces.append(piece)
            column += len(piece)
            self.offsets.append(column)
            at += 1
            if column > WIDTH:
                pieces.append("...")
                break
        text = "".join(pieces)
        self.text = shown(text, len(text) + 1)

    def columns(self, place: Place) -> tuple[int, int]:
        last = len(self.offsets) - 1
        start = min(place.span.start - self.first, last)
        return self.offsets[start], self.offsets[min(max(place.span.end - self.first, 0), last)]


def summary(report: Report) -> list[str]:
    """The end of a run, for standard error."""
    counts = [_count(report.count(name), name) for name in ("error", "warning", "info") if report.count(name)]
    files = len({finding.at.source.path for finding in report.findings})
    head = f"{', '.join(counts)} in {_count(files, 'file')}" if counts else "no findings"
    lines = [f"{head} ({_count(report.files, 'file')} read, {_count(report.configurations, 'mail configuration')})"]
    if report.hidden:
        lines.append(f"{report.hidden} hidden (--severity info)")
    for item in report.not_checked:
        lines.append(f"not checked: {', '.join(item.rules)} ({shown(item.why, 1000)})")
    return lines


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


