"""What a project's earlier state had: the fingerprints of its findings, under the paths of today."""

from __future__ import annotations

from aemlint.engine import wording
from aemlint.git import Revision
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.engine.rule import Rule
    from aemlint.hit import Hit
    from aemlint.reading import Disk


def fingerprints(request: Request, judged: Callable[[Request, Disk], list[tuple[Rule, Hit]]]) -> set[str]:
    """`judged` gives the hits in another state of the project. Raises Wrong where Git cannot give the revision."""
    assert request.since is not None
    revision = Revision(request.root, request.since)
    try:
        earlier = Request(request.root)
        earlier.target = request.target
        earlier.select, earlier.ignore = request.select, request.ignore
        earlier.isolated, earlier.settings = request.isolated, request.settings
        renamed = revision.renamed()
        ordered = wording.in_order(judged(earlier, revision))
        if revision.fault is not None:
            raise revision.fault
        return {
            wording.fingerprint(rule, hit, ordinal, path=renamed.get(hit.at.source.path, hit.at.source.path))
            for (rule, hit), ordinal in zip(ordered, wording.ordinals(ordered), strict=True)
        }
    finally:
        revision.close()
