"""JSON with places, for networking and variables files."""

from __future__ import annotations

from aemlint.formats.json_scanner import MISTAKES, Scanner
from aemlint.formats.tree import Array, Document, Problem, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.source import Source


def document(source: Source) -> Document:
    """Reads a JSON file. Keys that stand twice both stay, and are a problem."""
    scanner = Scanner(source.text)
    if source.text.startswith("\ufeff"):  # Cloud Manager's tools write and take it
        scanner = Scanner(" " + source.text[1:])
    root = scanner.document()
    problems = list(scanner.problems)
    refused = bool(problems)
    if root is not None:
        problems += _duplicates(root)
    if source.damage is not None:
        problems.insert(0, Problem("unreadable", source.damage, "bytes that are no UTF-8"))
        refused = True
    return Document(source, "json", root, problems=problems, refused=refused)


def _duplicates(root: Node) -> list[Problem]:
    found: list[Problem] = []
    waiting = [root]
    while waiting and len(found) < MISTAKES:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(reversed(node.items))
        elif isinstance(node, Table):
            seen: set[str] = set()
            for entry in node.entries:
                if entry.name in seen:
                    found.append(Problem("duplicate-key", entry.key, f"the key `{entry.name}` stands twice"))
                seen.add(entry.name)
                waiting.append(entry.value)
    return found
