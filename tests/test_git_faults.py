"""A `git` that is not there, dies, hangs or answers something else: one line, exit code 2, and an end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="git is not here")

MAIL = "ui.config/jcr_root/apps/acme/osgiconfig/config/com.day.cq.mailer.DefaultMailService.cfg.json"
OTHER = MAIL.replace("config/com", "config.publish/com")
OLD = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]", "smtp.port": "30465", "smtp.ssl": true}'
FAKE = """\
import os, subprocess, sys, time
words = [word for word in sys.argv[1:] if word in VERBS]
if words != [{verb!r}]:
    os.execv({git!r}, ["git", *sys.argv[1:]])
here = subprocess.Popen([{git!r}, *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
def asked():
    line = sys.stdin.buffer.readline()
    return line
def answer(line):
    here.stdin.write(line); here.stdin.flush()
    head = here.stdout.readline()
    return head, here.stdout.read(int(head.split()[2]) + 1)
def say(data):
    sys.stdout.buffer.write(data); sys.stdout.flush()
def whole():
    here.stdin.close()
    return here.stdout.read()
{act}
"""
VERBS = ("rev-parse", "ls-tree", "diff-index", "cat-file")
# What git may do when it is asked for objects; the first one it gives as it should.
CAT_FILE = {
    "ends at once": "sys.exit(3)",
    "ends unasked": "asked(); sys.exit(0)",
    "ends in the middle": "head, data = answer(asked()); say(head + data[:9]); sys.exit(0)",
    "ends before the last sign": "head, data = answer(asked()); say(head + data[:-1]); sys.exit(0)",
    "is killed": "say(answer(asked())[0]); os.kill(os.getpid(), 9)",
    "answers later once": "say(b''.join(answer(asked()))); asked(); sys.exit(0)",
    "hangs": "asked(); time.sleep(60)",
    "hangs in the middle": "head, data = answer(asked()); say(head + data[:9]); time.sleep(60)",
    "hangs and holds on": "asked(); subprocess.Popen(['sleep', '5']); time.sleep(60)",
    "gives rubbish": "asked(); say(b'\\xff' * 100 + b'\\n')",
    "gives no line": "asked(); say(b'x' * 100000); time.sleep(60)",
    "gives another": "head, data = answer(asked()); say(b'0' * 40 + head[40:] + data)",
    "gives no number": "asked(); say(b'a blob many\\n')",
    "gives less than none": "line = asked(); say(line.strip() + b' blob -5\\n')",
    "gives too large a number": "line = asked(); say(line.strip() + b' blob ' + b'9' * 5000 + b'\\n')",
    "gives more": "head, data = answer(asked()); say(head + b'x' + data)",
    "knows nothing": "line = asked(); say(line.strip() + b' missing\\n'); time.sleep(60)",
}
OTHERS = {
    "fails": "sys.exit(1)",
    "is killed": "os.kill(os.getpid(), 9)",
    "gives rubbish": "say(b'\\xff\\t\\0x\\t\\0R' * 100)",
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    for path in (MAIL, OTHER):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(OLD)
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *identity, *words], cwd=root, check=True)
    (root / MAIL).write_text(OLD.replace("30465", "30999"))
    return root


@pytest.fixture
def since(repository: Path, package: Path, tmp_path: Path) -> Any:
    """Runs with a `git` of which one verb is another."""

    def ran(verb: str, act: str) -> Any:
        fake = tmp_path / "bin/git"
        fake.parent.mkdir()
        text = FAKE.format(git=shutil.which("git"), verb=verb, act=act)
        fake.with_suffix(".py").write_text(text.replace("VERBS", repr(VERBS)))
        # A first line with the interpreter's path would break at a blank in it.
        fake.write_text(f'#!/bin/sh\nexec {quote(sys.executable)} {quote(str(fake))}.py "$@"\n')
        fake.chmod(0o755)
        patience = 2 if "sleep(60)" in act else 60
        script = (
            f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint import cli, git; "
            f"git.PATIENCE = {patience}; sys.exit(cli.main(sys.argv[1:]))"
        )
        return subprocess.run(
            [sys.executable, "-I", "-B", "-c", script, "check", "--since", "HEAD"],
            cwd=repository, capture_output=True, timeout=30, check=False,
            env={**os.environ, "PATH": f"{fake.parent}{os.pathsep}{os.environ['PATH']}"},
        )  # fmt: skip

    return ran


def is_one_line(ran: Any, verb: str) -> None:
    print(ran.stderr)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"aemlint: --since")
    assert ran.stderr.count(b"\n") == 1
    assert verb.encode() in ran.stderr or b"this is no Git repository" in ran.stderr or b"lacks" in ran.stderr
    assert b"bug" not in ran.stderr


@pytest.mark.parametrize("act", CAT_FILE)
def test_git_gives_objects_or_it_is_said(act: str, since: Any) -> None:
    is_one_line(since("cat-file", CAT_FILE[act]), "cat-file")


@pytest.mark.parametrize("verb", ["rev-parse", "ls-tree", "diff-index"])
@pytest.mark.parametrize("act", OTHERS)
def test_git_answers_or_it_is_said(act: str, verb: str, since: Any) -> None:
    is_one_line(since(verb, OTHERS[act]), verb)


def test_git_answers_in_time_or_it_is_said(since: Any) -> None:
    is_one_line(since("ls-tree", "subprocess.Popen(['sleep', '5']); time.sleep(60)"), "ls-tree")


def test_a_git_that_answers_is_taken_at_its_word(since: Any) -> None:
    """Else the tests above might fail for another reason."""
    ran = since("cat-file", "while True:\n    line = asked()\n    if not line: break\n    say(b''.join(answer(line)))")
    assert ran.stderr.startswith(b"1 warning") or b"finding" in ran.stderr
    assert ran.returncode in (0, 1)


@pytest.mark.parametrize("kind", ["absent", "not to be run", "a folder"])
def test_no_git(kind: str, repository: Path, tmp_path: Path, package: Path) -> None:
    if kind == "not to be run":
        (tmp_path / "git").write_text("no program")
        (tmp_path / "git").chmod(0o644)
    elif kind == "a folder":
        (tmp_path / "git").mkdir()
    script = f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint.cli import run; run()"
    ran = subprocess.run(
        [sys.executable, "-I", "-B", "-c", script, "check", "--since", "HEAD"],
        cwd=repository, capture_output=True, timeout=30, check=False, env={**os.environ, "PATH": str(tmp_path)},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, b"")
    reason = b"which is not here" if kind == "absent" else b"which cannot be started"
    assert ran.stderr.startswith(b"aemlint: --since needs git, " + reason)
    assert ran.stderr.count(b"\n") == 1
