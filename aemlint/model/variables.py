"""Variables and secrets that Cloud Manager gives an environment, in the shapes of aio and of the API."""

from __future__ import annotations

from aemlint.formats.tree import Scalar, Table
from aemlint.model import credential_shape, shapes
from aemlint.model.network import field
from aemlint.model.secret import DOTS
from aemlint.model.value import Judged
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Document, Node

STRING, SECRET = "string", "secretString"
TYPES = (STRING, SECRET)
SERVICES = ("author", "publish", "preview")
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
    def told(self) -> str:
        """Its name, as far as it may be repeated: behind a `=` a value may stand, and it may be a secret."""
        return DOTS if self.swapped else credential_shape.blanked(self.name.partition("=")[0])

    @property
    def swapped(self) -> bool:
        """Whether a secret's name and value stand in each other's place: `EMAIL_PASSWORD` as value, no name as name."""
        name, value = self.name, self.text("value")
        if self.type.lower() != SECRET.lower() or not right_name(value) or "_" not in value or value.upper() != value:
            return False
        return bool(name) and "=" not in name and not (right_name(name) and name.upper() == name)

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
        return f"variables[{self.told}].{name}"

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
    def usable(self) -> bool:
        """Whether what it has is known: not of what does not parse, nor of an object in which no item was found."""
        return not self.broken and (self.array or bool(self.items))

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
