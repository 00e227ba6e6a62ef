"""Words and values as conditions see them: slips between words, shapes of texts, what a value is taken for."""

from __future__ import annotations

from typing import Any

import pytest

from aemlint.formats.tree import Array, Scalar, Table, boolean
from aemlint.model import shapes
from aemlint.model.nearest import meant, nearest, slips
from aemlint.model.value import Judged, number_in, strings, text_of
from aemlint.source import Span


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("", "", 0),
        ("a", "a", 0),
        ("a", "", 1),
        ("", "ab", 2),
        ("", "abc", 3),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "bac", 1),
        ("abc", "abcd", 1),
        ("abc", "xabc", 1),
        ("abcd", "abxcd", 1),
        ("abcd", "acbd", 1),
        ("abcd", "badc", 2),
        ("abcdef", "badcfe", 3),
        ("abc", "cab", 2),
        ("abc", "cba", 2),
        ("abcdef", "abxdyf", 2),
        ("abcdef", "xbcdey", 2),
        ("abcdef", "xbydez", 3),
        ("abcdefgh", "hgfedcba", 3),
        ("ab", "ba", 1),
        ("aab", "aba", 1),
        ("aaaa", "aa", 2),
        ("aaaaa", "aa", 3),
        ("ca", "abc", 3),
        ("smtp.prot", "smtp.port", 1),
        ("smtp.hosst", "smtp.host", 1),
        ("smtpport", "smtp.port", 1),
        ("stmp.prot", "smtp.port", 2),
    ],
)
def test_slips_between_two_words_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count
    assert slips(one, other, 2) == min(count, 2)
    assert slips(one, other, 1) == min(count, 1)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("hots", ["port", "host"], "host"),
        ("HOTS", ["host"], "host"),
        ("hxxt", ["host"], None),
        ("hostxx", ["host"], "host"),
        ("abcdef", ["abcxyf"], "abcxyf"),
        ("abcde", ["abcxy"], None),
        ("abcdef", ["axyzef"], None),
        ("abcdef", ["abcdxx", "abcdex", "abcdxf"], "abcdex"),
        ("abcd", ["abcx", "abxd"], "abcx"),
        ("abcd", ["abxd", "abcx"], "abxd"),
        ("abcd", ["abcdefg"], None),
        ("a" * 60, ["a" * 59 + "b"], "a" * 59 + "b"),
        ("a" * 61, ["a" * 60], None),
        ("a" * 60, ["a" * 61], None),
        ("", ["a"], "a"),
        ("host", [], None),
    ],
)
def test_the_nearest_word_is_the_first_of_the_closest(word: str, known: list[str], found: str | None) -> None:
    assert nearest(word, known) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("smtp.hots", "smtp.host"),
        ("smtpHost", "smtp.host"),
        ("SMTP_HOST", "smtp.host"),
        ("s-m-t-p-h-o-s-t", "smtp.host"),
        ("smtp.host.name", "smtp.host"),
        ("mail.smtp.host", "smtp.host"),
        ("mailsmtp.host", None),
        ("mail.debug.on", None),
        ("from.address.mail.smtp.host", None),
        ("other", None),
    ],
)
def test_what_a_key_stands_for(name: str, found: str | None) -> None:
    assert meant(name, ["smtp.host", "from.address", "debug"]) == found


@pytest.mark.parametrize(
    ("name", "those", "others"),
    [
        ("forward-name", ["a", "a.b", "a-b.c1", "1a"], ["", "a.", ".a", "a..b", "-a", "a-", "a_b", "A", "a b", "ä"]),
        (
            "ip6-address",
            ["::1", "[::1]", "fe80::1%eth0", "::ffff:1.2.3.4", "FE80::1"],
            ["1.2.3.4", "a:b", "", "[::1", "::1]", ":: 1", "a:b:c/d"],
        ),
        ("late-wildcard", ["a*", "a.*.b", "**"], ["*", "*.a", "", "a"]),
        ("upper-case-name", ["A", "a.B", "SMTP.acme.IO"], ["a", "a.b", "A_B", "A b", ""]),
        (
            "sample-host",
            [
                *("smtp.mymail.com", "SMTP.MyMail.com", "proxy.tunnel", "localhost", "127.0.0.1"),
                *("example", "smtp.example.com", "a.b.example", "example.org", "mail.Example.net"),
            ],
            ["smtp.acme.com", "example.acme.com", "mymail.com", "", "myexample.com"],
        ),
        (
            "access-key",
            ["AKIA" + "A1B2C3D4E5F6G7H8", "ASIA" + "Z" * 16, "key-" + "0a" * 16],
            [
                *("AKIA" + "A" * 15, "AKIA" + "A" * 17, "AKIA" + "a" * 16, "ABIA" + "A" * 16, "key-" + "0g" * 16),
                *("key-" + "0a" * 15, "kay-" + "0a" * 16, ""),
            ],
        ),
        ("mail-address", ["a@b.c", "A <a@b.c>"], ["a", "a@b.c, d@e.f", ""]),
        (
            "sample-user",
            ["myapikey", "My-Api_Key", "username", "USER", "smtp_user", "changeme", "a@example.com"],
            ["apikey", "mail", "", "a@acme.com"],
        ),
        ("variable-name", ["AB", "a_1", "_A", "A" * 100], ["A", "1A", "A-B", "A" * 101, "", "ÄB", "A.B"]),
        ("https-url", ["https://a", "HTTPS://"], ["http://a", "https:/", " https://", ""]),
        (
            "left-over",
            ["<a>", "x/<tenant ID>/y", "{tenant}", "your-id", "a/YOUR_id/b", "x" * 8, "00000000-0000", "a/xxxxxxxx"],
            ["<>", "<a", "{}", "{a/b}", "<" + "a" * 41 + ">", "x" * 7, "x0x0x0x0", "my-id", "yours", "", "a<b"],
        ),
        ("left-over", ["<" + "a" * 40 + ">"], ["0" * 7]),
        ("example-address", ["a@example.com"], ["a@acme.com", "example.com"]),
    ],
)
def test_a_text_has_a_shape_or_not(name: str, those: list[str], others: list[str]) -> None:
    assert [text for text in those if not shapes.has(name, text)] == []
    assert [text for text in others if shapes.has(name, text)] == []


# --- values


HERE = Span(0, 1)


def judged(value: Any, type: str = "String", shipped: tuple[str, ...] = ()) -> Judged:
    return Judged(Scalar(HERE, value, type), shipped)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-5", -5),
        ("+5", 5),
        ("007", 7),
        ("9" * 19, 9999999999999999999),
        ("-" + "9" * 19, -9999999999999999999),
        ("9" * 20, None),
        ("", None),
        ("-", None),
        ("5.0", None),
        ("0x5", None),
        ("1_0", None),
        ("²", None),
        ("٥", 5),
    ],
)
def test_the_number_of_a_text(text: str, number: int | None) -> None:
    assert number_in(text) == number
    assert number_in(f"{text} ") is None
    assert judged(f" {text}\t").integer == number
    assert judged(f"$[env:A;default={text}]").integer == number


def test_values_as_java_prints_them() -> None:
    for value, text in ((True, "true"), (False, "false"), (None, ""), (5, "5"), (1.5, "1.5"), ("a", "a")):
        assert text_of(value) == text


def test_the_texts_of_a_value() -> None:
    several = Array(HERE, [Scalar(HERE, "a", "String"), Scalar(HERE, True, "Boolean"), Table(HERE, [])], "String[]")
    assert strings(several) == ["a", "true"]
    assert strings(Scalar(HERE, "a", "String")) == ["a"]
    assert strings(Scalar(HERE, 5, "Long")) is None
    assert strings(Table(HERE, [])) is None
    assert strings(Array(HERE, [], "String[]")) == []
    assert strings(boolean(HERE, "yes")) == ["yes"]
    assert strings(boolean(HERE, "True")) is None
    assert strings(Array(HERE, [boolean(HERE, "yes"), boolean(HERE, "TRUE")], "Boolean[]")) == ["yes", "true"]


@pytest.mark.parametrize("text", ["yes", "", " true", "$[env:A;default=true]", "${env:A}", "@a@"])
def test_a_boolean_that_is_false_by_mistake_is_nothing_to_build_on(text: str) -> None:
    found = Judged(boolean(HERE, text))
    assert (found.node, found.type) == (Scalar(HERE, False, "Boolean"), "boolean")
    assert (found.raw, found.text, found.true, found.integer) == (text, None, None, None)
    assert not any((found.fallback, found.near, found.blank))
    assert found.template is (text == "@a@")


@pytest.mark.parametrize(
    ("java", "type"),
    [
        *(("String", "string"), ("Character", "string"), ("Boolean", "boolean"), ("Integer", "integer")),
        *(("Long", "integer"), ("Short", "integer"), ("Byte", "integer"), ("Float", "number"), ("Double", "number")),
        *(("Calendar", "Calendar"), ("string", "string"), ("null", "null"), ("missing", "missing")),
    ],
)
def test_types_by_the_names_of_conditions(java: str, type: str) -> None:
    assert judged("a", java).type == type
    assert Judged(Array(HERE, [], "String[]")).type == "array"
    assert Judged(Table(HERE, [])).type == "object"


@pytest.mark.parametrize(
    ("text", "settled", "template", "near", "fallback"),
    [
        ("a", "a", False, False, False),
        ("", "", False, False, False),
        ("$[env:A]", None, False, False, False),
        ("$[env:A;default=b]", "b", False, False, True),
        ("x$[env:A;default=b]", "xb", False, False, True),
        ("${a.b}", None, True, False, False),
        ("${env:A}", None, False, True, False),
        ("{{MAIL_HOST}}", None, True, True, False),
        ("$[env:A;default=b]${env:C}", None, False, True, False),
        ("$[env:A;default=b]${c.d}", None, True, False, False),
        ("\\$[env:A]", "$[env:A]", False, False, False),
    ],
)
def test_what_is_known_of_a_text(text: str, settled: str | None, template: bool, near: bool, fallback: bool) -> None:
    for _ in range(2):  # what was looked at once is remembered
        one = judged(text)
        assert (one.raw, one.text, one.template, one.near, one.fallback) == (text, settled, template, near, fallback)
    other = judged(text, "Calendar")  # no text of a project's
    assert (other.raw, other.text, other.template, other.near, other.placeholders) == (text, text, False, False, [])


def test_the_whole_of_a_value_may_be_one_placeholder() -> None:
    for text, whole, count in (
        ("$[env:A]", "A", 1),
        ("$[env:A;default=$[env:B]]", "A", 1),
        ("a$[env:A]", None, 1),
        ("$[env:A] ", None, 1),
        ("$[env:A]$[env:B]", None, 2),
        ("$[a]", None, 0),
        ("a", None, 0),
    ):
        one = judged(text)
        assert (one.whole.name if one.whole else None, len(one.placeholders)) == (whole, count)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" a ", {"value": " a ", "text": "a"}),
        ("$[env:A]", {"value": "$[env:A]", "variable": "A", "placeholder_type": "env", "default": ""}),
        (
            "$[secret:A;default= b ]",
            {
                "value": "$[secret:A;default= b ]",
                "variable": "A",
                "placeholder_type": "secret",
                "default": " b ",
                "text": "b",
            },
        ),
        ("x$[env:A]$[env:B]", {"value": "x$[env:A]$[env:B]", "variable": "A"}),
        ("x$[env:A;default=b]", {"value": "x$[env:A;default=b]", "variable": "A", "text": "xb"}),
        ("", {"value": "", "text": ""}),
    ],
)
def test_what_sentences_may_say(text: str, words: dict[str, str]) -> None:
    assert judged(text).words() == words
    assert Judged(Array(HERE, [], "String[]")).words() == {"value": "a list"}
    assert judged(True, "Boolean").words() == {"value": "true", "text": "true"}


def test_truth_blankness_and_kind_of_several() -> None:
    def several(*values: str) -> Judged:
        return Judged(Array(HERE, [Scalar(HERE, one, "String") for one in values], "String[]"))

    assert [judged(text).true for text in ("true", "FALSE", " ", "1", "$[env:A]")] == [True, False, False, None, None]
    assert [several(*values).blank for values in ((), ("", " "), ("", "a"))] == [True, True, False]
    assert [several(*values).true for values in ((), ("true",))] == [None, None]
    kinds = [several(*values).kind for values in ((), ("",), ("", "changeme"), ("changeme", "Harbor!72"), ("a", ""))]
    assert kinds == ["blank", "blank", "filler", "literal", "literal"]
    assert [judged(text).kind for text in ("", "changeme", "Harbor!72", "$[env:A]")] == [
        *("blank", "filler", "literal", "reference")
    ]
    one = judged("a")
    assert (one.kind, one.kind) == ("literal", "literal")
    assert judged(" ::1 ").has_shape("ip6-address")
    assert not judged("$[env:A]").has_shape("left-over")
    assert not judged("").has_shape("ip6-address")
