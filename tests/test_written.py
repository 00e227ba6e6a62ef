"""What is written in place of a value, or beside it, in every format, to the sign; and what is salvaged of a file."""

from __future__ import annotations

from typing import Any

import pytest
from reading import plain, read
from strategies import HEAD

from aemlint import formats
from aemlint.formats.adding import added, field_added
from aemlint.formats.quoting import quoted_like
from aemlint.formats.tree import Array, Table

XML = f"<jcr:root {HEAD} jcr:primaryType='sling:OsgiConfig'"
JAVA = '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd"><properties>'


def one(name: str, text: str) -> tuple[Any, Any]:
    document = read(name, text.encode("utf-8", "surrogatepass"))
    return document, [*document.entries, *document.shadowed][0]


@pytest.mark.parametrize(
    ("name", "text", "value", "written"),
    [
        ("a.cfg.json", '{"a": "b"}', "c", '"c"'),
        (
            "a.cfg.json",
            '{"a": "b"}',
            '"\\/\n\x1f\x7fä\ud800\U0001f600',
            '"\\"\\\\/\\u000a\\u001f\x7fä\\ud800\U0001f600"',
        ),
        ("a.cfg.json", '{"a": "b"}', "\udfff\ue000\ud7ff", '"\\udfff\ue000\ud7ff"'),
        ("a.cfg.json", '{"a": "b"}', "c d", '"c d"'),
        ("a.cfg.json", '{"a": "b"}', True, '"true"'),
        ("a.cfg.json", '{"a": "b"}', 5, '"5"'),
        ("a.cfg.json", '{"a": 1}', False, "false"),
        ("a.cfg.json", '{"a": true}', True, "true"),
        ("a.cfg.json", '{"a": 1}', 5, "5"),
        ("a.cfg.json", '{"a": [1]}', 5, None),
        ("a.config", 'a="b"', "c", '"c"'),
        ("a.config", 'a="b"', '"\\=\b\t\n\f\r', '"\\"\\\\\\=\\b\\t\\n\\f\\r"'),
        ("a.config", 'a="b"', " '#ä", '" \'#ä"'),
        ("a.config", 'a="b"', True, '"true"'),
        ("a.config", 'a="b"', 5, '"5"'),
        ("a.config", 'a=B"true"', False, 'B"false"'),
        ("a.config", 'a=I"1"', False, 'B"false"'),
        ("a.config", 'a=I"1"', 5, 'I"5"'),
        ("a.config", 'a=B"true"', 5, 'I"5"'),
        ("a.config", 'a=L"1"', 5, '"5"'),
        ("a.config", 'a=["b"]', "c", None),
        ("a.cfg", "a=b", "c", "c"),
        ("a.cfg", "a=b", " b =:#!", "\\ b =:#!"),
        ("a.cfg", "a=b", "=b", "\\=b"),
        ("a.cfg", "a=b", ":b", "\\:b"),
        ("a.cfg", "a=b", "\\\n\r\t\f", "\\\\\\n\\r\\t\\f"),
        ("a.cfg", "a=b", "ä\xff\u0100\U0001f600", "ä\xff\\u0100\\ud83d\\ude00"),
        ("a.config", 'a:Integer="5"', 6, '"6"'),
        ("a.config", 'a:Boolean=B"true"', False, '"false"'),
        ("a.cfg", "a=b", True, "true"),
        ("a.cfg", "a=b", 5, "5"),
        ("a.cfg", "a=", "c", "c"),
        ("a.cfg", "a", "c", "=c"),
        ("a.cfg", "a\\", "c", None),
        ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", "c", "c"),
        ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", "<&>\tä~\x7f", "&#60;&#38;&#62;&#9;&#228;~&#127;"),
        ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", "a b\r\n", "a b&#13;&#10;"),
        ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", True, "true"),
        ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", 5, "5"),
        ("a.cfg", f"{JAVA}<entry key='a'></entry></properties>", "cX", "cX"),
        ("a.cfg", f"{JAVA}<entry key='a'/></properties>", "c", None),
        *(
            ("a.cfg", f"{JAVA}<entry key='a'>b</entry></properties>", odd, None)
            for odd in ("\0", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff")
        ),
        (
            "a.cfg",
            f"{JAVA}<entry key='a'>b</entry></properties>",
            "\ue000\ufffd\U0001f600",
            "&#57344;&#65533;&#128512;",
        ),
        ("a.xml", f'{XML} a="b"/>', "c", '"c"'),
        ("a.xml", f'{XML} a="b"/>', "<&>\"'\t\n\r", '"&lt;&amp;>&quot;\'&#9;&#10;&#13;"'),
        ("a.xml", f'{XML} a="b"/>', "{b", '"\\{b"'),
        ("a.xml", f'{XML} a="b"/>', "[b{[", '"\\[b{["'),
        ("a.xml", f'{XML} a="b"/>', "b\\c", '"b\\\\c"'),
        (
            "a.xml",
            f'{XML} a="b"/>',
            "\0\x1f\ud800\udfff\ufffe\uffff\ufffd",
            '"\\u0000\\u001f\\ud800\\udfff\\ufffe\\uffff\ufffd"',
        ),
        ("a.xml", f'{XML} a="b"/>', "Xa b", '"Xa b"'),
        ("a.xml", f'{XML} a="b"/>', "a \0", '"a \\u0000"'),
        ("a.xml", f'{XML} a="b"/>', True, '"true"'),
        ("a.xml", f'{XML} a="b"/>', 5, '"5"'),
        ("a.xml", f'{XML} a="{{Boolean}}true"/>', False, '"{Boolean}false"'),
        ("a.xml", f'{XML} a="{{Long}}1"/>', 5, '"{Long}5"'),
        ("a.xml", f'{XML} a="[b]"/>', "c", None),
    ],
)
def test_what_is_written_in_place_of_a_value(name: str, text: str, value: Any, written: str | None) -> None:
    assert formats.written(*one(name, text), value) == written


@pytest.mark.parametrize(
    ("name", "text", "type", "value", "written"),
    [
        ("a.cfg.json", '{"a": "5"}', "Integer", 5, "5"),
        ("a.cfg.json", '{"a": "true"}', "Boolean", True, "true"),
        ("a.cfg.json", '{"a": ["5"]}', "Integer", 5, None),
        ("a.config", 'a="5"', "Integer", 5, 'I"5"'),
        ("a.config", 'a="true"', "Boolean", True, 'B"true"'),
        ("a.xml", f'{XML} a="5"/>', "Integer", 5, '"{Long}5"'),
        ("a.xml", f'{XML} a="true"/>', "Boolean", True, '"{Boolean}true"'),
    ],
)
def test_the_same_value_in_another_type(name: str, text: str, type: str, value: Any, written: str | None) -> None:
    assert formats.written(*one(name, text), value, type=type) == written


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("a.cfg.json", '{"a": "b"}', '["x", "y\\""]'),
        ("a.cfg.json", '{"a:String": "b"}', None),
        ("a.cfg.json", '{"a": ["b"]}', None),
        ("a.config", 'a="b"', '["x","y\\""]'),
        ("a.config", 'a=T"b"', None),
        ("a.cfg", "a=b", None),
        ("a.xml", f'{XML} a="b"/>', '"[x,y&quot;]"'),
        ("a.xml", f'{XML} a="{{String}}b"/>', None),
    ],
)
def test_a_list_is_written_in_place_of_a_text(name: str, text: str, written: str | None) -> None:
    assert formats.written_list(*one(name, text), ["x", 'y"']) == written


def test_nothing_is_written_into_other_formats() -> None:
    for name, text in (("a.json", '{"a": "b"}'), ("a.yaml", "a: b")):
        document, entry = one(name, text)
        assert formats.written(document, entry, "c") is None
        assert added(document, entry, "b", value=True) is None


# --- beside


@pytest.mark.parametrize(
    ("name", "text", "value", "after"),
    [
        ("a.cfg.json", '{"a": 1}', True, '{"a": 1, "b": true}'),
        ("a.cfg.json", '{"a": 1}', 5, '{"a": 1, "b": 5}'),
        ("a.cfg.json", '{"a":1}', False, '{"a":1, "b":false}'),
        ("a.cfg.json", '{"a" : 1}', False, '{"a" : 1, "b" : false}'),
        ("a.cfg.json", '{"a" /* x */ : 1}', False, '{"a" /* x */ : 1, "b": false}'),
        ("a.cfg.json", '{\n\t"a": 1\n}', True, '{\n\t"a": 1,\n\t"b": true\n}'),
        ("a.cfg.json", '{\r\n  "a": 1\r\n}', True, '{\r\n  "a": 1,\r\n  "b": true\r\n}'),
        ("a.cfg.json", '{\r  "a": 1\r}', True, '{\r  "a": 1,\r  "b": true\r}'),
        ("a.cfg.json", '{ "a": 1,\n  "c": 2}', True, '{ "a": 1, "b": true,\n  "c": 2}'),
        ("a.config", 'a="1"', True, 'a="1"\nb=B"true"'),
        ("a.config", 'a="1"\n', 5, 'a="1"\nb=I"5"\n'),
        ("a.config", 'a = "1"\r\n', False, 'a = "1"\r\nb = B"false"\r\n'),
        ("a.config", 'a\t="1"\r', False, 'a\t="1"\rb\t=B"false"\r'),
        ("a.config", 'a\n="1"\n', True, 'a\n="1"\nb=B"true"\n'),
        ("a.config", '  a="1"\n', True, '  a="1"\nb=B"true"\n'),
        ("a.cfg", "a=1", True, "a=1\nb=true"),
        ("a.cfg", "  a: 1\r\nc=d", 5, "  a: 1\r\n  b: 5\r\nc=d"),
        ("a.cfg", "#\n a = 1\n", 5, "#\n a = 1\n b = 5\n"),
        ("a.cfg", "a 1\n", 5, "a 1\nb=5\n"),
        ("a.cfg", "a\\\n = 1\n", 5, "a\\\n = 1\nb=5\n"),
        ("a.xml", f'{XML} a="1"/>', True, f'{XML} a="1" b="{{Boolean}}true"/>'),
        ("a.xml", f'{XML}\n  a="1"/>', 5, f'{XML}\n  a="1"\n  b="{{Long}}5"/>'),
        ("a.xml", f'{XML}\r\n\ta="1"\r\n/>', 5, f'{XML}\r\n\ta="1"\r\n\tb="{{Long}}5"\r\n/>'),
        ("a.xml", f'{XML}  a="1"/>', 5, f'{XML}  a="1"  b="{{Long}}5"/>'),
        ("a.xml", f'{XML}\n\n  a="1"/>', 5, f'{XML}\n\n  a="1"\n\n  b="{{Long}}5"/>'),
    ],
)
def test_a_property_is_added_beside_another(name: str, text: str, value: bool | int, after: str) -> None:
    document, entry = one(name, text)
    place = added(document, entry, "b", value=value)
    assert place is not None
    assert text[: place[0]] + place[1] + text[place[0] :] == after


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("a.json", '[{"a": 1}]', '[{"a": 1, "b": "c"}]'),
        ("a.json", '[{"a":1}]', '[{"a":1, "b":"c"}]'),
        ("a.json", '[{"z": 0, "a" :1 }]', '[{"z": 0, "a" :1, "b" :"c" }]'),
        ("a.json", '[{\n  "a": 1\n}]', '[{\n  "a": 1,\n  "b": "c"\n}]'),
        ("a.json", '[\r\n{\r\n\t"a": 1\r\n}]', '[\r\n{\r\n\t"a": 1,\r\n\t"b": "c"\r\n}]'),
        ("a.json", '[{"a": 1,\r "z": 2}]', '[{"a": 1,\r "z": 2,\r "b": "c"}]'),
        ("a.yaml", "- a: 1\n", "- b: c\n  a: 1\n"),
        ("a.yaml", "- z: 0\n  a: 1\n", "- z: 0\n  b: c\n  a: 1\n"),
        ("a.yaml", "-   a: 1\r\n", "-   b: c\r\n    a: 1\r\n"),
        ("a.yaml", "- - a: 1\n", "- - b: c\n    a: 1\n"),
        ("a.yaml", "-\n    a: 1\n", "-\n    b: c\n    a: 1\n"),
        ("a.yaml", "x:\n  - a: 1\n", "x:\n  - b: c\n    a: 1\n"),
        ("a.yaml", "- {a: 1}\n", "- {a: 1, b: c}\n"),
        ("a.yaml", '- {"a": 1}\n', '- {"a": 1, "b": "c"}\n'),
        ("a.yaml", "- {'a': 1}\n", "- {'a': 1, 'b': 'c'}\n"),
        ("a.yaml", "- {\n  a: 1\n  }\n", "- {\n  a: 1,\n  b: c\n  }\n"),
        ("a.yaml", "a: 1", "b: c\na: 1"),
        ("a.yaml", "z: 0\r\na: 1", "z: 0\r\nb: c\r\na: 1"),
    ],
)
def test_a_field_is_added_to_an_item(name: str, text: str, after: str) -> None:
    document = read(name, text.encode())
    node: Any = document.root
    while not isinstance(node, Table) or not any(entry.name == "a" for entry in node.entries):
        node = node.items[0] if isinstance(node, Array) else node.entries[-1].value
    at, new = field_added(document, node, "b", "c")
    assert text[:at] + new + text[at:] == after


def test_a_word_is_written_in_the_quotes_that_stand_there() -> None:
    assert [quoted_like(text, "b") for text in ('"a"', "'a'", "a", "")] == ['"b"', "'b'", "b", "b"]


# --- what is salvaged of a .config file behind the place where reading ends


@pytest.mark.parametrize(
    ("text", "salvaged"),
    [
        ("]\na=b\n", [("a", "a", "b", "b")]),
        (']\n a = "b" \n', [("a", "a", '"b"', "b")]),
        (
            ']\na=I"1"\nb=["c"]\nd=X(x\n',
            [("a", "a", 'I"1"', "1"), ("b", "b", '["c"]', '["c"]'), ("d", "d", "X(x", "(x")],
        ),
        (']\na=I1\nb=T"c\\=d"\n', [("a", "a", "I1", "I1"), ("b", "b", 'T"c\\=d"', "c=d")]),
        (']\n#a=b\n"a=b\n[a=b\n(a=b\n=b\n  =b\nab\n', []),
        ("]\na=b\r\nc=d", [("a", "a", "b", "b"), ("c", "c", "d", "d")]),
        ("]\nXa=b\n", [("Xa", "Xa", "b", "b")]),
        ("]\na=\nb=c=d\n", [("a", "a", "", ""), ("b", "b", "c=d", "c=d")]),
        ("] a=b\nc=d\n", [("c", "c", "d", "d")]),
        ('a=I"b\\"c" \nd="e"\n', [("a", "a", 'I"b\\"c"', 'b"c'), ("d", "d", '"e"', "e")]),
        ('a="\\uXYZW"', [("a", "a", '"\\uXYZW"', "uXYZW")]),
        ('a=I["1",\n"b"]\r\n', [("a", "a", 'I["1",\n"b"]', '1",\n"b')]),
        ('a="b"\n]\nc="d"\na="e"\n', [("c", "c", '"d"', "d"), ("a", "a", '"e"', "e")]),
    ],
)
def test_lines_behind_the_end_of_reading_are_salvaged(text: str, salvaged: list[tuple[str, str, str, str]]) -> None:
    document = read("a.config", text.encode())
    found = [
        (one.name, text[one.key.start : one.key.end], text[one.value.span.start : one.value.span.end], one.value.value)
        for one in document.shadowed
        if not isinstance(one.value, Array | Table)
    ]
    assert found == salvaged
    assert [plain(one.value) for one in document.shadowed] == [("String", value) for *_, value in salvaged]


# --- no more than so many problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.cfg.json", "{" + '"a": 1, ' * 200 + '"b": 2}'),
        ("a.cfg.json", "{" + ", ".join(f'"a{number}": null' for number in range(200)) + "}"),
        ("a.cfg.json", "/**//" + "\n/**//" * 200 + "\n{}"),
        ("a.config", 'a="b"\n' * 200),
        ("a.config", "a=b\n" * 200),
        ("a.config", "".join(f'a{number}="b"\nA{number}="b"\n' for number in range(200))),
        ("a.cfg", "a=b\n" * 200),
        ("a.cfg", "a=\\u\n" * 200),
        ("a.xml", XML + "".join(f" a{number}='{{Long}}x'" for number in range(200)) + "/>"),
        ("a.xml", XML + " a='b'" * 200 + "/>"),
        ("a.json", "[" + '{"a": 1, "a": 2}, ' * 200 + "{}]"),
        ("a.json", "[" + "1 " * 200 + "]"),
        ("a.yaml", "a: b\n" * 200),
        ("a.yaml", "? [a]\n: b\n" * 200),
    ],
)
def test_no_more_than_so_many_problems_are_kept(name: str, text: str) -> None:
    assert len(read(name, text.encode()).problems) == 50


def test_yaml_is_read_up_to_its_size() -> None:
    size = 64 << 10
    assert not read("a.yaml", b"a: b\n" + b"#" * (size - 5)).problems
    found = read("a.yaml", b"a: b\n" + b"#" * (size - 4))
    assert [(one.kind, one.span.start, one.span.end, one.reason) for one in found.problems] == [
        ("syntax", 0, 0, "larger than 64 KiB")
    ]
    assert (found.root, found.refused, found.format) == (None, True, "yaml")


def test_yaml_may_nest_50_levels() -> None:
    assert not read("a.yaml", ("[" * 50 + "]" * 50).encode()).problems
    found = read("a.yaml", ("[" * 51 + "]" * 51).encode())
    assert [(one.span.start, one.span.end, one.reason) for one in found.problems] == [
        (50, 51, "nested deeper than 50 levels")
    ]


def test_after_so_many_mistakes_it_is_no_json() -> None:
    found = read("a.json", ("[" + "1 " * 1002 + "]").encode())
    assert isinstance(found.root, Array)
    assert len(found.root.items) == 1000
    assert found.root.span.end == 2 * 1000 + 1
