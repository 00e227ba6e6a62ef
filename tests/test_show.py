"""`aemlint show`: what every instance gets, where it comes from, where it leads; and no secret."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path
from typing import Any

import pytest
import show_sample as sample
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from aemlint import app, formats
from aemlint.model.project import Project
from aemlint.model.recognition import variables_file
from aemlint.report import instances, show, show_table
from aemlint.report.repeated import Repeated
from aemlint.request import Request

GOLDEN = ROOT / "tests/golden/show"
# Verdicts are about these, whatever rules there will be.
RULES = ["port/not-forwarded", "port/out-of-range", "secret/literal", "file/syntax", "host/not-proxy"]
VARIABLES = b'[{"name": "SMTP_USER", "type": "string", "value": "mailer"}, {"name": "P", "type": "secretString"}]'


def project(root: Path, given: dict[str, Any] | None = None) -> tuple[Any, list[instances.Shown], Any]:
    request = Request(str(root))
    request.select = RULES
    outcome = app.check(request)
    findings = outcome.report.findings if outcome.report is not None else []
    repeated = Repeated(outcome.project)
    found = instances.shown(outcome.project, findings, given or {}, request.asks_for, repeated)
    return outcome.project.configurations, found, repeated


@pytest.fixture
def same(request: pytest.FixtureRequest) -> Any:
    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()

    return compare


@pytest.mark.parametrize("name", sample.PROJECTS)
def test_what_is_shown_is_as_expected(name: str, write: Any, same: Any) -> None:
    configurations, found, repeated = project(write(sample.PROJECTS[name]))
    same(f"{name}.txt", show_table.text(configurations, found, color=False))
    same(f"{name}.json", show.text(configurations, found, repeated))


@pytest.mark.parametrize(
    ("name", "width", "color", "lines"),
    [
        ("wide", 160, False, True),
        ("narrow", 80, False, True),
        ("colored", 160, True, True),
        ("ascii", 160, False, False),
    ],
)
def test_a_terminal_shows_as_much_as_it_is_wide(
    name: str, width: int, color: bool, lines: bool, write: Any, same: Any
) -> None:
    configurations, found, _ = project(write(sample.PROJECTS["mixed"]))
    text = show_table.text(configurations, found, color=color, width=width, lines=lines)
    same(f"mixed-{name}.txt", text)
    assert lines or text.isascii()


@pytest.mark.parametrize("name", sample.PROJECTS)
def test_no_secret_is_shown(name: str, write: Any) -> None:
    configurations, found, repeated = project(write(sample.PROJECTS[name]))
    for text in (
        show.text(configurations, found, repeated),
        *(show_table.text(configurations, found, color=True, width=width) for width in (None, 40, 200)),
    ):
        assert sample.PASSWORD not in text


@pytest.mark.parametrize(
    "changed",
    [
        {"smtp.password": f"${{secret:MAIL;default={sample.PASSWORD}}}"},
        {"smtp.password": sample.PASSWORD, "smtp.user": sample.PASSWORD, "from.address": f"{sample.PASSWORD}@acme.io"},
        {"smtp.password": f"$[secret:MAIL;default={sample.PASSWORD}]"},
        {"smtp.password": [sample.PASSWORD]},
        {"smtp.pasword": sample.PASSWORD},
        {"com.acme.apiKey": sample.PASSWORD},
    ],
)
def test_no_secret_is_shown_wherever_it_stands(changed: dict[str, Any], write: Any) -> None:
    path = f"{sample.ROOT}/config/{sample.MAIL}.cfg.json"
    configurations, found, repeated = project(write({path: json.dumps({**RELAY, **changed})}))
    assert sample.PASSWORD not in show.text(configurations, found, repeated)
    assert sample.PASSWORD not in show_table.text(configurations, found, color=False)


RELAY = json.loads(sample.RELAY)
FORWARDS = sample.network(("smtp.acme.io", 465, 30465), ("smtp.acme.io", 587, 30587))


@pytest.mark.parametrize(
    ("changed", "route"),
    [
        ({}, "proxy.tunnel:30465 → smtp.acme.io:465 (implicit TLS)"),
        ({"smtp.port": 30587, "smtp.ssl": False}, "proxy.tunnel:30587 → smtp.acme.io:587 (STARTTLS if offered)"),
        ({"smtp.ssl": "false", "smtp.requiretls": True}, "proxy.tunnel:30465 → smtp.acme.io:465 (STARTTLS required)"),
        ({"smtp.ssl": "$[env:TLS]"}, "proxy.tunnel:30465 → smtp.acme.io:465"),
        ({"smtp.host": "$[env:AEM_PROXY_HOST]"}, "$[env:AEM_PROXY_HOST]:30465 → smtp.acme.io:465 (implicit TLS)"),
        ({"smtp.port": " 30465 "}, "proxy.tunnel:30465 → smtp.acme.io:465 (implicit TLS)"),
        ({"smtp.host": "localhost"}, None),
        ({"smtp.host": None}, None),
        ({"smtp.port": 30999}, None),
        ({"smtp.port": "$[env:PORT]"}, None),
        ({"smtp.port": None}, None),
    ],
)
def test_where_a_connection_leads(changed: dict[str, Any], route: str | None, write: Any) -> None:
    content = {name: value for name, value in {**RELAY, **changed}.items() if value is not None}
    path = f"{sample.ROOT}/config/{sample.MAIL}.cfg.json"
    _, found, _ = project(write({path: json.dumps(content), "network.json": FORWARDS}))
    assert {one.route for one in found} == {route}


@pytest.mark.parametrize(
    ("properties", "tls"),
    [
        ('smtp.ssl=B"true"\n', "implicit TLS"),
        ('smtp.starttls=B"true"\n', "STARTTLS if offered"),
        ('smtp.starttls=B"true"\nsmtp.requiretls=B"true"\n', "STARTTLS required"),
        ("", "no TLS"),
        ('smtp.ssl="$[env:X]"\n', None),
    ],
)
def test_on_6_5_nobody_else_sets_starttls(properties: str, tls: str | None, write: Any) -> None:
    path = f"ui.apps/src/main/content/jcr_root/apps/acme/config/{sample.MAIL}.config"
    pom = sample.PROJECTS["classic"]["pom.xml"]
    _, found, _ = project(write({"pom.xml": pom, path: f'smtp.host="a.io"\nsmtp.port="25"\n{properties}'}))
    assert {(one.tls, one.route) for one in found} == {(tls, f"a.io:25 ({tls})" if tls else "a.io:25")}


def test_variables_of_a_file_are_one_environments_or_all_ones(write: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    file = variables_file(formats.document("v.json", VARIABLES), named=True)
    _, found, _ = project(root, {"prod": [file]})
    users = {one.view.instance.name: one.delivery.get("smtp.user") for one in found}
    assert {name: value.text for name, value in users.items() if value is not None and value.text != "apikey"} == {
        "author in prod": "mailer",
        "publish in prod": "mailer",
    }
    assert {each for one in found if one.view.instance.environment.name == "prod" for each in _sources(one)} >= {
        "variables of prod",
        "default of $[env:AEM_PROXY_HOST]",
        "the configuration",
        "$[secret:SMTP_PASSWORD], which prod does not have",
    }


def _sources(one: instances.Shown) -> list[str]:
    return [instances.source_of(value, one) for value in one.values]


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=30), st.lists(st.text(max_size=9))), max_size=3))
def test_foreign_text_cannot_paint_the_terminal(values: dict[str, Any]) -> None:
    from aemlint.formats.tree import Document
    from aemlint.model.configuration import Configuration
    from aemlint.model.delivery import Delivery
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Environment, Instance
    from aemlint.model.pid import Pid
    from aemlint.model.run_modes import folder_of

    names = {f"{name}x".replace(":", ""): value for name, value in values.items()}
    document: Document = formats.configuration("a.cfg.json", json.dumps(names).encode(), "cloud")
    path = f"{sample.ROOT}/config/{sample.MAIL}.cfg.json"
    configuration = Configuration(path, Pid(sample.MAIL), folder_of(path), document)
    view = Effective(Instance(Environment("dev", "dev"), "author"), [configuration], "cloud")
    repeated = Repeated(Project("cloud", [configuration], [], [], []))
    found = [instances.Shown(sample.MAIL, sample.MAIL, Delivery(view, []), {}, repeated)]
    for width in (None, 60, 200):
        text = show_table.text([configuration], found, color=False, width=width)
        assert all(line.isprintable() for line in text.split("\n"))
        assert "\u202e" not in text


# --- the command


def run_on_a_terminal(root: Path, *arguments: str, columns: int, env: dict[str, str]) -> str:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(root)
        plain = {
            key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GITLAB_", "FORCE_"))
        }
        plain.pop("NO_COLOR", None)
        python = str(ROOT / ".venv/bin/python") if (ROOT / ".venv/bin/python").exists() else "python3"
        os.execvpe(
            python,
            [python, "-m", "aemlint", *arguments],
            {**plain, "COLUMNS": str(columns), "TERM": "xterm-256color", "PYTHONUTF8": "1", **env},
        )
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.waitpid(pid, 0)
    os.close(terminal)
    return b"".join(pieces).decode()


def test_a_terminal_gets_a_table_in_colour(write: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    colored = run_on_a_terminal(root, "show", columns=150, env={})
    assert "\x1b[" in colored
    assert "╭" in colored
    plain = run_on_a_terminal(root, "show", columns=150, env={"NO_COLOR": "1"})
    assert "\x1b" not in plain
    assert "╭" in plain


def test_a_pipe_gets_lines_that_are_not_folded(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    text = aemlint("show", cwd=root, env={"COLUMNS": "20"}).stdout.decode()
    assert "\x1b" not in text
    assert "╭" not in text
    assert any(line.endswith(f"{sample.MAIL}.cfg.json") for line in text.splitlines())


def test_a_file_gets_what_a_pipe_gets(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    piped = aemlint("show", cwd=root).stdout
    ran = aemlint("show", "--output", "shown.txt", "--format", "text", "--format", "json=shown.json", cwd=root)
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert (root / "shown.txt").read_bytes() == piped
    assert json.loads((root / "shown.json").read_bytes())["version"] == 1


def test_paths_choose_what_is_shown(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["mixed"])
    (root / ".git").mkdir()

    def of(path: str) -> tuple[set[str], set[str]]:
        found = json.loads(aemlint("show", path, "--format", "json", cwd=root).stdout)
        return {one["path"] for one in found["configurations"]}, {one["environment"] for one in found["instances"]}

    prod = f"{sample.ROOT}/config.prod/{sample.MAIL}.cfg.json"
    assert of(prod) == ({prod}, {"prod"})
    assert of(f"{sample.ROOT}/config.prod") == ({prod}, {"prod"})
    assert of("cloudmanager/dev/network.json") == (set(), {"dev"})


def test_unsaved_text_is_shown_in_its_project(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    (root / ".git").mkdir()
    path = f"{sample.ROOT}/config/{sample.MAIL}.cfg.json"
    ran = aemlint("show", "-", "--stdin-filename", path, "--format", "json", cwd=root, input=b'{"smtp.port": 30999}')
    found = json.loads(ran.stdout)
    assert [one["path"] for one in found["configurations"]] == [path]
    assert found["configurations"][0]["properties"] == {
        "smtp.port": {"type": "Long", "value": 30999, "line": 1, "column": 15}
    }
    assert {one["route"] for one in found["instances"]} == {None}


@pytest.mark.parametrize(
    ("argument", "content", "said"),
    [
        ("v.json", None, "v.json: no such file"),
        ("v.json", "[{", "v.json:1:3: "),
        ("v.json", "{}", "holds no variables"),
        ("proud=v.json", "[]", "there is no environment `proud`; there are dev, stage, prod, rde"),
    ],
)
def test_variables_that_cannot_be_read_are_a_wrong_command(
    argument: str, content: str | None, said: str, write: Any, aemlint: Any
) -> None:
    root = write(sample.PROJECTS["relay"])
    if content is not None:
        (root / "v.json").write_text(content)
    ran = aemlint("show", "--variables", argument, cwd=root)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert said in ran.stderr.decode()


def test_variables_are_read_from_json_and_yaml(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    (root / "v.yaml").write_text("- name: SMTP_USER\n  type: string\n  value: mailer\n")
    (root / "w.json").write_text('[{"name": "SMTP_USER", "type": "string", "value": "prods"}]')
    ran = aemlint("show", "--variables", "v.yaml", "--variables", "prod=w.json", "--format", "json", cwd=root)
    users = {one["environment"]: one["properties"]["smtp.user"]["value"] for one in json.loads(ran.stdout)["instances"]}
    assert users == {"dev": "mailer", "stage": "mailer", "prod": "prods", "rde": "mailer"}


def test_what_cannot_be_read_is_no_success(write: Any, aemlint: Any) -> None:
    root = write(sample.PROJECTS["relay"])
    (root / sample.ROOT / "config" / f"{sample.OAUTH}.cfg.json").symlink_to("nowhere")
    ran = aemlint("show", cwd=root)
    assert ran.returncode == 2
    assert b"not read" in ran.stderr


def shows(root: Path, aemlint: Any, *arguments: str) -> tuple[dict[str, str], int]:
    """Verdicts by instance, and the exit code."""
    ran = aemlint("show", "--format", "json", *arguments, cwd=root)
    found = json.loads(ran.stdout)["instances"]
    return {f"{one['tier']} in {one['environment']}": one["verdict"] for one in found}, ran.returncode


FINE = '{"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": true}'


def test_a_verdict_knows_of_files_that_do_not_parse_and_of_gaps(write: Any, aemlint: Any) -> None:
    path = f"{sample.ROOT}/config.{{}}/{sample.MAIL}.cfg.json"
    root = write({path.format("author"): f"\ufeff{FINE}", path.format("publish.prod"): FINE})
    verdicts, code = shows(root, aemlint)
    assert code == 2
    assert verdicts["author in prod"] == verdicts["author in dev"] == "1 error"
    assert verdicts["publish in prod"] == "ok"
    assert verdicts["publish in dev"] == verdicts["publish in stage"] == "1 warning"
    text = aemlint("show", cwd=root).stdout.decode()
    assert "author in dev     does not parse" in text
    assert "publish in dev    no mail configuration" in text


def test_on_6_5_a_verdict_is_about_the_one_configuration_that_is_taken(write: Any, aemlint: Any) -> None:
    root = write(
        {
            ".aemlint.yaml": "target: '6.5'",
            f"{sample.ROOT}/config/{sample.MAIL}.config": 'smtp.user="mailer"\nsmtp.host="mail.acme.io"\n',
            f"{sample.ROOT}/config.local/{sample.MAIL}.config": 'smtp.host="localhost"\nfrom.address="a@acme.io"\n',
        }
    )
    verdicts, _ = shows(root, aemlint)
    assert verdicts["author in "] == verdicts["publish in "] == "1 error"
    assert verdicts["author in local"] == verdicts["publish in local"] == "1 warning"


@pytest.mark.parametrize("data", [b'{"smtp.port": }', b'{"from.address": "\xe4@acme.io"}', f"\ufeff{FINE}".encode()])
def test_what_does_not_parse_is_no_success(data: bytes, write: Any, aemlint: Any) -> None:
    path, other = f"{sample.ROOT}/config/{sample.MAIL}.cfg.json", f"{sample.ROOT}/config/com.acme.Mailer.cfg.json"
    root = write({".git/HEAD": "", path: data, other: "{}"})
    assert aemlint("show", cwd=root).returncode == aemlint("show", path, cwd=root).returncode == 2
    assert aemlint("show", other, cwd=root).returncode == 0


def test_a_networking_file_that_does_not_parse_is_no_success(write: Any, aemlint: Any) -> None:
    network = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465},]}'
    root = write({f"{sample.ROOT}/config/{sample.MAIL}.cfg.json": FINE, "cloudmanager/network.json": network})
    assert aemlint("show", cwd=root).returncode == 2


@pytest.mark.parametrize(
    ("target", "folder", "where"),
    [
        *(("cloud", "osgiconfig", "nowhere"), ("cloud", "osgiconfig/Config.author", "nowhere")),
        *(("cloud", "install", "nowhere"), ("6.5", "install.author", "author"), ("6.5", "a/b/c/config", "nowhere")),
        *(("cloud", "config", "everywhere"), ("cloud", "config.sdk", "sdk"), ("6.5", "config.qa", "qa")),
    ],
)
def test_where_a_configuration_is_read(target: str, folder: str, where: str, write: Any, aemlint: Any) -> None:
    root = write({f"jcr_root/apps/acme/{folder}/{sample.MAIL}.cfg.json": FINE})
    text = aemlint("show", "--target", target, cwd=root).stdout.decode()
    assert f" {where}  jcr_root" in text


def test_a_port_of_the_variables_that_is_not_forwarded_is_not_ok(write: Any, aemlint: Any) -> None:
    root = write(
        {
            f"{sample.ROOT}/config/{sample.MAIL}.cfg.json": FINE.replace("30465", "$[env:SMTP_PORT;default=30465]"),
            "cloudmanager/network.json": json.dumps(
                {"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}
            ),
            "cloudmanager/prod/variables.json": json.dumps([{"name": "SMTP_PORT", "type": "string", "value": "30999"}]),
        }
    )
    verdicts, code = shows(root, aemlint)
    assert code == 0
    assert {verdict for name, verdict in verdicts.items() if name.endswith("prod")} == {"leads nowhere"}
    assert {verdict for name, verdict in verdicts.items() if not name.endswith("prod")} == {"ok"}


def test_what_aem_reads_in_part_is_shown(write: Any, aemlint: Any) -> None:
    root = write(
        {f"{sample.ROOT}/config/{sample.MAIL}.config": 'smtp.host="proxy.tunnel"\nsmtp.port=30465\nsmtp.user="x"\n'}
    )
    assert aemlint("show", cwd=root).returncode == 0
