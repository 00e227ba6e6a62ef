"""The schemas are schemas, take what Cloud Manager takes, and agree with the rules."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from conftest import ROOT

from aemlint import examples
from aemlint.engine import compiling

SCHEMAS = sorted((ROOT / "schemas").rglob("*.json"))
OF_PIDS = [path for path in SCHEMAS if path.parent.name == "pid"]
FORWARD = {"name": "smtp.mymail.com", "portDest": 465, "portOrig": 30465}
VPN = {
    "kind": "vpn",
    "region": "va7",
    "addressSpace": ["10.104.182.64/26"],
    "dns": {"resolvers": ["10.151.201.22"], "domains": ["wknd.site"]},
    "connections": [
        {
            "name": "connection-1",
            "gateway": {"address": "195.231.212.78", "addressSpace": ["10.151.0.0/16"]},
            "sharedKey": "<preshared key>",
            "ipsecPolicy": {
                "dhGroup": "ECP256",
                "ikeEncryption": "AES256",
                "saDatasize": 102400000,
                "saLifetime": 3600,
            },
        }
    ],
}
SECRET = {"name": "EMAIL_PASSWORD", "type": "secretString", "service": "author", "status": "ready"}

RIGHT = {
    "network": [
        {"portForwards": [FORWARD]},
        {"portForwards": [], "nonProxyHosts": ["*.example.com", "api.example.net"]},
        {"nonProxyHosts": []},
        {
            "$schema": "https://aemlint.dev/schemas/network.json",
            "programId": "14",
            "environmentId": "123",
            "networkInfrastructureId": "123",
            "advancedNetworkingEnabled": True,
            "portForwards": [FORWARD, {"portDest": 25, "portOrig": 30025, "_note": "no name is no error"}],
            "_links": {"self": {"href": "/api/program/14/environment/123/advancedNetworking"}},
        },
        {
            "_totalNumberOfItems": 1,
            "_embedded": {"networkingConfigurations": [{"environmentId": "1", "portForwards": []}]},
        },
        [FORWARD],
        [{"portForwards": [FORWARD]}],
        {"kind": "flexiblePortEgress", "region": "va7"},
        {"kind": "dedicatedEgressIp", "region": "va7", "isPrimaryRegion": True},
        VPN,
        {"_embedded": {"networkInfrastructures": [{**VPN, "id": "1", "programId": "14", "status": "ready"}]}},
    ],
    "variables": [
        [],
        [SECRET, {"name": "EMAIL_USERNAME", "value": "apikey", "type": "string"}],
        [{"name": "EMAIL_USERNAME", "value": "apikey"}, {"name": "author_MAIL", "value": ""}],
        [{"name": "EMAIL_PASSWORD", "value": "x" * 499, "type": "secretString", "service": "preview"}],
        [{"name": "A_TEMPLATE", "value": "x" * 2048, "type": "string"}],
        {"_embedded": {"variables": [SECRET]}, "_totalNumberOfItems": 1},
    ],
}
WRONG = {
    "network": [
        {},
        {"portForwards": FORWARD},
        {"portForwards": [{**FORWARD, "portOrig": "30465"}]},
        {"portForwards": [{**FORWARD, "portOrig": 31001}]},
        {"portForwards": [{**FORWARD, "portOrig": 465}]},
        {"portForwards": [{**FORWARD, "portDest": 0}]},
        {"portForwards": [{**FORWARD, "portDest": 465.5}]},
        {"portForwards": [{**FORWARD, "name": "Smtp.acme.com"}]},
        {"portForwards": [{**FORWARD, "name": "smtp://smtp.acme.com"}]},
        {"portForwards": [{**FORWARD, "name": "*.acme.com"}]},
        {"portForwards": [{**FORWARD, "name": "smtp.acme.com."}]},
        {"portForwards": [{**FORWARD, "name": "2001:db8::1"}]},
        {"portForwards": [{**FORWARD, "name": 25}]},
        {"portForwards": [{"name": "smtp.acme.com", "portDest": 465}]},
        {"portForwards": [{"name": "smtp.acme.com", "portDestination": 465, "originPort": 30465}]},
        {"portForward": [FORWARD]},
        {"_embedded": {"networkingConfigurations": [{"portForwards": [{}]}]}},
        {"kind": "dedicatedEgressIP", "region": "va7"},
        {"kind": "VPN", "region": "va7"},
        {"kind": "vpn"},
        {**VPN, "adressSpace": []},
        {**VPN, "connections": [{"name": "a", "gateway": {"adress": "195.231.212.78"}}]},
    ],
    "variables": [
        {},
        {"EMAIL_USERNAME": "apikey"},
        ["EMAIL_USERNAME=apikey"],
        [{"value": "apikey"}],
        [{"name": "EMAIL_USERNAME", "type": "string"}],
        [{"name": "EMAIL_USERNAME"}],
        [{"name": "server-api-key", "value": "a"}],
        [{"name": "1ST", "value": "a"}],
        [{"name": "A", "value": "a"}],
        [{"name": "A" * 101, "value": "a"}],
        [{"name": "AEM_PROXY_HOST", "value": "proxy.tunnel"}],
        [{"name": "INTERNAL_A", "value": "a"}],
        [{"name": "EMAIL_PASSWORD", "value": "a", "type": "secretstring"}],
        [{"name": "EMAIL_PASSWORD", "value": "a", "type": "secretString", "service": "Author"}],
        [{"name": "EMAIL_PASSWORD", "value": "x" * 500, "type": "secretString"}],
        [{"name": "A_TEMPLATE", "value": "x" * 2049, "type": "string"}],
        [{"name": f"NAME_{number}", "value": "a"} for number in range(201)],
        {"_embedded": {"variables": [{"name": "EMAIL_USERNAME", "value": "a", "service": "dispatcher"}]}},
    ],
}
# Rules that say what the schema of their files refuses.
SAY_IT = ("network/name", "network/port-range", "network/swapped", "network/unknown-field", "network/malformed")
SAY_IT_OF_VARIABLES = ("variable/malformed", "variable/reserved", "variable/too-long")


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))
    return found


def takes(name: str, content: object) -> bool:
    return jsonschema.Draft202012Validator(schema(name)).is_valid(content)


def rule(id: str) -> dict[str, Any]:
    return compiling.rule_data(str(ROOT / "rules" / f"{id}.yaml"), examples=True)


def cases(table: dict[str, list[Any]]) -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}-{at}")
        for name, of_name in table.items()
        for at, case in enumerate(of_name)
    ]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: str(path.name))
def test_a_schema_is_one(path: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", OF_PIDS, ids=lambda path: str(path.stem))
def test_a_pid_s_schema_says_what_rules_ask(path: Any) -> None:
    found = json.loads(path.read_text("utf-8"))
    assert set(found["x-aemlint"]) >= {"factory", "complete", "cloud"}
    assert found["properties"] or not found["x-aemlint"]["complete"]
    assert all("java" in property["x-aemlint"] for property in found["properties"].values())


@pytest.mark.parametrize(("name", "content"), cases(RIGHT))
def test_what_cloud_manager_takes_is_right(name: str, content: object) -> None:
    jsonschema.Draft202012Validator(schema(name)).validate(content)


@pytest.mark.parametrize(("name", "content"), cases(WRONG))
def test_what_cloud_manager_refuses_is_wrong(name: str, content: object) -> None:
    assert not takes(name, content)


def test_the_schema_and_the_rule_know_the_same_fields() -> None:
    fields = rule("network/unknown-field")["with"]["fields"]
    known = schema("network")["$defs"]
    infrastructure = known["infrastructure"]["properties"]
    connection = infrastructure["connections"]["items"]["properties"]
    assert fields == {
        "environment": list(known["environment"]["properties"]),
        "portForwards": list(known["forward"]["properties"]),
        "infrastructure": list(infrastructure),
        "dns": list(infrastructure["dns"]["properties"]),
        "connections": list(connection),
        "gateway": list(connection["gateway"]["properties"]),
        "ipsecPolicy": list(connection["ipsecPolicy"]["properties"]),
    }


def test_the_schema_and_the_rules_know_the_same_ports() -> None:
    forward = schema("network")["$defs"]["forward"]["properties"]
    ranges = rule("network/port-range")["match"]["forward"]
    for name, condition in ranges.items():
        assert condition["integer"]["outside"] == [forward[name]["minimum"], forward[name]["maximum"]]


@pytest.mark.parametrize("id", [*SAY_IT, *SAY_IT_OF_VARIABLES])
def test_what_a_rule_finds_the_schema_refuses(id: str) -> None:
    name = "network" if id in SAY_IT else "variables"
    looked_at = 0
    for example in rule(id)["examples"]:
        files = list(example["files"])
        for path in {found.get("in", files[0]) for found in example["finds"]}:
            try:
                content = json.loads(examples.content(example["files"][path]))
            except ValueError:  # YAML, or what does not parse
                continue
            wants_more = "stands twice" in str(example["finds"])
            assert wants_more or not takes(name, content), example["title"]
            looked_at += 1
    assert looked_at
