"""One configuration, and a project of several: what is asked of them, in small tables."""

from __future__ import annotations

from typing import Any

import pytest
from edges import NODE
from reading import read
from small import MAIL, PATH, project

from aemlint.engine.rulebook import Rulebook
from aemlint.model.configuration import PROVIDER_SECRETS, Configuration, breaks, is_for_provider
from aemlint.model.pid import Pid
from aemlint.model.project import may_read

OTHER = "config/com.acme.Other.cfg.json"
APPS = "ui.config/src/main/content/jcr_root/apps/acme"


def configuration(text: str, path: str = PATH, target: str = "cloud") -> Configuration:
    (found,) = project({path: text}, target).configurations
    return found


def test_names_are_compared_as_aem_compares_them() -> None:
    found = configuration('{"SMTP.Host": "a", "b": 1}')
    one = found.get("smtp.HOST")
    assert one is not None
    assert (one.name, one.at.text, one.key_at.text, one.subject) == (
        "SMTP.Host",
        '"a"',
        '"SMTP.Host"',
        f"{MAIL}#SMTP.Host",
    )
    assert found.get("c") is None
    assert list(found.properties) == ["smtp.host", "b"]
    plain = configuration('{"A": "b"}', OTHER)
    assert plain.document.plain
    assert plain.get("c") is None
    assert plain.get("a").name == "A"  # type: ignore[union-attr]


@pytest.mark.parametrize("pid", [MAIL, "com.acme.Other"])
def test_names_may_be_hidden_by_escapes(pid: str) -> None:
    for ending, text, target in (
        ("cfg.json", '{"smtp\\u002ehost": "a"}', "cloud"),
        ("config", 'smtp\\.host="a"\n', "cloud"),
        ("cfg", "smtp\\u002ehost=a\n", "cloud"),
        ("xml", NODE.replace("smtp.host", "smtp_x002e_host"), "6.5"),
    ):
        found = configuration(text, f"jcr_root/apps/a/config/{pid}.{ending}", target)
        assert found.get("smtp.host") is not None, ending
        assert found.get("smtp.port") is None
        assert list(found.properties) == ["smtp.host"]
        assert found.get("SMTP.host") is not None
        assert found.get("smtp.port") is None


def test_what_is_written_in_vain_is_written() -> None:
    found = configuration('{"a": 1, "b": 2, "a": 3}')
    assert sorted(one.at.text for one in found.written()) == ["2", "3"]
    assert [(one.at.text, one.in_force) for one in found.written(shadowed=True)] == [
        *(("1", False), ("2", True), ("3", True))
    ]
    whole = configuration('{"a": 1}')
    assert [(one.at.text, one.in_force) for one in whole.written(shadowed=True)] == [("1", True)]


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        (PATH, '{"smtp.password": "a", "smtp.user": "b", "SMTP.Password": "c"}', ["smtp.password", "SMTP.Password"]),
        (PATH, '{"password": "a", "apiKey": "b"}', []),
        (OTHER, '{"smtp.password": "a", "Smtp.Password2": "b", "password": "c"}', ["smtp.password"]),
    ],
)
def test_secrets_of_a_configuration(path: str, text: str, names: list[str]) -> None:
    assert [one.name for one in configuration(text, path).secrets] == names


@pytest.mark.parametrize(
    ("path", "text", "whether"),
    [
        (PATH, '{"smtp.password": "Harbor!72"}', True),
        (PATH, '{"smtp.password": "$[secret:A]"}', False),
        (PATH, '{"smtp.password": "$[secret:A;default=b]"}', True),
        (PATH, '{"smtp.password": "${secret:A}"}', False),
        (PATH, '{"smtp.password": ""}', False),
        (PATH, '{"smtp.password": 5}', True),
        (PATH, '{"smtp.password": ["", "Harbor!72"]}', True),
        (PATH, '{"smtp.password": [""]}', False),
        (PATH, '{"smtp.pasword": "Harbor!72"}', True),
        (PATH, '{"smtp.user": "Harbor!72"}', False),
        (PATH, '{"smtp.user": 5}', False),
        (PATH, '{"smtp.host": "https://user:Harbor72@acme.io"}', True),
        (OTHER, '{"apiKey": "Harbor!72"}', True),
        (OTHER, '{"api": "Harbor!72"}', False),
        (OTHER, '{"a": "b", "smtp.pasword": "Harbor!72"}', False),
    ],
)
def test_what_may_be_a_secret_is_confidential(path: str, text: str, whether: bool) -> None:
    *_, one = configuration(text, path).written()
    assert one.confidential is whether
    assert one.confidential is whether


def test_a_part_of_a_value_has_a_place_of_its_own() -> None:
    found = configuration('{"a": "x$[env:B]", "c": "\\u0078$[env:D]", "e": ["y", "$[env:F]z"]}')
    plain, escaped, several = found.written()
    for one, node, start, end, text in (
        (plain, plain.entry.value, 1, 9, "$[env:B]"),
        (escaped, escaped.entry.value, 1, 9, '"\\u0078$[env:D]"'),
        (several, several.entry.value.items[1], 0, 8, "$[env:F]"),  # type: ignore[union-attr]
    ):
        assert one.part_at(node, start, end).text == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "stands_for"),
    [("smtp.hots", "smtp.host"), ("fromAddress", "from.address"), ("smtp.host", None), ("odd", None)],
)
def test_a_key_may_stand_for_a_property(key: str, stands_for: str | None) -> None:
    found = configuration(f'{{"{key}": "a"}}')
    for name in ("smtp.host", "from.address", "smtp.port"):
        assert found.misspells(name) is (name == stands_for)
    assert not configuration(f'{{"{key}": "a"}}', OTHER).misspells("smtp.host")
    assert not configuration("{}").misspells("smtp.host")


def test_where_something_absent_would_stand() -> None:
    assert configuration('{"a": 1, "b": 2}').first_at.text == '"a"'
    empty = configuration("  {}")
    assert (empty.first_at.span.start, empty.first_at.span.end) == (0, 0)
    assert (empty.at.span.start, empty.at.span.end) == (0, 0)


@pytest.mark.parametrize(
    ("path", "file", "folder", "package", "inside"),
    [
        (f"{APPS}/config.author/a.b.C.cfg.json", "a.b.C.cfg.json", "config.author", "/apps/acme/config.author", True),
        ("config/a.b.C.cfg.json", "a.b.C.cfg.json", "config", "/config", False),
        ("jcr_root/apps/x/config/a.b.C.cfg.json", "a.b.C.cfg.json", "config", "/apps/x/config", True),
    ],
)
def test_what_a_path_tells(path: str, file: str, folder: str, package: str, inside: bool) -> None:
    found = configuration("{}", path)
    assert (found.file_name, found.folder_name, found.in_repository) == (file, folder, inside)
    assert found.package_path == f"{package}/{file}"


@pytest.mark.parametrize(
    ("path", "text", "certain", "addresses"),
    [
        (PATH, "{}", True, True),
        (f"config/{MAIL}~a.cfg.json", "{}", True, False),
        (OTHER, "{}", True, True),
        ("config/messages.cfg.json", "{}", False, True),
        ("jcr_root/apps/a/config/messages.xml", NODE, True, True),
        ("jcr_root/apps/a/config/messages.xml", NODE.replace("sling:OsgiConfig", "x:OsgiConfig"), True, True),
        (f"{APPS}/config/messages.cfg.json", "{}", True, True),
        (f"{APPS}/config/messages.config", 'a="b"\n', False, True),
        ("config/com.acme.Queue~a.cfg.json", "{}", True, True),
        (f"config/{MAIL}.config", 'a="b"\n', True, True),
    ],
)
def test_what_is_certainly_a_configuration(path: str, text: str, certain: bool, addresses: bool) -> None:
    found = configuration(text, path)
    assert (found.certain, found.addresses) == (certain, addresses)


@pytest.mark.parametrize(
    ("name", "text", "whether"),
    [
        ("a.cfg.json", '{"a": 1}', False),
        ("a.cfg.json", '{"a": 1,}', True),
        ("a.cfg.json", '{"a": 1, "a": 2}', False),
        ("a.cfg.json", '{"a": 1, "A": 2}', True),
        ("a.config", "a=b\n", True),
        ("a.config", 'a="b"\na="c"\n', False),
        ("a.cfg", "a=b\na=c\n", False),
    ],
)
def test_what_loses_a_part_is_broken(name: str, text: str, whether: bool) -> None:
    assert breaks(read(name, text.encode())) is whether


@pytest.mark.parametrize(
    ("text", "to", "written"),
    [
        ('"a"', True, '"true"'),
        ('"$[env:A;default=false]"', True, '"$[env:A;default=true]"'),
        ('"$[env:A;default=1]"', 5, '"$[env:A;default=5]"'),
        ('"x$[env:A;default=1]"', 5, None),
        ('"$[env:A]"', 5, '"5"'),
        ('"$[env:A;default=1]$[env:B;default=1]"', 5, None),
        ("1", 5, "5"),
        ('["1"]', 5, None),
    ],
)
def test_of_a_placeholder_only_the_default_is_rewritten(text: str, to: Any, written: str | None) -> None:
    found = configuration(f'{{"a": {text}}}')
    (one,) = found.written()
    assert found.rewritten(one, to=to) == written


@pytest.mark.parametrize(
    ("text", "boolean", "integer"),
    [
        ('"true"', "true", None),
        ('" FALSE "', "false", None),
        ('"1"', None, "1"),
        ('"$[env:A;default=1]"', None, "1"),
        ('"$[env:A]"', None, None),
        ('"a"', None, None),
    ],
)
def test_the_same_value_in_another_type(text: str, boolean: str | None, integer: str | None) -> None:
    found = configuration(f'{{"a": {text}}}')
    (one,) = found.written()
    assert (found.typed(one, "Boolean"), found.typed(one, "Integer")) == (boolean, integer)


# --- a project


FILES = {
    PATH: '{"smtp.host": "a", "smtp.port": "1"}',
    f"config.author/{MAIL}.cfg.json": '{"smtp.port": "2"}',
    f"config.publish.prod/{MAIL}.cfg.json": '{"smtp.port": "3"}',
    OTHER: '{"a": "b"}',
}


def test_a_project_knows_which_configurations_matter() -> None:
    found = project(
        {
            **FILES,
            "config.odd/com.acme.Nobody.cfg.json": "{}",
            "config.dev/com.acme.Broken.cfg.json": "{,}",
            f"config/{MAIL}~x.cfg.json": "{}",
        }
    )
    assert [one.path for one in found.mail] == sorted([*FILES][:3])
    assert [one.path for one in found.live] == sorted(FILES)
    assert [one.path for one in found.of("com.acme.Other")] == [OTHER]
    assert found.of("com.acme.Nobody") == found.of("com.acme.Broken") == []
    assert found.has_mail()
    assert not project({OTHER: "{}"}).has_mail()
    assert [(one.path, flaw) for one, flaw in found.flawed] == [("config.odd/com.acme.Nobody.cfg.json", "unknown")]


def test_where_a_property_is_in_force() -> None:
    found = project(FILES)
    ports = [
        (written.configuration.folder.name, [one.name for one in environments])
        for written, environments in found.in_force(MAIL, "smtp.port")
    ]
    assert ports == [
        ("config.author", ["dev", "stage", "prod", "rde"]),
        ("config.publish.prod", ["prod"]),
        ("config", ["dev", "stage", "rde"]),
    ]
    views = {
        property.configuration.folder.name: [view.instance.name for view in views]
        for property, views in found.in_force_on(MAIL, "smtp.port")
    }
    assert views == {
        "config.author": [f"author in {name}" for name in ("dev", "stage", "prod", "rde")],
        "config": [f"publish in {name}" for name in ("dev", "stage", "rde")],
        "config.publish.prod": ["publish in prod"],
    }
    assert list(found.in_force(MAIL, "none")) == []
    assert list(found.in_force("com.acme.Nobody", "a")) == []


@pytest.mark.parametrize(
    ("folder", "types", "reached"),
    [
        ("config", ["dev"], ["dev"]),
        ("config", ["prod"], None),
        ("config", ["prod", "rde"], ["rde"]),
        ("config.author", ["prod", "dev"], ["dev", "prod"]),
        ("config.author", ["odd"], ["dev", "stage", "prod", "rde"]),
        ("config", ["odd"], None),
        ("config.publish.prod", ["prod"], ["prod"]),
        ("config.publish.prod", [], None),
    ],
)
def test_how_far_a_property_reaches(folder: str, types: list[str], reached: list[str] | None) -> None:
    found = project(FILES)
    (one,) = (each for each in found.configurations if each.folder.name == folder and each.schema is not None)
    property = one.get("smtp.port")
    assert property is not None
    assert found.reach(property, types) == reached


def test_what_a_configuration_finds_beside_it() -> None:
    found = project(FILES)
    author, prod, plain = found.mail
    assert found.inherited(author, "smtp.host").at.text == '"a"'  # type: ignore[union-attr]
    assert found.inherited(prod, "smtp.port").at.text == '"3"'  # type: ignore[union-attr]
    assert found.inherited(author, "none") is None
    assert [one.name for one in found.environments_of(prod)] == ["prod"]
    assert [one.name for one in found.environments_of(plain)] == ["dev", "stage", "prod", "rde"]
    assert [len(found.views(one)) for one in (author, prod, plain)] == [4, 1, 8]


def test_instances_of_a_factory_do_not_override_each_other() -> None:
    files = {
        "config/com.acme.Queue~a.cfg.json": '{"x": 1}',
        "config/com.acme.Queue~b.cfg.json": '{"x": 2}',
        "config.author/com.acme.Queue~b.cfg.json": '{"x": 3}',
    }
    found = project(files)
    views = [view for view in found.effective("com.acme.Queue") if view.instance.environment.name == "dev"]
    assert sorted((view.instance.tier, view.get("x").at.text) for view in views) == [  # type: ignore[union-attr]
        *(("author", "1"), ("author", "3"), ("publish", "1"), ("publish", "2"))
    ]


def test_what_is_effective_on_an_instance() -> None:
    found = project({**FILES, f"config.dev/{MAIL}.cfg.json": "{,}"})
    by_name = {view.instance.name: view for view in found.effective(MAIL)}
    author, publish, prod = by_name["author in dev"], by_name["publish in dev"], by_name["publish in prod"]
    assert [one.folder.name for one in author.layers] == ["config", "config.author"]
    assert [one.folder.name for one in prod.layers] == ["config", "config.publish.prod"]
    assert (author.incomplete, publish.incomplete, prod.incomplete) == (True, True, False)
    assert (author.get("SMTP.Port").at.text, author.get("none")) == ('"2"', None)  # type: ignore[union-attr]
    assert (author.flag("smtp.ssl"), author.flag("smtp.host")) == (False, None)
    assert [one.folder.name for one in author.rivals] == ["config.author"]
    assert [one.folder.name for one in author.replaced] == ["config"]
    assert list(prod.whole) == ["smtp.port"]
    none = project({OTHER: "{}"}).effective(MAIL)
    assert [(len(view.layers), view.rivals, view.replaced, view.merged) for view in none] == [(0, [], [], {})] * 8


def test_what_may_read_a_variable() -> None:
    for text, whether in (
        ("$", True),
        ("\\u0024", True),
        ("&#36;", True),
        ("a\\b", False),
        ("&amp;", False),
        ("", False),
    ):
        assert may_read(text) is whether


def test_a_type_behind_a_key_is_none_of_the_name() -> None:
    path = PATH.replace(".cfg.json", ".config")
    cloud, classic = (configuration('smtp.port:Integer="465"\n', path, target) for target in ("cloud", "6.5"))
    assert cloud.get("smtp.port").judged.integer == 465  # type: ignore[union-attr]
    assert not cloud.misspells("smtp.port")
    assert classic.get("smtp.port") is None
    assert classic.misspells("smtp.port")


def test_secrets_under_a_name_that_is_nearly_the_providers_are_those_of_its_schema(book: Rulebook) -> None:
    pid = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
    properties = book.tables[pid]["properties"]
    assert is_for_provider(Pid(pid))
    assert {name.lower() for name, known in properties.items() if known.get("secret")} == {*PROVIDER_SECRETS}
