"""Comments in `.cfg.json`: found, and taken out as Felix's cm.json takes them out.

Its remover is a machine that remembers the previous character wherever it stood. So the `/` that ends a block comment
and the `/` that begins the next one are a line comment, and the rest of that line is lost; and a comment joins its
neighbours: `1/* x */2` is 12.
"""

from __future__ import annotations

from aemlint.formats.tree import Comment, Problem
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.offsets import Offsets

APART = frozenset(' \t\n\r,:{}[]"')


class Cleaned:
    """A text without its comments. `offsets` is None where they were blanked out in place, as nearly always."""

    __slots__ = ("comments", "offsets", "problems", "refused", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets: Offsets | None = None
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.refused = False


def without_comments(text: str, *, old: bool) -> Cleaned:
    """`old` is the generation of AEM 6.5, which refuses comments that touch or never end."""
    cleaned = Cleaned(text)
    cuts = _cuts(cleaned, text, old=old)
    if not cuts:
        return cleaned
    joins = any(
        start > 0 and end < len(text) and text[start - 1] not in APART and text[end] not in APART for start, end in cuts
    )
    pieces, starts, kept = [], [], 0
    for start, end in cuts:
        pieces.append(text[kept:start])
        starts.append(kept)
        kept = end
        if not joins:
            pieces.append(" " * (end - start))
    cleaned.text = "".join([*pieces, text[kept:]])
    if joins:
        from aemlint.formats.offsets import offsets

        cleaned.offsets = offsets([*pieces, text[kept:]], [*starts, kept], len(text))
    return cleaned


def _cuts(cleaned: Cleaned, text: str, *, old: bool) -> list[tuple[int, int]]:
    """What goes, in order; line feeds in comments stay. Notes the comments on the way."""
    cuts: list[tuple[int, int]] = []
    at, slash = 0, text.find("/")
    while slash >= 0:
        quote = text.find('"', at, slash)
        if quote >= 0:
            at = _string_end(text, quote, old=old)
            if at > slash:
                slash = text.find("/", at)
            continue
        following = text[slash + 1 : slash + 2]
        if following in ("/", "*") and following:
            at = _comment(cleaned, text, slash, following, old=old)
            _cut_lines(cuts, text, slash, at)
        else:
            if not old and _never_written(text, slash):
                cuts.append((slash, slash + 1))
            at = slash + 1
        slash = text.find("/", at)
    return cuts


def _never_written(text: str, slash: int) -> bool:
    """A stray slash waits behind the texts that follow it, and is forgotten if a comment comes, or nothing more."""
    at = slash + 1
    while text.startswith('"', at):
        at = _string_end(text, at, old=False)
    return at >= len(text) or text.startswith(("//", "/*"), at) or (at == len(text) - 1 and text[at] == "/")


def _cut_lines(cuts: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    line = text.find("\n", start, end)
    while line >= 0:
        if line > start:
            cuts.append((start, line))
        start = line + 1
        line = text.find("\n", start, end)
    if end > start:
        cuts.append((start, end))


def _comment(cleaned: Cleaned, text: str, slash: int, kind: str, *, old: bool) -> int:
    """Notes the comment that opens at a slash; gives its end. A line comment ends before its LF."""
    at, star_from = slash, slash + 1
    closing = 0 if kind == "/" else 2
    while True:
        if kind == "/":
            line = text.find("\n", at + 2)
            end = len(text) if line < 0 else line
            break
        # `/*/` is whole: the star that opens it may close it.
        star = text.find("*/", star_from)
        if star < 0:
            end = len(text)
            closing = 0
            _problem(cleaned, slash, slash + 2, "a comment that never ends")
            cleaned.refused = cleaned.refused or old
            break
        end = star + 2
        following = text[end : end + 1]
        if following not in ("/", "*") or following == "":
            break
        if following == "/":  # the closing slash and this one
            line = text.find("\n", end)
            stop = len(text) if line < 0 else line
            _problem(cleaned, end, stop, "a line that begins directly behind a comment with `/` is lost")
            kind, at, closing = "/", end - 1, 0
        else:
            _problem(cleaned, end, end + 1, "a comment directly behind another one")
            star_from = end
        cleaned.refused = cleaned.refused or old
    cleaned.comments.append(Comment(Span(slash, end), text[slash + 2 : max(end - closing, slash + 2)]))
    return end


def _problem(cleaned: Cleaned, start: int, end: int, reason: str) -> None:
    if len(cleaned.problems) < 50:
        cleaned.problems.append(Problem("syntax", Span(start, end), reason))


def _string_end(text: str, quote: int, *, old: bool) -> int:
    """The offset after the string that opens at `quote`; the end of the text if it never closes.

    Before 2.0.8 only one character before a quote was looked at: a text that ends in `\\\\` goes on.
    """
    at = quote + 1
    while True:
        end = text.find('"', at)
        if end < 0:
            return len(text)
        first = end
        while text[first - 1] == "\\" and first - 1 > quote:
            first -= 1
        if first == end or (not old and (end - first) % 2 == 0):
            return end + 1
        at = end + 1
