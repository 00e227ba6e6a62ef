"""What a project's earlier state had: its findings, under the paths of today."""

from __future__ import annotations

from aemlint.engine import wording
from aemlint.formats import format_of
from aemlint.git import Revision
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aemlint.engine.rule import Rule
    from aemlint.hit import Hit
    from aemlint.reading import Disk

    Judged = tuple[list[tuple[Rule, Hit]], Callable[[Rule, Hit], bool]]


class Earlier:
    """Findings by fingerprint, with the environments in which they held; none where that was no question."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[str, set[str]] = {}

    def add(self, fingerprint: str, environments: Iterable[str]) -> None:
        self._found.setdefault(fingerprint, set()).update(environments)

    def had(self, fingerprint: str, environments: Iterable[str]) -> bool:
        """What has reached another environment since is new there."""
        known = self._found.get(fingerprint)
        return known is not None and (not known or known.issuperset(environments))


def earlier_findings(request: Request, judged: Callable[[Request, Disk], Judged]) -> Earlier:
    """`judged` gives the hits in another state of the project, and which of them counted there. Raises Wrong where Git
    cannot give the revision.
    """
    assert request.since is not None
    revision = Revision(request.root, request.since)
    try:
        earlier = Request(request.root)
        earlier.target = request.target
        earlier.select, earlier.ignore = request.select, request.ignore
        earlier.isolated, earlier.settings = request.isolated, request.settings
        renamed = revision.renamed()
        formerly = {new: old for old, new in renamed.items()}
        named = [formerly.get(path, path) for path in (*request.named, *filter(format_of, request.overlay))]
        earlier.named = [path for path in dict.fromkeys(named) if not revision.lacks(path)]
        loud, counted = judged(earlier, revision)
        ordered = wording.in_order(loud)
        if revision.fault is not None:
            raise revision.fault
        found = Earlier()
        for (rule, hit), ordinal in zip(ordered, wording.ordinals(ordered), strict=True):
            if counted(rule, hit):
                path = hit.at.source.path
                found.add(wording.fingerprint(rule, hit, ordinal, path=renamed.get(path, path)), hit.environments)
        return found
    finally:
        revision.close()
