"""What holds for every reader, whatever the file: it never raises, and its places are true."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import strategies as made
from conftest import ROOT, SHARED
from failures import FAILURES
from hypothesis import assume, example, given
from hypothesis import strategies as st
from reading import TARGETS, THOROUGH, places_are_true, plain, read

from aemlint import formats
from aemlint.engine import compiling
from aemlint.examples import content
from aemlint.formats.tree import Document, Entry, Scalar
from aemlint.source import Source, decoded

CONFIGURATIONS = tuple(name for name in made.PIECES if formats.format_of(name))


@cache
def example_files() -> list[tuple[str, bytes]]:
    rules = [compiling.rule_data(path, examples=True) for _, path in compiling.rule_files(str(ROOT / "rules"))]
    examples = [example for rule in rules for example in rule["examples"]]
    return [(path, content(text)) for example in examples for path, text in example.get("files", {}).items()]


@cache
def seeds(name: str) -> list[bytes]:
    """Files as people write them: those of all examples, and of what lies beside the project."""
    ending = name[name.index(".") :]
    found = {data: None for path, data in example_files() if path.endswith(ending)}
    for folder in ("corpus", "hostile"):
        for path in sorted((SHARED / folder).rglob(f"*{ending}"))[:: 1 if THOROUGH else 8]:
            if path.is_file() and path.stat().st_size < 8000:
                found[path.read_bytes()] = None
    return list(found)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.PIECES)
def test_no_bytes_make_a_reader_raise(name: str, target: str) -> None:
    @given(made.files(name))
    def holds(data: bytes) -> None:
        places_are_true(read(name, data, target))

    holds()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("number", range(len(FAILURES)))
def test_what_broke_once_holds(number: int, target: str) -> None:
    name, data = FAILURES[number]
    document = read(name, data, target)
    places_are_true(document)
    for end in range(len(data)):
        places_are_true(read(name, data[:end], target))
    for entry in document.entries if formats.format_of(name) and not document.problems else ():
        text, span = document.source.text, entry.value.span
        written = formats.written(document, entry, "x y")
        if written is None:  # behind a last backslash nothing can be written
            continue
        again = read(name, f"{text[: span.start]}{written}{text[span.end :]}".encode(), target)
        assert {one.name: one.value.value for one in again.entries}[entry.name] == "x y"


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.PIECES)
def test_a_prefix_never_raises(name: str, target: str) -> None:
    for data in seeds(name):
        step = max(len(data) // (100 if THOROUGH else 6), 1)
        for end in range(0, len(data) + 1, step):
            places_are_true(read(name, data[:end], target))


@pytest.mark.parametrize("name", made.PIECES)
def test_a_file_with_one_byte_changed_never_raises(name: str) -> None:
    whole = seeds(name)
    if not whole:
        pytest.skip("no such file in any example")

    @given(st.sampled_from(whole), st.integers(0, 8000), st.binary(max_size=2), st.sampled_from(TARGETS))
    def holds(data: bytes, at: int, other: bytes, target: str) -> None:
        places_are_true(read(name, data[: at % (len(data) + 1)] + other + data[at % (len(data) + 1) + 1 :], target))

    holds()


# --- what a span covers


JAVAS_TYPE = '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">'


def within(name: str, document: Document, entry: Entry, key: str | None, value: str | None) -> bytes:
    """A file with nothing but this key and this value, as they are written; a simple one in place of None."""
    if name == "a.cfg.json":
        declared = "" if entry.declared is None else f":{entry.declared}"
        text = "{" + (f'"k{declared}"' if key is None else key) + ":" + ("true" if value is None else value) + "}"
    elif name == "a.config":
        text = ("k" if key is None else key) + "=" + ('""' if value is None else value) + "\n"
    elif name == "a.xml":
        shown = "'v'" if value is None else value
        text = f"<jcr:root {made.HEAD} jcr:primaryType='sling:OsgiConfig' {key or 'k'}={shown}/>"
    elif document.source.text.startswith("<"):
        quote = "'" if '"' in (key or "") else '"'
        item = f"<entry key={quote}{'k' if key is None else key}{quote}>{value or ''}</entry>"
        head = f"<?xml version='1.0' encoding='ISO-8859-1'?>{JAVAS_TYPE}"
        return f"{head}<properties>{item}</properties>".encode("latin-1")
    else:
        # Not on the first line: a file that begins with `<` is another one.
        return f"\n{'k' if key is None else key}={value or ''}\n".encode("latin-1")
    return text.encode("utf-8", "surrogatepass")


def spans_say_it_all(name: str, document: Document, target: str) -> None:
    """The text of a value's span gives the value, the text of a key's span the name."""
    text = document.source.text
    for entry in document.entries:
        span = entry.value.span
        again = read(name, within(name, document, entry, None, text[span.start : span.end]), target)
        assert [plain(one.value) for one in again.entries] == [plain(entry.value)]
        again = read(name, within(name, document, entry, text[entry.key.start : entry.key.end], None), target)
        names = [(one.name, one.declared) for one in [*again.entries, *again.shadowed]]
        assert names == [(entry.name, entry.declared if name == "a.cfg.json" else names[0][1])]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_what_a_span_covers_read_again_gives_the_same(name: str, target: str) -> None:
    @given(made.files(name))
    def holds(data: bytes) -> None:
        document = read(name, data, target)
        if not document.refused and not document.problems:
            spans_say_it_all(name, document, target)

    holds()


@pytest.mark.parametrize("name", made.WRITERS)
def test_a_written_configuration_is_read_as_it_was(name: str) -> None:
    values = made.FULL_TEXTS if name == "a.cfg" else made.VALUES

    @given(st.data(), made.configurations(values), st.sampled_from(TARGETS))
    def holds(data: Any, wanted: dict[str, Any], target: str) -> None:
        assume(target == "cloud" or name != "a.cfg.json" or not made.ends_in_a_backslash(wanted))
        document = read(name, made.WRITERS[name](data.draw, wanted), target)
        assert not document.problems, document.problems
        assert {entry.name: value_of(entry.value) for entry in document.entries} == wanted
        places_are_true(document)
        spans_say_it_all(name, document, target)

    holds()


def value_of(node: Any) -> Any:
    return node.value if isinstance(node, Scalar) else [item.value for item in node.items]


def test_the_same_texts_in_four_formats_are_the_same_properties() -> None:
    @given(st.data(), made.configurations(made.FULL_TEXTS), st.sampled_from(TARGETS))
    def holds(data: Any, wanted: dict[str, Any], target: str) -> None:
        assume(target == "cloud" or not made.ends_in_a_backslash(wanted))
        found = [read(name, write(data.draw, wanted), target) for name, write in made.WRITERS.items()]
        assert all(plain(each.root) == plain(found[0].root) for each in found)

    holds()


def test_the_same_typed_values_in_three_formats_are_the_same_properties() -> None:
    @given(st.data(), made.configurations(), st.sampled_from(TARGETS))
    def holds(data: Any, wanted: dict[str, Any], target: str) -> None:
        assume(target == "cloud" or not made.ends_in_a_backslash(wanted))
        found = [
            read(name, made.WRITERS[name](data.draw, wanted), target) for name in ("a.cfg.json", "a.config", "a.xml")
        ]
        assert all(plain(each.root) == plain(found[0].root) for each in found)

    holds()


@pytest.mark.parametrize("name", made.WRITERS)
def test_what_is_written_in_place_of_a_value_is_read_as_it(name: str) -> None:
    @given(
        st.data(),
        made.configurations(made.FULL_TEXTS),
        st.one_of(made.FULL_TEXTS, st.booleans(), st.integers(0, 1 << 31)),
    )
    def holds(data: Any, before: dict[str, Any], value: Any) -> None:
        document = read(name, made.WRITERS[name](data.draw, before))
        for entry in document.entries:
            text, span = document.source.text, entry.value.span
            written = formats.written(document, entry, value)
            assert written is not None
            edited = f"{text[: span.start]}{written}{text[span.end :]}".encode(document.source.encoding)
            again = read(name, edited)
            expected = value if isinstance(value, str) else str(value).lower()
            assert not again.problems
            assert {one.name: one.value.value for one in again.entries} == {**before, entry.name: expected}

    holds()


# --- lines and columns


@given(st.text(st.sampled_from(list("ab\r\n\t\ufeff\u2028\x85\x0b\x0c😀ä")), max_size=30))
def test_a_position_is_counted_as_an_editor_counts_it(text: str) -> None:
    source = Source("a", text)
    line, column = 1, 1
    for at, one in enumerate(text):
        position = source.position(at)
        assert (position.line, position.column) == (line, column)
        if one == "\n" or (one == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        elif not (one == "\ufeff" and at == 0):
            column += 1
    assert (source.position(len(text)).line, source.position(len(text)).column) == (line, column)
    ended = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [source.line(number) for number in range(1, len(ended) + 1)] == ended
    assert source.line(0) == source.line(len(ended) + 1) == ""


@given(st.binary(max_size=12), st.sampled_from(["utf-8", "latin-1", "utf-16-le"]))
@example(b"\xed\xa0\x80a", "utf-8")
@example(b"a\xff", "utf-16-le")
def test_undamaged_text_gives_its_bytes_again(data: bytes, encoding: str) -> None:
    source = decoded("a", data, encoding)
    if source.damage is None:
        assert source.text.encode(source.encoding) == data
    else:
        assert source.text[source.damage.start : source.damage.end] == "\ufffd"
