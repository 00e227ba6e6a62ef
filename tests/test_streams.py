"""Output that is closed, full or gone, and input that is closed: exit code 2, one line, nothing half said for whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt" or not os.path.exists("/dev/full"), reason="no /dev/full here")

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
WRONG = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]"}'
SELECT = "--select=host"
# Each says something on standard output.
SPEAKING = (
    ("check", SELECT),
    ("check", SELECT, "--format=json"),
    ("check", SELECT, "--fix", "--format=json"),
    ("check", SELECT, "--diff"),
    ("show",),
    ("show", "--format=json"),
    ("explain", "tls/none"),
    ("rules",),
    ("init",),
    ("--version",),
    ("--help",),
)
SILENT: tuple[tuple[str, ...], ...] = (("check", "--select=secret"), ("check", SELECT, "--output=r", "-q"))


@pytest.fixture
def shell(package: Path, write: Any) -> Any:
    """Runs the command in a shell, with redirections behind it."""
    root = write({MAIL: WRONG})
    script = f"import sys; sys.path.insert(0, {str(package)!r}); from aemlint.cli import run; run()"

    def ran(
        arguments: tuple[str, ...], redirections: str, stdout: int = subprocess.PIPE
    ) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-I", "-B", "-c", script, *arguments]
        return subprocess.run(
            ["sh", "-c", f'"$@" {redirections}', "sh", *words],
            cwd=root, stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip

    ran.root = root  # type: ignore[attr-defined]
    return ran


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("arguments", SPEAKING, ids=" ".join)
def test_what_cannot_be_written_is_said(arguments: tuple[str, ...], redirection: str, shell: Any) -> None:
    ran = shell(arguments, redirection)
    assert (ran.returncode, ran.stdout) == (2, b"")
    reason = b"it is closed" if redirection == ">&-" else b"no space is left on the disk"
    assert ran.stderr.count(reason) == 1
    assert b"Traceback" not in ran.stderr
    assert b"bug" not in ran.stderr


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("arguments", SILENT, ids=" ".join)
def test_what_is_not_written_is_no_loss(arguments: tuple[str, ...], redirection: str, shell: Any) -> None:
    assert shell(arguments, redirection).returncode == shell(arguments, "").returncode


@pytest.mark.parametrize("arguments", [*SPEAKING, *SILENT, ("chek",), ("check", "--bad"), ("check", "no/file")])
def test_nobody_hears_what_is_closed(arguments: tuple[str, ...], shell: Any) -> None:
    """As with 2>/dev/null: all of the report, and the exit code."""
    wanted = shell(arguments, "")
    shell.root.joinpath(MAIL).write_text(WRONG)
    shell.root.joinpath(".aemlint.yaml").unlink(missing_ok=True)
    ran = shell(arguments, "2>&-")
    assert (ran.returncode, ran.stdout, ran.stderr) == (wanted.returncode, wanted.stdout, b"")


@pytest.mark.parametrize("arguments", [*SPEAKING, ("chek",), ("check", "--bad"), ("check", "no/file")])
@pytest.mark.parametrize("redirection", [">&- 2>&-", ">/dev/full 2>&1", "<&- >&- 2>&-"])
def test_where_nothing_can_be_said_there_is_the_code(arguments: Any, redirection: str, shell: Any) -> None:
    ran = shell(arguments, redirection)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", b"")


@pytest.mark.parametrize("arguments", [("check", SELECT), ("check", SELECT, "--diff"), ("show",), ("chek",)])
def test_notes_that_cannot_be_written_are_code_2(arguments: tuple[str, ...], shell: Any) -> None:
    assert shell(arguments, "2>/dev/full").returncode == 2


def test_a_closed_input_is_no_empty_one(shell: Any) -> None:
    ran = shell(("check", "-", "--stdin-filename", MAIL), "<&-")
    assert (ran.returncode, ran.stderr) == (2, b"aemlint: standard input cannot be read\n")
    assert json.loads(shell(("check", SELECT, "--format=json"), "<&-").stdout)["findings"]


def test_no_file_takes_the_place_of_a_closed_stream(shell: Any) -> None:
    """The first file that is opened would get its number, and what is said would stand in it."""
    ran = shell(("check", SELECT, "--fix", "-v", "--output=r"), "<&- >&- 2>&-")
    assert ran.returncode == 0
    assert shell.root.joinpath(MAIL).read_text() == WRONG.replace("localhost", "proxy.tunnel")
    assert sorted(path.name for path in shell.root.iterdir()) == ["config", "r"]


@pytest.mark.parametrize("arguments", [("rules", "--format=json"), ("--help",), ("check", SELECT), ("show",)])
@pytest.mark.parametrize("errors", ["2>/dev/null", "2>&1"])
def test_a_reader_that_goes_away_is_no_error_of_ours(arguments: tuple[str, ...], errors: str, shell: Any) -> None:
    """141 is what a shell makes of SIGPIPE; nobody is left to read a line about it."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = shell(arguments, errors, writing)
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stdout, ran.stderr) == (141, None, b"")


def test_reports_go_to_pipes_and_links_as_to_files(shell: Any) -> None:
    wanted = shell(("check", SELECT, "-q"), "").stdout
    assert wanted
    assert shell(("check", SELECT, "-q", "--output=/dev/stdout"), "| cat").stdout == wanted
    shell.root.joinpath("link").symlink_to("r")
    for _ in range(2):
        assert shell(("check", SELECT, "-q", "--output=link"), "").returncode == 1
        assert shell.root.joinpath("r").read_bytes() == wanted
        assert shell.root.joinpath("link").is_symlink()
    shell.root.joinpath("r").chmod(0o444)
    ran = shell(("check", SELECT, "-q", "--output=r", "--severity=info"), "")
    assert (ran.returncode, ran.stderr) == (2, b"aemlint: r: permission denied\n")
