"""The parts of a project, in small tables: forwards, variables, environments, what reads them and what is delivered."""

from __future__ import annotations

from typing import Any

import pytest
from reading import read
from small import MAIL, PATH, project

from aemlint.model import reads as reading
from aemlint.model.delivery import Delivery, Variables
from aemlint.model.environment import Environment, Instance, together, words_of
from aemlint.model.network import NetworkFile
from aemlint.model.placeholder import placeholders
from aemlint.model.recognition import network_file, variables_file
from aemlint.model.uses import uses
from aemlint.model.variables import VariablesFile

NETWORK, VARIABLES = "cloudmanager/network.json", "cloudmanager/variables.json"


def network(text: str) -> NetworkFile:
    found = network_file(read("a.json", text.encode()), named=True)
    assert found is not None
    return found


def variables(text: str) -> VariablesFile:
    found = variables_file(read("a.json", text.encode()), named=True)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("orig", "dest", "numbers", "ports"),
    [
        ("30465", "465", (30465, 465), (30465, 465)),
        ("465", "30465", (465, 30465), (30465, 465)),
        ("29999", "30000", (29999, 30000), (30000, 29999)),
        ("30000", "30999", (30000, 30999), (30000, 30999)),
        ("31000", "30999", (31000, 30999), (31000, 30999)),
        ("31001", "30999", (31001, 30999), (30999, 31001)),
        ("465", "31000", (465, 31000), (465, 31000)),
        ("465", "29999", (465, 29999), (465, 29999)),
        ('"30465"', '" 465 "', (30465, 465), (30465, 465)),
        ('"x"', "465", (None, 465), (None, 465)),
        ("30465", "true", (30465, None), (30465, None)),
        ("30465.5", "null", (None, None), (None, None)),
        ("[1]", "{}", (None, None), (None, None)),
    ],
)
def test_the_ports_of_a_forward(orig: str, dest: str, numbers: tuple[Any, Any], ports: tuple[Any, Any]) -> None:
    file = network(f'{{"portForwards": [{{"name": "a.io", "portDest": {dest}, "portOrig": {orig}}}]}}')
    (one,) = file.forwards
    assert (one.port_orig, one.port_dest) == numbers
    assert one.ports == ports
    assert one.serves_mail is (numbers[1] in (25, 465, 587, 2465, 2525, 2587))


def test_what_a_forward_is_called() -> None:
    text = '{"portForwards": [{"name": "A.io", "portDest": 465, "portOrig": 30465}, {"portDest": 25}, {"name": 5}, 1]}'
    named, bare, odd = network(text).forwards
    assert [one.host for one in (named, bare, odd)] == ["A.io", "", ""]
    assert [one.destination for one in (named, bare, odd)] == ["A.io:465", "port 25", "port None"]
    assert [one.subject("name") for one in (named, bare, odd)] == [
        *("portForwards[30465].name", "portForwards[].name", "portForwards[].name")
    ]
    assert network('{"portForwards": [{"name": "b.io"}]}').forwards[0].subject("x") == "portForwards[b.io].x"
    assert named.at("name").text == '"A.io"'
    assert bare.at("name").text == '{"portDest": 25}'
    assert (named.judged("name").type, bare.judged("name").type, odd.judged("name").type) == (
        *("string", "missing", "integer"),
    )
    assert bare.judged("name").blank
    for hosts, whether in (
        (["a.io"], True),
        (["b.io"], False),
        (["*.io"], True),
        (["b", "*.io"], True),
        (["*.a.io"], False),
    ):
        assert named.leads_to(hosts) is whether
    assert not bare.leads_to(["*.io"])


@pytest.mark.parametrize(
    ("item", "name", "whether"),
    [
        ('{"portDst": 1}', "portDest", True),
        ('{"portDst": 1}', "portOrig", False),
        ('{"portDst": 1, "portDest": 2}', "portDest", False),
        ('{"host": "a"}', "name", True),
        ('{"odd": 1}', "name", False),
        ("{" + '"odd": 1, ' * 49 + '"host": "a"}', "name", True),
        ("{" + '"odd": 1, ' * 50 + '"host": "a"}', "name", False),
    ],
)
def test_a_field_may_stand_for_a_missing_one(item: str, name: str, whether: bool) -> None:
    (one,) = network(f'{{"portForwards": [{item}]}}').forwards
    assert one.misspells(name) is whether


def test_the_parts_of_a_list() -> None:
    text = (
        '[{"environmentId": 1, "portForwards": [{"portOrig": 1}]}, 5,'
        ' {"environmentId": "2", "portForwards": [{"portOrig": 2}, {"portOrig": 3}]},'
        ' {"portForwards": [{"portOrig": 4}]}]'
    )
    file = network(text)
    assert (file.shape, [part.id for part in file.parts]) == ("list", ["1", "2", ""])
    assert [part.subject for part in file.parts] == ["1.", "2.", ""]
    assert [one.port_orig for one in file.forwards] == [1, 2, 3, 4]
    assert [one.port_orig for one in file.forwards_of("2")] == [2, 3]
    assert [one.port_orig for one in file.forwards_of("9")] == [1, 2, 3, 4]
    assert [entry.value.span.start for entry in file.entries("environmentId")] == [text.index("1"), text.index('"2"')]
    assert [forward.port_orig for forward in file.forwards_of("1")] == [1]
    assert len(file.tables) == 3
    assert (file.at.span.start, file.at.span.end, file.broken, file.environments) == (0, 0, False, [])
    two = network('[{"environmentId": 1, "portForwards": []}, {"environmentId": 2, "portForwards": []}]')
    assert [part.subject for part in two.parts] == ["1.", "2."]
    alone = network('{"environmentId": 1, "portForwards": []}')
    assert [part.subject for part in alone.parts] == [""]
    bare = network('[{"portOrig": 1, "portDest": 2}]')
    assert (bare.shape, bare.tables, bare.parts[0].id, len(bare.forwards)) == ("forwards", [], "", 1)
    assert list(bare.entries("portOrig")) == []


def test_forwards_under_another_name_are_forwards() -> None:
    item = '{"portOrig": 1, "portDest": 2}'
    for text, count in (
        (f'{{"forwards": [{item}]}}', 1),
        (f'{{"portForwards": {item}}}', 0),
        (f'{{"portForwards": [], "forwards": [{item}]}}', 0),
        ('{"portForwards": [{}, 1]}', 1),
        ('{"forwards": [{"portOrig": 1}]}', 0),
        ("{" + '"a": 1, ' * 19 + f'"b": [{item}]}}', 1),
        ("{" + '"a": 1, ' * 20 + f'"b": [{item}]}}', 0),
        (f'{{"a": [1], "b": [{item}]}}', 1),
    ):
        assert len(network(text).forwards) == count, text


# --- variables


@pytest.mark.parametrize(
    ("fields", "set", "author", "env", "secret"),
    [
        ('"value": "a", "type": "string"', True, True, True, False),
        ('"value": "a", "type": "String"', True, True, True, False),
        ('"value": "a", "type": "secretString"', True, True, False, True),
        ('"value": "a", "type": "SECRETSTRING"', True, True, False, True),
        ('"value": "a", "type": "odd"', True, True, True, True),
        ('"value": "a"', True, True, True, True),
        ('"value": ""', False, True, True, True),
        ('"value": 5', True, True, True, True),
        ('"value": null', True, True, True, True),
        ('"type": "string"', True, True, True, False),
        ('"status": "deleting"', False, True, True, True),
        ('"status": "deleted"', False, True, True, True),
        ('"status": "ready"', True, True, True, True),
        ('"service": "author"', True, True, True, True),
        ('"service": "Author"', True, True, True, True),
        ('"service": "publish"', True, False, True, True),
        ('"service": "preview"', True, False, True, True),
        ('"service": "odd"', True, True, True, True),
        ('"service": 5', True, True, True, True),
    ],
)
def test_what_a_variable_is(fields: str, set: bool, author: bool, env: bool, secret: bool) -> None:
    (one,) = variables(f'[{{"name": "A_B", {fields}}}]').variables
    assert (one.set, one.is_for("author"), one.is_read_by("env"), one.is_read_by("secret")) == (
        set,
        author,
        env,
        secret,
    )


def test_where_a_variable_stands() -> None:
    file = variables('[{"name": "A_B", "value": 5}, 1, {"name": 6}, {"name": "A_B", "value": 7}]')
    first, odd, last = file.variables
    assert (first.name, odd.name, first.type, first.service) == ("A_B", "", "", "")
    assert (first.at("value").text, first.at("value", key=True).text) == ("5", '"value"')
    assert (odd.at("value").text, odd.at("value", key=True).text) == ('{"name": 6}', '{"name": 6}')
    assert (first.judged("value").type, odd.judged("value").type, odd.judged("value").blank) == (
        *("integer", "missing", True),
    )
    assert (first.subject("value"), odd.subject("name")) == ("variables[A_B].value", "variables[].name")
    assert file.by_name == {"A_B": last, "": odd}
    assert (len(file.items), file.at.span.end, file.broken, file.environments) == (4, 0, False, [])


# --- environments


def environment(files: dict[str, str], name: str = "dev") -> Environment:
    (found,) = (one for one in project(files).environments if one.name == name)
    return found


def test_an_environment_knows_its_forwards_and_variables() -> None:
    first = '{"name": "a.io", "portDest": 465, "portOrig": 30465}'
    again = '{"name": "b.io", "portDest": 25, "portOrig": 30465}'
    none = '{"name": "c.io", "portDest": 25}'
    found = environment(
        {
            NETWORK: f'{{"portForwards": [{none}, {first}, {again}]}}',
            VARIABLES: '[{"name": "A_B", "value": "", "type": "string"},'
            ' {"name": "A_B", "value": "c", "type": "string"}, {"name": "A_B", "value": "d", "type": "secretString"}]',
        }
    )
    assert [one.host for one in found.forwards] == ["c.io", "a.io", "b.io"]
    assert [found.forward(port).host for port in (30465,)] == ["a.io"]  # type: ignore[union-attr]
    assert found.forward(1) is None
    assert [one.text("value") for one in found.variables_named("A_B")] == ["c", "d"]
    assert found.variables_named("X") == []


def test_of_files_that_differ_nobody_knows_which_is_the_environments() -> None:
    one = '{"portForwards": [{"name": "A.io", "portDest": 465, "portOrig": 30465}, {"portOrig": 30001}]}'
    other = '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465}]}'
    beside = {"a.json": one, "b.json": other, "c.json": '{"nonProxyHosts": ["a.io"]}'}
    found = environment(beside)
    assert found.unsettled == {30001}
    assert found.forward(30001) is None
    assert found.forward(30465) is not None
    settings = "environments: {dev: {type: dev, network: [a.json, b.json]}}"
    joined = environment({**beside, ".aemlint.yaml": settings})
    assert joined.unsettled == set()
    assert joined.forward(30001) is not None


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("cm/development/a.json", "dev"),
        ("cm/a-STG.json", "stage"),
        ("staging/a.json", "stage"),
        ("prd/a.json", "prod"),
        ("cm/production/a.json", "prod"),
        *((f"cm/{name}/a.json", "dev stage rde") for name in ("non-prod", "nonprod", "non_production")),
        ("cm/qa/a.json", "dev stage prod rde"),
    ],
)
def test_a_path_names_a_type_in_the_words_that_people_have(path: str, names: str) -> None:
    (file,) = project({path: '{"portForwards": []}'}).networks
    assert file.environments == names.split()


def test_files_belong_to_the_environments_that_their_paths_name() -> None:
    text = '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465}]}'
    found = project({"cm/dev/network.json": text, "cm/network-prod.json": text, "cm/other.json": text})
    assert {one.name: [file.path for file in one.networks] for one in found.environments} == {
        "dev": ["cm/dev/network.json", "cm/other.json"],
        "stage": ["cm/other.json"],
        "prod": ["cm/network-prod.json", "cm/other.json"],
        "rde": ["cm/other.json"],
    }
    assert [file.environments for file in found.networks] == [["dev"], ["prod"], ["dev", "stage", "prod", "rde"]]


@pytest.mark.parametrize(
    ("instances", "names"),
    [
        ([], []),
        ([("author", "dev")], ["author in dev"]),
        ([("author", "dev"), ("publish", "dev")], ["author and publish in dev"]),
        ([("author", "dev"), ("author", "prod")], ["author in dev and prod"]),
        ([("author", "dev"), ("author", "stage"), ("author", "prod")], ["author in dev, stage and prod"]),
        (
            [("author", "dev"), ("publish", "dev"), ("author", "prod")],
            ["author and publish in dev", "author in prod"],
        ),
        ([("author", ""), ("publish", "")], ["author and publish"]),
        ([("author", "")], ["author"]),
    ],
)
def test_instances_are_named_together(instances: list[tuple[str, str]], names: list[str]) -> None:
    several = [Instance(Environment(name, name), tier) for tier, name in instances]
    assert together(several) == names
    for one, (tier, name) in zip(several, instances, strict=True):
        assert one.name == (f"{tier} in {name}" if name else tier)


def test_the_words_of_a_path() -> None:
    assert words_of("Cloud-Manager/DEV_1/network.json") - {""} == {"cloud", "manager", "dev", "1", "network", "json"}
    assert words_of("") == {""}


# --- what reads variables


HOST = (
    '{"smtp.host": "$[env:HOST;default=$[secret:INNER;default=$[env:LAST]]]", "smtp.user": ["$[env:A_B]", "$[prop:X]"]}'
)


def test_placeholders_are_read_with_those_around_them() -> None:
    found = project({PATH: HOST})
    assert [(one.type, one.name, [outer.name for outer in one.outer]) for one in found.reads] == [
        ("env", "HOST", []),
        ("secret", "INNER", ["HOST"]),
        ("env", "LAST", ["HOST", "INNER"]),
        ("env", "A_B", []),
    ]
    assert set(found.readers("env")) == {"HOST", "LAST", "A_B"}
    assert set(found.readers("secret")) == {"INNER"}
    for text in ('{"smtp.host": "$[env:1X]"}', '{"smtp.host": "$[conf:HOST]"}', '{"smtp.host": "$[env:HOST]${a.b}"}'):
        assert project({PATH: text}).reads == [], text


@pytest.mark.parametrize(
    ("placeholder", "tier", "state"),
    [
        ("$[env:NONE]", "author", "undefined"),
        ("$[env:AEM_PROXY_HOST]", "author", "given"),
        ("$[env:INTERNAL_X]", "author", "given"),
        ("$[env:ADOBE_X]", "author", "given"),
        ("$[env:CONST_X]", "author", "given"),
        ("$[env:XAEM_]", "author", "undefined"),
        ("$[env:PLAIN]", "author", "given"),
        ("$[secret:PLAIN]", "author", "kind"),
        ("$[env:HIDDEN]", "publish", "kind"),
        ("$[secret:HIDDEN]", "publish", "given"),
        ("$[env:MINE]", "author", "given"),
        ("$[env:MINE]", "publish", "tier"),
        ("$[env:BOTH]", "author", "given"),
        ("$[secret:BOTH]", "author", "given"),
    ],
)
def test_what_an_instance_has_for_a_placeholder(placeholder: str, tier: str, state: str) -> None:
    text = (
        '[{"name": "PLAIN", "value": "a", "type": "string"}, {"name": "HIDDEN", "value": "b", "type": "secretString"},'
        ' {"name": "MINE", "value": "c", "type": "string", "service": "author"},'
        ' {"name": "BOTH", "value": "d", "type": "string"}, {"name": "BOTH", "value": "e", "type": "secretString"}]'
    )
    (one,) = placeholders(placeholder)
    found = reading.found(one, Instance(environment({VARIABLES: text}), tier))
    assert found.state == state
    assert (found.variable is None) is (state == "undefined" or one.name.startswith(("AEM_", "INT", "ADO", "CON")))


def test_an_instance_gets_as_far_as_a_default_where_nothing_is_given() -> None:
    files = {PATH: HOST, VARIABLES: '[{"name": "INNER", "value": "a", "type": "secretString"}]'}
    found = project(files)
    instance = Instance(environment(files), "author")
    assert [(one.name, reading.asked(one, instance)) for one in found.reads] == [
        *(("HOST", True), ("INNER", True), ("LAST", False), ("A_B", True))
    ]


def test_names_are_mentioned_wherever_they_stand() -> None:
    for text, names in (
        ('{"a": "$[env:A_B]"} // $[secret:C]', {"A_B", "C"}),
        ('{"a": "$[env:A-B]$[env:]"}', {"A", ""}),
        ('{"a": "\\u0024[env:HIDDEN]", "b": "$[secret:X;default=$[env:Y]]"}', {"HIDDEN", "X", "Y"}),
        ('{"a": "$[env:BROKEN",,', {"BROKEN"}),
        ('{"a": "$[prop:P] $[ENV:E]"}', set()),
        ('{"a": "$[env:END', {"END"}),
    ):
        found = project({PATH: text})
        assert found.mentioned == names, text


def test_where_placeholders_are_used() -> None:
    found = project({PATH: HOST})
    (configuration,) = found.configurations
    assert [(one.placeholder.name, one.outer.name, str(one.node.value)[:9]) for one in uses(configuration)] == [
        ("HOST", "HOST", "$[env:HOS"),
        ("INNER", "HOST", "$[env:HOS"),
        ("LAST", "HOST", "$[env:HOS"),
        ("A_B", "A_B", "$[env:A_B"),
        ("X", "X", "$[prop:X]"),
    ]
    (near,) = project(
        {PATH: '{"a": "$[env:A] $[env: B]", "b": ["$[env: C]", "$[env:D]", "${e}$[env:F]"]}'}
    ).configurations
    assert [one.placeholder.name for one in uses(near)] == ["A", "D"]


# --- what is delivered


def delivery(text: str, given: str = "[]", tier: str = "author") -> Delivery:
    files = {
        PATH: text,
        VARIABLES: given,
        NETWORK: '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465}]}',
    }
    found = project(files)
    (view,) = (
        one for one in found.effective(MAIL) if (one.instance.tier, one.instance.environment.name) == (tier, "dev")
    )
    return Delivery(view, view.instance.environment.variables)


GIVEN = (
    '[{"name": "HOST", "value": "a.io", "type": "string"}, {"name": "PORT", "value": 30465, "type": "string"},'
    ' {"name": "WORD", "value": "Harbor!72", "type": "secretString"}, {"name": "HIDDEN", "type": "secretString"},'
    ' {"name": "COPY", "value": "x Harbor!72", "type": "string"}, {"name": "NONE", "type": "string"},'
    ' {"name": "OTHERS", "value": "b", "type": "string", "service": "publish"}]'
)


@pytest.mark.parametrize(
    ("value", "text", "origins", "hidden"),
    [
        ('"a"', "a", ["configuration"], False),
        ("5", "5", ["configuration"], False),
        ('"$[env:HOST]"', "a.io", ["variable"], False),
        ('"$[env:PORT]"', "30465", ["variable"], False),
        ('"$[env:NONE]"', "", ["variable"], False),
        ('"$[env:HOST;default=b]x"', "a.iox", ["variable"], False),
        ('"$[env:GONE;default=b]"', "b", ["default"], False),
        ('"$[env:GONE;default=$[env:HOST]]"', "a.io", ["default", "variable"], False),
        ('"$[env:GONE]"', "$[env:GONE]", ["absent"], False),
        ('"$[env:OTHERS]"', "$[env:OTHERS]", ["absent"], False),
        ('"$[env:HOST]$[env:GONE;default=c]"', "a.ioc", ["variable", "default"], False),
        ('"$[secret:WORD]"', "Harbor!72", ["variable"], True),
        ('"$[secret:HIDDEN]"', "***", ["variable"], True),
        ('"$[secret:GONE]"', "$[secret:GONE]", ["absent"], False),
        ('"$[env:COPY]"', "x Harbor!72", ["variable"], True),
        ('"${a.b}"', "${a.b}", ["build"], False),
        ('["$[env:HOST]", "c"]', None, ["variable"], False),
        ('"$[env:HOST;type=Integer]"', "$[env:HOST;type=Integer]", ["stopped"], False),
    ],
)
def test_what_a_component_gets(value: str, text: str | None, origins: list[str], hidden: bool) -> None:
    found = delivery(f'{{"smtp.host": {value}}}', GIVEN).get("SMTP.host")
    assert found is not None
    assert (found.text, [one.kind for one in found.origins], found.hidden) == (text, origins, hidden)
    assert found.unknown is (origins[0] in ("absent", "build", "stopped"))


def test_what_is_told_of_a_delivered_value() -> None:
    found = delivery(
        '{"smtp.host": "$[env:HOST]", "smtp.port": " 25 ", "smtp.ssl": "$[env:GONE]", "debug.email": "True"}', GIVEN
    )
    assert (found.text("smtp.host"), found.text("smtp.ssl"), found.text("none")) == ("a.io", None, None)
    assert (found.number("smtp.port"), found.number("smtp.host"), found.number("smtp.ssl")) == (25, None, None)
    assert (found.flag("debug.email"), found.flag("none"), found.flag("smtp.ssl"), found.flag("smtp.port")) == (
        *(True, False, None, None),
    )
    assert found.stopped is None
    forward = found.forward(30465)
    assert forward is not None
    assert forward.host == "a.io"
    assert found.forward(None) is None
    assert found.forward(1) is None


def test_a_secret_stays_hidden_under_a_key_that_sounds_like_one() -> None:
    found = delivery('{"smtp.password": "$[env:HOST]", "smtp.user": "$[env:HOST]", "apikey": "$[env:HOST]"}', GIVEN)
    assert [found.values[name].hidden for name in ("smtp.password", "smtp.user", "apikey")] == [True, False, True]


def test_variables_of_another_tier_leave_the_others_alone() -> None:
    first = '[{"name": "OTHERS", "value": "b", "type": "string", "service": "publish"}, {"name": "NO", "value": ""}, '
    found = delivery('{"a": "$[env:HOST]", "b": "$[env:OTHERS]", "c": "$[env:NO]"}', first + GIVEN[1:])
    assert [found.values[name].text for name in "abc"] == ["a.io", "$[env:OTHERS]", "$[env:NO]"]


def test_what_is_behind_a_failure_keeps_its_placeholders() -> None:
    found = delivery('{"a": "$[env:HOST]", "b": "$[env:HOST;type=Integer]", "c": "$[env:HOST]", "d": "e"}', GIVEN)
    assert found.stopped == "b"
    assert {name: (one.text, one.origins[0].kind) for name, one in found.values.items()} == {
        "a": ("a.io", "variable"),
        "b": ("$[env:HOST;type=Integer]", "stopped"),
        "c": ("$[env:HOST]", "stopped"),
        "d": ("e", "configuration"),
    }


@pytest.mark.parametrize(
    ("host", "whether"),
    [
        ('"proxy.tunnel"', True),
        ('"$[env:AEM_PROXY_HOST;default=proxy.tunnel]"', True),
        ('"$[env:AEM_PROXY_HOST]"', True),
        ('"$[env:AEM_PROXY_HOST;default=a]"', False),
        ('"$[env:GONE]"', False),
        ('"a$[env:AEM_PROXY_HOST]"', False),
        ('"a"', False),
    ],
)
def test_mail_goes_by_the_proxy(host: str, whether: bool) -> None:
    assert delivery(f'{{"smtp.host": {host}}}').by_proxy("smtp.host") is whether
    assert not delivery("{}").by_proxy("smtp.host")


def test_variables_of_a_tier() -> None:
    file = variables(GIVEN)
    author, publish, none = Variables([file], "author"), Variables([file], "publish"), Variables([], "author")
    assert (author.known, none.known) == (True, False)
    for text, of_author, of_publish in (
        ("$[env:HOST]", True, True),
        ("$[env:OTHERS]", False, True),
        ("$[secret:WORD]", True, True),
        ("$[env:WORD]", False, False),
        ("$[secret:HOST]", False, False),
        ("$[prop:HOST]", False, False),
    ):
        (one,) = placeholders(text)
        assert (author.has(one), publish.has(one), none.has(one)) == (of_author, of_publish, False)
    for text, told in (("Harbor!72", True), ("xHarbor!72y", True), ("Harbor", False), ("***", False), ("", False)):
        assert author.tell(text) is told
        assert not none.tell(text)
