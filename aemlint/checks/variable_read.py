"""Names that configurations read, and environments that do not have them, or not so."""

from __future__ import annotations

from aemlint.formats.quoting import quoted_like
from aemlint.hit import Edit, Hit, Mark
from aemlint.model import secret
from aemlint.model.effective import consulted
from aemlint.model.environment import together
from aemlint.model.reads import asked, found
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Environment, Instance
    from aemlint.model.project import Project
    from aemlint.model.reads import Read
    from aemlint.model.variables import Variable, VariablesFile

# The nearest name is looked for among as many as an environment holds, and for the first findings only: comparing every
# name with every other takes minutes where somebody wants it to.
MOST, HINTS = 200, 50


class Lacking:
    """What one place reads and some instances do not have as it does; `shown` are variables that tell, by file."""

    __slots__ = ("read", "shown", "views")

    def __init__(self, read: Read) -> None:
        self.read = read
        self.views: dict[Instance, Effective] = {}
        self.shown: dict[str, Variable] = {}

    @property
    def environments(self) -> list[Environment]:
        return list({instance.environment.name: instance.environment for instance in self.views}.values())


def check(project: Project, *, what: str, pids: str) -> Iterator[Hit]:
    """`what` is undefined, kind or tier; `pids` is mail or all."""
    if not any(environment.variables for environment in project.environments):
        return
    readers = _readers(project) if what == "tier" else {}
    lacking: dict[tuple[int, str, str], Lacking] = {}
    elsewhere: set[tuple[int, str, str]] = set()
    for read, view in _read_by(project):
        instance = view.instance
        key = (id(read.property), read.type, read.name)
        known = found(read.placeholder, instance)
        if known.state == "given":
            elsewhere.add(key)
        if known.state != what or (pids == "mail" and read.property.configuration.schema is None):
            continue
        if what == "kind" and read.type == "env" and read.property.secret:
            continue  # secret/from-env says it
        if read.placeholder.default is not None and not _in_vain(read, what, instance, readers):
            continue
        one = lacking.setdefault(key, Lacking(read))
        one.views.setdefault(instance, view)
        if known.variable is not None:
            one.shown.setdefault(known.variable.file.path, known.variable)
    judged = [environment for environment in project.environments if environment.variables]
    for number, (key, one) in enumerate(lacking.items()):
        # Where another instance has it as it is read, no other reading is right for both.
        mixed = what == "kind" and key in elsewhere
        edits = _edits(one) if what == "kind" and not mixed else []
        yield _hit(one, what, judged, edits, hint=number < HINTS, mixed=mixed)


def _read_by(project: Project) -> Iterator[tuple[Read, Effective]]:
    """Every read with what is in force on each instance that gets as far as it, and whose variables are known."""
    of_property: dict[int, list[Read]] = {}
    pids: dict[str, None] = {}
    for read in project.reads:
        of_property.setdefault(id(read.property), []).append(read)
        pids[read.property.configuration.pid.addressed] = None
    for pid in pids:
        for view in project.effective(pid):
            if view.incomplete or not view.instance.environment.variables:
                continue
            for property in view.merged.values():
                for read in of_property.get(id(property), ()):
                    if asked(read, view.instance):
                        yield read, view


def _readers(project: Project) -> dict[tuple[str, str], set[str]]:
    """The services that read a name, by environment and name; a preview reads what publish reads."""
    readers: dict[tuple[str, str], set[str]] = {}
    for read, view in _read_by(project):
        instance = view.instance
        tiers = readers.setdefault((instance.environment.name, read.name), set())
        tiers.add(instance.tier)
        if instance.tier == "publish":
            tiers.add("preview")
    return readers


def _in_vain(read: Read, what: str, instance: Instance, readers: dict[tuple[str, str], set[str]]) -> bool:
    """With a default nothing is broken, unless the variable is there and nobody gets it."""
    if what != "tier":
        return what == "kind"
    tiers = readers.get((instance.environment.name, read.name), set())
    variables = instance.environment.variables_named(read.name)
    return not any(variable.is_for(tier) for variable in variables for tier in tiers)


def _hit(one: Lacking, what: str, judged: list[Environment], edits: list[Edit], *, hint: bool, mixed: bool) -> Hit:
    read = one.read
    environments = one.environments
    names = [environment.name for environment in environments]
    files = [file for environment in environments for file in environment.variables]
    files = list({file.path: file for file in files}.values())
    values: dict[str, object] = {"property": read.property.name, "variable": read.name, "type": read.type}
    values |= {"environments": names, "instances": together(one.views), "value": read.name}
    variant = None
    if what == "undefined":
        everywhere = len(names) == len(judged) > 1
        variant = " ".join(("everywhere" if everywhere else "here", read.type))
        marks = list(_missing(read, files, hint=hint))
    else:
        variables = [variable for environment in environments for variable in environment.variables_named(read.name)]
        values["services"] = sorted({variable.service for variable in variables})
        if what == "tier" and len({tuple(_services(of, read)) for of in environments}) > 1:
            variant = "several"
        if what == "kind":
            variant = read.type + " mixed" * mixed + " due" * (read.type == "secret" and _is_due(read.property))
            values["right"] = _right(read)
        marks = [_mark(variable, what) for variable in one.shown.values()]
    return Hit(
        read.property.key_at if read.property.confidential else read.property.at,
        read.property.subject,
        values,
        variant=variant,
        marks=marks,
        edits=edits,
        environments=names,
        consulted=sorted({*consulted(one.views.values()), *(file.path for of in judged for file in of.variables)}),
    )


def _services(environment: Environment, read: Read) -> list[str]:
    return sorted({variable.service for variable in environment.variables_named(read.name)})


def _is_due(property: Property) -> bool:
    """Whether it has to be a secret."""
    return property.secret or secret.credential_key(property.name)


def _right(read: Read) -> str:
    """The placeholder as the other kind; with its default, if the property is known to be no secret."""
    other = "secret" if read.type == "env" else "env"
    whole, property = read.property.judged.whole, read.property
    known = property.configuration.known(property.name)
    if whole is None or whole.name != read.name or known is None or known.secret or property.hidden:
        return f"$[{other}:{read.name}]"
    return f"$[{other}" + (property.judged.raw or "")[len("$[") + len(read.type) :]


def _missing(read: Read, files: list[VariablesFile], *, hint: bool) -> Iterator[Mark]:
    """The name that was probably meant, else the file that does not have it."""
    from aemlint.model.nearest import nearest

    for file in files:
        by_name = file.by_name
        near = nearest(read.name, list(by_name)[:MOST]) if hint else None
        if read.name in by_name:
            yield Mark(by_name[read.name].at("name"), "deleted")
        elif near is not None:
            yield Mark(by_name[near].at("name"), "near", {"near": near})
        else:
            yield Mark(Place(file.document.source, Span(0, 0)), "file", {"owners": file.environments})


def _mark(variable: Variable, what: str) -> Mark:
    field = "type" if what == "kind" else "service"
    return Mark(variable.at(field), field, {"service": variable.service, "stored": variable.type})


def _edits(one: Lacking) -> list[Edit]:
    """The placeholder follows the variable; but what must be a secret stays one, and the variable follows."""
    read = one.read
    property = read.property
    if read.type == "secret" and _is_due(property):
        places = [variable.at("type") for variable in one.shown.values() if variable.file.array]
        return [Edit(place, quoted_like(place.text, "secretString")) for place in places]
    written = property.at
    opening = f"$[{read.type}:{read.name}"
    at = written.text.find(opening)
    if at < 0 or written.text.find(opening, at + 1) >= 0:
        return []
    start = written.span.start + at + len("$[")
    return [Edit(Place(written.source, Span(start, start + len(read.type))), "secret" if read.type == "env" else "env")]
