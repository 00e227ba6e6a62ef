"""Rules and schemas as Python modules: what the wheel carries, so that a run from it reads no YAML and no JSON.

`_compiled.py` has what a clean run needs, `_words.py` what findings need, `_pages.py` what only `explain` and a few
reports need.
"""

from __future__ import annotations

import os

from aemlint import data
from aemlint.engine.bundling import bundle
from aemlint.schema.tables import tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CONDITION = (
    *("severity", "target", "needs", "partly", "precision", "sensitive", "since", "formerly"),
    *("match", "when", "check", "from", "with", "fix"),
)


def rule_files(folder: str) -> list[tuple[str, str]]:
    """Ids and paths of the rules below a folder, in the order of their ids."""
    found = []
    for below, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".yaml"):
                path = os.path.join(below, name)
                id = os.path.relpath(path, folder)[: -len(".yaml")].replace(os.sep, "/")
                found.append((id, path))
    return sorted(found)


def rule_data(path: str, *, examples: bool = False) -> dict[str, Any]:
    """What a rule's file says; without its examples, which are most of it, reading takes a fifth of the time."""
    from ruamel.yaml import YAML

    with open(path, encoding="utf-8") as file:
        text = file.read()
    if not examples:
        text = text.partition("\nexamples:\n")[0]
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return data


PAGE = ("why", "limits", "references", "tags", "examples")


def split(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The condition of a rule, and its words, those of its page included."""
    condition = {key: value for key, value in data.items() if key in CONDITION}
    words = {key: value for key, value in data.items() if key not in CONDITION}
    if condition.get("fix", {}).get("title"):
        words["fix-title"] = condition["fix"]["title"]
    return condition, words


def conditions_and_words(rules_folder: str, *, examples: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    conditions, words = {}, {}
    for id, path in rule_files(rules_folder):
        conditions[id], words[id] = split(rule_data(path, examples=examples))
    return conditions, words


def modules(rules_folder: str, schemas_folder: str) -> dict[str, str]:
    """Source texts by file name, the same for the same input."""
    conditions, words = conditions_and_words(rules_folder, examples=True)
    sentences = {id: {key: one[key] for key in one if key not in PAGE} for id, one in words.items()}
    pages = {id: {key: one[key] for key in one if key in PAGE} for id, one in words.items()}
    head = '"""Made from rules/ and schemas/ when the wheel was built."""\n\n'
    return {
        "_compiled.py": f"{head}RULES = {conditions!r}\nSCHEMAS = {tables(schemas_folder)!r}\n",
        "_words.py": f"{head}WORDS = {sentences!r}\n",
        "_pages.py": f"{head}PAGES = {pages!r}\n",
        "_bundle.py": bundle(data.PACKAGE),
    }
