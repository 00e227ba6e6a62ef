"""Values as Java has them: small tables of what a text or a number becomes."""

from __future__ import annotations

import math
from typing import Any

import pytest

from aemlint.formats import java
from aemlint.source import Span

HERE = Span(3, 7)
LEAST, MOST = -(1 << 63), (1 << 63) - 1


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        *((text, "String", text) for text in ("", " a ", "TRUE")),
        ("true", "Boolean", True),
        ("TRUE", "Boolean", True),
        ("tRue", "Boolean", True),
        (" true", "Boolean", False),
        ("1", "Boolean", False),
        ("", "Boolean", False),
        ("ab", "Character", "a"),
        ("", "Character", "\0"),
        ("😀", "Character", "\ud83d"),
        ("\U00010000", "Character", "\ud800"),
        ("\uffff", "Character", "\uffff"),
        ("0", "Integer", 0),
        ("-0", "Integer", 0),
        ("+465", "Integer", 465),
        ("007", "Integer", 7),
        ("-007", "Integer", -7),
        ("٤٦٥", "Integer", 465),
        ("٠٠٧", "Integer", 7),
        ("2147483647", "Integer", 2147483647),
        ("2147483648", "Integer", None),
        ("-2147483648", "Integer", -2147483648),
        ("-2147483649", "Integer", None),
        ("4294967296", "Integer", None),
        ("127", "Byte", 127),
        ("128", "Byte", None),
        ("-128", "Byte", -128),
        ("-129", "Byte", None),
        ("32767", "Short", 32767),
        ("32768", "Short", None),
        ("-32768", "Short", -32768),
        (str(MOST), "Long", MOST),
        (str(MOST + 1), "Long", None),
        (str(LEAST), "Long", LEAST),
        (str(LEAST - 1), "Long", None),
        ("0" * 30 + "5", "Long", 5),
        ("1" + "0" * 20, "Long", None),
        ("1" * 5000, "Long", None),
        *((text, "Integer", None) for text in ("", "-", "+", " 1", "1 ", "1.0", "0x10", "1_0", "--1", "+-1", "a", "²")),
        ("1.5", "Double", 1.5),
        (" 1.5\t", "Double", 1.5),
        ("\x00\x1f1.5 ", "Double", 1.5),
        ("\xa01.5", "Double", None),
        ("5d", "Double", 5.0),
        ("5D", "Double", 5.0),
        ("5f", "Float", 5.0),
        ("5F", "Double", 5.0),
        ("-5.", "Double", -5.0),
        (".5e1", "Double", 5.0),
        ("5E-1", "Double", 0.5),
        ("+5", "Double", 5.0),
        ("1e999", "Double", "Infinity"),
        ("-1e999", "Double", "-Infinity"),
        ("1e39", "Float", "Infinity"),
        ("-1e39", "Float", "-Infinity"),
        ("NaN", "Double", "NaN"),
        ("-NaN", "Double", "NaN"),
        ("+NaN", "Double", "NaN"),
        (" NaN ", "Double", "NaN"),
        ("Infinity", "Double", "Infinity"),
        ("+Infinity", "Double", "Infinity"),
        ("-Infinity", "Float", "-Infinity"),
        ("0x1p3", "Double", 8.0),
        ("0X1.8P1", "Double", 3.0),
        ("-0x1p3", "Double", -8.0),
        ("0x1p3d", "Double", 8.0),
        ("0x1p99999", "Double", "Infinity"),
        ("-0x1p99999", "Double", "-Infinity"),
        ("0x1p99999", "Float", "Infinity"),
        ("16777217", "Float", 16777216.0),
        ("0.1", "Float", 0.1),
        ("1.17549435e-38", "Float", 1.1754944e-38),
        ("0.3333333333", "Float", 0.33333334),
        ("16777216", "Float", 16777216.0),
        *(
            (text, "Double", None)
            for text in ("", " ", "d", "f", "a", "1_0", "nan", "inf", "infinity", "--1", "1e", "e1")
        ),
        *((text, "Double", None) for text in ("0x1", "0x", "0xp1", "--NaN", "+-Infinity", "NaNd", "1.5dd", "٤", "1 5")),
    ],
)
def test_what_a_type_makes_of_a_text(text: str, type: str, value: Any) -> None:
    try:
        found: Any = java.from_text(text, type)
    except java.Refused:
        found = None
    assert (found, found.__class__) == (value, value.__class__)


@pytest.mark.parametrize(
    ("number", "bits", "value"),
    [
        (127, 8, 127),
        (128, 8, -128),
        (255, 8, -1),
        (256, 8, 0),
        (-128, 8, -128),
        (-129, 8, 127),
        (1 << 31, 32, -(1 << 31)),
        ((1 << 31) - 1, 32, (1 << 31) - 1),
        (1 << 63, 64, -(1 << 63)),
        (-(1 << 63) - 1, 64, (1 << 63) - 1),
    ],
)
def test_a_number_too_wide_wraps(number: int, bits: int, value: int) -> None:
    assert java.wrapped(number, bits) == value


@pytest.mark.parametrize(
    "number",
    [
        0,
        7,
        -7,
        10**17,
        10**18 - 1,
        10**18,
        -(10**18),
        10**36 + 10**18 + 5,
        MOST,
        MOST + 1,
        LEAST,
        LEAST - 1,
        10**40 + 3,
    ],
)
def test_a_long_is_the_low_bits_of_a_number(number: int) -> None:
    low = number & ((1 << 64) - 1)
    expected = low - (1 << 64) if low >> 63 else low
    assert java.long_of(str(number)) == expected
    assert java.long_of(str(number).replace("-", "-000") if number < 0 else f"000{number}") == expected


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("0041", 0x41),
        ("ffff", 0xFFFF),
        ("FFfe", 0xFFFE),
        ("+041", 0x41),
        ("-001", 0xFFFF),
        ("-fff", 0xF001),
        ("٠٠٤١", 0x41),
        ("00g1", None),
        ("X041", None),
        (" 041", None),
        ("0x41", None),
        ("1+11", None),
        ("00_1", None),
    ],
)
def test_four_digits_are_read_as_java_reads_them(digits: str, code: int | None) -> None:
    assert java.hexadecimal(digits) == code


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("0", "Float", 0.0),
        ("1065353216", "Float", 1.0),
        ("-1082130432", "Float", -1.0),
        ("1036831949", "Float", 0.1),
        ("2139095040", "Float", "Infinity"),
        ("-8388608", "Float", "-Infinity"),
        ("2143289344", "Float", "NaN"),
        ("4607182418800017408", "Double", 1.0),
        ("-4616189618054758400", "Double", -1.0),
        ("4591870180066957722", "Double", 0.1),
        ("9218868437227405312", "Double", "Infinity"),
        ("-4503599627370496", "Double", "-Infinity"),
        ("9221120237041090560", "Double", "NaN"),
    ],
)
def test_config_writes_the_bits_of_a_number(text: str, type: str, value: Any) -> None:
    assert java.bits(text, type) == value


@pytest.mark.parametrize(("text", "type"), [("2147483648", "Float"), ("1.0", "Float"), (str(MOST + 1), "Double")])
def test_bits_are_those_of_an_integer(text: str, type: str) -> None:
    with pytest.raises(java.Refused):
        java.bits(text, type)


@pytest.mark.parametrize(
    ("raw", "value", "type"),
    [
        ("5", 5, "Long"),
        ("-5", -5, "Long"),
        ("-0", 0, "Long"),
        ("1.5e1", 15, "Long"),
        ("1.50e2", 150, "Long"),
        ("1e0", 1, "Long"),
        ("1E0", 1, "Long"),
        ("1.0", 1.0, "Double"),
        ("1e3", 1000.0, "Double"),
        ("10e-1", 1.0, "Double"),
        ("1.5e2", 150.0, "Double"),
        ("1.55e1", 15.5, "Double"),
        ("1e-1", 0.1, "Double"),
        ("1e+1", 10.0, "Double"),
        ("1.5E+1", 15, "Long"),
        ("1e309", "Infinity", "Double"),
        ("-1e309", "-Infinity", "Double"),
        ("9223372036854775808", LEAST, "Long"),
        ("1e99999999999", "Infinity", "Double"),
        ("1e999999999999", "Infinity", "Double"),
        ("1e-999999999999", 0.0, "Double"),
        ("1.5e000000000001", 15.0, "Double"),
    ],
)
def test_a_number_without_a_fraction_is_a_long(raw: str, value: Any, type: str) -> None:
    assert java.number_of(raw) == (value, type)
    assert java.number_of(raw)[0].__class__ is value.__class__


def test_what_is_no_finite_number_is_a_text() -> None:
    for number, value in ((math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity"), (1.5, 1.5), (0.0, 0.0)):
        assert java.double_value(number) == java.float_value(number) == value
    assert java.float_value(1e39) == "Infinity"
    assert java.float_value(-1e39) == "-Infinity"


@pytest.mark.parametrize(
    ("number", "short"),
    [
        (0.1, 0.1),
        (1 / 3, 0.33333334),
        (16777217.0, 16777216.0),
        (123456.789, 123456.79),
        (1e10, 1e10),
        (3.1415926535, 3.1415927),
        (1e-45, 1.4e-45),
        (9.8e-45, 9.8e-45),
        (2.0, 2.0),
        (12.0, 12.0),
        (-0.7, -0.7),
        (0.100000001490116, 0.1),
        (8388608.5, 8388608.0),
        (9.8765434e9, 9.876543e9),
    ],
)
def test_a_float_is_written_as_short_as_it_can_be(number: float, short: float) -> None:
    assert java.float_value(number) == short


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.0"),
        (1.0, "1.0"),
        (-1.5, "-1.5"),
        (0.001, "0.001"),
        (0.0009, "9.0E-4"),
        (0.00012345, "1.2345E-4"),
        (-0.0001, "-1.0E-4"),
        (9999999.0, "9999999.0"),
        (10000000.0, "1.0E7"),
        (-10000000.0, "-1.0E7"),
        (12345678.9, "1.23456789E7"),
        (-12345678.0, "-1.2345678E7"),
        (10200000.0, "1.02E7"),
        (1e16, "1.0E16"),
        (1e21, "1.0E21"),
        (1.25e21, "1.25E21"),
        (-1.25e-21, "-1.25E-21"),
        (1e-5, "1.0E-5"),
        (1.5e-5, "1.5E-5"),
        (1e100, "1.0E100"),
        (123.25, "123.25"),
    ],
)
def test_a_double_is_printed_as_java_prints_it(number: float, text: str) -> None:
    assert java.java_double(number) == text


def test_halves_of_a_character_that_stand_side_by_side_are_one() -> None:
    for text, whole in (
        ("", ""),
        ("ab", "ab"),
        ("\ud83d\ude00", "😀"),
        ("a\ud83d\ude00b", "a😀b"),
        ("\ud83d", "\ud83d"),
        ("\ude00\ud83d", "\ude00\ud83d"),
        ("\ud83d\ud83d\ude00", "\ud83d😀"),
        ("\ud800\udfff", "\U000103ff"),
        ("\uffff", "\uffff"),
        ("\ue000\ud7ff", "\ue000\ud7ff"),
    ):
        assert java.joined(text) == whole


def test_the_greatest_float_is_one() -> None:
    greatest = 3.4028234663852886e38
    assert java.float_value(greatest) == java.float_value(3.4028235e38) == 3.4028235e38
    assert java.float_value(-greatest) == -3.4028235e38
    assert java.bits("2139095039", "Float") == 3.4028235e38
    assert java.float_value(3.5e38) == "Infinity"
