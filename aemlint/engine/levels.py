"""How much a rule weighs: what its file says, unless the settings say otherwise of it, its topic or a path."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.engine.rule import Rule
    from aemlint.engine.rulebook import Rulebook
    from aemlint.hit import Hit
    from aemlint.settings import PathLevel, Settings

OFF = "off"
RANKS = {OFF: 0, "info": 1, "warning": 2, "error": 3, "never": 4}


class Levels:
    """Of a mistake in the settings they say nothing: it is an error, wherever and from whenever on."""

    __slots__ = ("_as_of", "_book", "_by_name", "_paths")

    def __init__(self, book: Rulebook, settings: Settings | None) -> None:
        self._book = book
        levels = settings.levels if settings is not None else {}
        self._by_name = {book.resolved(name): level for name, level in levels.items()}
        self._paths: list[tuple[PathLevel, Callable[..., bool]]] | None = None
        self._as_of = version(settings.as_of) if settings is not None and settings.as_of else None
        if settings is not None and settings.path_levels:
            from aemlint.settings.patterns import matcher

            self._paths = [(level, matcher([level.pattern])) for level in settings.path_levels]

    def of_rule(self, rule: Rule) -> str:
        """What is said of a rule beats what is said of its topic."""
        if rule.source == "settings":
            return rule.severity
        return self._by_name.get(rule.id) or self._by_name.get(rule.topic) or rule.severity

    def of(self, rule: Rule, hit: Hit) -> str:
        """Of one hit: the last entry of `paths` that speaks of it decides."""
        level = self.of_rule(rule)
        if rule.source == "settings":
            return level
        for entry, matches in self._paths or ():
            name = self._book.resolved(entry.name)
            if name not in (rule.id, rule.topic) or not matches(hit.at.source.path, is_folder=False):
                continue
            if entry.property and hit.subject.rpartition("#")[2].lower() != entry.property.lower():
                continue
            level = entry.level
        return level

    def younger(self, rule: Rule) -> bool:
        """Whether `as-of` holds the rule back."""
        return self._as_of is not None and rule.source != "settings" and version(rule.since) > self._as_of


def reaches(level: str, least: str) -> bool:
    return RANKS[level] >= RANKS[least]


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
