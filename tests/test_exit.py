"""How a run ends: its code, and what stands on standard error, to the letter; within one process."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from aemlint import __version__, app, cli
from aemlint.checks import port_not_forwarded
from aemlint.commands import check

FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config"
MAIL = f"{FOLDER}/com.day.cq.mailer.DefaultMailService.cfg.json"
NETWORK = "cloudmanager/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'
FINE = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": true}'
WRONG = FINE.replace("proxy.tunnel", "localhost")
OTHER = f"{FOLDER}.dev/com.day.cq.mailer.DefaultMailService.cfg.json"
FRAME = r"  \S+:\d+ in \w+"


class Ended(BaseException):
    pass


@pytest.fixture
def project(write: Any, monkeypatch: Any) -> Path:
    root: Path = write({MAIL: FINE, NETWORK: FORWARDS})
    (root / ".git").mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def said(capsys: Any) -> Any:
    """The code of a command, and its two streams."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([*arguments])
        out, error = capsys.readouterr()
        return code, out, error

    return ran


@pytest.fixture
def ended(monkeypatch: Any) -> Any:
    """The code with which the process would end; `does` is what the command does."""

    def ran(does: Any, *arguments: str, normally: bool = False) -> Any:
        def ends(code: int) -> None:
            raise Ended(code)

        monkeypatch.setattr(os, "_exit", ends)
        monkeypatch.setattr(sys, "argv", ["aemlint", *arguments])
        monkeypatch.setattr(cli, "main", does)
        monkeypatch.setenv("AEMLINT_NORMAL_EXIT", "1" if normally else "")
        was_on = gc.isenabled()
        try:
            cli.run()
        except (Ended, SystemExit) as end:
            assert not gc.isenabled()
            return type(end), end.args[0]
        finally:
            if was_on:
                gc.enable()

    return ran


class Stream(io.StringIO):
    """A stream that remembers, or that cannot be written out."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error
        self.flushed = False

    def flush(self) -> None:
        self.flushed = True
        if self.error is not None:
            raise self.error


def test_the_command_gives_the_code(ended: Any, monkeypatch: Any) -> None:
    out, error = Stream(), Stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", error)
    asked = []

    def does(arguments: list[str], *, bundled: bool) -> int:
        assert bundled
        asked.append(arguments)
        return 7

    assert ended(does, "check", "a") == (Ended, 7)
    assert ended(does, normally=True) == (SystemExit, 7)
    assert asked == [["check", "a"], []]
    assert out.flushed
    assert error.flushed


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_closed_is_opened_before_anything_is_said(name: str, ended: Any, monkeypatch: Any) -> None:
    from aemlint.report import console

    opened = []

    def opens() -> None:
        opened.append(name)
        setattr(sys, name, Stream())

    monkeypatch.setattr(console, "reopen", opens)
    assert ended(lambda *_, **__: 0) == (Ended, 0)
    assert opened == []
    monkeypatch.setattr(sys, name, None)
    assert ended(lambda *_, **__: 0) == (Ended, 0)
    assert opened == [name]


def raising(error: BaseException) -> Any:
    def does(*arguments: Any, **more: Any) -> Any:
        raise error

    return does


def test_an_interrupt_is_130(ended: Any) -> None:
    assert ended(raising(KeyboardInterrupt())) == (Ended, 130)


def test_a_reader_that_went_away_is_141(ended: Any, monkeypatch: Any) -> None:
    put = []
    monkeypatch.setattr(os, "dup2", lambda one, other: put.append((os.readlink(f"/proc/self/fd/{one}"), other)))
    if not os.path.isdir("/proc/self/fd"):
        monkeypatch.setattr(os, "readlink", lambda path: os.devnull)
    assert ended(raising(BrokenPipeError())) == (Ended, 141)
    assert put == [(os.devnull, 1)]
    monkeypatch.setattr(sys, "stdout", Stream(BrokenPipeError()))
    assert ended(lambda *_, **__: 0) == (Ended, 141)


def test_what_is_not_written_out_is_2(ended: Any, monkeypatch: Any) -> None:
    for code in (0, 1, 2):
        error = Stream()
        monkeypatch.setattr(sys, "stdout", Stream(OSError(errno.ENOSPC, "full")))
        monkeypatch.setattr(sys, "stderr", error)
        assert ended(lambda *_, code=code, **__: code) == (Ended, 2)
        # With 2 something has been said already.
        assert error.getvalue() == ("" if code == 2 else "aemlint: the report: no space is left on the disk\n")
        monkeypatch.setattr(sys, "stdout", Stream())
        monkeypatch.setattr(sys, "stderr", Stream(OSError(errno.ENOSPC, "full")))
        assert ended(lambda *_, code=code, **__: code) == (Ended, 2)


def test_where_it_can_be_said_nowhere_the_code_is_left(ended: Any, monkeypatch: Any) -> None:
    class Full(Stream):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sys, "stdout", Stream(OSError(errno.ENOSPC, "full")))
    monkeypatch.setattr(sys, "stderr", Full())
    assert ended(lambda *_, **__: 1) == (Ended, 2)


def test_commands_that_are_none(said: Any) -> None:
    for word in ("--version", "-V"):
        assert said(word) == (0, f"aemlint {__version__}\n", "")
    for word in ("--help", "-h", "help"):
        assert said(word) == (0, cli.USAGE, "")
    assert said() == (2, "", cli.USAGE)
    assert said("chek") == (2, "", f"aemlint: there is no command `chek`; did you mean `check`?\n\n{cli.USAGE}")
    assert said("xyz\x1b") == (2, "", f"aemlint: there is no command `xyz\\x1b`\n\n{cli.USAGE}")


def test_a_wheel_unpacks_what_most_runs_need(project: Path, monkeypatch: Any) -> None:
    unpacked = []
    bundle = ModuleType("aemlint._bundle")
    bundle.install = lambda: unpacked.append(1)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "aemlint._bundle", bundle)
    monkeypatch.setattr(sys.modules["aemlint"], "_bundle", bundle, raising=False)
    for arguments, times in ((["rules"], 0), (["check", "-q"], 1)):
        assert cli.main(arguments) == 0
        assert unpacked == []
        assert cli.main(arguments, bundled=True) == 0
        assert len(unpacked) == times


def test_files_that_no_rule_is_about(said: Any, project: Path, write: Any, monkeypatch: Any) -> None:
    nothing = (0, "", "nothing to check: no finding could be about these files\n")
    write({"a/b/c.java": "", "a/d.css": "", ".git/x": ""}, project)
    assert said("check", "a/b/c.java") == nothing
    assert said("check", "a/b/c.java", "a/d.css") == nothing
    for arguments in ((), ("a",), ("a/d.css", "a"), ("a/d.css", MAIL), (MAIL,), ("a/d.css", "-q"), ("-q", "a/d.css")):
        assert said("check", *arguments) != nothing
    assert said("check", "a/none.css")[0] == 2
    write({"-q": ""}, project)  # a file, but the word is an option
    assert said("check", "-q") != nothing
    (project / "-q").unlink()
    for path in ("a/b/.aemlint.yaml", "a/.aemlint.yaml", ".aemlint.yaml"):
        write({path: "rules: {host: off}\n"}, project)
        assert said("check", "a/b/c.java") != nothing
        assert (said("check", "a/d.css") == nothing) is (path == "a/b/.aemlint.yaml")
        (project / path).unlink()
    monkeypatch.chdir(project / "a")
    assert said("check", "d.css", "b/c.java") == nothing
    write({".aemlint.yaml": "rules: {host: off}\n"}, project)
    assert said("check", "d.css") != nothing


def test_help_and_mistakes_of_argparse(said: Any) -> None:
    code, out, error = said("check", "--help")
    assert (code, error) == (0, "")
    assert "--severity" in out
    code, out, error = said("check", "--severity", "high")
    assert (code, out) == (2, "")
    assert "high" in error


def test_a_mistake_is_one_line(said: Any, project: Path) -> None:
    assert said("check", "no\nwhere") == (2, "", "aemlint: there is no file or folder `no\\nwhere`\n")
    assert said("check", "--accept-new") == (2, "", "aemlint: --accept-new needs --write-baseline FILE\n")
    assert said("check", "--since=-x") == (2, "", "aemlint: --since: a revision is due here\n")


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Both streams in one file, as of `> log 2>&1`."""
    with path.open("a") as out, path.open("a", buffering=1) as error, redirect_stdout(out), redirect_stderr(error):
        yield


def test_what_is_said_stands_behind_what_was_written_before(project: Path, write: Any) -> None:
    with logged(project / "mistake"):
        sys.stdout.write("before\n")
        assert cli.main(["check", "no/where"]) == 2
    assert (project / "mistake").read_text() == "before\naemlint: there is no file or folder `no/where`\n"
    write({MAIL: WRONG}, project)
    with logged(project / "log"):
        assert cli.main(["check", "--format", "concise"]) == 1
    lines = (project / "log").read_text().splitlines()
    assert lines[0].startswith(f"{MAIL}:1:15: warning[host/wrong-default] ")
    assert lines[1].startswith("1 warning in 1 file ")
    assert lines[-1] == "why: aemlint explain host/wrong-default"


def test_what_is_said_has_an_end(said: Any, project: Path, write: Any) -> None:
    """Of a name as long as one likes, 4096 characters, three of them dots."""
    long = "x" * 5000
    assert said("check", long) == (2, "", f"aemlint: {f'there is no file or folder `{long}`'[:4093]}...\n")
    error = said("check", "-q", "--format", f"json={long}")[2]
    assert error == f"aemlint: {long[:4093]}...: the path is too long to open\n"
    entry = {"rule": "a/b", "path": long, "subject": "s", "fingerprint": "f"}
    write({"b.json": json.dumps({"version": 1, "findings": [entry]})}, project)
    assert said("check", "--baseline", "b.json")[2].splitlines()[-1] == f"  a/b s in {long[:4093]}..."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x", "a\x1bb"), "a\\x1bb: no space is left on the disk"),
        (OSError(errno.EIO, "x"), "the report: it could not be written"),
        (OSError(), "the report: it could not be written"),
    ],
)
def test_what_cannot_be_written_is_named(
    error: OSError, words: str, said: Any, project: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(app, "check", raising(error))
    assert said("check") == (2, "", f"aemlint: {words}\n")


def test_what_is_nobodys_mistake_but_ours(said: Any, project: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(app, "check", raising(RuntimeError("secret words")))
    code, out, error = said("check")
    assert (code, out) == (2, "")
    first, *frames = error.splitlines()
    assert re.fullmatch(r"aemlint: aemlint failed: RuntimeError in \S+:\d+; this is a bug, please report it", first)
    assert "secret words" not in error
    assert not frames
    code, _, error = said("check", "-v")
    assert code == 2
    assert all(re.fullmatch(FRAME, line) for line in error.splitlines()[1:])
    assert error.splitlines()[1].endswith(" in _main")
    for stop in (KeyboardInterrupt, BrokenPipeError):
        monkeypatch.setattr(app, "check", raising(stop()))
        with pytest.raises(stop):
            cli.main(["check"])


# --- check


def test_a_clean_run_counts(said: Any, project: Path, write: Any) -> None:
    code, out, error = said("check", "--select", "host")
    assert (code, out, error) == (0, "", "no findings (2 files read, 1 mail configuration)\n")
    assert said("check", "-q") == (0, "", "")
    write({OTHER: FINE}, project)
    assert said("check", "--select", "host")[2] == "no findings (3 files read, 2 mail configurations)\n"
    write({MAIL: FINE.replace(";default=proxy.tunnel", "")}, project)
    code, out, error = said("check", "--select", "host")
    assert (code, out) == (0, "")
    assert error.splitlines()[1] == "1 hidden (--severity info)"


def test_nothing_to_check_is_said(said: Any, tmp_path: Path, monkeypatch: Any, write: Any) -> None:
    monkeypatch.chdir(tmp_path)
    nothing = "nothing to check: no OSGi configuration and no networking file here\n"
    assert said("check") == (0, "", nothing)
    for files in ({NETWORK: FORWARDS}, {"variables.json": '[{"name": "A", "type": "string", "value": "b"}]'}):
        root = write(files, tmp_path / next(iter(files)).partition(".")[0])
        monkeypatch.chdir(root)
        assert nothing not in said("check", "--severity", "error")[2]


def test_what_was_not_checked_is_said(said: Any, project: Path) -> None:
    (project / NETWORK).unlink()
    code, out, error = said("check")
    assert (code, out) == (0, "")
    assert error.splitlines()[0] == "no findings (1 file read, 1 mail configuration)"
    assert any("not checked" in line for line in error.splitlines()[1:])


def test_findings_are_on_standard_output_and_their_number_on_the_other(said: Any, project: Path, write: Any) -> None:
    write({MAIL: WRONG}, project)
    code, out, error = said("check", "--format", "concise")
    assert code == 1
    assert "[host/wrong-default]" in out or "host/wrong-default" in out
    assert "1 warning" in error
    assert said("check", "--format", "concise", "-q") == (1, out, "")
    assert said("check", "--format", "concise")[2].endswith("\nwhy: aemlint explain host/wrong-default\n")
    code, _, error = said("check", "--statistics", "-q")
    assert (code, error) == (1, "    1 host/wrong-default\n")
    code, _, error = said("check", "-v", "-q")
    assert code == 1
    assert error.splitlines()[0] == "target cloud"


def test_options_are_what_they_say(said: Any, project: Path, write: Any) -> None:
    write({MAIL: WRONG.replace("30465", "30999")}, project)  # a warning and an error
    assert said("check", "-q")[0] == 1
    assert said("check", "-q", "--fail-on", "never")[0] == 0
    write({MAIL: WRONG}, project)
    assert said("check", "-q", "--fail-on", "error")[0] == 0
    assert said("check", "-q", "--fail-on", "warning")[0] == 1
    assert said("check", "-q", "--severity", "error")[1] == ""
    assert "host/wrong-default" in said("check", "-q", "--severity", "info")[1]
    assert said("check", "-q", "--ignore", "host")[0] == 0
    assert said("check", "-q", "--select", "port")[0] == 0
    out = said("check", "-q", "--diff")[1]
    assert out.startswith("---")
    assert "+++" in out
    assert (project / MAIL).read_text() == WRONG
    assert said("check", "-q", "--fix")[0] == 0
    assert (project / MAIL).read_text() == FINE
    write({MAIL: WRONG}, project)
    assert said("check", "-q", "--unsafe-fixes")[0] == 0
    assert (project / MAIL).read_text() == FINE


def test_statistics_begin_with_the_most(said: Any, project: Path, write: Any) -> None:
    """Of as many as of another the name decides, whichever came first."""
    turned = '{"smtp.port": "30999", "smtp.host": "$[env:AEM_PROXY_HOST;default=localhost]", "smtp.ssl": true}'
    asked = ("check", "--statistics", "-q", "--select", "host,port/not-forwarded", "--format", "concise")
    write({MAIL: turned}, project)
    _, out, error = said(*asked)
    assert [line.split("[")[1].split("]")[0] for line in out.splitlines()] == [
        "port/not-forwarded",
        "host/wrong-default",
    ]
    assert error == "    1 host/wrong-default\n    1 port/not-forwarded\n"
    write({OTHER: WRONG.replace("localhost", "proxy.tunnel").replace("30465", "30998")}, project)
    assert said(*asked)[2] == "    2 port/not-forwarded\n    1 host/wrong-default\n"


def test_an_empty_report_is_one(said: Any, project: Path) -> None:
    code, out, error = said("check", "--format", "json")
    report = json.loads(out)
    assert code == 0
    assert report["findings"] == []
    assert report["target"] == "cloud"
    assert report["root"] == "."
    assert report["summary"]["files"] == 2
    assert report["summary"]["configurations"] == 1
    assert error
    ran = json.loads(said("check", "--format", "sarif")[1])["runs"][0]
    assert ran["invocations"][0]["executionSuccessful"] is True
    # Something was not read, and no rule that was asked for says so.
    (project / OTHER).parent.mkdir()
    (project / OTHER).symlink_to("nothing")
    code, out, _ = said("check", "--format", "sarif", "--select", "host")
    ran = json.loads(out)["runs"][0]
    assert (code, ran["results"], ran["invocations"][0]["executionSuccessful"]) == (2, [], False)


def test_reports_that_cannot_be_written(said: Any, project: Path) -> None:
    code, out, error = said("check", "--format", "json=no/where.json", "--format", "json", "-q")
    assert code == 2
    assert out.startswith("{")
    assert error == "aemlint: no/where.json: no such file, or a link that leads to nothing\n"
    code, _, error = said("check", "--format", "json=a.json", "--format", "sarif=b.sarif", "-q")
    assert (code, error) == (0, "")
    assert (project / "a.json").read_text().startswith("{")
    assert "$schema" in (project / "b.sarif").read_text()


def test_colour_is_for_standard_output(said: Any, project: Path, write: Any, monkeypatch: Any) -> None:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITLAB_CI", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    write({MAIL: WRONG}, project)
    _, plain, error = said("check")
    assert "\x1b" not in plain + error
    _, out, error = said("check", "--color", "always")
    assert "\x1b[" in out
    assert "\x1b[" in error
    said("check", "--color", "always", "--output", "r")
    assert (project / "r").read_text() == plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert said("check") == (1, out, error)
    assert said("check", "--color", "never")[1] == plain


def test_a_job_of_github_gets_a_summary_page(said: Any, project: Path, write: Any, monkeypatch: Any) -> None:
    write({MAIL: WRONG}, project)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page")
    said("check", "--format", "concise")
    assert not (project / "page").exists()
    said("check", "--format", "github")
    assert (project / "page").read_text().startswith("## aemlint\n")


def test_a_report_that_breaks_says_where(said: Any, project: Path, monkeypatch: Any) -> None:
    from aemlint import report

    monkeypatch.setattr(report, "pieces_of", raising(RuntimeError("secret words")))
    code, out, error = said("check", "--format", "json", "-q")
    assert (code, out) == (2, "")
    first = r"aemlint: the report in the format json: aemlint failed: RuntimeError in \S+:\d+\n"
    assert re.fullmatch(first, error)
    code, _, error = said("check", "--format", "json", "-q", "-v")
    assert code == 2
    assert re.match(rf"{first}(  \S+:\d+ in (_write|_put|does)\n)+target cloud\n", error)


def test_standard_output_that_cannot_be_written(said: Any, project: Path, monkeypatch: Any, capsys: Any) -> None:
    for number, words in ((errno.ENOSPC, "no space is left on the disk"), (errno.EIO, "it could not be written")):
        monkeypatch.setattr(check.asking, "put_all", raising(OSError(number, "x")))
        assert said("check", "--format", "json", "-q") == (2, "", f"aemlint: standard output: {words}\n")
    monkeypatch.setattr(check.asking, "put_all", raising(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        cli.main(["check", "--format", "json"])


def test_baselines_are_written_and_get_stale(said: Any, project: Path, write: Any) -> None:
    write({MAIL: WRONG}, project)
    assert said("check", "--write-baseline", "b.json") == (0, "", "b.json: 1 finding\n")
    assert said("check", "--baseline", "b.json", "-q")[0] == 0
    worse = WRONG.replace('"smtp.ssl": true', '"smtp.ssl": true, "smtp.starttls": "maybe"').replace("30465", "30999")
    write({MAIL: worse}, project)
    code, out, error = said("check", "--write-baseline", "b.json")
    number, rest = error.splitlines()[1].split(" ", 1)
    assert (code, out) == (0, "")
    assert int(number) > 0
    assert rest == "new not taken in (--accept-new)"
    code, _, error = said("check", "--write-baseline", "b.json", "--accept-new")
    assert (code, error) == (0, f"b.json: {1 + int(number)} findings\n")
    write({MAIL: FINE}, project)
    code, out, error = said("check", "--baseline", "b.json")
    assert (code, out) == (0, "")
    lines = error.splitlines()
    first = next(at for at, line in enumerate(lines) if "--write-baseline" in line)
    assert lines[first] == f"{1 + int(number)} entries of b.json no longer exist; --write-baseline takes them out:"
    subject = f"{Path(MAIL).name.removesuffix('.cfg.json')}#smtp.host"
    assert f"\n  host/wrong-default {subject} in {MAIL}\n" in error
    assert len(lines[first + 1 :]) == 1 + int(number)
    assert "no longer" not in said("check", "--baseline", "b.json", "-q")[2]
    write({".aemlint.yaml": "rulez: {}\n"}, project)
    assert said("check", "--write-baseline", "b.json")[0] == 2


def test_one_stale_entry_is_one(said: Any, project: Path, write: Any) -> None:
    write({MAIL: WRONG}, project)
    said("check", "--write-baseline", "b.json")
    write({MAIL: FINE}, project)
    error = said("check", "--baseline", "b.json")[2]
    assert "\n1 entry of b.json no longer exist; --write-baseline takes them out:\n" in error


def test_a_baseline_that_some_rule_is_missing_from_says_so(said: Any, project: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(port_not_forwarded, "check", raising(RuntimeError("secret words")))
    first = r"b.json: 0 findings\nnot checked: [^\n]+ \(aemlint failed: RuntimeError in \S+:\d+\)\n"
    for more, rest in (((), ""), (("-v",), rf"({FRAME}\n)+")):
        code, out, error = said("check", "--write-baseline", "b.json", *more)
        assert (code, out) == (2, "")
        assert re.fullmatch(first + rest, error)


def test_of_many_stale_entries_twenty_are_named(said: Any, project: Path, write: Any) -> None:
    entries = [{"rule": "a/b", "path": "p", "subject": f"s{n}", "fingerprint": f"{n}"} for n in range(25)]
    write({"b.json": json.dumps({"version": 1, "findings": entries})}, project)
    error = said("check", "--baseline", "b.json")[2]
    assert [line.split()[1] for line in error.splitlines() if line.startswith("  a/b")] == [f"s{n}" for n in range(20)]
    assert "25 entries of b.json" in error


# --- check --fix, --unsafe-fixes and --diff


def difference(path: str) -> str:
    end = "\\ No newline at end of file"
    return f"--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-{WRONG}\n{end}\n+{FINE}\n{end}\n"


@pytest.fixture
def typed(monkeypatch: Any) -> Any:
    """Puts a text where standard input is."""

    def types(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return types


def test_what_was_fixed_is_counted(said: Any, project: Path, write: Any) -> None:
    asked = ("check", "--select", "host")
    assert said(*asked, "--fix") == (0, "", "no findings (2 files read, 1 mail configuration)\n")
    write({MAIL: WRONG}, project)
    code, out, error = said(*asked, "--fix")
    assert (code, out) == (0, "")
    assert re.fullmatch(r"no findings [^\n]*1 mail configuration\)\n1 fixed in 1 file\n", error)
    write({MAIL: WRONG, OTHER: WRONG}, project)
    code, out, error = said(*asked, "--fix")
    assert (code, out) == (0, "")
    assert re.fullmatch(r"no findings [^\n]*2 mail configurations\)\n2 fixed in 2 files\n", error)
    assert (project / MAIL).read_text() == (project / OTHER).read_text() == FINE
    write({MAIL: WRONG}, project)
    assert said(*asked, "--fix", "-q") == (0, "", "")
    assert (project / MAIL).read_text() == FINE


def test_what_was_left_alone_is_named(said: Any, project: Path, write: Any) -> None:
    write({MAIL: WRONG}, project)
    os.link(project / MAIL, project / "second")
    left = f"left alone: {MAIL}: it has several names (hard links)\n"
    code, out, error = said("check", "--fix")
    assert code == 2
    assert "host/wrong-default" in out
    assert error.endswith(f"\nfixed 0 of 1 file\n{left}")
    write({OTHER: WRONG}, project)
    code, out, error = said("check", "--fix")
    assert code == 2
    assert out.count("host/wrong-default") == 1
    assert error.endswith(f"\nfixed 1 of 2 files\n{left}")
    assert (project / OTHER).read_text() == FINE
    code, out, error = said("check", "--fix", "-q")
    assert (code, error) == (2, left)
    assert (project / "second").read_text() == WRONG


def test_a_difference_and_what_is_said_about_it(said: Any, project: Path, write: Any) -> None:
    assert said("check", "--diff") == (0, "", "0 would be fixed in 0 files\n")
    write({MAIL: WRONG}, project)
    assert said("check", "--diff") == (1, difference(MAIL), "1 would be fixed in 1 file\n")
    assert said("check", "--diff", "-q") == (1, difference(MAIL), "")
    write({OTHER: WRONG}, project)
    both = difference(OTHER) + difference(MAIL)
    assert said("check", "--diff") == (1, both, "2 would be fixed in 2 files\n")
    # Reports to files are written, too.
    code, out, error = said("check", "--diff", "--format", "text", "--format", "concise=r")
    assert (code, out) == (1, both)
    assert "would be fixed" not in error
    assert (project / "r").read_text().count("host/wrong-default") == 2
    assert (project / MAIL).read_text() == (project / OTHER).read_text() == WRONG
    # One for standard output has no place there; no format changes the exit code.
    lacking = "no json report: give it a file, --format json=FILE\n"
    assert said("check", "--diff", "--format", "json") == (1, both, f"{lacking}2 would be fixed in 2 files\n")


def test_a_difference_stands_before_what_is_said_about_it(project: Path, write: Any) -> None:
    write({MAIL: WRONG}, project)
    with logged(project / "log"):
        assert cli.main(["check", "--diff"]) == 1
    assert (project / "log").read_text() == f"{difference(MAIL)}1 would be fixed in 1 file\n"


def test_a_fixed_text_comes_back_and_what_is_left_is_said(said: Any, typed: Any, project: Path) -> None:
    asked = ("check", "-", "--stdin-filename", MAIL, "--fix")
    for text in (WRONG, FINE):
        typed(text)
        assert said(*asked) == (0, FINE, "")
    typed(WRONG.replace("30465", "30999"))
    code, out, error = said(*asked)
    assert (code, out) == (1, FINE.replace("30465", "30999"))
    assert re.fullmatch(rf"{re.escape(MAIL)}:1:74: error\[port/not-forwarded\] [^\n]+\n", error)
    typed(WRONG.replace("30465", "30999"))
    assert said(*asked, "-q") == (1, out, "")
    assert (project / MAIL).read_text() == FINE


def test_a_fixed_text_stands_behind_what_was_written_before(project: Path, typed: Any) -> None:
    """It is bytes, and goes past the text that a stream may still hold."""
    typed(WRONG)
    with logged(project / "log"):
        sys.stdout.write("before\n")
        assert cli.main(["check", "-", "--stdin-filename", MAIL, "--fix"]) == 0
    assert (project / "log").read_text() == f"before\n{FINE}"


@pytest.mark.parametrize("arguments", [("--diff",), ("--fix",), ("-", "--stdin-filename", MAIL, "--fix")])
def test_a_rule_that_breaks_while_fixing_is_said(
    arguments: tuple[str, ...], said: Any, typed: Any, project: Path, write: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(port_not_forwarded, "check", raising(RuntimeError("secret words")))
    where = r"\(aemlint failed: RuntimeError in \S+:\d+\)"
    for more in ((), ("-v",)):
        typed(WRONG)
        write({MAIL: WRONG}, project)
        code, _, error = said("check", *arguments, *more)
        assert code == 2
        assert re.search(rf"^not checked: [^\n]*port/not-forwarded[^\n]* {where}$", error, re.M)
        assert "secret words" not in error
        assert bool(re.search(rf"^{FRAME}$", error, re.M)) is bool(more)


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes", "--diff"])
def test_a_baseline_is_not_written_while_fixing(option: str, said: Any, project: Path) -> None:
    words = "aemlint: --write-baseline does not go with --fix or --diff\n"
    assert said("check", option, "--write-baseline", "b.json") == (2, "", words)
    assert not (project / "b.json").exists()


def test_a_text_that_breaks_midway_says_so_below_what_was_said(
    said: Any, project: Path, write: Any, monkeypatch: Any
) -> None:
    from aemlint.report import terminal

    write({MAIL: WRONG.replace("30465", "30999").replace("true", '"maybe"')}, project)
    whole = said("check", "-q")[1]
    assert whole.count("\n\n") > 1
    drawn, lines = [], terminal._Drawing.lines

    def once(drawing: Any) -> list[str]:
        if drawn:
            raise RuntimeError("secret words")
        drawn.append(drawing)
        return lines(drawing)

    monkeypatch.setattr(terminal._Drawing, "lines", once)
    code, out, error = said("check", "-q")
    assert (code, out) == (2, whole.partition("\n\n")[0] + "\n\n")
    assert re.fullmatch(r"aemlint: the report in the format text: aemlint failed: RuntimeError in \S+:\d+\n", error)
