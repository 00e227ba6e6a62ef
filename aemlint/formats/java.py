"""Values as Java has them: what cm.json and the OSGi converter make of JSON values and of texts."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node

WRAPPERS = {
    "int": "Integer",
    "long": "Long",
    "float": "Float",
    "double": "Double",
    "byte": "Byte",
    "short": "Short",
    "char": "Character",
    "boolean": "Boolean",
}
SCALARS = ("String", *WRAPPERS.values(), *WRAPPERS)
# What a type name in a key asks for.
TYPES = {
    **dict.fromkeys(SCALARS, "scalar"),
    **{name + "[]": "array" for name in SCALARS},
    "Collection": "collection",
    **{f"Collection<{name}>": "collection" for name in ("String", *WRAPPERS.values())},
}
BITS = {"Byte": 8, "Short": 16, "Integer": 32, "Long": 64}
# What String.trim takes off, and what Character.isWhitespace is true for: no non-breaking space.
JAVA_BLANK = "".join(map(chr, range(33)))
SPACES = frozenset("\t\n\x0b\f\r\x1c\x1d\x1e\x1f \u1680\u2028\u2029\u205f\u3000") | frozenset(
    map(chr, [*range(0x2000, 0x2007), *range(0x2008, 0x200B)])
)
HEX = frozenset("0123456789abcdefABCDEF")


class Refused(Exception):
    """A value that its type refuses. Carries nothing: the value may be a secret."""


def wrapped(number: int, bits: int) -> int:
    """Modulo 2^bits, as two's complement."""
    number &= (1 << bits) - 1
    return number - (1 << bits) if number >> (bits - 1) else number


def long_of(digits: str) -> int:
    """BigInteger.longValue: the low 64 bits, however many digits there are."""
    negative = digits.startswith("-")
    if negative:
        digits = digits[1:]
    number = 0
    for at in range(0, len(digits), 18):  # int() refuses more than 4300 digits at once
        piece = digits[at : at + 18]
        number = (number * 10 ** len(piece) + int(piece)) & 0xFFFFFFFFFFFFFFFF
    return wrapped(-number if negative else number, 64)


def hexadecimal(digits: str) -> int | None:
    """Integer.parseInt(digits, 16) as a character: a sign is a digit's place, and any script's digits are digits."""
    body = digits[1:] if digits[0] in "+-" else digits
    if not all(one in HEX or one.isdecimal() for one in body):
        return None
    return (-int(body, 16) if digits[0] == "-" else int(body, 16)) & 0xFFFF


def bits(text: str, type: str) -> float | str:
    """`.config` holds the raw IEEE bits of a Float or a Double as a decimal integer."""
    from struct import pack, unpack

    if type == "Float":
        return float_value(unpack("<f", pack("<i", from_text(text, "Integer")))[0])
    return double_value(unpack("<d", pack("<q", from_text(text, "Long")))[0])


def number_of(raw: str) -> tuple[int | float | str, str]:
    """A JSON number's value and type: Long where BigDecimal's scale is 0, else Double."""
    mantissa, _, exponent = raw.replace("E", "e").partition("e")
    whole, _, fraction = mantissa.partition(".")
    scale = len(fraction) - (int(exponent or "0") if len(exponent) < 12 else 1 << 40)
    if scale == 0:
        return long_of(whole + fraction), "Long"
    return double_value(float(raw)), "Double"


def double_value(number: float) -> float | str:
    """NaN and the infinities as texts: no report format has them as numbers."""
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def float_value(number: float) -> float | str:
    """Rounded to 32 bits and written as short as that allows."""
    from struct import pack, unpack

    try:
        single = unpack("<f", pack("<f", number))[0]
    except OverflowError:
        return "Infinity" if number > 0 else "-Infinity"
    if single != single or single in (float("inf"), float("-inf")):
        return double_value(single)
    for digits in range(2, 10):
        short = float(f"{single:.{digits}g}")
        if unpack("<f", pack("<f", short))[0] == single:
            return short
    return float(single)


def java_double(number: float) -> str:
    """Double.toString."""
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        text = f"{number!r}"
        if "e" in text:
            text = f"{number:.20f}".rstrip("0")
        return text if "." in text else text + ".0"
    mantissa, _, exponent = f"{number:e}".partition("e")
    digits = repr(number)
    if "e" in digits:
        mantissa = digits.partition("e")[0]
    else:
        plain = digits.replace(".", "").replace("-", "").strip("0")
        mantissa = ("-" if number < 0 else "") + plain[0] + "." + (plain[1:] or "0")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"


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


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """As johnzon writes strings: control characters escaped, everything else as it is."""
    return (
        '"'
        + "".join(
            ESCAPES.get(one) or (f"\\u{ord(one):04x}" if one < " " or "\x7f" <= one <= "\x9f" else one) for one in text
        )
        + '"'
    )


def from_text(text: str, type: str) -> bool | int | float | str:
    """X.valueOf(String), for wrapper types."""
    if type == "String":
        return text
    if type == "Boolean":
        return text.lower() == "true"
    if type == "Character":
        return utf16_unit(text)
    if type in BITS:
        return _integer(text, BITS[type])
    return _decimal(text, type)


def _integer(text: str, bits: int) -> int:
    """Any script's digits, no blanks, no underscores; never a conversion of more digits than a Long can have."""
    digits = text[1:] if text[:1] in ("-", "+") else text
    if not digits.isdecimal():
        raise Refused
    at = 0
    while at < len(digits) - 1 and digits[at].isdecimal() and int(digits[at]) == 0:
        at += 1
    if len(digits) - at > 20:
        raise Refused
    number = int(digits[at:]) * (-1 if text[0] == "-" else 1)
    if wrapped(number, bits) != number:
        raise Refused
    return number


def _decimal(text: str, type: str) -> float | str:
    text = text.strip(JAVA_BLANK)
    if text.lstrip("+-") in ("NaN", "Infinity") and len(text) - len(text.lstrip("+-")) <= 1:
        return text.lstrip("+") if not text.endswith("NaN") else "NaN"
    body = text[:-1] if text[-1:] in ("d", "D", "f", "F") else text
    try:
        if body.lstrip("+-").lower().startswith("0x"):
            if "p" not in text.lower():
                raise Refused
            number = _from_hexadecimal(body)
        else:
            if not body or set(body) - set("0123456789+-.eE"):
                raise Refused
            number = float(body)
    except ValueError:
        raise Refused from None
    return float_value(number) if type == "Float" else double_value(number)


def _from_hexadecimal(body: str) -> float:
    try:
        return float.fromhex(body)
    except OverflowError:
        return float("-inf" if body.startswith("-") else "inf")


def joined(text: str) -> str:
    """Surrogates that stand side by side are one character, lone ones stay."""
    if all(one < "\ud800" for one in text) or not any("\ud800" <= one <= "\udfff" for one in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def utf16_unit(text: str) -> str:
    """The first UTF-16 unit; U+0000 of nothing."""
    if not text:
        return "\0"
    code = ord(text[0])
    return chr(0xD800 + ((code - 0x10000) >> 10)) if code > 0xFFFF else text[0]


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
    type = WRAPPERS.get(declared, declared)
    return Scalar(value.span, _one(plain, type), type)


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
    return [Scalar(item.span, _one(item, type), type) for item in items if isinstance(item, Scalar)]
