"""The outside: commands, options, exit codes, streams. One contract for hooks, CI jobs and editors."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aemlint import options

FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{FOLDER}/config/com.day.cq.mailer.DefaultMailService.cfg.json"
OTHER = f"{FOLDER}/config/com.acme.Service.cfg.json"
NETWORK = "cloudmanager/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'
FINE = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": true}'
WRONG = FINE.replace("proxy.tunnel", "localhost")
ERROR = FINE.replace("30465", "30999")


@pytest.fixture
def project(write: Any) -> Path:
    root: Path = write({MAIL: FINE, OTHER: "{}", NETWORK: FORWARDS})
    (root / ".git").mkdir()
    return root


def rules(ran: Any) -> list[str]:
    return [finding["rule"] for finding in json.loads(ran.stdout)["findings"]]


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (FINE, (), 0),
        (WRONG, (), 1),
        (WRONG, ("--fail-on", "error"), 0),
        (WRONG, ("--fail-on", "never"), 0),
        (ERROR, ("--fail-on", "error"), 1),
        (FINE.replace(";default=proxy.tunnel", ""), (), 0),
        (FINE.replace(";default=proxy.tunnel", ""), ("--fail-on", "info"), 1),
        (WRONG, ("--ignore", "host"), 0),
        (WRONG, ("--select", "port,tls"), 0),
        (WRONG, ("--select", "port", "--select", "host/wrong-default"), 1),
        (WRONG, ("--target", "6.5", "--select", "host"), 0),
    ],
)
def test_exit_codes(text: str, arguments: tuple[str, ...], code: int, project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: text}, project)
    for format in ("text", "json", "sarif", "junit", "github"):
        assert aemlint("check", *arguments, "--format", format, cwd=project).returncode == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Commands:"),
        (("chek",), "did you mean `check`?"),
        (("check", "--fromat", "json"), "--fromat"),
        (("check", "--format", "jsn"), "did you mean `json`?"),
        (("check", "--severity", "high"), "high"),
        (("check", "--select", "host/not-proxi"), "did you mean `host/not-proxy`?"),
        (("check", "--ignore", "hots"), "did you mean `host`?"),
        (("check", "--select", "host", "--ignore", "tls,host"), "--ignore leaves no rule to run"),
        (("check", "nowhere"), "`nowhere`"),
        (("check", "-"), "--stdin-filename"),
        (("check", "--stdin-filename", "a"), '"-"'),
        (("check", "-", ".", "--stdin-filename", "a"), "alone"),
        (("check", "--accept-new"), "--write-baseline"),
        (("check", "--baseline", "nowhere.json"), "nowhere.json"),
        (("check", "--format", "json", "--format", "sarif"), "standard output"),
        (("check", "--format", "json=x", "--output", "y"), "--output"),
        (("check", "--format", "json="), "a file is missing"),
        (("check", "--format", "text=a", "--format", "json=./a"), "two reports for one file"),
        (("check", "--select", ""), "--select: a rule or a topic is missing"),
        (("check", "--select", ","), "--select: a rule or a topic is missing"),
        (("check", "--settings", ""), "--settings: a file is missing"),
        (("check", "--settings", "nowhere.yaml", "--isolated"), "--isolated"),
        (("show", "--variables", ""), "--variables: a file is missing"),
        (("explain",), "name one rule"),
        (("explain", "nothing/like-it"), "nothing/like-it"),
        (("rules", "host"), "host"),
        (("rules", "--test", "nowhere"), "nowhere"),
        (("init", "nowhere"), "folder"),
        (("show", "--variables", "nowhere.json"), "nowhere.json"),
    ],
)
def test_a_wrong_command_is_one_line_and_code_2(
    arguments: tuple[str, ...], said: str, project: Path, aemlint: Any
) -> None:
    ran = aemlint(*arguments, cwd=project)
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert said in ran.stderr.decode("utf-8")
    assert b"Traceback" not in ran.stderr


def test_without_a_path_it_is_the_folder_one_is_in(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: WRONG}, project)
    for folder, found in (("", ["host/wrong-default"]), ("ui.config", ["host/wrong-default"]), ("cloudmanager", [])):
        for arguments in ((), (".",)):
            assert rules(aemlint("check", *arguments, "--format", "json", cwd=project / folder)) == found
            shown = json.loads(aemlint("show", *arguments, "--format", "json", cwd=project / folder).stdout)
            assert [one["path"] for one in shown["configurations"]] == ([OTHER, MAIL] if found else [])


def test_help_is_no_error(project: Path, aemlint: Any) -> None:
    for arguments in (("--help",), ("-h",), *((command, "--help") for command in options.OPTIONS)):
        ran = aemlint(*arguments, cwd=project)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.strip()


def test_every_option_is_in_the_help(project: Path, aemlint: Any) -> None:
    for command, table in options.OPTIONS.items():
        text = aemlint(command, "--help", cwd=project).stdout.decode("utf-8")
        assert all(name in text for name, *_ in table)


words = st.one_of(
    st.sampled_from([name for table in options.OPTIONS.values() for name, *_ in table]),
    st.sampled_from("json text error never cloud 6.5 - -- a b/c --select=x --select=-- --color=auto -x".split()),
    st.text("ab-=./", max_size=5),
)


@given(st.sampled_from(list(options.OPTIONS)), st.lists(words, max_size=6))
@example("check", ["--output=--", "--ignore=--"])
def test_the_quick_reader_and_argparse_agree(command: str, arguments: list[str]) -> None:
    quick = options.quickly(command, arguments)
    if quick is None:
        return
    try:
        with open(os.devnull, "w") as nowhere:
            sys.stderr, before = nowhere, sys.stderr
            try:
                careful = options.carefully(command, arguments)
            finally:
                sys.stderr = before
    except SystemExit:
        raise AssertionError(f"argparse refuses {arguments}") from None
    assert (quick.paths, quick.values, quick.lists, quick.flags) == (
        careful.paths,
        careful.values,
        careful.lists,
        careful.flags,
    )


def test_paths_limit_what_is_reported_not_what_is_read(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR}, project)
    assert rules(aemlint("check", MAIL, "--format", "json", cwd=project)) == ["port/not-forwarded"]
    assert rules(aemlint("check", OTHER, "--format", "json", cwd=project)) == []
    assert rules(aemlint("check", "ui.config", "--format", "json", cwd=project)) == ["port/not-forwarded"]


def test_a_networking_file_alone_brings_the_finding_it_caused(project: Path, write: Any, aemlint: Any) -> None:
    write({NETWORK: '{"portForwards": []}'}, project)
    ran = aemlint("check", NETWORK, "--format", "json", cwd=project)
    assert rules(ran) == ["port/not-forwarded"]
    assert json.loads(ran.stdout)["findings"][0]["path"] == MAIL


def test_the_settings_among_the_paths_bring_everything(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: WRONG, ".aemlint.yaml": "target: cloud\n"}, project)
    assert rules(aemlint("check", ".aemlint.yaml", "--format", "json", cwd=project)) == ["host/wrong-default"]


def test_from_any_folder_and_with_absolute_paths_it_is_the_same(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR}, project)
    folder = project / FOLDER / "config"
    runs = [
        aemlint("check", "--format", "json", cwd=project),
        aemlint("check", str(project / MAIL), "--format", "json", cwd=project.parent),
        aemlint("check", Path(MAIL).name, "--format", "json", cwd=folder),
        aemlint("check", ".", "--format", "json", cwd=folder),
        aemlint("check", f"./{MAIL}", "--format", "json", cwd=project),
    ]
    assert {json.dumps(json.loads(ran.stdout)["findings"]) for ran in runs} == {
        json.dumps(json.loads(runs[0].stdout)["findings"])
    }
    assert rules(runs[0]) == ["port/not-forwarded"]


def test_unsaved_text_is_joined_with_the_project(project: Path, aemlint: Any) -> None:
    ran = aemlint("check", "-", "--stdin-filename", MAIL, "--format", "json", cwd=project, input=ERROR.encode())
    assert rules(ran) == ["port/not-forwarded"]
    unsaved = b'{"portForwards": []}'
    ran = aemlint("check", "-", "--stdin-filename", NETWORK, "--format", "json", cwd=project, input=unsaved)
    assert rules(ran) == ["port/not-forwarded"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_path_by_way_of_a_link_is_where_it_leads(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR, ".git/HEAD": "", f"../other/{MAIL}": ERROR}, project)
    (project / "link").symlink_to("ui.config", target_is_directory=True)
    (project / "out").symlink_to("../other", target_is_directory=True)
    for path in ("link", "link/", MAIL.replace("ui.config", "link")):
        ran = aemlint("check", path, "--format", "json", cwd=project)
        assert [one["path"] for one in json.loads(ran.stdout)["findings"]] == [MAIL], path
    for path in ("out", "out/ui.config", f"out/{MAIL}"):
        ran = aemlint("check", path, cwd=project)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.startswith(f"aemlint: `{path}` lies behind a link that leads out".encode())
    above = project.parent / "linked"
    above.symlink_to(project, target_is_directory=True)
    ran = aemlint("check", str(above / MAIL), "--format", "json", cwd=project.parent)
    assert rules(ran) == ["port/not-forwarded"]


def test_a_configuration_outside_of_every_config_folder_is_checked_when_named(write: Any, aemlint: Any) -> None:
    name = "notes/com.day.cq.mailer.DefaultMailService.cfg.json"
    root = write({name: WRONG})
    assert rules(aemlint("check", name, "--format", "json", cwd=root)) == ["host/wrong-default"]
    assert rules(aemlint("check", "--format", "json", cwd=root)) == []


def test_a_folder_without_anything_of_interest_is_fine_and_said(tmp_path: Path, aemlint: Any) -> None:
    ran = aemlint("check", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert b"nothing to check" in ran.stderr


def test_several_reports_in_one_run(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR}, project)
    ran = aemlint("check", "--format", "text", "--format", "json=r.json", "--format", "sarif=r.sarif", cwd=project)
    assert b"port/not-forwarded" in ran.stdout
    assert json.loads((project / "r.json").read_bytes())["findings"]
    assert json.loads((project / "r.sarif").read_bytes())["runs"][0]["results"]


def test_output_writes_whole_or_not_at_all(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR, "r.json": "before"}, project)
    ran = aemlint("check", "--format", "json", "--output", "no/such/folder/r.json", cwd=project)
    assert ran.returncode == 2
    assert b"r.json" in ran.stderr
    ran = aemlint("check", "--format", "json", "--output", "r.json", cwd=project)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert json.loads((project / "r.json").read_bytes())["findings"]
    assert ran.stderr.count(b"\n") == 1
    assert ran.stderr.startswith(b"1 error in 1 file (")
    assert b" not checked" in ran.stderr
    assert not list(project.glob("*.part"))


def test_a_machines_report_is_all_of_standard_output(project: Path, write: Any, aemlint: Any) -> None:
    for text in (FINE, ERROR):
        write({MAIL: text}, project)
        for format in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(aemlint("check", "-v", "--statistics", "--format", format, cwd=project).stdout)


def test_statistics_and_verbosity_go_to_standard_error(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: ERROR}, project)
    ran = aemlint("check", "--statistics", "-v", "--format", "json", cwd=project)
    assert b"    1 port/not-forwarded" in ran.stderr
    assert MAIL.encode() in ran.stderr
    assert aemlint("check", "-q", cwd=project).stderr == b""


def test_severity_hides_and_counts(project: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: WRONG}, project)
    report = json.loads(aemlint("check", "--severity", "error", "--format", "json", cwd=project).stdout)
    assert (report["findings"], report["summary"]["hidden"] >= 1) == ([], True)


@pytest.mark.skipif(os.name == "nt", reason="no signals of this kind on Windows")
def test_a_reader_that_goes_away_is_no_error_of_ours(project: Path, write: Any) -> None:
    write({f"{FOLDER}/config/com.acme.S{number}.cfg.json": '{"a":}' for number in range(400)}, project)
    command = f"{shlex.quote(sys.executable)} -m aemlint check --color never | head -1"
    ran = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, timeout=60, check=False)
    assert ran.stdout.count(b"\n") == 1
    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr


def _until_it_waits(pid: int) -> None:
    """Until a process that began to work uses no more time; two seconds where the system does not tell."""
    file, before = Path(f"/proc/{pid}/stat"), 0
    for _ in range(60):
        time.sleep(2 if not file.exists() else 0.5)
        now = sum(map(int, file.read_text().rpartition(")")[2].split()[11:13])) if file.exists() else 0
        if now == before and (now > 0 or not file.exists()):
            return
        before = now


@pytest.mark.skipif(os.name == "nt", reason="no signals of this kind on Windows")
def test_an_interrupt_ends_quietly(project: Path) -> None:
    command = [sys.executable, "-m", "aemlint", "check", "-", "--stdin-filename", MAIL]
    ran = subprocess.Popen(command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _until_it_waits(ran.pid)
    ran.send_signal(signal.SIGINT)
    _, said = ran.communicate(timeout=30)
    assert ran.returncode == 130
    assert said == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_code_2(project: Path, write: Any) -> None:
    write({MAIL: ERROR}, project)
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "aemlint", "check"], cwd=project, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def unreadable(root: Path, kind: str) -> None:
    path = root / MAIL
    path.unlink()
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link out":
        path.symlink_to("/etc/hostname")
    elif kind == "link to nothing":
        path.symlink_to("nothing")
    elif kind == "huge":
        path.write_bytes(b" " * ((1 << 20) + 1))
    elif kind == "undecodable":
        path.write_bytes(FINE.encode()[:-1] + b',"a":"\xff\xfe"}')


@pytest.mark.skipif(os.name == "nt", reason="files of these kinds are not made on Windows")
@pytest.mark.parametrize("kind", ["fifo", "folder", "link out", "link to nothing", "huge", "undecodable"])
def test_what_cannot_be_read_is_a_finding_and_never_code_0(kind: str, project: Path, aemlint: Any) -> None:
    unreadable(project, kind)
    for arguments in ((), (MAIL,)):
        ran = aemlint("check", *arguments, "--format", "json", cwd=project)
        assert "file/unreadable" in rules(ran)
        assert ran.returncode in (1, 2)
