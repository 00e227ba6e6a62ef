"""What a document is: a networking file, a variables file or neither, by its content alone."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model.network import BESIDE, FIELDS, KINDS, NetworkFile, are_forwards, field, meant
from aemlint.model.variables import NAME, SECRET, SERVICES, STRING, VariablesFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from aemlint.formats.tree import Document, Node

# What only files for this API hold; the other fields of its bodies are words that everybody uses.
OF_ENVIRONMENT = ("portForwards", "nonProxyHosts", "advancedNetworkingEnabled", "networkInfrastructureId")
OF_INFRASTRUCTURE = ("kind", "region", "isPrimaryRegion", "addressSpace", "dns", "connections")
# Of a pipeline's variables, which no instance sees.
STEPS = ("build", "functionaltest", "uitest", "loadtest")
KEYS = ("name", "value", "type", "service", "status")


def network_file(document: Document, *, named: bool = False) -> NetworkFile | None:
    """Recognised by content; `named`: the settings say that it is one, so that less will do."""
    root = document.root
    if isinstance(root, Array):
        return _of_array(document, root, named=named)
    if not isinstance(root, Table):
        return None
    for name, shape in (("networkingConfigurations", "list"), ("networkInfrastructures", "infrastructure")):
        embedded = field(root, "_embedded")
        inner = field(embedded.value, name) if embedded is not None and isinstance(embedded.value, Table) else None
        if inner is not None and isinstance(inner.value, Array):
            return NetworkFile(document, shape, inner.value.items)
    if _is_infrastructure(root, likely=named, broken=document.refused):
        return NetworkFile(document, "infrastructure", [root])
    return NetworkFile(document, "environment", [root]) if _is_environment(root, named=named) else None


def _of_array(document: Document, root: Array, *, named: bool) -> NetworkFile | None:
    if are_forwards(root):
        return NetworkFile(document, "forwards", root.items)
    tables = [item for item in root.items if isinstance(item, Table)]
    if any(_is_environment(table, named=named) for table in tables):
        return NetworkFile(document, "list", root.items)
    return None


def _is_environment(table: Table, *, named: bool) -> bool:
    forwards = field(table, "portForwards")
    if named:
        return True
    if forwards is None or not isinstance(forwards.value, Array):
        if any(isinstance(entry.value, Array) and are_forwards(entry.value) for entry in table.entries[:20]):
            return True
        if forwards is not None and isinstance(forwards.value, Table) and not _holds_forward(forwards.value):
            return False
        names = {entry.name for entry in table.entries}
        return bool(names.intersection(OF_ENVIRONMENT)) and names.issubset((*OF_ENVIRONMENT, *BESIDE))
    items = [item for item in forwards.value.items if isinstance(item, Table)]
    return not items or any(map(_is_forward, items))


def _holds_forward(table: Table) -> bool:
    """One forward where a list of them is due, or forwards by names; else it may be a template's `{{ … }}`."""
    inner = [entry.value for entry in table.entries if isinstance(entry.value, Table)]
    return not table.entries or _is_forward(table) or any(map(_is_forward, inner))


def _is_forward(item: Table) -> bool:
    """Other tools have a list of that name, with `guestPort`, `localPort` and the like in it."""
    names = [entry.name for entry in item.entries]
    return all(name in FIELDS for name in names) or any(
        name.lower().startswith(("portdest", "portorig")) or meant(name) in FIELDS[1:] for name in names
    )


def _is_infrastructure(table: Table, *, likely: bool, broken: bool) -> bool:
    """By its kind; of any kind if nothing else is in it."""
    kind = field(table, "kind")
    if kind is None or field(table, "region") is None:
        return False
    if likely or (not broken and all(entry.name in OF_INFRASTRUCTURE for entry in table.entries)):
        return True
    written = kind.value.value if isinstance(kind.value, Scalar) else None
    return isinstance(written, str) and written.lower() in [known.lower() for known in KINDS]


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
    # Fields of forms are so, too, with names that no variable has: `first name`. `MAIL-HOST` is a mistake in one.
    names = [_text(table, "name") for table in plain]
    named = all(map(NAME.issuperset, names)) or any(name.isupper() for name in names)
    if types == {STRING} and with_value and named:
        return True
    if read is None or not types <= {"", STRING} or not with_value:
        return False
    known = read()
    return any(name in known for name in names)


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
