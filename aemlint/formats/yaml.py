"""YAML with places, by ruamel.yaml behind a scan that keeps out what makes YAML dangerous or slow."""

from __future__ import annotations

from aemlint.formats.tree import Array, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.formats.tree import Node
    from aemlint.source import Source

SIZE = 64 << 10
DEPTH = 50
TRUE, FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
NULL = ("", "~", "null", "Null", "NULL")


def document(source: Source) -> Document:
    problem = _refused(source)
    if problem is not None:
        return Document(source, "yaml", None, problems=[problem], refused=True)
    text = source.text.removeprefix("\ufeff")
    shift = len(source.text) - len(text)
    problems: list[Problem] = []
    try:
        root = _composed(text, problems, shift)
    except RecursionError:
        root = None
        problems.append(Problem("syntax", Span(0, 0), "nested too deep"))
    return Document(source, "yaml", root, problems=problems, refused=any(p.kind == "syntax" for p in problems))


def _refused(source: Source) -> Problem | None:
    """A linear look before ruamel gets it: it takes minutes over what was made to take minutes."""
    text = source.text
    if source.damage is not None:
        return Problem("unreadable", source.damage, "bytes that are no UTF-8")
    if len(text) > SIZE:
        return Problem("syntax", Span(0, 0), f"larger than {SIZE >> 10} KiB")
    depth = 0
    for at, one in enumerate(text):
        if one in "[{":
            depth += 1
        elif one in "]}":
            depth = max(depth - 1, 0)
        if depth > DEPTH:
            return Problem("syntax", Span(at, at + 1), f"nested deeper than {DEPTH} levels")
        before = text[at - 1] if at else "\n"
        following = text[at + 1 : at + 2]
        if one in "&*!" and before in " \t\n[{,:-" and following.strip() and not following.isspace():
            start = text.rfind("\n", 0, at) + 1
            if not _inside_text(text[start:at]):
                word = {"&": "an anchor", "*": "an alias", "!": "a tag"}[one]
                return Problem("syntax", Span(at, at + 1), f"{word}, which these files do not need")
    lines = text.split("\n")
    if any(line.startswith(" " * (DEPTH * 2 + 2)) and "- " in line for line in lines) or "- " * DEPTH in text:
        return Problem("syntax", Span(0, 0), f"nested deeper than {DEPTH} levels")
    return None


def _inside_text(before: str) -> bool:
    """Whether a line's start leaves a quote or a comment open."""
    quote = ""
    for at, one in enumerate(before):
        if quote:
            quote = "" if one == quote else quote
        elif one in "\"'" and (at == 0 or before[at - 1] in " [{,:-"):
            quote = one
        elif one == "#" and (at == 0 or before[at - 1] == " "):
            return True
    if quote:
        return True
    value = before.partition(": ")[2] or before.strip().removeprefix("- ")
    return bool(value.strip()) and value.strip()[0] not in "[{-"


def _composed(text: str, problems: list[Problem], shift: int) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index if mark is not None else 0, max(len(text) - 1, 0)) + shift
        problems.append(Problem("syntax", Span(at, min(at + 1, len(text) + shift)), "YAML that cannot be read from here on"))
        return None
    except (YAMLError, ValueError):
        problems.append(Problem("syntax", Span(0, 0), "YAML that cannot be read"))
        return None
    return None if node is None else _tree(node, problems, shift, 0)


def _tree(node: Any, problems: list[Problem], shift: int, depth: int) -> Node:
    span = Span(node.start_mark.index + shift, node.end_mark.index + shift)
    if depth > 2 * DEPTH:
        problems.append(Problem("syntax", span, f"nested deeper than {DEPTH} levels"))
        return Scalar(span, None, "null")
    kind = type(node).__name__
    if kind == "MappingNode":
        table = Table(span, [])
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if type(key).__name__ == "ScalarNode" else ""
            at = Span(key.start_mark.index + shift, key.end_mark.index + shift)
            if name == "<<":
                problems.append(Problem("syntax", at, "a merge key, which these files do not need"))
            if name in seen:
                problems.append(Problem("duplicate-key", at, f"the key `{name}` stands twice"))
            seen.add(name)
            table.entries.append(Entry(at, name, _tree(value, problems, shift, depth + 1)))
        return table
    if kind == "SequenceNode":
        return Array(span, [_tree(item, problems, shift, depth + 1) for item in node.value], "array")
    text = str(node.value)
    return _scalar(span, text) if node.style is None else Scalar(span, text, "string")


def _scalar(span: Span, text: str) -> Scalar:
    """By YAML 1.2's core schema."""
    if text in TRUE or text in FALSE:
        return Scalar(span, text in TRUE, "boolean")
    if text in NULL:
        return Scalar(span, None, "null")
    digits = text[1:] if text[:1] in ("-", "+") else text
    if digits.isascii() and digits.isdigit() and len(digits) <= 20:
        return Scalar(span, int(text), "integer")
    if digits[:1].isdigit() and set(digits) <= set("0123456789.eE+-"):
        try:
            return Scalar(span, float(text), "number")
        except ValueError:
            pass
    return Scalar(span, text, "string")
