"""Masking that breaks on some files: those are covered whole, the others as ever."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aemlint import covering
from aemlint.findings import Finding, Note
from aemlint.source import Place, Source, Span

PATHS = ["a", "b", "c", "d", "e"]
SOURCES = {path: Source(path, f"text of {path}") for path in PATHS}
PROJECT: Any = SimpleNamespace(documents=[SimpleNamespace(source=source) for source in SOURCES.values()])


def finding(path: str, *, note: str | None = None, consulted: tuple[str, ...] = ()) -> Finding:
    notes = () if note is None else (Note("a note", Place(SOURCES[note], Span(0, 1))), Note("nowhere"))
    return Finding(
        rule="a/b",
        severity="error",
        message="said",
        advice="advised",
        at=Place(SOURCES[path], Span(0, 4)),
        subject="subject",
        pid=None,
        property=None,
        fingerprint="0",
        mark="marked",
        notes=notes,
        consulted=consulted,
    )


class Masks:
    """In place of Masking: it breaks on some paths, and says what it was asked for."""

    asked: list[set[str]]
    bad: set[str]
    breaks_later = False

    def __init__(self, project: Any, paths: set[str], keys: Any, disclosed: Any) -> None:
        self.asked.append(paths)
        if paths & self.bad:
            raise RuntimeError("; ".join(paths))
        self.covers = {path: [(1, 2)] for path in paths}

    def quieted(self, finding: Finding) -> Finding:
        if self.breaks_later:
            raise RuntimeError("later")
        words = {name: getattr(finding, name) for name in Finding.__slots__}
        words["message"] += "."
        return Finding(**words)


@pytest.fixture
def made(monkeypatch: Any) -> Any:
    def covered(*bad: str, paths: list[str] = PATHS, breaks_later: bool = False) -> Any:
        class Ours(Masks):
            pass

        Ours.asked, Ours.bad, Ours.breaks_later = [], set(bad), breaks_later
        monkeypatch.setattr(covering, "Masking", Ours)
        return covering.Covering(PROJECT, paths, (), SimpleNamespace(failures=[])), Ours.asked  # type: ignore[arg-type]

    return covered


def test_where_nothing_breaks_all_is_looked_through_at_once(made: Any) -> None:
    found, asked = made()
    assert asked == [set(PATHS)]
    assert found.covers == {path: [(1, 2)] for path in PATHS}
    assert found.failures == []


def test_what_breaks_is_looked_for_by_halves(made: Any) -> None:
    found, asked = made("d", paths=["e", "d", "c", "b", "a"])
    assert asked == [set(PATHS), {"a", "b"}, {"c", "d", "e"}, {"c"}, {"d", "e"}, {"d"}, {"e"}]
    assert found.covers == {**{path: [(1, 2)] for path in "abce"}, "d": [(0, 9)]}
    assert [failure.what for failure in found.failures] == ["d"]
    assert [str(failure.error) for failure in found.failures] == ["d"]


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"path": "a"}, "said..."),
        ({"path": "a", "note": "b", "consulted": ("c",)}, "said..."),
        ({"path": "d"}, "the title of a/b"),
        ({"path": "a", "note": "d"}, "the title of a/b"),
        ({"path": "a", "consulted": ("b", "d")}, "the title of a/b"),
    ],
)
def test_of_what_is_broken_the_title_alone_is_said(about: dict[str, Any], message: str, made: Any) -> None:
    found, _ = made("d")
    given = finding(**about)
    said = found.quieted(given, lambda rule: f"the title of {rule}")
    assert said.message == message
    if message.startswith("the title"):
        assert (said.advice, said.mark, said.notes, said.fix) == ("", "", (), None)
        assert (said.at, said.rule, said.subject, said.consulted) == (given.at, "a/b", "subject", given.consulted)
    else:
        assert (said.advice, said.mark, said.notes) == ("advised", "marked", given.notes)
    assert len(found.failures) == 1


def test_masking_that_breaks_on_a_finding(made: Any) -> None:
    found, _ = made(breaks_later=True)
    said = found.quieted(finding("b", note="c"), lambda rule: "a title")
    assert (said.message, said.advice, said.mark, said.notes) == ("a title", "", "", ())
    assert [(failure.what, str(failure.error)) for failure in found.failures] == [("b", "later")]
