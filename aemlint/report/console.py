"""Text to a stream of whatever encoding: never an error, and line ends as they are."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# What the rules' own sentences may hold, for consoles that cannot show it.
PLAIN = str.maketrans(
    {"…": "...", "→": "->", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "×": "x"}
)


def write(text: str, stream: TextIO) -> None:
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.write(text)
        return
    stream.flush()
    raw.write(encoded(text, encoding_of(stream)))


def encoding_of(stream: TextIO) -> str:
    """A terminal shows what it shows, and people may choose; a pipe or a file takes UTF-8 like any other report."""
    if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
        return stream.encoding or "ascii"
    return "utf-8"


def encoded(text: str, encoding: str) -> bytes:
    """
    >>> encoded("a → ä …", "cp1252"), encoded("😀", "cp1252")
    (b'a -> \\xe4 \\x85', b'\\\\U0001f600')
    """
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_known(character, encoding) for character in text).encode(encoding, "backslashreplace")


def _known(character: str, encoding: str) -> str:
    if character.isascii():
        return character
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return character.translate(PLAIN)
    return character
