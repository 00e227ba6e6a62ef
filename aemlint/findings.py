"""Hits put into words, and the outcome of a run. Loads with the first finding."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from aemlint.hit import Edit
    from aemlint.source import Place

    Cover = tuple[int, int]

SEVERITIES = ("info", "warning", "error")


class _Value:
    """Compares by content. No dataclass: importing that module takes longer than linting a file."""

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and all(
            getattr(self, name) == getattr(other, name) for name in type(self).__slots__
        )

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in type(self).__slots__))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in type(self).__slots__)})"


class Note(_Value):
    """Words at another place; `at` is None for a note about the finding as a whole."""

    __slots__ = ("at", "text")

    def __init__(self, text: str, at: Place | None = None) -> None:
        self.text = text
        self.at = at


class Fix(_Value):
    """Edits that belong together; a safe fix keeps the meaning. `repeats`: they write a secret where one is covered."""

    __slots__ = ("edits", "repeats", "safe", "title")

    def __init__(self, title: str, safe: bool, edits: tuple[Edit, ...], *, repeats: bool = False) -> None:
        self.title = title
        self.safe = safe
        self.edits = edits
        self.repeats = repeats


class Finding(_Value):
    """A hit in words.

    `subject` is `PID#property` or a path in a document; `pid` and `property` are its parts where it has them.
    `mark` are the words at the finding's own place. `sensitive` findings point to a key, and no report shows what
    stands beside it. `fingerprint` is 64 hex digits. `consulted` are further paths the finding rests on.
    """

    __slots__ = (
        "advice",
        "at",
        "consulted",
        "environments",
        "fingerprint",
        "fix",
        "mark",
        "message",
        "notes",
        "pid",
        "property",
        "rule",
        "sensitive",
        "severity",
        "subject",
    )

    def __init__(
        self,
        *,
        rule: str,
        severity: str,
        message: str,
        advice: str,
        at: Place,
        subject: str,
        pid: str | None,
        property: str | None,
        fingerprint: str,
        mark: str = "",
        environments: tuple[str, ...] = (),
        notes: tuple[Note, ...] = (),
        fix: Fix | None = None,
        sensitive: bool = False,
        consulted: tuple[str, ...] = (),
    ) -> None:
        self.rule = rule
        self.severity = severity
        self.message = message
        self.advice = advice
        self.at = at
        self.subject = subject
        self.pid = pid
        self.property = property
        self.fingerprint = fingerprint
        self.mark = mark
        self.environments = environments
        self.notes = notes
        self.fix = fix
        self.sensitive = sensitive
        self.consulted = consulted


class NotChecked(_Value):
    """Rules that could not judge, and why; said in every report that can carry it."""

    __slots__ = ("rules", "why")

    def __init__(self, rules: tuple[str, ...], why: str) -> None:
        self.rules = rules
        self.why = why


def between(covers: Sequence[Cover], start: int, end: int) -> Sequence[Cover]:
    """Those of what is covered that touch a part of the text; they are in order and do not overlap.

    >>> between([(1, 3), (5, 9), (9, 12), (20, 30)], 8, 11)
    [(5, 9), (9, 12)]
    """
    first = bisect_left(covers, (start, 0))
    if first and covers[first - 1][1] > start:
        first -= 1
    return covers[first : bisect_left(covers, (end, 0))]


class Report:
    """The outcome of a run. `findings` are what is shown, in the order path, start, rule; the counts tell the rest.

    `younger` findings are of rules that `as-of` holds back, `known` ones stood in the revision of `--since`. `masked`
    maps a path to the spans of its text that may hold secrets, none for a file that was looked through and has none;
    excerpts cover them. `rules` are the ids of all rules for the target, `described` gives a rule and its words.
    `prefix` leads from the repository's root to the project's, for hosts that know the repository only. `complete` is
    whether all that was asked for could be read.
    """

    __slots__ = (
        "baselined",
        "complete",
        "configurations",
        "described",
        "files",
        "findings",
        "hidden",
        "known",
        "masked",
        "not_checked",
        "prefix",
        "root",
        "rules",
        "suppressed",
        "target",
        "younger",
    )

    def __init__(
        self,
        root: str,
        target: str,
        findings: list[Finding],
        *,
        not_checked: Sequence[NotChecked] = (),
        files: int = 0,
        configurations: int = 0,
        hidden: int = 0,
        suppressed: int = 0,
        baselined: int = 0,
        younger: int = 0,
        known: int = 0,
        masked: dict[str, list[tuple[int, int]]] | None = None,
        rules: Sequence[str] = (),
        described: Callable[[str], tuple[Any, Mapping[str, Any]]] | None = None,
        prefix: str = "",
        complete: bool = True,
    ) -> None:
        self.root = root
        self.target = target
        self.findings = findings
        self.not_checked = list(not_checked)
        self.files = files
        self.configurations = configurations
        self.hidden = hidden
        self.suppressed = suppressed
        self.baselined = baselined
        self.younger = younger
        self.known = known
        self.masked = masked or {}
        self.rules = rules
        self.described = described
        self.prefix = prefix
        self.complete = complete

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def rule(self, id: str) -> tuple[Any, Mapping[str, Any]]:
        """The engine's rule and its words with those of its page, which load when somebody asks."""
        assert self.described is not None
        return self.described(id)

    def covers(self, place: Place) -> bool:
        """Whether a place touches what may be a secret: its text and its length are nobody's business."""
        return bool(between(self.masked.get(place.source.path, ()), place.span.start, place.span.end))
