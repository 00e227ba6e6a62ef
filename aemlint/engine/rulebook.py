"""All rules: compiled ones in a wheel, the files on disk in a checkout."""

from __future__ import annotations

from aemlint.engine.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Rulebook:
    """Rules by id, the schemas' tables, and the rules' words, which are loaded when the first is asked for."""

    __slots__ = ("_aliases", "_words", "rules", "tables")

    def __init__(self, rules: dict[str, Rule], tables: dict[str, Any], words: dict[str, Any] | None = None) -> None:
        self.rules = rules
        self.tables = tables
        self._words = words
        self._aliases: dict[str, str] | None = None

    def words(self, id: str) -> dict[str, Any]:
        words: dict[str, Any] = self.all_words()[id]
        return words

    def all_words(self) -> dict[str, Any]:
        if self._words is None:
            from aemlint import _words  # type: ignore[attr-defined,unused-ignore]

            self._words = _words.WORDS
        return self._words

    def page(self, id: str) -> dict[str, Any]:
        """All words of a rule, those that only its page has (why, limits, references, examples) too."""
        words = self.words(id)
        if "examples" in words:
            return words
        try:
            from aemlint import _pages  # type: ignore[attr-defined,unused-ignore]
        except ImportError:
            import os

            from aemlint import data
            from aemlint.engine import compiling

            path = os.path.join(data.rules_folder(), *f"{id}.yaml".split("/"))
            return compiling.split(compiling.rule_data(path, examples=True))[1]
        return {**words, **_pages.PAGES[id]}

    def described(self, id: str) -> tuple[Rule, dict[str, Any]]:
        """All that there is to say about a rule, for reports that carry it."""
        return self.rules[id], self.page(id)

    def resolved(self, name: str) -> str:
        """A rule's id where `name` is one that it had formerly; else the name itself."""
        if self._aliases is None:
            self._aliases = {old: rule.id for rule in self.rules.values() for old in rule.formerly}
        return self._aliases.get(name, name)

    def chosen(self, select: list[str], ignore: list[str]) -> list[Rule]:
        """Rules named by id or topic; all where nothing is selected."""
        select, ignore = [self.resolved(name) for name in select], [self.resolved(name) for name in ignore]
        return [
            rule
            for rule in self.rules.values()
            if (not select or rule.id in select or rule.topic in select)
            and rule.id not in ignore
            and rule.topic not in ignore
        ]

    def unknown(self, names: list[str]) -> list[str]:
        """Names that are neither a rule's id nor a topic."""
        topics = {rule.topic for rule in self.rules.values()}
        return [name for name in names if self.resolved(name) not in self.rules and name not in topics]

    def hint(self, name: str) -> str:
        """ "; did you mean …?" or nothing."""
        from aemlint.model.nearest import nearest

        topics = {rule.topic for rule in self.rules.values()}
        ends = {rule.id.partition("/")[2]: rule.id for rule in reversed(self.rules.values())}
        near = nearest(name, [*self.rules, *sorted(topics)]) or ends.get(nearest(name, [*ends]) or "")
        return f"; did you mean `{near}`?" if near else ""


def rulebook() -> Rulebook:
    try:
        from aemlint import _compiled  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        from aemlint import data
        from aemlint.engine import compiling
        from aemlint.schema.tables import tables

        conditions, words = compiling.conditions_and_words(data.rules_folder())
        known = tables(data.schemas_folder())
        return Rulebook({id: Rule(id, condition) for id, condition in conditions.items()}, known, words)
    return Rulebook({id: Rule(id, condition) for id, condition in _compiled.RULES.items()}, _compiled.SCHEMAS)
