"""Conditions in data: each word of them where it holds and where it does not, and what a hit carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from small import MAIL, PATH, edited, hits, marked, on

from aemlint.engine.match import _HOLDS, holds
from aemlint.formats.tree import Array, Scalar, Table
from aemlint.model.secret import DOTS
from aemlint.model.value import Judged
from aemlint.source import Span

if TYPE_CHECKING:
    from aemlint.formats.tree import Node

HERE = Span(0, 0)
TYPES = {str: "String", bool: "Boolean", int: "Long", float: "Double", type(None): "missing"}


def node(value: Any) -> Node:
    if isinstance(value, list):
        return Array(HERE, [node(one) for one in value], "String[]")
    if isinstance(value, dict):
        return Table(HERE, [])
    return Scalar(HERE, value, TYPES[type(value)])


REFERENCE = "$[env:HOST]"
DEFAULT = "$[env:HOST;default=mail]"
SECRET = "$[secret:WORD]"
# A condition, values for which it holds, values for which it does not.
ROWS: list[tuple[dict[str, Any], list[Any], list[Any]]] = [
    ({}, ["a", "", 1, None, ["a"]], []),
    ({"is": "a"}, ["a", " a ", "$[env:X;default=a]"], ["b", "", "A", "aa", REFERENCE, ["a"], None, {}]),
    ({"is": 25}, ["25", 25, " 25 "], ["025", 26, "", None]),
    ({"is": ""}, ["", "  ", None], ["a", REFERENCE, [], {}]),
    ({"in": ["a", "b"]}, ["a", " b "], ["c", "", "A", "ab", REFERENCE, ["a"]]),
    ({"in-lower": ["a", "b"]}, ["a", "A", " B "], ["c", "", REFERENCE, ["a"]]),
    ({"starts": "ab"}, ["ab", "abc"], ["a", "b", " ab", "ABC", "", REFERENCE, ["ab"]]),
    ({"starts": ["a", "b"]}, ["ax", "bx"], ["xa", "cx", ""]),
    ({"ends": "ab"}, ["ab", "cab"], ["a", "b", "ab ", "", REFERENCE, ["ab"]]),
    ({"ends": ["a", "b"]}, ["xa", "xb"], ["ax", "xc", ""]),
    ({"longer": 3}, ["abcd", REFERENCE, 1234], ["abc", "", 123, ["abcd"], {}]),
    ({"contains": "b"}, ["b", "abc"], ["a", "B", "", "$[env:b]", ["b"]]),
    ({"contains": "X"}, ["aXb"], ["a", REFERENCE, ["X"], {}]),
    ({"starts": "X"}, ["Xb"], ["a", REFERENCE, ["X"], {}]),
    ({"glob": "a*c"}, ["ac", "abc", " abc "], ["ab", "abcd", "", REFERENCE]),
    ({"known": True}, ["a", "", DEFAULT, 1, None], [REFERENCE, "${a}", ["a"], {}]),
    ({"known": False}, [REFERENCE, "${a}", ["a"], {}], ["a", "", DEFAULT, 1, None]),
    ({"blank": True}, ["", " \t", None, [], ["", " "], "$[env:X;default=]"], ["a", 0, False, ["", "a"], REFERENCE, {}]),
    ({"blank": False}, ["a", 0, False, ["", "a"], REFERENCE, {}], ["", " \t", None, [], "$[env:X;default=]"]),
    ({"flag": True}, [True, "true", " TRUE ", "$[env:X;default=true]"], [False, "false", "yes", "", 1, REFERENCE, []]),
    ({"flag": False}, [False, "false", "False", "", None], [True, "true", "no", 0, REFERENCE, []]),
    ({"true": True}, [True, "true"], [False, "false", "yes", "", REFERENCE]),
    ({"true": False}, [False, "false", ""], [True, "true", "no", REFERENCE]),
    ({"type": "string"}, ["a", "", REFERENCE], [1, True, 1.5, ["a"], None, {}]),
    ({"type": ["integer", "boolean"]}, [1, True], ["1", 1.5, [1], None]),
    ({"type": "number"}, [1.5], [1, "1.5"]),
    ({"type": "array"}, [["a"], []], ["a", None, {}]),
    ({"type": "object"}, [{}], ["a", None, []]),
    ({"type": "missing"}, [None], ["", "a"]),
    ({"kind": "reference"}, [REFERENCE, SECRET, DEFAULT], ["a", "", f"a{DEFAULT}", "changeme"]),
    ({"kind": ["filler", "blank"]}, ["changeme", "", []], ["Harbor!72", REFERENCE]),
    ({"kind": "literal"}, ["Harbor!72", ["changeme", "Harbor!72"]], ["changeme", "", ["changeme"], REFERENCE]),
    ({"shape": "ip6-address"}, ["[::1]", " ::1 "], ["127.0.0.1", "", REFERENCE, ["::1"]]),
    ({"integer": {}}, [1, "1", " -1 ", "+1", "$[env:X;default=1]"], ["a", "", "1.0", 1.5, True, REFERENCE, [1]]),
    ({"integer": {"in": [1, 3]}}, [1, "3"], [2, 0, 4, "a", ""]),
    ({"integer": {"outside": [10, 20]}}, [9, "9", 21, -15], [10, 15, 20, "a", "", None]),
    ({"integer": {"within": [10, 20]}}, [10, "15", 20], [9, 21, "a", "", None]),
    ({"integer": {"in": [5, 15], "within": [10, 20]}}, [15], [5, 12]),
    ({"integer": {"in": [5, 15], "outside": [10, 20]}}, [5], [15, 7]),
    ({"integer": {"outside": [1, 5], "within": [0, 9]}}, [0, 6, 9], [1, 5, 10]),
    ({"placeholder": True}, [REFERENCE, DEFAULT, f"a{REFERENCE}", SECRET], ["a", "", 1, ["a"], "$[env]"]),
    ({"placeholder": False}, ["a", "", 1, ["a"], None], [REFERENCE, DEFAULT, f"a{REFERENCE}"]),
    ({"placeholder": {}}, [REFERENCE, DEFAULT, SECRET], ["a", "", f"a{REFERENCE}", f"{REFERENCE}{SECRET}"]),
    ({"placeholder": {"type": "env"}}, [REFERENCE, DEFAULT], [SECRET, "a", f"{REFERENCE} "]),
    ({"placeholder": {"type": ["env", "prop"]}}, [REFERENCE, "$[prop:a]"], [SECRET, "a"]),
    ({"placeholder": {"name": "HOST"}}, [REFERENCE, DEFAULT, "$[secret:HOST]"], ["$[env:HOSTS]", "HOST"]),
    ({"placeholder": {"name": ["HOST", "WORD"], "type": "secret"}}, [SECRET, "$[secret:HOST]"], [REFERENCE]),
    ({"placeholder": {"default": True}}, [DEFAULT, "$[env:X;default=]"], [REFERENCE, SECRET, "a"]),
    ({"placeholder": {"default": False}}, [REFERENCE, SECRET], [DEFAULT, "$[env:X;default=]", "a"]),
    ({"placeholder": {"misspelt": False}}, [REFERENCE, DEFAULT, "$[env:X;tpye=a]"], ["$[env:X; Defualt=mail]", "a"]),
    ({"placeholder": {"default": "mail"}}, [DEFAULT], ["$[env:X;default=mails]", REFERENCE, "mail"]),
    ({"placeholder": {"default": "mail", "name": "HOST"}}, [DEFAULT], ["$[env:X;default=mail]"]),
    ({"placeholder": {"default": False, "name": "HOST"}}, [REFERENCE], ["$[env:X]"]),
    ({"not": {"is": "a"}}, ["b", "", REFERENCE], ["a"]),
    ({"not": {"starts": "a", "ends": "b"}}, ["a", "b", "ba"], ["ab", "acb"]),
    ({"any": [{"is": "a"}, {"is": "b"}]}, ["a", "b"], ["c", "ab"]),
    ({"all": [{"starts": "a"}, {"ends": "b"}]}, ["ab"], ["a", "b", "ba"]),
    ({"starts": "a", "ends": "b"}, ["ab", "acb"], ["a", "b"]),
]
CASES = [(condition, value, True) for condition, those, _ in ROWS for value in those] + [
    (condition, value, False) for condition, _, others in ROWS for value in others
]


@pytest.mark.parametrize(("condition", "value", "whether"), CASES)
def test_a_condition_holds_or_does_not(condition: dict[str, Any], value: Any, whether: bool) -> None:
    assert holds(condition, Judged(node(value))) is whether


def test_every_word_of_a_condition_is_tried() -> None:
    tried = {word for condition, _, _ in ROWS for word in condition}
    assert tried | {"shipped"} == {*_HOLDS}


@pytest.mark.parametrize(
    ("wanted", "value", "whether"),
    [
        (True, "admin", True),
        (True, " ADMIN ", True),
        (True, "other", False),
        (True, "", False),
        (False, "admin", False),
        (False, "other", True),
        (False, REFERENCE, True),
    ],
)
def test_a_shipped_value_is_one_that_the_schema_has(wanted: bool, value: str, whether: bool) -> None:
    assert holds({"shipped": wanted}, Judged(node(value), ("admin", "root"))) is whether


# --- where a rule looks


OTHER = "config/com.acme.Other.cfg.json"
FACTORY = "config/com.acme.Mailer~a.cfg.json"
FILES = {
    PATH: '{"smtp.host": "a", "smtp.user": "u"}',
    OTHER: '{"smtp.host": "b", "relay": "r"}',
    FACTORY: '{"smtp.host": "c"}',
}


@pytest.mark.parametrize(
    ("look", "found"),
    [
        ({"property": "smtp.host"}, [f"{MAIL}#smtp.host", "com.acme.Mailer~a#smtp.host", "com.acme.Other#smtp.host"]),
        ({"property": "SMTP.Host", "pid": MAIL}, [f"{MAIL}#smtp.host"]),
        ({"property": "smtp.host", "pid": "com.acme.Mailer"}, ["com.acme.Mailer~a#smtp.host"]),
        (
            {"property": "smtp.host", "pid": ["com.acme.Other", MAIL]},
            ["com.acme.Other#smtp.host", f"{MAIL}#smtp.host"],
        ),
        ({"property": ["relay", "smtp.user"]}, [f"{MAIL}#smtp.user", "com.acme.Other#relay"]),
        ({"property": ["smtp.user", "smtp.host"], "pid": MAIL}, [f"{MAIL}#smtp.user", f"{MAIL}#smtp.host"]),
        ({"property": "relay", "pid": MAIL}, []),
        ({"property": "smtp.host", "pid": "com.acme.Nobody"}, []),
    ],
)
def test_a_rule_looks_at_the_properties_that_it_names(look: dict[str, Any], found: list[str]) -> None:
    assert sorted(hit.subject for hit in hits(look, FILES)) == sorted(found)
    if "pid" in look:
        assert [hit.subject for hit in hits(look, FILES)] == found


@pytest.mark.parametrize(
    ("id", "property", "found"),
    [
        ("acme/rule", "smtp.host", [MAIL]),
        ("secret/rule", "smtp.host", ["com.acme.Other", MAIL]),
        ("secret/rule", "relay", ["com.acme.Other"]),
    ],
)
def test_a_rule_on_secrets_looks_where_no_instance_reads(id: str, property: str, found: list[str]) -> None:
    broken = {PATH: '{"smtp.host": "a"}', OTHER: '{"smtp.host": "b", "relay": "c",,}'}
    assert [hit.subject for hit in hits({"property": property}, broken, id=id)] == [
        f"{pid}#{property}" for pid in found
    ]
    for pid in ("com.acme.Other", MAIL):
        wanted = [f"{pid}#{property}"] * (pid in found)
        assert [hit.subject for hit in hits({"property": property, "pid": pid}, broken, id=id)] == wanted


def test_a_property_may_be_named_by_what_the_schema_says_of_it() -> None:
    files = {
        PATH: '{"smtp.password": "Harbor!72", "from.address": "a@acme.io"}',
        OTHER: '{"smtp.password": "Harbor!72"}',
    }
    assert [hit.subject for hit in hits({"property": {"secret": True}}, files)] == [f"{MAIL}#smtp.password"]
    assert [hit.subject for hit in hits({"property": {"sender": True}}, files)] == [f"{MAIL}#from.address"]
    everywhere = hits({"property": {"secret": True}}, files, id="secret/rule")
    assert [hit.subject for hit in everywhere] == [f"{MAIL}#smtp.password"]


def test_only_a_sensitive_rule_sees_what_has_no_effect() -> None:
    text = '{"smtp.password": "Harbor!72", "smtp.password": "Walnut!58", "smtp.host": "a"}'
    look = {"property": {"secret": True}}
    first, second = '"smtp.password"', text.index('"smtp.password"', 5)
    sensitive = on(look, text, id="secret/rule", sensitive=True)
    assert [(hit.at.text, hit.at.span.start) for hit in sensitive] == [(first, 1), (first, second)]
    assert [hit.at.span.start for hit in on(look, text, id="secret/rule")] == [second]


@pytest.mark.parametrize("value", ["${mail.host}", "${env:HOST}"])
def test_what_a_build_fills_in_is_judged_by_sensitive_rules_only(value: str) -> None:
    text = f'{{"smtp.host": "{value}"}}'
    assert on({"property": "smtp.host"}, text) == []
    assert [hit.subject for hit in on({"property": "smtp.host"}, text, sensitive=True)] == [f"{MAIL}#smtp.host"]
    text = f'{{"smtp.host": "{value}", "smtp.user": "u"}}'
    assert [hit.subject for hit in on({"property": ["smtp.host", "smtp.user"]}, text)] == [f"{MAIL}#smtp.user"]


# --- how a value is written, where it is in force, what stands beside it


def test_a_rule_may_ask_for_formats() -> None:
    files = {PATH: '{"smtp.host": "a"}', f"config.author/{MAIL}.config": 'smtp.host="a"\n'}
    look: dict[str, Any] = {"property": "smtp.host", "pid": MAIL}
    for formats, found in (
        (["cfg.json"], [PATH]),
        (["config", "xml"], [f"config.author/{MAIL}.config"]),
        (["xml"], []),
        (["config", "cfg.json"], [f"config.author/{MAIL}.config", PATH]),
    ):
        assert [hit.at.source.path for hit in hits({**look, "written": {"format": formats}}, files)] == found


@pytest.mark.parametrize(("declared", "found"), [(True, ["smtp.port"]), (False, ["smtp.host"])])
def test_a_rule_may_ask_for_a_type_of_its_own(declared: bool, found: list[str]) -> None:
    look = {"property": ["smtp.host", "smtp.port"], "written": {"declared": declared}}
    text = '{"smtp.host": "a", "smtp.port:Integer": 25}'
    assert [hit.subject for hit in on(look, text)] == [f"{MAIL}#{name}" for name in found]


def test_format_and_type_hold_together() -> None:
    text = '{"smtp.host": "a", "smtp.port:Integer": 25}'
    for format, declared, found in (
        ("cfg.json", True, ["smtp.port"]),
        ("config", True, []),
        ("cfg.json", False, ["smtp.host"]),
        ("config", False, []),
    ):
        look = {"property": ["smtp.host", "smtp.port"], "written": {"declared": declared, "format": [format]}}
        assert [hit.subject for hit in on(look, text)] == [f"{MAIL}#{name}" for name in found]


@pytest.mark.parametrize(
    ("types", "found"),
    [
        (["dev"], [("config", ["dev"]), ("config.prod", None)]),
        (["prod"], [("config", None), ("config.prod", ["prod"])]),
        (["dev", "stage", "prod"], [("config.prod", ["prod"]), ("config", ["dev", "stage"])]),
    ],
)
def test_a_rule_may_ask_where_a_value_is_in_force(types: list[str], found: list[tuple[str, list[str] | None]]) -> None:
    files = {PATH: '{"smtp.host": "a"}', f"config.prod/{MAIL}.cfg.json": '{"smtp.host": "a"}'}
    got = hits({"property": "smtp.host", "reaches": types}, files)
    assert [(hit.at.source.path.partition("/")[0], list(hit.environments)) for hit in got] == [
        one for one in found if one[1] is not None
    ]
    assert [list(hit.environments) for hit in hits({"property": "smtp.host"}, files)] == [[], []]


@pytest.mark.parametrize(
    ("target", "port", "found"),
    [
        ("cloud", 30587, 0),
        ("cloud", 30465, 1),
        ("cloud", 587, 1),
        ("6.5", 587, 0),
        ("6.5", 465, 1),
        ("6.5", "$[env:P]", 1),
    ],
)
def test_a_rule_may_be_silent_beside_ports_of_a_mail_server(target: str, port: Any, found: int) -> None:
    files = {
        PATH: json.dumps({"smtp.ssl": True, "smtp.port": port}),
        "network.json": """{"portForwards": [{"name": "a", "portDest": 587, "portOrig": 30587},
                                              {"name": "a", "portDest": 465, "portOrig": 30465}]}""",
    }
    assert len(hits({"pid": MAIL, "property": "smtp.ssl", "unless-port": [25, 587]}, files, target=target)) == found


BESIDE: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({"is": "25"}, ["25"], ["26", "", "-"]),
    ({"absent": True}, ["-"], ["25", ""]),
    ({"absent": False}, ["25", ""], ["-"]),
    ({"absent": False, "is": "25"}, ["25"], ["26", "-"]),
    ({"absent": True, "is": "25"}, ["-"], ["25", "26"]),
    ({"absent": False, "not": {"is": "25"}}, ["26"], ["25", "-"]),
    ({"absent": False, "flag": False}, ["false", ""], ["true", "-"]),
    ({"flag": False}, ["false", "", "-"], ["true", "26"]),
    ({"true": False}, ["false", "-"], ["true"]),
    ({"flag": True}, ["true"], ["false", "-"]),
    ({"not": {"is": "25"}}, ["26", "", "-"], ["25"]),
    ({"on": "cloud", "is": "25"}, ["25"], ["26", "-"]),
    ({"on": "6.5", "is": "25"}, ["25", "26", "-"], []),
    ({"note": "beside", "is": "25"}, ["25"], ["26", "-"]),
    ({"note": "beside", "not": {"is": "25"}}, ["26", "-"], ["25"]),
]


@pytest.mark.parametrize(
    ("condition", "value", "whether"),
    [(condition, value, True) for condition, those, _ in BESIDE for value in those]
    + [(condition, value, False) for condition, _, others in BESIDE for value in others],
)
def test_what_another_property_must_be(condition: dict[str, Any], value: str, whether: bool) -> None:
    beside = "" if value == "-" else f', "smtp.port": "{value}"'
    found = on({"property": "smtp.host", "where": {"smtp.port": condition}}, f'{{"smtp.host": "a"{beside}}}')
    assert len(found) == whether
    if whether:
        noted = "note" in condition and value != "-"
        assert [(mark.at.text, mark.note) for mark in found[0].marks] == [(f'"{value}"', "beside")] * noted


def test_all_properties_beside_must_be_as_they_must() -> None:
    look = {"property": "smtp.host", "where": {"smtp.port": {"is": "25"}, "smtp.user": {"is": "u"}}}
    assert len(on(look, '{"smtp.host": "a", "smtp.port": "25", "smtp.user": "u"}')) == 1
    assert not on(look, '{"smtp.host": "a", "smtp.port": "25", "smtp.user": "v"}')
    assert not on(look, '{"smtp.host": "a", "smtp.port": "26", "smtp.user": "u"}')


def test_a_condition_for_another_platform_leaves_the_others_as_they_are() -> None:
    where = {"smtp.user": {"on": "6.5", "is": "u"}, "smtp.port": {"on": "cloud", "is": "25"}}
    look = {"property": "smtp.host", "where": where}
    for user, port, found in (("u", "25", 1), ("v", "25", 1), ("u", "26", 0)):
        text = f'{{"smtp.host": "a", "smtp.user": "{user}", "smtp.port": "{port}"}}'
        assert len(on(look, text)) == found
        assert len(on(look, text, target="6.5")) == (user == "u")


def test_a_property_beside_may_come_from_another_file() -> None:
    files = {PATH: '{"smtp.port": "25"}', f"config.author/{MAIL}.cfg.json": '{"smtp.host": "a"}'}
    look: dict[str, Any] = {"property": "smtp.host", "where": {"smtp.port": {"is": "25", "note": "beside"}}}
    (found,) = hits(look, files)
    assert [(mark.at.source.path, mark.at.text) for mark in found.marks] == [(PATH, '"25"')]


def test_of_a_secret_beside_the_key_is_marked() -> None:
    look = {"property": "smtp.host", "where": {"smtp.password": {"note": "beside"}}}
    (found,) = on(look, '{"smtp.host": "a", "smtp.password": "Harbor!72"}')
    assert [mark.at.text for mark in found.marks] == ['"smtp.password"']


# --- what a hit carries


def test_a_hit_points_to_the_value_or_to_another_property() -> None:
    text = '{"smtp.host": "a", "smtp.port": "25"}'
    assert [marked(hit) for hit in on({"property": "smtp.host"}, text)] == [('"a"', f"{MAIL}#smtp.host")]
    elsewhere = on({"property": "smtp.host", "at": "smtp.port"}, text)
    assert [marked(hit) for hit in elsewhere] == [('"25"', f"{MAIL}#smtp.port")]
    assert [hit.values["property"] for hit in elsewhere] == ["smtp.host"]
    absent = on({"property": "smtp.host", "at": "smtp.user"}, text)
    assert [marked(hit) for hit in absent] == [('"a"', f"{MAIL}#smtp.host")]


def test_a_hit_knows_what_sentences_may_say() -> None:
    look = {"property": "smtp.host"}
    where = {"property": "smtp.host", "pid": MAIL, "folder": "config"}
    assert [dict(hit.values) for hit in on(look, '{"smtp.host": " a "}')] == [{**where, "value": " a ", "text": "a"}]
    assert [dict(hit.values) for hit in on(look, f'{{"smtp.host": "{DEFAULT}"}}')] == [
        {
            **where,
            "value": DEFAULT,
            "text": "mail",
            "variable": "HOST",
            "placeholder_type": "env",
            "default": "mail",
        }
    ]


@pytest.mark.parametrize(
    ("property", "value", "sensitive", "hidden"),
    [
        ("smtp.host", "Harbor!72", True, True),
        ("smtp.host", "Harbor!72", False, False),
        ("smtp.password", "Harbor!72", False, True),
        ("smtp.password", "$[secret:WORD]", False, False),
        ("smtp.password", "$[secret:WORD]", True, True),
        ("smtp.password", "$[secret:WORD;default=Harbor!72]", False, True),
    ],
)
def test_dots_stand_for_what_may_be_a_secret(property: str, value: str, sensitive: bool, hidden: bool) -> None:
    (hit,) = on({"property": property}, f'{{"{property}": "{value}"}}', sensitive=sensitive)
    for key in ("value", "text", "default"):
        assert hit.values.get(key, DOTS if hidden else "") == DOTS or not hidden
    assert (hit.values["value"] == DOTS) is hidden
    assert hit.values["value"] in (DOTS, value)
    assert set(hit.values) >= {"property", "pid", "value", "folder"}
    assert {"text", "default"} <= set(hit.values) or "default" not in value
    assert hit.at.text == (f'"{property}"' if hidden else f'"{value}"')
    assert ("Harbor" in str(hit.values)) is (not hidden and "Harbor" in value)


@pytest.mark.parametrize(
    ("value", "variant"),
    [
        ('"a"', None),
        ('""', "blank"),
        ('"$[env:X]"', None),
        ('"$[env:X;default=a]"', "fallback"),
        ('"$[env:X;default=]"', "blank fallback"),
        ('["a"]', "list"),
        ("[]", "list"),
    ],
)
def test_the_variant_tells_what_kind_of_value_stands_there(value: str, variant: str | None) -> None:
    assert [hit.variant for hit in on({"property": "smtp.host"}, f'{{"smtp.host": {value}}}')] == [variant]


@pytest.mark.parametrize(
    ("fix", "before", "after"),
    [
        (None, '"smtp.host": "a"', '"smtp.host": "a"'),
        ({"set": "b"}, '"smtp.host": "a"', '"smtp.host": "b"'),
        ({"set": "b"}, f'"smtp.host": "{DEFAULT}"', '"smtp.host": "b"'),
        ({"set": 5}, '"smtp.host": "a"', '"smtp.host": "5"'),
        ({"set": 5}, '"smtp.host": 4', '"smtp.host": 5'),
        ({"set": True}, f'"smtp.host": "{DEFAULT}"', '"smtp.host": "$[env:HOST;default=true]"'),
        ({"set": False, "property": "smtp.ssl"}, '"smtp.host": "a"', '"smtp.host": "a", "smtp.ssl": false'),
        (
            {"set": True, "property": "smtp.ssl"},
            '"smtp.host": "a", "smtp.ssl": false',
            '"smtp.host": "a", "smtp.ssl": true',
        ),
        ({"type": "Integer"}, '"smtp.host": "25"', '"smtp.host": 25'),
        ({"type": "Boolean"}, '"smtp.host": "true"', '"smtp.host": true'),
        ({"type": "Integer"}, '"smtp.host": "a"', '"smtp.host": "a"'),
        ({"title": "By hand"}, '"smtp.host": "a"', '"smtp.host": "a"'),
    ],
)
def test_a_fix_edits_the_file(fix: dict[str, Any] | None, before: str, after: str) -> None:
    more = {"fix": {"safe": True, **fix}} if fix is not None else {}
    (hit,) = on({"property": "smtp.host"}, f"{{{before}}}", **more)
    assert edited(hit) == f"{{{after}}}"
    assert len(hit.edits) == (before != after)


def test_what_has_no_effect_is_not_edited() -> None:
    text = '{"smtp.password": "Harbor!72", "smtp.password": "Walnut!58"}'
    fix = {"safe": False, "set": "x"}
    found = on({"property": {"secret": True}}, text, id="secret/rule", sensitive=True, fix=fix)
    assert [len(hit.edits) for hit in found] == [0, 1]


@pytest.mark.parametrize(
    ("fix", "safe"),
    [
        (None, None),
        ({"safe": True, "set": "b"}, None),
        ({"safe": True, "set": "b", "unsafe-on": ["6.5"]}, None),
        ({"safe": True, "set": "b", "unsafe-on": ["cloud"]}, False),
    ],
)
def test_a_fix_may_be_unsafe_on_one_platform(fix: dict[str, Any] | None, safe: bool | None) -> None:
    (hit,) = on({"property": "smtp.host"}, '{"smtp.host": "a"}', **({"fix": fix} if fix else {}))
    assert hit.safe is safe


def test_a_condition_on_the_value() -> None:
    files = {PATH: '{"smtp.host": "a"}', f"config.author/{MAIL}.cfg.json": '{"smtp.host": "b"}'}
    found = hits({"property": "smtp.host", "value": {"is": "b"}}, files)
    assert [hit.at.source.path for hit in found] == [f"config.author/{MAIL}.cfg.json"]
