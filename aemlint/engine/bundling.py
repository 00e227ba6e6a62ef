"""Many small modules as one, for the wheel: a run spends most of its time on finding and loading modules.

Each module becomes a function of `_bundle.py` that gives the module's names; it runs when the module is first
imported. Docstrings and annotations stay behind in the modules themselves, which are in the wheel as well.
"""

from __future__ import annotations

import ast
import os

# What nearly every run of `check` loads: files and folders of the package. Everything else is loaded as ever.
HOT = (
    *(
        "app.py",
        "loading.py",
        "request.py",
        "discovery.py",
        "walk.py",
        "ignore.py",
        "reading.py",
        "source.py",
        "hit.py",
    ),
    *(
        "schema.py",
        "options.py",
        "settings/__init__.py",
        "commands/__init__.py",
        "commands/check.py",
        "commands/asking.py",
    ),
    *("report/__init__.py", "report/unchecked.py", "report/showing.py", "model", "checks", "formats/__init__.py"),
    *(
        "formats/cfg_json.py",
        "formats/json.py",
        "formats/json_scanner.py",
        "formats/json_comments.py",
        "formats/plain.py",
        "formats/java.py",
    ),
    *("formats/tree.py", "formats/offsets.py", "formats/document.py", "formats/quoting.py", "engine/__init__.py"),
    *("engine/levels.py", "engine/match.py", "engine/match_documents.py", "engine/match_placeholders.py"),
    *("engine/rule.py", "engine/rulebook.py", "engine/run.py", "engine/unjudged.py"),
)
HEAD = '''"""Made from the package's modules when the wheel was built."""

import sys
from _frozen_importlib import ModuleSpec


class Finder:
    """Gives the bundled modules; asked before the ordinary finders."""

    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            return ModuleSpec(name, self, is_package=name in PACKAGES)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        if name in PACKAGES:
            below = name.partition(".")[2].replace(".", "/")
            module.__path__ = [f"{folder}/{below}" for folder in sys.modules["aemlint"].__path__]
        module.__dict__.update(MODULES[name]())


def install():
    sys.meta_path.insert(0, Finder())
'''


def bundle(package: str) -> str:
    """The source of `_bundle.py` for the package in a folder."""
    functions: list[ast.stmt] = []
    names: dict[str, str] = {}
    packages = []
    for path in _paths(package):
        module = "aemlint." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if path.endswith("/__init__.py"):
            packages.append(module)
        with open(os.path.join(package, path), encoding="utf-8") as file:
            tree = _Stripping().visit(ast.parse(file.read()))
        names[module] = f"m{len(names)}"
        functions.append(_function(names[module], tree.body))
    text = ast.unparse(ast.fix_missing_locations(ast.Module(functions, [])))
    table = ", ".join(f"{module!r}: {function}" for module, function in names.items())
    return f"{HEAD}\n\n{text}\n\nMODULES = {{{table}}}\nPACKAGES = {set(packages)!r}\n"


def _paths(package: str) -> list[str]:
    found = []
    for one in HOT:
        full = os.path.join(package, one)
        if os.path.isdir(full):
            found += [f"{one}/{name}" for name in sorted(os.listdir(full)) if name.endswith(".py")]
        elif os.path.exists(full):
            found.append(one)
    return found


def _function(name: str, body: list[ast.stmt]) -> ast.stmt:
    given = ast.Return(ast.Call(ast.Name("locals", ast.Load()), [], []))
    arguments = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    made = ast.parse(f"def {name}(): pass").body[0]
    assert isinstance(made, ast.FunctionDef)
    made.args, made.body = arguments, [*body, given]
    return made


class _Stripping(ast.NodeTransformer):
    """Without docstrings, annotations and what only type checkers read."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = self._body(node.body)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = self._body(node.body)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = self._body(node.body)
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return self.generic_visit(ast.Assign([node.target], node.value))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        return None if node.module == "__future__" else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)

    @staticmethod
    def _body(body: list[ast.stmt]) -> list[ast.stmt]:
        first = body[0] if body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            return body[1:] or [ast.Pass()]
        return body
