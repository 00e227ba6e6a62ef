"""What could not be judged, to the end of each reason; and which rules are asked at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from small import MAIL, PATH, project

from aemlint.engine import run
from aemlint.engine.rule import Rule
from aemlint.engine.unjudged import unjudged, unparsed
from aemlint.hit import Hit
from aemlint.model.project import Project

NETWORK, VARIABLES = "cloudmanager/network.json", "cloudmanager/variables.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}'
HOST = '[{"name": "MAIL_HOST", "value": "a.io", "type": "string"}]'
OTHER = "config/com.acme.Other.cfg.json"


def rule(id: str, **more: Any) -> Rule:
    return Rule(id, {"severity": "error", **more})


NEEDY = rule("port/needy", needs=["network"], match={"property": "smtp.port"})
READER = rule("variable/reader", needs=["variables"], check="variable_read")
PLAIN = rule("variable/plain", needs=["variables"], match={"variable": "name"})
BOTH = rule("host/both", needs=["network", "variables"], match={"property": "smtp.host"})
CLASSIC = rule("port/classic", needs=["network"], target=["6.5"], match={"property": "smtp.port"})


@pytest.mark.parametrize(
    ("files", "target", "said"),
    [
        (
            {},
            "cloud",
            [
                (["port/needy", "host/both"], "no networking file in the project"),
                (["variable/reader", "variable/plain"], "no variables file in the project"),
            ],
        ),
        ({}, "6.5", []),
        (
            {NETWORK: FORWARDS},
            "cloud",
            [(["variable/reader", "variable/plain", "host/both"], "no variables file in the project")],
        ),
        ({VARIABLES: HOST}, "cloud", [(["port/needy", "host/both"], "no networking file in the project")]),
        ({NETWORK: FORWARDS, VARIABLES: HOST}, "cloud", []),
    ],
)
def test_rules_wait_for_files(files: dict[str, str], target: str, said: list[tuple[list[str], str]]) -> None:
    assert unjudged([NEEDY, READER, PLAIN, BOTH, CLASSIC], project(files, target)) == said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"network.json": FORWARDS[:-1]}, "no networking file that can be used; network.json does not parse"),
        (
            {f"{name}/network.json": FORWARDS[:-1] for name in ("dev", "prod")},
            "no networking file that can be used; dev/network.json and prod/network.json do not parse",
        ),
        (
            {f"{name}/network.json": FORWARDS[:-1] for name in "abcde"},
            (
                "no networking file that can be used; "
                "a/network.json, b/network.json, c/network.json and 2 more do not parse"
            ),
        ),
        (
            {"network.json": '{"kind": "dedicatedEgressIp", "region": "va7"}'},
            "no networking file with port forwards in the project",
        ),
        (
            {"dev/network.json": FORWARDS, "prod/network.json": FORWARDS[:-1]},
            "no networking file for stage and prod; prod/network.json does not parse",
        ),
        ({"variables.json": HOST[:-1]}, "no variables file that can be used; variables.json does not parse"),
    ],
)
def test_files_that_cannot_be_used_are_not_called_absent(files: dict[str, str], said: str) -> None:
    reader = rule("host/reader", needs=["variables"], match={"property": "smtp.host"})
    assert said in [why for _, why in unjudged([NEEDY, reader], project(files))]


OF_DEV = {"cloudmanager/dev/network.json": FORWARDS, "cloudmanager/dev/variables.json": HOST}
OF_ALL = {NETWORK: FORWARDS, VARIABLES: HOST}


def test_an_environment_without_a_file_that_others_have_is_said() -> None:
    rules = [
        NEEDY,
        READER,
        PLAIN,
        BOTH,
        rule("network/own", needs=["network"]),
        rule("secret/own", needs=["variables"]),
    ]
    assert unjudged(rules, project(OF_DEV)) == [
        (["port/needy", "host/both"], "no networking file for stage and prod"),
        (["host/both", "variable/reader"], "no variables file for stage and prod"),
    ]
    assert unjudged(rules, project({**OF_DEV, "cloudmanager/prod/network.json": FORWARDS})) == [
        (["port/needy", "host/both"], "no networking file for stage"),
        (["host/both", "variable/reader"], "no variables file for stage and prod"),
    ]
    assert unjudged(rules, project(OF_ALL)) == []
    assert unjudged([PLAIN], project(OF_DEV)) == []
    assert unjudged(rules, project(OF_DEV, "6.5")) == []


# --- what a build fills in


HOSTS = rule("host/rule", match={"property": "smtp.host"})
HOST_OF_MAIL = rule("host/mail", match={"property": ["smtp.host", "x"], "pid": MAIL})
HOST_OF_OTHER = rule("host/other", match={"property": "smtp.host", "pid": "com.acme.Other"})
HOST_OF_BOTH = rule("host/both", match={"property": "smtp.host", "pid": ["com.acme.Other", MAIL]})
BESIDE = rule("port/beside", match={"property": "smtp.port", "where": {"smtp.host": {"is": "a"}}})
CHECK = rule("port/check", check="port_range", **{"with": {"pid": MAIL, "host": "smtp.host", "least": 1}})
PORT = rule("port/rule", match={"property": "smtp.port"})
SECRET = rule("secret/value", check="secret_value")
TOKEN = rule("secret/token", check="secret_token")
SENDER = rule("sender/rule", match={"property": {"sender": True}})
NO_SENDER = rule("sender/none", match={"property": {"sender": False}})
SIX = rule("host/six", target=["6.5"], match={"property": "smtp.host"})
EVERY = [
    *(HOSTS, HOST_OF_MAIL, HOST_OF_OTHER, HOST_OF_BOTH, BESIDE, CHECK, PORT, SECRET, TOKEN, SENDER, NO_SENDER, SIX),
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"smtp.host": "a"}', []),
        (
            '{"smtp.host": "${a.b}"}',
            [
                (
                    [*("host/rule", "host/mail", "host/both", "port/beside", "port/check", "sender/none")],
                    "`smtp.host`",
                )
            ],
        ),
        ('{"smtp.port": "${a.b}"}', [(["port/beside", "port/rule", "sender/none"], "`smtp.port`")]),
        ('{"SMTP.Port": "${a.b}"}', [(["port/beside", "port/rule", "sender/none"], "`SMTP.Port`")]),
        ('{"smtp.password": "${a.b}"}', [(["secret/value", "sender/none"], "`smtp.password`")]),
        ('{"from.address": "${a.b}"}', [(["sender/rule"], "`from.address`")]),
        ('{"odd": "${a.b}"}', []),
        ('{"smtp.host": "${env:HOST}"}', []),  # a placeholder with a mistake in it
        (
            '{"smtp.port": "${a.b}", "from.address": "${a.b}"}',
            [(["port/beside", "port/rule", "sender/none"], "`smtp.port`"), (["sender/rule"], "`from.address`")],
        ),
    ],
)
def test_what_a_build_fills_in_is_said(text: str, said: list[tuple[list[str], str]]) -> None:
    wanted = [(ids, f"{name} in {PATH} is filled in by the build") for ids, name in said]
    assert unjudged(EVERY, project({PATH: text, OTHER: '{"smtp.host": "${a.b}"}'})) == wanted


def test_a_rule_for_another_target_does_not_wait() -> None:
    files = {PATH: '{"smtp.host": "${a.b}"}'}
    assert unjudged([SIX], project(files)) == []
    assert unjudged([SIX], project(files, "6.5")) == [
        (["host/six"], f"`smtp.host` in {PATH} is filled in by the build")
    ]


# --- what does not parse


def test_a_mail_configuration_that_does_not_parse_is_said() -> None:
    files = {
        PATH: '{"smtp.host": "a",,}',
        OTHER: '{"a": 1,,}',
        f"config.author/{MAIL}.cfg.json": '{"smtp.host": "a"}',
        f"ui.apps/src/test/resources/config/{MAIL}.cfg.json": "{,}",
    }
    rules = [HOSTS, HOST_OF_MAIL, HOST_OF_OTHER, HOST_OF_BOTH, CHECK, SIX]
    asked = ["host/mail", "host/both", "port/check"]
    found = project(files)
    assert (asked, f"{PATH} does not parse") in unparsed(rules, found, set())
    assert not [why for _, why in unparsed(rules, found, set()) if "Other" in why or "author" in why]
    assert not [why for _, why in unparsed(rules, found, {PATH}) if why.startswith(PATH)]
    assert unparsed([HOSTS, SIX], found, set()) == []
    both = project({PATH: "{,}", f"config.author/{MAIL}.cfg.json": "{,}", f"config.dev/{MAIL}.cfg.json": "{,}"})
    for said in (PATH, f"config.author/{MAIL}.cfg.json"):
        left = [one.path for one in both.configurations if one.path != said]
        assert [why for _, why in unparsed([HOST_OF_MAIL], both, {said})] == [f"{path} does not parse" for path in left]
    classic = rule("host/six", target=["6.5"], match={"property": "smtp.host", "pid": MAIL})
    assert unparsed([classic], found, set()) == []
    assert [ids for ids, why in unparsed([classic], project(files, "6.5"), set()) if why.startswith(PATH)] == [
        ["host/six"]
    ]


# --- which rules are asked


def asked(rules: list[Rule], found: Project) -> list[str]:
    """The rules whose checks are called."""
    called: list[str] = []

    def checks(name: str) -> Any:
        def check(_: Project, **arguments: Any) -> Iterator[Hit]:
            called.append(f"{name}({', '.join(arguments)})")
            return iter(())

        return check

    hits, failures = run.hits(rules, found, checks)
    assert (hits, failures) == ([], [])
    return called


def named(name: str, **more: Any) -> Rule:
    return rule(f"acme/{name}", check=name, **more)


def test_a_rule_is_asked_where_it_has_something_to_look_at() -> None:
    found = project({PATH: '{"smtp.host": "a"}'})
    assert asked([named("a"), named("b", target=["6.5"]), named("c", target=["6.5", "cloud"])], found) == ["a()", "c()"]
    assert asked([rule("acme/a", **{"from": "settings"})], found) == []
    assert asked([named("a", needs=["network"]), named("b", needs=["network"], partly=True)], found) == ["b()"]
    arguments = {"with": {"pid": MAIL, "some-thing": 1}}
    assert asked([named("a", **arguments)], found) == ["a(pid, some_thing)"]
    assert asked([named("a", **{"with": {"pid": "com.acme.Nobody"}})], found) == []
    assert asked([named("a", **{"with": {"pid": ["com.acme.Nobody"]}})], found) == ["a(pid)"]


SHOWN: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("problems", {PATH: '{"a": 1,,}'}, {PATH: '{"a": 1}'}),
    ("comments", {PATH: '{"a": 1} // b'}, {PATH: '{"a": 1}'}),
    ("flaws", {f"config.publish.author/{MAIL}.cfg.json": "{}"}, {PATH: "{}"}),
    ("formats", {f"config/{MAIL}.config": 'a="b"\n'}, {PATH: "{}"}),
    (
        "scripts",
        {"set.sh": "aio cloudmanager:set-environment-variables 1 --secret A_B Harbor72\n"},
        {"set.sh": "echo a\n"},
    ),
    ("several", {PATH: "{}", f"config.author/{MAIL}.cfg.json": "{}"}, {PATH: "{}", OTHER: "{}"}),
    ("documents", {PATH: "{}"}, {}),
]


@pytest.mark.parametrize(("when", "shown", "hidden"), SHOWN)
def test_what_a_project_must_show(when: str, shown: dict[str, str], hidden: dict[str, str]) -> None:
    rules = [named("a", when=when), named("b", when=when), named("c")]
    assert asked(rules, project(shown)) == ["a()", "b()", "c()"]
    if when != "documents":
        assert asked(rules, project(hidden)) == ["c()"]
    assert {one for one, _, _ in SHOWN} == {*run.SHOWN}


def test_a_rule_that_breaks_leaves_what_it_found_and_the_others() -> None:
    found = project({PATH: '{"smtp.host": "a"}'})
    (configuration,) = found.configurations

    def checks(name: str) -> Any:
        def check(_: Project) -> Iterator[Hit]:
            yield Hit(configuration.at, name)
            if name == "a":
                raise RuntimeError("odd")

        return check

    hits, failures = run.hits([named("a"), named("b")], found, checks)
    assert [(rule.id, hit.subject) for rule, hit in hits] == [("acme/a", "a"), ("acme/b", "b")]
    assert [failure.rules for failure in failures] == [("acme/a",)]


BROKEN = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}],,}'
INFRASTRUCTURE = '{"kind": "vpn", "region": "va7", "addressSpace": ["10.0.0.0/24"], "connections": []}'
NAMES = '[{"name": "A_B", "value": "c", "type": "string", "service": "build"}]'


@pytest.mark.parametrize(
    ("files", "topic", "missing"),
    [
        ({}, "port", "networking"),
        ({}, "network", "networking"),
        ({NETWORK: FORWARDS}, "port", None),
        ({NETWORK: FORWARDS}, "network", None),
        ({NETWORK: BROKEN}, "port", "networking"),
        ({NETWORK: BROKEN}, "network", None),
        ({NETWORK: BROKEN}, "secret", None),
        ({NETWORK: INFRASTRUCTURE}, "port", "networking"),
        ({NETWORK: INFRASTRUCTURE}, "network", None),
        ({NETWORK: INFRASTRUCTURE, "cloudmanager/dev/network.json": FORWARDS}, "port", None),
    ],
)
def test_which_networking_file_will_do(files: dict[str, str], topic: str, missing: str | None) -> None:
    found = project(files)
    assert run.missing(rule(f"{topic}/a", needs=["network"], check="a"), found) == missing
    forwards = rule(f"{topic}/a", needs=["network"], match={"forward": "name"})
    usable = any(one.shape == "environment" and not one.broken for one in found.networks)
    assert run.missing(forwards, found) == (None if usable else "networking")
    assert run.missing(rule(f"{topic}/a", check="a"), found) is None
    assert run.missing(rule(f"{topic}/a", needs=["network"], check="a"), project(files, "6.5")) is None


@pytest.mark.parametrize(
    ("files", "topic", "missing"),
    [
        ({}, "host", "variables"),
        ({}, "secret", "variables"),
        ({}, "variable", "variables"),
        ({VARIABLES: HOST}, "host", None),
        ({VARIABLES: HOST}, "secret", None),
        ({VARIABLES: HOST}, "variable", None),
        ({VARIABLES: HOST.replace("]", ",,]")}, "host", "variables"),
        ({VARIABLES: HOST.replace("]", ",,]")}, "variable", None),
        ({VARIABLES: HOST.replace("]", ",,]")}, "secret", None),
        ({"pipeline/variables.json": NAMES}, "host", "variables"),
        ({"pipeline/variables.json": NAMES}, "variable", "variables"),
        ({"pipeline/variables.json": NAMES}, "secret", None),
        ({"pipeline/variables.json": NAMES, VARIABLES: HOST}, "host", None),
    ],
)
def test_which_variables_file_will_do(files: dict[str, str], topic: str, missing: str | None) -> None:
    assert run.missing(rule(f"{topic}/a", needs=["variables"], check="a"), project(files)) == missing


def test_the_first_kind_that_is_missing_is_said() -> None:
    both = rule("host/a", needs=["variables", "network"], check="a")
    assert run.missing(both, project({})) == "variables"
    assert run.missing(both, project({VARIABLES: HOST})) == "networking"


NOBODY = '{"portForwards": [{"name": "db.acme.io", "portDest": 3306, "portOrig": 30001}]}'
NOT_FORWARDED = rule(
    "port/not-forwarded",
    needs=["network"],
    check="port_not_forwarded",
    **{"with": {"pid": MAIL, "property": "smtp.port", "least": 30000, "most": 31000}},
)
OF_WHOM = "`environments:` in .aemlint.yaml can say which is whose"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"qa.json": FORWARDS, "uat.json": NOBODY},
            [f"qa.json and uat.json differ in port 30465 for dev, stage, prod and rde; {OF_WHOM}"],
        ),
        ({"qa.json": FORWARDS, "uat.json": FORWARDS}, []),
        (
            {
                "a.json": f'[{{"environmentId": "1"}}, {{"environmentId": "2", {FORWARDS[1:]}]'.replace(
                    '"1"', '"1", "portForwards": []'
                )
            },
            [f"the environments in a.json differ in port 30465; {OF_WHOM}"],
        ),
    ],
)
def test_ports_that_files_forward_differently_are_said(files: dict[str, str], said: list[str]) -> None:
    found = project({PATH: '{"smtp.port": "30465"}', **files})
    assert [why for _, why in unjudged([NOT_FORWARDED], found)] == said


def test_what_only_a_variable_tells_is_said_in_one_line() -> None:
    text = '{"smtp.port": "$[env:P1]", "smtp.ssl": "$[env:S1]", "smtp.host": "$[env:AEM_PROXY_HOST]"}'
    plain = rule("port/plain", match={"pid": MAIL, "property": "smtp.port"})
    assert unjudged([plain], project({PATH: text})) == [
        (["port/plain"], f"only a variable tells `smtp.port` and `smtp.ssl` in {PATH}")
    ]
    assert unjudged([plain], project({PATH: '{"smtp.port": "$[env:P1;default=30465]"}'})) == []


def test_variables_files_that_differ_in_a_type_are_said() -> None:
    kind = rule(
        "variable/kind", needs=["variables"], check="variable_read", **{"with": {"what": "kind", "pids": "all"}}
    )
    files = {
        PATH: '{"smtp.user": "$[env:MAIL_HOST]"}',
        "qa.json": HOST,
        "uat.json": '[{"name": "MAIL_HOST", "type": "secretString"}]',
    }
    assert unjudged([kind], project(files)) == [
        (["variable/kind"], f"qa.json and uat.json differ in the type of `MAIL_HOST`; {OF_WHOM}")
    ]
