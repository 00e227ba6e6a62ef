"""Every check that a change must pass: `nox`; a Python that is not there is said, and left out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nox

ROOT = Path(__file__).parent
LOCK = ROOT / ".ci/constraints.txt"
PYTHONS = ("3.10", "3.11", "3.12", "3.13")

nox.options.error_on_missing_interpreters = False
nox.options.error_on_external_run = True


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types, and that imports only go downwards."""
    session.install("-q", "-c", str(LOCK), "-e", ".[test,lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session(python=PYTHONS)
def wheel(session: nox.Session) -> None:
    """All tests against the installed wheel, with the checkout's own package out of reach."""
    place = Path(session.create_tmp()).resolve()
    session.install("-q", "-c", str(LOCK), "build")
    for folder, seed in (("dist", "1"), ("again", "77")):
        words = ("-m", "build", "-q", "--wheel", "--outdir", str(place / folder), str(ROOT))
        session.run("python", *words, env={"PYTHONHASHSEED": seed})
    session.run("pip", "uninstall", "-q", "-y", "build", "pyproject_hooks")
    built = sorted((place / "dist").glob("*.whl"))[-1]
    if built.read_bytes() != (place / "again" / built.name).read_bytes():
        session.error("two builds of the wheel differ")
    session.install("-q", "-c", str(LOCK), "--force-reinstall", f"{built}[test]")
    tree = place / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith("aemlint/") and (ROOT / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name, follow_symlinks=False)
    session.chdir(tree)
    session.run("python", "-m", "pytest", "-n", "2", env={"AEMLINT_TESTED": "wheel"})
