"""What no way of writing a thing down may change: findings say what a project is, not how it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import strategies as made
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import TARGETS, THOROUGH, plain, read

from aemlint import app, fix, rounds
from aemlint.engine.rulebook import Rulebook
from aemlint.request import Request
from aemlint.source import Source, Span

APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
ENDINGS = {"a.cfg.json": ".cfg.json", "a.config": ".config", "a.cfg": ".cfg", "a.xml": ".xml"}
SERVICES = dict[tuple[str, str], made.Properties]
Files = dict[str, bytes]
Check = Callable[..., app.Outcome]
# With the files of test_reader_laws.py, 200,000 in all where there is time; a project takes as long as ten files.
law = settings(max_examples=650 if THOROUGH else 20)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: Any) -> str:
    """An empty folder: the files of these tests are in memory alone."""
    return str(tmp_path_factory.mktemp("nowhere"))


@pytest.fixture(scope="module")
def check(nowhere: str, book: Rulebook) -> Check:
    def checked(files: Files, target: str = "cloud") -> app.Outcome:
        return app.check(asked(nowhere, files, target), book)

    return checked


def asked(root: str, files: Files, target: str) -> Request:
    request = Request(root)
    request.overlay = dict(files)
    request.target = target
    request.severity = "info"
    return request


def findings(outcome: app.Outcome) -> list[Any]:
    assert not outcome.failures, [failure.reason for failure in outcome.failures]
    return outcome.report.findings if outcome.report is not None else []


# Speaks of how a value is written: a type that is written out says that a text is meant.
HOW = "property/boolean-as-text"


def whole(outcome: app.Outcome) -> Counter[tuple[str, ...]]:
    """All that must stay where the same stands in the same order."""
    return Counter(
        (one.rule, one.severity, one.subject, one.fingerprint, one.message, one.advice, *one.environments)
        for one in findings(outcome)
        if one.rule != HOW
    )


def known(outcome: app.Outcome) -> Counter[tuple[str, ...]]:
    """What must stay whatever the order: sentences may list properties as the file does."""
    return Counter(
        (one.rule, one.severity, one.subject, one.fingerprint) for one in findings(outcome) if one.rule != HOW
    )


def gist(outcome: app.Outcome) -> Counter[tuple[str, ...]]:
    """What must stay wherever and in whatever format it is written: not what is said of the file as such."""
    return Counter(
        (one.rule, one.severity, one.subject)
        for one in findings(outcome)
        if one.rule != HOW and not one.rule.startswith("file/")
    )


@st.composite
def written(draw: Any, name: str, services: st.SearchStrategy[Any], other: str = "", *, shuffled: bool = True) -> Any:
    """The same services twice, in one format or in two."""
    content = draw(services)
    return files(draw, name, content), files(draw, other or name, content, shuffled=shuffled)


def files(draw: Any, name: str, services: Any, apps: str = APPS, *, shuffled: bool = False) -> Files:
    found = {}
    for (folder, pid), properties in services.items():
        pairs = list(properties.items())
        content = dict(draw(st.permutations(pairs)) if shuffled else pairs)
        file = pid.replace("~", "-") if name == "a.xml" else pid
        found[f"{apps}/{folder}/{file}{ENDINGS[name]}"] = made.WRITERS[name](draw, content)
    return found


def services(name: str) -> st.SearchStrategy[Any]:
    return made.services(texts=name == "a.cfg")


def same(once: Counter[Any], again: Counter[Any]) -> None:
    assert (once - again, again - once) == (Counter(), Counter())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.WRITERS)
def test_findings_are_about_what_a_configuration_says_and_not_how(name: str, target: str, check: Check) -> None:
    @law
    @given(written(name, services(name), shuffled=False))
    def holds(pair: tuple[Files, Files]) -> None:
        same(*(whole(check(one, target)) for one in pair))

    holds()


def test_a_url_with_a_password_is_said_alike_however_it_is_written(check: Check) -> None:
    name = f"{APPS}/config/com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl.cfg.json"
    text = '{"tokenUrl": "https://user:Harbor!Sample72@acme.io/token", "refreshUrl": "https://acme.io/"}'
    once, again = (check({name: one.encode()}) for one in (text, text.replace("https:", "https\\u003a")))
    assert findings(once)
    same(whole(once), whole(again))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.WRITERS)
def test_the_order_of_properties_is_none(name: str, target: str, check: Check) -> None:
    @law
    @given(written(name, services(name)))
    def holds(pair: tuple[Files, Files]) -> None:
        same(*(known(check(one, target)) for one in pair))

    holds()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", ["a.config", "a.cfg", "a.xml"])
def test_findings_are_the_same_in_every_format(name: str, target: str, check: Check) -> None:
    @law
    @given(written("a.cfg.json", services(name), name))
    def holds(pair: tuple[Files, Files]) -> None:
        same(*(gist(check(one, target)) for one in pair))

    holds()


PLACES = (
    "jcr_root/apps/acme/osgiconfig",
    "a/b/c/ui.config.second/src/main/content/jcr_root/apps/other/osgiconfig",
    "all/jcr_root/apps/größe/ä b",
)


@st.composite
def moved(draw: Any, name: str) -> Any:
    content, place = draw(services(name)), draw(st.sampled_from(PLACES))
    once = files(draw, name, content)
    return once, {path.replace(APPS, place): data for path, data in once.items()}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.WRITERS)
def test_where_a_project_lies_is_all_the_same(name: str, target: str, check: Check) -> None:
    @law
    @given(moved(name))
    def holds(pair: tuple[Files, Files]) -> None:
        same(*(gist(check(one, target)) for one in pair))

    holds()


# --- what lies beside configurations


@st.composite
def projects(draw: Any, first: str, second: str) -> Any:
    """Services with networking and variables files, written twice; forwards and variables in another order, too."""
    content = draw(made.services())
    network, variables = draw(made.NETWORKS), draw(made.VARIABLES)
    pair = []
    for kind in (first, second):
        write, ending = (made.json_text, "json") if kind == "json" else (made.yaml_text, "yaml")
        forwards = draw(st.permutations(network["portForwards"])) if pair else network["portForwards"]
        found = files(draw, "a.cfg.json", content)
        found[f"cloudmanager/prod/network.{ending}"] = write(draw, {**network, "portForwards": forwards})
        found[f"cloudmanager/prod/variables.{ending}"] = write(draw, variables)
        pair.append(found)
    return tuple(pair)


@pytest.mark.parametrize("kinds", [("json", "json"), ("json", "yaml"), ("yaml", "yaml")])
def test_networking_and_variables_files_are_what_they_say(kinds: tuple[str, str], check: Check) -> None:
    @law
    @given(projects(*kinds))
    def holds(pair: tuple[Files, Files]) -> None:
        once, again = (check(one) for one in pair)
        same(*map(gist if kinds[0] != kinds[1] else known, (once, again)))
        assert len(once.project.networks) == len(again.project.networks)
        assert len(once.project.variables) == len(again.project.variables)

    holds()


# --- fixes


def repaired(files: Files, target: str, nowhere: str, book: Rulebook) -> Files:
    """The files after all fixes."""
    request = asked(nowhere, files, target)
    result = rounds.repaired(request, book, unsafe=True)
    assert not result.first.failures
    assert not result.last.failures
    assert set(request.overlay) == set(files)
    return request.overlay


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.WRITERS)
def test_a_fix_leaves_everything_else(name: str, target: str, check: Check) -> None:
    @law
    @given(written(name, services(name)))
    def holds(pair: tuple[Files, Files]) -> None:
        found = findings(check(pair[0], target))
        for source, after in fix.texts(fix.chosen(found, unsafe=True)):
            edits = [edit.place.span for one in found if one.fix is not None for edit in one.fix.edits]
            mine = [edit.place.source is source for one in found if one.fix is not None for edit in one.fix.edits]
            only_what_is_edited(source, after, [span for span, own in zip(edits, mine, strict=True) if own], target)

    holds()


def only_what_is_edited(source: Source, after: str, spans: list[Span], target: str) -> None:
    before = read(source.path, source.text.encode(source.encoding), target)
    again = read(source.path, after.encode(source.encoding), target)
    assert not again.refused
    assert {problem.kind for problem in again.problems} <= {problem.kind for problem in before.problems}
    values = {entry.name: plain(entry.value) for entry in again.entries}
    for entry in before.entries:
        if not any(span.start <= entry.value.span.end and entry.key.start <= span.end for span in spans):
            assert values[entry.name] == plain(entry.value)
    assert line_ends(after) <= (line_ends(source.text) or {"\n"})


def line_ends(text: str) -> set[str]:
    bare = text.replace("\r\n", "")
    return {end for end, there in (("\r\n", bare != text), ("\n", "\n" in bare), ("\r", "\r" in bare)) if there}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", made.WRITERS)
def test_fixing_what_is_fixed_changes_nothing(name: str, target: str, nowhere: str, book: Rulebook) -> None:
    @law
    @given(written(name, services(name)))
    def holds(pair: tuple[Files, Files]) -> None:
        once = repaired(pair[0], target, nowhere, book)
        assert repaired(once, target, nowhere, book) == once

    holds()


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_fixing_what_lies_beside_twice_changes_nothing_more(kind: str, nowhere: str, book: Rulebook) -> None:
    @law
    @given(projects(kind, kind))
    def holds(pair: tuple[Files, Files]) -> None:
        once = repaired(pair[0], "cloud", nowhere, book)
        for path, data in once.items():
            before, after = read(path, pair[0][path]), read(path, data)
            assert len(after.problems) <= len(before.problems), path
        assert repaired(once, "cloud", nowhere, book) == once

    holds()
