"""Settings that nobody asks, and paths that are left out although they were named. On standard error, one line each."""

from __future__ import annotations

import os
import sys

from aemlint.names import NEARLY_SETTINGS, SETTINGS
from aemlint.report.showing import PATH, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def say(paths: list[str], root: str) -> None:
    for name in NEARLY_SETTINGS:
        if name in paths:
            sys.stderr.write(f"{name} is not in force: settings are in {SETTINGS}\n")
    below = [path for path in paths if path not in NEARLY_SETTINGS]
    if below:
        where = shown(os.path.relpath(root).replace(os.sep, "/"), PATH)
        folder = shown(os.path.relpath(os.path.join(root, below[0], os.pardir)).replace(os.sep, "/"), PATH)
        sys.stderr.write(
            f"{_named(below)} not in force: the project's root is {where}; run aemlint in {folder}, or with "
            "--settings\n"
        )


def say_left_out(left_out: list[str], asked: Sequence[str]) -> None:
    """Of what was asked for."""
    folders = tuple(f"{path}/" for path in left_out)
    paths = [path for path in asked if f"{path}/".startswith(folders)]
    if folders and paths:
        what = "them" if len(paths) > 1 else "it"
        sys.stderr.write(f"{_named(paths)} left out: the settings, .gitignore or a folder's name exclude {what}\n")


def _named(paths: Sequence[str]) -> str:
    first, *others = paths
    return shown(first, PATH) + (f" and {len(others)} more are" if others else " is")
