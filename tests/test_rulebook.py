"""Rules, what they weigh, the names they have, and their words; mutants of their conditions."""

from __future__ import annotations

import sys
from hashlib import sha256
from typing import Any

import pytest
from small import book, rule

from aemlint.engine import levels, mutation, wording
from aemlint.engine.levels import Levels
from aemlint.engine.rule import Rule
from aemlint.engine.rulebook import Rulebook
from aemlint.findings import Note
from aemlint.hit import Edit, Hit, Mark
from aemlint.settings.reader import settings
from aemlint.source import Place, Source, Span


def test_a_rule_is_what_its_file_says_and_the_rest_is_a_default() -> None:
    plain = Rule("acme/odd", {"severity": "info"})
    assert (plain.id, plain.topic, plain.severity) == ("acme/odd", "acme", "info")
    assert (plain.target, plain.needs, plain.partly, plain.precision) == (["cloud", "6.5"], [], False, "high")
    assert (plain.sensitive, plain.since, plain.when, plain.match) == (False, "0.1", None, None)
    assert (plain.check, plain.source, plain.formerly, plain.arguments, plain.fix) == (None, None, [], {}, None)
    told = Rule(
        "acme/deep/odd",
        {
            "severity": "error",
            "target": ["6.5"],
            "needs": ["network"],
            "partly": True,
            "precision": "low",
            "sensitive": True,
            "since": "0.2",
            "when": "flaws",
            "match": {"a": 1},
            "check": "c",
            "from": "settings",
            "formerly": ["b"],
            "with": {"d": 2},
            "fix": {"safe": True},
        },
    )
    assert (told.topic, told.severity) == ("acme", "error")
    assert (told.target, told.needs, told.partly, told.precision) == (["6.5"], ["network"], True, "low")
    assert (told.sensitive, told.since, told.when, told.match) == (True, "0.2", "flaws", {"a": 1})
    assert (told.check, told.source, told.formerly) == ("c", "settings", ["b"])
    assert (told.arguments, told.fix) == ({"d": 2}, {"safe": True})


@pytest.mark.parametrize("topic", ["secret", "file", "folder", "override", "aemlint"])
def test_some_topics_look_everywhere(topic: str) -> None:
    assert Rule(f"{topic}/a", {"severity": "info"}).everywhere
    assert not Rule(f"{topic}s/a", {"severity": "info"}).everywhere


SMALL = Rulebook(
    {
        "port/one": Rule("port/one", {"severity": "info", "formerly": ["port/first", "old/one"]}),
        "port/two": Rule("port/two", {"severity": "warning", "since": "0.10"}),
        "host/one": Rule("host/one", {"severity": "error", "since": "1.2"}),
    },
    {},
    {},
)


def test_a_former_id_still_works() -> None:
    assert SMALL.resolved("old/one") == SMALL.resolved("port/first") == SMALL.resolved("port/one") == "port/one"
    assert SMALL.resolved("nobody") == "nobody"


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ([], [], ["port/one", "port/two", "host/one"]),
        (["port"], [], ["port/one", "port/two"]),
        (["port/two"], [], ["port/two"]),
        (["old/one", "host"], [], ["port/one", "host/one"]),
        ([], ["port"], ["host/one"]),
        ([], ["port/first"], ["port/two", "host/one"]),
        (["port"], ["port/two"], ["port/one"]),
        (["nobody"], [], []),
    ],
)
def test_rules_are_chosen_by_id_and_topic(select: list[str], ignore: list[str], chosen: list[str]) -> None:
    assert [one.id for one in SMALL.chosen(select, ignore)] == chosen


def test_unknown_names_and_what_was_meant() -> None:
    assert SMALL.unknown(["port", "port/one", "old/one", "ports", "port/three", "one"]) == [
        "ports",
        "port/three",
        "one",
    ]
    assert SMALL.hint("port/tow") == "; did you mean `port/two`?"
    assert SMALL.hint("hots") == "; did you mean `host`?"
    assert SMALL.hint("two") == "; did you mean `port/two`?"
    assert SMALL.hint("something") == ""


# --- what a rule weighs


def weights(text: str) -> Levels:
    return Levels(SMALL, settings(text.encode(), ".aemlint.yaml"))


def hit(path: str = "config/a.cfg.json", subject: str = "a.Pid#smtp.host") -> Hit:
    return Hit(Place(Source(path, "abc"), Span(0, 1)), subject, {"value": "v"})


ONE, TWO, HOST = SMALL.rules.values()


def test_without_settings_a_rule_weighs_what_its_file_says() -> None:
    for plain in (Levels(SMALL, None), weights("target: cloud\n")):
        assert [plain.of_rule(one) for one in (ONE, TWO, HOST)] == ["info", "warning", "error"]
        assert [plain.of(one, hit()) for one in (ONE, TWO, HOST)] == ["info", "warning", "error"]
        assert not any(plain.younger(one) for one in (ONE, TWO, HOST))


def test_what_is_said_of_a_rule_beats_what_is_said_of_its_topic() -> None:
    found = weights("rules: {port: off, old/one: error}\n")
    assert [found.of_rule(one) for one in (ONE, TWO, HOST)] == ["error", "off", "error"]


def test_the_last_entry_of_paths_that_speaks_of_a_hit_decides() -> None:
    found = weights(
        "paths:\n"
        "  'config/**': {port: error, host/one: info}\n"
        "  'config.dev/**': {old/one: off}\n"
        "  'config*/b.*': {port/two: off, host: {property: SMTP.host, off: because}}\n"
    )
    assert found.of(ONE, hit()) == "error"
    assert found.of(TWO, hit()) == "error"
    assert found.of(HOST, hit()) == "info"
    assert found.of(ONE, hit("config.dev/a.cfg.json")) == "off"
    assert found.of(TWO, hit("config.dev/a.cfg.json")) == "warning"
    assert found.of(ONE, hit("config/b.cfg.json")) == "error"
    assert found.of(TWO, hit("config/b.cfg.json")) == "off"
    assert found.of(ONE, hit("other/a.cfg.json")) == "info"
    assert found.of(HOST, hit("config/b.cfg.json")) == "off"
    assert found.of(HOST, hit("config/b.cfg.json", "a.Pid#smtp.port")) == "info"
    assert found.of(HOST, hit("config.dev/b.cfg.json", "a.Pid#other")) == "error"
    assert found.of_rule(ONE) == "info"


@pytest.mark.parametrize(
    ("as_of", "younger"),
    [
        ("0.1", ["port/two", "host/one"]),
        ("0.9", ["port/two", "host/one"]),
        ("0.10", ["host/one"]),
        ("1.2", []),
        ("2.0", []),
    ],
)
def test_as_of_holds_younger_rules_back(as_of: str, younger: list[str]) -> None:
    found = weights(f"as-of: '{as_of}'\n")
    assert [one.id for one in (ONE, TWO, HOST) if found.younger(one)] == younger


def test_levels_are_in_order() -> None:
    order = ["off", "info", "warning", "error", "never"]
    for at, level in enumerate(order):
        assert [levels.reaches(level, least) for least in order] == [at >= other for other in range(len(order))]


# --- words


def test_a_sentence_is_filled() -> None:
    for template, filled in (
        ("`{a}` is {b}", "`1` is x, y and z"),
        ("{c}{a}", "{c}1"),
        ("{", "{"),
        ("{a", "{a"),
        ("a}", "a}"),
        ("{ {a}", "{ 1"),
        ("{d}", "{a}"),
        ("", ""),
        ("{{a}}", "{1}"),
    ):
        assert wording.filled(template, {"a": 1, "b": ["x", "y", "z"], "d": "{a}"}) == filled


def test_lists_are_written_as_people_write_them() -> None:
    for value, words in (
        ([], ""),
        (["a"], "a"),
        (("a", "b"), "a and b"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        ("a" * 300, "a" * 300),
        ("a" * 301, "a" * 297 + "..."),
        (5, "5"),
    ):
        assert wording.in_words(value) == words


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        (None, "other 1"),
        ("list", "a list"),
        ("blank fallback", "blank and more"),
        ("list fallback", "a list"),
        ("odd fallback", "a default"),
        ("odd", "other 1"),
    ],
)
def test_the_variant_chooses_a_sentence(variant: str | None, words: str) -> None:
    several = {
        "list": "a list",
        "fallback": " a default\n",
        "blank fallback": "blank and more",
        "default": "other {a}",
    }
    assert wording.sentence(several, variant, {"a": 1}) == words
    assert wording.sentence("one {a} ", variant, {"a": 1}) == "one 1"
    assert wording.sentence(None, variant, {}) == ""
    assert wording.sentence({"list": "a list"}, "odd", {}) == ""


WORDS = {
    "message": "`{value}` in {environments}",
    "advice": "Write {good}.",
    "mark": "here",
    "note": "A fact on {value}.",
    "notes": {"beside": "{value} and {other}"},
}


def test_a_hit_becomes_a_finding() -> None:
    source = Source("config/a.cfg.json", "abcdef")
    at = Place(source, Span(1, 3))
    beside = Mark(Place(source, Span(4, 5)), "beside", {"other": "o"})
    full = Hit(
        *(at, "a.Pid#smtp.host", {"value": "v", "good": "g"}),
        marks=[beside],
        edits=[Edit(at, "x")],
        environments=["dev", "prod"],
        consulted=["other.json"],
    )
    fixing = rule({"property": "a"}, fix={"safe": True})
    found = wording.finding(fixing, "warning", full, WORDS, 0)
    assert (found.rule, found.severity, found.at) == ("acme/rule", "warning", at)
    assert (found.message, found.advice, found.mark) == ("`v` in dev and prod", "Write g.", "here")
    assert (found.subject, found.pid, found.property) == ("a.Pid#smtp.host", "a.Pid", "smtp.host")
    assert (found.environments, found.consulted, found.sensitive) == (("dev", "prod"), ("other.json",), False)
    assert [(note.text, note.at) for note in found.notes] == [("v and o", beside.at), ("A fact on v.", None)]
    assert found.notes[1] == Note("A fact on v.")
    assert found.fix is not None
    assert (found.fix.title, found.fix.safe, found.fix.edits) == ("Write g.", True, tuple(full.edits))
    titled = wording.finding(fixing, "warning", full, {**WORDS, "fix-title": "Mend {value}"}, 0)
    assert titled.fix is not None
    assert titled.fix.title == "Mend v"


@pytest.mark.parametrize(
    ("of_rule", "of_hit", "safe"),
    [
        ({"safe": True}, None, True),
        ({"safe": False}, None, False),
        ({}, None, False),
        ({"safe": True}, False, False),
        ({"safe": False}, True, True),
    ],
)
def test_whether_a_fix_is_safe(of_rule: dict[str, Any], of_hit: bool | None, safe: bool) -> None:
    at = Place(Source("a", "abc"), Span(0, 1))
    found = wording.finding(
        rule({}, fix=of_rule), "info", Hit(at, "a", edits=[Edit(at, "x")], safe=of_hit), {"message": "m"}, 0
    )
    assert found.fix is not None
    assert found.fix.safe is safe
    assert wording.finding(rule({}, fix=of_rule), "info", Hit(at, "a"), {"message": "m"}, 0).fix is None
    assert wording.finding(rule({}), "info", Hit(at, "a", edits=[Edit(at, "x")]), {"message": "m"}, 0).fix is None


@pytest.mark.parametrize(
    ("subject", "pid", "property"),
    [("a.Pid#b", "a.Pid", "b"), ("a.Pid#", "a.Pid", None), ("variables[A].name", None, None), ("a#b#c", "a", "b#c")],
)
def test_a_subject_may_name_a_pid_and_a_property(subject: str, pid: str | None, property: str | None) -> None:
    found = wording.finding(rule({}), "info", hit(subject=subject), {"message": "m"}, 0)
    assert (found.pid, found.property, found.notes, found.advice, found.mark) == (pid, property, (), "", "")


def test_a_finding_of_a_hit_with_environments_of_its_own_words() -> None:
    own = Hit(hit().at, "a", {"environments": "some"}, environments=["dev"])
    assert wording.finding(rule({}), "info", own, {"message": "{environments}"}, 0).message == "some"
    assert wording.finding(rule({}), "info", hit(), {"message": "{environments}"}, 0).message == "{environments}"


# --- what a finding is known by


def test_a_fingerprint_is_of_rule_path_subject_number_and_value() -> None:
    plain = rule({})
    first = wording.fingerprint(plain, hit(), 0)
    value = sha256(b"v").hexdigest()
    assert first == sha256(f"acme/rule\0config/a.cfg.json\0a.Pid#smtp.host\0{0}\0{value}".encode()).hexdigest()
    others = [
        wording.fingerprint(rule({}, id="acme/other"), hit(), 0),
        wording.fingerprint(plain, hit("config/b.cfg.json"), 0),
        wording.fingerprint(plain, hit(subject="a.Pid#other"), 0),
        wording.fingerprint(plain, hit(), 1),
        wording.fingerprint(plain, Hit(hit().at, "a.Pid#smtp.host", {"value": "w"}), 0),
        wording.fingerprint(rule({}, sensitive=True), hit(), 0),
    ]
    assert len({first, *others}) == 7
    assert wording.fingerprint(plain, hit("config/old.cfg.json"), 0, "config/a.cfg.json") == first


def test_a_sensitive_value_leaves_sixteen_bits() -> None:
    value = Hit(hit().at, "a", {"value": "v"})
    whole = wording.digest(rule({}), value)
    assert whole == sha256(b"v").hexdigest()
    assert wording.digest(rule({}, sensitive=True), value) == whole[:4]
    told = Hit(hit().at, "a", {"value": "........", "fingerprint": "v"})
    assert wording.digest(rule({}), told) == whole
    odd = Hit(hit().at, "a", {"value": "\ud800"})
    assert wording.digest(rule({}), odd) == sha256(b"\xed\xa0\x80").hexdigest()
    assert len(wording.fingerprint(rule({}), hit("config/\udcff.cfg.json", "\ud800"), 0)) == 64
    assert wording.digest(rule({}), Hit(hit().at, "a")) == sha256(b"").hexdigest()


def test_a_path_counts_in_utf8() -> None:
    assert wording._in_utf8("a/b") == "a/b"
    if sys.getfilesystemencoding() == "utf-8":
        assert wording._in_utf8("a/ä") == "a/ä"
    assert wording._in_utf8("a/\udcff") == "a/\udcff"


def at(path: str, start: int, id: str, subject: str = "a", value: str = "v") -> tuple[Rule, Hit]:
    return rule({}, id=id), Hit(Place(Source(path, "abcdef"), Span(start, start)), subject, {"value": value})


def test_findings_are_in_order_of_path_place_and_rule() -> None:
    wanted = [at("a", 0, "b/b"), at("a", 1, "a/a"), at("a", 1, "b/b"), at("b", 0, "a/a")]
    for shuffled in (wanted[::-1], wanted[2:] + wanted[:2]):
        assert wording.in_order(shuffled) == wanted


def test_equals_are_numbered() -> None:
    hits = [
        *(
            at("a", 0, "a/a"),
            at("a", 1, "a/a"),
            at("a", 2, "a/a", value="w"),
            at("a", 3, "a/b"),
            at("a", 4, "a/a", "b"),
        ),
        *(at("b", 0, "a/a"), at("a", 5, "a/a"), at("a", 6, "a/a", value="w")),
    ]
    assert wording.ordinals(hits) == [0, 1, 0, 0, 0, 0, 2, 1]
    assert wording.ordinals([]) == []


# --- mutants of a rule


def test_each_clause_is_dropped_in_turn() -> None:
    data = {
        "title": "t",
        "match": {
            "property": "a",
            "pid": ["b", "c"],
            "value": {"not": {"is": "d"}, "any": [{"is": "e"}, {"is": "f", "in": ["g"]}]},
            "where": {"h": {"is": "i"}},
        },
        "with": {"j": {"k": 1}, "l": 2},
    }
    found = dict(mutation.mutants(data))
    assert list(found) == [
        *("match.pid", "match.value", "match.value.not", "match.value.not.is", "match.value.any"),
        *("match.value.any.0", "match.value.any.0.is", "match.value.any.1", "match.value.any.1.is"),
        *("match.value.any.1.in", "match.where", "match.where.h", "match.where.h.is", "with.j", "with.l"),
    ]
    value = {"not": {"is": "d"}, "any": [{"is": "e"}, {"is": "f", "in": ["g"]}]}
    match = {"property": "a", "pid": ["b", "c"], "value": value, "where": {"h": {"is": "i"}}}
    for clause, changed in {
        "match.pid": {"property": "a", "value": value, "where": match["where"]},
        "match.where.h.is": {"property": "a", "pid": ["b", "c"], "value": value},
        "match.value.not.is": {**match, "value": {"any": value["any"]}},
        "match.value.any.0": {**match, "value": {"not": {"is": "d"}, "any": [{"is": "f", "in": ["g"]}]}},
        "match.value.any.1.is": {**match, "value": {"not": {"is": "d"}, "any": [{"is": "e"}, {"in": ["g"]}]}},
        "match.value.any.0.is": {**match, "value": {"not": {"is": "d"}, "any": [{}, {"is": "f", "in": ["g"]}]}},
    }.items():
        assert found[clause] == {**data, "match": changed}, clause
    assert found["with.j"] == {**data, "with": {"l": 2}}
    assert list(mutation.mutants({"title": "t"})) == []


@pytest.mark.parametrize("look", ["property", "forward", "network", "variable"])
def test_what_a_match_looks_at_is_not_dropped(look: str) -> None:
    assert list(mutation.mutants({"match": {look: "a"}})) == []
    assert [clause for clause, _ in mutation.mutants({"match": {look: {"a": {"is": "b"}}}})] == [
        f"match.{look}.a",
        f"match.{look}.a.is",
    ]


def test_every_former_id_is_of_one_rule() -> None:
    former = [old for one in book().rules.values() for old in one.formerly]
    assert len(former) == len(set(former))
    assert not set(former) & set(book().rules)
