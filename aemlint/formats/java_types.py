"""JSON values under the types that keys declare, as cm.json and the OSGi converter make them."""

from __future__ import annotations

from aemlint.formats.java import (
    BITS,
    WRAPPERS,
    Refused,
    double_value,
    float_value,
    from_text,
    java_double,
    number_of,
    wrapped,
)
from aemlint.formats.tree import Array, Scalar, Table, boolean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.source import Span

SCALARS = ("String", *WRAPPERS.values(), *WRAPPERS)
# What a type name in a key asks for.
TYPES = {
    **dict.fromkeys(SCALARS, "scalar"),
    **{name + "[]": "array" for name in SCALARS},
    "Collection": "collection",
    **{f"Collection<{name}>": "collection" for name in ("String", *WRAPPERS.values())},
}
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def untyped(value: Node) -> Node:
    """JsonSupport.convertToObject."""
    if isinstance(value, Table):
        return Scalar(value.span, compact(value), "String")
    if isinstance(value, Array):
        return _untyped_array(value)
    if value.type == "number":
        number, type = number_of(str(value.value))
        return Scalar(value.span, number, type)
    if value.value is None:
        return Scalar(value.span, "", "String")
    return value  # cfg.json's scanner already has texts and booleans


def _untyped_array(value: Array) -> Node:
    items = value.items
    if all(isinstance(item, Table) for item in items):
        return Array(value.span, [untyped(item) for item in items], "String[]")
    types = {item.type if isinstance(item, Scalar) else "nested" for item in items}
    if types == {"String"}:
        return Array(value.span, [untyped(item) for item in items], "String[]")
    if types == {"Boolean"}:
        return Array(value.span, [untyped(item) for item in items], "Boolean[]")
    if types == {"number"}:
        numbers = [untyped(item) for item in items]
        if all(isinstance(number, Scalar) and number.type == "Long" for number in numbers):
            return Array(value.span, numbers, "Long[]")
        doubles: list[Node] = [
            Scalar(item.span, double_value(float(str(item.value))), "Double")
            for item in items
            if isinstance(item, Scalar)
        ]
        return Array(value.span, doubles, "Double[]")
    return Scalar(value.span, compact(value), "String")


def compact(root: Node) -> str:
    """JSON text without blanks, the text of numbers kept. A loop: nesting is the input's choice."""
    pieces: list[str] = []
    waiting: list[Node | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, Table):
            last = {entry.name: entry for entry in node.entries}
            inner: list[Node | str] = ["{"]
            for number, (name, entry) in enumerate(last.items()):
                inner += [("," if number else "") + quoted(name) + ":", entry.value]
            waiting.extend(reversed([*inner, "}"]))
        elif isinstance(node, Array):
            inner = ["["]
            for number, item in enumerate(node.items):
                inner += ["," if number else "", item]
            waiting.extend(reversed([*inner, "]"]))
        elif node.type == "String":
            pieces.append(quoted(str(node.value)))
        elif node.type == "number":
            pieces.append(str(node.value))
        else:
            pieces.append("null" if node.value is None else "true" if node.value else "false")
    return "".join(pieces)


def quoted(text: str) -> str:
    """As johnzon writes strings: control characters escaped, everything else as it is."""
    return (
        '"'
        + "".join(
            ESCAPES.get(one) or (f"\\u{ord(one):04x}" if one < " " or "\x7f" <= one <= "\x9f" else one) for one in text
        )
        + '"'
    )


def typed(value: Node, declared: str) -> Node:
    """A JSON value as a declared type has it."""
    if TYPES[declared] == "scalar":
        return converted(value, declared)
    return array_of(value, declared) if TYPES[declared] == "array" else collection_of(value, declared)


def converted(value: Node, declared: str) -> Scalar:
    """A JSON value as a scalar of a declared type."""
    plain = untyped(value)
    if isinstance(plain, Array):
        if not plain.items:
            raise Refused
        plain = plain.items[0]
    assert isinstance(plain, Scalar)
    return _scalar(value.span, plain, WRAPPERS.get(declared, declared))


def _scalar(span: Span, plain: Scalar, type: str) -> Scalar:
    if type == "Boolean" and plain.type == "String":
        return boolean(span, str(plain.value))
    return Scalar(span, _one(plain, type), type)


def _one(plain: Scalar, type: str) -> bool | int | float | str:
    value = plain.value
    if plain.type == "String":
        return from_text(str(value), type)
    if plain.type == "Boolean":
        if type == "String":
            return "true" if value else "false"
        if type == "Boolean":
            return bool(value)
        if type == "Character":
            return chr(1 if value else 0)
        return (1 if value else 0) if type in BITS else (1.0 if value else 0.0)
    number = float(str(value)) if isinstance(value, str) else value
    assert isinstance(number, (int, float))
    return _from_number(number, type)


def _from_number(number: int | float, type: str) -> bool | int | float | str:
    if type == "String":
        return java_double(number) if isinstance(number, float) else str(number)
    if type == "Double":
        return double_value(float(number))
    if type == "Float":
        return float_value(float(number))
    if isinstance(number, float):  # a Java cast saturates at the width of int or long, then cuts
        width = 64 if type in ("Long", "Boolean") else 32
        if number != number:
            whole = 0
        else:
            bound = 1 << (width - 1)
            whole = bound - 1 if number >= bound else -bound if number <= -bound else int(number)
    else:
        whole = number
    if type == "Boolean":
        return whole != 0
    if type == "Character":
        return chr(whole & 0xFFFF)
    return wrapped(whole, BITS[type])


def array_of(value: Node, declared: str) -> Array:
    """A JSON value as an array; a single value is an array of one."""
    element = declared[:-2]
    if isinstance(value, Scalar) and value.type == "null":
        return Array(value.span, [], declared)
    plain = untyped(value)
    if element == "char" and isinstance(plain, Scalar) and plain.type == "String":
        units = str(plain.value).encode("utf-16-le", "surrogatepass")
        characters = [chr(units[at] | units[at + 1] << 8) for at in range(0, len(units), 2)]
        return Array(value.span, [Scalar(value.span, one, "Character") for one in characters], declared)
    return Array(value.span, list(_elements(plain, WRAPPERS.get(element, element))), declared)


def collection_of(value: Node, declared: str) -> Array:
    """A Collection; without an element type the elements stay as they are."""
    if isinstance(value, Scalar) and value.type == "null":
        return Array(value.span, [], "Collection")
    plain = untyped(value)
    element = declared[11:-1] if declared != "Collection" else ""
    if not element:
        items = plain.items if isinstance(plain, Array) else [plain]
        return Array(value.span, list(items), "Collection")
    return Array(value.span, list(_elements(plain, element)), "Collection")


def _elements(plain: Node, type: str) -> list[Node]:
    items = plain.items if isinstance(plain, Array) else [plain]
    return [_scalar(item.span, item, type) for item in items if isinstance(item, Scalar)]
