"""Hits into a report: worded, covered, without what was there before. Loads with the first finding."""

from __future__ import annotations

import os

from aemlint import fix
from aemlint.covering import Covering
from aemlint.engine import wording
from aemlint.engine.levels import OFF, reaches
from aemlint.failing import Failure
from aemlint.findings import Finding, Report
from aemlint.judging import SETTINGS, Judgement
from aemlint.model.disclosed import Disclosed
from aemlint.request import Request
from aemlint.walk import below_repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.engine.baseline import Entry
    from aemlint.engine.rule import Rule
    from aemlint.hit import Hit
    from aemlint.loading import Loaded
    from aemlint.outcome import Outcome
    from aemlint.since import Earlier, Judged


def _baseline(request: Request, everything: Loaded) -> tuple[str | None, list[Entry] | None]:
    """Its path and its entries: of the one to write, or else the one whose findings do not count."""
    path, root = request.baseline if request.write_baseline is None else request.write_baseline, None
    if path is None and everything.settings is not None:
        path, root = everything.settings.baseline, request.root
    if path is None or (request.write_baseline is not None and not os.path.lexists(path)):
        return path, None
    from aemlint.baseline_file import load

    return path, load(path, root)  # None where only the settings name it: that it is missing is a finding of its own


def report(outcome: Outcome, judgement: Judgement, request: Request) -> None:
    """Gives the outcome its report, and its code."""
    everything, levels = judgement.loaded, judgement.levels

    def asked(rule: Rule, hit: Hit) -> bool:
        return rule.source == "settings" or any(map(request.asks_for, hit.paths))

    loud = [(rule, hit) for rule, hit in judgement.loud if reaches(levels.of(rule, hit), request.severity)]
    shown = [(rule, hit) for rule, hit in loud if asked(rule, hit)]
    paths = {path for _, hit in shown for path in hit.quoted}
    keys = {(hit.at.source.path, hit.at.span.start) for rule, hit in judgement.loud if rule.sensitive}
    disclosed = Disclosed(outcome.project, keys, request.disclosed)
    outcome.project.rest(paths)
    covering = Covering(outcome.project, paths, keys, disclosed)
    made = outcome.report = Report(
        root=".",
        target=outcome.project.target,
        findings=[],
        files=everything.files + len({hit.at.source.path for hit in everything.mistakes}),
        configurations=outcome.configurations,
        suppressed=sum(asked(rule, hit) for rule, hit in judgement.silenced),
        masked=covering.covers,
        rules=outcome.rules,
        described=everything.book.described,
        prefix=below_repository(request.root),
    )
    ordered = wording.in_order(judgement.loud)
    before: Earlier | None = None
    if request.since is not None:
        from aemlint.since import earlier_findings

        book = everything.book
        before = earlier_findings(request, lambda earlier, tree: _before(outcome, Judgement(earlier, book, tree)))
    outcome.baseline, outcome.entries = _baseline(request, everything)
    # What is neither shown nor fails is put into words for a baseline only.
    unheard = outcome.baseline is None
    least = _least(request)
    found: list[Finding] = []
    there: set[str] = set()
    cut = fix.cut(outcome.project.documents)
    for (rule, hit), ordinal in zip(ordered, wording.ordinals(ordered), strict=True):
        if not asked(rule, hit):
            continue
        level = levels.of(rule, hit)
        known = wording.fingerprint(rule, hit, ordinal) if before is not None and rule.source != "settings" else ""
        if before is not None and before.had(known, hit.environments):
            made.known += 1
            there.add(known)
        elif level == OFF:
            made.suppressed += 1
        elif levels.younger(rule):
            made.younger += 1
        elif unheard and not reaches(level, least):
            made.hidden += 1
        else:
            try:
                words, fixable = everything.book.words(rule.id), fix.applies(hit.edits, cut)
                found.append(wording.finding(rule, level, hit, words, ordinal, fixable=fixable))
            except Exception as error:  # what cannot be put into words must not keep the rest from being said
                outcome.failures.append(Failure(error, hit.at.source.path, (rule.id,)))
    if outcome.entries is not None:
        from aemlint.gone import gone

        there.update(finding.fingerprint for finding in found)
        if request.write_baseline is not None or request.paths is None:
            outcome.stale = gone(outcome.entries, there, judgement, request)
        if request.write_baseline is None:
            found = _without_known(outcome.entries, made, found)
    made.findings = [
        covering.quieted(finding, lambda rule: str(everything.book.page(rule)["title"]))
        for finding in found
        if reaches(finding.severity, request.severity)
    ]
    outcome.failures += covering.failures
    made.hidden += len(found) - len(made.findings)
    outcome.current = [one for one in found if one.rule != SETTINGS and reaches(one.severity, least)]
    if any(reaches(finding.severity, request.fail_on) for finding in found):
        outcome.code = 1


def _before(outcome: Outcome, judgement: Judgement) -> Judged:
    """What broke then would be taken for new; what did not count then was no finding."""
    outcome.failures += judgement.failures
    levels = judgement.levels
    return judgement.loud, lambda rule, hit: levels.of(rule, hit) != OFF and not levels.younger(rule)


def _least(request: Request) -> str:
    """What a baseline must hold so that the next run is quiet and passes."""
    return request.severity if reaches(request.fail_on, request.severity) else request.fail_on


def _without_known(entries: list[Entry], report: Report, found: list[Finding]) -> list[Finding]:
    known = {entry.fingerprint for entry in entries}
    new = [finding for finding in found if finding.fingerprint not in known or finding.rule == SETTINGS]
    report.baselined = len(found) - len(new)
    return new
