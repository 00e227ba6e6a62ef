"""What a release is made of and by: actions that cannot change, tokens that can only read, two builds with the same
bytes, and a list of everything in it.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from ruamel.yaml import YAML

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
# What a job may do beyond reading, and which jobs: those that run nothing of the repository.
MORE = {
    ("release.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
}


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_named_by_their_commit(path: Path) -> None:
    uses = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_tokens_can_only_read(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}) == MORE.get((path.name, name), {})
        if (path.name, name) in MORE:
            assert not [step for step in job["steps"] if "run" in step or "checkout" in step["uses"]]
    text = path.read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for step in steps(path):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "an expression in a script could command it"


def test_a_release_is_attested_and_published_without_a_token() -> None:
    jobs = read(ROOT / ".github/workflows/release.yml")["jobs"]
    used = {
        name: [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step] for name, job in jobs.items()
    }
    assert {"actions/attest-build-provenance", "actions/attest-sbom"} <= set(used["attest"])
    assert "pypa/gh-action-pypi-publish" in used["publish"]
    (publish,) = [step for step in jobs["publish"]["steps"] if "pypi-publish" in step["uses"]]
    assert publish["with"] == {"attestations": True}
    assert (jobs["attest"]["needs"], jobs["publish"]["needs"]) == ("build", "attest")
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert ".ci/run" in runs
    assert any(".ci/sbom.py" in run for run in runs)


def sbom() -> Any:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci/sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(os.environ.get("AEMLINT_TESTED") == "wheel", reason="the package's source is out of reach")
def test_the_bill_of_materials_is_the_lock_file() -> None:
    words = [sys.executable, str(ROOT / ".ci/sbom.py")]
    texts = [
        subprocess.run(words, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert texts[0] == texts[1]
    bill = json.loads(texts[0])
    lines = [line for line in (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines() if line]
    assert (bill["bomFormat"], bill["specVersion"], len(bill["components"])) == ("CycloneDX", "1.5", len(lines))
    assert {one["name"] for one in bill["components"] if one["scope"] == "required"} == sbom().NEEDED


def test_what_is_called_required_is_what_is_installed() -> None:
    module = sbom()
    needed: set[str] = set()
    waiting = ["jsonschema", "pathspec", "rich", "ruamel.yaml"]
    while waiting:
        name = module.name_of(waiting.pop())
        if name not in needed:
            needed.add(name)
            plain = [one for one in importlib.metadata.requires(name) or [] if "extra ==" not in one]
            waiting += [re.split(r"[^\w.-]", one)[0] for one in plain if "python_version <" not in one]
    assert needed <= module.NEEDED


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not here; nox compares, too")
@pytest.mark.skipif(os.environ.get("AEMLINT_TESTED") == "wheel", reason="the package's source is out of reach")
def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the folder, the time, the mask of rights and the order of sets."""
    built = []
    for seed, mask, place in (("1", 0o022, tmp_path / "one"), ("77", 0o077, tmp_path / "t w o")):
        for name in ("aemlint", "rules", "schemas", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
            source, target = ROOT / name, place / "tree" / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        for path in place.rglob("*"):
            os.utime(path, (1e9 + mask, 1e9 + mask))
        code = (
            f"import os, runpy, sys; os.umask({mask}); sys.argv[1:] = ['build', '-t', 'wheel', '-d', {str(place)!r}]; "
        )
        subprocess.run(
            [sys.executable, "-c", code + "runpy.run_module('hatchling', run_name='__main__')"],
            cwd=place / "tree", check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        (wheel,) = place.glob("*.whl")
        built.append((wheel.name, wheel.read_bytes()))
    assert built[0] == built[1]
