"""One run, from a request to its outcome: where the parts meet."""

from __future__ import annotations

from aemlint.engine.levels import OFF, reaches
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.judging import Judgement
from aemlint.outcome import Outcome
from aemlint.reading import Disk
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.engine.rule import Rule
    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

    Concerns = Callable[[Configuration], bool]

UNREADABLE = "file/unreadable"


def check(request: Request, book: Rulebook | None = None, tree: Disk | None = None) -> Outcome:
    """Raises Wrong where the request cannot be carried out; mistakes of settings are findings.

    `tree` is where the project's files are read from; the disk where nothing else is said.
    """
    book = book or rulebook()
    judgement = Judgement(request, book, tree)
    outcome = Outcome(judgement.loaded)
    project = outcome.project
    outcome.failures = judgement.failures
    concerns = _concerns(project, request)
    outcome.not_checked = _not_checked(judgement.rules, project, concerns)
    hidden = _all_hidden(judgement, request)
    if hidden is None:
        from aemlint import reporting

        reporting.report(outcome, judgement, request)
    else:
        outcome.hidden = hidden
    _say(outcome, judgement.rules, request, concerns)
    return outcome


def _say(outcome: Outcome, rules: list[Rule], request: Request, concerns: Concerns) -> None:
    """What was not read or not judged goes into the report, and into the exit code."""
    unread = outcome.project.unread
    found = outcome.report.findings if outcome.report is not None else []
    shown = {finding.at.source.path for finding in found if finding.rule == UNREADABLE}
    said = [(list(failure.rules), failure.reason) for failure in outcome.failures if failure.rules]
    unopened = [*outcome.loaded.passed, *(one for one in unread if one.path not in shown)]
    said += [([UNREADABLE], f"{one.path}: {one.reason}") for one in unopened]
    if outcome.project.has_mail() and any(one.broken for one in outcome.project.configurations):
        from aemlint.engine.unjudged import unparsed

        paths = {finding.at.source.path for finding in found if finding.rule.startswith("file/")}
        said += unparsed(rules, outcome.project, paths, concerns)
    undecoded = _undecoded(outcome.project, request, shown, judged=any(rule.id == UNREADABLE for rule in rules))
    said += [([UNREADABLE], f"{path}: {reason}") for path, reason in undecoded.items() if path not in shown]
    heard = outcome.code or any(rule.topic == "file" for rule in rules)
    broken = [] if heard else _unparsed(outcome.project, request)
    lost = {one.path: one.reason for one in unread if request.asks_for(one.path)} | undecoded
    lost = {**dict.fromkeys(broken, "it does not parse"), **lost}
    outcome.lost = [f"not read: {path} ({reason})" for path, reason in lost.items() if path not in shown]
    outcome.not_checked = said + outcome.not_checked
    if outcome.report is not None:
        from aemlint.findings import NotChecked

        outcome.report.not_checked = [NotChecked(tuple(ids), why) for ids, why in outcome.not_checked]
    for one in unread:
        if one.error is not None:
            from aemlint.failing import Failure

            outcome.failures.append(Failure(one.error, one.path, (UNREADABLE,)))
    if outcome.failures or outcome.loaded.mistakes or (lost and request.fail_on != "never"):
        outcome.code = 2
        if outcome.report is not None:
            outcome.report.complete = False


def _undecoded(project: Project, request: Request, shown: set[str], *, judged: bool) -> dict[str, str]:
    """Files with bytes that are no text, and why; not those that a baseline or a suppression has let pass."""
    documents = [*(one.document for one in project.networks), *(one.document for one in project.variables)]
    if not any(one.broken for one in project.configurations) and not any(one.problems for one in documents):
        return {}
    from aemlint.checks.unreadable import undecoded

    found = {document.source.path: problem.reason for document, problem in undecoded(project)}
    passes = judged and request.write_baseline is not None
    return {
        path: reason
        for path, reason in found.items()
        if request.asks_for(path) and not passes and (path in shown or not judged)
    }


def _unparsed(project: Project, request: Request) -> list[str]:
    """Configurations for mail of which nobody was asked whether they parse."""
    return [
        one.path
        for one in project.configurations
        if one.broken and one.schema is not None and one.folder.kind != "sample" and request.asks_for(one.path)
    ]


def _all_hidden(judgement: Judgement, request: Request) -> int | None:
    """How many hits there are, if none of them is shown or fails: then none has to be put into words."""
    settings = judgement.loaded.settings
    known = request.baseline or request.write_baseline or (settings is not None and settings.baseline)
    if judgement.silenced or known or request.since is not None:
        return None
    levels, hidden = judgement.levels, 0
    for rule, hit in judgement.loud:
        level = levels.of(rule, hit)
        if level == OFF or levels.younger(rule) or reaches(level, request.severity) or reaches(level, request.fail_on):
            return None
        hidden += any(map(request.asks_for, hit.paths))
    return hidden


def _not_checked(rules: list[Rule], project: Project, concerns: Concerns) -> list[tuple[list[str], str]]:
    if not project.has_mail():
        return []
    from aemlint.engine.unjudged import unjudged

    return unjudged(rules, project, concerns)


def _concerns(project: Project, request: Request) -> Concerns:
    """Which configurations may have a say in what is asked for: those deployed together with one that is; all where
    another file is, for any configuration may need its forwards.
    """
    if request.paths is None or any(request.asks_for(other.source.path) for other in project.others):
        return lambda _: True
    asked = {project.deployment(one) for one in project.configurations if request.asks_for(one.path)}
    return lambda configuration: project.deployment(configuration) in asked
