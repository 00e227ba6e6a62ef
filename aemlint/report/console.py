"""Text to a stream of whatever encoding: never an error, and line ends as they are."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

# What the rules' own sentences may hold, for consoles that cannot show it.
PLAIN = str.maketrans(
    {"…": "...", "→": "->", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "×": "x"}
)
LARGE = 1 << 16


def reopen() -> None:
    """Streams that are closed. To write to standard output is then an error, as it is on a full disk; what would be
    said on standard error nobody wants to hear. Left closed, a file of the project's could take their number.
    """
    if sys.stdin is None:
        sys.stdin = _stand_in(os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _stand_in(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _stand_in(os.O_WRONLY, "w")


def _stand_in(flags: int, mode: str) -> TextIO:
    """Of the lowest number that is free, which is the closed one's."""
    return open(os.open(os.devnull, flags), mode, encoding="utf-8", errors="backslashreplace")  # type: ignore[return-value]


def write(pieces: Iterable[str], stream: TextIO) -> None:
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.writelines(pieces)
        return
    stream.flush()
    encoding = encoding_of(stream)
    for piece in pieces:
        for start in range(0, len(piece), LARGE):  # not all of it a second time
            raw.write(encoded(piece[start : start + LARGE], encoding))


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
