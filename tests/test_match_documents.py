"""Conditions in data on port forwards, networking and variables files, and on placeholders."""

from __future__ import annotations

from typing import Any

import pytest
from small import MAIL, PATH, edited, hits, marked

from aemlint.hit import Hit
from aemlint.model.secret import DOTS

NETWORK, VARIABLES = "cloudmanager/network.json", "cloudmanager/variables.json"
FORWARD = '{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}'
HOSTS = '"nonProxyHosts": ["a.io", "b.io"]'


def forwards(condition: dict[str, Any], *items: str, **more: Any) -> list[Hit]:
    return hits(condition, {NETWORK: f'{{"portForwards": [{", ".join(items)}]}}'}, **more)


def variables(condition: dict[str, Any], *items: str, files: dict[str, str] | None = None, **more: Any) -> list[Hit]:
    return hits(condition, {VARIABLES: f"[{', '.join(items)}]", **(files or {})}, **more)


SUBJECT = "portForwards[30465]"


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"forward": "name"}, [('"smtp.acme.io"', f"{SUBJECT}.name")]),
        ({"forward": "portDest", "value": {"is": 465}}, [("465", f"{SUBJECT}.portDest")]),
        ({"forward": "portDest", "value": {"is": 466}}, []),
        ({"forward": "portDest", "where": {"name": {"ends": ".io"}}}, [("465", f"{SUBJECT}.portDest")]),
        ({"forward": "portDest", "where": {"name": {"ends": ".com"}}}, []),
        ({"forward": "portDest", "where": {"name": {"ends": ".io"}, "portOrig": {"is": 1}}}, []),
        ({"forward": "portDest", "unless": {"name": {"ends": ".io"}}}, []),
        ({"forward": "portDest", "unless": {"name": {"ends": ".com"}}}, [("465", f"{SUBJECT}.portDest")]),
        (
            {"forward": "portDest", "unless": {"name": {"ends": ".io"}, "portOrig": {"is": 1}}},
            [("465", f"{SUBJECT}.portDest")],
        ),
        (
            {"forward": {"portDest": {"is": 465}, "portOrig": {"is": 30465}, "name": {"is": "x"}}},
            [("465", f"{SUBJECT}.portDest"), ("30465", f"{SUBJECT}.portOrig")],
        ),
        ({"forward": "odd", "value": {"type": "missing"}, "at": "name"}, [('"smtp.acme.io"', f"{SUBJECT}.odd")]),
        ({"forward": "odd", "value": {"type": "missing"}}, [(FORWARD, f"{SUBJECT}.odd")]),
        ({"forward": "portDest", "at": "name"}, [("465", f"{SUBJECT}.portDest")]),
    ],
)
def test_a_rule_looks_at_fields_of_forwards(condition: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert [marked(hit) for hit in forwards(condition, FORWARD)] == found


def test_every_forward_is_looked_at() -> None:
    other = '{"name": "b.io", "portDest": 25, "portOrig": 30025}'
    assert [hit.at.text for hit in forwards({"forward": "name"}, FORWARD, other)] == ['"smtp.acme.io"', '"b.io"']
    wanted = {"forward": "name", "value": {"is": "b.io"}}
    assert [hit.at.text for hit in forwards(wanted, FORWARD, other)] == ['"b.io"']


def test_a_missing_field_that_is_misspelt_is_somebody_elses() -> None:
    missing = {"forward": "portDest", "value": {"type": "missing"}}
    odd = '{"name": "a.io", "portDst": 465, "portOrig": 30465}'
    none = '{"name": "a.io", "portOrig": 30466}'
    assert [hit.subject for hit in forwards(missing, odd, none)] == ["portForwards[30466].portDest"]


def test_what_a_build_fills_in_is_not_judged() -> None:
    item = '{"name": "${mail.host}", "portDest": 465, "portOrig": 30465}'
    assert forwards({"forward": "name"}, item) == []
    assert len(forwards({"forward": "portDest"}, item, FORWARD)) == 2
    assert variables({"variable": "name"}, '{"name": "${a.b}", "value": "x", "type": "string"}') == []
    network = {NETWORK: f'{{"portForwards": [{FORWARD}], "nonProxyHosts": ["${{a.b}}", "c.io"]}}'}
    assert [hit.at.text for hit in hits({"network": "nonProxyHosts"}, network)] == ['"c.io"']


def test_a_hit_on_a_forward_knows_its_ports_and_its_host() -> None:
    (hit,) = forwards({"forward": "name"}, FORWARD)
    assert dict(hit.values) == {
        "value": "smtp.acme.io",
        "text": "smtp.acme.io",
        "field": "name",
        "host": "smtp.acme.io",
        "port_orig": 30465,
        "port_dest": 465,
    }
    assert (hit.variant, hit.edits) == (None, [])


def test_the_variant_is_the_first_that_holds_or_the_field() -> None:
    kinds = {"small": {"integer": {"within": [0, 500]}}, "any": {}}
    assert [hit.variant for hit in forwards({"forward": "portDest", "variants": kinds}, FORWARD)] == ["small"]
    assert [hit.variant for hit in forwards({"forward": "portOrig", "variants": kinds}, FORWARD)] == ["any"]
    several: dict[str, Any] = {"forward": {"portDest": {}, "portOrig": {}}}
    assert [hit.variant for hit in forwards(several, FORWARD)] == ["portDest", "portOrig"]
    del kinds["any"]
    assert [hit.variant for hit in forwards({**several, "variants": kinds}, FORWARD)] == ["small", "portOrig"]
    assert [hit.variant for hit in forwards({"forward": "portOrig", "variants": kinds}, FORWARD)] == [None]


@pytest.mark.parametrize(
    ("fix", "condition", "item", "after"),
    [
        ({}, {"forward": "name"}, FORWARD, FORWARD),
        ({"add": {"odd": "x"}}, {"forward": "name"}, FORWARD, f'{FORWARD[:-1]}, "odd": "x"}}'),
        (
            {"lower": True},
            {"forward": "name", "value": {"shape": "upper-case-name"}},
            FORWARD.replace("smtp", "SMTP"),
            FORWARD,
        ),
        # Small letters do not mend that, or are not to be had so simply.
        ({"lower": True}, {"forward": "name", "value": {"starts": "smtp"}}, FORWARD, FORWARD),
        ({"lower": True}, {"forward": "name", "value": {"contains": "É"}}, '{"name": "É.io"}', '{"name": "É.io"}'),
        (
            {"lower": True},
            {"forward": "name", "value": {"contains": "A"}},
            '{"name": "\\u0041.io"}',
            '{"name": "\\u0041.io"}',
        ),
        ({"lower": True}, {"forward": "name", "value": {"contains": "A"}}, '{"name": "A.io"}', '{"name": "a.io"}'),
        ({"lower": True}, {"forward": "name", "value": {"type": "array"}}, '{"name": ["A"]}', '{"name": ["A"]}'),
    ],
)
def test_a_fix_of_a_forward(fix: dict[str, Any], condition: dict[str, Any], item: str, after: str) -> None:
    if "portOrig" not in item:
        item, after = (f'{one[:-1]}, "portDest": 465, "portOrig": 30465}}' for one in (item, after))
    (hit,) = forwards(condition, item, fix={"safe": True, **fix})
    assert edited(hit) == f'{{"portForwards": [{after}]}}'
    assert bool(hit.edits) == (item != after)


# --- what a file says of an environment


def test_a_rule_looks_at_each_text_of_a_network() -> None:
    text = f'{{"kind": "vpn", {HOSTS}, "portForwards": [{FORWARD}]}}'
    files = {NETWORK: text}
    assert [marked(hit) for hit in hits({"network": "nonProxyHosts"}, files)] == [
        ('"a.io"', "nonProxyHosts[a.io]"),
        ('"b.io"', "nonProxyHosts[b.io]"),
    ]
    (hit,) = hits({"network": "nonProxyHosts", "value": {"is": "b.io"}, "variants": {"x": {"is": "b.io"}}}, files)
    assert dict(hit.values) == {"value": "b.io", "text": "b.io", "field": "nonProxyHosts"}
    assert hit.variant == "x"
    assert [hit.variant for hit in hits({"network": "kind", "variants": {"x": {"is": "a"}}}, files)] == [None]
    assert [marked(hit) for hit in hits({"network": "kind"}, files)] == [('"vpn"', "kind[vpn]")]
    assert hits({"network": "odd"}, files) == []
    assert hits({"network": "portForwards"}, files) == []  # these are no texts


def test_a_broken_network_is_not_judged() -> None:
    text = f'{{"kind": "vpn", {HOSTS}, "portForwards": [{FORWARD}],,}}'
    assert hits({"network": "kind"}, {NETWORK: text}) == []
    assert hits({"forward": "name"}, {NETWORK: text}) == []


# --- variables


HOST = '{"name": "MAIL_HOST", "value": "a.io", "type": "string", "service": "author"}'
WORD = '{"name": "MAIL_WORD", "value": "Harbor!72", "type": "secretString"}'
READER = {PATH: '{"smtp.host": "$[env:MAIL_HOST]", "smtp.password": "$[secret:MAIL_WORD]"}'}


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (
            {"variable": "name"},
            [('"MAIL_HOST"', "variables[MAIL_HOST].name"), ('"MAIL_WORD"', "variables[MAIL_WORD].name")],
        ),
        ({"variable": "type", "value": {"is": "string"}}, [('"string"', "variables[MAIL_HOST].type")]),
        (
            {"variable": "name", "where": {"type": {"is": "secretString"}}},
            [('"MAIL_WORD"', "variables[MAIL_WORD].name")],
        ),
        (
            {"variable": "name", "unless": {"type": {"is": "secretString"}}},
            [('"MAIL_HOST"', "variables[MAIL_HOST].name")],
        ),
        (
            {"variable": "service", "value": {"type": "missing"}, "at": "name"},
            [('"MAIL_WORD"', "variables[MAIL_WORD].service")],
        ),
        ({"variable": "service", "value": {"type": "missing"}}, [(WORD, "variables[MAIL_WORD].service")]),
    ],
)
def test_a_rule_looks_at_fields_of_variables(condition: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert [marked(hit) for hit in variables(condition, HOST, WORD)] == found


@pytest.mark.parametrize(
    ("read", "with_reader", "alone"),
    [
        (False, ["MAIL_ODD"], []),
        ("env", ["MAIL_HOST"], []),
        ("secret", ["MAIL_WORD"], []),
    ],
)
def test_a_rule_may_ask_what_reads_a_variable(read: Any, with_reader: list[str], alone: list[str]) -> None:
    odd = '{"name": "MAIL_ODD", "value": "a", "type": "string"}'
    condition = {"variable": "name", "read": read}
    found = [hit.values["variable"] for hit in variables(condition, HOST, WORD, odd, files=READER)]
    assert found == with_reader
    assert [hit.values["variable"] for hit in variables(condition, HOST, WORD, odd)] == alone


@pytest.mark.parametrize("field", ["name", "value"])
@pytest.mark.parametrize("sensitive", [True, False])
def test_dots_stand_for_the_values_of_variables(field: str, sensitive: bool) -> None:
    first, second = variables({"variable": field}, HOST, WORD, sensitive=sensitive)
    hidden = sensitive or field == "value"
    for hit, name, value, service in ((first, "MAIL_HOST", "a.io", "author"), (second, "MAIL_WORD", "Harbor!72", "")):
        written = value if field == "value" else name
        shown = {"value": DOTS} if hidden else {"value": written, "text": written}
        marked_as = {"fingerprint": written} if sensitive else {}
        assert dict(hit.values) == {**shown, **marked_as, "field": field, "variable": name, "service": service}


def test_of_what_dots_stand_for_the_key_is_marked() -> None:
    for field, sensitive, found in (
        ("value", True, '"value"'),
        ("value", False, '"value"'),
        ("name", True, '"name"'),
        ("name", False, '"MAIL_WORD"'),
    ):
        condition = {"variable": field, "where": {"value": {"starts": "Harbor"}}}
        assert [hit.at.text for hit in variables(condition, HOST, WORD, sensitive=sensitive)] == [found]


def test_variables_of_a_pipeline_and_of_a_broken_file_are_not_judged() -> None:
    assert hits({"variable": "name"}, {VARIABLES: f"[{HOST},, {WORD}]"}) == []
    pipeline = '[{"name": "A_B", "value": "c", "type": "string", "service": "build"}]'
    assert hits({"variable": "name"}, {"pipeline/variables.json": pipeline}) == []


def test_a_fix_and_a_variant_of_a_variable() -> None:
    condition = {"variable": "name", "variants": {"x": {"ends": "WORD"}}, "where": {"type": {"is": "secretString"}}}
    (hit,) = variables(condition, HOST, WORD, fix={"safe": True, "add": {"service": "author"}})
    assert hit.variant == "x"
    assert edited(hit) == f'[{HOST}, {WORD[:-1]}, "service": "author"}}]'


# --- placeholders


BOTH = '{"smtp.host": "$[env:HOST;default=$[secret:INNER]]", "smtp.user": "a$[env:USER;odd=1]"}'
OTHER = "config/com.acme.Other.cfg.json"


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"placeholder": {"type": True}}, ["HOST", "INNER", "USER"]),
        ({"placeholder": {"type": {"is": "secret"}}}, ["INNER"]),
        ({"placeholder": {"name": {"in": ["HOST", "USER"]}}}, ["HOST", "USER"]),
        ({"placeholder": {"default": True}}, ["HOST"]),
        ({"placeholder": {"default": False}}, ["INNER", "USER"]),
        ({"placeholder": {"default": {"starts": "x"}}}, []),
        ({"placeholder": {"default": False, "odd": True}}, ["USER"]),
        ({"placeholder": {"odd": {"is": "odd"}}}, ["USER"]),
        ({"placeholder": {"odd": {"is": "even"}}}, []),
        ({"placeholder": {"type": True}, "property": "smtp.host"}, ["HOST", "INNER"]),
        ({"placeholder": {"type": True}, "property": ["smtp.user"]}, ["USER"]),
        ({"placeholder": {"type": True}, "property": {"not": ["smtp.user"]}}, ["HOST", "INNER"]),
        ({"placeholder": {"type": True}, "property": {"not": ["smtp.host"]}}, ["USER"]),
    ],
)
def test_a_rule_looks_at_placeholders(condition: dict[str, Any], found: list[str]) -> None:
    assert [hit.values["name"] for hit in hits(condition, {PATH: BOTH})] == found


def test_a_rule_may_look_at_placeholders_of_mail_only() -> None:
    files = {PATH: BOTH, OTHER: '{"a": "$[env:OTHER]"}'}
    found = hits({"placeholder": {"type": {"is": "env"}}}, files)
    assert [hit.values["name"] for hit in found] == ["OTHER", "HOST", "USER"]
    for mail, names in ((True, ["HOST", "USER"]), (False, ["OTHER", "HOST", "USER"])):
        found = hits({"placeholder": {"type": {"is": "env"}}, "mail": mail}, files)
        assert [hit.values["name"] for hit in found] == names


def test_a_hit_on_a_placeholder_says_no_default() -> None:
    found = hits({"placeholder": {"type": True}}, {PATH: BOTH})
    assert [marked(hit) for hit in found] == [
        ("$[env:HOST;default=$[secret:INNER]]", f"{MAIL}#smtp.host"),
        ("$[env:HOST;default=$[secret:INNER]]", f"{MAIL}#smtp.host"),
        ("$[env:USER;odd=1]", f"{MAIL}#smtp.user"),
    ]
    assert [hit.variant for hit in found] == ["env", "secret", "env"]
    assert [dict(hit.values) for hit in found] == [
        {
            "property": property,
            "pid": MAIL,
            "name": name,
            "value": name,
            "type": type,
            "odd": odd,
            "shown": f"$[{type}:{name}]",
        }
        for property, type, name, odd in (
            ("smtp.host", "env", "HOST", ""),
            ("smtp.host", "secret", "INNER", ""),
            ("smtp.user", "env", "USER", "odd"),
        )
    ]
