"""Every example of every rule; and what a rule's file must have."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from conftest import ROOT

from aemlint import examples
from aemlint.engine import compiling
from aemlint.engine.mutation import mutants
from aemlint.engine.rule import Rule
from aemlint.engine.rulebook import Rulebook

RULES = {id: compiling.rule_data(path, examples=True) for id, path in compiling.rule_files(str(ROOT / "rules"))}
WORDS = {id: compiling.split(rule)[1] for id, rule in RULES.items()}
EXAMPLES = [
    pytest.param(id, example, id=f"{id}[{example['title']}]")
    for id, rule in RULES.items()
    for example in rule["examples"]
]


@pytest.mark.parametrize(("id", "example"), EXAMPLES)
def test_an_example_finds_what_it_says_and_nothing_else(id: str, example: dict[str, Any], book: Rulebook) -> None:
    assert not examples.differences(id, example, book)


@pytest.mark.parametrize("id", RULES)
def test_a_rule_file_is_valid(id: str) -> None:
    schema = json.loads((ROOT / "schemas/rule.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(RULES[id])


@pytest.mark.parametrize("id", RULES)
def test_a_rule_has_two_examples_each_way(id: str) -> None:
    finding = [example for example in RULES[id]["examples"] if example["finds"]]
    silent = [example for example in RULES[id]["examples"] if not example["finds"]]
    assert len(finding) >= 2
    assert len(silent) >= 2


@pytest.mark.parametrize("id", [id for id, rule in RULES.items() if rule.get("fix")])
def test_a_rule_that_fixes_shows_it(id: str) -> None:
    assert any(example.get("fixed") for example in RULES[id]["examples"])


MUTANTS = [
    pytest.param(id, mutant, id=f"{id}[{clause}]") for id, rule in RULES.items() for clause, mutant in mutants(rule)
]


@pytest.mark.parametrize(("id", "mutant"), MUTANTS)
def test_some_example_notices_a_dropped_clause(id: str, mutant: dict[str, Any], book: Rulebook) -> None:
    changed = Rulebook({**book.rules, id: Rule(id, mutant)}, book.tables, WORDS)
    assert any(_differs(id, example, changed) for example in RULES[id]["examples"])


def _differs(id: str, example: dict[str, Any], book: Rulebook) -> bool:
    try:
        return bool(examples.differences(id, example, book))
    except (TypeError, KeyError):  # the clause was an argument that the check cannot do without
        return True
