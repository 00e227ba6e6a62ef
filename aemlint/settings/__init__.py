"""aemlint's own settings, `.aemlint.yaml`: what it says, each with its place."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from aemlint.formats.tree import Document
    from aemlint.hit import Hit
    from aemlint.source import Place


class EnvironmentSettings:
    """An environment, with the paths of its networking and variables files."""

    __slots__ = ("name", "network", "type", "variables")

    def __init__(self, name: str, type: str, network: list[str], variables: list[str]) -> None:
        self.name = name
        self.type = type
        self.network = network
        self.variables = variables


class PathLevel:
    """What a rule or topic weighs in a part of the tree; `property` narrows it, "" for all."""

    __slots__ = ("at", "level", "name", "pattern", "property")

    def __init__(self, at: Place, pattern: str, name: str, level: str, property: str) -> None:
        self.at = at
        self.pattern = pattern
        self.name = name
        self.level = level
        self.property = property


class Settings:
    """What the file says. `mistakes` are hits of aemlint/settings; `places` has where a name or a path stands."""

    __slots__ = (
        "as_of",
        "baseline",
        "document",
        "environments",
        "exclude",
        "levels",
        "mistakes",
        "path_levels",
        "places",
        "rule_folders",
        "target",
    )

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mistakes: list[Hit] = []
        self.target: str | None = None
        self.exclude: list[str] = []
        self.levels: dict[str, str] = {}
        self.path_levels: list[PathLevel] = []
        self.baseline: str | None = None
        self.as_of: str | None = None
        self.rule_folders: list[str] = []
        self.environments: list[EnvironmentSettings] = []
        self.places: dict[str, Place] = {}

    @property
    def path(self) -> str:
        return self.document.source.path

    @property
    def documents(self) -> Sequence[str]:
        return [path for item in self.environments for path in (*item.network, *item.variables)]

    def forget(self, paths: Sequence[str]) -> None:
        """Takes out files and folders that are not to be opened."""
        for item in self.environments:
            item.network = [path for path in item.network if path not in paths]
            item.variables = [path for path in item.variables if path not in paths]
        self.rule_folders = [path for path in self.rule_folders if path not in paths]
        if self.baseline in paths:
            self.baseline = None
