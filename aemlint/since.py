"""What a project's earlier state had: the fingerprints of its findings, under the paths of today."""

from __future__ import annotations

from aemlint import app
from aemlint.engine import wording
from aemlint.engine.rulebook import Rulebook
from aemlint.git import Revision
from aemlint.request import Request


def fingerprints(request: Request, book: Rulebook) -> set[str]:
    """Raises Wrong where Git cannot give the revision `request.since`."""
    assert request.since is not None
    revision = Revision(request.root, request.since)
    try:
        earlier = Request(request.root)
        earlier.target = request.target
        earlier.select, earlier.ignore = request.select, request.ignore
        earlier.isolated, earlier.settings = request.isolated, request.settings
        renamed = revision.renamed()
        ordered = wording.in_order(app.Judgement(earlier, book, revision).loud)
        return {
            wording.fingerprint(rule, hit, ordinal, path=renamed.get(hit.at.source.path, hit.at.source.path))
            for (rule, hit), ordinal in zip(ordered, wording.ordinals(ordered), strict=True)
        }
    finally:
        revision.close()
