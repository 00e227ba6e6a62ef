"""All rules for programs."""

from __future__ import annotations

from aemlint.report.json import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.engine.rulebook import Rulebook


def text(book: Rulebook) -> str:
    return (
        encoded(
            [
                {
                    "id": rule.id,
                    "title": book.words(rule.id)["title"],
                    "severity": rule.severity,
                    "targets": rule.target,
                    "needs": rule.needs,
                    "fix": None if rule.fix is None else "safe" if rule.fix.get("safe") else "unsafe",
                }
                for rule in book.rules.values()
            ]
        )
        + "\n"
    )
