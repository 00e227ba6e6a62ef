"""Rules of a project's own: YAML files with `match:`, from the folders that the settings name. Never code."""

from __future__ import annotations

import os

from aemlint.engine.compiling import split
from aemlint.engine.rule import Rule
from aemlint.engine.rulebook import Rulebook
from aemlint.formats.tree import Array, Scalar, Table
from aemlint.hit import Hit
from aemlint.reading import Unreadable, read
from aemlint.source import Place, Span, decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.formats.tree import Node
    from aemlint.settings import Settings

MOST = 500
OWN = "own"


def added(book: Rulebook, root: str, settings: Settings) -> tuple[Rulebook, list[Hit]]:
    """The rulebook with the rules of `rule-folders`, and their mistakes as hits of aemlint/settings."""
    if not settings.rule_folders:
        return book, []
    rules, words, mistakes = dict(book.rules), dict(book.all_words()), []
    for folder in settings.rule_folders:
        if not os.path.isdir(os.path.join(root, folder)):
            mistakes.append(Hit(settings.places[folder], folder, {"path": folder}, variant="missing"))
            continue
        for id, path in rule_paths(root, folder):
            data, wrong = rule_data(root, path)
            if data is not None and id in rules:
                wrong = [_mistake(Place(decoded(path, b""), Span(0, 0)), path, "rule-twice", rule=id)]
            mistakes += wrong
            if data is not None and not wrong:
                condition, words[id] = split(data)
                rules[id] = Rule(id, condition)
    return Rulebook(rules, book.tables, words), mistakes


def rule_paths(root: str, folder: str) -> list[tuple[str, str]]:
    """Ids and paths (relative to the root) of the rules below a folder; links are not followed."""
    found = []
    for below, folders, names in os.walk(os.path.join(root, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")):
                inner = os.path.relpath(os.path.join(below, name), os.path.join(root, folder)).replace(os.sep, "/")
                id = inner.rpartition(".")[0]
                found.append((f"{OWN}/{id}", f"{folder}/{inner}"))
    return found[:MOST]


def rule_data(root: str, path: str) -> tuple[dict[str, Any] | None, list[Hit]]:
    """A rule file's data, if it is a whole rule that can run nothing; else its first mistakes."""
    from aemlint.formats import yaml

    data = read(root, path, yaml.SIZE)
    if isinstance(data, Unreadable):
        return None, [_mistake(Place(decoded(path, b""), Span(0, 0)), path, "rule-file", reason=data.reason)]
    document = yaml.document(decoded(path, data))
    if document.root is None or document.problems:
        problem = document.problems[0] if document.problems else None
        at = Place(document.source, problem.span if problem else Span(0, 0))
        return None, [_mistake(at, path, "rule-file", reason=problem.reason if problem else "the file is empty")]
    plain = _plain(document.root)
    span, reason = _judged(document.root, plain)
    if reason:
        return None, [_mistake(Place(document.source, span), path, "rule-file", reason=reason)]
    assert isinstance(plain, dict)
    return plain, []


def _judged(root: Node, plain: object) -> tuple[Span, str]:
    """Where a file is no rule of a project's own, and why; "" where it is one."""
    from aemlint.engine import vocabulary

    if not isinstance(root, Table) or not isinstance(plain, dict):
        return root.span, "a rule is a mapping"
    for entry in root.entries:
        if entry.name in ("check", "from", "with"):
            return entry.key, f"`{entry.name}` is for the rules that come with aemlint: data only, never code"
    failed = vocabulary.violation(plain)
    if failed is None:
        return root.span, ""
    path, reason = failed
    return _span_of(root, path), reason


def _span_of(node: Node, path: list[str | int]) -> Span:
    span = Span(node.span.start, min(node.span.start + 1, node.span.end))
    for step in path:
        if isinstance(node, Table):
            entry = next((entry for entry in node.entries if entry.name == step), None)
            if entry is None:
                return span
            node, span = entry.value, entry.key
        elif isinstance(node, Array) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            span = node.span
    return span


def _plain(node: Node) -> object:
    """YAML's depth is limited, so this may recurse."""
    if isinstance(node, Table):
        return {entry.name: _plain(entry.value) for entry in node.entries}
    if isinstance(node, Array):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


def _mistake(at: Place, path: str, variant: str, **values: object) -> Hit:
    return Hit(at, path, values, variant=variant)
