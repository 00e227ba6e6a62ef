r"""What the readers make of files with mistakes in them, and of other odd ones, to the last offset.

tests/readings/NAME.txt is about files of that name. After `>` comes a file's text, escaped as in Python; below it what
is read, a line each:

    ! 9 ',' syntax: two commas in a row         a problem: offset, the very text, kind and reason
    1 '"a"' a = 6 '"b"' String 'b'              a key, its name, its value's place, type and value
    ~ 1 '"a"' a = 6 '"b"' String 'b'            the same, without effect
    # 3 '// x'                                  a comment
    refused                                     by the real reader, as a whole or from some place on

and below `on 6.5` what AEM 6.5 reads, where it is something else. `pytest --update-golden` writes these lines anew;
then read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from reading import places_are_true, read

from aemlint.formats.json_comments import without_comments
from aemlint.formats.tree import Array, Document, Entry, Scalar, Table
from aemlint.source import Span

FOLDER = ROOT / "tests/readings"
CLASSIC = "on 6.5"


def shown(document: Document) -> list[str]:
    text = document.source.text

    def place(span: Span) -> str:
        return f"{span.start} {text[span.start : span.end]!a}"

    def value(node: Any) -> str:
        if isinstance(node, Scalar):
            return f"{place(node.span)} {node.type} {node.value!a}"
        inside = node.items if isinstance(node, Array) else node.entries
        kind = node.type if isinstance(node, Array) else "table"
        shown = "; ".join(member(one) if isinstance(one, Entry) else value(one) for one in inside)
        return f"{place(node.span)} {kind} ({shown})"

    def member(entry: Entry) -> str:
        declared = "" if entry.declared is None else f":{entry.declared}"
        return f"{place(entry.key)} {entry.name!a}{declared} = {value(entry.value)}"

    lines = [f"! {place(one.span)} {one.kind}: {escaped(one.reason)}" for one in document.problems]
    if isinstance(document.root, Table):
        lines += [f"root {document.root.span.start}-{document.root.span.end}", *map(member, document.entries)]
    elif document.root is not None:
        lines.append(value(document.root))
    else:
        lines.append("nothing")
    lines += [f"~ {member(one)}" for one in document.shadowed]
    lines += [f"# {place(one.span)}" for one in document.comments]
    return lines + ["refused"] * document.refused + ["no configuration"] * (not document.configuration)


def escaped(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def decoded(line: str) -> bytes:
    return line.encode("latin-1").decode("unicode_escape").encode("utf-8", "surrogateescape")


def blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each escaped text with the lines below it."""
    text, lines = "", []
    for line in path.read_text("ascii").splitlines():
        if line.startswith("> ") or line == ">":
            if lines:
                yield text, lines
            text, lines = line[2:], []
        else:
            lines.append(line.removeprefix("    "))
    yield text, lines


def answer(name: str, data: bytes) -> list[str]:
    cloud, classic = (read(name, data, target) for target in ("cloud", "6.5"))
    places_are_true(cloud)
    places_are_true(classic)
    first, second = shown(cloud), shown(classic)
    return first if first == second else [*first, CLASSIC, *second]


@cache
def update(path: Path) -> None:
    lines = []
    for text, _ in blocks(path):
        lines += [f"> {text}".rstrip(), *(f"    {line}" for line in answer(path.stem, decoded(text)))]
    path.write_text("\n".join([*lines, ""]), "ascii")


CASES = [
    pytest.param(path.stem, text, lines, id=f"{path.stem} {number}")
    for path in sorted(FOLDER.glob("*.txt"))
    for number, (text, lines) in enumerate(blocks(path), 1)
]


@pytest.mark.parametrize(("name", "text", "lines"), CASES)
def test_a_file_is_read_to_the_last_offset(
    name: str, text: str, lines: list[str], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        update(FOLDER / f"{name}.txt")
        return
    assert answer(name, decoded(text)) == lines


@pytest.mark.parametrize(
    ("name", "text", "texts"),
    [
        ("a.cfg.json", "{} // a", [" a"]),
        ("a.cfg.json", "//a\n{}\n//\n/**/ /* b\n*/", ["a", "", "", " b\n"]),
        ("a.cfg.json", "{} /*/", [""]),
        ("a.cfg.json", "{} /* */ /* b**/", [" ", " b*"]),
        ("a.cfg.json", "{} ///", ["/"]),
        ("a.config", '# a\nb="c"\n#d\n#', [" a", "d", ""]),
        ("a.config", '# a\rb="c"\n', [" a"]),
        ("a.cfg", "# a\r\n!b\n#\\\nc=d", [" a", "b", "\\"]),
        ("a.xml", "<!-- a --><b><!----></b><!--c\n-->", [" a ", "", "c\n"]),
        ("a.yaml", "# a\nb: c #d\r\n#", [" a", "d", ""]),
    ],
)
def test_the_text_of_a_comment_is_what_stands_between_its_marks(name: str, text: str, texts: list[str]) -> None:
    assert [comment.text for comment in read(name, text.encode()).comments] == texts


def test_offsets_are_kept_apart_only_where_a_comment_joins_its_neighbours() -> None:
    for text, joins in (
        ("[/* a */1]", False),
        ("[1/* a */]", False),
        ("[1/* a */2]", True),
        ("/* a */1", False),
        ("1/* a */", False),
        ("1 /* a */2", False),
        ("1/* a */ 2", False),
        ('"a"/* b */"c"', False),
    ):
        cleaned = without_comments(text, old=False)
        assert (cleaned.offsets is not None) is joins, text
        assert len(cleaned.text) == len(text) or joins


def test_what_nests_too_deep_is_read_as_far_as_it_goes() -> None:
    for name in ("a.json", "a.cfg.json"):
        found = read(name, ('{"a": ' + "[" * 70 + "1").encode())
        (entry,) = found.entries
        assert (found.root.span.start, found.root.span.end, entry.value.span.start) == (0, 69, 6)  # type: ignore[union-attr]
        assert [(one.span.start, one.span.end) for one in found.problems] == [(69, 70)]
