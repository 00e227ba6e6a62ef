"""A value as a condition sees it: what is written, what AEM makes of it, and whether that can be known at all."""

from __future__ import annotations

from aemlint.formats.tree import Array, Mistaken, Scalar
from aemlint.model import placeholder, secret, shapes
from aemlint.model.near_miss import near_misses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from aemlint.formats.tree import Node
    from aemlint.model.placeholder import Placeholder

KINDS_OF_TYPE = {
    "String": "string",
    "Character": "string",
    "Boolean": "boolean",
    "Integer": "integer",
    "Long": "integer",
    "Short": "integer",
    "Byte": "integer",
    "Float": "number",
    "Double": "number",
}

TRUTH = {"true": True, "false": False, "": False}


def text_of(value: object) -> str:
    """As Java would print it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def number_in(text: str) -> int | None:
    """What Integer.valueOf makes of a text; more than 19 digits are no number for anybody."""
    digits = text[1:] if text[:1] in ("-", "+") else text
    if not digits.isdecimal() or len(digits) > 19:
        return None
    return int(text)


def strings(node: Node) -> list[str] | None:
    """The texts of a value, one or several; None where it is no text at all."""
    if isinstance(node, Mistaken):
        return [node.text]
    if isinstance(node, Scalar):
        return [node.value] if isinstance(node.value, str) else None
    if isinstance(node, Array):
        return [
            item.text if isinstance(item, Mistaken) else text_of(item.value)
            for item in node.items
            if isinstance(item, Scalar)
        ]
    return None


# The same few texts stand in most files of a project: what was made of short ones is remembered.
_LOOKED: dict[str, Judged] = {}
SHORT, MOST = 200, 5000


class Judged:
    """`raw` is the written text (None for arrays and objects), `text` what AEM sees while no variable is set.

    `text` is None where that cannot be known: without a default, where a build fills something in (`template`), and
    where a placeholder is misspelt (`near`), which placeholder/syntax says; and of a Boolean that is false only by
    mistake, which property/wrong-type says. `shipped` are values that the property's schema says must be changed.
    """

    __slots__ = ("_kind", "near", "node", "placeholders", "raw", "shipped", "template", "text", "type", "whole")

    def __init__(self, node: Node, shipped: Sequence[str] = ()) -> None:
        self.node = node
        self.shipped = shipped
        self.placeholders: list[Placeholder] = []
        self.whole: Placeholder | None = None
        self.template = self.near = False
        self._kind: str | None = None
        self.raw: str | None = None
        self.text: str | None = None
        if isinstance(node, Array):
            self.type = "array"
        elif isinstance(node, Scalar):
            self.type = KINDS_OF_TYPE.get(node.type, node.type)
            if isinstance(node, Mistaken):
                self.raw = node.text
                self.template = secret.has_token(node.text)
                return
            self.raw = self.text = text_of(node.value)
            if self.type == "string":
                self._look(self.raw)
        else:
            self.type = "object"

    def _look(self, raw: str) -> None:
        known = _LOOKED.get(raw)
        if known is None:
            self._look_anew(raw)
            if len(raw) <= SHORT and len(_LOOKED) < MOST:
                _LOOKED[raw] = self
            return
        self.placeholders, self.whole, self.text = known.placeholders, known.whole, known.text
        self.template, self.near = known.template, known.near

    def _look_anew(self, raw: str) -> None:
        if "$[" in raw:
            parts = placeholder.parts(raw)
            self.placeholders = [part for part in parts if not isinstance(part, str)]
            if len(parts) == 1 and self.placeholders:
                self.whole = self.placeholders[0]
            self.text = placeholder.settled(raw)
        self.template = secret.has_token(raw)
        self.near = ("$" in raw or "{{" in raw) and bool(near_misses(raw))
        if self.template or self.near:
            self.text = None

    @property
    def fallback(self) -> bool:
        """Whether `text` rests on a placeholder's default, so that a variable may replace it."""
        return bool(self.placeholders) and self.text is not None

    @property
    def blank(self) -> bool:
        """Nothing at all: "", white space, an array without more. A placeholder is not blank, an empty default is."""
        if isinstance(self.node, Array):
            return all(isinstance(item, Scalar) and not text_of(item.value).strip() for item in self.node.items)
        return self.text is not None and not self.text.strip()

    @property
    def true(self) -> bool | None:
        """What a boolean property becomes; None where only a variable could tell, and of what is neither: that is
        property/wrong-type.
        """
        return None if self.text is None else TRUTH.get(self.text.strip().lower())

    @property
    def integer(self) -> int | None:
        return None if self.text is None else number_in(self.text.strip())

    @property
    def kind(self) -> str:
        """secret.kind of the written text; of several the gravest."""
        if self._kind is None:
            self._kind = self._kind_of()
        return self._kind

    def _kind_of(self) -> str:
        if isinstance(self.node, Array):
            kinds = {secret.kind(text) for text in strings(self.node) or ()}
            return next((kind for kind in secret.KINDS if kind in kinds), "blank")
        return secret.kind(self.raw or "")

    def has_shape(self, name: str) -> bool:
        return self.text is not None and shapes.has(name, self.text.strip())

    def words(self) -> dict[str, object]:
        """What sentences may say of it. Sensitive rules get none of this."""
        words: dict[str, object] = {"value": self.raw if self.raw is not None else "a list"}
        if self.whole is not None:
            words["variable"] = self.whole.name
            words["placeholder_type"] = self.whole.type
            words["default"] = self.whole.default or ""
        elif self.placeholders:
            words["variable"] = self.placeholders[0].name
        if self.text is not None:
            words["text"] = self.text.strip()
        return words
