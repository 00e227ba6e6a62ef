"""What a rule's condition or check gives for the examples in its file, and at its edges, before it is put into words.

tests/golden/hits.txt has for examples that find something the hits: where, about what, with which variant and values;
below each its environments, marks, edits and what else it consulted. Examples that are not in it yet are no concern of
this test; `pytest --update-golden` takes them in, and what has changed. Then read the difference.
"""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT
from edges import EDGES
from small import book

from aemlint import examples
from aemlint.engine import compiling, run
from aemlint.hit import Hit
from aemlint.judging import checks
from aemlint.loading import loaded
from aemlint.memory import Memory
from aemlint.request import Request
from aemlint.source import Place

FILE = ROOT / "tests/golden/hits.txt"
# Longest first: of two that begin alike the shorter one is a part of the longer.
MADE = sorted(examples.MADE.items(), key=lambda pair: -len(pair[1]))


def found(id: str, example: dict[str, Any]) -> list[str]:
    request = Request(examples.NOWHERE)
    request.target = example.get("target") or book().rules[id].target[0]
    files = {path: examples.content(file) for path, file in example["files"].items()}
    project = loaded(request, book(), Memory(examples.NOWHERE, files)).project
    hits, failures = run.hits([book().rules[id]], project, checks)  # none of settings and suppressions
    assert not failures
    return [line for _, hit in hits for line in lines(hit)]


def lines(hit: Hit) -> list[str]:
    """Without a credential: what the examples' marks stand for becomes the marks again."""
    variant = f" ({hit.variant})" if hit.variant else ""
    safe = "" if hit.safe is None else f" safe: {hit.safe}"
    told = [
        f"{place(hit.at)} {hit.subject}{variant}{safe}",
        f"    {said(hit.values)}",
        *(f"    in {name}" for name in hit.environments),
        *(f"    mark {mark.note}: {place(mark.at)} {said(mark.values)}" for mark in hit.marks),
        *(f"    edit {place(edit.place)} to {edit.text!a}" for edit in hit.edits),
        *(f"    consulted {path}" for path in hit.consulted),
    ]
    for mark, credential in MADE:
        told = [line.replace(credential, ascii(mark)[1:-1]).rstrip() for line in told]
    return told


def place(at: Place) -> str:
    return f"{at.source.path}:{at.span.start}-{at.span.end} {at.text!a}"


def said(values: Any) -> str:
    return ", ".join(f"{key}={value!a}" for key, value in sorted(values.items()))


def recorded() -> dict[tuple[str, str], list[str]]:
    """By rule and by the example's title."""
    known: dict[tuple[str, str], list[str]] = {}
    for line in FILE.read_text("ascii").splitlines() if FILE.exists() else ():
        if line.startswith("# "):
            id, _, title = line[2:].partition(": ")
            known[id, title] = []
        else:
            known[[*known][-1]].append(line)
    return known


KNOWN = recorded()
CASES = [
    (id, example)
    for id, path in compiling.rule_files(str(ROOT / "rules"))
    for example in compiling.rule_data(path, examples=True)["examples"]
    if "files" in example and example["finds"]
] + [(id, {"title": title, "files": files}) for id, title, files in EDGES]


def title(example: dict[str, Any]) -> str:
    return ascii(example["title"])[1:-1]


@pytest.mark.parametrize(
    ("id", "example"),
    [pytest.param(*case, id=f"{case[0]}[{title(case[1])}]") for case in CASES if (case[0], title(case[1])) in KNOWN],
)
def test_an_example_gives_the_recorded_hits(id: str, example: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--update-golden"):  # then test_every_recorded_example_is_there writes them all
        assert found(id, example) == KNOWN[id, title(example)]


def test_every_recorded_example_is_there(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        told = [(f"# {id}: {title(example)}", found(id, example)) for id, example in CASES]
        FILE.write_text("".join(f"{line}\n" for head, hits in told for line in (head, *hits)), "ascii")
        return
    assert KNOWN
    assert not set(KNOWN) - {(id, title(example)) for id, example in CASES}
