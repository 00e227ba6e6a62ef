"""Whether to colour: the option, then NO_COLOR, FORCE_COLOR, the terminal."""

from __future__ import annotations

import os


def colored(when: str, terminal: bool) -> bool:
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if os.environ.get(name, "") not in ("", "0"):
            return True
    if os.environ.get("TERM") == "dumb":
        return False
    return terminal or bool(os.environ.get("GITHUB_ACTIONS") or os.environ.get("GITLAB_CI"))


def linked(*, color: bool, terminal: bool) -> bool:
    """Links are for terminals that know them. The Linux console prints them as text."""
    return color and terminal and os.environ.get("TERM") != "linux"
