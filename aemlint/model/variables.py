"""Variables and secrets that Cloud Manager gives an environment, in the shapes of aio and of the API."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model import shapes
from aemlint.model.network import field
from aemlint.model.value import Judged
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from aemlint.formats.tree import Document, Node

STRING, SECRET = "string", "secretString"
TYPES = (STRING, SECRET)
SERVICES = ("author", "publish", "preview")
# Of a pipeline's variables, which no instance sees.
STEPS = ("build", "functionaltest", "uitest", "loadtest")
KEYS = ("name", "value", "type", "service", "status")
GONE = ("deleting", "deleted")
# Beginnings of names that are Adobe's: what they hold is in no file of a project.
GIVEN = ("AEM_", "INTERNAL_", "ADOBE_", "CONST_")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
NAME = LETTERS | frozenset("0123456789")


def right_name(text: str) -> bool:
    return shapes.variable_name(text)


class Variable:
    """One item, as it is written; `type` and `service` are "" where they are not given."""

    __slots__ = ("file", "table")

    def __init__(self, file: VariablesFile, table: Table) -> None:
        self.file = file
        self.table = table

    def node(self, name: str) -> Node | None:
        entry = field(self.table, name)
        return None if entry is None else entry.value

    def text(self, name: str) -> str:
        node = self.node(name)
        value = node.value if isinstance(node, Scalar) else None
        return value if isinstance(value, str) else ""

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def type(self) -> str:
        return self.text("type")

    @property
    def service(self) -> str:
        return self.text("service")

    @property
    def set(self) -> bool:
        """Whether the environment has it afterwards: an empty value deletes."""
        node = self.node("value")
        return not (isinstance(node, Scalar) and node.value == "") and self.text("status") not in GONE

    def is_for(self, tier: str) -> bool:
        """A service that there is not is variable/malformed's, and taken for all here."""
        service = self.service.lower()
        return service == tier or service not in SERVICES

    def is_read_by(self, placeholder_type: str) -> bool:
        """Whether `$[env:…]` or `$[secret:…]` gets it; of a type that does not exist nothing is known.

        One without a type that is read as a secret is variable/untyped-secret's.
        """
        written = self.type.lower()
        if written not in (STRING, SECRET.lower()):
            return True
        return (written == STRING) == (placeholder_type == "env")

    def at(self, name: str, *, key: bool = False) -> Place:
        """Where a field's value stands, or its key; the item itself where the field is missing."""
        entry = field(self.table, name)
        span = self.table.span if entry is None else entry.key if key else entry.value.span
        return Place(self.file.document.source, span)

    def judged(self, name: str) -> Judged:
        """A field that is not there is blank, of the type `missing`."""
        node = self.node(name)
        return Judged(Scalar(self.table.span, None, "missing") if node is None else node)

    def subject(self, name: str) -> str:
        return f"variables[{self.name}].{name}"

    def __repr__(self) -> str:
        return f"Variable({self.name})"


class VariablesFile:
    """`environments` are the names of those that it belongs to.

    `broken`: it does not parse, so that nothing is known to be missing from it. `pipeline`: its variables are a
    pipeline's, and no instance sees them. `array` is False where the items stand in something else than a list.
    """

    __slots__ = ("_by_name", "array", "broken", "document", "environments", "items", "path", "pipeline", "variables")

    def __init__(self, document: Document, items: list[Node], *, array: bool = True, pipeline: bool = False) -> None:
        self.document = document
        self.path = document.source.path
        self.broken = document.refused
        self.array = array
        self.pipeline = pipeline
        self.environments: list[str] = []
        self.items = items
        self.variables = [Variable(self, item) for item in items if isinstance(item, Table)]
        self._by_name: dict[str, Variable] | None = None

    @property
    def by_name(self) -> dict[str, Variable]:
        """The last of each name."""
        if self._by_name is None:
            self._by_name = {variable.name: variable for variable in self.variables}
        return self._by_name

    @property
    def at(self) -> Place:
        return Place(self.document.source, Span(0, 0))

    def place(self, span: Span) -> Place:
        return Place(self.document.source, span)

    def __repr__(self) -> str:
        return f"VariablesFile({self.path!r}, {len(self.variables)} variables)"


def variables_file(
    document: Document, *, named: bool = False, read: Callable[[], Container[str]] | None = None
) -> VariablesFile | None:
    """Recognised by content; `named`: the settings say that it is one, so that less will do.

    `read` gives the names that configurations read: a bare list of names and values is one if such a name is in it.
    """
    root = document.root
    if isinstance(root, Array):
        if not named and not _looks_right(root.items, read):
            return None
        return VariablesFile(document, root.items, pipeline=not named and _of_pipeline(root.items))
    if not isinstance(root, Table):
        return None
    embedded = field(root, "_embedded")
    if embedded is not None:
        inner = field(embedded.value, "variables") if isinstance(embedded.value, Table) else None
        if inner is None or not isinstance(inner.value, Array) or not all(map(_is_answer, inner.value.items)):
            return None
        pipeline = "/pipeline/" in document.source.text or _of_pipeline(inner.value.items)
        return VariablesFile(document, inner.value.items, pipeline=pipeline)
    # What the tools refuse: one item without a list, a list inside of something.
    inner = field(root, "variables")
    if inner is not None and isinstance(inner.value, Array) and (named or _looks_right(inner.value.items, None)):
        return VariablesFile(document, inner.value.items, array=False)
    if _looks_right([root], None):
        return VariablesFile(document, [root], array=False)
    return VariablesFile(document, [], array=False) if named else None


def handoff(document: Document) -> VariablesFile:
    """What a tool that moves secrets to Cloud Manager leaves behind: `variables`, with a `cm_type` for the type."""
    root = document.root
    inner = field(root, "variables") if isinstance(root, Table) else None
    items = inner.value if inner is not None else root
    return VariablesFile(document, items.items if isinstance(items, Array) else [])


def _is_answer(item: Node) -> bool:
    if not isinstance(item, Table) or field(item, "name") is None:
        return False
    return _text(item, "type").lower() in ("", STRING, SECRET.lower())


def _looks_right(items: list[Node], read: Callable[[], Container[str]] | None) -> bool:
    """Lists of things with a name, a type or a value are everywhere: of fields, of parameters, of products."""
    tables = [item for item in items if isinstance(item, Table)]
    if any(_text(table, "name") and _text(table, "type").lower() == SECRET.lower() for table in tables):
        return True
    plain = [table for table in tables if _text(table, "name") and _is_plain(table)]
    if any(map(_is_shaped, plain)):
        return True
    if not plain or len(plain) < len(items):
        return False
    types = {_text(table, "type").lower() for table in plain}
    with_value = any(field(table, "value") is not None for table in plain)
    if types == {STRING} and with_value:
        return True
    if read is None or not types <= {"", STRING} or not with_value:
        return False
    names = read()
    return any(_text(table, "name") in names for table in plain)


def _is_plain(table: Table) -> bool:
    """Nothing but what a variable has."""
    return len(table.entries) <= len(KEYS) and all(entry.name in KEYS for entry in table.entries)


def _is_shaped(table: Table) -> bool:
    """A name as variables have it, in capitals, with a type or a service; or a service that instances are."""
    name, service = _text(table, "name"), _text(table, "service")
    if service.lower() in SERVICES:
        return field(table, "type") is not None or field(table, "value") is not None
    if not NAME.issuperset(name) or name.upper() != name:
        return False
    return _text(table, "type").lower() == STRING or (bool(service) and field(table, "value") is not None)


def _of_pipeline(items: list[Node]) -> bool:
    services = {_text(item, "service").lower() for item in items if isinstance(item, Table)}
    return bool(services.intersection(STEPS)) and not services.intersection(SERVICES)


def _text(table: Table, name: str) -> str:
    entry = field(table, name)
    value = entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None
    return value if isinstance(value, str) else ""
