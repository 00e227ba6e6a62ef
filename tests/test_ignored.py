"""What Git ignores, by Git itself: the same files are left out, whatever the .gitignore files say."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aemlint.ignore import MANY, Ignore, Ignores
from aemlint.reading import Disk
from aemlint.walk import walk

FOLDERS = ["a", "b", "ab", "a/b", "a/b/a", "b/ab", "a/.b"]
NAMES = ["a.yaml", "b.yaml", "ab.yaml", ".a.yaml", "a b.yaml", "a-b.yaml"]
FILES = [f"{folder}/{name}".removeprefix("./") for folder in (".", *FOLDERS) for name in NAMES]
PIECES = ["a", "b", "ab", ".yaml", "*", "**", "?", "/", "!", "#", " "]
CLASSES = ["[ab]", "[!a]", "[^b]", "[a-b]", "\\", "\\*", "\\ "]
LINES = st.lists(st.sampled_from([*PIECES, *CLASSES]), min_size=1, max_size=6).map("".join)
TEXTS = st.lists(LINES, max_size=5).map("\n".join)


def _kept(root: Path) -> tuple[list[str], list[str]]:
    """By aemlint and by Git."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    git = ["git", "-c", "core.excludesFile=", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True, env=clean)
    said = subprocess.run([*git, "ls-files", "-ozc", "--exclude-standard"], check=True, env=clean, capture_output=True)
    others = said.stdout.decode().split("\0")
    return walk(Disk(str(root))).documents, sorted(path for path in others if path.endswith(".yaml"))


@given(st.dictionaries(st.sampled_from(["", "a", "a/b", "b"]), TEXTS, max_size=3))
@example({"": "*.yaml\n!a.yaml", "a": "a.yaml"})
@example({"": "a/\n!a/b/", "b": "ab"})
@example({"": "/a\n**/ab\na/**", "a": "!b"})
@example({"": "a\\ b.yaml\n\\!a\n\\#a\na b.yaml  "})
@example({"": "b//\na/****/a", "a": "*\\/b*"})
@example({"": "*b*.yaml\n!a?b.yaml\n[!a].yaml"})
def test_what_git_ignores_is_not_looked_at(texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path in FILES:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("a: 1\n", "utf-8")
        for place, text in texts.items():
            (root / place / ".gitignore").write_bytes(text.encode())
        ours, gits = _kept(root)
    assert ours == gits


@pytest.mark.parametrize("number", [3, MANY + 3])
def test_each_file_of_many_lines_is_asked_in_its_turn(number: int) -> None:
    outer = Ignores().along("", [f"name{i}" for i in range(number)])
    inner = outer.along("a/", ["!name1", "*.old", "dist/"])
    assert outer.ignored("a/name1", "name1", False)
    assert not inner.ignored("a/name1", "name1", False)
    assert inner.ignored("a/b/name2", "name2", True)
    assert inner.ignored("a/x.old", "x.old", False)
    assert (inner.ignored("a/dist", "dist", True), inner.ignored("a/dist", "dist", False)) == (True, False)
    assert not inner.ignored("a/other", "other", True)


def test_where_no_line_speaks_of_a_name_nobody_need_be_asked() -> None:
    few = Ignores().along("", ["name", "*.old", "/a/b"]).along("a/", ["!c/"])
    assert (few.any_name, few.last_names, few.endings) == (False, {"name", "b", "c"}, (".old",))
    assert few.along("a/b/", ["x*"]).any_name
    assert few.along("a/b/", [f"name{i}" for i in range(MANY)]).any_name
    assert Ignore(["a[bc"]).any_name
