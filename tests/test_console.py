"""What a real terminal, a pipe and a console of another encoding get: colour, links, width, bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import aemlint
from aemlint.engine import compiling
from aemlint.options import FORMATS

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

# The rules compiled as in a wheel: read from YAML they would take most of the time of these tests.
DRIVER = """
import sys
sys.path.insert(0, {root!r})
import aemlint
aemlint.__path__.append({compiled!r})
from aemlint.cli import {entry}
"""
PACKAGE = Path(aemlint.__file__).parent
RULE = "host/wrong-default"
MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
WRONG = '{{"from.name": "{name}", "smtp.host": "$[env:AEM_PROXY_HOST;default=smtp.sendgrid.net]"}}\n'
# Of the environment nothing may decide but what a test sets.
DECIDING = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "TERM",
    "GITHUB_",
    "GITLAB_",
    "PYTHON",
    "LC_",
    "LANG",
    "COLUMNS",
)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    for name, text in compiling.modules(str(ROOT / "rules"), str(ROOT / "schemas")).items():
        (folder / name).write_text(text, "utf-8")
    return folder


class Ran:
    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def run(compiled: Path, tmp_path: Path) -> Any:
    """Runs a check of a project with one finding; `columns` for a terminal of that width, None for pipes."""

    def ran(*options: str, columns: int | None = None, name: str = "Shop", **variables: str) -> Ran:
        path = tmp_path / MAIL
        path.parent.mkdir(exist_ok=True)
        path.write_text(WRONG.format(name=name), "utf-8")
        env = {key: value for key, value in os.environ.items() if not key.startswith(DECIDING)}
        env = {**env, "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": "1", **variables}
        script = DRIVER.format(root=str(PACKAGE.parent), compiled=str(compiled), entry="run") + "run()"
        command = [sys.executable, "-c", script, "check", "--isolated", "--select", RULE, *options]
        if columns is None:
            done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)
            return Ran(done.returncode, done.stdout, done.stderr)
        return in_terminal(command, tmp_path, env, columns)

    return ran


def in_terminal(command: list[str], cwd: Path, env: dict[str, str], columns: int) -> Ran:
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    with subprocess.Popen(command, cwd=cwd, env=env, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        pieces = []
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
        err = process.stderr.read() if process.stderr else b""
        process.wait(60)
    os.close(ours)
    return Ran(process.returncode, b"".join(pieces).replace(b"\r\n", b"\n"), err)


COLOR, LINK = b"\x1b[", b"\x1b]8;;https://"


def test_a_terminal_gets_colour_and_links(run: Any) -> None:
    ran = run(columns=80)
    assert ran.code == 1
    assert COLOR in ran.out
    assert LINK in ran.out
    assert b"/docs/rules/host/wrong-default.md\x1b\\" in ran.out


def test_a_pipe_gets_neither(run: Any) -> None:
    ran = run()
    assert b"\x1b" not in ran.out + ran.err
    assert ran.out.startswith(b"warning[host/wrong-default]: ")


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_variables_decide_in_a_terminal(run: Any, variables: dict[str, str], colored: bool) -> None:
    out = run(columns=80, **variables).out
    assert (COLOR in out) is colored
    assert (LINK in out) is colored


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"GITHUB_ACTIONS": "true"}, True),
        ({"GITLAB_CI": "true"}, True),
        ({"GITHUB_ACTIONS": "true", "NO_COLOR": "1"}, False),
    ],
)
def test_variables_decide_in_a_pipe_and_links_never_come(run: Any, variables: dict[str, str], colored: bool) -> None:
    out = run(**variables).out
    assert (COLOR in out) is colored
    assert LINK not in out


@pytest.mark.parametrize(("when", "colored"), [("always", True), ("never", False)])
def test_the_option_beats_variables(run: Any, when: str, colored: bool) -> None:
    assert (COLOR in run("--color", when, NO_COLOR="1").out) is colored
    assert (COLOR in run("--color", when, columns=80, FORCE_COLOR="1").out) is colored


def test_the_linux_console_gets_no_links(run: Any) -> None:
    out = run(columns=80, TERM="linux").out
    assert COLOR in out
    assert LINK not in out


@pytest.mark.parametrize("columns", [0, 20, 80])
def test_no_width_folds_a_finding(run: Any, columns: int) -> None:
    """pre-commit gives its hooks a terminal of no columns."""
    assert run(columns=columns).out == run(columns=200).out


def test_colour_changes_nothing_but_colour(run: Any) -> None:
    from rich.text import Text

    assert Text.from_ansi(run(columns=80).out.decode()).plain.rstrip() == run().out.decode().rstrip()


@pytest.mark.parametrize("format", ["json", "sarif", "gitlab", "rdjson", "junit", "checkstyle", "github", "azure"])
def test_programs_get_no_colour(run: Any, format: str) -> None:
    assert b"\x1b" not in run("--format", format, columns=80, FORCE_COLOR="1").out


def test_a_console_of_another_encoding_gets_its_own_bytes(run: Any) -> None:
    ran = run(name="Bücher 😀", PYTHONIOENCODING="cp1252")
    assert ran.code == 1
    assert '"Bücher \\U0001f600"' in ran.out.decode("cp1252")
    assert b"Traceback" not in ran.err


@pytest.mark.parametrize("more", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_a_pipe_gets_utf_8_in_every_locale(run: Any, more: dict[str, str]) -> None:
    ran = run(name="Bücher 😀", LC_ALL="C", **more)
    assert ran.code == 1
    assert '"Bücher 😀"' in ran.out.decode("utf-8")


def test_a_terminal_that_knows_ascii_only_gets_ascii(run: Any) -> None:
    ran = run(name="Bücher", columns=80, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.code == 1
    assert b'"B\\xfccher"' in ran.out


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le"])
def test_no_encoding_is_an_error(run: Any, format: str, encoding: str) -> None:
    ran = run("--format", format, name="Bücher 😀", PYTHONIOENCODING=encoding)
    assert ran.code == 1
    assert "host" in ran.out.decode(encoding)
    assert b"Traceback" not in ran.err


def test_a_report_ends_its_lines_with_lf(run: Any) -> None:
    assert b"\r" not in run().out + run("--format", "junit").out


def test_a_job_at_github_gets_a_table(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    run("--format", "github", GITHUB_STEP_SUMMARY=str(page))
    run("--format", "text", GITHUB_STEP_SUMMARY=str(page))
    text = page.read_text("utf-8")
    assert text.startswith("before\n## aemlint\n")
    assert text.count("| warning | [host/wrong-default](https://") == 1


# Python's own import of these takes longer than linting a file.
SLOW = {
    *("argparse", "collections", "dataclasses", "enum", "functools", "hashlib", "inspect", "json", "logging"),
    *("pathlib", "re", "subprocess", "typing", "unicodedata", "xml", "rich", "jsonschema", "ruamel", "pathspec"),
}


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_imports_what_is_slow(compiled: Path, tmp_path: Path, format: str) -> None:
    path = tmp_path / MAIL
    path.parent.mkdir()
    path.write_text(WRONG.format(name="Shop"))
    script = DRIVER.format(root=str(PACKAGE.parent), compiled=str(compiled), entry="main")
    script += (
        f"before = set(sys.modules)\nmain(['check', '--isolated', '--select', {RULE!r}, '--format', {format!r}])\n"
    )
    script += "sys.stderr.write('\\n' + ' '.join(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "aemlint.findings" in loaded
    assert not {name for name in loaded if name.partition(".")[0] in SLOW}
