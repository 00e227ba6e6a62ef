"""What a configuration of a PID may hold: the schemas of schemas/pid as tables, and as objects once one is asked for."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class PropertySchema:
    """`java` is the type of the component; `shipped` are senders that must be changed; `text`: a text is as good."""

    __slots__ = ("java", "name", "secret", "sender", "shipped", "text")

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.java: str = table["java"]
        self.secret: bool = table.get("secret", False)
        self.sender: bool = table.get("sender", False)
        self.shipped: list[str] = table.get("shipped", [])
        self.text: bool = table.get("text", False)


class PidSchema:
    """`complete`: no other property exists. `cloud` is used or dead. Properties by name in lower case."""

    __slots__ = ("cloud", "complete", "factory", "pid", "properties")

    def __init__(self, pid: str, table: dict[str, Any]) -> None:
        self.pid = pid
        self.factory: bool = table["factory"]
        self.complete: bool = table["complete"]
        self.cloud: str = table["cloud"]
        self.properties = {
            name.lower(): PropertySchema(name, property) for name, property in table["properties"].items()
        }


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


def tables(folder: str) -> dict[str, Any]:
    """Literals of what the rules need of schemas/pid/*.json; read in a checkout and while the wheel is built."""
    import json

    found = {}
    inner = os.path.join(folder, "pid")
    for name in sorted(os.listdir(inner)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(inner, name), encoding="utf-8") as file:
            schema = json.load(file)
        about = schema["x-aemlint"]
        found[name[: -len(".json")]] = {
            "factory": about["factory"],
            "complete": about["complete"],
            "cloud": about["cloud"],
            "properties": {key: value["x-aemlint"] for key, value in schema["properties"].items()},
        }
    return found
