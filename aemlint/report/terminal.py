"""Findings for a person: the text with the place underlined, what belongs to it, what to do. Nothing is folded: a
terminal folds by itself, and a log has no width."""

from __future__ import annotations

from aemlint.findings import between
from aemlint.report.excerpt import Mark, excerpt
from aemlint.report.paint import Paint
from aemlint.report.showing import PATH, SENTENCE, shown
from aemlint.report.uncovered import Uncovered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aemlint.findings import Finding, Report
    from aemlint.hit import Edit
    from aemlint.source import Place, Source


def pieces(report: Report, *, color: bool, links: bool) -> Iterator[str]:
    """One for each finding: of a large project all together are the most that a run would hold."""
    paint = Paint(color=color, links=links)
    for finding in report.findings:
        yield "\n".join(_Drawing(finding, report, paint).lines()) + "\n\n"


class _Drawing:
    """One finding. `width` is that of the greatest line number."""

    __slots__ = ("finding", "paint", "report", "width")

    def __init__(self, finding: Finding, report: Report, paint: Paint) -> None:
        self.finding = finding
        self.report = report
        self.paint = paint
        places = [finding.at, *(note.at for note in finding.notes if note.at is not None)]
        self.width = max(len(str(place.source.position(place.span.start).line + 1)) for place in places)

    def lines(self) -> list[str]:
        finding = self.finding
        head = self.paint(f"{finding.severity}[{self.paint.rule(finding.rule)}]:", finding.severity)
        lines = [f"{head} {self.paint(shown(finding.message, SENTENCE), 'bold')}", self._where("-->", finding.at)]
        marks = [Mark(finding.at, finding.mark, finding.severity, "^")]
        marks += [Mark(note.at, note.text, "note", "-") for note in finding.notes if note.at is not None]
        by_source: dict[int, list[Mark]] = {}
        for mark in marks:
            by_source.setdefault(id(mark.at.source), []).append(mark)
        for number, together in enumerate(by_source.values()):
            if number:
                lines.append(self._where(":::", together[0].at))
            lines += self._marked(together)
        return lines + self._advice()

    def _where(self, sign: str, place: Place) -> str:
        path = shown(place.source.path, PATH)
        if place.span.end > 0:
            at = place.source.position(place.span.start)
            path = f"{path}:{at.line}:{at.column}"
        return f" {' ' * self.width}{self.paint(sign, 'dim')} {path}"

    def _marked(self, marks: list[Mark]) -> list[str]:
        """The excerpt of one file; words whose place cannot be shown become notes."""
        placed = [mark for mark in marks if mark.at.span.end > 0]
        lines = excerpt(placed, self._covers(marks[0].at.source), self.width, self.paint) if placed else []
        if lines:
            bar = self._said("|")
            lines = [bar, *lines, bar]
        unseen = [mark for mark in marks if mark not in placed] if lines else marks
        return lines + [self._note("note", mark.words) for mark in unseen if mark.words]

    def _covers(self, source: Source) -> Sequence[tuple[int, int]]:
        """What may not be seen. A sensitive finding marks a key, which may; of a file that nobody looked through for
        secrets it is all that may."""
        finding, found = self.finding, self.report.masked.get(source.path)
        if not finding.sensitive:
            return found or []
        covers = [(0, len(source.text))] if found is None else found
        if source is not finding.at.source:
            return covers
        return Uncovered(covers, finding.at.span)

    def _advice(self) -> list[str]:
        finding = self.finding
        lines = [self._note("help", finding.advice)] if finding.advice else []
        if finding.fix is not None:
            from aemlint.report.difference import difference

            fix = finding.fix
            if not fix.repeats and not any(map(self._keeps_default, fix.edits)):
                lines += difference(fix, self._covers, finding.at.source, self.width, self.paint)
            how = "fix (--fix)" if fix.safe else "unsafe fix (--unsafe-fixes)"
            lines.append(self._note("note", how if fix.title == finding.advice else f"{how}: {fix.title}"))
        return lines + [self._note("note", note.text) for note in finding.notes if note.at is None]

    def _keeps_default(self, edit: Edit) -> bool:
        """Whether it writes a default where something is covered: it may be the secret."""
        span = edit.place.span
        return ";default=" in edit.text and bool(between(self._covers(edit.place.source), span.start, span.end))

    def _note(self, name: str, words: str) -> str:
        return f"{self._said('=')} {self.paint(name, 'help' if name == 'help' else 'bold')}: {shown(words, SENTENCE)}"

    def _said(self, sign: str) -> str:
        return f" {self.paint(' ' * self.width + ' ' + sign, 'dim')}"
