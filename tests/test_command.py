"""Commands that set secrets: words of a shell's line, which of them are values, and where such files are looked for."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from aemlint.index import holds
from aemlint.model.command import given
from aemlint.reading import Disk
from aemlint.walk import walk

SET = "aio cloudmanager:environment:set-variables 4711"
GIVEN = [
    (f"{SET} --secret MAIL_PW tin.Roof7", [("--secret", "MAIL_PW", "tin.Roof7")]),
    (f"{SET} --secret A 'b c' -s D \"e f\"", [("--secret", "A", "b c"), ("-s", "D", "e f")]),
    (f"{SET} --secret A b1 C d1 --variable E f1 --delete G", [("--secret", "A", "b1"), ("--secret", "C", "d1")]),
    (f"{SET} \\\n  --authorSecret A \\\n  b1", [("--authorSecret", "A", "b1")]),
    (f"{SET} `\r\n  --publishSecret A b1", [("--publishSecret", "A", "b1")]),
    (
        f"run: >\n  {SET}\n  --previewSecret A b1\n  --secret C d1",
        [("--previewSecret", "A", "b1"), ("--secret", "C", "d1")],
    ),
    (f"{SET} --secret=A b1", [("--secret", "A", "b1")]),
    (f"{SET} --secret A=b1", [("--secret", "A", "b1")]),
    (f'{SET} --secret "A b1"', [("--secret", "A", "b1")]),
    (f'{SET} --secret A="b c"', [("--secret", "A", "b c")]),
    (f'sh "{SET} --secret A b1", returnStdout: true', [("--secret", "A", "b1")]),
    (f'sh "{SET} --secret A \\"b c\\""', [("--secret", "A", "b c")]),
    (f"Use `{SET} --secret A b1` once", [("--secret", "A", "b1")]),
    (f"{SET} --secret A b1 | tee log; echo --secret C d1", [("--secret", "A", "b1")]),
    (f"{SET} --secret A # b1", []),
    (f"{SET} --secret A", []),
    (f"{SET}\nother --secret A b1", []),
    ("aio cloudmanager environment set-variables 1 --secret A b1", [("--secret", "A", "b1")]),
    ("npx @adobe/aio-cli cloudmanager:set-environment-variables 1 -s A b1", [("-s", "A", "b1")]),
    ("cloudmanager:set-environment-variables 1 -s A b1", [("-s", "A", "b1")]),
    ("xcloudmanager:set-environment-variables 1 -s A b1", []),
    ("aio cloudmanagers set-environment-variables 1 -s A b1", []),
    (f"{SET} `\r\n--publishSecret A b1", [("--publishSecret", "A", "b1")]),
    ("the cloudmanager plug-in takes --secret A b1", []),
    ("aio-cli-plugin-cloudmanager: --secret A b1", []),
]
FILLED = [
    *(
        "$MAIL_PW",
        '"$MAIL_PW"',
        "${MAIL_PW}",
        "$(cat mail.txt)",
        "`cat mail.txt`",
        "${{ secrets.MAIL_PW }}",
        "%MAIL_PW%",
    ),
    *(
        "$env:MAIL_PW",
        "!MAIL_PW!",
        "{{ mail_pw }}",
        "<password>",
        "VALUE",
        "YOUR_PASSWORD",
        "mySecretValue",
        '"my secret"',
    ),
    *("...", "********", "value1", "changeme", '""', "op://mail/smtp/password"),
]


@pytest.mark.parametrize(("text", "wanted"), GIVEN)
def test_a_command_gives_secrets(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = list(given(text))
    assert [(one.flag.text, one.name.text, one.value.text) for one in found] == wanted
    for one in found:
        for word in (one.flag, one.name):
            assert text[word.span.start : word.span.end] == word.text


@pytest.mark.parametrize("value", FILLED)
def test_what_stands_for_a_value_is_none(value: str) -> None:
    assert not [one for one in given(f"{SET} --secret MAIL_PW {value}") if one.value.literal]


@pytest.mark.parametrize("value", ["admin", "123456", "tin.Roof7", "'power$hell9'", '"blue lake"', "Pass-word1x"])
def test_what_works_as_a_password_is_a_value(value: str) -> None:
    assert [one.value.literal for one in given(f"{SET} --secret MAIL_PW {value}")] == [True]


@pytest.mark.parametrize(
    "piece",
    [
        f"{SET} '\"--secret A b ",
        f"{SET} --secret A \\\n",
        "cloudmanager:x --secret $(A {{ ${ <b \n",
        f"{SET} `\n\n",
        '="x',
    ],
)
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    began = time.monotonic()
    list(given(f"{SET} " + piece * (250_000 // len(piece))))
    assert time.monotonic() - began < 2


def test_scripts_are_looked_for_where_people_write_commands(write: Any) -> None:
    scripts = [
        *(".github/workflows/deploy.yml", ".gitlab-ci.yml", "Jenkinsfile", "Makefile", "README.md"),
        *(
            "azure-pipelines.yml",
            "bitbucket-pipelines.yml",
            "core/src/main/scripts/a.sh",
            "docs/mail.md",
            "tools/a.ps1",
        ),
    ]
    others = [
        *("core/src/main/resources/a.md", "node_modules/a/README.md", "target/a.sh", "docs/mail.txt", "mail.yml"),
        *("ui.apps/src/main/content/jcr_root/apps/acme/a.md", "ui.apps/src/main/content/jcr_root/apps/acme/a.sh"),
    ]
    root: Path = write(dict.fromkeys([*scripts, *others], "x"))
    assert walk(Disk(str(root))).scripts == scripts


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_the_index_of_git_tells_what_is_tracked(version: str, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("secrets.example.json", "secrets.local.json", "other/secrets.local.json", "new.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    git("add", "secrets.example.json", "secrets.local.json")
    git("add", "--intent-to-add", "new.json")  # what makes an entry longer
    git("update-index", "--index-version", version)
    disk, inner = Disk(str(tmp_path)), Disk(str(tmp_path / "other"))
    assert disk.tracks("secrets.local.json")
    assert disk.tracks("new.json")
    assert not disk.tracks("other/secrets.local.json")
    assert not disk.tracks("local.json")
    git("add", "other")
    assert disk.tracks("other/secrets.local.json")
    assert inner.tracks("secrets.local.json")
    assert not Disk("/").tracks("secrets.local.json")


def test_the_rest_of_a_split_index_stands_elsewhere(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_text("{}")
    git("add", "a.json")
    git("update-index", "--split-index")
    git("add", "b.json")
    disk = Disk(str(tmp_path))
    assert [disk.tracks(name) for name in ("a.json", "b.json", "c.json")] == [True, True, False]


@pytest.mark.parametrize(
    "index", [b"", b"DIRC", b"DIRC\0\0\0\4\0\0\0\7", b"DIRC\0\0\0\4\0\0\0\1" + b"\xff" * 90, b"no index a\0"]
)
def test_a_broken_index_holds_nothing(index: bytes) -> None:
    assert not holds(index, b"a")
