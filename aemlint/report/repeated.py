"""Secrets that values of other properties repeat: no output shows those either."""

from __future__ import annotations

from aemlint.model import secret
from aemlint.model.disclosed import Disclosed
from aemlint.model.value import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Property
    from aemlint.model.project import Project


class Repeated:
    """Looks through the project for its secrets."""

    __slots__ = ("_disclosed",)

    def __init__(self, project: Project) -> None:
        self._disclosed = Disclosed(project)

    def hides(self, property: Property, node: Node) -> bool:
        """Whether a value of this property, as it is written or as it is delivered, is or has a secret in it."""
        if property.hidden or _doubtful(property):
            return True
        paths = (property.configuration.path,)
        return any(self._disclosed.spans(text, paths) for text in strings(node) or ())

    def quiet(self, words: str, path: str) -> str:
        """A sentence about a file, with dots for secrets."""
        return self._disclosed.quiet(words, (path,))


def _doubtful(property: Property) -> bool:
    """A secret's value that is neither blank nor a reference, be it only nearly one."""
    if not (property.secret or secret.credential_key(property.name)):
        return False
    return any(secret.kind(text) not in ("blank", "reference") for text in strings(property.entry.value) or ())
