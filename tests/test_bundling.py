"""What is made when the wheel is built: rules and schemas as modules, and many modules as one."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import aemlint
from aemlint import data
from aemlint.engine import bundling, compiling
from aemlint.engine.rulebook import Rulebook, rulebook

RULE = """\
title: Odd
severity: error
since: "0.2"
target: [cloud]
needs: [network]
partly: true
precision: low
sensitive: true
formerly: [old/odd]
when: documents
match: {property: a}
fix: {safe: true, set: b, title: Write b}
message: is odd
mark: here
note: a fact
advice: Mend it.
why: Because.
limits: None.
references: [Somewhere]
tags: [odd]
examples:
  - title: One
    files: {a: b}
    finds: []
"""
CHECKED = 'title: Even\nseverity: info\nsince: "0.1"\ncheck: port_range\nwith: {a: 1}\nmessage: is even\n'
FROM = 'title: From\nseverity: info\nsince: "0.1"\nfrom: settings\nfix: {safe: false, lower: true}\nmessage: is\n'
CONDITION = {
    "severity": "error",
    "since": "0.2",
    "target": ["cloud"],
    "needs": ["network"],
    "partly": True,
    "precision": "low",
    "sensitive": True,
    "formerly": ["old/odd"],
    "when": "documents",
    "match": {"property": "a"},
    "fix": {"safe": True, "set": "b", "title": "Write b"},
}
SENTENCES = {
    "title": "Odd",
    "message": "is odd",
    "mark": "here",
    "note": "a fact",
    "advice": "Mend it.",
    "fix-title": "Write b",
}
PAGE = {"why": "Because.", "limits": "None.", "references": ["Somewhere"], "tags": ["odd"]}
EXAMPLES = [{"title": "One", "files": {"a": "b"}, "finds": []}]


@pytest.fixture
def rules(tmp_path: Path) -> str:
    root = tmp_path / "some rules"
    for path, text in (
        ("topic/odd.yaml", RULE),
        ("topic/even.yaml", CHECKED),
        ("a/deep/er.yaml", FROM),
        ("README.md", "no rule"),
        ("topic/x.yaml.bak", "no rule"),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return str(root)


def test_rules_go_by_their_paths(rules: str) -> None:
    paths = [(id, Path(path).relative_to(rules).as_posix()) for id, path in compiling.rule_files(rules)]
    assert paths == [(id, f"{id}.yaml") for id in ("a/deep/er", "topic/even", "topic/odd")]


def test_examples_are_read_where_they_are_asked_for(rules: str) -> None:
    path = dict(compiling.rule_files(rules))["topic/odd"]
    whole = compiling.rule_data(path, examples=True)
    assert whole["examples"] == EXAMPLES
    assert compiling.rule_data(path) == {key: value for key, value in whole.items() if key != "examples"}


def test_conditions_and_words_are_parted(rules: str) -> None:
    conditions, words = compiling.conditions_and_words(rules)
    assert list(conditions) == list(words) == ["a/deep/er", "topic/even", "topic/odd"]
    assert conditions["topic/odd"] == CONDITION
    assert words["topic/odd"] == {**SENTENCES, **PAGE}
    assert conditions["topic/even"] == {"severity": "info", "since": "0.1", "check": "port_range", "with": {"a": 1}}
    assert words["topic/even"] == {"title": "Even", "message": "is even"}
    fix = {"safe": False, "lower": True}
    assert conditions["a/deep/er"] == {"severity": "info", "since": "0.1", "from": "settings", "fix": fix}
    assert words["a/deep/er"] == {"title": "From", "message": "is"}
    assert compiling.conditions_and_words(rules, examples=True)[1]["topic/odd"]["examples"] == EXAMPLES


def names(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(text, found)
    return found


def test_modules_hold_what_the_files_say(rules: str, book: Rulebook) -> None:
    made = compiling.modules(rules, data.schemas_folder())
    assert list(made) == ["_compiled.py", "_words.py", "_pages.py", "_bundle.py"]
    head = '"""Made from rules/ and schemas/ when the wheel was built."""\n\n'
    assert all(made[name].startswith(head) for name in ("_compiled.py", "_words.py", "_pages.py"))
    compiled = names(made["_compiled.py"])
    assert compiled["RULES"]["topic/odd"] == CONDITION
    assert list(compiled["RULES"]) == ["a/deep/er", "topic/even", "topic/odd"]
    assert compiled["SCHEMAS"] == book.tables
    assert names(made["_words.py"])["WORDS"]["topic/odd"] == SENTENCES
    assert names(made["_pages.py"])["PAGES"] == {
        "a/deep/er": {},
        "topic/even": {},
        "topic/odd": {**PAGE, "examples": EXAMPLES},
    }
    assert made["_bundle.py"] == bundling.bundle(data.PACKAGE)


# --- the rulebook, of modules and of files


def module(monkeypatch: pytest.MonkeyPatch, name: str, **names: Any) -> None:
    """A compiled module, or with nothing in it none."""
    full = f"aemlint.{name}"
    if names:
        made = ModuleType(full)
        made.__dict__.update(names)
        monkeypatch.setitem(sys.modules, full, made)
        monkeypatch.setattr(aemlint, name, made, raising=False)
    else:
        monkeypatch.setitem(sys.modules, full, None)
        monkeypatch.delattr(aemlint, name, raising=False)


def test_compiled_rules_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    module(monkeypatch, "_compiled", RULES={"topic/odd": CONDITION}, SCHEMAS={"a.Pid": 1})
    module(monkeypatch, "_words", WORDS={"topic/odd": SENTENCES})
    module(monkeypatch, "_pages", PAGES={"topic/odd": {**PAGE, "examples": EXAMPLES}})
    found = rulebook()
    assert list(found.rules) == ["topic/odd"]
    assert (found.rules["topic/odd"].id, found.rules["topic/odd"].since) == ("topic/odd", "0.2")
    assert found.tables == {"a.Pid": 1}
    assert found.words("topic/odd") == SENTENCES
    whole = {**SENTENCES, **PAGE, "examples": EXAMPLES}
    assert found.page("topic/odd") == whole
    assert found.described("topic/odd") == (found.rules["topic/odd"], whole)


def test_without_them_the_files_are_read(monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> None:
    for name in ("_compiled", "_words", "_pages"):
        module(monkeypatch, name)
    found = rulebook()
    assert list(found.rules) == list(book.rules)
    assert found.tables == book.tables
    id = "host/wrong-default"
    assert found.rules[id].id == id
    assert "examples" not in found.words(id)
    page = found.page(id)
    assert (page["title"], bool(page["examples"])) == (found.words(id)["title"], True)
    assert found.page(id)["why"] == found.words(id)["why"]


# --- many modules as one


SOURCE = '''
"""A docstring."""

from __future__ import annotations

import os
from aemlint import data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
if os.sep:
    SEPARATOR: str = os.sep
COUNT: int = 1
LATER: str
"no docstring"


class Thing(object):
    """A docstring."""

    size: int
    name: str = 'x'

    def __init__(self, one: int, *, other: str='a') -> None:
        """A docstring."""
        self.one: int = one


def nothing() -> None:
    """Only a docstring."""


def given(x: int) -> int:
    "A docstring."
    return x
'''
STRIPPED = """\
def m1():
    import os
    from aemlint import data
    TYPE_CHECKING = False
    if os.sep:
        SEPARATOR = os.sep
    COUNT = 1
    'no docstring'

    class Thing(object):
        name = 'x'

        def __init__(self, one, *, other='a'):
            self.one = one

    def nothing():
        pass

    def given(x):
        return x
    return locals()"""


@pytest.fixture
def source(tmp_path: Path) -> str:
    root = tmp_path / "some package"
    for path, text in {
        "app.py": "A = 1\n",
        "judging.py": SOURCE,
        "writing.py": "not of those\n",
        "schema/__init__.py": "",
        "engine/__init__.py": '"""Nothing but a docstring."""\n',
        "engine/baseline.py": "not of those\n",
        "model/value.py": "V = 2\n",
        "model/network.py": "N = 3\n",
        "model/command.py": "only some projects need it\n",
        "model/notes.txt": "no module\n",
        "model/__init__.py": "M = 4\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return str(root)


def test_each_module_becomes_a_function(source: str) -> None:
    text = bundling.bundle(source)
    assert text.startswith(bundling.HEAD)
    body = text.removeprefix(bundling.HEAD)
    first, rest = body.split("\n\ndef m1", 1)
    assert first.strip() == "def m0():\n    A = 1\n    return locals()"
    second, rest = ("def m1" + rest).split("\n\ndef m2", 1)
    assert second.strip() == STRIPPED
    assert rest.split("\n\n", 1)[0] == "():\n    return locals()"
    found = names(f"import sys\n{text.partition('import sys')[2]}")
    assert list(found["MODULES"]) == [
        *("aemlint.app", "aemlint.judging", "aemlint.schema"),
        *("aemlint.model", "aemlint.model.network", "aemlint.model.value", "aemlint.engine"),
    ]
    assert found["PACKAGES"] == {"aemlint.schema": "schema", "aemlint.model": "model", "aemlint.engine": "engine"}
    assert found["MODULES"]["aemlint.model.value"]() == {"V": 2}
    assert found["MODULES"]["aemlint.engine"]() == {}
    thing = found["MODULES"]["aemlint.judging"]()
    assert (thing["COUNT"], thing["given"](5), thing["Thing"](7).one) == (1, 5, 7)


def test_a_module_is_filled_when_it_is_first_asked(source: str) -> None:
    found = names(bundling.bundle(source))
    waiting = found["waiting"]("aemlint.model.value")
    assert "V" not in vars(waiting)
    assert waiting.V == 2
    assert vars(waiting)["V"] == 2
    with pytest.raises(AttributeError, match=r"^aemlint\.model\.network has no odd$"):
        _ = found["waiting"]("aemlint.model.network").odd


def test_only_what_nearly_every_run_loads_is_in_it() -> None:
    found = bundling._paths(data.PACKAGE)
    assert len(found) == len(set(found))
    assert not set(found) & set(bundling.COLD)
    assert {"app.py", "checks/__init__.py", "checks/port_range.py", "model/value.py"} <= set(found)
    for path in (*found, *bundling.COLD):
        assert (Path(data.PACKAGE) / path).is_file(), path
