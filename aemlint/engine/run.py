"""Runs rules over a project: hits, by rule."""

from __future__ import annotations

from aemlint.engine import match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aemlint.engine.rule import Rule
    from aemlint.hit import Hit
    from aemlint.model.project import Project

    Check = Callable[..., Iterator[Hit]]


def hits(
    rules: Iterable[Rule], project: Project, checks: Callable[[str], Check], severities: dict[str, str] | None = None
) -> list[tuple[Rule, Hit]]:
    """Every place at which a rule holds; rules for other targets and rules whose files are missing are left out."""
    found: list[tuple[Rule, Hit]] = []
    for rule in rules:
        if project.target not in rule.target or missing(rule, project):
            continue
        if rule.check is None:
            found.extend((rule, hit) for hit in match.hits(rule, project))
        else:
            arguments = {key.replace("-", "_"): value for key, value in rule.arguments.items()}
            found.extend((rule, hit) for hit in checks(rule.check)(project, **arguments))
    return found


def missing(rule: Rule, project: Project) -> str | None:
    """The kind of file that a rule needs and the project does not have."""
    for need in rule.needs:
        if need == "network" and not any(network.shape != "infrastructure" for network in project.networks):
            return "networking"
        if need == "variables" and not project.variables:
            return "variables"
    return None
