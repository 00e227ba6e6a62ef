"""The baseline on disk."""

from __future__ import annotations

import os

from aemlint.engine import baseline
from aemlint.reading import Unreadable, read
from aemlint.request import Request, Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.engine.baseline import Entry
    from aemlint.findings import Finding
    from aemlint.model.project import Project

LIMIT = 16 << 20


def load(request: Request, path: str) -> list[Entry] | None:
    """None where there is no such file and only the settings name it; raises Wrong for everything else."""
    full = path if request.baseline is not None else os.path.join(request.root, path)
    folder, _, name = os.path.abspath(full).replace(os.sep, "/").rpartition("/")
    data = read(folder or "/", name, LIMIT)
    if isinstance(data, Unreadable):
        if data.absent and request.baseline is None:
            return None
        raise Wrong(f"{path}: {data.reason}")
    try:
        return baseline.read(data.decode("utf-8", "replace"))
    except baseline.Malformed:
        raise Wrong(f"{path}: this is no baseline of aemlint; write it anew with --write-baseline") from None


def save(
    request: Request, path: str, current: Iterable[Finding], project: Project, failed: Iterable[str]
) -> tuple[int, int]:
    """Writes it, whole or not at all; gives how many entries it has, and how many new findings it did not take.

    `failed` are ids of rules. What could not be judged this time is as it was.
    """
    from aemlint.writing import save as write

    new = baseline.entries(current)
    kept = new
    if os.path.lexists(path):
        asked = Request(request.root)
        asked.baseline = path
        old = load(asked, path) or []
        rules, unread = set(failed), tuple(one.path for one in project.unread)
        spared = [entry for entry in old if entry.rule in rules or _below(entry.path, unread)]
        judged = {document.source.path for document in project.documents}
        merged = baseline.merged(
            old,
            new,
            judged=filter(request.asks_for, {*judged, *(entry.path for entry in old)}),
            accept_new=request.accept_new,
        )
        kept = list({entry.fingerprint: entry for entry in (*spared, *merged)}.values())
    write(path, baseline.written(kept))
    known = {entry.fingerprint for entry in kept}
    return len(kept), sum(entry.fingerprint not in known for entry in new)


def _below(path: str, places: tuple[str, ...]) -> bool:
    """Whether it is one of the files, or in one of the folders."""
    return any(place in (path, ".") or path.startswith(f"{place}/") for place in places)
