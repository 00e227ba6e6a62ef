"""Edits applied to texts: what a fix changes, character for character, and nothing else."""

from __future__ import annotations

from bisect import bisect_left, insort

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from aemlint.findings import Finding, Fix
    from aemlint.formats.tree import Document
    from aemlint.hit import Edit
    from aemlint.source import Source


class Change:
    """A file before and after; `covered` are the spans of either text that may hold secrets."""

    __slots__ = ("after", "before", "covered_after", "covered_before", "encoding", "path")

    def __init__(self, path: str, before: str, after: str, encoding: str) -> None:
        self.path = path
        self.before = before
        self.after = after
        self.encoding = encoding
        self.covered_before: list[tuple[int, int]] = []
        self.covered_after: list[tuple[int, int]] = []

    @property
    def bytes_before(self) -> bytes:
        return self.before.encode(self.encoding)

    @property
    def bytes_after(self) -> bytes:
        return self.after.encode(self.encoding)


def cut(documents: Iterable[Document]) -> set[int]:
    """Sources (by id) that were not read to the last character: written again, they would lose the rest."""
    return {id(one.source) for one in documents if one.refused or one.source.damage is not None}


def applies(edits: Iterable[Edit], cut: Container[int]) -> bool:
    """Whether all of them can be made: in no source of `cut`, in encodings that have every character of what is new."""
    return all(id(edit.place.source) not in cut and _fits(edit) for edit in edits)


def _fits(edit: Edit) -> bool:
    try:
        edit.text.encode(edit.place.source.encoding)
    except UnicodeEncodeError:
        return False
    return True


def chosen(findings: Iterable[Finding], *, unsafe: bool) -> list[Fix]:
    """Fixes in the order of the findings, each with edits that touch no earlier fix's; the rest waits a round."""
    taken: dict[int, list[tuple[int, int]]] = {}
    found = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        spans = [(id(edit.place.source), edit.place.span.start, edit.place.span.end) for edit in fix.edits]
        if any(_touch(start, end, taken.get(source, [])) for source, start, end in spans):
            continue
        for source, start, end in spans:
            insort(taken.setdefault(source, []), (start, end))
        found.append(fix)
    return found


def _touch(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Of spans that are sorted and do not touch one another only the neighbours can."""
    at = bisect_left(taken, (start,))
    return any(
        (start < other_end and other_start < end) or start == other_start
        for other_start, other_end in taken[max(at - 1, 0) : at + 1]
    )


def texts(fixes: Iterable[Fix]) -> list[tuple[Source, str]]:
    """Every source that the fixes edit, with its text as it is afterwards."""
    edits: dict[int, list[tuple[int, int, str]]] = {}
    sources: dict[int, Source] = {}
    for fix in fixes:
        for edit in fix.edits:
            source = edit.place.source
            sources[id(source)] = source
            edits.setdefault(id(source), []).append((edit.place.span.start, edit.place.span.end, edit.text))
    return [(sources[key], edited(sources[key].text, found)) for key, found in edits.items()]


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """`edits` are (start, end, text) and do not overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])
