"""Advanced networking: port forwards, as Cloud Manager's API takes and gives them."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model.value import Judged
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Document, Entry, Node

# RFC ports that only mail uses, and those that mail providers add to them.
IMPLICIT_TLS = (465, 2465)
STARTTLS = (25, 587, 2525, 2587)
MAIL_PORTS = IMPLICIT_TLS + STARTTLS


def field(table: Table, name: str) -> Entry | None:
    """The last of that name, as JSON readers have it."""
    found = None
    for entry in table.entries:
        if entry.name == name:
            found = entry
    return found


class Forward:
    """One entry of `portForwards`. Numbers are None where they are missing or no integers; `host` may be ""."""

    __slots__ = ("file", "index", "table")

    def __init__(self, file: NetworkFile, table: Table, index: int) -> None:
        self.file = file
        self.table = table
        self.index = index

    def value(self, name: str) -> Scalar | None:
        entry = field(self.table, name)
        return entry.value if entry is not None and isinstance(entry.value, Scalar) else None

    def _integer(self, name: str) -> int | None:
        scalar = self.value(name)
        if scalar is None or isinstance(scalar.value, bool) or not isinstance(scalar.value, int):
            return None
        return scalar.value

    @property
    def port_orig(self) -> int | None:
        return self._integer("portOrig")

    @property
    def port_dest(self) -> int | None:
        return self._integer("portDest")

    @property
    def host(self) -> str:
        scalar = self.value("name")
        return scalar.value if scalar is not None and isinstance(scalar.value, str) else ""

    def at(self, name: str) -> Place:
        """Where a field's value stands; the forward itself where the field is missing."""
        entry = field(self.table, name)
        return Place(self.file.document.source, self.table.span if entry is None else entry.value.span)

    def subject(self, name: str) -> str:
        """The source port names a forward; two forwards of one file cannot share it."""
        return f"portForwards[{self.port_orig if self.port_orig is not None else self.host}].{name}"

    def judged(self, name: str) -> Judged | None:
        scalar = self.value(name)
        return None if scalar is None else Judged(scalar)

    def __repr__(self) -> str:
        return f"Forward({self.port_orig} -> {self.host}:{self.port_dest})"


class NetworkFile:
    """One networking file, or the part of a GET list that is about one environment.

    `shape` is environment, list or infrastructure; `environments` are the names of those that it belongs to.
    """

    __slots__ = ("document", "environments", "forwards", "path", "shape", "tables")

    def __init__(self, document: Document, shape: str, tables: list[Table]) -> None:
        self.document = document
        self.path = document.source.path
        self.shape = shape
        self.tables = tables
        self.environments: list[str] = []
        self.forwards = [
            Forward(self, item, index)
            for table in tables
            for index, item in enumerate(_items(table, "portForwards"))
            if isinstance(item, Table)
        ]

    @property
    def at(self) -> Place:
        return Place(self.document.source, Span(0, 0))

    def place(self, span: Span) -> Place:
        return Place(self.document.source, span)

    def entries(self, name: str) -> Iterator[Entry]:
        """That field of every table of the file: one, or one for each environment of a list."""
        for table in self.tables:
            entry = field(table, name)
            if entry is not None:
                yield entry

    def __repr__(self) -> str:
        return f"NetworkFile({self.path!r}, {self.shape}, {len(self.forwards)} forwards)"


def _items(table: Table, name: str) -> list[Node]:
    entry = field(table, name)
    return entry.value.items if entry is not None and isinstance(entry.value, Array) else []


def network_file(document: Document) -> NetworkFile | None:
    """Recognised by content: portForwards, the API's list of networking configurations, or an infrastructure body."""
    root = document.root
    if isinstance(root, Array):
        tables = [item for item in root.items if isinstance(item, Table) and field(item, "portForwards")]
        return NetworkFile(document, "list", tables) if tables else None
    if not isinstance(root, Table):
        return None
    if field(root, "portForwards") is not None:
        return NetworkFile(document, "environment", [root])
    embedded = field(root, "_embedded")
    if embedded is not None and isinstance(embedded.value, Table):
        for item in embedded.value.entries:
            if item.name == "networkingConfigurations" and isinstance(item.value, Array):
                return NetworkFile(document, "list", [each for each in item.value.items if isinstance(each, Table)])
    if field(root, "kind") is not None and field(root, "region") is not None:
        return NetworkFile(document, "infrastructure", [root])
    return None
