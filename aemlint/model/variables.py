"""Variables and secrets that Cloud Manager gives an environment, in the shapes of aio and of the API."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model.network import field
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Document


class Variable:
    """One item. `type` is string or secretString; `service` "" for all."""

    __slots__ = ("file", "table")

    def __init__(self, file: VariablesFile, table: Table) -> None:
        self.file = file
        self.table = table

    def text(self, name: str) -> str:
        entry = field(self.table, name)
        value = entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None
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

    def at(self, name: str, *, key: bool = False) -> Place:
        entry = field(self.table, name)
        span = self.table.span if entry is None else entry.key if key else entry.value.span
        return Place(self.file.document.source, span)


class VariablesFile:
    """`environments` are the names of those that it belongs to."""

    __slots__ = ("document", "environments", "path", "variables")

    def __init__(self, document: Document, items: list[Table]) -> None:
        self.document = document
        self.path = document.source.path
        self.environments: list[str] = []
        self.variables = [Variable(self, item) for item in items]

    def __repr__(self) -> str:
        return f"VariablesFile({self.path!r}, {len(self.variables)} variables)"


def variables_file(document: Document) -> VariablesFile | None:
    """Recognised by content: items with a name and a type of the API's, or with a name, a value and a service."""
    root = document.root
    if isinstance(root, Table):
        embedded = field(root, "_embedded")
        inner = field(embedded.value, "variables") if embedded and isinstance(embedded.value, Table) else None
        root = inner.value if inner is not None else None
        if not isinstance(root, Array):
            return None
        return VariablesFile(document, [item for item in root.items if isinstance(item, Table)])
    if not isinstance(root, Array):
        return None
    items = [item for item in root.items if isinstance(item, Table)]
    return VariablesFile(document, items) if any(map(_is_variable, items)) else None


def _is_variable(item: Table) -> bool:
    type = field(item, "type")
    kind = type.value.value if type is not None and isinstance(type.value, Scalar) else None
    if field(item, "name") is None:
        return False
    return kind in ("string", "secretString") or (field(item, "value") is not None and field(item, "service") is not None)
