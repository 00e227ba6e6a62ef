"""Changes as a unified difference; what may be a secret is dots."""

from __future__ import annotations

from difflib import unified_diff

from aemlint.model.secret import DOTS
from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.fix import Change


def text(changes: Iterable[Change]) -> str:
    return "".join(map(_one, changes))


def _one(change: Change) -> str:
    path = shown(change.path, 4096)
    before = _lines(covered(change.before, change.covered_before))
    after = _lines(covered(change.after, change.covered_after))
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Dots in place of each span; its line ends stay, so that lines keep their numbers."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        hidden = "".join(one for one in text[start:end] if one in "\r\n")
        pieces += [text[at:start], DOTS + hidden]
        at = end
    return "".join([*pieces, text[at:]])


def _lines(text: str) -> list[str]:
    """Split at LF alone, as patches are; what could paint a terminal is escaped, a tab and a CR stay."""
    pieces = text.split("\n")
    lines = [f"{_visible(piece)}\n" for piece in pieces[:-1]]
    return [*lines, _visible(pieces[-1])] if pieces[-1] else lines


def _visible(line: str) -> str:
    end = "\r" if line.endswith("\r") else ""
    parts = line.removesuffix("\r").split("\t")
    return "\t".join(shown(part, len(part) + 1) for part in parts) + end
