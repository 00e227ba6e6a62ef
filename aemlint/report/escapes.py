"""Signs that mean something to a build server, as codes."""

from __future__ import annotations


def escaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    """In the order of `signs`: the one that the codes begin with comes first.

    >>> escaped("100%\\n", (("%", "%25"), ("\\n", "%0A")))
    '100%25%0A'
    """
    for sign, code in signs:
        text = text.replace(sign, code)
    return text
