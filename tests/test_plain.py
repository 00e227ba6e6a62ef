"""The quick reader of plain configurations and the reader proper never disagree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from strategies import files

from aemlint import app, formats
from aemlint.formats import cfg_json, plain
from aemlint.formats.tree import Document
from aemlint.memory import Memory
from aemlint.request import Request
from aemlint.source import decoded

PATH = "config/com.acme.Service.cfg.json"
FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config"
NODE = (
    '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" '
    'jcr:primaryType="sling:OsgiConfig" {}/>'
)
RIGHT = [
    "{}",
    ' \n{ "a" : "b" }\r\n',
    '{"a": 1, "b": true, "c": ["x", "y"], "d": ""}',
    '{\n  // a comment\n  "a": "b" /* another */\n}',
    '{"a": "// no comment", "b": -12}',
]
REMARKABLE = [
    *("", "[]", '"a"', "{", '{"a": 1}}', '{"a": 1} x', '{"a": null}', '{"a": {}}', '{"a": []}', '{"a": [1]}'),
    *('{"a": ["x", 1]}', '{"a": 1.5}', '{"a": 1e3}', '{"a": 1234567890123456}', '{"a": NaN}', '{"a": 01}'),
    *('{"a": 1, "a": 2}', '{"a": 1, "A": 2}', '{"a:Integer": 1}', '{"ä": 1}', '{"a": "\\u0041"}', '{"a": 1,}'),
    *(
        "{'a': 1}",
        '\ufeff{"a": 1}',
        '{"a": 1}\0',
        '{"a": "x\ny"}',
        '{"a": 1 /* open',
        '{"a": 1/**//**/}',
        '{"a": 1/* */2}',
    ),
]


def _both(data: bytes, target: str) -> tuple[Document | None, Document]:
    quick = formats.unremarkable(PATH, data, target)
    return quick if quick.plain else None, formats.configuration(PATH, data, target)


def _agree(quick: Document, whole: Document) -> None:
    assert not whole.problems
    assert not whole.shadowed
    assert not whole.refused
    assert whole.configuration
    assert [(one.span, one.text) for one in quick.comments] == [(one.span, one.text) for one in whole.comments]
    assert [repr(entry) for entry in quick.entries] == [repr(entry) for entry in whole.entries]


@pytest.mark.parametrize("target", ["cloud", "6.5"])
@pytest.mark.parametrize("text", RIGHT)
def test_what_is_plain_is_told_at_once(text: str, target: str) -> None:
    quick, whole = _both(text.encode(), target)
    assert quick is not None
    _agree(quick, whole)


@pytest.mark.parametrize("text", REMARKABLE)
def test_what_is_remarkable_is_left_to_the_reader_proper(text: str) -> None:
    assert plain.comments(decoded(PATH, text.encode()), "cloud") is None


def test_so_it_is_where_json_was_never_loaded(package: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from aemlint.formats import plain\n"
        "from aemlint.source import decoded\n"
        "assert 'json' not in sys.modules\n"
        "for text in sys.stdin.buffer.read().split(b'\\xff'):\n"
        "    assert plain.comments(decoded('a.cfg.json', text), 'cloud') is None, text\n"
        "    sys.modules.pop('json', None), sys.modules.pop('json.decoder', None)\n"
    )
    texts = b"\xff".join(text.encode() for text in REMARKABLE)
    words = [sys.executable, "-I", "-c", script, str(package)]
    ran = subprocess.run(words, input=texts, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_tree_is_made_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    read = cfg_json.document
    asked: list[str] = []
    monkeypatch.setattr(cfg_json, "document", lambda source, target: asked.append(target) or read(source, target))
    quick = formats.unremarkable(PATH, b'{"a": "b"}', "cloud")
    assert (list(quick.problems), quick.refused, asked) == ([], False, [])
    assert [entry.name for entry in (*quick.entries, *quick.entries)] == ["a", "a"]
    assert asked == ["cloud"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.cfg.json", '{{\n  // {}\n  "a": "b"\n}}'),
        ("a.config", '# {}\na="b"\n'),
        ("a.cfg", "# {}\na=b\n"),
        ("a.xml", "<!-- {} -->\n" + NODE.format('a="b"')),
    ],
)
@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("what this is for", False),
        ("port 30465", False),
        ("aemlint: ignore[file/twin]", True),
        ("AEMLINT", True),
        ("Password = Harbor!Sample72", True),
        ("see the credential store", True),
        ("TOKEN", True),
    ],
)
def test_comments_are_kept_where_there_may_be_something_in_them(name: str, text: str, comment: str, kept: bool) -> None:
    path = f"{FOLDER}/{name}" if name != "a.xml" else f"{FOLDER}/com.acme.Service.xml"
    tree = Memory("nowhere", {path: text.format(comment).encode()})
    (configuration,) = app.check(Request("nowhere"), tree=tree).project.configurations
    assert configuration.document.plain
    assert bool(configuration.document.comments) is kept


def test_without_the_scanner_in_c_everything_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_scan", None)
    assert plain.comments(decoded(PATH, b"{}"), "cloud") is None


KEYS = ['"a"', '"b"', '"A"', '"a:Integer"', '"long.name"', '""', '"ä"', "a", '"a\nb"', '"\\u0061"']
VALUES = [
    *(
        '"x"',
        '""',
        '"// x"',
        '"ä\u2028"',
        "true",
        "false",
        "0",
        "-0",
        "12",
        "-",
        "01",
        "1.0",
        "1e9",
        "null",
        "NaN",
        "{}",
    ),
    *('["x"]', '["x", "y"]', "[]", "[1]", '["x",]', '[["x"]]', "99999999999999999999", '"\t"', '"\\n"', "'x'", "TRUE"),
]
GAPS = ["", " ", "\n", "\r\n", "\t", "/* x */", "// x\n", "/*/", "/**//**/", "//", "\0", "\f", ","]


def _mostly(right: list[str], all: list[str]) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(right)] * 6, st.sampled_from(all))


@st.composite
def objects(draw: st.DrawFn) -> str:
    def gap() -> str:
        return draw(_mostly(["", " ", "\n"], GAPS))

    keys = draw(st.lists(_mostly(KEYS[:2], KEYS), max_size=4, unique=draw(st.booleans())))
    members = [f"{gap()}{key}{gap()}:{gap()}{draw(_mostly(VALUES[:5], VALUES))}{gap()}" for key in keys]
    return f"{gap()}{{{','.join(members) or gap()}}}{gap()}"


@given(objects())
def test_never_another_word_than_the_reader_proper(text: str) -> None:
    for target in ("cloud", "6.5"):
        quick, whole = _both(text.encode(), target)
        event("plain" if quick is not None else "left")
        if quick is not None:
            _agree(quick, whole)


@pytest.mark.parametrize("name", ["a.cfg.json", "a.config", "a.cfg", "a.xml"])
@given(st.data())
def test_nor_of_anything_else_in_any_format(name: str, data: st.DataObject) -> None:
    text = data.draw(files(name))
    for target in ("cloud", "6.5"):
        quick, whole = formats.unremarkable(name, text, target), formats.configuration(name, text, target)
        if quick.plain:
            _agree(quick, whole)
        else:
            assert repr(quick) == repr(whole)


PLANTED = [
    (".xml", NODE.format('smtp.password="Harbor!Sample72"')),
    (".xml", NODE.format('url="https://user:Harbor-Sample72&#64;acme.io"')),
    (".cfg", "smtp.password=Harbor!Sample72\n"),
    (".config", 'smtp.password="Harbor!Sample72"\n'),
    (".cfg.json", '{"url": "https://user:Harbor-Sample72@acme.io"}'),
    (".cfg.json", '{"auth": "Basic dXNlcjpIYXJib3JTYW1wbGU3Mg=="}'),
    (".cfg.json", '{"SMTP.User": "AKIA' + "A" * 16 + '"}'),
    (".cfg.json", '{"smtp.password": "Harbor!Sample72"}'),
    (".cfg.json", '{"a": "xoxb-' + "1a" * 12 + '"}'),
    (".cfg.json", '{"a": 1 // password = Harbor!Sample72\n}'),
    (".cfg.json", '{"a": 1 // aemlint: ignore[secret/literal] not needed\n}'),
    (".cfg.json", '{"a": ["x", "eyJ' + "a" * 12 + ".eyJ" + "b" * 12 + "." + "c" * 12 + '"]}'),
]


@pytest.mark.parametrize(("ending", "text"), PLANTED)
def test_no_finding_is_lost(ending: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / f"ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config/com.acme.Service{ending}"
    place.parent.mkdir(parents=True)
    place.write_text(text, "utf-8")

    def found() -> list[tuple[str, int, int]]:
        request = Request(str(tmp_path))
        request.severity = "info"
        report = app.check(request).report
        findings = report.findings if report is not None else []
        return sorted((one.rule, one.at.span.start, one.at.span.end) for one in findings)

    quick = found()
    whole = formats.configuration
    monkeypatch.setattr(formats, "unremarkable", lambda path, data, target, *, comments: whole(path, data, target))
    assert quick == found()
    assert {rule for rule, *_ in quick} - {"file/legacy-format"}


MAIL = f"{FOLDER}/com.day.cq.mailer.DefaultMailService.cfg.json"
OTHER = f"{FOLDER}/com.acme.Service.cfg.json"


def test_what_rested_is_made_anew_and_what_is_kept_stays() -> None:
    texts = {MAIL: b'{"smtp.host": "$[env:HOST]", "smtp.port": "465"}', OTHER: b'{"a": "b"}'}
    outcome = app.check(Request("/x"), tree=Memory("/x", texts))
    project = outcome.project
    mail, other = sorted(project.configurations, key=lambda one: one.path == OTHER)
    host, small = mail.properties["smtp.host"], other.properties["a"]
    trees = [one.document.entries for one in (mail, other)]
    reads = [read.name for read in project.reads]
    assert reads == ["HOST"]
    project.rest({MAIL})
    assert mail.properties["smtp.host"] is host
    assert other.properties["a"] is not small
    assert other.properties["a"].entry.value.value == "b"
    assert other.document.entries[0] is not trees[1][0]
    assert mail.document.entries[0] is trees[0][0]
    assert [read.name for read in project.reads] == reads
    assert project.effective(mail.pid.addressed)[0].get("smtp.host") is host
