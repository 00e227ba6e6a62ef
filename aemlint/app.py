"""Load, check, suppress, put into words: where the parts meet."""

from __future__ import annotations

from aemlint.engine import run
from aemlint.engine.levels import OFF, Levels, reaches
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.loading import Loaded, loaded
from aemlint.reading import Disk
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.baseline import Entry
    from aemlint.engine.rule import Rule
    from aemlint.engine.suppression import Suppression
    from aemlint.failing import Failure
    from aemlint.findings import Finding, Report
    from aemlint.hit import Hit
    from aemlint.model.project import Project
    from aemlint.source import Source

SETTINGS, SUPPRESSIONS, UNREADABLE = "aemlint/settings", "aemlint/unused-suppression", "file/unreadable"


class Outcome:
    """`report` is None for a clean run: then only the counts are known, and nothing more was loaded.

    `stale` are entries of the baseline that no finding has any more; `current` is what a new baseline would hold.
    `failures` are aemlint's own.
    """

    __slots__ = ("baseline", "code", "current", "failures", "hidden", "loaded", "not_checked", "report", "stale")

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.code = 0
        self.hidden = 0
        self.failures: list[Failure] = []
        self.not_checked: list[tuple[list[str], str]] = []
        self.report: Report | None = None
        self.baseline: str | None = None
        self.stale: list[Entry] = []
        self.current: list[Finding] = []

    @property
    def project(self) -> Project:
        return self.loaded.project

    @property
    def rules(self) -> list[str]:
        """Ids of all rules for the project's target."""
        return [rule.id for rule in self.loaded.book.rules.values() if self.project.target in rule.target]

    @property
    def configurations(self) -> int:
        return sum(configuration.schema is not None for configuration in self.project.configurations)


def checks(name: str) -> Callable[..., Iterator[Hit]]:
    """The check of that name; a module of its own, loaded when a rule asks for it."""
    module = __import__(f"aemlint.checks.{name}", fromlist=["check"])
    check: Callable[..., Iterator[Hit]] = module.check
    return check


class Judgement:
    """Hits that count, by rule: not suppressed, mistakes of the settings among them. `silenced` counts the others."""

    __slots__ = ("failures", "levels", "loaded", "loud", "rules", "silenced")

    def __init__(self, request: Request, book: Rulebook, tree: Disk | None = None) -> None:
        everything = self.loaded = loaded(request, book, tree)
        project, book = everything.project, everything.book
        self.levels = Levels(book, everything.settings)
        self.rules = [rule for rule in book.chosen(request.select, request.ignore) if self.levels.of_rule(rule) != OFF]
        hits, self.failures = run.hits(self.rules, project, checks)
        found = list(_suppressions(project, book, self.failures))
        self.loud = _not_silenced(hits, found)
        self.silenced = len(hits) - len(self.loud)
        if found and not request.select and not request.ignore:
            self.loud += _unused(found, self._judged(), self.levels, book, project)
        if everything.mistakes:
            self.loud += [(book.rules[SETTINGS], hit) for hit in everything.mistakes]

    def _judged(self) -> list[Rule]:
        """Rules that did not break."""
        broken = {id for failure in self.failures for id in failure.rules}
        return [rule for rule in self.rules if rule.id not in broken]


def check(request: Request, book: Rulebook | None = None, tree: Disk | None = None) -> Outcome:
    """Raises Wrong where the request cannot be carried out; mistakes of settings are findings.

    `tree` is where the project's files are read from; the disk where nothing else is said.
    """
    book = book or rulebook()
    judgement = Judgement(request, book, tree)
    outcome = Outcome(judgement.loaded)
    project = outcome.project
    outcome.failures = judgement.failures
    outcome.not_checked = _not_checked(judgement.rules, project)
    hidden = _all_hidden(judgement, request)
    if hidden is None:
        _judge(outcome, judgement, request)
    else:
        outcome.hidden = hidden
    _say(outcome, judgement.rules, request)
    return outcome


def _say(outcome: Outcome, rules: list[Rule], request: Request) -> None:
    """What was not read or not judged goes into the report, and into the exit code."""
    unread = outcome.project.unread
    found = outcome.report.findings if outcome.report is not None else []
    shown = {finding.at.source.path for finding in found if finding.rule == UNREADABLE}
    said = [(list(failure.rules), failure.reason) for failure in outcome.failures if failure.rules]
    said += [([UNREADABLE], f"{one.path}: {one.reason}") for one in unread if one.path not in shown]
    if outcome.project.has_mail() and any(one.broken for one in outcome.project.configurations):
        from aemlint.engine.unjudged import unparsed

        paths = {finding.at.source.path for finding in found if finding.rule.startswith("file/")}
        said += unparsed(rules, outcome.project, paths)
    outcome.not_checked = said + outcome.not_checked
    if outcome.report is not None:
        from aemlint.findings import NotChecked

        outcome.report.not_checked = [NotChecked(tuple(ids), why) for ids, why in outcome.not_checked]
    for one in unread:
        if one.error is not None:
            from aemlint.failing import Failure

            outcome.failures.append(Failure(one.error, one.path, (UNREADABLE,)))
    lost = request.fail_on != "never" and any(request.asks_for(one.path) for one in unread)
    if outcome.failures or outcome.loaded.mistakes or lost:
        outcome.code = 2
        if outcome.report is not None:
            outcome.report.complete = False


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
        hidden += any(map(request.asks_for, _touched(hit)))
    return hidden


def _suppressions(project: Project, book: Rulebook, failures: list[Failure]) -> Iterator[Suppression]:
    for document in project.documents:
        if "aemlint:" in document.source.text:
            from aemlint.engine.suppression import suppressions

            try:
                yield from suppressions(document, book.resolved)
            except Exception as error:  # then too much is said rather than too little
                from aemlint.failing import Failure

                failures.append(Failure(error, document.source.path, (SUPPRESSIONS,)))


def _not_silenced(hits: list[tuple[Rule, Hit]], found: list[Suppression]) -> list[tuple[Rule, Hit]]:
    if not found:
        return hits
    from aemlint.engine.suppression import silenced

    quiet = silenced(found, hits)
    return [pair for number, pair in enumerate(hits) if number not in quiet]


def _unused(
    found: list[Suppression], rules: list[Rule], levels: Levels, book: Rulebook, project: Project
) -> list[tuple[Rule, Hit]]:
    from aemlint.engine.suppression import unused

    rule = book.rules[SUPPRESSIONS]
    if levels.of_rule(rule) == OFF:
        return []
    judged = {
        one.id
        for one in rules
        if project.target in one.target and not run.missing(one, project) and not levels.younger(one)
    }

    def ran(name: str, _: Source) -> bool:
        """A topic ran if all of its rules for this target did."""
        of_topic = [one.id for one in book.rules.values() if one.topic == name and project.target in one.target]
        return name in judged or (bool(of_topic) and judged.issuperset(of_topic))

    return [(rule, hit) for hit in unused(found, book, ran)]


def _not_checked(rules: list[Rule], project: Project) -> list[tuple[list[str], str]]:
    if not project.has_mail():
        return []
    from aemlint.engine.unjudged import unjudged

    return unjudged(rules, project)


def _baseline_path(request: Request, everything: Loaded) -> str | None:
    if request.write_baseline is not None:
        return None
    return request.baseline or (everything.settings.baseline if everything.settings is not None else None)


def _judge(outcome: Outcome, judgement: Judgement, request: Request) -> None:
    """Everything here loads with the first finding."""
    from aemlint.covering import Covering
    from aemlint.engine import wording
    from aemlint.failing import Failure
    from aemlint.findings import Report
    from aemlint.walk import below_repository

    everything, levels = judgement.loaded, judgement.levels
    shown = (hit for rule, hit in judgement.loud if reaches(levels.of(rule, hit), request.severity))
    covering = Covering(outcome.project, {path for hit in shown for path in _touched(hit)})
    report = outcome.report = Report(
        root=".",
        target=outcome.project.target,
        findings=[],
        files=everything.files,
        configurations=outcome.configurations,
        suppressed=judgement.silenced,
        masked=covering.covers,
        rules=outcome.rules,
        described=everything.book.described,
        prefix=below_repository(request.root),
    )
    ordered = wording.in_order(judgement.loud)
    before: set[str] = set()
    if request.since is not None:
        from aemlint.since import fingerprints

        book = everything.book
        before = fingerprints(request, lambda earlier, tree: _before(outcome, Judgement(earlier, book, tree)))
    # What is neither shown nor fails is put into words for a baseline only.
    unheard = request.write_baseline is None and _baseline_path(request, everything) is None
    least = _least(request)
    found: list[Finding] = []
    for (rule, hit), ordinal in zip(ordered, wording.ordinals(ordered), strict=True):
        if rule.source != "settings" and not any(map(request.asks_for, _touched(hit))):
            continue
        level = levels.of(rule, hit)
        if rule.source != "settings" and before and wording.fingerprint(rule, hit, ordinal) in before:
            report.known += 1
        elif level == OFF:
            report.suppressed += 1
        elif levels.younger(rule):
            report.younger += 1
        elif unheard and not reaches(level, least):
            report.hidden += 1
        else:
            try:
                found.append(wording.finding(rule, level, hit, everything.book.words(rule.id), ordinal))
            except Exception as error:
                outcome.failures.append(Failure(error, hit.at.source.path, (rule.id,)))
    found = _without_known(outcome, report, found, request)
    report.findings = [
        covering.quieted(finding, lambda rule: str(everything.book.page(rule)["title"]))
        for finding in found
        if reaches(finding.severity, request.severity)
    ]
    outcome.failures += covering.failures
    report.hidden += len(found) - len(report.findings)
    outcome.current = [finding for finding in found if reaches(finding.severity, least)]
    if any(reaches(finding.severity, request.fail_on) for finding in found):
        outcome.code = 1


def _before(outcome: Outcome, judgement: Judgement) -> list[tuple[Rule, Hit]]:
    """What broke then would be taken for new."""
    outcome.failures += judgement.failures
    return judgement.loud


def _least(request: Request) -> str:
    """What a baseline must hold so that the next run is quiet and passes."""
    return request.severity if reaches(request.fail_on, request.severity) else request.fail_on


def _without_known(outcome: Outcome, report: Report, found: list[Finding], request: Request) -> list[Finding]:
    """Those that the baseline does not have."""
    path = _baseline_path(request, outcome.loaded)
    if path is None:
        return found
    from aemlint.baseline_file import load

    outcome.baseline = path
    entries = load(request, path)
    if entries is None:  # the settings name a file that is not there, which is a finding of its own
        return found
    known = {entry.fingerprint for entry in entries}
    new = [finding for finding in found if finding.fingerprint not in known or finding.rule == SETTINGS]
    report.baselined = len(found) - len(new)
    if request.paths is None and not request.select and not request.ignore:
        now = {finding.fingerprint for finding in found}
        outcome.stale = [entry for entry in entries if entry.fingerprint not in now]
    return new


def _touched(hit: Hit) -> Iterable[str]:
    """Paths that a hit is about: its own, its marks', and those it consulted."""
    yield hit.at.source.path
    for mark in hit.marks:
        yield mark.at.source.path
    yield from hit.consulted
