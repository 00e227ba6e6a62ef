"""A project under its rules: the hits that count, once suppressions and settings have had their say."""

from __future__ import annotations

from aemlint.engine import run
from aemlint.engine.levels import OFF, Levels
from aemlint.engine.rulebook import Rulebook
from aemlint.loading import loaded
from aemlint.reading import Disk
from aemlint.request import Request, Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aemlint.engine.rule import Rule
    from aemlint.engine.suppression import Suppression
    from aemlint.failing import Failure
    from aemlint.hit import Hit
    from aemlint.model.project import Project

    Pairs = list[tuple[Rule, Hit]]

SETTINGS, SUPPRESSIONS = "aemlint/settings", "aemlint/unused-suppression"


def checks(name: str) -> Callable[..., Iterator[Hit]]:
    """The check of that name; a module of its own, loaded when a rule asks for it."""
    module = __import__(f"aemlint.checks.{name}", fromlist=["check"])
    check: Callable[..., Iterator[Hit]] = module.check
    return check


class Judgement:
    """Hits that count, by rule: not suppressed, mistakes of the settings among them. `silenced` are the others."""

    __slots__ = ("failures", "levels", "loaded", "loud", "rules", "silenced")

    def __init__(self, request: Request, book: Rulebook, tree: Disk | None = None) -> None:
        everything = self.loaded = loaded(request, book, tree)
        project, book = everything.project, everything.book
        self.levels = Levels(book, everything.settings)
        chosen = book.chosen(request.select, request.ignore)
        if request.ignore and not chosen:
            raise Wrong("--ignore leaves no rule to run")
        self.rules = [rule for rule in chosen if self.levels.of_rule(rule) != OFF]
        hits, self.failures = run.hits(self.rules, project, checks)
        found = list(_suppressions(project, book, self.failures))
        self.loud, self.silenced = _parted(hits, found)
        if found and not request.select and not request.ignore:
            self.loud += _unused(found, self)
        if everything.mistakes:
            self.loud += [(book.rules[SETTINGS], hit) for hit in everything.mistakes]

    def judged(self) -> list[Rule]:
        """Rules for this target and of this age that had all files they need, and did not break."""
        project = self.loaded.project
        broken = {id for failure in self.failures for id in failure.rules}
        return [
            rule
            for rule in self.rules
            if rule.id not in broken
            and project.target in rule.target
            and not run.missing(rule, project)
            and not self.levels.younger(rule)
        ]

    def ran(self, judged: set[str], name: str) -> bool:
        """A rule that was `judged`; a topic ran if all of its rules for this target did."""
        target, rules = self.loaded.project.target, self.loaded.book.rules.values()
        of_topic = [rule.id for rule in rules if rule.topic == name and target in rule.target]
        return name in judged or (bool(of_topic) and judged.issuperset(of_topic))


def _suppressions(project: Project, book: Rulebook, failures: list[Failure]) -> Iterator[Suppression]:
    for document in project.documents:
        if "aemlint:" in document.source.text:
            from aemlint.engine.suppression import suppressions

            try:
                yield from suppressions(document, book.resolved)
            except Exception as error:  # then too much is said rather than too little
                from aemlint.failing import Failure

                failures.append(Failure(error, document.source.path, (SUPPRESSIONS,)))


def _parted(hits: Pairs, found: list[Suppression]) -> tuple[Pairs, Pairs]:
    """Those that count, and those that a suppression covers."""
    if not found:
        return hits, []
    from aemlint.engine.silence import silenced

    quiet = silenced(found, hits)
    parted: tuple[Pairs, Pairs] = ([], [])
    for number, pair in enumerate(hits):
        parted[number in quiet].append(pair)
    return parted


def _unused(found: list[Suppression], judgement: Judgement) -> list[tuple[Rule, Hit]]:
    from aemlint.engine.silence import unused

    book = judgement.loaded.book
    rule = book.rules[SUPPRESSIONS]
    if judgement.levels.of_rule(rule) == OFF:
        return []
    judged = {one.id for one in judgement.judged()}
    return [(rule, hit) for hit in unused(found, book, lambda name, _: judgement.ran(judged, name))]
