"""Which folders are read, on which instances, how strongly: small tables, and recorded cases where they are at hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import SHARED

from aemlint.model.run_modes import Folder, cloud_layer, deployed_together, folder_of, meant, spec_matches

APPS = "ui.config/src/main/content/jcr_root/apps"
FILE = "com.acme.Mailer.cfg.json"


def at(folder: str, target: str) -> Folder:
    return folder_of(f"{APPS}/{folder}/{FILE}", target)


@pytest.mark.parametrize(
    ("folder", "kind", "run_modes", "active"),
    [
        ("acme/config", "config", (), True),
        ("acme/osgiconfig/config.author.dev", "config", ("author", "dev"), True),
        ("acme/config.author/sub", "config", ("author",), True),
        ("acme/config/config.author", "config", ("author",), True),  # the last one counts
        ("acme/config.", "config", (), True),
        ("acme/config-author", "catch-all", (), True),
        ("acme/configuration", "catch-all", (), True),
        ("acme/config.author/configs", "catch-all", (), True),
        ("acme/install", "install", (), False),
        ("acme/config.qa", "config", ("qa",), False),
        ("acme/config.dev.author", "config", ("dev", "author"), False),
        ("acme/osgiconfig", "unrecognised", (), False),
        ("acme/Config", "unrecognised", (), False),
        ("config", "unrecognised", (), False),  # the cloud wants a folder in between
        ("a/b/c/d/config", "config", (), True),
    ],
)
def test_the_cloud_reads_folders_by_its_pattern(
    folder: str, kind: str, run_modes: tuple[str, ...], active: bool
) -> None:
    found = at(folder, "cloud")
    assert (found.kind, found.run_modes, found.active("cloud")) == (kind, run_modes, active)


@pytest.mark.parametrize(
    ("folder", "kind", "spec", "active"),
    [
        ("acme/config", "config", "", True),
        ("acme/install.author", "install", "author", True),
        ("config", "config", "", True),
        ("acme/config.author/sub", "config", "author", True),
        ("acme/config/config.author", "config", "", True),  # the first one holds everything below it
        ("acme/config.qa", "config", "qa", True),
        ("acme/config-author", "unrecognised", "", False),
        ("acme/config.", "unrecognised", "", False),
        ("acme/Config", "unrecognised", "", False),
        ("a/b/config", "config", "", True),
        ("a/b/c/config", "unrecognised", "", False),  # deeper than the installer looks
    ],
)
def test_the_installer_of_6_5_watches_exact_names(folder: str, kind: str, spec: str, active: bool) -> None:
    found = at(folder, "6.5")
    assert (found.kind, found.spec, found.active("6.5")) == (kind, spec, active)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("config/com.acme.Mailer.cfg.json", "config"),
        ("config.author/com.acme.Mailer.cfg.json", "config"),
        ("com.acme.Mailer.cfg.json", "outside"),
        ("backup/com.acme.Mailer.cfg.json", "outside"),
        ("config-tool/backup/com.acme.Mailer.cfg.json", "outside"),
        ("osgiconfig/com.acme.Mailer.cfg.json", "unrecognised"),
        ("x/jcr_root/etc/acme/config/com.acme.Mailer.cfg.json", "unrecognised"),
        ("core/src/test/resources/jcr_root/apps/acme/config/com.acme.Mailer.cfg.json", "sample"),
        ("src/main/archetype/ui.config/src/main/content/jcr_root/apps/x/config/com.acme.Mailer.cfg.json", "sample"),
    ],
)
@pytest.mark.parametrize("target", ["cloud", "6.5"])
def test_paths_tell_configurations_from_other_files(path: str, kind: str, target: str) -> None:
    assert folder_of(path, target).kind == kind


def test_a_file_that_somebody_names_is_read_as_if_in_config() -> None:
    folder = folder_of("backup/com.acme.Mailer.cfg.json", "cloud")
    assert folder.layer("author", "dev", "cloud") == at("acme/config", "cloud").layer("author", "dev", "cloud")


@pytest.mark.parametrize(
    ("folder", "name", "path"),
    [
        ("acme/config.author", "config.author", f"{APPS}/acme/config.author"),
        ("acme/config.author/sub/below", "config.author", f"{APPS}/acme/config.author"),
        ("acme/osgiconfig", "osgiconfig", f"{APPS}/acme/osgiconfig"),
    ],
)
def test_a_folder_knows_its_name_and_path(folder: str, name: str, path: str) -> None:
    found = at(folder, "cloud")
    assert (found.name, found.path) == (name, path)


def test_a_node_in_a_folder_of_its_own_is_in_the_folder_above() -> None:
    folder = folder_of(f"{APPS}/acme/config.author/com.acme.Mailer/.content.xml", "6.5")
    assert (folder.kind, folder.path) == ("config", f"{APPS}/acme/config.author")


@pytest.mark.parametrize(
    ("folder", "cloud", "classic"),
    [
        ("acme/config", None, None),
        ("acme/config.author", None, None),
        ("acme/config.publish.rde", None, None),
        ("acme/config.author.sdk", None, None),
        ("acme/config.sdk", None, None),
        ("acme/config.dev.author", "order", None),
        ("acme/config.rde.publish", "order", None),
        ("acme/config.preview", "preview", None),
        ("acme/config.publish.preview", "preview", None),
        ("acme/config.author.publish", "mixed", None),
        ("acme/config.dev.stage", "mixed", None),
        ("acme/config.author.dev.prod", "mixed", None),
        ("acme/config.Author", "letters", None),
        ("acme/config.author.DEV", "letters", None),
        ("acme/config.DEV.author", "letters", None),
        ("acme/config.qa", "unknown", None),
        ("acme/config.author.local", "unknown", None),
        ("acme/config.author,publish", "unknown", None),
        ("acme/config.-author", "unknown", None),
        ("acme/config-author", "catch-all", "near-name"),
        ("acme/configs", "catch-all", "near-name"),
        ("acme/install", "install", None),
        ("acme/install.author", "install", None),
        ("acme/installer", "install", "near-name"),
        ("acme/osgiconfig", "parent", "parent"),
        ("acme/Config", "upper-case", "upper-case"),
        ("acme/CONFIG.author", "upper-case", "upper-case"),
        ("config", "apps", None),
        ("acme/settings", "nowhere", "nowhere"),
        ("a/b/c/config", None, "deep"),
    ],
)
def test_flaws_of_folders(folder: str, cloud: str | None, classic: str | None) -> None:
    assert (at(folder, "cloud").flaw("cloud"), at(folder, "6.5").flaw("6.5")) == (cloud, classic)


@pytest.mark.parametrize(
    ("written", "intended"),
    [
        ("dev.author", ("author", "dev")),
        ("Author", ("author",)),
        ("DEV.Author", ("author", "dev")),
        ("author.dev", ("author", "dev")),
        ("qa", ("qa",)),
    ],
)
def test_what_run_modes_are_meant(written: str, intended: tuple[str, ...]) -> None:
    assert meant(tuple(written.split("."))) == intended


def test_layers_rise_from_default_over_tier_and_environment_to_both() -> None:
    folders = ((), ("publish",), ("prod",), ("publish", "prod"))
    assert [cloud_layer(run_modes, "publish", "prod") for run_modes in folders] == [0, 1, 2, 3]
    assert cloud_layer(("author",), "publish", "prod") is None
    assert cloud_layer(("stage",), "publish", "prod") is None
    assert cloud_layer(("publish", "stage"), "publish", "prod") is None


def test_a_rapid_development_environment_stands_on_dev() -> None:
    folders = ((), ("author",), ("dev",), ("author", "dev"), ("rde",), ("author", "rde"))
    assert [cloud_layer(run_modes, "author", "rde") for run_modes in folders] == [0, 1, 2, 3, 4, 5]
    assert cloud_layer(("rde",), "author", "dev") is None


@pytest.mark.parametrize(
    ("spec", "met"),
    [("", 0), ("author", 1), ("author.dev", 2), ("-publish", 1), ("author.-prod", 2), ("publish,author.dev", 2)],
)
def test_a_spec_counts_the_run_modes_it_meets(spec: str, met: int) -> None:
    assert spec_matches(spec, {"author", "dev"}) == met


@pytest.mark.parametrize("spec", ["publish", "author.prod", "-author", "publish,prod", "Author", "prod, dev"])
def test_a_spec_that_is_not_met_counts_nothing(spec: str) -> None:
    assert spec_matches(spec, {"author", "dev"}) is None


def test_apps_are_stronger_than_libs() -> None:
    assert at("acme/config.author.dev", "6.5").priorities({"author", "dev"}) == [202]
    libs = folder_of(f"x/jcr_root/libs/acme/config/{FILE}", "6.5")
    assert libs.priorities({"author"}) == [100]


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("ui.apps", "ui.config", True),
        ("platform/ui.apps", "platform/ui.config", True),
        ("ui.apps", "features/mail/ui.config", True),  # the outer module's project has the inner one
        ("samples/one/ui.config", "samples/two/ui.config", False),
        ("samples/one/ui.config", "samples/one/more/ui.config", True),
        ("samples/one/ui.config", "samples/one-more/ui.config", False),
    ],
)
def test_modules_side_by_side_are_deployed_together(one: str, other: str, are: bool) -> None:
    folders = [folder_of(f"{module}/src/main/content/jcr_root/apps/x/config/{FILE}") for module in (one, other)]
    assert deployed_together(*folders) is are
    assert deployed_together(*reversed(folders)) is are


def cases(*classes: str) -> list[Any]:
    path = SHARED / "vectors" / "folder.jsonl"
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
    absent = [pytest.param({}, marks=pytest.mark.skip(reason="the recorded cases are not at hand"))]
    return [pytest.param(case, id=case["id"]) for case in found if case["class"] in classes] or absent


def test_every_class_of_recorded_cases_is_run() -> None:
    path = SHARED / "vectors" / "folder.jsonl"
    if not path.is_file():
        pytest.skip("the recorded cases are not at hand")
    classes = {json.loads(line)["class"] for line in path.read_text("utf-8").splitlines()}
    assert classes == {"name", "spec", "tree", "cloud-runmode", "cloud-runmode-order"}


@pytest.mark.parametrize("case", cases("name", "spec"))
def test_folders_agree_with_the_recorded_readers(case: dict[str, Any]) -> None:
    path = f"jcr_root{case['input']}/{case['filename']}"
    priorities = folder_of(path, "6.5").priorities(set(case["run_modes"]))
    assert (bool(priorities), priorities) == (case["value"]["picked"], case["value"]["priorities"])
    (converter,) = (outcome for reader, outcome in case["variants"].items() if reader.startswith("cpconverter"))
    folder = folder_of(path, "cloud")
    if not converter["ok"]:
        assert folder.kind == "install"
        return
    read = folder.kind in ("config", "catch-all")
    assert read is converter["value"]["config"]
    assert not read or (folder.spec or None) == converter["value"]["runMode"]


@pytest.mark.parametrize("case", cases("tree"))
def test_trees_agree_with_the_recorded_installer(case: dict[str, Any]) -> None:
    run_modes = set(case["run_modes"])
    paths = case["input"].split("\n")
    files = [path for path in paths if not any(path.startswith(other + "/") for other in paths)]
    found = [
        {"path": path, "priority": priority}
        for path in files
        for priority in folder_of(f"jcr_root{path}", "6.5").priorities(run_modes)
    ]
    assert sorted(found, key=str) == sorted(case["value"]["resources"], key=str)


INSTANCES = [(tier, type) for tier in ("author", "publish") for type in ("dev", "stage", "prod")]


@pytest.mark.parametrize("case", cases("cloud-runmode"))
def test_run_modes_apply_where_the_recorded_build_applies_them(case: dict[str, Any]) -> None:
    (spec,) = case["run_modes"]
    folder = at(f"acme/config.{spec}", "cloud")
    if not case["ok"]:
        assert folder.flaw("cloud") == "letters"
        return
    applies = [f"{tier}.{type}" for tier, type in INSTANCES if folder.layer(tier, type, "cloud") is not None]
    assert sorted(applies) == sorted(case["value"]["applies_to"])


@pytest.mark.parametrize("case", cases("cloud-runmode-order"))
def test_layers_are_merged_in_the_recorded_order(case: dict[str, Any]) -> None:
    specs = ["" if spec == "(default)" else spec for spec in case["run_modes"]]
    for tier, type in INSTANCES:
        layers = {spec: cloud_layer(tuple(spec.split(".")) if spec else (), tier, type) for spec in specs}
        order = sorted((layer, spec or "(default)") for spec, layer in layers.items() if layer is not None)
        assert [spec for _, spec in order] == case["value"]["order"][f"{tier}.{type}"]
