"""What a file may not do to a reader: nest without end, hold numbers without end, fetch anything, take its time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
import strategies as made
from reading import TARGETS, places_are_true, read

from aemlint.formats import cfg_json, config, json, properties, sling_xml, yaml
from aemlint.formats.tree import Document
from aemlint.source import Source

MARKED = f"{made.HEAD} jcr:primaryType='sling:OsgiConfig'"
HUGE = "9" * 100_000


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_json_may_nest_64_levels_and_no_more(opened: str, closed: str, target: str) -> None:
    levels = 64 // opened.count("[") if opened.count("{") == 0 else 32 if "[" in opened else 64
    for name in ("a.json", "a.cfg.json"):
        shallow, deep = (
            ('{"p":' + opened * count + "1" + closed * count + "}").encode() for count in (levels - 1, levels + 1)
        )
        assert not read(name, shallow, target).problems
        found = read(name, deep, target)
        assert [problem.reason for problem in found.problems] == ["nested deeper than 64 levels"]
        assert found.refused


@pytest.mark.parametrize("name", [*made.PIECES])
def test_a_hundred_thousand_levels_are_a_problem_and_nothing_worse(name: str) -> None:
    for opened in ("[", '{"a":', "<a>", "(", "- ", "? ", "a:\n ", "$[env:x;default=", "{", '["', "<entry key='a'>"):
        document = read(name, (opened * 100_000).encode()[: 60_000 if name == "a.yaml" else None])
        assert len(document.problems) <= 60
        assert document.problems or name in ("a.cfg", "a.yaml", "props.properties")


def test_xml_may_nest_256_levels() -> None:
    def nest(levels: int) -> Document:
        inner = "<a>" * levels + "</a>" * levels
        return read("a.xml", f"<jcr:root {MARKED}>{inner}</jcr:root>".encode())

    assert not nest(255).problems
    assert [problem.reason for problem in nest(256).problems] == ["nested deeper than 256 levels"]


@pytest.mark.parametrize("target", TARGETS)
def test_huge_numbers_are_never_converted_at_once(target: str, request: pytest.FixtureRequest) -> None:
    before = sys.get_int_max_str_digits()
    request.addfinalizer(lambda: sys.set_int_max_str_digits(before))
    sys.set_int_max_str_digits(640)  # the least there is; Python raises above it
    for digits in (HUGE, "1" * 21, "1." + HUGE, "1e" + HUGE, "-" + HUGE):
        for name, text in (
            (
                "a.cfg.json",
                f'{{"a": {digits}, "b:Integer": {digits}, "c": [{digits}], "d:Byte": "{digits}", "e:Float": {digits}}}',
            ),
            ("a.config", f'a=I"{digits}"\n'),
            ("a.config", f'a=D"{digits}"\n'),
            (
                "a.xml",
                f"<jcr:root {MARKED} a='{{Long}}{digits}' b='{{Date}}{digits}' c='&#{digits};'/>",
            ),
            ("a.json", f"[{digits}]"),
            ("a.yaml", f"a: {digits[:50000]}"),
        ):
            places_are_true(read(name, text.encode(), target))


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/"> %b;]>',
        '<!DOCTYPE a [<!ATTLIST jcr:root c CDATA "d">]>',
        '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd" [<!ENTITY b "c">]>',
        '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd.evil">',
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.properties"])
def test_a_document_type_is_refused(name: str, head: str) -> None:
    document = read(name, f"{head}<jcr:root {MARKED} a='b'/>".encode())
    assert document.refused
    assert [problem.kind for problem in document.problems] == ["syntax"]


# --- time in proportion


class Meter(str):
    """A text that counts how many of its characters anybody looks at."""

    __slots__ = ()
    looked = 0

    def __getitem__(self, at: Any) -> str:
        found = super().__getitem__(at)
        Meter.looked += len(found)
        return found

    def _search(self, found: int, start: int | None, end: int | None, *, backwards: bool = False) -> int:
        first, last = start or 0, len(self) if end is None else min(end, len(self))
        Meter.looked += max(last - first, 0) if found < 0 else (last - found if backwards else found - first)
        return found

    def find(self, what: str, start: Any = None, end: Any = None) -> int:  # type: ignore[override]
        return self._search(super().find(what, start, end), start, end)

    def rfind(self, what: str, start: Any = None, end: Any = None) -> int:  # type: ignore[override]
        return self._search(super().rfind(what, start, end), start, end, backwards=True)

    def count(self, *arguments: Any) -> int:
        Meter.looked += len(self)
        return super().count(*arguments)

    def __contains__(self, what: object) -> bool:
        Meter.looked += len(self)
        return super().__contains__(what)  # type: ignore[operator]


READERS: dict[str, Callable[[Source], Document]] = {
    "a.cfg.json": cfg_json.document,
    "a.config": config.document,
    "a.cfg": properties.document,
    "a.xml": sling_xml.document,
    "a.json": json.document,
    "a.yaml": yaml.document,
}


def effort(name: str, text: str) -> int:
    """Steps of our own code, and characters that were looked at on the way."""
    steps = 0

    def trace(frame: Any, event: str, _: Any) -> Any:
        nonlocal steps
        if "aemlint" not in frame.f_code.co_filename:
            return None
        frame.f_trace_lines = True
        steps += event == "line"
        return trace

    Meter.looked = 0
    source = Source(name, Meter(text))
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        READERS[name](source)
    finally:
        sys.settrace(before)
    return steps + Meter.looked


# What is repeated, between blanks; <SP> is one.
SHAPES = {
    "a.cfg.json": r"""
        {"a":1, " "", / "\" /*<SP>*/ /**/ /* //<LF> 'a', ' [ { {"a": "a":"b", 1, \ <NUL> , : tr/**/ue, "<LF> /"
        "a"<SP>/ null, - 1e [1,2], {"a":null}, "a:Integer":"x", "a":1, x<LF> x "a"//<LF> \"<LF> '<LF> ,\" "\q",
        ":configurator:a":1,
    """,
    "a.config": r"""
        a=1<SP> a=1<LF> a="b"<LF> a="b"<SP> a = " \ [ a=[" a=["b", #<SP><LF> # <CR> <CR><LF> a=[\<LF> a=I"x" a=,
        a=Z"b=c"<SP> \u a=b<LF><LF> ( b=("x" a="= a= <SP> a=[ a"b=1 \" \=
    """,
    "a.cfg": r"a=b<LF> a = \<LF> \ a\<LF> #<LF> \u <CR> <SP> a: \<LF><SP> \u0041 <LF>",
    "a.xml": r"""
        <a> <!--<SP>--> <!-- <SP>a='b' &amp; & < ' ä _x0041_ { \ ] <? > &#0; {Long} , \u
        <a<SP>xmlns:jcr='http://www.jcp.org/jcr/1.0'<SP>jcr:primaryType='sling:OsgiConfig'<SP>ä='b'/>
    """,
    "a.json": r"""[ { {"a": " "\" 'a', ' "a":1, 1 x<LF> x , "<LF> \ 99999999999, : \"<LF> {"a":1}, "\q",""",
    "a.yaml": r"""
        a:<SP>b<LF> -<SP> ' "&a<SP> "<SP>&a a<SP>&a #<SP>&a<LF> <SP> [ ] :<SP> x '&a'<SP> \ "* #<LF> a<LF> "a"
        ?<SP> |<LF>
    """,
}
AROUND = {
    "a.cfg.json": [("", ""), ('{"k":', ""), ('{"k":[', "]}"), ("", "/"), ("{", '"b":"/"}'), ('{"', "")],
    "a.config": [("", ""), ('k="', '"'), ('k=["', ""), ("k=", "")],
    "a.cfg": [("", ""), ("k=", "")],
    "a.xml": [
        ("", ""),
        (f"<jcr:root {made.HEAD}>", "</jcr:root>"),
        (f"<jcr:root {made.HEAD} k='", "'/>"),
        (f'<jcr:root {MARKED} k="', '"/>'),
        (f"<jcr:root {MARKED} k='[", "]'/>"),
    ],
    "a.json": [("", ""), ("[", "]"), ('["', '"]'), ('{"', "")],
    "a.yaml": [("", ""), ("k: ", ""), ('k: "', '"'), ("- a\n", "")],
}


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_is_about_four_times_the_effort(name: str) -> None:
    yaml.document(Source("a.yaml", "a: b"))  # imports are no effort
    steep = []
    for piece in made.pieces(SHAPES[name]):
        for before, after in AROUND[name]:
            few, many = (effort(name, before + piece * count + after) for count in (40, 160))
            if many > 6 * few + 2000:
                steep.append((piece, before, after, few, many))
    assert not steep
