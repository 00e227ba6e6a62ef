"""Networking and variables files are found by their content, and nothing else is taken for one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aemlint.app import check
from aemlint.engine.rulebook import Rulebook
from aemlint.loading import loaded
from aemlint.model.project import Project
from aemlint.request import Request

FORWARD = '{"name": "mail.acme.com", "portDest": 465, "portOrig": 30465}'
PUT = f'{{"portForwards": [{FORWARD}]}}'
SECRET = '[{"name": "EMAIL_PASSWORD", "type": "secretString"}]'
MAIL = {"config/com.day.cq.mailer.DefaultMailService.cfg.json": '{"smtp.password": "$[secret:EMAIL_PASSWORD]"}'}

NETWORKS = {
    "the body of a PUT": (PUT, "environment", 1),
    "the answer of a GET": (f'{{"environmentId": "1", "portForwards": [{FORWARD}], "_links": {{}}}}', "environment", 1),
    "an answer without forwards": ('{"environmentId": "1", "advancedNetworkingEnabled": true}', "environment", 0),
    "exceptions only": ('{"nonProxyHosts": ["*.acme.com"]}', "environment", 0),
    "a slip in the list's name": (f'{{"portForward": [{FORWARD}]}}', "environment", 1),
    "a byte order mark": ("\ufeff" + PUT, "environment", 1),
    "the list of a program": (f'{{"_embedded": {{"networkingConfigurations": [{PUT}, {PUT}]}}}}', "list", 2),
    "a list of bodies": (f"[{PUT}, {PUT}]", "list", 2),
    "a list of forwards": (f"[{FORWARD}]", "forwards", 1),
    "an infrastructure": ('{"kind": "flexiblePortEgress", "region": "va7", "note": 1}', "infrastructure", 0),
    "an infrastructure of no kind": ('{"kind": "egress", "region": "va7"}', "infrastructure", 0),
    "the list of infrastructures": (
        '{"_embedded": {"networkInfrastructures": [{"kind": "vpn"}]}}',
        "infrastructure",
        0,
    ),
}
VARIABLES = {
    "the input of aio": ('[{"name": "A_B", "value": "c", "type": "string"}]', 1),
    "names as people write them": ('[{"name": "searchUrl", "value": "c", "type": "string"}]', 1),
    "a service": ('[{"name": "a_b", "value": "c", "service": "author"}]', 1),
    "a type in capitals": ('[{"name": "a_b", "value": "c", "type": "SECRETSTRING"}]', 1),
    "what aio prints": ('[{"name": "A_B", "type": "secretString", "status": "ready"}]', 1),
    "the API's answer": ('{"_embedded": {"variables": [{"name": "A_B", "type": "secretString"}]}}', 1),
    "an answer without variables": ('{"_embedded": {"variables": []}, "_totalNumberOfItems": 0}', 0),
    "no types, and a name that is read": ('[{"name": "EMAIL_PASSWORD", "value": "$P"}]', 1),
    "no list": ('{"name": "A_B", "value": "c", "type": "secretString"}', 1),
}
OTHERS = {
    "package.json5.json": "{name: 'x', // y\n}",
    "fields.json": '[{"name": "title", "type": "string"}, {"name": "count", "type": "integer"}]',
    "columns.json": '[{"name": "title", "type": "string", "value": "a"}, {"name": "n", "type": "number", "value": 1}]',
    "products.json": '[{"name": "Chair", "value": 12, "service": "delivery"}, {"name": "Table", "value": 20}]',
    "plain.json": '[{"name": "A_B", "value": "c"}]',
    "openapi.yaml": "openapi: 3.0.0\npaths: {}\ncomponents: {schemas: {a: {type: string, name: b}}}\n",
    "hal.json": '{"_embedded": {"variables": [{"id": 1, "label": "x"}]}}',
    "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nregion: eu\n",
    "stacks.yaml": "a: 1\n---\nkind: x\nregion: y\n",
    "lima.yaml": "portForwards:\n- {guestPort: 8080, hostPort: 8080}\n",
    "devspace.json": '{"portForwards": [{"name": "web", "localPort": 80, "remotePort": 8080}], "images": {}}',
    "proxy.json": '{"host": "proxy.acme.com", "port": 8080, "nonProxyHosts": ["localhost"]}',
    "broken.json": '{"kind": "x", "region": ',
    "broken.yaml": "- name: 'x\n  type: string\n",
    "templates.yaml": "portForwards: {{ .Values.forwards }}\n",
    "schema.json": '{"properties": {"portForwards": {"type": "array"}, "portOrig": {"type": "integer"}}}',
    "empty.json": "",
    "empty.yaml": "# nothing\n",
    "number.json": "1",
}


def project(root: Path, book: Rulebook) -> Project:
    return loaded(Request(str(root)), book).project


@pytest.mark.parametrize("name", NETWORKS)
def test_a_networking_file_is_found_by_its_content(name: str, write: Any, book: Rulebook) -> None:
    text, shape, forwards = NETWORKS[name]
    as_yaml = json.dumps(json.loads(text.removeprefix("\ufeff")), indent=1).replace("\t", " ")
    found = project(write({"a.json": text, "b.yaml": f"# saved\n---\n{as_yaml}\n"}), book)
    assert [(network.path, network.shape, len(network.forwards)) for network in found.networks] == [
        ("a.json", shape, forwards),
        ("b.yaml", shape, forwards),
    ]
    assert found.variables == []


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variables_file_is_found_by_its_content(name: str, write: Any, book: Rulebook) -> None:
    text, count = VARIABLES[name]
    found = project(write({**MAIL, "a.json": text, "b.yml": text}), book)
    assert [(file.path, len(file.variables)) for file in found.variables] == [("a.json", count), ("b.yml", count)]
    assert found.networks == []


def test_files_of_other_tools_are_left_alone(write: Any, book: Rulebook) -> None:
    root = write(OTHERS)
    found = project(root, book)
    assert found.networks == []
    assert found.variables == []
    outcome = check(Request(str(root)), book)
    assert outcome.code == 0
    assert outcome.report is None


def test_every_value_knows_where_it_stands(write: Any, book: Rulebook) -> None:
    root = write({"a.json": PUT, "b.yaml": "- name: A_B  # x\n  value: 'c'\n  type: string\n"})
    found = project(root, book)
    forward = found.networks[0].forwards[0]
    assert [forward.at(name).text for name in ("name", "portDest", "portOrig")] == ['"mail.acme.com"', "465", "30465"]
    variable = found.variables[0].variables[0]
    assert [variable.at(name).text for name in ("name", "value", "type")] == ["A_B", "'c'", "string"]


@pytest.mark.parametrize(
    ("path", "environments"),
    [
        ("network.json", ["dev", "stage", "prod", "rde"]),
        ("network-prod.json", ["prod"]),
        ("cloudmanager/dev/network.json", ["dev"]),
        ("cloudmanager/STAGE/network.json", ["stage"]),
        ("dev-stage/network.json", ["dev", "stage"]),
        ("production/network.json", ["prod"]),
        ("rde.yaml", ["rde"]),
    ],
)
def test_a_word_of_the_path_names_the_environment(
    path: str, environments: list[str], write: Any, book: Rulebook
) -> None:
    found = project(write({path: PUT, path.replace("network", "variables").replace("rde.", "rde-v."): SECRET}), book)
    assert [network.environments for network in found.networks] == [environments]
    assert [file.environments for file in found.variables] == [environments]


def test_an_environment_may_have_several_files(write: Any, book: Rulebook) -> None:
    other = PUT.replace("30465", "30587")
    found = project(write({"prod/a.json": PUT, "prod/b.yaml": other, "c.json": PUT.replace("30465", "30025")}), book)
    by_name = {environment.name: environment for environment in found.environments}
    assert [forward.port_orig for forward in by_name["prod"].forwards] == [30025, 30465, 30587]
    assert [forward.port_orig for forward in by_name["dev"].forwards] == [30025]


def test_what_the_settings_name_is_taken_and_nothing_else(write: Any, book: Rulebook) -> None:
    settings = "environments:\n  a: {type: dev, network: [x/n.json], variables: x/v.json}\n  b: {type: prod}\n"
    root = write({".aemlint.yaml": settings, "x/n.json": PUT, "x/v.json": SECRET, "prod/n.json": PUT})
    found = project(root, book)
    assert [network.path for network in found.networks] == ["x/n.json"]
    assert [file.path for file in found.variables] == ["x/v.json"]
    assert [environment.name for environment in found.environments if environment.networks] == ["a"]


def test_environments_without_files_leave_the_search_to_content(write: Any, book: Rulebook) -> None:
    settings = "environments:\n  qa: {type: dev}\n  live: {type: prod}\n"
    root = write({".aemlint.yaml": settings, "qa/n.json": PUT, "prod/n.json": PUT})
    found = project(root, book)
    assert [network.environments for network in found.networks] == [["live"], ["qa"]]


def test_an_item_of_a_list_may_be_an_environment_of_its_own(write: Any, book: Rulebook) -> None:
    settings = "environments:\n  '11': {type: dev, network: n.json}\n  '12': {type: prod, network: n.json}\n"
    items = f'{{"environmentId": "11", "portForwards": [{FORWARD}]}}, {{"environmentId": "12", "portForwards": []}}'
    text = f'{{"_embedded": {{"networkingConfigurations": [{items}]}}}}'
    found = project(write({".aemlint.yaml": settings, "n.json": text}), book)
    assert [len(environment.forwards) for environment in found.environments] == [1, 0]


@pytest.mark.parametrize(
    ("path", "content", "rule"),
    [
        ("prod.json", PUT[:-1], "network/malformed"),
        ("prod.json", PUT.replace("}]", "},]"), "network/malformed"),
        ("prod.yaml", "portForwards:\n- portOrig: 30465\n   portDest: 465\n", "network/malformed"),
        ("prod.json", PUT.encode("utf-16"), "file/unreadable"),
        ("prod.json", PUT.encode().replace(b"mail", b"m\xffil"), "file/unreadable"),
        ("prod.json", SECRET[:-1], "variable/malformed"),
        ("prod.yaml", "- {name: A_B, type: secretString\n", "variable/malformed"),
        ("prod.json", SECRET.encode("utf-16"), "file/unreadable"),
    ],
)
def test_a_broken_file_of_interest_is_said_once(
    path: str, content: str | bytes, rule: str, write: Any, book: Rulebook
) -> None:
    outcome = check(Request(str(write({path: content}))), book)
    assert outcome.report is not None
    assert [finding.rule for finding in outcome.report.findings] == [rule]
    assert outcome.code in (1, 2)


def test_a_broken_file_does_not_speak_for_its_environment(write: Any, book: Rulebook) -> None:
    mail = {"config/com.day.cq.mailer.DefaultMailService.cfg.json": '{"smtp.port": 30587}'}
    outcome = check(Request(str(write({**mail, "prod.json": PUT.replace("}]", "},]")}))), book)
    assert outcome.report is not None
    assert "port/not-forwarded" not in {finding.rule for finding in outcome.report.findings}
    assert any("port/not-forwarded" in ids for ids, _ in outcome.not_checked)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize(("name", "said"), [("network.json", True), ("data.json", False)])
def test_what_cannot_be_opened_is_of_interest_by_its_name(name: str, said: bool, write: Any, book: Rulebook) -> None:
    root = write({name: PUT})
    (root / name).chmod(0)
    assert bool(project(root, book).unread) is said


@pytest.mark.parametrize(("name", "said"), [("variables.json", True), ("lottie.json", False)])
def test_what_is_too_large_is_of_interest_by_its_name(name: str, said: bool, write: Any, book: Rulebook) -> None:
    assert bool(project(write({name: "[" + " " * (1 << 20) + "]"}), book).unread) is said


def test_a_pipeline_s_variables_are_no_environment_s(write: Any, book: Rulebook) -> None:
    root = write({**MAIL, "build.json": '[{"name": "NPM_TOKEN", "type": "secretString", "service": "build"}]'})
    found = project(root, book)
    assert [file.pipeline for file in found.variables] == [True]
    assert not any(environment.variables for environment in found.environments)
    outcome = check(Request(str(root)), book)
    assert any("variable/undefined" in ids for ids, _ in outcome.not_checked)


def test_an_infrastructure_is_not_no_forwards(write: Any, book: Rulebook) -> None:
    mail = {"config/com.day.cq.mailer.DefaultMailService.cfg.json": '{"smtp.port": 30587}'}
    outcome = check(Request(str(write({**mail, "i.json": '{"kind": "vpn", "region": "va7"}'}))), book)
    unchecked = {id for ids, _ in outcome.not_checked for id in ids}
    assert {"port/not-forwarded", "network/name"} <= unchecked
    assert "network/malformed" not in unchecked


def test_a_file_that_the_settings_name_and_that_is_missing_is_said_there(write: Any, book: Rulebook) -> None:
    root = write({**MAIL, ".aemlint.yaml": "environments: {prod: {type: prod, variables: gone.json}}\n"})
    outcome = check(Request(str(root)), book)
    assert outcome.report is not None
    about = [
        finding.rule for finding in outcome.report.findings if finding.at.source.path.endswith((".yaml", "gone.json"))
    ]
    assert about == ["aemlint/settings"]
    assert outcome.code == 2
