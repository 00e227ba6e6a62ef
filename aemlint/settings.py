"""aemlint's own settings, .aemlint.yaml: target, environments, exclude, and the severities of rules and topics."""

from __future__ import annotations

from aemlint.formats.tree import Array, Problem, Scalar, Table
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Document, Entry, Node

NAME = ".aemlint.yaml"
KEYS = ("target", "exclude", "rules", "paths", "baseline", "as-of", "rule-folders", "environments")
LEVELS = ("off", "info", "warning", "error")
TYPES = ("dev", "stage", "prod", "rde")
TARGETS = ("cloud", "6.5")


class EnvironmentSettings:
    """An environment, with the paths of its networking and variables files."""

    __slots__ = ("name", "network", "type", "variables")

    def __init__(self, name: str, type: str, network: list[str], variables: list[str]) -> None:
        self.name = name
        self.type = type
        self.network = network
        self.variables = variables


class Settings:
    """What the file says; `problems` are its mistakes, at their places."""

    __slots__ = ("document", "environments", "exclude", "places", "problems", "severities", "target")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)
        self.target: str | None = None
        self.exclude: list[str] = []
        self.severities: dict[str, str] = {}
        self.environments: list[EnvironmentSettings] = []
        self.places: dict[str, Place] = {}
        root = document.root
        if isinstance(root, Table):
            for entry in root.entries:
                self._read(entry)
        elif root is not None and not self.problems:
            self._mistake(root, "the settings are no mapping")

    @property
    def documents(self) -> list[str]:
        return [path for item in self.environments for path in (*item.network, *item.variables)]

    def _mistake(self, node: Node | Entry, reason: str) -> None:
        span = node.key if hasattr(node, "key") else node.span
        self.problems.append(Problem("settings", span, reason))

    def _read(self, entry: Entry) -> None:
        value = entry.value
        if entry.name not in KEYS:
            self._mistake(entry, f"there is no setting `{entry.name}`; there are {', '.join(KEYS)}")
        elif entry.name == "target":
            if isinstance(value, Scalar) and str(value.value) in TARGETS:
                self.target = str(value.value)
            else:
                self._mistake(value, "`target` is cloud or 6.5")
        elif entry.name == "exclude":
            self.exclude = self._texts(value)
        elif entry.name == "rules":
            self._rules(value)
        elif entry.name == "environments":
            self._environments(value)
        else:
            # Said, not passed over: somebody relies on it.
            self._mistake(entry, f"`{entry.name}` is not read by this version")

    def _texts(self, node: Node) -> list[str]:
        items = node.items if isinstance(node, Array) else [node]
        texts = [item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]
        if len(texts) != len(items):
            self._mistake(node, "a text or a list of texts is due here")
        return texts

    def _rules(self, node: Node) -> None:
        if not isinstance(node, Table):
            self._mistake(node, "`rules` maps rules and topics to off, info, warning or error")
            return
        for entry in node.entries:
            level = entry.value.value if isinstance(entry.value, Scalar) else None
            level = "off" if level is False else level
            if isinstance(level, str) and level in LEVELS:
                self.severities[entry.name] = level
                self.places[entry.name] = Place(self.document.source, entry.key)
            else:
                self._mistake(entry.value, "a severity is off, info, warning or error")

    def _environments(self, node: Node) -> None:
        if not isinstance(node, Table):
            self._mistake(node, "`environments` maps names to a type and files")
            return
        for entry in node.entries:
            type, network, variables = entry.name, [], []
            for item in entry.value.entries if isinstance(entry.value, Table) else []:
                if item.name == "type":
                    type = str(item.value.value) if isinstance(item.value, Scalar) else ""
                elif item.name == "network":
                    network = self._paths(item.value)
                elif item.name == "variables":
                    variables = self._paths(item.value)
                else:
                    self._mistake(item, f"an environment has type, network and variables, not `{item.name}`")
            if type in TYPES and isinstance(entry.value, Table):
                self.environments.append(EnvironmentSettings(entry.name, type, network, variables))
            else:
                self._mistake(entry.value, "an environment needs `type`: dev, stage, prod or rde")

    def _paths(self, node: Node) -> list[str]:
        paths = []
        items = node.items if isinstance(node, Array) else [node]
        for item, text in zip(items, self._texts(node), strict=False):
            if text.startswith("/") or ".." in text.split("/") or ":" in text[:2]:
                self._mistake(item, "a path inside the project is due here")
                continue
            path = text.removeprefix("./")
            paths.append(path)
            self.places[path] = Place(self.document.source, item.span)
        return paths


def settings(data: bytes, path: str) -> Settings:
    from aemlint.formats import yaml
    from aemlint.source import decoded

    return Settings(yaml.document(decoded(path, data)))
