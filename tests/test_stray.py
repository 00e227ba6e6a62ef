"""Files that are named for a service and end in what nothing reads; the rest is in the examples of file/wrong-pid."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aemlint.engine.rulebook import Rulebook
from aemlint.model.configuration import Configuration
from aemlint.model.run_modes import folder_of
from aemlint.model.stray import is_meant, stray
from aemlint.names import of_interest
from aemlint.options import FORMATS
from aemlint.schema import Schemas

MAIL = "com.day.cq.mailer.DefaultMailService"
APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
SECRET = '{"smtp.password": "Kx9-pQ2vTz"}'


@pytest.mark.parametrize(
    ("rest", "is_one"),
    [
        *((rest, True) for rest in ("", ".json", ".cfg.jsn", ".cfg.json.txt", ".cfg.yaml", ".CFG.JSON", ".Config")),
        *((rest, True) for rest in ("~acme.json", "-acme.json", " - Copy.json", ".prod.yml")),
        *((rest, False) for rest in (".cfg.json~", ".cfg.json.bak", ".cfg.json.orig", ".disabled", ".md")),
        *((rest, False) for rest in (".", "~", "~acme", ".cfg.json.swp")),
    ],
)
def test_a_name_is_meant_or_is_not(rest: str, is_one: bool, book: Rulebook) -> None:
    found = _stray(f"config/{MAIL}{rest}", b"", book)
    assert found is not None
    assert found.pid.name == MAIL
    assert is_meant(found) is is_one


@pytest.mark.parametrize("rest", ["Test.json", "s.json"])
def test_a_longer_word_is_another_service(rest: str, book: Rulebook) -> None:
    assert _stray(f"config/{MAIL}{rest}", b"{}", book) is None


def test_the_service_with_the_longest_name_is_meant(book: Rulebook) -> None:
    tables = {"a.Service": book.tables[MAIL], "a.Service.Impl": book.tables[MAIL]}
    path = "config/a.Service.Impl.json"
    found = stray(path, b"", folder_of(path), Schemas(tables).of)
    assert found is not None
    assert found.pid.name == "a.Service.Impl"


def _stray(path: str, data: bytes, book: Rulebook) -> Configuration | None:
    return stray(path, data, folder_of(path), Schemas(book.tables).of)


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
    found = [(one["rule"], one["path"]) for one in json.loads(run.stdout)["findings"]]
    assert found == [("file/wrong-pid", path), ("secret/literal", path)]
    assert b"Kx9" not in run.stdout + run.stderr


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", [f"{MAIL}.json", f"{MAIL}.conf", f"{MAIL}.CFG.JSON", f"{MAIL}.cfg.json.bak"])
def test_its_secret_is_told_and_shown_nowhere(format: str, name: str, write: Any, aemlint: Any) -> None:
    path = f"{APPS}/config.local/{name}"
    beside = f"{APPS}/config/{MAIL}.cfg.json"
    root = write({path: SECRET, beside: '{"smtp.host": "Kx9-pQ2vTz"}'})
    run = aemlint("check", "--format", format, cwd=root)
    assert b"literal" in run.stdout
    assert b"Kx9" not in run.stdout + run.stderr


@pytest.mark.parametrize(("comment", "told"), [("", True), ("# aemlint: ignore-file[secret/literal]\n", False)])
def test_its_secret_may_be_suppressed(comment: str, told: bool, write: Any, aemlint: Any) -> None:
    root = write({f"{APPS}/config/{MAIL}.conf": f'{comment}smtp.password="Kx9-pQ2vTz"\n'})
    run = aemlint("check", "--format", "json", cwd=root)
    rules = [one["rule"] for one in json.loads(run.stdout)["findings"]]
    assert rules == ["file/wrong-pid", *(["secret/literal"] if told else [])]


def test_it_is_left_alone_where_nobody_keeps_configurations(write: Any, aemlint: Any) -> None:
    paths = (f"docs/{MAIL}.json", f"src/test/resources/config/{MAIL}.json", f"{APPS}/{MAIL}/readme.txt")
    run = aemlint("check", cwd=write(dict.fromkeys(paths, "{}")))
    assert run.returncode == 0


def test_a_configuration_in_xml_is_no_content(book: Rulebook) -> None:
    node = b'<?xml version="1.0"?>\n<jcr:root jcr:primaryType="%s"/>'
    texts = [node % b"sling:OsgiConfig", node % b"nt:unstructured", b'{"jcr:primaryType": "sling:OsgiConfig"}']
    found = [_stray(f"{APPS}/config/{MAIL}.XML", text, book) for text in texts]
    assert [one is not None and is_meant(one) for one in found] == [True, False, False]
