"""Mutants of a rule: its condition with one clause dropped. Some example must notice each of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Without these a match says nothing at all.
LOOKS = ("property", "forward", "network", "variable", "run-modes")


def mutants(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each clause (`match.value.not`), and the rule's data without it."""
    for part in ("match", "with"):
        for path in _paths(data.get(part) or {}):
            if part == "match" and len(path) == 1 and path[0] in LOOKS:
                continue
            if part == "with" and len(path) > 1:  # a check's argument stands or falls as a whole
                continue
            yield ".".join(map(str, (part, *path))), {**data, part: _without(data[part], path)}


def _paths(node: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if isinstance(node, list) and not isinstance(value, dict):  # of several words each is as good as the next
            continue
        yield (*above, key)
        yield from _paths(value, (*above, key))


def _without(node: Any, path: tuple[str | int, ...]) -> Any:
    """A copy without what stands at the path; what is left empty by it goes too."""
    first, rest = path[0], path[1:]
    if isinstance(node, list):
        items = [item for at, item in enumerate(node) if rest or at != first]
        return [_without(item, rest) if rest and at == first else item for at, item in enumerate(items)]
    kept = {key: value for key, value in node.items() if rest or key != first}
    if rest:
        kept[first] = _without(node[first], rest)
        if kept[first] in ({}, []):
            del kept[first]
    return kept
