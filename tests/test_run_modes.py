"""A configuration's folder, told by its path: kind, name, place and run modes, and the small questions about them."""

from __future__ import annotations

from typing import Any

import pytest

from aemlint.model import run_modes
from aemlint.model.run_modes import Folder, Folders, classic_spec, classified, folder_of, in_repository

JCR = "ui.config/src/main/content/jcr_root"
FILE = "com.acme.Mailer.cfg.json"


@pytest.mark.parametrize(
    ("path", "target", "kind", "folder", "package", "spec", "watched"),
    [
        (FILE, "cloud", "outside", "", "", "", ("",)),
        (f"a/{FILE}", "cloud", "outside", "a", "/a", "", ("",)),
        (f"config/{FILE}", "cloud", "config", "config", "/config", "", ("",)),
        (f"config.author/{FILE}", "cloud", "config", "config.author", "/config.author", "author", ("author",)),
        (f"config.author/sub/{FILE}", "cloud", "config", "config.author", "/config.author/sub", "author", ("author",)),
        (f"config/config.dev/{FILE}", "6.5", "config", "config/config.dev", "/config/config.dev", "dev", ("dev",)),
        (f"a/install/{FILE}", "cloud", "install", "a/install", "/a/install", "", ("",)),
        (f"a/configs/{FILE}", "cloud", "catch-all", "a/configs", "/a/configs", "", ()),
        (f"a/configs/b/{FILE}", "cloud", "outside", "a/configs/b", "/a/configs/b", "", ("",)),
        (f"a/config./{FILE}", "cloud", "config", "a/config.", "/a/config.", "", ()),
        (f"a/Config/{FILE}", "cloud", "unrecognised", "a/Config", "/a/Config", "", ()),
        (f"OsgiConfig/{FILE}", "6.5", "unrecognised", "OsgiConfig", "/OsgiConfig", "", ()),
        (f"{JCR}/apps/a/config/{FILE}", "cloud", "config", f"{JCR}/apps/a/config", "/apps/a/config", "", ()),
        (f"{JCR}/apps/a/config/{FILE}", "6.5", "config", f"{JCR}/apps/a/config", "/apps/a/config", "", ("",)),
        (
            *(f"{JCR}/apps/a/config.dev/b/c/{FILE}", "cloud", "config", f"{JCR}/apps/a/config.dev"),
            *("/apps/a/config.dev/b/c", "dev", ()),
        ),
        (
            *(f"{JCR}/apps/a/config.dev/config.author/{FILE}", "6.5", "config", f"{JCR}/apps/a/config.dev"),
            *("/apps/a/config.dev/config.author", "dev", ("dev", "author")),
        ),
        (f"{JCR}/apps/config/{FILE}", "cloud", "unrecognised", f"{JCR}/apps/config", "/apps/config", "", ()),
        (f"{JCR}/libs/config/{FILE}", "6.5", "config", f"{JCR}/libs/config", "/libs/config", "", ("",)),
        (f"{JCR}/conf/config/{FILE}", "6.5", "unrecognised", f"{JCR}/conf/config", f"/{JCR}/conf/config", "", ()),
        (f"jcr_root/{FILE}", "6.5", "unrecognised", "jcr_root", "/jcr_root", "", ()),
        (f"a/src/test/config/{FILE}", "cloud", "sample", "a/src/test/config", "/a/src/test/config", "", ()),
        (f"src/it/config/{FILE}", "cloud", "sample", "src/it/config", "/src/it/config", "", ()),
        (
            *(f"{JCR}/apps/a/config/a.B/.content.xml", "6.5", "config", f"{JCR}/apps/a/config"),
            *("/apps/a/config/a.B", "", ("",)),
        ),
        (
            *(f"{JCR}/apps/a/config/a.B/.content.xml", "cloud", "config", f"{JCR}/apps/a/config"),
            *("/apps/a/config/a.B", "", ()),
        ),
        ("config/a.B/.content.xml", "6.5", "config", "config", "/config/a.B", "", ("",)),
        ("a.B/.content.xml", "6.5", "outside", "", "/a.B", "", ("",)),
    ],
)
def test_a_folder_is_told_by_the_path(
    path: str, target: str, kind: str, folder: str, package: str, spec: str, watched: tuple[str, ...]
) -> None:
    found = folder_of(path, target)
    assert (found.kind, found.path, found.package_folder, found.spec, found.watched) == (
        *(kind, folder, package, spec, watched),
    )
    assert found.name == folder.rpartition("/")[2]
    assert found.run_modes == (tuple(spec.split(".")) if spec else ())
    again = Folders(target)
    first = again.of(path)
    assert (first.kind, first.path) == (kind, folder)
    assert (again.of(path) is first) == (not path.endswith(".content.xml") or target == "cloud")


@pytest.mark.parametrize(
    ("path", "flaw"),
    [
        (f"x/jcr_root/etc/a/config/{FILE}", "elsewhere"),
        (f"jcr_root/content/a/config/{FILE}", "elsewhere"),
        (f"jcr_root/{FILE}", "elsewhere"),
        (f"{JCR}/apps/a/settings/{FILE}", "nowhere"),
        (f"a/Config/{FILE}", "upper-case"),
        (f"a/osgiconfig/{FILE}", "parent"),
        (f"a/OSGIconfig/{FILE}", "parent"),
    ],
)
def test_what_is_wrong_with_a_folder(path: str, flaw: str) -> None:
    for target in ("cloud", "6.5"):
        assert folder_of(path, target).flaw(target) == flaw
    assert folder_of(f"config/{FILE}").flaw("cloud") is None
    assert folder_of(FILE).flaw("cloud") is folder_of(FILE, "6.5").flaw("6.5") is None


@pytest.mark.parametrize(
    ("name", "cloud", "classic"),
    [
        ("config", ("config", ""), ""),
        ("config.", ("config", ""), None),
        ("config.a", ("config", "a"), "a"),
        ("config.a.b", ("config", "a.b"), "a.b"),
        ("configs", ("catch-all", ""), None),
        ("config-a", ("catch-all", ""), None),
        ("install", ("install", ""), ""),
        ("install.", ("install", ""), None),
        ("install.a", ("install", "a"), "a"),
        ("installs", ("install", ""), None),
        *((name, None, None) for name in ("", "conf", "Config", "xconfig", "osgiconfig", "instal")),
    ],
)
def test_the_name_of_a_folder(name: str, cloud: Any, classic: str | None) -> None:
    assert (classified(name), classic_spec(name)) == (cloud, classic)


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("jcr_root/apps/a", "/apps/a"),
        ("x/jcr_root/libs/a", "/libs/a"),
        ("x/jcr_root/apps", None),
        ("x/jcr_root/conf/a", None),
        ("xjcr_root/apps/a", None),
        ("apps/a", None),
        ("", None),
        ("jcr_root/apps/jcr_root/libs/a", "/apps/jcr_root/libs/a"),
    ],
)
def test_a_path_in_the_repository(path: str, inside: str | None) -> None:
    assert in_repository(path) == inside


@pytest.mark.parametrize(
    ("path", "reactor"),
    [
        (f"ui.config/src/main/content/jcr_root/apps/a/config/{FILE}", ""),
        (f"a/ui.config/src/main/content/jcr_root/apps/a/config/{FILE}", "a"),
        (f"a/b/ui.config/src/x/config/{FILE}", "a/b"),
        (f"a/b/jcr_root/apps/x/config/{FILE}", "a"),
        (f"a/b/config/{FILE}", ""),
        (f"config/{FILE}", ""),
    ],
)
def test_where_the_modules_of_a_folder_are(path: str, reactor: str) -> None:
    assert folder_of(path).reactor == reactor


@pytest.mark.parametrize(
    ("specs", "custom"),
    [
        (("",), [[]]),
        (("author",), [[]]),
        (("dev",), [["dev"]]),
        (("author.dev",), [["dev"]]),
        (("dev,stage",), [["dev"], ["stage"]]),
        (("dev,author",), [["dev"], []]),
        (("-dev",), [[]]),
        (("-dev.qa",), [["qa"]]),
        (("author.prod.eu",), [["prod", "eu"]]),
        (("dev", "qa"), [["dev"], ["qa"]]),
        (("dev", ""), [["dev"], []]),
        ((), []),
    ],
)
def test_the_run_modes_of_its_own_that_a_folder_asks_for(specs: tuple[str, ...], custom: list[list[str]]) -> None:
    assert Folder("config", "config", "/config", watched=specs).custom() == custom


@pytest.mark.parametrize(
    ("words", "layer", "flaw", "order", "unknown"),
    [
        ((), ("", ""), None, None, []),
        (("author",), ("author", ""), None, None, []),
        (("dev",), ("", "dev"), None, None, []),
        (("publish", "rde"), ("publish", "rde"), None, None, []),
        (("dev", "publish"), None, "order", ("publish", "dev"), []),
        (("sdk", "author"), None, "order", ("author", "sdk"), []),
        (("sdk",), None, None, None, []),
        (("author", "sdk"), None, None, None, []),
        (("dev", "sdk"), None, "mixed", None, []),
        (("author", "author"), None, "mixed", None, []),
        (("author", "dev", "sdk"), None, "mixed", None, []),
        (("qa",), None, "unknown", None, ["qa"]),
        (("author", "qa"), None, "unknown", None, ["qa"]),
        (("qa", "author"), None, "unknown", None, ["qa"]),
        (("preview", "qa"), None, "preview", None, ["preview", "qa"]),
        (("SDK",), None, "letters", None, ["SDK"]),
        (("Author", "qa"), None, "unknown", None, ["Author", "qa"]),
    ],
)
def test_words_of_run_modes(words: Any, layer: Any, flaw: str | None, order: Any, unknown: list[str]) -> None:
    assert run_modes.cloud_layer_words(words) == layer
    assert run_modes.flaw_of_run_modes(words) == flaw
    assert run_modes.right_order(words) == order
    assert run_modes.unknown_run_modes(words) == unknown


def test_how_strong_a_folder_is() -> None:
    cloud = folder_of(f"{JCR}/apps/a/config.author.dev/{FILE}")
    instances = (("author", "dev"), ("publish", "dev"), ("author", "prod"))
    assert [cloud.layer(tier, type, "cloud") for tier, type in instances] == [3, None, None]
    classic = folder_of(f"{JCR}/apps/a/config.author.dev/{FILE}", "6.5")
    assert [classic.layer(tier, type, "6.5") for tier, type in (("author", "dev"), ("author", "prod"))] == [202, None]
    assert folder_of(f"{JCR}/apps/a/install/{FILE}").layer("author", "dev", "cloud") is None
    assert folder_of(f"{JCR}/apps/a/install/{FILE}", "6.5").layer("author", "dev", "6.5") == 200
    assert folder_of(f"config/{FILE}", "6.5").priorities({"author"}) == [0]
    assert folder_of(f"a/{FILE}", "6.5").layer("author", "", "6.5") == 0
    deep = folder_of(f"{JCR}/apps/a/config.dev/config.author/{FILE}", "6.5")
    assert (deep.priorities({"dev"}), deep.priorities({"author", "dev"}), deep.priorities(set())) == (
        [201],
        [201, 201],
        [],
    )


def test_in_the_projects_root_there_is_no_folder_to_be_strong() -> None:
    assert folder_of("a.B.cfg.json", "6.5").layer("author", "dev", "6.5") == 0
    assert folder_of("a.B.cfg.json").layer("author", "dev", "cloud") is not None
