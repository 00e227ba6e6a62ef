"""Advanced networking: port forwards, as Cloud Manager's API takes and gives them."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model import credential_shape
from aemlint.model.secret import sounds_secret
from aemlint.model.value import Judged, number_in
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.formats.tree import Document, Entry, Node

# RFC ports that only mail uses, and those that mail providers add to them.
IMPLICIT_TLS = (465, 2465)
STARTTLS = (25, 587, 2525, 2587)
MAIL_PORTS = IMPLICIT_TLS + STARTTLS
# What the number of a source port usually stands for.
USUAL = {30465: 465, 30587: 587}
# The proxy for HTTP listens there, and names its ports in these variables: nothing for mail.
HTTP_PROXY_PORT = 3128
HTTP_PROXY_VARIABLES = ("AEM_HTTP_PROXY_PORT", "AEM_HTTPS_PROXY_PORT")

KINDS = ("vpn", "dedicatedEgressIp", "flexiblePortEgress")
FIELDS = ("name", "portDest", "portOrig")
# What people write for the three, in lower case.
MEANT = {
    "host": "name",
    "hostname": "name",
    "destination": "name",
    "desthost": "name",
    "destinationhost": "name",
    "portdestination": "portDest",
    "portdst": "portDest",
    "destport": "portDest",
    "destinationport": "portDest",
    "targetport": "portDest",
    "portorigin": "portOrig",
    "origport": "portOrig",
    "originport": "portOrig",
    "sourceport": "portOrig",
}
# A program has a handful of environments; with more parts it is no list of them.
LISTED = 100
BESIDE = ("programId", "environmentId", "_links")


def field(table: Table, name: str) -> Entry | None:
    """The last of that name, as JSON readers have it."""
    found = None
    for entry in table.entries:
        if entry.name == name:
            found = entry
    return found


def meant(name: str) -> str | None:
    """The field of a forward that a key of another name stands for."""
    if name in FIELDS:
        return None
    known = MEANT.get(name.lower())
    if known is not None:
        return known
    from aemlint.model.nearest import nearest

    return nearest(name, list(FIELDS))


class Forward:
    """One entry of `portForwards`.

    Numbers are None where they are missing or no integers; one in quotes counts, so that what joins files does not
    say once more what network/malformed says. `host` may be "".
    """

    __slots__ = ("file", "part", "port_dest", "port_orig", "table")

    def __init__(self, part: Part, table: Table) -> None:
        self.part = part
        self.file = part.file
        self.table = table
        self.port_orig = self._integer("portOrig")
        self.port_dest = self._integer("portDest")

    def node(self, name: str) -> Node | None:
        entry = field(self.table, name)
        return None if entry is None else entry.value

    def value(self, name: str) -> Scalar | None:
        node = self.node(name)
        return node if isinstance(node, Scalar) else None

    def _integer(self, name: str) -> int | None:
        scalar = self.value(name)
        if scalar is None or isinstance(scalar.value, bool):
            return None
        if isinstance(scalar.value, str):
            return number_in(scalar.value.strip())
        return scalar.value if isinstance(scalar.value, int) else None

    @property
    def ports(self) -> tuple[int | None, int | None]:
        """Source and target as they are meant, where they stand in each other's place."""
        source, target = self.port_orig, self.port_dest
        if source is not None and target is not None and not 30000 <= source <= 31000 and 30000 <= target <= 30999:
            return target, source
        return source, target

    @property
    def host(self) -> str:
        scalar = self.value("name")
        return scalar.value if scalar is not None and isinstance(scalar.value, str) else ""

    @property
    def destination(self) -> str:
        return f"{credential_shape.blanked(self.host)}:{self.port_dest}" if self.host else f"port {self.port_dest}"

    @property
    def target(self) -> tuple[str, int | None]:
        return self.host.lower(), self.port_dest

    @property
    def serves_mail(self) -> bool:
        return self.port_dest in MAIL_PORTS

    def leads_to(self, hosts: Iterable[str]) -> bool:
        """Whether its host is one of these, or below one that begins with `*.`."""
        host = self.host.lower()
        return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in hosts)

    def at(self, name: str) -> Place:
        """Where a field's value stands; the forward itself where the field is missing."""
        node = self.node(name)
        return Place(self.file.document.source, self.table.span if node is None else node.span)

    def subject(self, name: str) -> str:
        """The source port names a forward; two forwards of one environment cannot share it."""
        key = credential_shape.blanked(self.host) if self.port_orig is None else self.port_orig
        return f"{self.part.subject}portForwards[{key}].{name}"

    def judged(self, name: str) -> Judged:
        """A field that is not there is blank, of the type `missing`."""
        node = self.node(name)
        return Judged(Scalar(self.table.span, None, "missing") if node is None else node)

    def misspells(self, name: str) -> bool:
        """Whether an unknown field stands for a missing one: network/unknown-field says that, and nothing else does."""
        if len(self.table.entries) > 50 or self.node(name) is not None:
            return False
        return any(meant(entry.name) == name for entry in self.table.entries)

    def __repr__(self) -> str:
        return f"Forward({self.port_orig} -> {self.host}:{self.port_dest})"


class Part:
    """What a file says of one environment, or of one infrastructure: all of it, or an item of a list.

    `table` is None for a bare list of forwards; `id` is the environment's, "" where none is given.
    """

    __slots__ = ("file", "forwards", "id", "table")

    def __init__(self, file: NetworkFile, table: Table | None, forwards: list[Node]) -> None:
        self.file = file
        self.table = table
        id = self.entry("environmentId")
        self.id = str(id.value.value) if id is not None and isinstance(id.value, Scalar) else ""
        self.forwards = [Forward(self, item) for item in forwards if isinstance(item, Table)]

    def entry(self, name: str) -> Entry | None:
        return None if self.table is None else field(self.table, name)

    @property
    def tells(self) -> bool:
        """Whether it says what is forwarded; a body may be about nothing but `nonProxyHosts`."""
        return bool(self.forwards) or self.table is None or self.entry("portForwards") is not None

    @property
    def subject(self) -> str:
        """The beginning of a subject: only in a list it takes one to tell the parts apart."""
        return f"{self.id}." if self.id and len(self.file.parts) > 1 else ""


class NetworkFile:
    """One networking file.

    `shape` is environment, list, forwards (a bare list of them) or infrastructure. `broken`: it does not parse, so that
    nothing is known to be missing from it. `environments` are the names of those that it belongs to.
    """

    __slots__ = ("broken", "document", "environments", "parts", "path", "shape")

    def __init__(self, document: Document, shape: str, nodes: list[Node]) -> None:
        self.document = document
        self.path = document.source.path
        self.shape = shape
        self.broken = document.refused
        self.environments: list[str] = []
        self.parts: list[Part] = []
        if shape == "forwards":
            self.parts.append(Part(self, None, nodes))
        else:
            self.parts += [Part(self, node, _forwards(node)) for node in nodes if isinstance(node, Table)]

    @property
    def tables(self) -> list[Table]:
        return [part.table for part in self.parts if part.table is not None]

    @property
    def forwards(self) -> list[Forward]:
        return [forward for part in self.parts for forward in part.forwards]

    def parts_of(self, environment: str) -> list[Part]:
        """Of a list that has an item of that id only the item; of any other file all."""
        return [part for part in self.parts if part.id == environment] or self.parts

    def forwards_of(self, environment: str) -> list[Forward]:
        return [forward for part in self.parts_of(environment) for forward in part.forwards]

    @property
    def at(self) -> Place:
        return Place(self.document.source, Span(0, 0))

    def place(self, span: Span) -> Place:
        return Place(self.document.source, span)

    @property
    def secrets(self) -> list[Entry]:
        """Fields at any depth whose name sounds like a secret's; the API knows `sharedKey` alone."""
        return [entry for entry in self._everything() if sounds_secret(entry.name) and isinstance(entry.value, Scalar)]

    def _everything(self) -> Iterator[Entry]:
        waiting: list[Node] = [*self.tables]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Array):
                waiting += node.items
            elif isinstance(node, Table):
                waiting += [entry.value for entry in node.entries]
                yield from node.entries

    def entries(self, name: str) -> Iterator[Entry]:
        """That field of every part that has it."""
        for part in self.parts:
            entry = part.entry(name)
            if entry is not None:
                yield entry

    def __repr__(self) -> str:
        return f"NetworkFile({self.path!r}, {self.shape}, {len(self.parts)} parts)"


def _forwards(table: Table) -> list[Node]:
    """The items of `portForwards`, or of what stands for it: network/unknown-field says that."""
    entry = field(table, "portForwards")
    values = [entry.value] if entry is not None else [one.value for one in table.entries[:20]]
    for value in values:
        if isinstance(value, Array) and (entry is not None or are_forwards(value)):
            return value.items
    return []


def are_forwards(array: Array) -> bool:
    tables = [item for item in array.items if isinstance(item, Table)]
    return any(field(table, "portOrig") is not None and field(table, "portDest") is not None for table in tables)
