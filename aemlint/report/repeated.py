"""Secrets that a configuration repeats in values of other properties: no output shows those either."""

from __future__ import annotations

from aemlint.model import credential_shape, placeholder, secret
from aemlint.model.value import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Configuration, Property

# Shorter texts stand in other words by chance; more than so many of one file are nobody's passwords.
SHORTEST, MOST = 6, 200


class Repeated:
    """Looks through a configuration when the first of its values is asked for."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def hides(self, property: Property, node: Node) -> bool:
        """Whether a value of this property, as it is written or as it is delivered, is or has a secret in it."""
        texts = strings(node) or ()
        if property.hidden or _doubtful(property):
            return True
        known = self._known.get(property.configuration.path)
        if known is None:
            known = self._known[property.configuration.path] = _secrets(property.configuration)
        return any(one in text for one in known for text in texts)


def _doubtful(property: Property) -> bool:
    """A secret's value that is neither blank nor a reference, be it only nearly one."""
    if not (property.secret or secret.credential_key(property.name)):
        return False
    return any(secret.kind(text) not in ("blank", "reference") for text in strings(property.entry.value) or ())


def _secrets(configuration: Configuration) -> list[str]:
    found: dict[str, None] = {}
    for property in configuration.written(shadowed=True):
        if property.confidential:
            for text in strings(property.entry.value) or ():
                found.update(dict.fromkeys(_parts(text)))
    return [text for text in found if len(text) >= SHORTEST][:MOST]


def _parts(text: str) -> Iterator[str]:
    """The secret itself; of a URL the password."""
    yield from secret.behind_names(text)
    for piece in placeholder.literals(text):
        told = credential_shape.find(piece)
        yield piece[told[1] : told[2]] if told is not None else piece.strip()
