"""What all tests share: the material beside the project, where it is there, and projects written from dictionaries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

import aemlint as installed
from aemlint import data, examples
from aemlint.engine import compiling
from aemlint.engine.rulebook import Rulebook, rulebook

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CHECKS = HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much
# What a thousand choices have led to takes minutes to shrink: for that there is time with the other profile.
QUICK = Phase.explicit, Phase.reuse, Phase.generate
settings.register_profile(
    "local", max_examples=60, deadline=None, derandomize=True, suppress_health_check=CHECKS, phases=QUICK
)
settings.register_profile("ci", max_examples=4000, deadline=None, suppress_health_check=CHECKS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))
# Every run in a checkout reads the YAML of all rules: here hundreds of runs are one process, and it is read once.
setattr(compiling, "conditions_and_words", cache(compiling.conditions_and_words))  # noqa: B010


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected files anew; then read the difference")


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel has it, with compiled rules."""
    place = tmp_path_factory.mktemp("package")
    source = Path(installed.__file__).parent
    shutil.copytree(source, place / "aemlint", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    for name, text in compiling.modules(data.rules_folder(), data.schemas_folder()).items():
        (place / "aemlint" / name).write_text(text, "utf-8")
    for folder in (data.rules_folder(), data.schemas_folder()):
        shutil.copytree(folder, place / "aemlint/_data" / Path(folder).name)
    return place


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Writes a project, `{path: text, bytes or {text, encoding}}`, and gives its root."""

    def written(files: dict[str, Any], root: Path = tmp_path) -> Path:
        for path, content in files.items():
            full = root / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(content if isinstance(content, bytes) else examples.content(content))
        return root

    return written


@pytest.fixture
def aemlint() -> Any:
    """Runs the command as a user would, in a folder; gives the finished process."""

    def ran(*arguments: str, cwd: Path, input: bytes | None = None, env: dict[str, str] | None = None) -> Any:
        hosts = ("GITHUB_", "GITLAB_", "FORCE_")
        plain = {key: value for key, value in os.environ.items() if not key.startswith(hosts)}
        return subprocess.run(
            [sys.executable, "-m", "aemlint", *arguments],
            cwd=cwd,
            input=input if input is not None else b"",
            capture_output=True,
            timeout=120,
            check=False,
            env={**plain, "NO_COLOR": "1", **(env or {})},
        )

    return ran
