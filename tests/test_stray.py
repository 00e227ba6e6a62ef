"""Files that are named for a service and end in what nothing reads; the rest is in the examples of file/wrong-pid."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aemlint.engine.rulebook import Rulebook
from aemlint.model.run_modes import folder_of
from aemlint.model.stray import Stray, may_be
from aemlint.names import of_interest

MAIL = "com.day.cq.mailer.DefaultMailService"
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
SECRET = '{"smtp.password": "Kx9-pQ2vTz"}'


@pytest.mark.parametrize(
    ("rest", "is_one"),
    [
        *((rest, True) for rest in ("", ".json", ".cfg.jsn", ".cfg.json.txt", ".cfg.yaml", ".CFG.JSON", ".Config")),
        *((rest, True) for rest in ("~acme.json", "-acme.json", " - Copy.json", ".prod.yml")),
        *((rest, False) for rest in ("Test.json", ".cfg.json~", ".cfg.json.bak", ".cfg.json.orig", ".disabled", ".md")),
        *((rest, False) for rest in (".", "~", "~acme", ".cfg.json.swp", "s.json")),
    ],
)
def test_a_name_is_one_or_is_not(rest: str, is_one: bool) -> None:
    path = f"config/{MAIL}{rest}"
    assert Stray(path, folder_of(path)).meant(("com.day.cq", MAIL)) == (MAIL if is_one else None)


def test_the_service_with_the_longest_name_is_meant() -> None:
    path = "config/a.Service.Impl.json"
    assert Stray(path, folder_of(path)).meant(("a.Service", "a.Service.Impl")) == "a.Service.Impl"


def test_the_names_of_all_services_are_of_interest_whatever_the_ending(book: Rulebook) -> None:
    assert all(of_interest(f"{pid}.cfg.jsn") for pid in book.tables)
    assert not of_interest("com.acme.Mailer.cfg.jsn")


@pytest.mark.parametrize("arguments", [(), ("{}",), ("-", "--stdin-filename", "{}")])
@pytest.mark.parametrize("name", [f"{MAIL}.json", f"{MAIL}.cfg.jsn", MAIL])
def test_it_is_found_however_it_is_given(name: str, arguments: tuple[str, ...], write: Any, aemlint: Any) -> None:
    path = f"{APPS}/config/{name}"
    root = write({".git/HEAD": "", path: SECRET})
    words = [word.format(path) for word in arguments]
    run = aemlint("check", "--format", "json", *words, cwd=root, input=SECRET.encode())
    assert run.returncode == 1
    assert [(one["rule"], one["path"]) for one in json.loads(run.stdout)["findings"]] == [("file/wrong-pid", path)]
    assert b"Kx9" not in run.stdout + run.stderr


def test_it_is_left_alone_where_nobody_keeps_configurations(write: Any, aemlint: Any) -> None:
    paths = (f"docs/{MAIL}.json", f"src/test/resources/config/{MAIL}.json", f"{APPS}/{MAIL}/readme.txt")
    run = aemlint("check", cwd=write(dict.fromkeys(paths, "{}")))
    assert run.returncode == 0


def test_a_configuration_in_xml_is_no_content() -> None:
    folder = folder_of(f"{APPS}/config/{MAIL}.XML")
    node = b'<?xml version="1.0"?>\n<jcr:root jcr:primaryType="%s"/>'
    assert may_be(folder, node % b"sling:OsgiConfig")
    assert not may_be(folder, node % b"nt:unstructured")
    assert not may_be(folder, b'{"jcr:primaryType": "sling:OsgiConfig"}')
