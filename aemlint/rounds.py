"""Fixes applied in memory, round after round, until nothing is left to fix or ten rounds are over."""

from __future__ import annotations

from aemlint import app, fix
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.memory import Once
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from aemlint.findings import Finding
    from aemlint.model.disclosed import Disclosed
    from aemlint.outcome import Outcome

MOST = 10


class Repaired:
    """`first` is the run before any fix, `last` the one after all of them; `fixed` counts fixes."""

    __slots__ = ("changes", "first", "fixed", "last")

    def __init__(self, first: Outcome, last: Outcome, changes: list[fix.Change], fixed: int) -> None:
        self.first = first
        self.last = last
        self.changes = changes
        self.fixed = fixed


def repaired(
    request: Request, book: Rulebook | None = None, *, unsafe: bool, within: Container[str] | None = None
) -> Repaired:
    """Nothing is written; `request.overlay` holds the texts afterwards. `within`: no other files can be mended."""
    book = book or rulebook()
    tree = Once(request.root)
    first = outcome = app.check(request, book, tree)
    changes: dict[str, fix.Change] = {}
    number = 0
    for _ in range(MOST):
        found = outcome.report.findings if outcome.report is not None else []
        fixes = fix.chosen([one for one in found if within is None or _lies(one, within)], unsafe=unsafe)
        edited = [(source, text) for source, text in fix.texts(fixes) if text != source.text]
        if not edited:
            break
        request.disclosed = _disclosed(outcome, request)
        number += len(fixes)
        for source, text in edited:
            change = changes.setdefault(source.path, fix.Change(source.path, source.text, text, source.encoding))
            change.after = text
            request.overlay[source.path] = change.bytes_after
        outcome = app.check(request, book, tree)
    if changes:
        _cover(first, outcome, changes, _disclosed(outcome, request))
    return Repaired(first, outcome, sorted(changes.values(), key=lambda change: change.path), number)


def _lies(finding: Finding, within: Container[str]) -> bool:
    return finding.fix is not None and all(edit.place.source.path in within for edit in finding.fix.edits)


def _disclosed(outcome: Outcome, request: Request) -> Disclosed:
    """With what the rounds before took away: elsewhere it may still stand."""
    from aemlint.model.disclosed import Disclosed

    return Disclosed(outcome.project, _marked(outcome), request.disclosed)


def _cover(first: Outcome, last: Outcome, changes: dict[str, fix.Change], disclosed: Disclosed) -> None:
    from aemlint.covering import Covering

    before = Covering(first.project, changes, _marked(first))
    after = Covering(last.project, changes, _marked(last), disclosed)
    for path, change in changes.items():
        change.covered_before = before.covers.get(path, [])
        change.covered_after = after.covers.get(path, [])
    for outcome, covering in ((first, before), (last, after)):
        if covering.failures:
            outcome.failures += covering.failures
            outcome.code = 2


def _marked(outcome: Outcome) -> set[tuple[str, int]]:
    """Keys whose values are secret because a rule says so."""
    findings = outcome.report.findings if outcome.report is not None else []
    return {(one.at.source.path, one.at.span.start) for one in findings if one.sensitive}
