"""Runs rules over a project: hits, by rule."""

from __future__ import annotations

from aemlint.engine import match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.rule import Rule
    from aemlint.failing import Failure
    from aemlint.hit import Hit
    from aemlint.model.project import Project

    Check = Callable[..., Iterator[Hit]]


# What a project must show, or a run be asked for, so that a rule is asked at all: cheaper than loading a check that has
# nothing to look at.
SHOWN: dict[str, Callable[[Project], bool]] = {
    "problems": lambda project: bool(project.unread) or any(one.problems for one in project.documents),
    "comments": lambda project: any(one.document.comments for one in project.configurations),
    "documents": lambda project: project.documents_asked,
    "flaws": lambda project: bool(project.flawed),
    "formats": lambda project: any(one.document.format != "cfg.json" for one in project.configurations),
    "scripts": lambda project: bool(project.scripts),
    "several": lambda project: len({one.pid.addressed for one in project.configurations}) < len(project.configurations),
}


def hits(
    rules: Iterable[Rule], project: Project, checks: Callable[[str], Check]
) -> tuple[list[tuple[Rule, Hit]], list[Failure]]:
    """Every place at which a rule holds; rules for other targets and rules whose files are missing are left out."""
    found: list[tuple[Rule, Hit]] = []
    failures: list[Failure] = []
    pids = {configuration.pid.addressed for configuration in project.configurations}
    shown: dict[str, bool] = {}
    for rule in rules:
        if rule.source is not None or project.target not in rule.target:
            continue
        if not rule.partly and missing(rule, project):
            continue
        pid = rule.arguments.get("pid")
        if isinstance(pid, str) and pid not in pids:
            continue
        try:
            if rule.when is not None:
                if rule.when not in shown:
                    shown[rule.when] = SHOWN[rule.when](project)
                if not shown[rule.when]:
                    continue
            for hit in _of(rule, project, checks):
                found.append((rule, hit))  # noqa: PERF401 (what it found before it broke holds)
        except Exception as error:  # one rule that breaks must not hide what the others find; it is said
            from aemlint.failing import Failure

            failures.append(Failure(error, rules=(rule.id,)))
    return found, failures


def _of(rule: Rule, project: Project, checks: Callable[[str], Check]) -> Iterator[Hit]:
    if rule.check is None:
        return match.hits(rule, project)
    arguments = {key.replace("-", "_"): value for key, value in rule.arguments.items()}
    return checks(rule.check)(project, **arguments)


def missing(rule: Rule, project: Project) -> str | None:
    """The kind of file that a rule needs and the project does not have; 6.5 has neither, and needs none."""
    for need in rule.needs if project.target == "cloud" else ():
        if need == "network" and not _has_network(rule, project):
            return "networking"
        if need == "variables" and not _has_variables(rule, project):
            return "variables"
    return None


def _has_network(rule: Rule, project: Project) -> bool:
    """What is about the files themselves takes any; an infrastructure and what does not parse are not "no forwards"."""
    any_will_do = rule.topic in ("network", "secret") and "forward" not in (rule.match or {})
    return any(
        any_will_do or (network.shape != "infrastructure" and not network.broken) for network in project.networks
    )


def _has_variables(rule: Rule, project: Project) -> bool:
    """A pipeline's variables may hold secrets, but no instance reads them."""
    if rule.topic == "secret":
        return bool(project.variables or project.handoffs)
    any_will_do = rule.topic == "variable"
    return any((any_will_do or not file.broken) and not file.pipeline for file in project.variables)
