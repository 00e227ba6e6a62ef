"""From the text of `.aemlint.yaml` to Settings; every mistake is a hit of aemlint/settings, at its place."""

from __future__ import annotations

from aemlint.formats.tree import Array, Entry, Scalar, Table
from aemlint.hit import Hit
from aemlint.model.nearest import nearest
from aemlint.settings import EnvironmentSettings, PathLevel, Settings
from aemlint.settings.patterns import hostile
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.formats.tree import Node
    from aemlint.source import Span

LEVELS = ("off", "info", "warning", "error")
TYPES = ("dev", "stage", "prod", "rde")
TARGETS = ("cloud", "6.5")
ENVIRONMENT_KEYS = ("type", "network", "variables")


def settings(data: bytes, path: str) -> Settings:
    """`path` is relative to the project's root; the file's own mistakes are in the result."""
    from aemlint.formats import yaml
    from aemlint.source import decoded

    return _Reader(Settings(yaml.document(decoded(path, data)))).read()


class _Reader:
    __slots__ = ("settings",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(self) -> Settings:
        document = self.settings.document
        for problem in document.problems:
            self._mistake(problem.span, "", "syntax", reason=problem.reason)
        if isinstance(document.root, Table):
            for entry in document.root.entries:
                self._setting(entry)
        elif document.root is not None and not document.refused and not _is_null(document.root):
            self._mistake(document.root.span, "", "no-mapping")
        return self.settings

    def _setting(self, entry: Entry) -> None:
        readers: dict[str, Callable[[Node], None]] = {
            "target": self._target,
            "exclude": self._exclude,
            "rules": self._rules,
            "paths": self._paths,
            "baseline": self._baseline,
            "as-of": self._as_of,
            "rule-folders": self._rule_folders,
            "environments": self._environments,
        }
        if entry.name in readers:
            readers[entry.name](entry.value)
        else:
            self._unknown(entry, list(readers))

    def _target(self, node: Node) -> None:
        text = _text_or_number(node)
        if text in TARGETS:
            self.settings.target = text
        else:
            self._one_of(node.span, text, "target", TARGETS)

    def _exclude(self, node: Node) -> None:
        for item, pattern in self._texts(node, "exclude"):
            if hostile(pattern):
                self._mistake(item.span, "exclude", "pattern")
            else:
                self.settings.exclude.append(pattern)

    def _baseline(self, node: Node) -> None:
        if isinstance(node, Array):
            self._mistake(node.span, "baseline", "text", key="baseline")
            return
        for path in self._files(node, "baseline"):
            self.settings.baseline = path

    def _as_of(self, node: Node) -> None:
        text = _text_or_number(node) or ""
        parts = text.split(".")
        if len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            self.settings.as_of = text
        else:
            self._mistake(node.span, "as-of", "as-of")

    def _rule_folders(self, node: Node) -> None:
        self.settings.rule_folders = self._files(node, "rule-folders")

    def _rules(self, node: Node) -> None:
        for entry in self._entries(node, "rules"):
            level = _level(entry.value)
            if level is None:
                self._one_of(entry.value.span, _text(entry.value), f"rules.{entry.name}", LEVELS)
            else:
                self.settings.levels[entry.name] = level
                self.settings.places[entry.name] = self._place(entry.key)

    def _paths(self, node: Node) -> None:
        for entry in self._entries(node, "paths"):
            if hostile(entry.name):
                self._mistake(entry.key, f"paths.{entry.name}", "pattern")
                continue
            for rule in self._entries(entry.value, f"paths.{entry.name}"):
                self._path_level(entry.name, rule)

    def _path_level(self, pattern: str, rule: Entry) -> None:
        """A mistake anywhere in it, and none of it counts: half of it might silence more than was meant."""
        subject, property = f"paths.{pattern}.{rule.name}", ""
        levels = [level] if (level := _level(rule.value)) else []
        if isinstance(rule.value, Table):
            before = len(self.settings.mistakes)
            for entry in rule.value.entries:
                name = "off" if entry.name == "False" else entry.name
                text = _text(entry.value)
                if name not in ("property", *LEVELS):
                    self._unknown(entry, ["property", *LEVELS])
                elif text is None:
                    self._mistake(entry.value.span, subject, "text", key=f"{subject}.{name}")
                elif name != "property":
                    levels.append(name)
                elif text:
                    property = text
                else:
                    self._mistake(entry.value.span, subject, "empty", key=f"{subject}.{name}")
            if len(set(levels)) > 1:
                self._mistake(rule.key, subject, "several", key=subject)
            if len(self.settings.mistakes) > before:
                return
        if not levels:
            self._one_of(rule.value.span, _text(rule.value), subject, LEVELS)
            return
        place = self._place(rule.key)
        self.settings.places[rule.name] = place
        self.settings.path_levels.append(PathLevel(place, pattern, rule.name, levels[0], property))

    def _environments(self, node: Node) -> None:
        for entry in self._entries(node, "environments"):
            subject = f"environments.{entry.name}"
            type, network, variables = entry.name, [], []
            place = entry.key
            for item in self._entries(entry.value, subject):
                if item.name == "type":
                    type, place = _text(item.value) or "", item.value.span
                elif item.name == "network":
                    network = self._files(item.value, f"{subject}.network")
                elif item.name == "variables":
                    variables = self._files(item.value, f"{subject}.variables")
                else:
                    self._unknown(item, list(ENVIRONMENT_KEYS))
            if type in TYPES:
                self.settings.environments.append(EnvironmentSettings(entry.name, type, network, variables))
            else:
                self._one_of(place, type, f"{subject}.type", TYPES)

    def _entries(self, node: Node, subject: str) -> list[Entry]:
        if isinstance(node, Table):
            return node.entries
        if not _is_null(node):
            self._mistake(node.span, subject, "mapping", key=subject)
        return []

    def _texts(self, node: Node, subject: str) -> list[tuple[Node, str]]:
        items = node.items if isinstance(node, Array) else [node]
        found = []
        for item in items:
            text = _text(item)
            if text is None:
                self._mistake(item.span, subject, "text", key=subject)
            else:
                found.append((item, text))
        return found

    def _files(self, node: Node, subject: str) -> list[str]:
        """Paths relative to the root, inside of it."""
        paths = []
        for item, text in self._texts(node, subject):
            path = text.replace("\\", "/").removeprefix("./").rstrip("/")
            if not path or path.startswith(("/", "~")) or ".." in path.split("/") or ":" in path[:2]:
                self._mistake(item.span, subject, "outside")
                continue
            paths.append(path)
            self.settings.places[path] = self._place(item.span)
        return paths

    def _one_of(self, span: Span, written: str | None, subject: str, words: tuple[str, ...]) -> None:
        hint = nearest(written or "", list(words))
        said = f"; did you mean `{hint}`?" if hint else ""
        self._mistake(span, subject, "value", key=subject, words=list(words), hint=said)

    def _unknown(self, entry: Entry, known: list[str]) -> None:
        hint = nearest(entry.name, known)
        said = f"; did you mean `{hint}`?" if hint else ""
        self._mistake(entry.key, entry.name, "unknown", key=entry.name, words=known, hint=said)

    def _place(self, span: Span) -> Place:
        return Place(self.settings.document.source, span)

    def _mistake(self, span: Span, subject: str, variant: str, **values: object) -> None:
        self.settings.mistakes.append(Hit(self._place(span), subject or self.settings.path, values, variant=variant))


def _level(node: Node) -> str | None:
    """`off` is false in old YAML; people write both."""
    if isinstance(node, Scalar) and node.value is False:
        return "off"
    text = _text(node)
    return text if text in LEVELS else None


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def _text_or_number(node: Node) -> str | None:
    """Of a version, which people write without quotation marks."""
    if isinstance(node, Scalar) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return str(node.value)
    return _text(node)


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None
