"""Properties and fields that a fix adds to a file."""

from __future__ import annotations

from typing import Any

import pytest

from aemlint import formats
from aemlint.formats.adding import added, field_added
from aemlint.formats.quoting import quoted_like
from aemlint.formats.tree import Array, Scalar, Table

XML = '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'


@pytest.mark.parametrize(
    ("name", "text", "becomes"),
    [
        ("P.cfg.json", '{"a": 1}', '{"a": 1, "b": true}'),
        ("P.cfg.json", '{\r\n  "a":1, // one\r\n  "c": 2\r\n}', '{\r\n  "a":1,\r\n  "b":true, // one\r\n  "c": 2\r\n}'),
        ("P.config", 'a="1"', 'a="1"\nb=B"true"'),
        ("P.config", '# c\r\na = I"1"\r\n', '# c\r\na = I"1"\r\nb = B"true"\r\n'),
        ("P.cfg", "a: 1\nc: 2", "a: 1\nb: true\nc: 2"),
        ("P.cfg", "a=1\\\n  2\n", "a=1\\\n  2\nb=true\n"),
        (
            "P.xml",
            f'{XML}\n  jcr:primaryType="sling:OsgiConfig"\n  a="1"/>',
            f'{XML}\n  jcr:primaryType="sling:OsgiConfig"\n  a="1"\n  b="{{Boolean}}true"/>',
        ),
        (
            "P.xml",
            f'{XML} jcr:primaryType="sling:OsgiConfig" a="1"/>',
            f'{XML} jcr:primaryType="sling:OsgiConfig" a="1" b="{{Boolean}}true"/>',
        ),
    ],
)
def test_a_property_is_added_in_the_manner_of_its_neighbour(name: str, text: str, becomes: str) -> None:
    document = formats.configuration(name, text.encode(), "cloud")
    place = added(document, document.entries[0], "b", value=True)
    assert place is not None
    at, new = place
    after = text[:at] + new + text[at:]
    assert after == becomes
    read = {entry.name: entry.value for entry in formats.configuration(name, after.encode(), "cloud").entries}
    assert isinstance(read["b"], Scalar)
    assert str(read["b"].value).lower() == "true"


def test_nothing_is_added_to_properties_in_xml() -> None:
    doctype = '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">'
    text = f'{doctype}\n<properties><entry key="a">1</entry></properties>'
    document = formats.configuration("P.cfg", text.encode(), "cloud")
    assert all(added(document, entry, "b", value=True) is None for entry in document.entries)


@pytest.mark.parametrize(
    ("name", "text", "becomes"),
    [
        ("P.cfg.json", '{"a" /* one */: 1}', '{"a" /* one */: 1, "b": 3}'),
        ("P.cfg.json", '{\n  "c": 2,\n  "a" : 1\n}', '{\n  "c": 2,\n  "a" : 1,\n  "b" : 3\n}'),
        ("P.cfg.json", '{\r  "c": 2,\r\t"a": 1\r}', '{\r  "c": 2,\r\t"a": 1,\r\t"b": 3\r}'),
        ("P.cfg.json", '{\n "a": 1\n} ', '{\n "a": 1,\n "b": 3\n} '),
        ("P.config", 'a \t=\t"1"', 'a \t=\t"1"\nb \t=\tI"3"'),
        ("P.config", 'a=\n"1"\n', 'a=\n"1"\nb=I"3"\n'),
        ("P.cfg", " \ta=1 ", " \ta=1 \n \tb=3"),
        ("P.cfg", "a=1\nc=2 ", "a=1\nb=3\nc=2 "),
        ("P.cfg", "a = 1", "a = 1\nb = 3"),
        ("P.cfg", "a 1", "a 1\nb=3"),
        ("P.cfg", "\f a=1", "\f a=1\nb=3"),
        (
            "P.xml",
            f'{XML}\r\n\tjcr:primaryType="sling:OsgiConfig"\r\n\ta="1"/>',
            f'{XML}\r\n\tjcr:primaryType="sling:OsgiConfig"\r\n\ta="1"\r\n\tb="{{Long}}3"/>',
        ),
    ],
)
def test_a_number_is_added_in_the_manner_of_its_neighbour(name: str, text: str, becomes: str) -> None:
    document = formats.configuration(name, text.encode(), "cloud")
    place = added(document, next(one for one in document.entries if one.name == "a"), "b", value=3)
    assert place is not None
    at, new = place
    assert text[:at] + new + text[at:] == becomes
    read = {entry.name: entry.value for entry in formats.configuration(name, becomes.encode(), "cloud").entries}
    assert isinstance(read["b"], Scalar)
    assert str(read["b"].value) == "3"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("a=1\rc=2", "a=1\rb=3\rc=2"),
        ("a=1\r\nc=2", "a=1\r\nb=3\r\nc=2"),
        ("a=1\r\nc=2\r\n", "a=1\r\nb=3\r\nc=2\r\n"),
        ("a=1\nc=2\r", "a=1\nb=3\nc=2\r"),
        ("\r\na=1", "\r\na=1\r\nb=3"),
        ("\ra=1", "\ra=1\rb=3"),
        ("\na=1", "\na=1\nb=3"),
        ("c=2\ra=1\nd=3", "c=2\ra=1\rb=3\nd=3"),
        ("c=2\nd=3\r\na=1", "c=2\nd=3\r\na=1\r\nb=3"),
    ],
)
def test_a_new_line_ends_like_the_one_before_it_else_like_the_first(text: str, becomes: str) -> None:
    document = formats.configuration("P.cfg", text.encode(), "cloud")
    place = added(document, next(one for one in document.entries if one.name == "a"), "b", value=3)
    assert place is not None
    at, new = place
    assert text[:at] + new + text[at:] == becomes


def innermost(node: Any) -> Table:
    """The last table of all."""
    if isinstance(node, Array):
        return innermost(node.items[-1])
    assert isinstance(node, Table)
    last = node.entries[-1].value
    return node if isinstance(last, Scalar) else innermost(last)


@pytest.mark.parametrize(
    ("name", "text", "becomes"),
    [
        ("v.json", '[{"a": "1", "c" :"2"}]', '[{"a": "1", "c" :"2", "b" :"x"}]'),
        ("v.json", '[{\n  "a": "1",\n\t"c":"2"\n}]', '[{\n  "a": "1",\n\t"c":"2",\n\t"b":"x"\n}]'),
        ("v.json", '[{\r\n  "a": "1"\r\n}]', '[{\r\n  "a": "1",\r\n  "b": "x"\r\n}]'),
        ("v.json", '[\n  {"a": "1"}\n]', '[\n  {"a": "1", "b": "x"}\n]'),
        ("v.json", '{"a":\n"1"}', '{"a":\n"1", "b":\n"x"}'),
        ("v.yaml", "- a: 1\n  c: 2 # two\n", "- a: 1\n  b: x\n  c: 2 # two\n"),
        ("v.yaml", "- a: 1\r\n  c: |\r\n    2\r\n", "- a: 1\r\n  b: x\r\n  c: |\r\n    2\r\n"),
        ("v.yaml", "- a: 1", "- b: x\n  a: 1"),
        ("v.yaml", "c:\n  -  a: 1\n", "c:\n  -  b: x\n     a: 1\n"),
        ("v.yaml", "a: 1 ", "b: x\na: 1 "),
        ("v.yaml", " a: 1", " b: x\n a: 1"),
        ("v.yaml", "- {a: 1, c: 2}\n", "- {a: 1, c: 2, b: x}\n"),
        ("v.yaml", "- {X: 1}\n", "- {X: 1, b: x}\n"),
        ("v.yaml", "- {'a': '1'}\n", "- {'a': '1', 'b': 'x'}\n"),
        ("v.yaml", '- {"a" : 1,\n   "c":  2}\n', '- {"a" : 1,\n   "c":  2,\n   "b":  "x"}\n'),
        ("v.yaml", "- {a: # one\n   1}\n", "- {a: # one\n   1, b: x}\n"),
    ],
)
def test_a_field_is_added_in_the_manner_of_its_neighbour(name: str, text: str, becomes: str) -> None:
    document = formats.document(name, text.encode())
    at, new = field_added(document, innermost(document.root), "b", "x")
    assert text[:at] + new + text[at:] == becomes
    read = {entry.name: entry.value for entry in innermost(formats.document(name, becomes.encode()).root).entries}
    assert isinstance(read["b"], Scalar)
    assert read["b"].value == "x"


def test_a_word_gets_the_quotes_of_the_one_before() -> None:
    assert [quoted_like(one, "b") for one in ("a", '"a"', "'a'", "")] == ["b", '"b"', "'b'", "b"]
