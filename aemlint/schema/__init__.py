"""What a configuration of a PID may hold: the schemas of schemas/pid as tables, and as objects once one is asked for.

A table says of a value that it is certainly valid, or that it does not know; then jsonschema is asked, and its word
counts. That keeps jsonschema, and the schemas themselves, out of runs that have nothing to find.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DIGITS = frozenset("0123456789")


class PropertySchema:
    """`java` is the type of the component; `shipped` are senders that must be changed; `text`: a text is as good.

    `default` is what the component takes where nothing is set; None where that is not known. `cloud` is used or dead;
    `because` names why.
    """

    __slots__ = ("because", "cloud", "default", "java", "name", "secret", "sender", "shape", "shipped", "text")

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.default: object = table.get("default")
        self.java: str = table["java"]
        self.secret: bool = table.get("secret", False)
        self.sender: bool = table.get("sender", False)
        self.shipped: list[str] = table.get("shipped", [])
        self.text: bool = table.get("text", False)
        self.cloud: str = table.get("cloud", "used")
        self.because: str | None = table.get("because")
        self.shape: Shape = table["shape"]


class PidSchema:
    """`complete`: no other property exists. `cloud` is used or dead. Properties by name in lower case."""

    __slots__ = ("_named", "because", "cloud", "complete", "factory", "pid", "properties")

    def __init__(self, pid: str, table: dict[str, Any]) -> None:
        self._named: dict[tuple[tuple[str, object], ...], list[str]] = {}
        self.pid = pid
        self.factory: bool = table["factory"]
        self.complete: bool = table["complete"]
        self.cloud: str = table["cloud"]
        self.because: str | None = table.get("because")
        self.properties = {
            name.lower(): PropertySchema(name, property) for name, property in table["properties"].items()
        }

    def named(self, wanted: dict[str, object]) -> list[str]:
        """Names, in lower case, of the properties of which the schema says all of this: {sender: true}."""
        key = tuple(wanted.items())
        if key not in self._named:
            self._named[key] = [
                name
                for name, known in self.properties.items()
                if all(getattr(known, kind) == value for kind, value in key)
            ]
        return self._named[key]

    def doubtful(self, values: dict[str, object]) -> list[str]:
        """Names of what the tables cannot vouch for. `values` are as JSON has them, by the schema's own names."""
        found = []
        for name, value in values.items():
            known = self.properties.get(name.lower())
            vouched = not self.complete
            if known is not None and known.name == name:
                vouched = certain(known.shape, value)
            if not vouched:
                found.append(name)
        return found


class Schemas:
    """Schemas by PID; an object is made when the PID turns up."""

    __slots__ = ("_known", "tables")

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables
        self._known: dict[str, PidSchema] = {}

    def of(self, pid: str) -> PidSchema | None:
        if pid not in self.tables:
            return None
        if pid not in self._known:
            self._known[pid] = PidSchema(pid, self.tables[pid])
        return self._known[pid]


# What a value must be: ("type", …), ("pattern", name), ("least", n), ("most", n), ("items", shape), ("any", shapes),
# ("all", shapes).
Shape = tuple[object, ...]


def certain(shape: Any, value: object) -> bool:
    """Whether a value is valid beyond doubt."""
    kind, what = shape
    if kind == "any":
        return any(certain(one, value) for one in what)
    if kind == "all":
        return all(certain(one, value) for one in what)
    if kind == "type":
        return any(_is(type, value) for type in what)
    if kind == "pattern":
        return not isinstance(value, str) or _fits(what, value)
    if kind == "items":
        return not isinstance(value, list) or all(certain(what, item) for item in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    return bool(what <= value if kind == "least" else value <= what)


def _is(type: str, value: object) -> bool:
    if type == "string":
        return isinstance(value, str)
    if type == "boolean":
        return isinstance(value, bool)
    if type == "array":
        return isinstance(value, list)
    return isinstance(value, int if type == "integer" else (int, float)) and not isinstance(value, bool)


def _fits(name: str, text: str) -> bool:
    if name == "placeholder":
        return "$[" in text
    if name == "truth":
        return text.lower() in ("true", "false")
    digits = text[1:] if text[:1] in ("+", "-") else text
    return bool(digits) and DIGITS.issuperset(digits)
