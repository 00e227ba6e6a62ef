"""Patterns of the settings, as .gitignore has them, by pathspec."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# pathspec makes regular expressions of patterns; more stars than that in a name, and one can hang a run.
STARS = 3
LENGTH = 1024


def hostile(pattern: str) -> bool:
    """Whether a pattern could take for ever, or cannot be read at all."""
    if len(pattern) > LENGTH or any(segment != "**" and segment.count("*") > STARS for segment in pattern.split("/")):
        return True
    if pattern.count("**") > STARS:
        return True
    try:
        matcher([pattern])
    except ValueError:
        return True
    return False


def matcher(patterns: Sequence[str]) -> Callable[..., bool]:
    """Whether a path (relative to the root, with "/"; and whether it is a folder) is meant; the last match counts."""
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():  # of a class like [[a], which could mean something else in times to come
            warnings.simplefilter("ignore", FutureWarning)
            spec = GitIgnoreSpec.from_lines(patterns)
    except re.error:  # a class like [z-a]
        raise ValueError from None

    def matches(path: str, *, is_folder: bool) -> bool:
        return spec.match_file(path + "/" if is_folder else path)

    return matches
