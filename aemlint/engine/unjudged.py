"""What could not be judged, and why: said in every report that can carry it."""

from __future__ import annotations

from aemlint.engine import run
from aemlint.model.variables import GIVEN

ASSIGN = "`environments:` in .aemlint.yaml can say which is whose"
BY_VALUE = ("smtp.port", "smtp.ssl", "mail.smtps.port")
NAMED = 4  # files; of more than these a number is said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.model.variables import Variable


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
        found += _environments(rules, project) + _differing(rules, project) + _contradicting(rules, project)
    return found + _templates(rules, project, concerns)


def _none(kind: str, project: Project) -> str:
    """What there is instead."""
    broken = _broken(kind, project)
    if broken:
        return f"that can be used{broken}"
    if any(environment.joined for environment in project.environments):
        return "named in the settings"
    if kind == "networking":
        return "with port forwards in the project" if project.networks else "in the project"
    return "of an environment in the project" if project.variables else "in the project"


def _broken(kind: str, project: Project) -> str:
    """Those of a kind that do not parse, in words; "" without one."""
    networks = [network.path for network in project.networks if network.broken]
    paths = networks if kind == "networking" else [file.path for file in project.variables if file.broken]
    if not paths:
        return ""
    return f"; {_listed(paths)} {'do' if len(paths) > 1 else 'does'} not parse"


def _listed(words: Sequence[str], most: int = NAMED) -> str:
    *others, last = words if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} more"]
    return f"{', '.join(others)} and {last}" if others else last


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


def _differing(rules: list[Rule], project: Project) -> list[tuple[list[str], str]]:
    """Ports in use that networking files forward differently, all of them taken for one environment's."""
    if not any(environment.unsettled for environment in project.environments):
        return []
    ids = [rule.id for rule in rules if "network" in rule.needs and rule.topic not in ("network", "secret")]
    doubts: dict[tuple[str, ...], tuple[set[int], dict[str, None]]] = {}
    for pid, name in {one for rule in rules if rule.id in ids for one in _asked(rule)}:
        for property, views in project.in_force_on(pid, name):
            port = property.judged.integer
            for environment in (view.instance.environment for view in views):
                if port in environment.unsettled:
                    paths = tuple(network.path for network in environment.networks)
                    ports, names = doubts.setdefault(paths, (set(), {}))
                    ports.add(port)
                    names[environment.name] = None
    order = {environment.name: at for at, environment in enumerate(project.environments)}
    found = []
    for paths, (ports, names) in sorted(doubts.items()):
        what = f"the environments in {paths[0]} differ" if len(paths) == 1 else f"{_listed(paths)} differ"
        where = "" if len(paths) == 1 else f" for {_listed(sorted(names, key=order.__getitem__), len(order))}"
        found.append((ids, f"{what} in port {_listed([*map(str, sorted(ports))])}{where}; {ASSIGN}"))
    return found


def _asked(rule: Rule) -> list[tuple[str, str]]:
    """PIDs with whatever may be a property."""
    values = [value for value in rule.arguments.values() if isinstance(value, str)]
    return [(pid, value) for pid in _words(rule.arguments.get("pid")) for value in values if value != pid]


def _contradicting(rules: list[Rule], project: Project) -> list[tuple[list[str], str]]:
    """Variables that are read, and secrets by one file and none by another, both taken for one environment's."""
    ids = [rule.id for rule in rules if rule.arguments.get("what") == "kind"]
    doubts: dict[str, None] = {}
    for environment in project.environments if ids else ():
        if environment.joined or len(environment.variables) < 2:
            continue
        first: dict[tuple[str, str], Variable] = {}
        for variable in (one for file in environment.variables for one in file.variables if one.set and one.type):
            before = first.setdefault((variable.name, variable.service), variable)
            if before.type.lower() != variable.type.lower() and variable.name in project.mentioned:
                paths = before.file.path, variable.file.path
                if paths[0] != paths[1]:
                    doubts[f"{_listed(paths)} differ in the type of `{variable.name}`; {ASSIGN}"] = None
    return [(ids, why) for why in doubts]


def _files(environment: Any, need: str) -> bool:
    return bool(environment.networks if need == "network" else environment.variables)


def _templates(
    rules: list[Rule], project: Project, concerns: Callable[[Configuration], bool]
) -> list[tuple[list[str], str]]:
    """Values that Maven or a template fills in, and ports and modes of TLS that only a variable knows."""
    found = []
    for configuration in project.configurations:
        if configuration.schema is None or not concerns(configuration):
            continue
        unknown = [one for one in configuration.properties.values() if _by_variable(one, project)]
        if unknown:
            ids = [rule.id for rule in rules if project.target in rule.target and any(_asks(rule, p) for p in unknown)]
            names = _listed([f"`{one.name}`" for one in unknown])
            found.append((ids, f"only a variable tells {names} in {configuration.path}"))
        for property in configuration.properties.values():
            if property.judged.template and not property.judged.near:
                ids = [rule.id for rule in rules if project.target in rule.target and _asks(rule, property)]
                if ids:
                    found.append((ids, f"`{property.name}` in {configuration.path} is filled in by the build"))
    return found


def _by_variable(property: Property, project: Project) -> bool:
    """Not of what rules judge by the variable's name, as they do hosts."""
    judged = property.judged
    if not judged.placeholders or judged.text is not None or judged.template or judged.near:
        return False
    known = property.name.lower() in BY_VALUE and property.configuration.folder.active(project.target)
    return known and not any(one.name.startswith(GIVEN) for one in judged.placeholders)


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
