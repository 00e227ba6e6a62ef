"""What a run does to the world, by the word of Python's audit hooks: it reads its tree, and nothing else.

No connection, no program (save `git`, for `--since`), no code of the project's, no file from outside the tree, none
opened twice, no folder entered that holds nothing of interest, and nothing written but what was asked for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from aemlint.options import FORMATS

PROJECTS = sorted(path.parent.name for path in (ROOT / "tests/projects").glob("*/project"))
CODE = "Canary-that-nothing-runs"
MAIL = "com.day.cq.mailer.DefaultMailService.cfg.json"
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
# Each holds a configuration that would be of interest anywhere else.
CLOSED = (
    *("node_modules/p/config", "ui.frontend/node_modules/p/config", "target/classes/config", "ui.apps/target/config"),
    *("ui.content/src/main/content/jcr_root/content/acme/config", ".venv/config", ".idea/config", "dist/config"),
    *("ui.content/src/main/content/jcr_root/etc/acme/config", "ui.content/src/main/content/jcr_root/conf/acme/config"),
    *("core/src/main/java/acme/config", ".git/config.d/config", "ui.apps/build/config"),
)
GIT = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/config": "[core]\n\tfsmonitor = ./hook\n",
    ".git/hooks/x": "exit 1\n",
}
GIT_READ = (".git", ".git/info/exclude", ".git/index")
# Python modules that would be taken for the real ones if the tree were looked at for code.
MODULES = ("re.py", "json.py", "__future__.py", "rich/__init__.py", "ruamel/yaml.py", "aemlint/checks/mine.py")
RULES = "tools/rules"  # listed once for rules, once with all the rest
RULE = f"""\
title: A relay of ours
severity: error
since: "0.1"
match:
  pid: com.acme.Mailer
  property: relay.host
  value: {{glob: "*{CODE}*"}}
message: "`{{property}}` is not public"
why: Internal names do not resolve in the cloud.
advice: Use the public name.
examples:
  - title: Internal
    files: {{config/com.acme.Mailer.cfg.json: '{{"relay.host": "a{CODE}"}}'}}
    finds:
      - {{at: '"a{CODE}"', message: "`relay.host` is not public"}}
  - title: Public
    files: {{config/com.acme.Mailer.cfg.json: '{{"relay.host": "relay.acme.com"}}'}}
    finds: []
  - title: Somebody else's
    files: {{config/com.acme.Other.cfg.json: '{{"relay.host": "a{CODE}"}}'}}
    finds: []
"""


class Run:
    """One command's events. `opened` are files, in turn; `listed` folders; both by their whole path."""

    def __init__(self, one: dict[str, Any]) -> None:
        self.code = one["code"]
        self.events: list[list[str]] = one["events"]
        opens = [event[1:] for event in self.events if event[0] == "open"]
        self.opened = [path for path, mode in opens if mode == "read"]
        self.written = [path for path, mode in opens if mode == "write"]
        self.listed = [event[1] for event in self.events if event[0] in ("os.scandir", "os.listdir")]
        self.programs = [event[1:] for event in self.events if event[0] == "subprocess.Popen"]

    def below(self, root: Path, paths: list[str] | None = None) -> list[str]:
        """Of the files that were opened those in the tree, by their path in it."""
        start = f"{root}{os.sep}"
        found = [os.path.normpath(path) for path in (self.opened if paths is None else paths)]
        return [path[len(start) :].replace(os.sep, "/") for path in found if path.startswith(start)]


@pytest.fixture
def audited(package: Path, tmp_path: Path) -> Any:
    """Runs commands under the hook, one after the other, in the folder."""

    def ran(root: Path, *commands: tuple[str, ...], input: str = "", env: dict[str, str] | None = None) -> list[Run]:
        log = tmp_path / "log.json"
        given = json.dumps([{"arguments": list(command), "input": input} for command in commands])
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GIT_", "PYTHON"))}
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(ROOT / "tests/audited.py"), str(package), str(log)],
            cwd=root, input=given, capture_output=True, text=True, encoding="utf-8", check=False,
            env={**plain, **(env or {})},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        print(done.stderr)
        assert "Traceback" not in done.stderr
        return [Run(one) for one in json.loads(log.read_text("utf-8"))]

    return ran


def bait() -> dict[str, str]:
    files = {f"{folder}/{MAIL}": f'{{"smtp.host": "{CODE}"}}' for folder in CLOSED}
    files.update(dict.fromkeys(MODULES, f"raise SystemExit('{CODE}')\n"))
    files.update(GIT)
    files[".gitignore"] = "dist/\nui.apps/build\n*.log\n"
    files["cloudmanager/.gitignore"] = "!dist\n"
    files[".git/info/exclude"] = "*.orig\n"
    files[f"{RULES}/never.yaml"] = RULE
    files[f"{APPS}/config.author/com.acme.Other.config"] = f'# {CODE}\na="b"\n'
    files["cloudmanager/variables.json"] = '[{"name": "EMAIL_HOST", "type": "string", "value": "a"}]\n'
    files["baseline.json"] = '{"version": 1, "findings": []}\n'
    files["deploy.sh"] = f"echo {CODE}\n"
    return files


@pytest.fixture(scope="module", params=PROJECTS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of tests/projects, with everything in it that a run is to leave alone."""
    root = tmp_path_factory.mktemp("projects") / "a b"
    shutil.copytree(ROOT / "tests/projects" / request.param / "project", root)
    for path, text in bait().items():
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        if path == ".gitignore" and full.exists():
            text = full.read_text("utf-8") + text
        full.write_text(text, "utf-8")
    settings = root / ".aemlint.yaml"
    own = "" if not settings.exists() else settings.read_text("utf-8")
    settings.write_text(f"{own}\n# {CODE}\nrule-folders: [{RULES}]\nexclude: ['legacy/**']\n", "utf-8")
    return root


def allowed() -> tuple[str, ...]:
    """Where code and data of the interpreter's, of aemlint's and of its four packages lie."""
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values(), str(ROOT / "aemlint")}
    return tuple(f"{os.path.realpath(place)}{os.sep}" for place in places) + tuple(
        f"{place}{os.sep}" for place in places
    )


# What a run may read that is neither the tree's nor code: nothing at all. `--since` gives git no standard input.
SYSTEM = (os.devnull,)


def leaves_the_world_alone(run: Run, root: Path, package: Path, *, writes: tuple[str, ...] = ()) -> None:
    assert not [event for event in run.events if event[0].startswith(("socket", "ctypes", "urllib", "os.system"))]
    tree = f"{root}{os.sep}"
    own = (f"{package}{os.sep}", *allowed(), *(f"{Path(path).parent}{os.sep}" for path in writes))
    outside = [path for path in run.opened if not f"{path}{os.sep}".startswith((tree, *own))]
    assert not [path for path in outside if path not in SYSTEM or not run.programs]
    for event, *rest in run.events:
        if event in ("exec", "compile"):
            assert not rest[0].startswith(tree), rest
            assert CODE not in "".join(rest), rest
        elif event == "import":
            assert not rest[1].startswith(tree), rest
    changes = ("os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown")
    touched = [path for event, *paths in run.events if event.startswith(changes) for path in paths]
    targets = [path for path in map(meant, (*run.written, *touched)) if path not in SYSTEM]
    assert not [path for path in targets if not path.startswith((*writes, "\0"))]


def meant(path: str) -> str:
    """What is written beside a file goes to its place later."""
    folder, name = os.path.split(path)
    return os.path.join(folder, name[1:].removesuffix(".aemlint.part")) if name.endswith(".aemlint.part") else path


def reads_once(run: Run, root: Path) -> None:
    inside = run.below(root)
    assert not [path for path, times in Counter(inside).items() if times > 1]
    assert not [path for path in inside if path.startswith(CLOSED)]
    assert {path for path in inside if path.startswith(".git/")} <= set(GIT_READ)
    assert not [
        path for path in run.below(root, run.listed) if f"{path}/".startswith(tuple(f"{one}/" for one in CLOSED))
    ]
    assert not [path for path in run.below(root, run.listed) if path in (".git", "node_modules", "target", "dist")]
    twice = Counter(run.below(root, run.listed))
    assert not [path for path, times in twice.items() if times > 1 and path != RULES]


INIT = ("init",)  # tries to write what must not be there yet
# Commands that write nothing, and whether they end with a verdict (0 or 1) or say that the command is wrong.
QUIET: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("check",), True),
    (("check", "--severity=info", "-v", "--statistics"), True),
    (("check", "--isolated", "--color=always"), True),
    (("check", "--select=secret,tls", "--fail-on=never", "--target=cloud"), True),
    (("check", f"{APPS}/config.author/com.acme.Other.config", "cloudmanager"), True),
    (("check", "--diff", "--unsafe-fixes", "--severity=info"), True),
    (("check", "-", "--stdin-filename", f"{APPS}/config/{MAIL}"), True),
    (("check", "-", "--stdin-filename", f"{APPS}/config/{MAIL}", "--unsafe-fixes"), True),
    (("check", "--baseline", "baseline.json"), True),
    (("show",), True),
    (("show", "--format=json", "-v", "--variables=cloudmanager/variables.json"), True),
    (("show", "-", "--stdin-filename", f"{APPS}/config/{MAIL}", "--format=json"), True),
    (("explain", "port/not-forwarded", "--color=always"), True),
    (("explain", "own/never"), True),
    (("rules", "--color=always"), True),
    (("rules", "--format=json"), True),
    (("rules", "--test", RULES), True),
    (("--version",), True),
    (("--help",), True),
    (("check", "--help"), True),
    (("chek",), False),
    (("check", "--no-such-option"), False),
    (("check", "no/such/file"), False),
    (INIT, False),
)


def test_a_command_leaves_the_world_alone(project: Path, audited: Any, package: Path) -> None:
    before = tree(project)
    text = f'{{"smtp.host": "{CODE}", "smtp.ssl": true, "smtp.starttls": true}}'
    runs = audited(project, *(command for command, _ in QUIET), input=text)
    for (command, verdict), run in zip(QUIET, runs, strict=True):
        assert (command, run.code in (0, 1), run.programs) == (command, verdict, [])
        leaves_the_world_alone(
            run, project, package, writes=(str(project / ".aemlint.yaml"),) if command == INIT else ()
        )
        reads_once(run, project)
    assert tree(project) == before


def tree(root: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(root.rglob("*"))}


def test_reports_go_where_they_are_to_go_and_nowhere_else(
    project: Path, audited: Any, package: Path, tmp_path: Path
) -> None:
    place = tmp_path / "reports"
    place.mkdir()
    files = [f"--format={name}={place / name}" for name in FORMATS]
    commands = [
        ("check", "--severity=info", *files),
        ("check", "--format=json", "--output", str(place / "o")),
        ("check", "--diff", f"--format=sarif={place / 'd'}"),
        ("check", "--write-baseline", str(place / "b")),
        ("show", "--format=json", "--output", str(place / "s")),
    ]
    before = tree(project)
    for run in audited(project, *commands):
        assert run.code in (0, 1)
        leaves_the_world_alone(run, project, package, writes=(f"{place}{os.sep}",))
        reads_once(run, project)
    assert tree(project) == before
    assert len(list(place.iterdir())) == len(FORMATS) + 4


def test_fixes_and_init_write_what_they_say(project: Path, audited: Any, package: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(project, root, symlinks=True)
    (root / ".aemlint.yaml").unlink()
    before = tree(root)
    run, init = audited(root, ("check", "--unsafe-fixes", "--severity=info", "-q"), ("init",))
    assert (run.code in (0, 1), init.code) == (True, 0)
    changed = {path for path, data in tree(root).items() if data != before.get(path)}
    changed.remove(str(root / ".aemlint.yaml"))
    leaves_the_world_alone(run, root, package, writes=(*changed,))
    # What is written is looked at again right before, and once more when the new file stands beside it.
    opened = Counter(run.below(root))
    assert {path for path, times in opened.items() if times > 1} == {
        str(Path(one).relative_to(root)) for one in changed
    }
    assert max(opened.values()) <= 3
    leaves_the_world_alone(init, root, package, writes=(str(root / ".aemlint.yaml"),))
    reads_once(init, root)


def test_the_summary_page_is_written_where_a_job_says(audited: Any, package: Path, write: Any, tmp_path: Path) -> None:
    root = write({f"{APPS}/config/{MAIL}": '{"smtp.host": "a"}'}, tmp_path / "p")
    page = tmp_path / "page"
    env = {"GITHUB_STEP_SUMMARY": str(page)}
    (run,) = audited(root, ("check", "--format=github"), env=env)
    leaves_the_world_alone(run, root, package, writes=(str(page),))
    assert page.exists()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_is_not_followed(audited: Any, package: Path, write: Any, tmp_path: Path) -> None:
    root = write({"config/a.cfg.json": "{}", "../outside/config/b.cfg.json": "{}", ".git/HEAD": ""}, tmp_path / "p")
    outside = tmp_path / "outside"
    (root / f"config/{MAIL}").symlink_to(outside / "config/b.cfg.json")
    (root / "network.json").symlink_to("/etc/hostname")
    (root / "linked").symlink_to(outside, target_is_directory=True)
    (root / ".gitignore").symlink_to("/etc/hosts")
    (root / ".aemlint.yaml").symlink_to("inner.yaml")
    (root / "inner.yaml").write_text("rule-folders: [linked]\nbaseline: linked/config/b.cfg.json\n")
    for run in audited(root, ("check",), ("show",), ("check", "--fix")):
        assert run.code == 2
        leaves_the_world_alone(run, root, package)
        assert not run.below(outside)
        assert not run.below(outside, run.listed)


SINCE = ("check", "--since", "HEAD", "--severity=info")
GUARDS = ("core.fsmonitor=false", "diff.external=", "protocol.allow=never")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_since_starts_git_and_nothing_else(audited: Any, package: Path, write: Any, tmp_path: Path) -> None:
    root = write(
        {**bait(), f"{APPS}/config/{MAIL}": "{}", ".aemlint.yaml": f"rule-folders: [{RULES}]\n"}, tmp_path / "p"
    )
    shutil.rmtree(root / ".git")
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *identity, *words], cwd=root, check=True)
    # Everything that a repository's own settings can have git start.
    hook = root / ".git" / "hook"
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/started'\n")
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "core.editor", "diff.x.textconv",
                "filter.x.smudge", "filter.x.clean", "diff.x.command", "core.askPass", "core.hooksPath"):  # fmt: skip
        subprocess.run(["git", "config", key, str(hook)], cwd=root, check=True)
    (root / ".git/info/attributes").write_text("* diff=x filter=x\n")
    (root / APPS / f"config/{MAIL}").write_text('{"smtp.host": "a"}')
    (run,) = audited(root, SINCE)
    assert run.code == 1
    leaves_the_world_alone(run, root, package)
    reads_once(run, root)
    assert not (tmp_path / "started").exists()
    assert run.programs
    for executable, name, *words in run.programs:
        assert (executable, name) == ("git", "git")
        assert f"cwd={root}" in words
        assert set(GUARDS) <= set(words)
        assert {"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"} <= set(words)
    verbs = [next(word for word in words if word in VERBS) for _, _, *words in run.programs]
    assert set(verbs) == {"rev-parse", "ls-tree", "diff-index", "cat-file"}


VERBS = ("rev-parse", "merge-base", "ls-tree", "diff-index", "cat-file")


def test_modules_of_the_project_are_not_python_s_own(write: Any, aemlint: Any, tmp_path: Path) -> None:
    """`python -m` looks for modules in the folder that one is in; what it loads before aemlint is Python's matter."""
    code = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    names = (
        "__future__",
        "re",
        "json",
        "argparse",
        "typing",
        "rich/__init__",
        "ruamel/yaml",
        "jsonschema",
        "gc",
        "hit",
    )
    files = {f"{name}.py": code for name in names}
    root = write(
        {**files, f"{APPS}/config/{MAIL}": '{"smtp.host": "a"}', ".aemlint.yaml": "target: cloud\n"}, tmp_path / "p"
    )
    for words in (
        ("check", "--color=always"),
        ("check", "--format=sarif"),
        ("check", "--bad"),
        ("explain", "host/missing"),
    ):
        aemlint(*words, cwd=root)
    assert aemlint("check", cwd=root).returncode == 1
    assert not (tmp_path / "ran").exists()


def test_the_hook_tells_of_what_is_forbidden(tmp_path: Path, write: Any) -> None:
    """Else a test that sees nothing would hold for ever."""
    wicked = """
import os, socket, subprocess
def main(words):
    open(__file__).read()
    exec(compile("1", "here", "exec"))
    subprocess.run([os.devnull], check=False) if words == ["run"] else None
    socket.getaddrinfo("localhost", 1) if words == ["connect"] else None
    os.system("true") if words == ["shell"] else None
    import ctypes
"""
    write({"aemlint/__init__.py": "", "aemlint/cli.py": wicked}, tmp_path / "package")
    given = json.dumps([{"arguments": [word]} for word in ("connect", "shell", "load")])
    words = [
        sys.executable,
        "-I",
        "-B",
        str(ROOT / "tests/audited.py"),
        str(tmp_path / "package"),
        str(tmp_path / "log"),
    ]
    subprocess.run(words, input=given, text=True, check=True)
    connect, shell, load = json.loads((tmp_path / "log").read_text("utf-8"))
    assert ["open", str(tmp_path / "package/aemlint/cli.py"), "read"] in load["events"]
    assert ["exec", "here"] in load["events"]
    assert ["compile", "here", "1"] in load["events"]
    codes = [one["code"].partition(".")[0] for one in (connect, shell, load)]
    assert codes == ["forbidden: socket", "forbidden: os", "forbidden: ctypes"]
