"""Comments that silence, in process: what each covers to the line, what it is called, and what its removal takes."""

from __future__ import annotations

from typing import Any

import pytest
from reading import read
from small import rule

from aemlint.engine.rulebook import Rulebook
from aemlint.engine.silence import silenced, unused
from aemlint.engine.suppression import Suppression, suppressions
from aemlint.formats.tree import Document
from aemlint.hit import Hit
from aemlint.source import Place, Source, Span

BOOK = Rulebook({id: rule({}, id=id) for id in ("host/one", "host/two", "port/one")}, {}, {})


def renamed(name: str) -> str:
    return "host/one" if name == "old/one" else name


def found(name: str, text: str) -> list[Suppression]:
    document = read(name, text.encode())
    assert document.source.text == text
    return suppressions(document, renamed)


def told(one: Suppression) -> tuple[str, list[str], tuple[int, int] | None]:
    """The very mark, the names with their very texts, the first and the last line."""
    text = one.source.text
    names = [f"{name} <{text[span.start : span.end]}>" for name, span in one.names]
    return text[one.word.start : one.word.end], names, None if one.lines is None else (one.lines[0], one.lines[-1])


ONE, ALL = "aemlint: ignore[host/one]", "aemlint: ignore-file[host/one]"
NAMED = ["host/one <host/one>"]
XML = '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"\n  jcr:primaryType="sling:OsgiConfig"\n  a="b"/>\n'
SIGN_IN_XML = XML.replace("a=", 'c=">"\n  a=')
ROWS: list[tuple[str, str, list[tuple[str, list[str], tuple[int, int] | None]]]] = [
    ("a.cfg.json", '{"a": 1}', []),
    ("a.cfg.json", '{"a": "// aemlint: ignore[host]"}', []),
    ("a.cfg.json", f'{{"a": 1}} // {ONE}', [(ONE, NAMED, (1, 1))]),
    ("a.cfg.json", f'// {ONE}\n{{"a": 1}}\n', [(ONE, NAMED, (1, 2))]),
    ("a.cfg.json", f'\n  // {ONE}\n{{"a": 1}}\n', [(ONE, NAMED, (2, 3))]),
    ("a.cfg.json", f'{{"a": 1}}\n// {ONE}', [(ONE, NAMED, (2, 3))]),
    ("a.cfg.json", f'/* one\n{ONE}\n*/\n{{"a": 1}}\n', [(ONE, NAMED, (1, 4))]),
    ("a.cfg.json", f'{{"a": 1}} /* {ONE}\n*/', [(ONE, NAMED, (1, 2))]),
    ("a.cfg.json", f'// {ONE}\n// more\n/* and */\n{{"a": 1}}\n', [(ONE, NAMED, (1, 4))]),
    ("a.cfg.json", f'// {ONE}\n\n{{"a": 1}}\n', [(ONE, NAMED, (1, 2))]),
    (
        "a.cfg.json",
        f'// {ONE}\n// {ONE}\n// {ONE}\n{{"a": 1}}\n',
        [(ONE, NAMED, (1, 4)), (ONE, NAMED, (2, 4)), (ONE, NAMED, (3, 4))],
    ),
    (
        "a.cfg.json",
        f'// {ONE} {ALL}\n{{"a": 1}}\n',
        [(ONE, NAMED, (1, 2)), (ALL, NAMED, None)],
    ),
    ("a.cfg.json", f'// {ALL}\n{{"a": 1}}\n', [(ALL, NAMED, None)]),
    (
        "a.cfg.json",
        '// aemlint:ignore[old/one,  port ,host]\n{"a": 1}\n',
        [
            (
                "aemlint:ignore[old/one,  port ,host]",
                ["host/one <old/one>", "port <port>", "host <host>"],
                (1, 2),
            )
        ],
    ),
    ("a.cfg.json", "// aemlint:   ignore[a]\n{}\n", [("aemlint:   ignore[a]", ["a <a>"], (1, 2))]),
    (
        "a.cfg.json",
        "// aemlint: ignore[A, b c, , d]\n{}\n",
        [("aemlint: ignore[A, b c, , d]", ["A <A>", "b c <b c>", "d <d>"], (1, 2))],
    ),
    ("a.cfg.json", "// aemlint: ignore[]\n{}\n", [("aemlint: ignore", [], (1, 2))]),
    ("a.cfg.json", "// aemlint: ignore [a]\n{}\n", [("aemlint: ignore", [], (1, 2))]),
    ("a.cfg.json", "// aemlint: ignore\n{}\n", [("aemlint: ignore", [], (1, 2))]),
    ("a.cfg.json", "// aemlint: ignore[a\n{}\n", [("aemlint: ignore", ["a <a>"], (1, 2))]),
    ("a.cfg.json", "// aemlint: ignore[a, B, c\n{}\n", [("aemlint: ignore", ["a <a>", "B <B>"], (1, 2))]),
    ("a.cfg.json", "// aemlint: ignored[a]\n{}\n", [("aemlint: ignore", [], (1, 2))]),
    ("a.cfg.json", "// aemlint: disable[a]\n{}\n", []),
    ("a.cfg.json", "// aemlint:\n{}\n", []),
    ("a.config", f'# {ONE}\na="b"\n', [(ONE, NAMED, (1, 2))]),
    ("a.cfg", f"! {ONE}\n! more\na=b\n", [(ONE, NAMED, (1, 3))]),
    ("a.cfg", f"\t# {ONE}\r\na=b\r\n", [(ONE, NAMED, (1, 2))]),
    ("a.xml", f"<!-- {ONE} -->\n{XML}", [(ONE, NAMED, (1, 4))]),
    ("a.cfg", f"# {ONE}\na=\\\n  b\\\\\nc=d", [(ONE, NAMED, (1, 3))]),
    ("a.cfg", f"# {ONE}\n# {ONE}\na=\\\n\\\nb\nc=d", [(ONE, NAMED, (1, 5)), (ONE, NAMED, (2, 5))]),
    ("a.cfg", f"# {ONE}\\\na=b\nc=d", [(ONE, NAMED, (1, 2))]),
    ("a.config", f'# {ONE}\na=[ \\\n  "b", \\\n  ]\nc="d"', [(ONE, NAMED, (1, 4))]),
    ("a.xml", f"<!-- {ONE} -->\n<!-- more -->\n{XML}", [(ONE, NAMED, (1, 5))]),
    (
        "a.xml",
        f"<!-- {ONE} -->\n\n<!-- a > b\n --><?a <b> ?>\n<!-- {ONE} --> {XML}",
        [(ONE, NAMED, (1, 7)), (ONE, NAMED, (5, 7))],
    ),
    ("a.xml", f"<!-- {ONE} -->\n{SIGN_IN_XML}", [(ONE, NAMED, (1, 5))]),
    ("a.xml", f"{XML[:-3]}>\n<!-- {ONE} -->\n</jcr:root>", [(ONE, NAMED, (4, 5))]),
    ("a.xml", f"{XML[:-3]}> <!-- {ONE} -->\n<a\nb='c'/></jcr:root>", [(ONE, NAMED, (3, 3))]),
    ("a.xml", f"{XML}<!-- {ONE} -->\n", [(ONE, NAMED, (4, 5))]),
    ("a.xml", f"{XML}<!-- {ONE}\n -->", [(ONE, NAMED, (4, 6))]),
    ("a.xml", f"<?xml version='1.0'?> <!-- {ONE} -->\n{XML}", [(ONE, NAMED, (1, 4))]),
    ("a.yaml", f"# {ONE}\na: b\n", [(ONE, NAMED, (1, 2))]),
    ("a.yaml", f"a: b # {ONE}\n", [(ONE, NAMED, (1, 1))]),
    ("a.yaml", f'a: "# {ONE}"\n', []),
    # A comment that no reader saw: where a file cannot be read.
    ("a.yaml", f'a: "b\n# {ONE}\n', [(ONE, NAMED, (2, 3))]),
    ("a.yaml", f'a: "b # {ONE}', [(ONE, NAMED, (1, 1))]),
    ("a.yaml", f'# {ONE}\r\na: "b\r\n', [(ONE, NAMED, (1, 2))]),
    ("a.yaml", f'a: "b\n{ONE}', []),
    ("a.yaml", f'a: "b#{ONE}', []),
]


@pytest.mark.parametrize(("name", "text", "wanted"), ROWS)
def test_what_a_comment_says_and_covers(name: str, text: str, wanted: list[Any]) -> None:
    assert [told(one) for one in found(name, text)] == wanted


def test_a_file_of_another_kind_has_comments_too() -> None:
    text = f"setup <!-- {ONE} -->\n# {ONE}\nx#{ONE}\n"
    got = suppressions(Document(Source("a.sh", text), "text", None), renamed)
    assert [told(one) for one in got] == [(ONE, NAMED, (1, 1)), (ONE, NAMED, (2, 3))]
    assert [one.comment for one in got] == [Span(6, text.index("\n")), Span(text.index("\n") + 1, text.index("\nx"))]


def test_a_comment_may_begin_a_file_of_another_kind() -> None:
    for text, wanted in (
        (f"# {ONE}\n", [(1, 2)]),
        (f"<!-- {ONE} -->", [(1, 2)]),
        (f"{ONE}\n\t# {ONE}", [(2, 3)]),
        (f"a\n# {ONE}\r\nb", [(2, 3)]),
        (f"a # {ONE}\nb # {ONE}", [(1, 1), (2, 2)]),
    ):
        got = suppressions(Document(Source("a.sh", text), "text", None), renamed)
        assert [told(one) for one in got] == [(ONE, NAMED, lines) for lines in wanted], text
        assert not any(text[one.comment.end - 1] in "\r\n" for one in got if "\r" not in text)
    for format in ("xml", "config"):
        assert suppressions(Document(Source("a", f"# {ONE}"), format, None), renamed) == []


@pytest.mark.parametrize(
    ("path", "text", "comment", "lines"),
    [
        ("Jenkinsfile", f"// {ONE} why\nsh 'a'", f"// {ONE} why", (1, 2)),
        ("ci/Jenkinsfile.dev", f"sh 'a' // {ONE}\r\n", f"// {ONE}", (1, 1)),
        ("a.groovy", f"/* {ONE} */ sh 'a'\n", f"/* {ONE} */", (1, 2)),
        ("a.groovy", f"// see http://a/b {ONE}\nsh 'a'", f"// see http://a/b {ONE}", (1, 2)),
        ("a.groovy", f'sh "a\n# {ONE}\na"', f"# {ONE}", (2, 3)),
        ("a.bat", f"REM {ONE}\r\n:: more\r\n@rem and\r\na\r\n", f"REM {ONE}", (1, 4)),
        ("a.cmd", f"@rem {ONE}\na", f"@rem {ONE}", (1, 2)),
        ("a.cmd", f":: {ONE}\na", f":: {ONE}", (1, 2)),
        ("a.md", f"<!-- {ONE} --> a\nb", f"<!-- {ONE} -->", (1, 2)),
        ("a.sh", f"// {ONE}\na", None, None),
        ("a.bat", f"harem {ONE}\na", None, None),
        ("a.bat", f"// {ONE}\na", None, None),
    ],
)
def test_comments_of_a_file_are_those_of_its_kind(path: str, text: str, comment: str | None, lines: Any) -> None:
    got = suppressions(Document(Source(path, text), "text", None), renamed)
    assert [told(one) for one in got] == ([] if comment is None else [(ONE, NAMED, lines)])
    assert [text[one.comment.start : one.comment.end] for one in got] == ([] if comment is None else [comment])


def test_a_list_without_end_costs_no_more_than_so_many_names() -> None:
    text = "// aemlint: ignore[" + "a," * 300 + "\n{}"
    (one,) = found("a.cfg.json", text)
    assert len(one.names) == 200
    long = "// aemlint: ignore[" + " " * (1 << 14) + "a]\n{}"
    (one,) = found("a.cfg.json", long)
    assert one.names == []


# --- which hits it silences


TEXT = "\n".join("abcdefghij")


def covering(source: Source, *names: str, lines: range | None) -> Suppression:
    return Suppression(source, Span(0, 1), Span(0, 1), [(name, Span(0, 1)) for name in names], lines)


def hit(source: Source, line: int) -> Hit:
    start = source.line_starts()[line - 1]
    return Hit(Place(source, Span(start, start + 1)), "a")


@pytest.mark.parametrize(
    ("ranges", "silent", "used"),
    [
        ([(["host/one"], range(3, 5))], [3, 4], [{"host/one"}]),
        ([(["host"], range(3, 5))], [3, 4], [{"host"}]),
        ([(["port"], range(3, 5))], [], [set()]),
        ([(["port/one", "host/one"], range(3, 5))], [3, 4], [{"host/one"}]),
        ([(["host", "host/one"], range(3, 4))], [3], [{"host", "host/one"}]),
        ([(["host/one"], None)], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [{"host/one"}]),
        ([(["host/one"], range(1, 2))], [1], [{"host/one"}]),
        ([(["host/one"], range(10, 12))], [10], [{"host/one"}]),
        ([(["host/one"], range(11, 13))], [], [set()]),
        ([(["host/one"], range(2, 4)), (["host"], range(3, 6))], [2, 3, 4, 5], [{"host/one"}, {"host"}]),
        ([(["host/one"], range(5, 7)), (["host/one"], range(2, 4))], [2, 3, 5, 6], [{"host/one"}, {"host/one"}]),
        ([(["host/one"], range(2, 8)), (["host/one"], range(3, 4))], [2, 3, 4, 5, 6, 7], [{"host/one"}, {"host/one"}]),
        ([], [], []),
    ],
)
def test_hits_on_the_lines_that_are_covered_are_silent(
    ranges: list[tuple[list[str], range | None]], silent: list[int], used: list[set[str]]
) -> None:
    source, other = Source("a", TEXT), Source("b", TEXT)
    some = [covering(source, *names, lines=lines) for names, lines in ranges]
    one = rule({}, id="host/one")
    order = [7, 2, 9, 4, 1, 10, 3, 8, 5, 6]
    hits = [(one, hit(source, line)) for line in order] + [(one, hit(other, line)) for line in order]
    quiet = silenced(some, hits)
    assert sorted(order[number] for number in quiet) == silent
    assert [each.used for each in some] == used


def test_several_rules_on_a_line_are_silenced_one_by_one() -> None:
    source = Source("a", TEXT)
    hits = [(rule({}, id=id), hit(source, 2)) for id in ("host/one", "host/two", "port/one")]
    assert silenced([covering(source, "host/two", lines=range(1, 4))], hits) == {1}
    assert silenced([covering(source, "host", lines=range(1, 4))], hits) == {0, 1}
    assert silenced([covering(source, "port", "host/one", lines=range(1, 4))], hits) == {0, 2}


# --- what is unused, and what its removal leaves


def removed(name: str, text: str, used: set[str], *, ran: bool = True) -> list[tuple[str, str | None, str, str]]:
    """Of each hit the subject, the variant, the very text and what the file becomes."""
    some = found(name, text)
    for one in some:
        one.used |= used
    got = []
    for each in unused(some, BOOK, lambda _, __: ran):
        after = text
        for edit in sorted(each.edits, key=lambda edit: edit.place.span.start, reverse=True):
            after = after[: edit.place.span.start] + edit.text + after[edit.place.span.end :]
        got.append((each.subject, each.variant, each.at.text, after))
    return got


def comment(*names: str) -> str:
    return f"// aemlint: ignore[{', '.join(names)}]"


@pytest.mark.parametrize(
    ("text", "used", "wanted"),
    [
        (f"{comment('host/one')}\n{{}}\n", {"host/one"}, []),
        (
            f"{comment('host/one')}\n{{}}\n",
            set(),
            [("suppression[host/one]", "default", "host/one", "{}\n")],
        ),
        (f"{comment('host')}\n{{}}\n", set(), [("suppression[host]", "default", "host", "{}\n")]),
        (f"  {comment('host')}  \r\n{{}}\n", set(), [("suppression[host]", "default", "host", "{}\n")]),
        (f"{{\n\t{comment('host')}\n}}\n", set(), [("suppression[host]", "default", "host", "{\n}\n")]),
        (f"{{}} \t{comment('host')}\n", set(), [("suppression[host]", "default", "host", "{}\n")]),
        (f"{{}}{comment('host')}", set(), [("suppression[host]", "default", "host", "{}")]),
        (f"{{}}\n{comment('host')}", set(), [("suppression[host]", "default", "host", "{}\n")]),
        (
            "/* aemlint: ignore[host] */ {}\n",
            set(),
            [("suppression[host]", "default", "host", " {}\n")],
        ),
        (
            f"{comment('host', 'port')}\n{{}}\n",
            {"host"},
            [("suppression[port]", "default", "port", f"{comment('host')}\n{{}}\n")],
        ),
        (
            f"{comment('host', 'port')}\n{{}}\n",
            {"port"},
            [("suppression[host]", "default", "host", f"{comment('port')}\n{{}}\n")],
        ),
        (
            f"{comment('host', 'port/one', 'host/two')}\n{{}}\n",
            {"host", "host/two"},
            [("suppression[port/one]", "default", "port/one", f"{comment('host', 'host/two')}\n{{}}\n")],
        ),
        (
            f"{comment('host', 'port/one')}\n{{}}\n",
            set(),
            [
                ("suppression[host]", "default", "host", f"{comment('port/one')}\n{{}}\n"),
                ("suppression[port/one]", "default", "port/one", f"{comment('host')}\n{{}}\n"),
            ],
        ),
        ("// aemlint: ignore\n{}\n", set(), [("suppression[]", "no-rule", "aemlint: ignore", "{}\n")]),
        (
            "// aemlint: ignore[hots]\n{}\n",
            set(),
            [("suppression[hots]", "unknown", "hots", "// aemlint: ignore[hots]\n{}\n")],
        ),
        (
            "\n" * 9 + "// aemlint: ignore-file[host]\n{}\n",
            set(),
            [("suppression[host]", "default", "host", "\n" * 9 + "{}\n")],
        ),
        (
            "\n" * 10 + "// aemlint: ignore-file[host]\n{}\n",
            {"host"},
            [("suppression[host]", "late", "host", "\n" * 10 + "// aemlint: ignore-file[host]\n{}\n")],
        ),
        ("\n" * 10 + f"{comment('host')}\n{{}}\n", {"host"}, []),
    ],
)
def test_what_is_unused_and_what_its_removal_leaves(
    text: str, used: set[str], wanted: list[tuple[str, str | None, str, str]]
) -> None:
    assert removed("a.cfg.json", text, used) == wanted
    left = [one for one in wanted if one[1] != "default"]
    assert removed("a.cfg.json", text, used, ran=False) == left


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("a.config", '# aemlint: ignore[host]\r\na="b"\r\n', 'a="b"\r\n'),
        ("a.config", 'a="b" # aemlint: ignore[host]\r\nc="d"', 'a="b"\r\nc="d"'),
        ("a.cfg", "a=b\r\n ! aemlint: ignore[host]\r\n\r\n", "a=b\r\n\r\n"),
        ("a.cfg", "a=b\n# aemlint: ignore[host]", "a=b\n"),
        ("a.cfg.json", "X // aemlint: ignore[host]\n{}\n", "X\n{}\n"),
        ("a.xml", f"<!-- aemlint: ignore[host] -->\n{XML}", XML),
        ("a.xml", f"<!-- aemlint: ignore[host] -->{XML}", XML),
        ("a.xml", f"<!-- aemlint: ignore[host] --> \t \n{XML}", XML),
        ("a.xml", f"<!-- aemlint: ignore[host] -->\t\r\n{XML}", XML),
        ("a.yaml", "a: b # aemlint: ignore[host]\nc: d\n", "a: b\nc: d\n"),
    ],
)
def test_a_removal_leaves_the_rest_as_it_is(name: str, text: str, after: str) -> None:
    assert [one[3] for one in removed(name, text, set())] == [after]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.cfg.json", "/* why it is so\n   aemlint: ignore[host] */\n{}\n"),
        ("a.cfg.json", "/* aemlint: ignore[host]\n * and more */\n{}\n"),
        ("a.cfg.json", "// keep off; aemlint: ignore[host]\n{}\n"),
        ("a.cfg.json", "// aemlint: ignore[host] aemlint: ignore[port]\n{}\n"),
        ("a.xml", f"<!-- (c) Acme\r aemlint: ignore-file[host] -->\n{XML}"),
        ("a.xml", f"<!-- (c) Acme aemlint: ignore[host] -->{XML}"),
        ("a.cfg", "## mail aemlint: ignore[host]\na=b\n"),
        ("a.cfg.json", "// aemlint: ignores[host/one] agreed in ABC-12\n{}\n"),
        ("a.cfg.json", "// aemlint: ignore(host/one)\n{}\n"),
        ("a.cfg.json", "// aemlint: ignore [host/one]\n{}\n"),
        ("a.cfg.json", "// aemlint: ignore host/one\n{}\n"),
        ("a.cfg.json", "// aemlint: ignore moves in May\n{}\n"),
    ],
)
def test_what_else_a_comment_says_is_not_taken_out(name: str, text: str) -> None:
    hits = list(unused(found(name, text), BOOK, lambda _, __: True))
    assert hits
    assert [edit for hit in hits for edit in hit.edits] == []


def test_of_several_names_one_goes_whatever_else_the_comment_says() -> None:
    text = "/* keep off;\n aemlint: ignore[host, port] */\n{}\n"
    assert [one[3] for one in removed("a.cfg.json", text, {"port"})] == [text.replace("host, ", "")]


def test_what_can_be_no_name_is_said_and_not_quoted() -> None:
    text = "// aemlint: ignore[host, Host/two, one two, tls*]\n{}\n"
    hits = list(unused(found("a.cfg.json", text), BOOK, lambda _, __: False))
    assert [(one.subject, one.variant, one.at.text, one.edits) for one in hits] == [
        ("suppression[]", "no-name", "Host/two", []),
        ("suppression[]", "no-name", "one two", []),
        ("suppression[]", "no-name", "tls*", []),
    ]
    assert dict(hits[0].values) == {"rule": "", "value": "", "hint": "; did you mean `host/two`?"}


def test_what_is_said_of_an_unused_one() -> None:
    (one,) = unused(found("a.cfg.json", "// aemlint: ignore[hots]\n{}\n"), BOOK, lambda _, __: True)
    assert dict(one.values) == {"rule": "hots", "value": "hots", "hint": "; did you mean `host`?"}
    (one,) = unused(found("a.cfg.json", "\n" * 10 + "// aemlint: ignore-file[host]\n{}"), BOOK, lambda _, __: True)
    assert dict(one.values) == {"rule": "host", "value": "host", "lines": 10}
    (one,) = unused(found("a.cfg.json", "// aemlint: ignore[host]\n{}\n"), BOOK, lambda _, __: True)
    assert dict(one.values) == {"rule": "host", "value": "host"}
    asked: list[tuple[str, str]] = []

    def ran(name: str, source: Source) -> bool:
        asked.append((name, source.path))
        return name == "port"

    got = unused(found("a.cfg.json", f"{comment('host', 'port')}\n{{}}\n"), BOOK, ran)
    assert [each.subject for each in got] == ["suppression[port]"]
    assert asked == [("host", "a.cfg.json"), ("port", "a.cfg.json")]


def test_all_comments_without_a_use_are_said() -> None:
    text = f"// aemlint: ignore\n{comment('host')}\n{{}} // aemlint: ignore[hots]\n"
    assert [one[:2] for one in removed("a.cfg.json", text, set())] == [
        ("suppression[]", "no-rule"),
        ("suppression[host]", "default"),
        ("suppression[hots]", "unknown"),
    ]
