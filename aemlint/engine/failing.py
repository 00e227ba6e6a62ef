"""What may be said of an error of aemlint's own: its kind and where it happened, never its message."""

from __future__ import annotations


def place_of(error: BaseException) -> str:
    """`in FILE:LINE`, the innermost place in aemlint itself."""
    place, step = "", error.__traceback__
    while step is not None:
        path = step.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/aemlint/" in path:
            place = f"in aemlint/{path.rpartition('/aemlint/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return place
