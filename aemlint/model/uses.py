"""Placeholders where they are written."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model import placeholder, secret
from aemlint.model.near_miss import near_misses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.placeholder import Placeholder


class Use:
    """One placeholder of a property. `node` is the text that it stands in, `outer` the one in whose default it does, or
    itself.
    """

    __slots__ = ("node", "outer", "placeholder", "property")

    def __init__(self, property: Property, node: Scalar, outer: Placeholder, placeholder: Placeholder) -> None:
        self.property = property
        self.node = node
        self.outer = outer
        self.placeholder = placeholder

    def __repr__(self) -> str:
        return f"Use({self.placeholder!r})"


def uses(configuration: Configuration) -> Iterator[Use]:
    """But those that a build is going to change, and misspelt ones: placeholder/syntax says that, and says it alone."""
    for entry in configuration.document.entries:
        for node in _texts(entry.value):
            property = configuration.of(entry)
            text = str(node.value)
            whole = node is entry.value
            found = property.judged.placeholders if whole else placeholder.placeholders(text)
            misspelt = {one.start for one in near_misses(text)} if property.judged.near or not whole else ()
            for outer in found:
                if outer.start not in misspelt:
                    yield Use(property, node, outer, outer)
                    for one in placeholder.nested(outer.default or ""):
                        yield Use(property, node, outer, one)


def _texts(node: Node) -> list[Scalar]:
    return [
        item
        for item in (node.items if isinstance(node, Array) else (node,))
        if isinstance(item, Scalar)
        and item.type == "String"
        and placeholder.START in str(item.value)
        and not secret.has_token(str(item.value))
    ]
