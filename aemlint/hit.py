"""What a condition gives: where it holds, without a word about it."""

from __future__ import annotations

from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Edit:
    """One replacement in one source; an empty span inserts."""

    __slots__ = ("place", "text")

    def __init__(self, place: Place, text: str) -> None:
        self.place = place
        self.text = text


class Mark:
    """Another place that belongs to a hit. `note` names the sentence in the rule's `notes`."""

    __slots__ = ("at", "note", "values")

    def __init__(self, at: Place, note: str, values: Mapping[str, object] | None = None) -> None:
        self.at = at
        self.note = note
        self.values = values or {}


class Hit:
    """Where a condition holds.

    `subject` is what the finding is about and stays the same when lines move: `PID#property`, or a path in a document.
    `values` fill the rule's sentences; `variant` chooses among several sentences of a rule. `environments` are the
    names of those in which the condition holds, empty where that is no question. `consulted` are other sources that
    were read to decide, so that a run on one of them alone reports the hit too. `safe` is whether its edits keep the
    meaning, None where the rule says so for all of its hits.
    """

    __slots__ = ("at", "consulted", "edits", "environments", "marks", "safe", "subject", "values", "variant")

    def __init__(
        self,
        at: Place,
        subject: str,
        values: Mapping[str, object] | None = None,
        *,
        variant: str | None = None,
        marks: Sequence[Mark] = (),
        edits: Sequence[Edit] = (),
        environments: Sequence[str] = (),
        consulted: Sequence[str] = (),
        safe: bool | None = None,
    ) -> None:
        self.at = at
        self.subject = subject
        self.values = values or {}
        self.variant = variant
        self.marks = marks
        self.edits = edits
        self.environments = environments
        self.consulted = consulted
        self.safe = safe

    @property
    def quoted(self) -> Iterator[str]:
        """Of files whose lines a report may show."""
        yield self.at.source.path
        for one in self.marks:
            yield one.at.source.path
        for edit in self.edits:
            yield edit.place.source.path

    @property
    def paths(self) -> Iterator[str]:
        """Of what it is about: its own, its marks', and those it consulted."""
        yield self.at.source.path
        for mark in self.marks:
            yield mark.at.source.path
        yield from self.consulted
