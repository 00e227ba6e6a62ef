"""What may be said of an error of aemlint's own: its kind and where it happened, never its message."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = __file__.replace("\\", "/").rpartition("/")[0]


class Failure:
    """Something of aemlint's own that broke. `rules` could not judge; `what` is the file it broke on, or "".

    The error is kept for where it happened: its message may quote a file, and no output has it.
    """

    __slots__ = ("error", "rules", "what")

    def __init__(self, error: Exception, what: str = "", rules: tuple[str, ...] = ()) -> None:
        self.error = error
        self.rules = rules
        self.what = what

    @property
    def reason(self) -> str:
        return f"{self.what}: {reason_of(self.error)}" if self.what else reason_of(self.error)


def reason_of(error: BaseException) -> str:
    """`aemlint failed: KeyError in FILE:LINE`, the innermost place in aemlint itself."""
    places = [place for place, _, own in _steps(error) if own]
    return f"aemlint failed: {type(error).__name__}{f' in {places[-1]}' if places else ''}"


def frames(error: BaseException) -> list[str]:
    """The way to the error, without what was said or looked at on it."""
    return [f"{place} in {function}" for place, function, _ in _steps(error)]


def _steps(error: BaseException) -> Iterator[tuple[str, str, bool]]:
    """Place, function, and whether it is aemlint's own; of other people's files the last two names."""
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        path = code.co_filename.replace("\\", "/")
        own = path.startswith(f"{PACKAGE}/")
        shown = f"aemlint{path[len(PACKAGE) :]}" if own else "/".join(path.split("/")[-2:])
        yield f"{shown}:{step.tb_lineno}", code.co_name, own
        step = step.tb_next
