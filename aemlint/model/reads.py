"""What configurations read of the variables that Cloud Manager gives to environments."""

from __future__ import annotations

from aemlint.model import placeholder
from aemlint.model.value import strings
from aemlint.model.variables import GIVEN, NAME, right_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.environment import Instance
    from aemlint.model.placeholder import Placeholder
    from aemlint.model.variables import Variable

TYPES = ("env", "secret")


class Read:
    """One placeholder. `outer` are those in whose defaults it stands: only where none has a value it is asked."""

    __slots__ = ("outer", "placeholder", "property")

    def __init__(self, property: Property, placeholder: Placeholder, outer: tuple[Placeholder, ...]) -> None:
        self.property = property
        self.placeholder = placeholder
        self.outer = outer

    @property
    def name(self) -> str:
        return self.placeholder.name

    @property
    def type(self) -> str:
        return self.placeholder.type

    def __repr__(self) -> str:
        return f"Read({self.placeholder!r})"


class Found:
    """What an instance has for a name.

    `state` is given, undefined, tier (only other tiers have it) or kind (it has the other kind); `variable` shows it.
    """

    __slots__ = ("state", "variable")

    def __init__(self, state: str, variable: Variable | None = None) -> None:
        self.state = state
        self.variable = variable


def reads(property: Property) -> list[Read]:
    """Of names that a variable can have; a value that the build fills in is not looked at."""
    if property.judged.template:
        return []
    return [
        Read(property, inner, outer)
        for text in strings(property.entry.value) or ()
        if placeholder.START in text
        for inner, outer in _nested(text, ())
        if inner.type in TYPES and right_name(inner.name)
    ]


def _nested(text: str, outer: tuple[Placeholder, ...]) -> Iterator[tuple[Placeholder, tuple[Placeholder, ...]]]:
    for one in placeholder.placeholders(text):
        yield one, outer
        if one.default and len(outer) < placeholder.DEPTH:
            yield from _nested(one.default, (*outer, one))


def found(read: Placeholder, instance: Instance) -> Found:
    """What the instance's environment gives for a placeholder."""
    variables = instance.environment.variables_named(read.name)
    if not variables:
        return Found("given" if read.name.startswith(GIVEN) else "undefined")
    own = [variable for variable in variables if variable.is_for(instance.tier)]
    if not own:
        return Found("tier", variables[0])
    wrong = [variable for variable in own if not variable.is_read_by(read.type)]
    return Found("kind", wrong[0]) if len(wrong) == len(own) else Found("given", own[0])


def asked(read: Read, instance: Instance) -> bool:
    """Whether an instance gets as far as this placeholder."""
    return all(outer.type in TYPES and found(outer, instance).state != "given" for outer in read.outer)


def mentioned(configurations: Iterable[Configuration]) -> set[str]:
    """Every name behind `$[env:` or `$[secret:`, wherever it stands: in comments and in what does not parse, too."""
    names: set[str] = set()
    for configuration in configurations:
        if configuration.document.whole.plain:
            continue
        text = configuration.document.source.text
        names.update(_names(text))
        if "\\" in text or "&#" in text:  # what escapes hide, only its values say
            for property in configuration.written(shadowed=True):
                for value in strings(property.entry.value) or ():
                    names.update(_names(value))
    return names


def _names(text: str) -> Iterator[str]:
    for opening in ("$[env:", "$[secret:"):
        at = text.find(opening)
        while at >= 0:
            at = end = at + len(opening)
            while end < len(text) and text[end] in NAME:
                end += 1
            yield text[at:end]
            at = text.find(opening, end)
