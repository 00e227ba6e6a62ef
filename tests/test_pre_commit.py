"""The hooks, installed from Git and run by the real pre-commit: what starts them, what they say, what they mend."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from ruamel.yaml import YAML

from aemlint.engine.rulebook import rulebook
from aemlint.memory import Memory
from aemlint.names import BUILDS, DOCUMENTS, ENDINGS, OTHERS, PROSE, SCRIPTS
from aemlint.walk import HANDOFF, walk

MAIL_NAME = "com.day.cq.mailer.DefaultMailService.cfg.json"
FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{FOLDER}/config/{MAIL_NAME}"
NETWORK = "cloudmanager/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}\n'
FINE = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": true}\n'
BAD = FINE.replace("30465", "30499")
LONGEST_CALL = 1 << 17  # pre-commit passes fewer bytes than these at a time

if not (ROOT / ".pre-commit-hooks.yaml").is_file():
    pytest.skip("the hooks are not part of what is tested here", allow_module_level=True)
HOOKS = {hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.parametrize(
    "path",
    [
        MAIL,
        f"{FOLDER}/config.publish.prod/org.apache.sling.commons.log.LogManager.factory.config~acme.cfg.json",
        f"{FOLDER}/{MAIL_NAME}",
        f"jcr_root/apps/acme/Config/{MAIL_NAME}",
        "jcr_root/apps/acme/Config/com.acme.Service.cfg.json",
        f"jcr_root/apps/acme/mail/{MAIL_NAME}",
        "ops/advancedNetworking.json",
        "CloudManager/dev.json",
        ".github/workflows/deploy.yml",
        "docs/setup.md",
        "Jenkinsfile",
        "src/main/scripts/deploy.sh",
        f"{FOLDER}/config/com.day.cq.mailer.DefaultMailService.json",
        f"{FOLDER}/config.dev/com.day.cq.mailer.DefaultMailService.cfg.jsn",
        "ui.apps/src/main/content/jcr_root/apps/acme/config.author/com.day.cq.mailer.DefaultMailService.xml",
        "ui.apps/src/main/content/jcr_root/apps/acme/install/nested/com.day.cq.mailer.DefaultMailService.config",
        "a project/config-author/com.day.cq.mailer.DefaultMailService.cfg",
        "cloudmanager/dev/anything.yaml",
        "cloud-manager/dev.yml",
        "ops/networking-prod.json",
        "ops/egress.yaml",
        "variables.prod.yml",
        "cloudmanager-osgi-secrets.local.json",
        ".aemlint.yaml",
        "aem/.aemlint.yaml",
    ],
)
def test_a_file_of_interest_starts_the_hook(path: str) -> None:
    assert all(re.search(hook["files"], path) for hook in HOOKS.values())


@pytest.mark.parametrize(
    "path",
    [
        "README.txt",
        "pom.xml",
        "ui.frontend/src/data.json",
        "ui.frontend/src/README.md",
        "package.json",
        "core/src/main/java/com/acme/Config.java",
        "ui.content/src/main/content/jcr_root/content/acme/.content.xml",
        "ui.frontend/tsconfig.json",
        "dispatcher/src/conf.d/available_vhosts/default.vhost",
    ],
)
def test_any_other_file_does_not(path: str) -> None:
    assert not any(re.search(hook["files"], path) for hook in HOOKS.values())


PLACES = [
    *("", "ops/", "src/", "config/", "Config.prod/", "a/installs/x/", ".github/workflows/", "jcr_root/apps/acme/"),
    *(f"jcr_root/apps/acme/{name}/" for name in ("config", "configs", "OsgiConfig", "config_author", "mail", "conf")),
]
LISTED = (*ENDINGS, *DOCUMENTS, *SCRIPTS, *PROSE)
FILES = [
    *BUILDS,
    *OTHERS,
    *("Jenkinsfile.prod", HANDOFF),
    *(f"{pid}{ending}" for pid in (*rulebook().tables, "com.acme.Service", "dev") for ending in (*LISTED, "", ".CONF")),
]


def test_whatever_a_walk_takes_starts_the_hook() -> None:
    files = {place + name: b"" for place in PLACES for name in FILES}
    found = walk(Memory("/nowhere", files), None, tuple(rulebook().tables))
    lists = (found.configurations, found.documents, found.handoffs, found.scripts, found.settings, found.strays)
    taken = [path for paths in lists for path in paths]
    assert all(lists)
    assert [path for path in taken if not re.search(HOOKS["aemlint"]["files"], path)] == []


def test_texts_of_any_encoding_start_it() -> None:
    assert {tuple(hook["types"]) for hook in HOOKS.values()} == {("file",)}  # UTF-16 is no `text`


def git(root: Path, *arguments: str, check: bool = True) -> Any:
    """Git as nobody in particular, whatever hook or settings the tests themselves run under."""
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=root, check=check, capture_output=True, text=True, env=environment()
    )


def environment() -> dict[str, str]:
    left = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "AEMLINT_"))
    }
    return {**left, "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """This checkout as a repository with one commit, and pre-commit's home, with the hooks built from it once."""
    pytest.importorskip("pre_commit", reason="pre-commit is not here")
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    if not (ROOT / "aemlint").is_dir():
        pytest.skip("a hook is built from the sources, and only a wheel is tested here")
    place = tmp_path_factory.mktemp("hooks")
    source, home = place / "aemlint", place / "home"
    for name in ("aemlint", "rules", "schemas"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "_*.py[co]"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy2(ROOT / name, source / name)
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "x")
    probe = place / "probe"
    probe.mkdir()
    git(probe, "init", "-q", "-b", "main")
    configure(probe, source, "aemlint", "aemlint-fix")
    built = pre_commit(probe, home, "install-hooks")
    if built.returncode != 0 and re.search(
        "No matching distribution|Could not find a version|resolve host", built.stdout
    ):
        pytest.skip("the hooks cannot be built without a package index")
    assert built.returncode == 0, built.stdout
    yield source, home
    shutil.rmtree(home, ignore_errors=True)  # an environment of some size


def pre_commit(root: Path, home: Path, *arguments: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=root,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        env={**environment(), "PRE_COMMIT_HOME": str(home)},
    )


def configure(root: Path, source: Path, *ids: str) -> None:
    revision = git(source, "rev-parse", "HEAD").stdout.strip()
    lines = ["repos:", f"- repo: {source}", f"  rev: {revision}", "  hooks:", *(f"  - id: {id}" for id in ids)]
    (root / ".pre-commit-config.yaml").write_text("\n".join(lines) + "\n", "utf-8")


class Project:
    """A repository whose commits pre-commit looks at."""

    def __init__(self, root: Path, source: Path, home: Path, id: str) -> None:
        self.root = root
        self.home = home
        git(root, "init", "-q", "-b", "main")
        configure(root, source, id)
        self.write({MAIL: FINE, NETWORK: FORWARDS, "README.md": "An AEM project\n"})
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "before the hook")
        assert pre_commit(root, home, "install").returncode == 0

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")

    def commit(self) -> tuple[int, str]:
        """Everything there is; the exit code, and all that was said."""
        git(self.root, "add", "-A")
        ran = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-m", "x"],
            cwd=self.root,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            env={**environment(), "PRE_COMMIT_HOME": str(self.home)},
        )
        return ran.returncode, ran.stdout


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[Path, Path]) -> Project:
    return Project(tmp_path, *hooks, "aemlint")


def test_a_bad_commit_is_refused_and_a_good_one_made(project: Project) -> None:
    project.write({MAIL: BAD})
    code, said = project.commit()
    assert code == 1
    assert "error[port/not-forwarded]: `smtp.port` is 30499" in said
    assert "hook id: aemlint" in said
    project.write({MAIL: FINE.replace("}", ', "from.address": "no-reply@acme.io"}')})
    code, said = project.commit()
    assert code == 0, said
    assert "Passed" in said


def test_the_rules_are_compiled_into_what_the_hook_is_built_from(hooks: tuple[Path, Path]) -> None:
    assert list(hooks[1].glob("repo*/py_env-*/**/aemlint/_compiled.py"))


def test_a_networking_file_alone_speaks_for_the_configurations_that_it_served(project: Project) -> None:
    project.write({NETWORK: '{"portForwards": []}\n'})
    code, said = project.commit()
    assert code == 1
    assert f"--> {MAIL}:1:" in said
    assert "error[port/not-forwarded]: `smtp.port` is 30465" in said


def test_a_broken_settings_file_is_refused(project: Project) -> None:
    project.write({".aemlint.yaml": "rules: {prot: off}\n"})
    code, said = project.commit()
    assert code == 1
    assert "did you mean `port`?" in said


def test_other_files_start_nothing(project: Project) -> None:
    project.write({"README.txt": "aio … --secret SMTP_PASSWORD …\n", "pom.xml": "<project/>\n"})
    code, said = project.commit()
    assert code == 0
    assert "(no files to check)Skipped" in said


def test_a_commit_that_only_deletes_starts_nothing_so_that_ci_has_to_look(project: Project, aemlint: Any) -> None:
    more = "cloudmanager/more-network.json"
    project.write({NETWORK: FORWARDS.replace("30465", "30466").replace("465,", "587,"), more: FORWARDS})
    assert project.commit()[0] == 0
    (project.root / more).unlink()
    code, said = project.commit()
    assert code == 0
    assert "(no files to check)Skipped" in said
    assert "A commit that deletes files" in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    ran = aemlint("check", "--since", "HEAD~1", cwd=project.root)
    assert ran.returncode == 1
    assert b"error[port/not-forwarded]: `smtp.port` is 30465" in ran.stdout


def test_a_path_may_have_spaces(project: Project) -> None:
    path = MAIL.replace("/acme/", "/acme and sons/").replace("ui.config", "my project/ui.config")
    project.write({path: BAD})
    code, said = project.commit()
    assert code == 1
    assert f"--> {path}:1:" in said


def test_more_files_than_one_call_takes_are_judged_as_one_project(project: Project) -> None:
    """The networking file comes in the first call and the configuration in the last; both read the whole project."""
    deep = "/".join(["many", *["a-folder-with-a-name-of-some-length"] * 5])
    files = {f"{deep}/{number:03}/config/com.acme.Thing.cfg.json": "{}\n" for number in range(700)}
    assert sum(map(len, files)) > LONGEST_CALL
    project.write({**files, MAIL: BAD, NETWORK: FORWARDS.replace("smtp.acme.io", "mail.acme.io")})
    code, said = project.commit()
    assert code == 1
    assert said.count("files read,") == 2
    assert said.count("error[port/not-forwarded]: `smtp.port` is 30499") == 2


def test_what_is_mended_fails_the_commit_once(tmp_path: Path, hooks: tuple[Path, Path]) -> None:
    project = Project(tmp_path, *hooks, "aemlint-fix")
    project.write({MAIL: FINE.replace("proxy.tunnel", "localhost")})
    code, said = project.commit()
    assert code == 1
    assert "files were modified by this hook" in said
    assert (project.root / MAIL).read_text("utf-8") == FINE
    project.write({"note.txt": "more\n"})
    code, said = project.commit()
    assert code == 0, said


def test_what_cannot_be_mended_fails_it_until_somebody_does(tmp_path: Path, hooks: tuple[Path, Path]) -> None:
    project = Project(tmp_path, *hooks, "aemlint-fix")
    project.write({MAIL: BAD})
    for _ in range(2):
        code, said = project.commit()
        assert code == 1
        assert "error[port/not-forwarded]" in said
    assert (project.root / MAIL).read_text("utf-8") == BAD
