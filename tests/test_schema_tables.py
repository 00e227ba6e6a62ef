"""The tables made of schemas/pid: they know every keyword in use, and vouch for nothing that jsonschema refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry

from aemlint.schema import Schemas, tables
from aemlint.schema.judge import violations

FOLDER = ROOT / "schemas" / "pid"
SCHEMAS = {
    path.name.removesuffix(".json"): json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
VALIDATORS = {pid: Draft202012Validator(one, registry=Registry()) for pid, one in SCHEMAS.items()}
TABLES = Schemas(tables.tables(str(ROOT / "schemas")))

TEXTS = st.one_of(
    st.sampled_from(
        ["true", "FALSE", "True ", "true\n", "yes", "465", "+465", "-1", "465\n", "٤٦٥", "", "$[env:X]", "$["]
    ),
    st.text(max_size=8),
)
SCALARS = st.one_of(
    TEXTS, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just(465.0)
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.none())


@pytest.mark.parametrize("pid", SCHEMAS)
def test_a_schema_is_one(pid: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[pid])
    assert SCHEMAS[pid]["$id"].endswith(f"/schemas/pid/{pid}.json")


@pytest.mark.parametrize("pid", SCHEMAS)
def test_a_schema_uses_only_what_tables_know(pid: str) -> None:
    tables.table(SCHEMAS[pid])


@pytest.mark.parametrize("pid", SCHEMAS)
def test_every_property_says_what_it_is(pid: str) -> None:
    for name, one in SCHEMAS[pid]["properties"].items():
        assert one["description"].endswith("."), name
        assert one["x-aemlint"]["java"] in ("String", "Boolean", "Integer", "String[]"), name
        if name.rsplit(".", 1)[-1].lower() in ("password", "retrieveruserpwd", "clientsecret", "refreshtoken"):
            assert one["x-aemlint"]["secret"], name


@pytest.mark.parametrize(
    ("pid", "typed"),
    [("com.day.cq.mailer.DefaultMailService", name) for name in ("smtp.port:Integer", "smtp.ssl:Boolean")],
)
def test_editors_take_keys_with_types(pid: str, typed: str) -> None:
    assert VALIDATORS[pid].is_valid({typed: "whatever"})
    assert not VALIDATORS[pid].is_valid({typed.replace(".", "x"): "whatever"})


def test_an_unknown_keyword_is_refused() -> None:
    with pytest.raises(tables.UnknownKeyword):
        tables.shape({"type": "string", "format": "uri"}, {})


@pytest.mark.parametrize("pid", SCHEMAS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_a_table_vouches_for_is_valid(pid: str, data: st.DataObject) -> None:
    known = [*SCHEMAS[pid]["properties"], "smpt.port"]
    values: dict[str, Any] = data.draw(st.dictionaries(st.sampled_from(known), VALUES, max_size=4))
    table = TABLES.of(pid)
    assert table is not None
    doubtful = table.doubtful(values)
    certain = {name: value for name, value in values.items() if name not in doubtful}
    assert VALIDATORS[pid].is_valid(certain)
    refused = {violation.name for violation in violations(pid, {name: values[name] for name in doubtful})}
    assert (not refused) == VALIDATORS[pid].is_valid(values)


@pytest.mark.parametrize("value", [True, False, "true", "False", "$[env:X;type=Boolean]"])
def test_usual_booleans_are_vouched_for(value: object) -> None:
    assert not doubts("com.day.cq.mailer.DefaultMailService", "smtp.starttls", value)


@pytest.mark.parametrize("value", [465, "465", "$[env:PORT;default=465]"])
def test_usual_numbers_are_vouched_for(value: object) -> None:
    assert not doubts("com.day.cq.mailer.DefaultMailService", "smtp.port", value)


@pytest.mark.parametrize("value", [["openid", "offline_access"], [], "$[env:SCOPES;type=String[];delimiter=,]"])
def test_usual_lists_are_vouched_for(value: object) -> None:
    assert not doubts("com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl", "scopes", value)


def doubts(pid: str, name: str, value: object) -> list[str]:
    table = TABLES.of(pid)
    assert table is not None
    return table.doubtful({name: value})
