"""What one would not guess of a format, one line each: what is written, and what AEM makes of it."""

from __future__ import annotations

from typing import Any

import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st
from reading import plain, read

from aemlint import formats
from aemlint.formats.cfg_json import document
from aemlint.source import Source

HEAD = f"<jcr:root {made.HEAD} jcr:primaryType='sling:OsgiConfig'"
# Format, text, properties; None where the file is refused.
READ: list[tuple[str, str, dict[str, Any] | None]] = [
    # A backslash before a line end continues a line that has something on it.
    ("a.cfg", "a=b\\\n  c\n", {"a": "bc"}),
    ("a.cfg", "a=\\\n#b\n", {"a": "#b"}),
    ("a.cfg", "\\\n# a comment\nb=c\n", {"b": "c"}),
    ("a.cfg", "\\\n\nb=c\n", {"b": "c"}),
    ("a.cfg", "\\\n", {"": ""}),
    ("a.cfg", "a=\\u00\\\n41\n", {"a": "A"}),
    ("a.cfg", "\\u00e4=\\ud83d\\ude00\n", {"ä": "😀"}),
    # A lone CR is a line end, and at the end of a file the end of reading.
    ("a.config", 'a="x\ry"\n', {"a": "x\ny"}),
    ("a.config", 'a="x\\\ry"\n', {"a": "x\ny"}),
    ("a.config", 'a=["x", \\\r "y"]\n', {"a": ["x", "y"]}),
    ("a.config", 'a="x"\r', None),
    ("a.config", 'a="\\u12', {"a": ""}),
    ("a.config", 'a="\\u+041"\n', {"a": "A"}),
    ("a.config", 'a\\ ="x"\n', {"a": "x"}),
    ("a.config", 'a\xa0="x"\n', {"a\xa0": "x"}),
    # OrderedDictionary's idea of names that differ in case only.
    ("a.cfg.json", '{"ßa": 1, "ßA": 2}', None),
    ("a.cfg.json", '{"i": 1, "ı": 2}', None),
    ("a.cfg.json", '{"k": 1, "\u212a": 2}', {"k": 1, "\u212a": 2}),
    ("a.cfg.json", '{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
    ("a.cfg.json", '{"a:Integer": "' + "0" * 5000 + '7"}', {"a": 7}),
    ("a.cfg.json", '{"a:Double": "-0x1p99999"}', {"a": "-Infinity"}),
    # A stray slash is forgotten where a comment or nothing more follows, else it is written where it harms.
    ("a.cfg.json", '{"a": /"b"/**/}', {"a": "b"}),
    ("a.cfg.json", '{"a": /"b"/ }', None),
    ("a.cfg.json", '{"a": 1}/', {"a": 1}),
    ("a.xml", f"{HEAD} a='{{a\\b'/>", {"a": "a\\b"}),
    ("a.xml", f"{HEAD} a='\\u1g00'/>", {"a": "\u0f00"}),
    ("a.xml", f"{HEAD} a='\\u00g1'/>", None),
    ("a.xml", f"{HEAD} a='\\ud83d\\ude00'/>", {"a": "😀"}),
    ("a.xml", f"{HEAD} a='{{Date}}2024-01-02T03:04:05Z' b='c'/>", {"b": "c"}),
    ("a.xml", f"{HEAD} a='{{Date}}1970-01-01T01:00:00.001+01:00'/>", {"a": 1}),
    ("a.xml", f"{HEAD} a='&#65;&amp;&#x1F600;'/>", {"a": "A&😀"}),
]


@pytest.mark.parametrize(("name", "text", "wanted"), READ)
def test_what_aem_reads(name: str, text: str, wanted: dict[str, Any] | None) -> None:
    found = read(name, text.encode("utf-8"))
    got = {entry.name: getattr(entry.value, "value", None) for entry in found.entries}
    lists = {
        entry.name: [item.value for item in entry.value.items] for entry in found.entries if got[entry.name] is None
    }
    assert (None if found.refused else {**got, **lists}) == wanted
    assert not found.refused or found.problems


# Format, text, the very text that is marked, what is said of it.
MARKED = [
    ("a.config", '// note\na="b"\n', "// note", "this becomes part of the name of the next property"),
    ("a.config", "a=b c=d\n", "b c=d", "a value without quotes is dropped"),
    ("a.cfg.json", '{"a": "b,\n  "c": "d"\n}', '"', "a text without a closing quote"),
    ("a.cfg.json", '{"a": "b\nc"}', "\n", "a control character inside a text"),
    ("a.config", "# a comment", "#", "a comment without a line end, and nothing else"),
    ("a.cfg.json", '{"a": 1} /* b', "/*", "a comment that never ends"),
    ("a.json", '{"portOrig": 1e999}', "1e999", "a number that is too large"),
    ("a.xml", "<a><b></b>\n", "\n", "an element that never ends"),
    ("a.xml", "<!-- a -->\n", "\n", "there is no element in it"),
    ("a.yaml", "a: &b c\n", "&b c", "an anchor, which these files do not need"),
    ("a.yaml", "a: !b c\n", "!b c", "a tag, which these files do not need"),
    ("a.yaml", "a: b\n---\nc: d\n", "---", "a second document"),
    ("a.yaml", "? [a]\n: b\n", "[a]", "a key that is no text"),
]


@pytest.mark.parametrize(("name", "text", "marked", "reason"), MARKED)
def test_where_a_problem_is(name: str, text: str, marked: str, reason: str) -> None:
    problems = read(name, text.encode("utf-8")).problems
    assert (marked, reason) == (text[problems[0].span.start : problems[0].span.end], problems[0].reason)


def test_a_member_behind_a_missing_quote_is_still_seen() -> None:
    found = read("a.cfg.json", b'{\n  "smtp.host": "a,\n  "smtp.password": "Walnut!Ladder58"\n}')
    assert ("smtp.password", ("String", "Walnut!Ladder58")) in [
        (entry.name, plain(entry.value)) for entry in found.entries
    ]


def test_comments_in_yaml_are_those_outside_of_texts() -> None:
    found = read("a.yaml", b"# a\r\nb: 'c # d' # e\nf#g: \"#h\"\ni: |\n  # j\n# k")
    assert [comment.text for comment in found.comments] == [" a", " e", " k"]


def test_a_long_line_of_values_without_quotes_is_kept_once() -> None:
    found = read("a.config", b"a=1 " * 20_000)
    assert sum(len(entry.value.value) for entry in found.shadowed if isinstance(entry.value.value, str)) < 300_000


@pytest.mark.parametrize("body", ["<entry key='k'>v</entry>", "<entry key='k'/>", "<entry key='k' x='>'>v</entry>"])
def test_xml_properties_are_written_as_xml_or_not_at_all(body: str) -> None:
    head = "<!DOCTYPE properties SYSTEM 'http://java.sun.com/dtd/properties.dtd'><properties>"
    found = read("a.properties", f"{head}{body}</properties>".encode())
    (entry,) = found.entries
    written = formats.written(found, entry, "a<&>ä😀")
    assert (written is None) == body.endswith("/>")
    if written is not None:
        text, span = found.source.text, entry.value.span
        again = read("a.properties", f"{text[: span.start]}{written}{text[span.end :]}".encode())
        assert [plain(one.value) for one in again.entries] == [("String", "a<&>ä😀")]


def test_a_continued_line_of_nothing_is_skipped() -> None:
    for text in (b"\\\na=b", b"\\\r\na=b", b"\\\r\n\\\n a=b"):
        assert [(one.name, plain(one.value)) for one in read("a.cfg", text).entries] == [("a", ("String", "b"))]


def test_java_xml_in_an_encoding_that_nobody_knows() -> None:
    head = '<?xml version="1.0" encoding="%s"?><!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">'
    body = '<properties><entry key="a">b</entry></properties>'
    assert not read("a.cfg", (head % "UTF-8" + body).encode()).problems
    assert read("a.cfg", (head % "x-nobody" + body).encode()).refused


def test_a_reader_of_config_that_stops_at_once_says_so() -> None:
    problems = read("a.config", b"= x\n").problems
    assert [(one.kind, one.span.start, one.span.end) for one in problems] == [("syntax", 0, 1)]


def test_white_space_of_an_attribute_is_written_as_references() -> None:
    head = 'xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'
    text = f'<jcr:root {head} jcr:primaryType="sling:OsgiConfig" a="b"/>'
    document = read("a.xml", text.encode())
    (entry,) = [one for one in document.entries if one.name == "a"]
    written = str(formats.written(document, entry, "\t<b>\r\n\"'&"))
    assert "\t" not in written
    assert "\n" not in written
    again = read("a.xml", (text[: entry.value.span.start] + written + text[entry.value.span.end :]).encode())
    assert [plain(one.value) for one in again.entries if one.name == "a"] == [("String", "\t<b>\r\n\"'&")]


def test_a_value_behind_a_bare_key_gets_a_sign() -> None:
    found = read("a.cfg", b"a\nb\n")
    assert formats.written(found, found.entries[0], "x") == "=x"
    # What is written behind a backslash would be part of the key, or be escaped; as would be what is continued.
    for text in (b"\\", b"\r\\", b"a\\", b"a=\\", b"a \\\n \\", b"a\\\n ", b"a\\\r\n\\\r\t", b"a\\\n\\"):
        found = read("a.cfg", text)
        assert formats.written(found, found.entries[0], "no") is None
    for text in (b"a=\\\n", b"a\\\n =", b"a \\\n ", b"a\\\n b\\\n :\\\n ", b"a\\\r\n="):
        found = read("a.cfg", text)
        entry = found.entries[0]
        edited = text.decode()[: entry.value.span.start] + str(formats.written(found, entry, "no"))
        assert [(one.name, plain(one.value)) for one in read("a.cfg", edited.encode()).entries] == [
            (entry.name, ("String", "no"))
        ]


def remover(text: str) -> str:
    """cm.json's, as formats are described: character by character, with no memory but the previous one."""
    kept, previous, escaped = [], "", False
    string = line = block = stray = False
    for one in text:
        if line:
            line = one != "\n"
            kept.append("" if line else one)
        elif block:
            block = one != "/" or previous != "*"
            kept.append(one if one == "\n" else "")
        elif string:
            kept.append(one)
            string, escaped = one != '"' or escaped, one == "\\" and not escaped
        elif one in "/*" and previous == "/":
            line, block, stray = one == "/", one == "*", False
        elif one == "/":
            stray = True
        else:
            string, escaped = one == '"', False
            kept.append("/" if stray and one not in '*"' else "")
            stray = stray and one in '*"'
            kept.append(one)
        previous = one
    return "".join(kept)


@given(
    st.lists(
        st.sampled_from(made.pieces('"a" "\\"" "//" / // /* */ * <LF> <SP> 1 true , : " \\ /**/ { } "a":1')),
        max_size=14,
    )
)
def test_comments_go_as_the_real_remover_has_it(pieces: list[str]) -> None:
    text = "{" + "".join(pieces) + "}"
    found, expected = document(Source("a.cfg.json", text)), document(Source("a.cfg.json", f"{remover(text)}\n"))
    clean = not expected.refused and "/" not in remover(text)
    assert not clean or plain(found.root) == plain(expected.root)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("{} /* abc", [" abc"]),
        ("{} /* abc */", [" abc "]),
        ("{} // abc", [" abc"]),
        ("{} /* a *// b\n", [" a *// b"]),
        ("{} /*/ // x", ["", " x"]),
        ("{} /*", [""]),
        ("{} /", []),
    ],
)
def test_a_comments_text_is_all_of_it(text: str, comments: list[str]) -> None:
    document = formats.configuration("config/a.cfg.json", text.encode(), "cloud")
    assert [comment.text for comment in document.comments] == comments
