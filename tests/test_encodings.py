"""Which encoding a file is read in, where it is damaged, and what a document says of it all."""

from __future__ import annotations

import pytest
from reading import read
from strategies import HEAD

from aemlint import formats
from aemlint.formats import plain
from aemlint.formats.offsets import offsets
from aemlint.formats.tree import Array, Document, Entry, Problem, Scalar, Table
from aemlint.formats.xml_text import Characters, Tag, unescaped
from aemlint.source import Source, Span, decoded

BODY = f"<jcr:root {HEAD} jcr:primaryType='sling:OsgiConfig' a='ä€' b='c'/>"


def declared(name: str) -> str:
    return f"<?xml version='1.0' encoding='{name}'?>{BODY}"


@pytest.mark.parametrize(
    ("data", "encoding", "value"),
    [
        (BODY.encode(), "utf-8", "ä€"),
        (("\ufeff" + BODY).encode(), "utf-8", "ä€"),
        (("\ufeff" + BODY).encode("utf-16-le"), "utf-16-le", "ä€"),
        (("\ufeff" + BODY).encode("utf-16-be"), "utf-16-be", "ä€"),
        (("\ufeff" + declared("UTF-16")).encode("utf-16-le"), "utf-16-le", "ä€"),
        *((declared(name).encode(), "utf-8", "ä€") for name in ("UTF-8", "utf8")),
        *((declared(name).replace("ä€", "x").encode(), "utf-8", "x") for name in ("US-ASCII", "ascii")),
        *(
            (declared(name).replace("€", "").encode("latin-1"), name, "ä")
            for name in ("iso-8859-1", "latin-1", "latin1")
        ),
        (declared("windows-1252").encode("cp1252"), "windows-1252", "ä€"),
        (declared("iso-8859-15").encode("iso-8859-15"), "iso-8859-15", "ä€"),
        (declared("ISO-8859-1").replace("€", "").encode("latin-1"), "iso-8859-1", "ä"),
        (f'<?xml version="1.0" encoding = "latin1" ?>{BODY}'.replace("€", "").encode("latin-1"), "latin1", "ä"),
        (f"<?xml version='1.0' encoding\n=\t'latin1'?>{BODY}".replace("€", "").encode("latin-1"), "latin1", "ä"),
        (b"\xef\xbb\xbf" + declared("utf-8").encode(), "utf-8", "ä€"),
        (f"<?xml version='1.0'?><!-- encoding='latin1' -->{BODY}".encode(), "utf-8", "ä€"),
    ],
)
def test_a_document_is_read_in_its_encoding(data: bytes, encoding: str, value: str) -> None:
    found = read("a.xml", data)
    assert (found.source.encoding, found.source.damage) == (encoding, None)
    assert found.source.text.encode(encoding) == data
    assert {entry.name: entry.value.value for entry in found.entries} == {"a": value, "b": "c"}  # type: ignore[union-attr]
    text = found.source.text
    assert [text[entry.value.span.start : entry.value.span.end] for entry in found.entries] == [f"'{value}'", "'c'"]
    assert not found.problems
    assert not found.refused


@pytest.mark.parametrize(
    ("data", "start", "end"),
    [
        (declared("x-odd").encode(), 0, 1),
        (declared("utf-16").encode(), 0, 1),
        (declared("utf-8").encode("cp1252"), declared("utf-8").index("ä"), declared("utf-8").index("ä") + 1),
    ],
)
def test_what_cannot_be_decoded_is_said(data: bytes, start: int, end: int) -> None:
    found = read("a.xml", data)
    assert [(one.kind, one.reason, one.span) for one in found.problems] == [
        ("unreadable", "bytes that are no text in the file's encoding", Span(start, end))
    ]
    assert found.refused
    assert [entry.name for entry in found.entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "text", "damage"),
    [
        (b"abc", "abc", None),
        (b"\xffabc", "\ufffdabc", 0),
        ("ä".encode() + b"\xff", "ä\ufffd", 1),
        (b"a\xed\xa0\x80b", "a\ufffdb", 1),
        (b"a\xed\xbf\xbfb", "a\ufffdb", 1),
        (b"\xed\x9f\xbf", "\ud7ff", None),
        (b"\xff\xed\x9f\xbf", "\ufffd\ud7ff", 0),
        (b"\xed\xa0\x80\xed\xb0\x80", "\ufffd\ufffd", 0),
        (b"\xff\xed\xc0\x80", "\ufffd\ufffd\ufffd\ufffd", 0),
    ],
)
def test_bytes_that_are_no_text(data: bytes, text: str, damage: int | None) -> None:
    found = decoded("a", data)
    assert found.text == text
    assert found.damage == (None if damage is None else Span(damage, damage + 1))


# --- what an XML parser does not tell


@pytest.mark.parametrize(
    ("text", "attributes", "end"),
    [
        ("<a/>", [], 4),
        ("<a>", [], 3),
        ("<a >x", [], 4),
        ("<a b='c'/>", [("b", "b", "'c'", "c")], 10),
        ('<a\n b\t=\r"c"  d = \'e"\'>f', [("b", "b", '"c"', "c"), ("d", "d", "'e\"'", 'e"')], 22),
        ("<a b>", [], 5),
        ("<a b=c>", [], 5),
        ("<a b='c' d>", [("b", "b", "'c'", "c")], 11),
        ("<a b='c", [("b", "b", "'c", "c")], 7),
        ("<a b='c\nd", [("b", "b", "'c", "c")], 7),
        ("<a b='>' c='/>'/>", [("b", "b", "'>'", ">"), ("c", "c", "'/>'", "/>")], 17),
        ("<a b='c'<", [("b", "b", "'c'", "c")], 8),
        ("<a b=''/x", [("b", "b", "''", "")], 7),
        ("<a", [], 2),
        ("<", [], 1),
        ("<a =", [], 4),
    ],
)
def test_the_attributes_of_a_tag_and_its_end(text: str, attributes: list[tuple[str, ...]], end: int) -> None:
    tag = Tag(text, 0)
    assert [
        (one.name, text[one.span.start : one.span.end], text[one.value_span.start : one.value_span.end], one.raw)
        for one in tag.attributes
    ] == attributes
    assert tag.end == end
    moved = Tag(f"xyz{text}", 3)
    assert [one.span.start - 3 for one in moved.attributes] == [one.span.start for one in tag.attributes]
    assert moved.end == end + 3


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("a", "a"),
        ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"),
        ("a&amp;b", "a&b"),
        ("&amp;amp;", "&amp;"),
        ("&#65;&#x41;&#x1f600;&#00065;", "AA\U0001f600A"),
        ("&#x10FFFF;", "\U0010ffff"),
        ("&#1114111;", "\U0010ffff"),
        ("&#x110000;", "&#x110000;"),
        ("&#12345678;", "&#12345678;"),
        ("&#xg;", "&#xg;"),
        ("&#6 5;", "&#6 5;"),
        ("&#-5;", "&#-5;"),
        ("&#1_0;", "&#1_0;"),
        ("&#٦٥;", "&#٦٥;"),
        ("&#x1_0;", "&#x1_0;"),
        ("&odd;", "&odd;"),
        ("&LT;", "&LT;"),
        ("a & b", "a & b"),
        ("&lt", "&lt"),
        ("&a&lt;b", "&a<b"),
        ("a\tb\nc\r\nd\re", "a b c d e"),
        ("&#9;&#10;", "\t\n"),
    ],
)
def test_an_attribute_after_xml(raw: str, text: str) -> None:
    assert unescaped(raw) == text


def test_bytes_and_characters_are_counted_together() -> None:
    for text in ("abc", "aä€😀b", "\ufeffa", "ä"):
        data = text.encode()
        places = [len(text[:at].encode()) for at in range(len(text) + 1)]
        characters = Characters(text, data)
        assert [characters.at(byte) for byte in places] == list(range(len(text) + 1))
        assert [characters.at(byte) for byte in reversed(places)] == list(range(len(text), -1, -1))


def test_offsets_of_a_text_with_pieces_taken_out() -> None:
    # "ab" at 0, "cd" at 5, "" at 9, "e" at 12 of 20 characters
    found = offsets(["ab", "cd", "", "e"], [0, 5, 9, 12], 20)
    assert [found.at(offset) for offset in range(6)] == [0, 1, 5, 6, 12, 20]
    assert [found.span(*one) for one in ((0, 2), (1, 3), (2, 4), (0, 5), (2, 2), (5, 5))] == [
        *(Span(0, 2), Span(1, 6), Span(5, 7), Span(0, 13), Span(5, 5), Span(20, 20))
    ]


# --- documents


def test_the_first_mistakes_each_at_its_own_place() -> None:
    source = Source("a", "x" * 40)
    problems = [Problem("syntax", Span(at // 2, at + 1), str(at)) for at in range(40)]
    assert [one.reason for one in Document(source, "json", None, problems=problems).mistakes] == [
        str(at) for at in range(0, 20, 2)
    ]
    unreadable = [*problems, Problem("unreadable", Span(0, 1), "x")]
    assert Document(source, "json", None, problems=unreadable).mistakes == []
    assert Document(source, "json", None).mistakes == []


def test_what_a_document_has_where_nothing_is_said() -> None:
    source = Source("a", "")
    bare = Document(source, "json", None)
    assert [*bare.comments, *bare.problems, *bare.shadowed] == []
    assert (bare.refused, bare.configuration) == (False, True)
    assert (bare.entries, bare.whole, bare.plain, bare.read) == ([], bare, False, True)
    entry = Entry(Span(0, 0), "a", Scalar(Span(0, 0), 1, "Long"))
    assert entry.declared is None
    assert Document(source, "json", Table(Span(0, 0), [entry])).entries == [entry]
    assert Document(source, "json", Array(Span(0, 0), [], "array")).entries == []


def test_scalars_compare_by_content() -> None:
    one = Scalar(Span(0, 1), "a", "String")
    assert one == Scalar(Span(0, 1), "a", "String")
    assert hash(one) == hash(Scalar(Span(0, 1), "a", "String"))
    for other in (
        Scalar(Span(0, 2), "a", "String"),
        Scalar(Span(0, 1), "b", "String"),
        Scalar(Span(0, 1), "a", "x"),
        "a",
    ):
        assert one != other


def test_what_is_read_later() -> None:
    known = formats.unremarkable("a.cfg.json", b'{"a": 1}', "cloud")
    assert (known.plain, known.read, known.whole, known.source.text) == (True, True, known, '{"a": 1}')
    assert [*known.comments, *known.problems, *known.shadowed] == []
    assert (known.refused, known.configuration) == (False, True)
    assert [entry.name for entry in (*known.entries, *known.entries)] == ["a", "a"]
    asked: list[int] = []

    def reader() -> Document:
        asked.append(1)
        return formats.configuration("a.cfg.json", b'{"a": 1}', "cloud")

    unknown = formats.unopened(reader)
    assert (unknown.plain, unknown.read, unknown.format, asked) == (True, False, "cfg.json", [])
    assert unknown.source.text == '{"a": 1}'
    assert unknown.read
    assert unknown.whole is not unknown
    assert unknown.whole is unknown.whole
    assert asked == [1]


@pytest.mark.parametrize(
    ("name", "data", "quick"),
    [
        ("a.cfg.json", b'{"a": 1}', True),
        ("a.cfg.json", b'{"a": 1,}', False),
        ("a.cfg.json", b'{"a": 1, "a": 2}', False),
        ("a.config", b'a="b"\n', True),
        ("a.config", b"a=b\n", False),
        ("a.cfg", b"a=b", True),
        ("a.cfg", b"a=b\na=c", False),
        ("a.xml", BODY.encode(), True),
        ("a.xml", b"<a/>", False),
        ("a.xml", b"<a", False),
    ],
)
def test_a_configuration_without_anything_remarkable_keeps_no_tree(name: str, data: bytes, quick: bool) -> None:
    found = formats.unremarkable(name, data, "cloud")
    assert found.plain is quick
    whole = formats.configuration(name, data, "cloud")
    assert found.format == whole.format
    assert [entry.name for entry in found.entries] == [entry.name for entry in whole.entries]
    assert [one.reason for one in found.problems] == [one.reason for one in whole.problems]


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("a.cfg.json", "cfg.json"),
        ("a.config", "config"),
        ("a.cfg", "properties"),
        ("a.properties", "properties"),
        ("a.xml", "xml"),
        *((path, None) for path in ("a.json", "a.CFG.JSON", "a.yaml", "a", "config", "a.cfg.json.bak")),
    ],
)
def test_a_format_is_told_by_the_name(path: str, format: str | None) -> None:
    assert formats.format_of(path) == format


@pytest.mark.parametrize(
    ("path", "format"), [("a.json", "json"), ("a.yaml", "yaml"), ("a.yml", "yaml"), ("a.txt", "json")]
)
def test_other_documents_are_json_or_yaml(path: str, format: str) -> None:
    assert formats.document(path, b'{"a": 1}').format == format


def test_long_files_and_long_numbers_are_left_to_the_reader_proper() -> None:
    for text, known in (
        ('{"a": ' + "1" * 15 + "}", True),
        ('{"a": ' + "1" * 16 + "}", False),
        ('{"a": "' + "x" * ((64 << 10) - 9) + '"}', True),
        ('{"a": "' + "x" * ((64 << 10) - 8) + '"}', False),
    ):
        assert (plain.comments(decoded("a.cfg.json", text.encode()), "cloud") is not None) is known
