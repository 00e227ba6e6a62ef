"""The baseline on disk."""

from __future__ import annotations

import os

from aemlint.engine import baseline
from aemlint.reading import Unreadable, read
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.engine.baseline import Entry
    from aemlint.findings import Finding

LIMIT = 16 << 20


def load(path: str, root: str | None = None) -> list[Entry] | None:
    """`root` is that of the settings that name it; None where they do and there is no such file.

    Raises Wrong for everything else.
    """
    full = path if root is None else os.path.join(root, path)
    folder, _, name = os.path.abspath(full).replace(os.sep, "/").rpartition("/")
    data = read(folder or "/", name, LIMIT)
    if isinstance(data, Unreadable):
        if data.absent and root is not None:
            return None
        raise Wrong(f"{path}: {data.reason}")
    try:
        return baseline.read(data.decode("utf-8", "replace"))
    except baseline.Malformed:
        advice = "name another file, or delete this one and --write-baseline writes it anew"
        raise Wrong(f"{path}: this is no baseline of aemlint; {advice}") from None


def save(
    path: str, old: list[Entry] | None, stale: list[Entry], current: list[Finding], *, accept_new: bool
) -> tuple[int, int]:
    """Writes it, whole or not at all; gives how many entries it has, and how many new findings it did not take.

    `old` are the entries of a file that is there already; of those `stale` ones go.
    """
    from aemlint.writing import save as write

    new = baseline.entries(current)
    kept = new if old is None else baseline.merged(old, stale, new, accept_new=accept_new)
    write(path, baseline.written(kept))
    known = {entry.fingerprint for entry in kept}
    return len(kept), sum(entry.fingerprint not in known for entry in new)
