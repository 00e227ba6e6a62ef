"""Hits put into words, and the outcome of a run. Loads with the first finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from aemlint.hit import Edit
from aemlint.source import Place

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True)
class Note:
    """Words at another place; `at` is None for a note about the finding as a whole."""

    text: str
    at: Place | None = None


@dataclass(frozen=True)
class Fix:
    """Edits that belong together; a safe fix keeps the meaning."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Finding:
    """A hit in words.

    `subject` is `PID#property` or a path in a document; `pid` and `property` are its parts where it has them.
    `mark` are the words at the finding's own place. `sensitive` findings point to a key, and no report shows the text
    of the lines they stand on. `fingerprint` is 64 hex digits. `consulted` are further paths the finding rests on.
    """

    rule: str
    severity: str
    message: str
    advice: str
    at: Place
    subject: str
    pid: str | None
    property: str | None
    fingerprint: str
    mark: str = ""
    environments: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    sensitive: bool = False
    consulted: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotChecked:
    """Rules that could not judge, and why; said in every report that can carry it."""

    rules: tuple[str, ...]
    why: str


@dataclass
class Report:
    """The outcome of a run. `findings` are what is shown, in the order path, start, rule; the counts tell the rest.

    `younger` findings are of rules that `as-of` holds back. `masked` maps a path to the spans of its text that may hold secrets; excerpts cover them.
    """

    root: str
    target: str
    findings: list[Finding]
    not_checked: list[NotChecked] = field(default_factory=list)
    files: int = 0
    configurations: int = 0
    hidden: int = 0
    suppressed: int = 0
    baselined: int = 0
    younger: int = 0
    masked: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)
