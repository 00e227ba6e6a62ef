"""Settings that lie below the project's root, and that nobody asks."""

from __future__ import annotations

import os
import sys

from aemlint.report.showing import PATH, shown


def say(paths: list[str], root: str) -> None:
    """On standard error, in one line however many there are."""
    first, *others = paths
    where = shown(os.path.relpath(root).replace(os.sep, "/"), PATH)
    which = shown(first, PATH) + (f" and {len(others)} more are" if others else " is")
    folder = shown(os.path.relpath(os.path.join(root, first, os.pardir)).replace(os.sep, "/"), PATH)
    sys.stderr.write(
        f"{which} not in force: the project's root is {where}; run aemlint in {folder}, or with --settings\n"
    )
