"""All rules: compiled ones in a wheel, the files on disk in a checkout."""

from __future__ import annotations

from aemlint.engine.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Rulebook:
    """Rules by id, the schemas' tables, and the rules' words, which are loaded when the first is asked for."""

    __slots__ = ("_words", "rules", "tables")

    def __init__(self, rules: dict[str, Rule], tables: dict[str, Any], words: dict[str, Any] | None = None) -> None:
        self.rules = rules
        self.tables = tables
        self._words = words

    def words(self, id: str) -> dict[str, Any]:
        if self._words is None:
            from aemlint import _words  # type: ignore[attr-defined,unused-ignore]

            self._words = _words.WORDS
        words: dict[str, Any] = self._words[id]
        return words

    def chosen(self, select: list[str], ignore: list[str]) -> list[Rule]:
        """Rules named by id or topic; all where nothing is selected."""
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
        return [name for name in names if name not in self.rules and name not in topics]


def rulebook() -> Rulebook:
    try:
        from aemlint import _compiled  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        from aemlint import data, schema
        from aemlint.engine import compile

        conditions, words = compile.conditions_and_words(data.rules_folder())
        tables = schema.tables(data.schemas_folder())
        return Rulebook({id: Rule(id, condition) for id, condition in conditions.items()}, tables, words)
    return Rulebook({id: Rule(id, condition) for id, condition in _compiled.RULES.items()}, _compiled.SCHEMAS)
