"""Values as Java has them: what it makes of texts and of numbers."""

from __future__ import annotations

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
        try:
            if unpack("<f", pack("<f", short))[0] == single:
                return short
        except OverflowError:  # rounded up, past the greatest of all
            continue
    return float(single)


def java_double(number: float) -> str:
    """Double.toString."""
    word = double_value(number)
    if isinstance(word, str):
        return word
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(number)
    mantissa, _, exponent = f"{number:e}".partition("e")
    digits = repr(number)
    if "e" in digits:
        mantissa = digits.partition("e")[0]
    else:
        plain = digits.replace(".", "").replace("-", "").strip("0")
        mantissa = ("-" if number < 0 else "") + plain[0] + "." + (plain[1:] or "0")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"


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
