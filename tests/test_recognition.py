"""What a document is taken for, by its content: a networking or a variables file, and by how little it is neither."""

from __future__ import annotations

import pytest
from reading import read

from aemlint.model import interest
from aemlint.model.network import MEANT, NetworkFile, are_forwards, field, meant
from aemlint.model.recognition import handoff, network_file, variables_file
from aemlint.model.variables import VariablesFile

FORWARD = '{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}'


def network(text: str, *, named: bool = False) -> NetworkFile | None:
    return network_file(read("a.json", text.encode()), named=named)


def variables(text: str, *names: str, named: bool = False) -> VariablesFile | None:
    return variables_file(read("a.json", text.encode()), named=named, read=lambda: names)


@pytest.mark.parametrize(
    ("text", "shape", "named"),
    [
        (f'{{"portForwards": [{FORWARD}]}}', "environment", "environment"),
        ('{"portForwards": []}', "environment", "environment"),
        ('{"portForwards": [1]}', "environment", "environment"),
        ('{"portForwards": {}}', "environment", "environment"),
        (f'{{"portForwards": {FORWARD}}}', "environment", "environment"),
        (f'{{"portForwards": {{"a": {FORWARD}}}}}', "environment", "environment"),
        ('{"portForwards": {"a": 1}}', None, "environment"),
        ('{"portForwards": {"a": {"b": 1}}}', None, "environment"),
        ('{"portForwards": 1}', "environment", "environment"),
        ('{"portForwards": 1, "a": 2}', None, "environment"),
        ('{"portForwards": [{"guestPort": 1}]}', None, "environment"),
        ('{"portForwards": [{"guestPort": 1}, {"portDst": 2}]}', "environment", "environment"),
        ('{"portForwards": [{"name": "a"}], "b": 1}', "environment", "environment"),
        ('{"portForwards": [{"portOrigin": 1, "a": 2}]}', "environment", "environment"),
        ('{"portForwards": [{"portOriginal": 1, "a": 2}]}', "environment", "environment"),
        ('{"portForwards": [{"PORTDESTINATIONS": 1, "a": 2}]}', "environment", "environment"),
        ('{"portForwards": [{"host": "a"}]}', None, "environment"),
        ('{"nonProxyHosts": ["a"]}', "environment", "environment"),
        (
            '{"nonProxyHosts": ["a"], "programId": "1", "environmentId": "2", "_links": {}}',
            "environment",
            "environment",
        ),
        ('{"nonProxyHosts": ["a"], "host": "b"}', None, "environment"),
        ('{"programId": "1"}', None, "environment"),
        (f'{{"forwards": [{FORWARD}]}}', "environment", "environment"),
        (f'{{"a": 1, "b": {FORWARD}}}', None, "environment"),
        ("{" + '"a": 1, ' * 20 + f'"b": [{FORWARD}]}}', None, "environment"),
        ("{" + '"a": 1, ' * 19 + f'"b": [{FORWARD}]}}', "environment", "environment"),
        ("{}", None, "environment"),
        ("[]", None, None),
        ("1", None, None),
        ("[1]", None, None),
        ("[{}]", None, "list"),
        (f"[{FORWARD}]", "forwards", "forwards"),
        (f"[1, {FORWARD}]", "forwards", "forwards"),
        ('[{"portOrig": 1}]', None, "list"),
        ('[{"portDest": 1}]', None, "list"),
        (f'[{{"portForwards": [{FORWARD}]}}]', "list", "list"),
        (f'[1, {{"portForwards": [{FORWARD}]}}]', "list", "list"),
        ('{"_embedded": {"networkingConfigurations": []}}', "list", "list"),
        ('{"_embedded": {"networkingConfigurations": {}}}', None, "environment"),
        ('{"_embedded": {"networkInfrastructures": []}}', "infrastructure", "infrastructure"),
        ('{"_embedded": []}', None, "environment"),
        ('{"kind": "vpn", "region": "a"}', "infrastructure", "infrastructure"),
        ('{"kind": "VPN", "region": "a", "x": 1}', "infrastructure", "infrastructure"),
        ('{"kind": "dedicatedEgressIp", "region": "a", "x": 1}', "infrastructure", "infrastructure"),
        ('{"kind": "odd", "region": "a", "dns": {}}', "infrastructure", "infrastructure"),
        ('{"kind": "odd", "region": "a", "x": 1}', None, "infrastructure"),
        ('{"kind": 1, "region": "a", "x": 1}', None, "infrastructure"),
        ('{"kind": "vpn"}', None, "environment"),
        ('{"region": "a"}', None, "environment"),
        ('{"kind": "odd", "region": "a",}', None, "infrastructure"),
        ('{"kind": "vpn", "region": "a",}', "infrastructure", "infrastructure"),
    ],
)
def test_a_networking_file_is_told_by_its_content(text: str, shape: str | None, named: str | None) -> None:
    found, said = network(text), network(text, named=True)
    assert (found.shape if found else None, said.shape if said else None) == (shape, named)


PLAIN = '{"name": "A_B", "value": "c"}'


@pytest.mark.parametrize(
    ("text", "count", "named"),
    [
        ('[{"name": "A_B", "value": "c", "type": "string"}]', 1, 1),
        ('[{"name": "A_B", "type": "string"}]', 1, 1),
        ('[{"name": "A_B", "value": "c", "type": "string", "service": "x", "status": "y"}]', 1, 1),
        ('[{"name": "A_B", "value": "c", "type": "string", "service": "x", "status": "y", "name": "A_B"}]', None, 1),
        ('[{"name": "a", "type": "secretString", "x": 1, "y": 2}]', 1, 1),
        ('[{"name": "a", "type": "SECRETSTRING"}, 1]', 2, 2),
        ('[{"type": "secretString"}]', None, 1),
        ('[{"name": "a", "value": "c", "type": "string"}]', 1, 1),
        ('[{"name": "a", "type": "string"}]', None, 1),
        ('[{"name": "MAIL-HOST", "type": "string", "value": "c"}]', 1, 1),
        (
            '[{"name": "first name", "type": "string"}, {"name": "page-size", "type": "string", "value": "10"}]',
            *(None, 2),
        ),
        ('[{"name": "a", "value": "c", "type": "String"}]', 1, 1),
        ('[{"name": "a", "value": "c", "type": "number"}]', None, 1),
        ('[{"name": "a", "value": "c", "type": "string"}, {"name": "b", "value": "c", "type": "number"}]', None, 2),
        ('[{"name": "a", "value": "c", "type": "string"}, 1]', None, 2),
        ('[{"name": "a", "value": "c", "type": "string", "id": 1}]', None, 1),
        ('[{"name": "a", "value": "c", "service": "author"}]', 1, 1),
        ('[{"name": "a", "type": "c", "service": "Publish"}]', 1, 1),
        ('[{"name": "a", "service": "author"}]', None, 1),
        ('[{"name": "a", "value": "c", "service": "other"}]', None, 1),
        ('[{"name": "A_1", "value": "c", "service": "other"}]', 1, 1),
        ('[{"name": "A_1", "service": "other"}]', None, 1),
        ('[{"name": "A-1", "value": "c", "service": "other"}]', None, 1),
        ('[{"name": "A_b", "value": "c", "service": "other"}]', None, 1),
        ('[{"name": "A_1", "value": "c", "service": "other", "id": 1}]', None, 1),
        (f"[{PLAIN}]", None, 1),
        ('[{"name": "READ", "value": "c"}]', 1, 1),
        ('[{"name": "x", "value": "c"}, {"name": "READ", "value": "c"}]', 2, 2),
        ('[{"name": "READ"}]', None, 1),
        ('[{"name": "READ", "value": "c", "type": "number"}]', None, 1),
        ('[{"name": "READ", "value": "c"}, 1]', None, 2),
        ("[]", None, 0),
        ("[1]", None, 1),
        ("1", None, None),
        ("{}", None, 0),
        ('{"name": "A_B", "value": "c", "type": "string"}', 1, 1),
        ('{"name": "a", "value": "c", "type": "string"}', 1, 1),
        ('{"name": "READ", "value": "c"}', None, 0),
        ('{"variables": [{"name": "A_B", "type": "string"}]}', 1, 1),
        ('{"variables": [{"name": "READ", "value": "c"}]}', None, 1),
        ('{"variables": {"name": "A_B", "type": "string"}}', None, 0),
        ('{"_embedded": {"variables": [{"name": "a"}]}}', 1, 1),
        (
            '{"_embedded": {"variables": [{"name": "a", "type": "secretString"}, {"name": "b", "type": "string"}]}}',
            2,
            2,
        ),
        ('{"_embedded": {"variables": [{"name": "a", "type": "odd"}]}}', None, None),
        ('{"_embedded": {"variables": [{"type": "string"}]}}', None, None),
        ('{"_embedded": {"variables": [1]}}', None, None),
        ('{"_embedded": {"variables": {}}}', None, None),
        ('{"_embedded": {}}', None, None),
        ('{"_embedded": 1}', None, None),
    ],
)
def test_a_variables_file_is_told_by_its_content(text: str, count: int | None, named: int | None) -> None:
    found, said = variables(text, "READ"), variables(text, "READ", named=True)
    assert (len(found.items) if found else None, len(said.items) if said else None) == (count, named)


@pytest.mark.parametrize(
    ("text", "array", "pipeline"),
    [
        ('[{"name": "A_B", "type": "string"}]', True, False),
        ('{"name": "A_B", "type": "string"}', False, False),
        ('{"variables": [{"name": "A_B", "type": "string"}]}', False, False),
        ('{"_embedded": {"variables": [{"name": "a"}]}}', True, False),
        ('{"_links": "/pipeline/1", "_embedded": {"variables": [{"name": "a"}]}}', True, True),
        ('{"_embedded": {"variables": [{"name": "a", "service": "build"}]}}', True, True),
        ('[{"name": "A_B", "type": "string", "service": "uiTest"}]', True, True),
        ('[{"name": "A_B", "type": "string", "service": "functionalTest"}, {"name": "C_D"}]', True, True),
        ('[{"name": "A_B", "type": "string", "service": "build"}, {"name": "C_D", "service": "author"}]', True, False),
        ('[{"name": "A_B", "type": "string", "service": "odd"}]', True, False),
    ],
)
def test_what_a_variables_file_is_like(text: str, array: bool, pipeline: bool) -> None:
    found = variables(text)
    assert found is not None
    assert (found.array, found.pipeline, found.broken) == (array, pipeline, False)


def test_what_the_settings_name_is_no_pipelines() -> None:
    found = variables('[{"name": "A_B", "type": "string", "service": "build"}]', named=True)
    assert found is not None
    assert not found.pipeline


@pytest.mark.parametrize(
    ("text", "count"),
    [('{"variables": [{}, {}]}', 2), ("[{}]", 1), ('{"variables": {}}', 0), ("{}", 0), ("1", 0), ('{"a": [{}]}', 0)],
)
def test_what_a_tool_leaves_behind(text: str, count: int) -> None:
    assert len(handoff(read("a.json", text.encode())).items) == count


def test_of_a_field_that_stands_twice_the_last_counts() -> None:
    document = read("a.json", b'{"a": 1, "b": 2, "a": 3}')
    found = field(document.root, "a")  # type: ignore[arg-type]
    assert found is not None
    assert found.value.value == 3  # type: ignore[union-attr]
    assert field(document.root, "c") is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *((name, None) for name in ("name", "portDest", "portOrig", "odd", "comment", "id")),
        ("Host", "name"),
        ("TARGETPORT", "portDest"),
        ("sourcePort", "portOrig"),
        ("nam", "name"),
        ("portdest", "portDest"),
        ("portOrg", "portOrig"),
        ("portDst", "portDest"),
        *MEANT.items(),
    ],
)
def test_what_a_key_of_a_forward_stands_for(name: str, found: str | None) -> None:
    assert meant(name) == found


def test_a_list_of_forwards_has_one_with_both_ports() -> None:
    for text, whether in (
        (f"[{FORWARD}]", True),
        ('[{"portOrig": 1, "portDest": 2}]', True),
        ('[{"portOrig": 1}, {"portDest": 2}]', False),
        ("[1]", False),
        ("[]", False),
    ):
        assert are_forwards(read("a.json", text.encode()).root) is whether  # type: ignore[arg-type]


# --- by bytes


@pytest.mark.parametrize(
    ("data", "whether"),
    [
        *((word, True) for word in (b"a$b", b"a\\b", b"&#65;", b"a_x0020_", b"a\0b", b"Smtp.host", b"a://b@c")),
        *((word, False) for word in (b"", b"a", b"https://host", b"user@host", b"smtp", b"&amp;", b"x_y", b"basic")),
    ],
)
def test_which_configurations_may_matter(data: bytes, whether: bool) -> None:
    assert interest.may_matter(data) is whether


@pytest.mark.parametrize("sign", interest.CREDENTIALS)
def test_what_begins_a_credential_matters(sign: bytes) -> None:
    assert interest.may_matter(b"a" + sign + b"b")


@pytest.mark.parametrize(
    ("path", "whether"),
    [
        *((path, True) for path in ("network.json", "a/Egress.yaml", "b/my-vpn.json", "PortForwards.json")),
        *((path, True) for path in ("variables.json", "a.secret.yaml")),
        *((path, False) for path in ("a.json", "network/a.json", "secrets/b.yaml", "var.json")),
    ],
)
def test_a_name_tells_of_interest(path: str, whether: bool) -> None:
    assert interest.telling(path) is whether


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"abc", b"abc"),
        ('{"ä"}'.encode("utf-16"), '{"ä"}'.encode()),
        (b"\xfe\xff\0a\0b", b"ab"),
        (b"\xff\xfea\0", b"a"),
        (b"\xff\xfea", "�".encode()),
        (b"\\u0041\\u007a", b"Az"),
        (b"\\u0040\\u007b\\u005b", b"\\u0040\\u007b["),
        (b"\\u004", b"\\u004"),
        (b"\\u00", b"\\u00"),
        (b"\\u00zz", b"\\u00zz"),
        (b"\\u0141", b"\\u0141"),
        (b"a\\u0062c\\u0064", b"abcd"),
    ],
)
def test_letters_stand_for_their_escapes(data: bytes, text: bytes) -> None:
    found = interest.readable(data)
    assert found.removeprefix("\ufeff".encode()) == text


BIG = b" " * ((64 << 10) + 1)


@pytest.mark.parametrize(
    ("data", "networks", "variables"),
    [
        (b"portForwards", True, False),
        (b"portOrig", True, False),
        (b"nonProxyHosts" + BIG, True, False),
        (b"kind: a\nregion: b", True, False),
        (b"kind", False, False),
        (b"region", False, False),
        (b"kind region" + BIG[:-12], True, False),
        (b"kind region" + BIG, False, False),
        (b'[{"name": 1, "value": 2}]', False, True),
        (b'[{"name": 1, "type": 2}]', False, True),
        (b'[{"name": 1}]', False, False),
        (b'[{"value": 1, "type": 2}]', False, False),
        (b"- name: a\n  type: b", False, True),
        (b'[{"name": 1, "value": 2}]' + BIG, False, False),
        (b'[{"name": 1, "value": 2, "type": "string"}]' + BIG, False, True),
        (b'[{"name": 1, "type": "string"}]' + BIG, False, False),
        (b'[{"name": 1, "value": "string"}]' + BIG, False, False),
        (b'[{"name": 1, "value": 2, "type": 3}]' + BIG, False, False),
        (b'[{"name": 1, "type": "SecretString"}]' + BIG, False, True),
        (b'[{"type": "secretString"}]', False, False),
        (b'{"type": "secretString"}', False, True),
        (b'{"TYPE": "SECRETSTRING"}', False, True),
        (b'{"_embedded": {"variables": []}}', False, True),
        (b'{"_embedded": {}}', False, False),
        (b'{"variables": []}', False, False),
        (b"", False, False),
        (b"\xef\xbb\xbf[name value]", False, True),
        (b"# a\n%YAML 1.2\n---\n - name: value", False, True),
        (b"---\n# b", False, False),
        (b"# no end", False, False),
    ],
)
def test_which_files_may_be_networks_or_variables(data: bytes, networks: bool, variables: bool) -> None:
    assert (interest.may_be_network(data), interest.may_be_variables(data)) == (networks, variables)


@pytest.mark.parametrize(
    ("data", "network", "variables"),
    [
        (b'{"portForwards": [{"portOrig": 1', True, False),
        (b'{"portForwards": [{"portDest": 1', True, False),
        (b'{"portForwards": [', False, False),
        (b'{"portOrig": 1', False, False),
        (b'{"networkingConfigurations": [', True, False),
        (b'[{"name": "a", "type": "secretString"', False, True),
        (b"- name: a\n  type: secretString", False, True),
        (b'{"_embedded": "name secretString', False, True),
        (b'{"name": "secretString', False, False),
        (b'[{"type": "secretString"', False, False),
        (b'[{"name": "string"', False, False),
    ],
)
def test_what_a_wreck_was_to_be(data: bytes, network: bool, variables: bool) -> None:
    assert (interest.is_network_wreck(data), interest.is_variables_wreck(data)) == (network, variables)
