"""Text inside XML, in ASCII: right whatever the encoding of the stream it goes through."""

from __future__ import annotations

from aemlint.report.showing import PATH, shown

SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


def escaped(text: str) -> str:
    """Characters that XML forbids even as references are escaped the way people see them in other reports.

    >>> escaped("a]]>b\\x1b[0m")
    'a]]&gt;b\\\\x1b[0m'
    """
    return "".join(map(_one, shown(text, PATH)))


def _one(character: str) -> str:
    if character in SIGNS:
        return SIGNS[character]
    return character if " " <= character <= "~" else f"&#{ord(character)};"


def attributes(values: dict[str, object]) -> str:
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())
