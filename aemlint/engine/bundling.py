"""Many small modules as one, for the wheel: a run spends most of its time on finding and loading modules.

Each module becomes a function of `_bundle.py` that gives the module's names; it runs when the module is first
imported. Docstrings and annotations stay behind in the modules themselves, which are in the wheel as well.
"""

from __future__ import annotations

import ast
import os

# What nearly every run of `check` loads: files and folders of the package. Everything else is loaded as ever.
HOT = """
app.py judging.py outcome.py names.py
loading.py request.py discovery.py walk.py ignore.py reading.py source.py hit.py schema/__init__.py options.py
commands/__init__.py commands/check.py commands/asking.py
report/__init__.py report/unchecked.py report/showing.py
formats/__init__.py formats/cfg_json.py formats/json.py formats/json_scanner.py formats/json_comments.py
formats/later.py formats/plain.py formats/quoting.py formats/tree.py
model checks
engine/__init__.py engine/levels.py engine/match.py engine/match_documents.py engine/match_placeholders.py
engine/rule.py engine/rulebook.py engine/run.py engine/unjudged.py
""".split()
# Of those folders what only some projects need.
COLD = """
model/command.py model/delivery.py model/disclosed.py model/interpolation.py model/nearest.py
model/reads.py model/stray.py
checks/network_differs.py checks/network_duplicate.py checks/network_malformed.py checks/network_non_proxy.py
checks/network_provider_host.py checks/network_provider_port.py checks/network_shared_key.py checks/network_swapped.py
checks/network_unknown_field.py checks/document_problem.py checks/folder_flaw.py checks/legacy_format.py
checks/oauth_refresh_url.py checks/oauth_scopes.py checks/override_partial.py checks/override_tie.py checks/same_pid.py
checks/secret_in_command.py checks/starttls_port.py checks/underscore_key.py checks/unreadable.py
checks/variable_count.py checks/variable_malformed.py checks/variable_read.py checks/variable_value.py
""".split()
HEAD = '''"""Made from the package's modules when the wheel was built."""

import sys

Module = type(sys)


def waiting(name):
    """A module that is filled when something is first asked of it."""
    module = Module(name)

    def fill(asked):
        del module.__getattr__
        module.__dict__.update(MODULES[name]())
        try:
            return module.__dict__[asked]
        except KeyError:
            raise AttributeError(f"{name} has no {asked}") from None

    module.__getattr__ = fill
    return module


def install():
    """Ready-made modules, where the import system only has to look them up."""
    made = sys.modules
    package = made["aemlint"]
    for name in MODULES:
        module = made[name] = waiting(name)
        if name in PACKAGES:
            module.__path__ = [f"{folder}/{PACKAGES[name]}" for folder in package.__path__]
    for name in MODULES:
        above, _, last = name.rpartition(".")
        setattr(made[above], last, made[name])
'''


def bundle(package: str) -> str:
    """The source of `_bundle.py` for the package in a folder."""
    functions: list[ast.stmt] = []
    names: dict[str, str] = {}
    packages: dict[str, str] = {}
    for path in _paths(package):
        module = "aemlint." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if path.endswith("/__init__.py"):
            packages[module] = path.removesuffix("/__init__.py")
        with open(os.path.join(package, path), encoding="utf-8") as file:
            tree = _Stripping().visit(ast.parse(file.read()))
        names[module] = f"m{len(names)}"
        functions.append(_function(names[module], tree.body))
    text = ast.unparse(ast.fix_missing_locations(ast.Module(functions, [])))
    table = ", ".join(f"{module!r}: {function}" for module, function in names.items())
    return f"{HEAD}\n\n{text}\n\nMODULES = {{{table}}}\nPACKAGES = {packages!r}\n"


def _paths(package: str) -> list[str]:
    found = []
    for one in HOT:
        full = os.path.join(package, one)
        if os.path.isdir(full):
            names = (f"{one}/{name}" for name in sorted(os.listdir(full)) if name.endswith(".py"))
            found += [name for name in names if name not in COLD]
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
