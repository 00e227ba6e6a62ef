"""What could not be judged, and why: said in every report that can carry it."""

from __future__ import annotations

from aemlint.engine import run

NAMED = 4  # files; of more than these a number is said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project


def unjudged(
    rules: list[Rule], project: Project, concerns: Callable[[Configuration], bool] = lambda _: True
) -> list[tuple[list[str], str]]:
    """Rules by id, and the reason; in an order that does not depend on chance.

    `concerns` leaves out configurations that have no say in what was asked for.
    """
    waiting: dict[str, list[str]] = {}
    for rule in rules:
        kind = run.missing(rule, project) if project.target in rule.target else None
        if kind is not None:
            waiting.setdefault(f"no {kind} file {_none(kind, project)}", []).append(rule.id)
    found = [(ids, why) for why, ids in sorted(waiting.items())]
    if project.target == "cloud":
        found += _environments(rules, project)
    return found + _templates(rules, project, concerns)


def _none(kind: str, project: Project) -> str:
    """What there is instead."""
    broken = _broken(kind, project)
    if broken:
        return f"that can be used{broken}"
    if kind == "networking":
        return "with port forwards in the project" if project.networks else "in the project"
    return "of an environment in the project" if project.variables else "in the project"


def _broken(kind: str, project: Project) -> str:
    """Those of a kind that do not parse, in words; "" without one."""
    networks = [network.path for network in project.networks if network.broken]
    paths = networks if kind == "networking" else [file.path for file in project.variables if file.broken]
    if not paths:
        return ""
    *others, last = paths if len(paths) <= NAMED else [*paths[: NAMED - 1], f"{len(paths) - NAMED + 1} more"]
    return f"; {', '.join(others)} and {last} do not parse" if others else f"; {last} does not parse"


def _environments(rules: list[Rule], project: Project) -> list[tuple[list[str], str]]:
    """Environments without a file that others have."""
    found = []
    for need, word in (("network", "networking"), ("variables", "variables")):
        lacking = [one.name for one in project.environments if not _files(one, need) and one.type != "rde"]
        ids = [rule.id for rule in rules if need in rule.needs and rule.topic not in ("network", "variable", "secret")]
        if need == "variables":
            ids += [rule.id for rule in rules if need in rule.needs and rule.topic == "variable" and rule.check]
        if lacking and ids and any(_files(one, need) for one in project.environments):
            found.append((ids, f"no {word} file for {' and '.join(lacking)}{_broken(word, project)}"))
    return found


def _files(environment: Any, need: str) -> bool:
    return bool(environment.networks if need == "network" else environment.variables)


def _templates(
    rules: list[Rule], project: Project, concerns: Callable[[Configuration], bool]
) -> list[tuple[list[str], str]]:
    """Values that Maven or a template fills in."""
    found = []
    for configuration in project.configurations:
        if configuration.schema is None or not concerns(configuration):
            continue
        for property in configuration.properties.values():
            if property.judged.template and not property.judged.near:
                ids = [rule.id for rule in rules if project.target in rule.target and _asks(rule, property)]
                if ids:
                    found.append((ids, f"`{property.name}` in {configuration.path} is filled in by the build"))
    return found


def unparsed(
    rules: list[Rule], project: Project, said: set[str], concerns: Callable[[Configuration], bool] = lambda _: True
) -> list[tuple[list[str], str]]:
    """Configurations that do not parse, but those of which a finding speaks: `said` has their paths."""
    found = []
    for configuration in project.configurations:
        if not configuration.broken or configuration.schema is None or configuration.path in said:
            continue
        if configuration.folder.kind == "sample" or not concerns(configuration):
            continue
        addressed = configuration.pid.addressed
        ids = [rule.id for rule in rules if project.target in rule.target and _is_about(rule, addressed)]
        if ids:
            found.append((ids, f"{configuration.path} does not parse"))
    return found


def _is_about(rule: Rule, pid: str) -> bool:
    return pid in _words((rule.match or rule.arguments).get("pid"))


def _asks(rule: Rule, property: Property) -> bool:
    """By name, anywhere in its condition; rules about secrets ask for every secret."""
    if rule.topic == "secret" and property.secret:
        return rule.check == "secret_value"
    condition: dict[str, Any] = rule.match or rule.arguments
    addressed = property.configuration.pid.addressed
    if addressed not in _words(condition.get("pid", addressed)):
        return False
    asked = condition.get("property")
    if isinstance(asked, dict):  # {secret: true}, {sender: true}
        known = property.configuration.known(property.name)
        return known is not None and all(getattr(known, kind, None) == value for kind, value in asked.items())
    names = [*_words(asked), *condition.get("where", ())]
    if rule.match is None:
        names += [value for value in condition.values() if isinstance(value, str)]
    return property.name.lower() in names


def _words(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []
