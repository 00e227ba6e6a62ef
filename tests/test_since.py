"""`--since`: only what the project did not have at a revision, across files, by the real Git."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")

MAIL = "ui.config/jcr_root/apps/acme/osgiconfig/config/com.day.cq.mailer.DefaultMailService.cfg.json"
NETWORK = "cloudmanager/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'
FINE = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": true}'
OLD = FINE.replace("proxy.tunnel", "localhost")


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    ran = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@pytest.fixture
def repository(write: Any) -> Path:
    """An old project with a finding, committed on main."""
    root: Path = write({MAIL: OLD, NETWORK: FORWARDS})
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


def rules(ran: Any) -> list[str]:
    return [finding["rule"] for finding in json.loads(ran.stdout)["findings"]]


def test_old_findings_do_not_count(repository: Path, aemlint: Any) -> None:
    assert "host/wrong-default" in rules(aemlint("check", "--format", "json", cwd=repository))
    ran = aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository)
    assert (rules(ran), ran.returncode) == ([], 0)


def test_what_a_branch_adds_counts_committed_or_not(repository: Path, write: Any, aemlint: Any) -> None:
    git(repository, "switch", "-q", "-c", "branch")
    write({MAIL: OLD.replace('"30465"', '"30999"')}, repository)
    arguments = ("check", "--since", "main", "--format", "json")
    uncommitted = aemlint(*arguments, cwd=repository)
    commit(repository)
    for ran in (uncommitted, aemlint(*arguments, cwd=repository)):
        assert (rules(ran), ran.returncode) == (["port/not-forwarded"], 1)


def test_a_forward_that_was_removed_is_found_in_the_untouched_configuration(
    repository: Path, write: Any, aemlint: Any
) -> None:
    write({NETWORK: '{"portForwards": []}'}, repository)
    ran = aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository)
    assert [(one["rule"], one["path"]) for one in json.loads(ran.stdout)["findings"]] == [("port/not-forwarded", MAIL)]


def test_a_renamed_file_keeps_its_findings(repository: Path, aemlint: Any) -> None:
    (repository / "ui.config/jcr_root/apps/other/osgiconfig/config").mkdir(parents=True)
    git(repository, "mv", MAIL, MAIL.replace("/acme/", "/other/"))
    assert rules(aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository)) == []


def test_three_dots_are_where_the_branches_parted(repository: Path, write: Any, aemlint: Any) -> None:
    git(repository, "switch", "-q", "-c", "branch")
    git(repository, "switch", "-q", "main")
    write({MAIL: FINE}, repository)  # main has mended it since
    commit(repository)
    git(repository, "switch", "-q", "branch")
    assert rules(aemlint("check", "--since", "main", "--format", "json", cwd=repository)) == ["host/wrong-default"]
    assert rules(aemlint("check", "--since", "main...", "--format", "json", cwd=repository)) == []


def test_a_suppression_that_was_taken_out_uncovers_its_finding(repository: Path, write: Any, aemlint: Any) -> None:
    write({MAIL: OLD.replace("{", "// aemlint: ignore-file[host]\n{", 1)}, repository)
    commit(repository)
    write({MAIL: OLD}, repository)
    assert rules(aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository)) == ["host/wrong-default"]


def test_in_a_worktree(repository: Path, aemlint: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("worktrees") / "one"
    git(repository, "worktree", "add", "-q", str(place), "-b", "other")
    assert rules(aemlint("check", "--since", "main", "--format", "json", cwd=place)) == []


def test_in_a_project_below_the_repository(repository: Path, write: Any, aemlint: Any) -> None:
    write({f"site/{MAIL}": OLD, "site/.aemlint.yaml": "target: cloud\n"}, repository)
    commit(repository)
    write({f"site/{MAIL}": OLD.replace('"30465"', '"465"')}, repository)
    ran = aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository / "site")
    assert rules(ran) == ["port/out-of-range"]


def test_a_shallow_clone_says_what_to_do(
    repository: Path, aemlint: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "commit", "-q", "--allow-empty", "-m", "y")
    place = tmp_path_factory.mktemp("clones")
    git(place, "clone", "-q", "--depth", "1", repository.as_uri(), "clone")
    ran = aemlint("check", "--since", first, cwd=place / "clone")
    assert ran.returncode == 2
    assert b"shallow" in ran.stderr
    assert b"--unshallow" in ran.stderr


@pytest.mark.parametrize("lacking", ["blob:none", "tree:0"])
def test_a_partial_clone_is_not_filled_up(
    lacking: str, repository: Path, write: Any, aemlint: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing is fetched, and what was there is not taken for nothing: all that is old would be new."""
    first = git(repository, "rev-parse", "HEAD")
    write({MAIL: FINE}, repository)
    commit(repository)
    git(repository, "config", "uploadpack.allowFilter", "true")
    place = tmp_path_factory.mktemp("clones")
    git(place, "clone", "-q", f"--filter={lacking}", repository.as_uri(), "clone")
    missing = git(place / "clone", "rev-list", "--objects", "--all", "--missing=print")
    assert "\n?" in missing
    ran = aemlint("check", "--since", first, cwd=place / "clone")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"lacks files of that revision" in ran.stderr
    assert git(place / "clone", "rev-list", "--objects", "--all", "--missing=print") == missing


@pytest.mark.parametrize("reference", ["nowhere", "--all", "HEAD:x", "nowhere..."])
def test_a_revision_that_there_is_not(reference: str, repository: Path, aemlint: Any) -> None:
    ran = aemlint("check", f"--since={reference}", cwd=repository)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"aemlint: --since")


def test_outside_of_a_repository(write: Any, aemlint: Any) -> None:
    ran = aemlint("check", "--since", "HEAD", cwd=write({MAIL: OLD}), env={"GIT_CEILING_DIRECTORIES": "/"})
    assert ran.returncode == 2
    assert b"no Git repository" in ran.stderr


def test_what_was_there_before_is_no_stale_entry(repository: Path, write: Any, aemlint: Any) -> None:
    aemlint("check", "--write-baseline", "known.json", cwd=repository)
    before = (repository / "known.json").read_bytes()
    ran = aemlint("check", "--since", "HEAD", "--baseline", "known.json", cwd=repository)
    assert (ran.returncode, b"no longer" in ran.stderr) == (0, False)
    assert aemlint("check", "--since", "HEAD", "--write-baseline", "known.json", cwd=repository).returncode == 0
    assert (repository / "known.json").read_bytes() == before
    write({MAIL: FINE}, repository)
    ran = aemlint("check", "--since", "HEAD", "--baseline", "known.json", cwd=repository)
    assert b"no longer" in ran.stderr
    assert b"host/wrong-default" in ran.stderr


FOLDER = "ui.config/jcr_root/apps/acme/osgiconfig/config"


def test_in_a_hook_of_a_worktree_whose_project_lies_below(
    repository: Path, write: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Git tells such a hook where its folder is, but not where the work tree begins."""
    write({f"aem/{MAIL}": OLD, "aem/.aemlint.yaml": "target: cloud\n"}, repository)
    commit(repository)
    hook = repository / ".git/hooks/pre-commit"
    command = f"'{sys.executable}' -m aemlint check --since HEAD --format concise"
    hook.write_text(f"#!/bin/sh\ncd aem && {command} > ../said; echo $? >> ../said\n", "utf-8")
    hook.chmod(0o755)
    place = tmp_path_factory.mktemp("worktrees") / "one"
    git(repository, "worktree", "add", "-q", str(place), "-b", "other")
    for tree in (repository, place):
        write({"x": "1\n"}, tree)
        commit(tree)
        assert (tree / "said").read_text("utf-8") == "0\n"
    write({f"aem/{MAIL}": OLD.replace('"30465"', '"465"')}, place)
    commit(place)
    assert "port/out-of-range" in (place / "said").read_text("utf-8")


@pytest.mark.parametrize("given", [(), ("-", "--stdin-filename")])
def test_a_named_file_outside_of_a_folder_of_configurations(
    given: tuple[str, ...], repository: Path, write: Any, aemlint: Any
) -> None:
    name = Path(MAIL).name
    write({f"foo/{name}": OLD}, repository)
    commit(repository)
    arguments = ("check", "--format", "json", *given, f"foo/{name}")
    assert "host/wrong-default" in rules(aemlint(*arguments, cwd=repository, input=OLD.encode()))
    assert rules(aemlint(*arguments, "--since", "HEAD", cwd=repository, input=OLD.encode())) == []


def test_what_has_reached_another_environment_is_new(repository: Path, write: Any, aemlint: Any) -> None:
    fine = {f"cloudmanager/{name}/network.json": FORWARDS for name in ("dev", "prod")}
    broken = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30499}]}'
    (repository / NETWORK).unlink()
    write({MAIL: FINE, **fine, "cloudmanager/prod/network.json": broken}, repository)
    commit(repository)
    arguments = ("check", "--since", "HEAD", "--format", "json")
    assert rules(aemlint(*arguments, cwd=repository)) == []
    write({"cloudmanager/dev/network.json": broken}, repository)
    ran = aemlint(*arguments, cwd=repository)
    assert [
        one["environments"] for one in json.loads(ran.stdout)["findings"] if one["rule"] == "port/not-forwarded"
    ] == [["dev", "prod"]]
    commit(repository)
    write({"cloudmanager/dev/network.json": FORWARDS}, repository)
    assert rules(aemlint(*arguments, cwd=repository)) == []


@pytest.mark.parametrize(
    "settings", ["paths: {'**': {host/wrong-default: off}}", "rules: {host/wrong-default: off}", "as-of: '0.0'"]
)
def test_what_was_off_was_no_finding(settings: str, repository: Path, write: Any, aemlint: Any) -> None:
    write({".aemlint.yaml": f"{settings}\n"}, repository)
    commit(repository)
    write({".aemlint.yaml": "target: cloud\n"}, repository)
    assert "host/wrong-default" in rules(aemlint("check", "--since", "HEAD", "--format", "json", cwd=repository))


def test_branches_that_have_nothing_in_common(repository: Path, aemlint: Any) -> None:
    git(repository, "switch", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "--allow-empty", "-m", "y")
    ran = aemlint("check", "--since", "main...", cwd=repository)
    assert (ran.returncode, ran.stderr) == (2, b"aemlint: --since: `main` and HEAD have no common revision here\n")
