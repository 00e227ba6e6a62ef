"""A value as a condition sees it: what is written, what AEM makes of it, and whether that can be known at all."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model import placeholder, secret, shapes

TYPE_CHECKING = False
if TYPE_CHECKING:
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


class Judged:
    """`raw` is the written text (None for arrays and objects), `text` what AEM sees while no variable is set."""

    __slots__ = ("node", "placeholders", "raw", "template", "text", "type", "whole")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.placeholders: list[Placeholder] = []
        self.whole: Placeholder | None = None
        self.template = False
        self.raw: str | None = None
        self.text: str | None = None
        if isinstance(node, Array):
            self.type = "array"
        elif isinstance(node, Scalar):
            self.type = KINDS_OF_TYPE.get(node.type, node.type)
            self.raw = self.text = text_of(node.value)
            if self.type == "string":
                self._look(self.raw)
        else:
            self.type = "object"

    def _look(self, raw: str) -> None:
        if "$[" in raw:
            parts = placeholder.parts(raw)
            self.placeholders = [part for part in parts if not isinstance(part, str)]
            if len(parts) == 1 and self.placeholders:
                self.whole = self.placeholders[0]
            self.text = placeholder.settled(raw)
        self.template = secret.has_token(raw)

    @property
    def blank(self) -> bool:
        """Nothing at all: "", white space, an empty array. A placeholder is not blank, an empty default is."""
        if isinstance(self.node, Array):
            return not self.node.items
        return self.text is not None and not self.text.strip()

    @property
    def true(self) -> bool | None:
        """What a boolean property becomes; None where only a variable could tell."""
        return None if self.text is None else self.text.strip().lower() == "true"

    @property
    def integer(self) -> int | None:
        return None if self.text is None else number_in(self.text.strip())

    @property
    def kind(self) -> str:
        """security.kind of the written text."""
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
        if self.text is not None:
            words["text"] = self.text.strip()
        return words
