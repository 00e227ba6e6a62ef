"""A rule without its words: what a clean run needs to know of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# These topics look at every configuration; all others leave out what no instance reads and what does not parse.
EVERYWHERE = ("secret", "file", "folder", "override", "aemlint")


class Rule:
    """`match` or `check` finds; `arguments` go to the check. `source` says where hits come from if neither does:
    settings or suppressions. `when` names what a project must show for the rule to be asked (engine/run.py). `needs`
    names files: network, variables; `partly`: without them it sees less, not nothing.
    """

    __slots__ = (
        "arguments",
        "check",
        "fix",
        "formerly",
        "id",
        "match",
        "needs",
        "partly",
        "precision",
        "sensitive",
        "severity",
        "since",
        "source",
        "target",
        "topic",
        "when",
    )

    def __init__(self, id: str, data: dict[str, Any]) -> None:
        self.id = id
        self.topic = id.partition("/")[0]
        self.severity: str = data["severity"]
        self.target: list[str] = data.get("target") or ["cloud", "6.5"]
        self.needs: list[str] = data.get("needs") or []
        self.partly: bool = data.get("partly", False)
        self.precision: str = data.get("precision", "high")
        self.sensitive: bool = data.get("sensitive", False)
        self.since: str = data.get("since", "0.1")
        self.when: str | None = data.get("when")
        self.match: dict[str, Any] | None = data.get("match")
        self.check: str | None = data.get("check")
        self.source: str | None = data.get("from")
        self.formerly: list[str] = data.get("formerly") or []
        self.arguments: dict[str, Any] = data.get("with") or {}
        self.fix: dict[str, Any] | None = data.get("fix")

    @property
    def everywhere(self) -> bool:
        return self.topic in EVERYWHERE

    def __repr__(self) -> str:
        return f"Rule({self.id})"
