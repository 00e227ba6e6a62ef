"""Rules of a project's own: YAML files with `match:`, from the folders that the settings name. Never code."""

from __future__ import annotations

from aemlint.engine.compiling import split
from aemlint.engine.rule import Rule
from aemlint.engine.rulebook import Rulebook
from aemlint.formats.tree import Array, Scalar, Table
from aemlint.hit import Hit
from aemlint.reading import Unreadable, reason_of
from aemlint.source import Place, Span, decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.formats.tree import Node
    from aemlint.reading import Disk
    from aemlint.settings import Settings

MOST = 500
OWN = "own"


def added(book: Rulebook, tree: Disk, settings: Settings) -> tuple[Rulebook, list[Hit]]:
    """The rulebook with the rules of `rule-folders`, and their mistakes as hits of aemlint/settings."""
    if not settings.rule_folders:
        return book, []
    rules, words, mistakes = dict(book.rules), dict(book.all_words()), []
    for folder in settings.rule_folders:
        try:
            tree.listed(folder)
        except OSError:
            mistakes.append(Hit(settings.places[folder], folder, {"path": folder}, variant="missing"))
            continue
        paths, unread = rule_paths(tree, folder)
        mistakes += unread
        for id, path in paths:
            data, wrong = rule_data(tree, path)
            if data is not None and id in rules:
                wrong = [_mistake(Place(decoded(path, b""), Span(0, 0)), path, "rule-twice", rule=id)]
            mistakes += wrong
            if data is not None and not wrong:
                condition, words[id] = split(data)
                rules[id] = Rule(id, condition)
    return Rulebook(rules, book.tables, words), mistakes


def rule_paths(tree: Disk, folder: str) -> tuple[list[tuple[str, str]], list[Hit]]:
    """Ids and paths of the rules below a folder, "" for all of the tree, and what could not be listed; links to folders
    are not followed.
    """
    found: list[tuple[str, str]] = []
    unread: list[Hit] = []
    start = f"{folder}/" if folder else ""
    waiting = [folder]
    while waiting and len(found) < MOST:
        below = waiting.pop()
        try:
            entries = sorted(tree.listed(below), key=lambda entry: entry.name)
        except OSError as error:
            place = Place(decoded(below, b""), Span(0, 0))
            unread.append(_mistake(place, below, "rule-file", reason=reason_of(error)))
            continue
        paths = [(f"{below}/{entry.name}" if below else entry.name, entry) for entry in entries]
        for path, entry in paths:
            if path.endswith((".yaml", ".yml")) and not entry.is_dir(follow_symlinks=False):
                found.append((f"{OWN}/{path.removeprefix(start).rpartition('.')[0]}", path))
        waiting += [path for path, entry in reversed(paths) if entry.is_dir(follow_symlinks=False)]
    return found[:MOST], unread


def rule_data(tree: Disk, path: str) -> tuple[dict[str, Any] | None, list[Hit]]:
    """A rule file's data, if it is a whole rule that can run nothing; else its first mistakes."""
    from aemlint.formats import yaml

    data = tree.read(path, yaml.SIZE)
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
