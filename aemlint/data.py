"""Where rules/ and schemas/ are: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.abspath(__file__))


def _folder(name: str) -> str:
    inside = os.path.join(PACKAGE, "_data", name)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(PACKAGE), name)


def rules_folder() -> str:
    return _folder("rules")


def schemas_folder() -> str:
    return _folder("schemas")
