"""Mutants of a module: its tree with one operator, constant, condition, result or statement changed.

Only what stands in functions is changed: the code of a function can be put in place in a process that is running.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

OPERATORS: dict[type, type] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
# Comparisons whose other operator is their negation: to negate the condition, too, would be the same mutant again.
TURNED = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)


class Mutant(NamedTuple):
    path: Path
    number: int
    function: str
    first: int  # the function's first line
    lines: tuple[int, ...]  # where a test must have been that can notice; the first of them is best
    words: str

    @property
    def where(self) -> str:
        return f"{self.path.as_posix().rpartition('/aemlint/')[2]}:{self.lines[0]}"

    def code(self) -> Any:
        """The module's code with this change."""
        mutator = Mutator(self.path, self.number)
        tree = mutator.visit(ast.parse(self.path.read_text("utf-8")))
        return compile(ast.fix_missing_locations(tree), str(self.path), "exec", dont_inherit=True)


def mutants(path: Path) -> list[Mutant]:
    mutator = Mutator(path)
    mutator.visit(ast.parse(path.read_text("utf-8")))
    return mutator.found


class Mutator(ast.NodeTransformer):
    """Counts what could be changed, and changes what has the wanted number."""

    def __init__(self, path: Path, wanted: int = -1) -> None:
        self.path = path
        self.wanted = wanted
        self.found: list[Mutant] = []
        self.names: list[str] = []
        self.function: ast.AST | None = None
        self.statement: ast.stmt | None = None

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.Assert) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            return node
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            if node.name == "__repr__":  # for people at a debugger
                return node
            return self._scope(node)
        before = self.statement
        if isinstance(node, ast.stmt):
            self.statement = node
        changed = node
        if isinstance(node, ast.AnnAssign):  # not its annotation
            node.value = self.visit(node.value) if node.value else None
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            self.generic_visit(node)
            for words, other in _changes(node) if self.function else ():
                if len(self.found) == self.wanted:
                    changed = ast.copy_location(other, node)
                self._add(node, words)
        self.statement = before
        return changed

    def _scope(self, node: ast.ClassDef | ast.FunctionDef) -> ast.AST:
        outer, self.function = self.function, self.function or (node if isinstance(node, ast.FunctionDef) else None)
        if not outer:
            self.names.append(node.name)
        node.body = [self.visit(one) for one in node.body]
        if not outer:
            self.names.pop()
        self.function = outer
        return node

    def _add(self, node: ast.AST, words: str) -> None:
        function: Any = self.function
        at: Any = node if hasattr(node, "lineno") else self.statement
        whole: Any = self.statement
        end = whole.body[0].lineno - 1 if getattr(whole, "body", None) else whole.end_lineno
        # A constant may have no line of its own to run: then the statement's first line tells.
        lines = (*range(at.lineno, max(end, at.lineno) + 1), whole.lineno)
        first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        self.found.append(Mutant(self.path, len(self.found), ".".join(self.names), first, lines, words))


def _changes(node: Any) -> Iterator[tuple[str, Any]]:
    """What may stand in place of a node, and how to say so."""
    text = " ".join(ast.unparse(node).split())[:90] if hasattr(node, "lineno") else ""
    if isinstance(node, ast.stmt):
        yield from _statements(node, text)
    elif isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            ops = [*node.ops[:at], OPERATORS[type(operator)](), *node.ops[at + 1 :]]
            yield _said(text, ast.Compare(node.left, ops, node.comparators))
    elif isinstance(node, ast.BoolOp):
        yield _said(text, ast.BoolOp(OPERATORS[type(node.op)](), node.values))
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield _said(text, ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield _said(text, node.operand)
    elif isinstance(node, ast.Constant) and node.value is not None and node.value is not Ellipsis:
        other = _other(node.value)
        yield f"{node.value!r} -> {other!r}", ast.Constant(other)
    elif isinstance(node, ast.IfExp):
        yield from _negated(node)
    elif isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            if not _is_turned(test):
                ifs = [*node.ifs[:at], ast.UnaryOp(ast.Not(), test), *node.ifs[at + 1 :]]
                yield f"not ({ast.unparse(test)[:80]})", _with(node, ifs=ifs)


def _statements(node: Any, text: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield f"{text} -> return None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.If | ast.While):
        yield from _negated(node)
    elif isinstance(node, ast.Break | ast.Continue):
        yield f"{text} -> the other", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Delete) or (
        isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name | ast.Tuple)
    ):
        yield f"{text} -> pass", ast.Pass()


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return "XX" + value if isinstance(value, str) else b"XX" + value


def _negated(node: Any) -> Iterator[tuple[str, Any]]:
    if not _is_turned(node.test):
        yield f"not ({ast.unparse(node.test)[:80]})", _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _said(text: str, other: Any) -> tuple[str, Any]:
    return f"{text} -> {' '.join(ast.unparse(other).split())[:90]}", other


def _with(node: Any, **fields: Any) -> Any:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _is_turned(test: ast.AST) -> bool:
    if isinstance(test, ast.Compare):
        return len(test.ops) == 1 and isinstance(test.ops[0], TURNED)
    return isinstance(test, ast.UnaryOp)
