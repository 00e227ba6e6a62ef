"""Colours and links of a terminal."""

from __future__ import annotations

from aemlint.report import links

CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "note": "1;34",
    "help": "1;36",
    "bold": "1",
    "dim": "2",
    "removed": "31",
    "added": "32",
}


class Paint:
    """What it paints is already safe to show; without colour it gives the text back."""

    __slots__ = ("color", "links")

    def __init__(self, *, color: bool, links: bool = False) -> None:
        self.color = color
        self.links = links

    def __call__(self, text: str, name: str) -> str:
        return f"\x1b[{CODES[name]}m{text}\x1b[0m" if self.color and text else text

    def rule(self, rule: str) -> str:
        """A rule's id, which leads to its page."""
        page = links.page(rule) if self.links else ""
        return f"\x1b]8;;{page}\x1b\\{rule}\x1b]8;;\x1b\\" if page else rule
