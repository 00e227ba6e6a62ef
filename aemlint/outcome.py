"""What came of a run."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.engine.baseline import Entry
    from aemlint.failing import Failure
    from aemlint.findings import Finding, Report
    from aemlint.loading import Loaded
    from aemlint.model.project import Project


class Outcome:
    """`report` is None for a clean run: then only the counts are known, and nothing more was loaded.

    `entries` are those of the baseline, None without one; `stale` those of them that were judged and have no finding
    any more; `current` is what a new baseline would hold.
    `failures` are aemlint's own; `lost` says what of interest could not be read, where no finding does.
    """

    __slots__ = (
        "baseline",
        "code",
        "current",
        "entries",
        "failures",
        "hidden",
        "loaded",
        "lost",
        "not_checked",
        "report",
        "stale",
    )

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.code = 0
        self.hidden = 0
        self.failures: list[Failure] = []
        self.lost: list[str] = []
        self.not_checked: list[tuple[list[str], str]] = []
        self.report: Report | None = None
        self.baseline: str | None = None
        self.entries: list[Entry] | None = None
        self.stale: list[Entry] = []
        self.current: list[Finding] = []

    @property
    def project(self) -> Project:
        return self.loaded.project

    @property
    def rules(self) -> list[str]:
        """Ids of all rules for the project's target."""
        return [rule.id for rule in self.loaded.book.rules.values() if self.project.target in rule.target]

    @property
    def configurations(self) -> int:
        return sum(configuration.schema is not None for configuration in self.project.configurations)
