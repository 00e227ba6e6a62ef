"""Compiles rules and schemas into modules while the wheel is built, so that a run from it reads no YAML."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # reads the files on disk
            return
        sys.path.insert(0, self.root)
        from aemlint.engine import compiling

        folder = tempfile.mkdtemp()
        modules = compiling.modules(os.path.join(self.root, "rules"), os.path.join(self.root, "schemas"))
        for name, text in modules.items():
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            build_data["force_include"][path] = f"aemlint/{name}"
