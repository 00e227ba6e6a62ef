"""What no excerpt shows: secrets, wherever a configuration holds them."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from aemlint import examples
from aemlint.app import check
from aemlint.engine.rulebook import Rulebook
from aemlint.findings import Finding, Fix, Note
from aemlint.hit import Edit
from aemlint.masking import Masking, lines_about_secrets, masked
from aemlint.memory import Memory
from aemlint.model.disclosed import merged
from aemlint.request import Request
from aemlint.source import Place, Span

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
TOLD = [
    ('{"smtp.password": "Green-Ladder-17"}', ['"Green-Ladder-17"']),
    ('{"smtp.password": "$[secret:A]"}', []),
    ('{"smtp.password": "$[secret:A;default=Green-Ladder-17]"}', ['"$[secret:A;default=Green-Ladder-17]"']),
    ('{"smtp.password": "$[secret:A;default=$[env:B;default=x]]"}', ['"$[secret:A;default=$[env:B;default=x]]"']),
    ('{"smtp.password": 4711, "smtp.port": 4711}', ["4711"]),
    ('{"smtp.user": "a-token-for-both", "smtp.password": "a-token-for-both"}', ['"a-token-for-both"'] * 2),
    ('{"smtp.user": "«aws-key-id»"}', ['"«aws-key-id»"']),
    ('{"anything": "«sendgrid-key»"}', ['"«sendgrid-key»"']),
    ('{"token.x": "Green-Ladder-17", "token.x": "Blue-Window-58"}', ['"Green-Ladder-17"', '"Blue-Window-58"']),
    ('{// smtp.password was Green-Ladder-17\n"smtp.port": "1"}', ["// smtp.password was Green-Ladder-17"]),
    ('{// moved here in May\n"smtp.port": "1"}', []),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_tells_a_secret_is_covered(text: str, told: list[str], write: Any, book: Rulebook) -> None:
    root: Path = write({MAIL: text})
    project = check(Request(str(root)), book).project
    source = project.configurations[0].document.source
    covered = [source.text[start:end] for start, end in masked(project)[MAIL]]
    assert covered == [examples.made(one) for one in told]


def test_of_a_broken_file_all_is_covered_that_may_belong_to_a_secret(write: Any, book: Rulebook) -> None:
    text = '{"smtp.port": 25\n"smtp.password": "Blue\nLadder'
    root: Path = write({MAIL: text})
    covers = masked(check(Request(str(root)), book).project)[MAIL]
    assert [text[start:end] for start, end in covers] == ['"Blue', "Ladder"]


# --- of files that are nowhere, whatever they are


def project(files: dict[str, str], book: Rulebook) -> Any:
    data = {path: examples.made(text).encode() for path, text in files.items()}
    return check(Request(examples.NOWHERE), book, Memory(examples.NOWHERE, data)).project


def covered(files: dict[str, str], book: Rulebook, paths: set[str] | None = None) -> dict[str, list[str]]:
    found = project(files, book)
    texts = {document.source.path: document.source.text for document in found.documents}
    return {path: [texts[path][start:end] for start, end in covers] for path, covers in masked(found, paths).items()}


NETWORK = '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465}], "%s": "Green-17"'
NEXT = "config.dev/com.day.cq.mailer.DefaultMailService.cfg"
TELLING = """\
{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465}],
 "a": "https://me:Green-17@a.io https://me:Blue-58@b.io",
 "b": "https://me:Red-99@c.io",

 "c": "smtp.password=Grey-03",
 "d": "https://me:Green-17@a.io https://me:Green-17@a.io"}
"""
JSON = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
CONFIG = "config/com.day.cq.mailer.DefaultMailService.config"
CFG = "config/com.day.cq.mailer.DefaultMailService.cfg"
SCRIPT = "#!/bin/sh\n\n  aio cloudmanager:set-environment-variables 1 --secret MAIL Green-17 \necho Green-17\n"
VPN = '{"kind": "vpn", "region": "va7", "connections": [{"sharedKey": "Green-17", "x": [{"sharedKey": 47 , "b": 1}]}]}'
BASIC = b64encode(b"mailer:Green-17").decode()


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("network.json", NETWORK % "sharedKey" + "}", ['"Green-17"']),
        ("network.json", NETWORK % "sharedKye" + "}", []),
        ("network.json", NETWORK % "sharedKey", [NETWORK % "sharedKey"]),
        ("network.json", NETWORK % "sharedKye", []),
        ("network.json", VPN, ['"Green-17"', "47"]),
        (
            "variables.json",
            '[{"name": "A", "type": "secretString", "value": "Green-17", "service": "author", "status": "ready"}]',
            ['"Green-17"'],
        ),
        (
            "variables.json",
            '[{"name": "A", "type": "secretString", "vlaue": "b", "n": {"c": 1}}, 5, {"name": "B=x", "type": "d"}]',
            ['"b"', '{"c": 1}', "5", '"B=x"'],
        ),
        ("variables.json", '{"variables": [{"name": "A", "type": "secretString"}]}', ["all"]),
        ("variables.json", '[{"name": "A", "type": "secretString", "value": "b"}', ["all"]),
        ("variables.yaml", "- name: A\n  type: secretString\n  value: Green-17 # Green-17\n", ["Green-17"] * 2),
        ("variables.yaml", "- name: A\n  type: string\n  value: Green-17 # xGreen-17\n", ["Green-17"]),
        ("deploy.sh", SCRIPT, ["#!/bin/sh", "1", "Green-17", "echo Green-17"]),
        # Wherever the text of a secret stands again, at the very beginning, twice in a row.
        (
            CFG,
            "Green-17=Green-17Green-17\nsmtp.password=Green-17\na=xGreen-17x\nb=Green",
            ["Green-17", "Green-17Green-17", "Green-17", "xGreen-17x"],
        ),
        (CFG, "smtp.password=four5\na=four5\nb=xfour5\n", ["four5", "four5"]),
        (CFG, "smtp.password=fourfive\n# fourfive\nb=xfourfivex\n", ["fourfive", "fourfive", "xfourfivex"]),
        ("network.json", TELLING, ["Green-17", "Blue-58", "Red-99", 'Grey-03"', "Green-17", "Green-17"]),
        (JSON, '{"smtp.password": 47114711, /* x47114711 */ "a": "47114711x"}', ["47114711"] * 2 + ['"47114711x"']),
        (JSON, r'{"smtp.password": "Gr\u0065en", "a": "b" /* xGr\u0065en */}', [r'"Gr\u0065en"', r"Gr\u0065en"]),
        (JSON, '{"smtp.password": ["", "Green-17"], "a": "", "b": ["Green-17"]}', ['["", "Green-17"]', '["Green-17"]']),
        (CONFIG, 'pwd="Green\nb="c"\n', ['"Green\nb="c"']),
        (CFG, "smtp.password=Green-17 \n# xGreen-17x\n", ["Green-17 ", "Green-17"]),
        (CFG, "smtp.password=Xgreen-17\nb=green-17\n# xXgreen-17\n", ["Xgreen-17", "Xgreen-17"]),
        (CFG, "password=$(secret:A;default=Green-1X)\n# xGreen-1X\n", ["$(secret:A;default=Green-1X)", "Green-1X"]),
        (CFG, "smtp.password=Green-17\nsmtp.password=Blue-58\n# xGreen-17\n", ["Green-17", "Blue-58", "Green-17"]),
        (CFG, "smtp.password=$[secret:A;default=b1]\nsmtp.password=c1\n", ["$[secret:A;default=b1]", "c1"]),
        (CFG, "smtp.password=sixsix\nb=xsixsixx\n", ["sixsix", "xsixsixx"]),
        (
            CFG,
            "smtp.password=Green-17\nsmtp.password=Blue-58\na=xGreen-17\nb=a\nb=Blue-58\nb=b\n",
            ["Green-17", "Blue-58", "xGreen-17", "Blue-58"],
        ),
        (CFG, f"smtp.password={{{'0a' * 32}}}\nb=x{{{'0a' * 32}}}\n", ["{" + "0a" * 32 + "}", "x{" + "0a" * 32 + "}"]),
        (CFG, "smtp.password=changeme\na=changeme\n", ["changeme", "changeme"]),
        (CFG, "password.hint=Green\na.token=$[env:X]\nb.pwd=\napi_key.x=7\n", ["Green", "7"]),
        (CFG, "# the api_key was new\n# nothing here\n! a passphrase\n", ["# the api_key was new", "! a passphrase"]),
        (CFG, "# «sendgrid-key»\na=1\n", ["# «sendgrid-key»"]),
        # What a suppression names is no secret; what stands behind it may be.
        (CFG, "# aemlint: ignore[secret/literal, tls] moved\na=1\n", []),
        (CFG, "# aemlint: ignore[tls] the pwd\n# aemlint: ignore[pwd=x]\n", ["the pwd", "# aemlint: ignore[pwd=x]"]),
        # What a URL and basic authentication tell is told apart.
        (CFG, "a=https://me:Green-17@acme.io\nb=Green-17\n", ["https://me:Green-17@acme.io", "Green-17"]),
        (CFG, f"a=Basic {BASIC}\nb=xGreen-17\n", [f"Basic {BASIC}", "xGreen-17"]),
        (CFG, "password=$(secret:A;default=Green-17)\nb=xGreen-17\n", ["$(secret:A;default=Green-17)", "xGreen-17"]),
    ],
)  # fmt: skip
def test_what_is_covered_of_a_file(path: str, text: str, told: list[str], book: Rulebook) -> None:
    found = covered({path: text, NEXT: "debug.email=true\n"}, book)
    text = examples.made(text)
    assert found[path] == ([text] if told == ["all"] else [examples.made(one) for one in told])
    assert found[NEXT] == []


def test_only_the_files_asked_for_are_looked_through(book: Rulebook) -> None:
    files = {
        CFG: "smtp.password=Green-17\n",
        "variables.json": '[{"name": "A", "type": "secretString", "value": "Green-17"}]',
        "network.json": NETWORK % "sharedKey" + "}",
        "deploy.sh": SCRIPT,
        NEXT: "debug.email=true\n",
    }
    assert set(covered(files, book)) == set(files)
    assert covered(files, book, set()) == {}
    for path in files:
        assert set(covered(files, book, {path})) == {path}


def test_words_of_a_finding_never_repeat_a_secret(book: Rulebook) -> None:
    text = "smtp.password=Green-17\nsmtp.user=Green-17-more\nhost=a\n"
    other = NEXT
    found = project({CFG: text, other: "smtp.password=Blue-Window-58\nhost=b\n"}, book)
    masking = Masking(found)
    sources = {one.path: one.document.source for one in found.configurations}

    def place(path: str, words: str) -> Place:
        start = sources[path].text.index(words)
        return Place(sources[path], Span(start, start + len(words)))

    def finding(path: str = CFG, **words: Any) -> Finding:
        plain: dict[str, Any] = {
            "rule": "a/b",
            "severity": "error",
            "message": "a",
            "advice": "b",
            "at": place(path, "host"),
            "subject": "c",
            "pid": None,
            "property": None,
            "fingerprint": "0",
        }
        return Finding(**{**plain, **words})

    for plain in (finding(), finding(subject="Green-17", message="Green-17")):
        assert masking.quieted(plain) is plain
    said = masking.quieted(finding(message="is `Green-17`", advice="xGreen-17", mark="Green-17."))
    assert (said.message, said.advice, said.mark) == ("is `........`", "x........", ".........")
    assert (said.rule, said.fingerprint, said.at) == ("a/b", "0", place(CFG, "host"))
    # Wherever it is from.
    assert masking.quieted(finding(message="Blue-Window-58")).message == "........"
    note = Note("not Blue-Window-58", place(other, "host"))
    said = masking.quieted(finding(notes=(note, Note("Green-17"))))
    assert said.notes == (Note("not ........", note.at), Note("........"))
    # The longer one first, or its end would be left.
    longer = Masking(project({CFG: text, other: "smtp.password=Green-17-more\nhost=b\n"}, book))
    assert (
        longer.quieted(finding(message="Green-17-more, Green-17", consulted=(other,))).message == "........, ........"
    )

    def fixed(title: str, *edits: tuple[str, str]) -> Fix | None:
        made = tuple(Edit(place(CFG, words), text) for words, text in edits)
        return masking.quieted(finding(fix=Fix(title, True, made))).fix

    kept = fixed("Green-17", ("host", "port"))
    assert kept is not None
    assert (kept.title, kept.safe, kept.repeats, kept.edits[0].text) == ("........", True, False, "port")
    for beside in ("host", "smtp.password=", "\nsmtp.user"):  # right before the secret, and right behind it
        assert fixed("a", (beside, "Green-17")) is None
    kept = fixed("a", ("Green-17", "{Green-17}"), ("host", "port"))
    assert kept is not None
    assert kept.repeats
    assert [one.text for one in kept.edits] == ["{Green-17}", "port"]
    assert fixed("a", ("Green-17", "{Green-17}"), ("host", "Green-17")) is None


def test_what_is_secret_by_its_key_or_by_a_rule_is_repeated_nowhere(book: Rulebook) -> None:
    """A rule of one's own may call any key a secret's; what has no effect is in Git all the same."""
    text = """{
  // password = Green-17
  "relay.name": "Blue Window 58",
  "relay.name": "Red Harbor 99"
}"""
    keys = {(MAIL, at) for at in (text.index('"relay.name"'), text.rindex('"relay.name"'))}
    found = project({MAIL: text}, book)
    at = Place(found.configurations[0].document.source, Span(0, 1))

    def said(masking: Masking, message: str) -> str:
        words: dict[str, Any] = dict.fromkeys(("pid", "property"))
        words.update(rule="a/b", severity="error", advice="b", subject="c", fingerprint="0")
        return masking.quieted(Finding(message=message, at=at, **words)).message

    open, masking = Masking(found), Masking(found, keys=keys)
    assert said(open, "Green-17") == said(masking, "Green-17") == "........"
    for secret in ("Blue Window 58", "Red Harbor 99"):
        assert (said(open, secret), said(masking, secret)) == (secret, "........")
        start = text.index(f'"{secret}"')
        assert (start, start + len(secret) + 2) in masking.covers[MAIL]
        assert (start, start + len(secret) + 2) not in open.covers[MAIL]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []),
        ("a\nb", []),
        ("password=a\nb\n", ["a"]),
        ("a\n  my_password : b\nc", ["b"]),
        ("a\npassword", []),
        ("password a b\nc", [" a b"]),
        ("password.x=\nb", ["", "b"]),
        ("password=a\\\nb\\\nc", ["a\\", "b\\", "c"]),
        ("password= \\ \nb", ["\\ ", "b"]),
        ("password:\n b: c", ["", " b: c"]),
        ('password="a\nb\nc"\nd', ['"a', "b", 'c"']),
        ('password="a" b="c\nd" e\nf', ['"a" b="c', 'd" e']),
        ("PassWord='a'\nb", ["'a'"]),
        ("'token' = a", ["a"]),
        ("token\t\t:\ta", ["a"]),
        ("token.of-it_all!a=b", ["!a=b"]),
        ("a pwd=b token=c", ["b token=c"]),
        ("\npassword=a\nb", ["a"]),
        ("token X=a", [" X=a"]),
        ("token=Xa", ["Xa"]),
        ("password=a\\X\nb", ["a\\X"]),
    ],
)
def test_lines_about_secrets(text: str, told: list[str]) -> None:
    for start, end in ((0, len(text)), (3, 3 + len(text))):
        whole = "xx\n"[:start] + text + "\npassword=x"[: len(text)]
        found = [whole[a:b] for a, b in lines_about_secrets(whole, start, end) if a < b]
        assert found == [one for one in told if one]


def test_covers_are_in_order_and_one_where_they_meet() -> None:
    assert merged([]) == []
    assert merged([(3, 3), (5, 4)]) == []
    assert merged([(5, 9), (1, 3), (2, 4), (7, 8)]) == [(1, 4), (5, 9)]
    assert merged([(1, 3), (3, 5)]) == [(1, 3), (3, 5)]
    assert merged([(1, 9), (2, 3), (4, 5), (8, 10)]) == [(1, 10)]


def test_what_stands_behind_a_variables_name_is_repeated_nowhere(book: Rulebook) -> None:
    items = [{"name": name, "type": "string", "value": "x"} for name in ("A_B", "PW=Green-Ladder-17")]
    found = project({"cloudmanager/variables.json": json.dumps(items), CFG: "host=a\n"}, book)
    at = Place(found.variables[0].document.source, Span(0, 0))
    finding = Finding(
        rule="a/b",
        severity="error",
        message="is `PW=Green-Ladder-17`",
        advice="",
        at=at,
        subject="c",
        pid=None,
        property=None,
        fingerprint="0",
    )
    assert Masking(found).quieted(finding).message == "is `PW=........`"
