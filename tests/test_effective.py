"""What is in force on an instance, and where each property comes from: small projects as dictionaries."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aemlint import discovery
from aemlint.engine.rulebook import Rulebook
from aemlint.memory import Memory
from aemlint.model.effective import Effective
from aemlint.model.project import MAIL_SERVICE, Project
from aemlint.schema import Schemas
from aemlint.walk import walk

APPS = "ui.config/src/main/content/jcr_root/apps"


@pytest.fixture
def read(book: Rulebook) -> Any:
    """A project from `{folder: {property: value}}`; a folder without a slash stands in osgiconfig of acme."""

    def project(folders: dict[str, dict[str, Any] | str], target: str = "cloud", pid: str = MAIL_SERVICE) -> Project:
        files = {}
        for folder, properties in folders.items():
            path = folder if folder.startswith((APPS, "ui.apps/")) else f"{APPS}/acme/{folder}"
            text = properties if isinstance(properties, str) else json.dumps(properties)
            files[path if path.endswith(".json") else f"{path}/{pid}.cfg.json"] = text.encode()
        tree = Memory("/nowhere", files)
        return discovery.project(walk(tree), discovery.Reader(tree), target, Schemas(book.tables).of)

    return project


def view(project: Project, tier: str, environment: str = "", pid: str = MAIL_SERVICE) -> Effective:
    (found,) = (
        view
        for view in project.effective(pid)
        if view.instance.tier == tier and view.instance.environment.name == environment
    )
    return found


def sources(view: Effective) -> dict[str, tuple[Any, str]]:
    """Each property in force with its value and the folder it comes from."""
    return {
        property.name: (property.judged.text, property.configuration.folder.name) for property in view.merged.values()
    }


def folders(view: Effective) -> list[str]:
    return [configuration.folder.name for configuration in view.layers]


LAYERS = {
    "config": {"smtp.host": "default", "smtp.port": "1", "smtp.user": "default", "smtp.password": "default"},
    "config.publish": {"smtp.port": "2", "smtp.user": "publish", "smtp.password": "publish"},
    "config.prod": {"smtp.user": "prod", "smtp.password": "prod"},
    "config.publish.prod": {"smtp.password": "both"},
}


def test_the_cloud_merges_property_by_property(read: Any) -> None:
    project = read(LAYERS)
    assert sources(view(project, "publish", "prod")) == {
        "smtp.host": ("default", "config"),
        "smtp.port": ("2", "config.publish"),
        "smtp.user": ("prod", "config.prod"),
        "smtp.password": ("both", "config.publish.prod"),
    }
    assert sources(view(project, "publish", "stage")) == {
        "smtp.host": ("default", "config"),
        "smtp.port": ("2", "config.publish"),
        "smtp.user": ("publish", "config.publish"),
        "smtp.password": ("publish", "config.publish"),
    }
    assert sources(view(project, "author", "prod")) == {
        "smtp.host": ("default", "config"),
        "smtp.port": ("1", "config"),
        "smtp.user": ("prod", "config.prod"),
        "smtp.password": ("prod", "config.prod"),
    }
    assert {folder for _, folder in sources(view(project, "author", "dev")).values()} == {"config"}


def test_6_5_takes_the_configuration_with_the_most_run_modes_whole(read: Any) -> None:
    project = read(LAYERS, "6.5")
    assert sources(view(project, "publish", "prod")) == {"smtp.password": ("both", "config.publish.prod")}
    assert sources(view(project, "author", "prod")) == {
        "smtp.user": ("prod", "config.prod"),
        "smtp.password": ("prod", "config.prod"),
    }


@pytest.mark.parametrize(
    ("target", "tier", "environment", "names"),
    [
        ("cloud", "author", "dev", ["config"]),
        ("cloud", "author", "prod", ["config", "config.prod"]),
        ("cloud", "publish", "stage", ["config", "config.publish"]),
        ("cloud", "publish", "prod", ["config", "config.publish", "config.prod", "config.publish.prod"]),
        ("6.5", "publish", "prod", ["config", "config.prod", "config.publish.prod"]),  # two tie; the first path stays
        ("6.5", "author", "prod", ["config", "config.prod"]),
    ],
)
def test_layers_come_weakest_first(read: Any, target: str, tier: str, environment: str, names: list[str]) -> None:
    assert folders(view(read(LAYERS, target), tier, environment)) == names


def test_a_rapid_development_environment_inherits_from_dev(read: Any) -> None:
    project = read({"config.dev": {"smtp.host": "dev", "smtp.port": "1"}, "config.rde": {"smtp.port": "2"}})
    assert sources(view(project, "author", "rde")) == {
        "smtp.host": ("dev", "config.dev"),
        "smtp.port": ("2", "config.rde"),
    }
    assert sources(view(project, "author", "dev")) == {
        "smtp.host": ("dev", "config.dev"),
        "smtp.port": ("1", "config.dev"),
    }


def test_names_are_compared_without_case(read: Any) -> None:
    project = read({"config": {"smtp.host": "default"}, "config.prod": {"SMTP.Host": "prod"}})
    assert sources(view(project, "author", "prod")) == {"SMTP.Host": ("prod", "config.prod")}


def test_twice_in_one_layer_the_smaller_path_of_the_repository_wins_whole(read: Any) -> None:
    project = read(
        {
            f"ui.apps/src/main/content/jcr_root/apps/zebra/config/{MAIL_SERVICE}.cfg.json": {"smtp.host": "zebra"},
            f"{APPS}/acme/config": {"smtp.port": "1"},
        }
    )
    assert sources(view(project, "author", "dev")) == {"smtp.port": ("1", "config")}


def test_apps_beat_libs_on_6_5_and_run_modes_do_not_help_them(read: Any) -> None:
    libs = "ui.apps/src/main/content/jcr_root/libs/acme"
    files = {
        f"{libs}/config.author.dev/{MAIL_SERVICE}.cfg.json": {"smtp.host": "libs"},
        f"{APPS}/acme/config": {"smtp.port": "1"},
    }
    assert folders(view(read(files, "6.5"), "author", "dev")) == ["config.author.dev", "config"]
    assert sources(view(read(files, "6.5"), "author", "dev")) == {"smtp.port": ("1", "config")}


def test_every_word_of_a_folder_must_be_met_on_6_5(read: Any) -> None:
    project = read({"config.author.qa": {"smtp.host": "qa"}, "config.publish": {"smtp.host": "publish"}}, "6.5")
    assert sources(view(project, "author", "qa")) == {"smtp.host": ("qa", "config.author.qa")}
    assert sources(view(project, "publish", "qa")) == {"smtp.host": ("publish", "config.publish")}


@pytest.mark.parametrize(
    ("names", "environments"),
    [
        (("config", "config.author"), [""]),
        (("config.local",), ["", "local"]),
        (("config.prod,stage", "config.author.stage"), ["", "prod", "stage"]),
        (("config.author.prod.eu", "config.eu.prod", "config.prod"), ["", "prod", "prod.eu"]),
        (("config.-prod.publish",), [""]),
    ],
)
def test_6_5_has_one_environment_for_all_that_folders_ask_for(
    names: tuple[str, ...], environments: list[str], read: Any
) -> None:
    assert [one.name for one in read({name: {} for name in names}, "6.5").environments] == environments


def test_several_run_modes_of_its_own_come_together_on_6_5(read: Any) -> None:
    project = read({"config": {"a": 1}, "config.eu": {"a": 2}, "config.author.prod.eu": {"a": 3}}, "6.5")
    found = {one.instance.name: folders(one)[-1] for one in project.effective(MAIL_SERVICE)}
    assert found["author in prod.eu"] == "config.author.prod.eu"
    assert found["publish in prod.eu"] == found["publish in eu"] == "config.eu"
    assert found["author"] == found["publish"] == "config"


def test_6_5_without_run_modes_of_its_own_has_one_author_and_one_publish(read: Any) -> None:
    project = read({"config": {"smtp.host": "default"}, "config.author": {"smtp.port": "1"}}, "6.5")
    assert sources(view(project, "author")) == {"smtp.port": ("1", "config.author")}
    assert sources(view(project, "publish")) == {"smtp.host": ("default", "config")}


@pytest.mark.parametrize("folder", ["config.qa", "config.dev.author", "config.Author", "config.preview", "Config"])
def test_a_folder_that_nobody_reads_is_no_layer(read: Any, folder: str) -> None:
    project = read({folder: {"smtp.host": "lost"}})
    assert all(not view.layers for view in project.effective(MAIL_SERVICE))


def test_a_folder_that_only_begins_like_config_is_in_force_everywhere(read: Any) -> None:
    project = read({"config-prod": {"smtp.host": "everywhere"}})
    assert all(folders(view) == ["config-prod"] for view in project.effective(MAIL_SERVICE))


def test_a_file_that_does_not_parse_is_no_layer_and_makes_the_view_incomplete(read: Any) -> None:
    project = read({"config": {"smtp.host": "default"}, "config.prod": "{"})
    assert folders(view(project, "author", "prod")) == ["config"]
    assert view(project, "author", "prod").incomplete
    assert not view(project, "author", "dev").incomplete


def test_instances_of_a_factory_do_not_override_each_other(read: Any) -> None:
    service = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"
    project = read(
        {
            f"{APPS}/acme/config/{service}~a.cfg.json": {"username": "a"},
            f"{APPS}/acme/config/{service}~b.cfg.json": {"username": "b"},
            f"{APPS}/acme/config.prod/{service}~b.cfg.json": {"mail.smtps.port": 465},
        }
    )
    views = [
        view
        for view in project.effective(service)
        if (view.instance.tier, view.instance.environment.name) == ("author", "prod")
    ]
    assert sorted(len(view.layers) for view in views) == [1, 2]


@pytest.mark.parametrize(
    ("target", "written", "rivals", "replaced"),
    [
        ("cloud", ("config", "config.author"), ["config.author"], ["config"]),
        ("cloud", ("config.author", "config.dev"), ["config.author", "config.dev"], []),
        ("cloud", ("config", "config.author", "config.dev"), ["config.author", "config.dev"], ["config"]),
        ("cloud", ("config", "config.author.dev", "config.dev"), ["config.author.dev"], ["config", "config.dev"]),
        ("6.5", ("config.author", "config.dev"), ["config.author", "config.dev"], []),
        ("6.5", ("config", "config.author.dev"), ["config.author.dev"], ["config"]),
        ("6.5", ("config.author.dev", "config.dev.author"), ["config.author.dev"], []),  # the same run modes twice
    ],
)  # fmt: skip
def test_rivals_match_by_the_same_number_of_run_modes(
    read: Any, target: str, written: tuple[str, ...], rivals: list[str], replaced: list[str]
) -> None:
    found = view(read({folder: {"smtp.host": folder} for folder in written}, target), "author", "dev")
    assert [configuration.folder.name for configuration in found.rivals] == rivals
    assert [configuration.folder.name for configuration in found.replaced] == replaced


def module(name: str, folder: str, pid: str = MAIL_SERVICE) -> str:
    return f"{name}/ui.config/src/main/content/jcr_root/apps/acme/{folder}/{pid}.cfg.json"


def hosts(project: Project, tier: str, environment: str) -> list[Any]:
    views = [
        view
        for view in project.effective(MAIL_SERVICE)
        if (view.instance.tier, view.instance.environment.name) == (tier, environment)
    ]
    return [sources(view).get("smtp.host", (None, ""))[0] for view in views]


@pytest.fixture
def read_paths(book: Rulebook) -> Any:
    def project(files: dict[str, dict[str, Any]]) -> Project:
        tree = Memory("/nowhere", {path: json.dumps(content).encode() for path, content in files.items()})
        return discovery.project(walk(tree), discovery.Reader(tree), "cloud", Schemas(book.tables).of)

    return project


def test_deployments_side_by_side_have_views_of_their_own(read_paths: Any) -> None:
    project = read_paths(
        {
            module("shop", "config"): {"smtp.host": "shop"},
            module("blog", "config"): {"smtp.host": "blog"},
            module("blog", "config.prod"): {"smtp.host": "blog in prod"},
        }
    )
    assert sorted(hosts(project, "author", "dev")) == ["blog", "shop"]
    assert sorted(hosts(project, "author", "prod")) == ["blog in prod", "shop"]


def test_views_of_two_pids_come_in_one_order(read_paths: Any) -> None:
    provider = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
    project = read_paths(
        {
            module("shop", "config"): {"smtp.host": "shop"},
            module("blog", "config"): {"smtp.host": "blog"},
            module("blog", "config", provider): {"clientId": "blog"},
        }
    )
    for mail, beside in zip(project.effective(MAIL_SERVICE), project.effective(provider), strict=True):
        assert mail.instance is beside.instance
        assert bool(beside.layers) is (mail.get("smtp.host").judged.text == "blog")


def test_modules_apart_that_never_meet_complete_each_other(read_paths: Any) -> None:
    project = read_paths(
        {
            module("platform", "config"): {"smtp.host": "platform"},
            module("sites", "config.prod"): {"smtp.host": "sites"},
        }
    )
    assert hosts(project, "author", "dev") == ["platform"]
    assert hosts(project, "author", "prod") == ["sites"]


def test_a_module_below_belongs_to_the_one_above(read_paths: Any) -> None:
    project = read_paths(
        {
            module("shop", "config"): {"smtp.host": "shop"},
            module("shop/features/mail", "config"): {"smtp.host": "feature"},
            module("blog", "config"): {"smtp.host": "blog"},
        }
    )
    assert len(hosts(project, "author", "dev")) == 2
