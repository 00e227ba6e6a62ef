"""Settings below the project's root are not in force, and that is said."""

from __future__ import annotations

from typing import Any

import pytest

MAIL = "com.day.cq.mailer.DefaultMailService.cfg.json"
FILE = f"aem/ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config/{MAIL}"
SAID = "aem/.aemlint.yaml is not in force: the project's root is .; run aemlint in aem, or with --settings\n"
FILES = {
    ".git/HEAD": "",
    "aem/.aemlint.yaml": "rules: {secret: off}\n",
    FILE: '{"smtp.password": "Kx9-pQ2vTz"}',
    "ci/deploy.sh": "",
}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), True),
        ((FILE, "ci/deploy.sh"), True),
        (("aem", "ci"), True),
        (("--isolated",), False),
        (("--settings", "aem/.aemlint.yaml"), False),
        (("-q",), False),
        (("ci/deploy.sh", "ci"), False),
        ((FILE,), False),
        (("--diff",), True),
    ],
)
def test_settings_that_are_not_in_force_are_named(
    arguments: tuple[str, ...], said: bool, write: Any, aemlint: Any
) -> None:
    run = aemlint("check", *arguments, cwd=write(FILES))
    assert run.stderr.decode().count(SAID) == said
    assert b"aem/.aemlint.yaml is" not in run.stdout


def test_from_a_folder_below_and_several(write: Any, aemlint: Any) -> None:
    root = write({**FILES, "other/.aemlint.yaml": "", "target/.aemlint.yaml": ""})
    run = aemlint("show", "..", cwd=root / "ci")
    line = "aem/.aemlint.yaml and 1 more are not in force: the project's root is ..; run aemlint in ../aem, or"
    assert line in run.stderr.decode()


def test_the_roots_own_leave_out_what_they_exclude(write: Any, aemlint: Any) -> None:
    root = write({**FILES, ".aemlint.yaml": "exclude: [aem]\n"})
    assert b"in force" not in aemlint("check", cwd=root).stderr


@pytest.mark.parametrize("name", [".aemlint.yml", "aemlint.yaml", "aemlint.yml"])
def test_settings_of_another_name_are_none(name: str, write: Any, aemlint: Any) -> None:
    root = write({"a.md": "", name: "rules: {port: off}\n"})
    said = f"{name} is not in force: settings are in .aemlint.yaml\n".encode()
    assert said in aemlint("check", cwd=root).stderr
    assert said not in aemlint("check", "--isolated", cwd=root).stderr
    assert said not in aemlint("check", cwd=write({".aemlint.yaml": ""})).stderr
