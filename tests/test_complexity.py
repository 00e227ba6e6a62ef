"""Twice as much of anything takes twice the work, for every family of attacks: nobody can make a run hang.

Work is counted, not clocked: the lines of aemlint that run. What a line may cost (a search through a text, a list that
is copied) a count does not see; bench/complexity.py clocks the same families, a hundred times as big.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import attacks
import pytest

import aemlint
from aemlint import app, fix, ignore
from aemlint.engine import baseline
from aemlint.engine.rulebook import Rulebook
from aemlint.memory import Memory
from aemlint.options import FORMATS
from aemlint.report import instances, show, show_table, text_of
from aemlint.report.repeated import Repeated
from aemlint.request import Request

PACKAGE = os.path.dirname(os.path.abspath(aemlint.__file__)) + os.sep
NOWHERE = os.path.join(os.path.abspath(os.sep), "aemlint", "no such folder")
# Twice and four times as much of each: what the second step costs is to the first as two to one, whatever is the same
# for every size. So many lines more do not matter.
SIZES = (8, 16, 32)
MOST, LITTLE = 2.3, 1000
# Every format, for families that differ in what reports are made of; the bench writes all of them.
REPORTED = {
    *("comments, .cfg.json", "secrets, .xml", "findings in one line, .cfg.json", "suppressions above one line"),
    *("configurations with findings", "forwards that differ", "variables that are read", "commands in a script"),
    *("settings that are none", "broken configurations", "entries of a baseline"),
}
# What grows together up to a limit of its own, far below what a file can hold, and not beyond: the bench shows it.
ONE_BY_ONE = "20 secrets are looked for one by one, more by their beginnings"
LIMITED = {
    **dict.fromkeys((f"secrets, {ending}" for ending in (".cfg.json", ".config", ".cfg", ".xml")), ONE_BY_ONE),
    **dict.fromkeys(("secrets in one line, .cfg.json", "suppressions that are used"), ONE_BY_ONE),
    "placeholders in one another, .cfg.json": "64 levels",
    "URLs with passwords, .cfg.json": ONE_BY_ONE,
    "names a step from a known one, .cfg.json": "200 texts",
    "secrets": "200 texts",
    "variables": "200 texts",
    "suppressions above one line": "200 texts",
}


class Counter:
    """Lines of aemlint that ran."""

    def __init__(self) -> None:
        self.lines = 0

    def call(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self.line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def line(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.lines += event == "line"
        return self.line


def counted(work: Callable[[], Any]) -> tuple[int, Any]:
    counter, before = Counter(), sys.gettrace()
    sys.settrace(counter.call)
    try:
        result = work()
    finally:
        sys.settrace(before)
    return counter.lines, result


@pytest.fixture(scope="module", autouse=True)
def loaded(book: Rulebook) -> None:
    """What is imported once is no work."""
    for name in REPORTED:
        work(name, 2, book)


def asked(attack: attacks.Attack, book: Rulebook) -> tuple[Request, Memory]:
    request, tree = Request(NOWHERE), Memory(NOWHERE, attack.files)
    request.severity = "info"
    request.target = attack.asked.get("target", "cloud")
    request.paths = attack.asked.get("paths")
    return request, tree


def work(name: str, size: int, book: Rulebook) -> dict[str, int]:
    """Lines that ran, by what they were for."""
    attack = attacks.FAMILIES[name](size)
    request, tree = asked(attack, book)
    found: dict[str, int] = {}
    found["check"], outcome = counted(lambda: app.check(request, book, tree))
    assert not outcome.failures
    report = outcome.report
    if report is not None:
        for format in FORMATS if name in REPORTED else ():
            found[format], _ = counted(partial(text_of, report, format, color=False, links=False))
        if attack.asked.get("known"):
            entries = baseline.entries(report.findings)
            found["baseline"], text = counted(lambda: baseline.written(entries))
            found["baseline"] += counted(
                lambda: baseline.merged(baseline.read(text), entries[::2], entries, accept_new=True)
            )[0]
    findings = report.findings if report is not None else []
    found["fix"], _ = counted(lambda: fix.texts(fix.chosen(findings, unsafe=True)))
    found["show"], _ = counted(lambda: shown(outcome, findings))
    return found


def shown(outcome: Any, findings: Any) -> None:
    repeated = Repeated(outcome.project)
    each = instances.shown(outcome.project, findings, {}, lambda _: True, repeated)
    show.text(outcome.project.configurations, each, repeated)
    show_table.text(outcome.project.configurations, each, color=False, width=None, lines=True, everything=True)


@pytest.mark.parametrize("name", attacks.FAMILIES)
def test_twice_as_much_is_twice_the_work(name: str, book: Rulebook) -> None:
    one, two, four = (work(name, size, book) for size in SIZES)
    steps = {what: (two[what] - one[what], four[what] - two[what]) for what in four if what in one and what in two}
    assert steps
    most = 4.3 if name in LIMITED else MOST
    assert not {
        what: (first, second) for what, (first, second) in steps.items() if second > most * max(first, 0) + LITTLE
    }


def test_the_count_sees_what_grows_faster() -> None:
    def squares(size: int) -> int:
        return counted(lambda: [ignore.glob("?*a*b", "a" * size) for _ in range(size)])[0]

    one, two, four = map(squares, SIZES)
    assert four - two > MOST * (two - one) + LITTLE


@pytest.mark.parametrize(
    "pattern", ["*a" * 20 + "b", "*?" * 20 + "b", "[a-z]*" * 20 + "0", "*\\a" * 20 + "b", "*" * 50 + "b"]
)
def test_a_pattern_of_a_rule_cannot_stall_a_run(pattern: str) -> None:
    """At worst the product of the two lengths: linear in the text, whatever the pattern."""
    small, big = (counted(lambda size=size: ignore.glob(pattern, "a" * size))[0] for size in (500, 1000))
    assert big <= MOST * small
    assert big < 40 * 1000 * len(pattern)


SEGMENTS = (
    "config/",
    "config.a/",
    "osgiconfig/",
    "cloudmanager/",
    "config/a/",
    "install-network/",
    "network.",
    "a.json/",
)


@pytest.mark.parametrize("ending", ["", "x.cfg.json", "x.json", ".yaml"])
@pytest.mark.parametrize("segment", SEGMENTS)
def test_the_expression_of_the_hooks_is_linear(segment: str, ending: str) -> None:
    """Sixteen times as long as a path may be; what is not linear takes seconds for that."""
    import re
    from time import process_time

    from conftest import ROOT
    from ruamel.yaml import YAML

    expression = re.compile(YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]["files"])
    # Segments are as long as names may be.
    path = "/".join(["", *[segment * (240 // len(segment))] * (65_536 // 240)]).strip("/") + "/" + ending
    began = process_time()
    expression.search(path)
    assert process_time() - began < 0.5


def test_patterns_of_the_settings_are_limited_before_anything_runs_them() -> None:
    """pathspec makes regular expressions of them, which may hang on what a limit of stars lets through no more."""
    from time import process_time

    from aemlint.settings import patterns

    assert patterns.hostile("*a*a*a*a*a*b")
    assert patterns.hostile("**/a/**/a/**/a/**/b")
    worst = ("*a*a*ab", "**/*a*a*ab", "*a*a*ab/**/*a*a*ab/**/*a*a*ab", "**/a*a*ab/**/a*a*ab/**/c")
    assert not any(map(patterns.hostile, worst))
    for pattern in worst:
        matches = patterns.matcher([pattern])
        began = process_time()
        matches("/".join(["a" * 250] * 15), is_folder=False)  # as long as a path can be
        assert process_time() - began < 2, pattern


@pytest.mark.parametrize(
    "segments", [["**", "a", "**", "a", "**", "b"], ["**", "*a*a", "**", "*a*b"], ["a*"] * 5 + ["**", "b"]]
)
def test_a_pattern_of_an_ignore_file_cannot_stall_a_run(segments: list[str]) -> None:
    small, big = (counted(lambda size=size: ignore.path_glob(segments, ["a"] * size))[0] for size in (200, 400))
    assert big <= MOST * small + LITTLE
