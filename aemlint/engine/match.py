"""Conditions in data: where they hold.

A `match` says where to look (`pid`, `property`; other looks have modules of their own), what the value must be
(`value`), how it is written (`written`), where it is in force (`reaches`), and not beside which ports of a mail server
(`unless-port`), and what other properties must be (`where`).
All keys of one mapping hold together. The hit points to the
value, or with `at` to another property's where the file has that one. Its variant tells what kind of value stands
there: `list`, `blank`, `fallback` for a placeholder's default, and `crypto` for text of Crypto Support.
"""

from __future__ import annotations

from aemlint.hit import Edit, Hit, Mark
from aemlint.ignore import glob
from aemlint.model.effective import consulted
from aemlint.model.secret import DOTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.model.value import Judged


def hits(rule: Rule, project: Project) -> Iterator[Hit]:
    match = rule.match or {}
    if "forward" in match or "network" in match or "variable" in match:
        from aemlint.engine import match_documents

        if "forward" in match:
            return match_documents.on_forwards(rule, match, project)
        if "network" in match:
            return match_documents.on_networks(match, project)
        return match_documents.on_variables(rule, match, project)
    if "placeholder" in match:
        from aemlint.engine import match_placeholders

        return match_placeholders.on_placeholders(rule, match, project)
    return _on_properties(rule, match, project)


def _on_properties(rule: Rule, match: dict[str, Any], project: Project) -> Iterator[Hit]:
    for configuration in _configurations(match, project, everywhere=rule.everywhere):
        for property in _properties(match["property"], configuration, shadowed=rule.sensitive):
            judged = property.judged
            if (judged.template or judged.near) and not rule.sensitive:
                continue
            if not holds(match.get("value") or {}, judged) or not _is_written(match.get("written") or {}, property):
                continue
            reached = project.reach(property, match["reaches"]) if "reaches" in match else []
            if reached is None or _leads_to(match.get("unless-port") or (), property, project):
                continue
            marks = _marks(match.get("where") or {}, configuration, project)
            if marks is None:
                continue
            placed = (configuration.get(match["at"]) if "at" in match else None) or property
            values: dict[str, object] = {"property": property.name, "pid": str(configuration.pid)}
            values.update({**judged.words(), "folder": configuration.folder_name})
            if rule.sensitive or property.confidential:
                values.update({key: DOTS for key in ("value", "default", "text") if key in values})
            at = placed.key_at if placed.confidential else placed.at  # a secret's length is not told either
            yield Hit(
                property.key_at if rule.sensitive else at,
                placed.subject,
                values,
                variant=_variant(judged),
                marks=marks,
                edits=_edits(rule, configuration, property),
                environments=reached,
                consulted=_consulted(match, configuration, project),
                safe=False if rule.fix is not None and project.target in rule.fix.get("unsafe-on", ()) else None,
            )


def _configurations(match: dict[str, Any], project: Project, *, everywhere: bool) -> Iterable[Configuration]:
    pid, property = match.get("pid"), match["property"]
    pids = [pid] if isinstance(pid, str) else pid
    if everywhere:
        # Keys of the mail service are among what makes a configuration a telling one.
        of_mail = isinstance(property, str) and property.startswith("smtp.")
        read = project.telling if of_mail else [one for one in project.configurations if one.document.read]
        return [one for one in read if pids is None or one.pid.addressed in pids]
    if pids is not None:
        return [configuration for one in pids for configuration in project.of(one)]
    return project.mail if isinstance(property, dict) else [one for one in project.live if one.document.read]


def _properties(
    wanted: str | list[str] | dict[str, Any], configuration: Configuration, *, shadowed: bool
) -> Iterator[Property]:
    if isinstance(wanted, dict):  # {secret: true} or {sender: true}: by the schema
        names = configuration.schema.named(wanted) if configuration.schema is not None else ()
        if not shadowed or not configuration.document.shadowed:
            yield from filter(None, map(configuration.properties.get, names))
            return
        yield from (one for one in configuration.written(shadowed=True) if one.name.lower() in names)
        return
    names = [wanted] if isinstance(wanted, str) else wanted
    yield from filter(None, map(configuration.get, names))


def _variant(judged: Judged) -> str | None:
    of_list = judged.type == "array"
    names = ["list"] if of_list else ["blank"] * judged.blank + ["fallback"] * judged.fallback
    return " ".join(names + ["crypto"] * (judged.kind == "crypto")) or None


def _is_written(wanted: dict[str, Any], property: Property) -> bool:
    """`format`: in one of these; `declared`: with a type of its own."""
    document = property.configuration.document
    return ("format" not in wanted or document.format in wanted["format"]) and (
        "declared" not in wanted or (property.entry.declared is not None) is wanted["declared"]
    )


def _leads_to(ports: Collection[int], property: Property, project: Project) -> bool:
    """Whether it is in force on an instance whose mail server has one of these ports, or seems to (a guess)."""
    return bool(ports) and any(
        (view.server_port if project.networked else view.server_port or view.suggested_port) in ports
        for view in project.views(property.configuration)
        if view.get(property.name) is property
    )


def _marks(where: dict[str, Any], configuration: Configuration, project: Project) -> list[Mark] | None:
    """The properties beside that a condition names in a `note`; None if one is not as it must be.

    A property is looked for in the file, else among what the file's instances get from others.
    """
    marks = []
    for name, condition in where.items():
        if condition.get("on", project.target) != project.target:
            continue
        property = configuration.get(name) or project.inherited(configuration, name)
        if not _elsewhere({key: value for key, value in condition.items() if key not in ("on", "note")}, property):
            return None
        if property is not None and "note" in condition:
            marks.append(Mark(property.key_at if property.secret else property.at, condition["note"]))
    return marks


def _consulted(match: dict[str, Any], configuration: Configuration, project: Project) -> list[str]:
    """The files that were looked into because the one does not say enough."""
    where = (
        name for name, one in (match.get("where") or {}).items() if one.get("on", project.target) == project.target
    )
    if "reaches" in match or "unless-port" in match or any(configuration.get(name) is None for name in where):
        return consulted(project.views(configuration), networks="unless-port" in match)
    return []


def _elsewhere(condition: dict[str, Any], property: Property | None) -> bool:
    if property is None:
        return condition.get("absent") is not False and _absent_holds(condition)
    if condition.get("absent") is True:
        return False
    return holds({key: value for key, value in condition.items() if key != "absent"}, property.judged)


def _absent_holds(condition: dict[str, Any]) -> bool:
    if condition.get("absent") is True:
        return True
    # A missing boolean is false; nothing else can be said of what is not there.
    return condition in ({"flag": False}, {"true": False}) or "not" in condition


def _edits(rule: Rule, configuration: Configuration, property: Property) -> list[Edit]:
    """`fix.type` writes the same value in another type. `fix.set` goes to the property itself or to `fix.property`,
    which is added where the file does not have it.
    """
    if rule.fix is None or not property.in_force:
        return []
    if "type" in rule.fix:
        text = configuration.typed(property, rule.fix["type"])
        return [] if text is None else [Edit(property.at, text)]
    if "set" not in rule.fix:
        return []
    value = rule.fix["set"]
    name = rule.fix.get("property", property.name)
    changed = configuration.get(name)
    if changed is None:
        added = configuration.added(name, value=value, beside=property)
        return [] if added is None else [Edit(*added)]
    if isinstance(value, str):
        text = configuration.written_as(value, changed)
    else:
        text = configuration.rewritten(changed, to=value)
    return [] if text is None else [Edit(changed.at, text)]


def holds(condition: dict[str, Any], judged: Judged) -> bool:
    """Whether all keys of a value's condition hold."""
    for key, wanted in condition.items():  # noqa: SIM110 (the hot path: a generator takes twice as long)
        if not _HOLDS[key](wanted, judged):
            return False
    return True


def _integer(wanted: dict[str, Any], judged: Judged) -> bool:
    number = judged.integer
    if number is None:
        return False
    if "in" in wanted and number not in wanted["in"]:
        return False
    if "outside" in wanted:
        least, most = wanted["outside"]
        if least <= number <= most:
            return False
    if "within" in wanted:
        least, most = wanted["within"]
        return bool(least <= number <= most)
    return True


def _placeholder(wanted: bool | dict[str, Any], judged: Judged) -> bool:
    """The whole value is one placeholder, or (with `false`) holds none at all."""
    if isinstance(wanted, bool):
        return bool(judged.placeholders) is wanted
    placeholder = judged.whole
    if placeholder is None:
        return False
    for key, value in wanted.items():
        have = getattr(placeholder, key)
        if value is False:
            if have is not None:
                return False
        elif have is None or not (value is True or have == value or (isinstance(value, list) and have in value)):
            return False
    return True


def _text(judged: Judged) -> str:
    return judged.text or ""


def _is_shipped(judged: Judged) -> bool:
    """`Name <a@b>` is one address."""
    if not judged.shipped:
        return False
    from aemlint.model.address import address

    text = _text(judged).strip()
    return (address(text) or text).lower() in judged.shipped


_HOLDS: dict[str, Callable[[Any, Judged], bool]] = {
    "is": lambda wanted, judged: judged.text is not None and judged.text.strip() == str(wanted),
    "in": lambda wanted, judged: judged.text is not None and judged.text.strip() in wanted,
    "in-lower": lambda wanted, judged: judged.text is not None and judged.text.strip().lower() in wanted,
    "starts": lambda wanted, judged: _text(judged).startswith(tuple([wanted] if isinstance(wanted, str) else wanted)),
    "ends": lambda wanted, judged: _text(judged).endswith(tuple([wanted] if isinstance(wanted, str) else wanted)),
    "longer": lambda wanted, judged: len(judged.raw or "") > wanted,
    "contains": lambda wanted, judged: wanted in _text(judged),
    "glob": lambda wanted, judged: glob(wanted, _text(judged).strip()),
    "known": lambda wanted, judged: (judged.text is not None) is wanted,
    "blank": lambda wanted, judged: judged.blank is wanted,
    "flag": lambda wanted, judged: judged.true is wanted,
    "true": lambda wanted, judged: judged.true is wanted,  # the same word; in YAML it takes quotes
    "type": lambda wanted, judged: judged.type in ([wanted] if isinstance(wanted, str) else wanted),
    "kind": lambda wanted, judged: judged.kind in ([wanted] if isinstance(wanted, str) else wanted),
    "shipped": lambda wanted, judged: _is_shipped(judged) is wanted,
    "shape": lambda wanted, judged: judged.has_shape(wanted),
    "integer": _integer,
    "placeholder": _placeholder,
    "not": lambda wanted, judged: not holds(wanted, judged),
    "any": lambda wanted, judged: any(holds(one, judged) for one in wanted),
    "all": lambda wanted, judged: all(holds(one, judged) for one in wanted),
}
