"""Rules of a project's own, in process: what is no rule is said to the end of the sentence, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import OWN_RULE, book

from aemlint import examples
from aemlint.engine import folders, vocabulary
from aemlint.engine.rulebook import Rulebook
from aemlint.hit import Hit
from aemlint.loading import settings_of
from aemlint.memory import Memory
from aemlint.reading import Disk, reason_of
from aemlint.request import Request

RIGHT: dict[str, Any] = {
    "title": "A relay of ours",
    "severity": "error",
    "since": "0.1",
    "match": {"property": "relay.host"},
    "message": "`{property}` is `{value}`",
    "why": "Internal names do not resolve in the cloud.",
    "advice": "Use the public name.",
    "examples": [{"title": "One", "files": {"a": "b"}, "finds": []}] * 2,
}
LOOKS = "a match looks at one of property, forward, network, variable, placeholder"


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in RIGHT.items() if name != key}


def looking(**match: Any) -> dict[str, Any]:
    return {**RIGHT, "match": {name.replace("_", "-"): value for name, value in match.items()}}


def test_a_rule_has_nothing_wrong() -> None:
    assert vocabulary.violation(RIGHT) is None
    for match in (
        {"forward": "name"},
        {"network": "kind"},
        {"variable": "name", "read": False},
        {"placeholder": {"type": True}},
        {"placeholder": {"type": True}, "property": "a"},
        {"property": "a", "where": {"b": {"absent": True, "on": "cloud", "note": "c"}}},
    ):
        assert vocabulary.violation(looking(**match)) is None, match


@pytest.mark.parametrize(
    ("rule", "path", "words"),
    [
        ({**RIGHT, "mesage": "a"}, ["mesage"], "there is no `mesage` here; did you mean `message`?"),
        ({**RIGHT, "odd": "a"}, ["odd"], "there is no `odd` here"),
        (without("since"), [], "`since` is missing"),
        (without("title"), [], "`title` is missing"),
        ({**RIGHT, "severity": "eror"}, ["severity"], "one of info, warning, error is due here"),
        ({**RIGHT, "title": 1}, ["title"], "this is no string"),
        ({**RIGHT, "title": "a" * 121}, ["title"], "longer than 120 characters"),
        ({**RIGHT, "since": "1"}, ["since"], "not written as it must be"),
        ({**RIGHT, "target": []}, ["target"], "at least 1 are due here"),
        ({**RIGHT, "target": ["cloud", "6.6"]}, ["target", 1], "one of cloud, 6.5 is due here"),
        ({**RIGHT, "examples": RIGHT["examples"][:1]}, ["examples"], "at least 2 are due here"),
        ({**RIGHT, "tags": "a"}, ["tags"], "this is no array"),
        ({**RIGHT, "fix": {}}, ["fix"], "`safe` is missing"),
        (
            {**RIGHT, "fix": {"safe": True, "unsafe": 1}},
            ["fix", "unsafe"],
            "there is no `unsafe` here; did you mean `safe`?",
        ),
        ({**RIGHT, "fix": {"safe": True, "lower": False}}, ["fix", "lower"], "True is due here"),
        ({**RIGHT, "fix": {"safe": True, "set": []}}, ["fix", "set"], "this is no string, boolean, integer"),
        ({**RIGHT, "fix": {"safe": True, "add": {}}}, ["fix", "add"], "something is due here"),
        (
            {**RIGHT, "fix": {"safe": True, "add": {"a": "b", "c": "d"}}},
            ["fix", "add"],
            "this is not as it must be",
        ),
        ({**RIGHT, "match": 1}, ["match"], "this is no object"),
        ({**RIGHT, "match": {}}, ["match", ""], LOOKS),
        (looking(propertie="a"), ["match", "propertie"], f"{LOOKS}; did you mean `property`?"),
        (looking(pid="a"), ["match", "pid"], LOOKS),
        (looking(property="a", odd=1), ["match", "odd"], "there is no `odd` here"),
        (
            looking(property="a", value={"matches": "b"}),
            ["match", "value", "matches"],
            "there is no `matches` here",
        ),
        (
            looking(property="a", value={"stars": "b"}),
            ["match", "value", "stars"],
            "there is no `stars` here; did you mean `starts`?",
        ),
        (looking(property="a", value={"is": []}), ["match", "value", "is"], "this is no string, integer"),
        (looking(property="a", value={"any": []}), ["match", "value", "any"], "at least 1 are due here"),
        (
            looking(forward="name", wher={}),
            ["match", "wher"],
            "there is no `wher` here; did you mean `where`?",
        ),
        (looking(forward="name", pid="a"), ["match", "pid"], "there is no `pid` here"),
        (looking(network="kind", where={}), ["match", "where"], "there is no `where` here"),
        (looking(variable="name", read="prop"), ["match", "read"], "one of False, env, secret is due here"),
        (
            looking(placeholder={"types": True}),
            ["match", "placeholder", "types"],
            "there is no `types` here; did you mean `type`?",
        ),
        (looking(placeholder={}), ["match", "placeholder"], "something is due here"),
        (looking(placeholder={"type": True}, pid="a"), ["match", "pid"], "there is no `pid` here"),
    ],
)
def test_what_is_wrong_is_said_to_the_end(rule: dict[str, Any], path: list[str | int], words: str) -> None:
    assert vocabulary.violation(rule) == (path, words)


# --- folders of rules


RULE = f"""{OWN_RULE}\
fix: {{safe: true, set: x, title: Write x}}
examples:
  - {{title: One, files: {{a: b}}, finds: []}}
  - {{title: Two, files: {{a: b}}, finds: []}}
"""


class Refusing(Memory):
    """A folder of that name cannot be listed."""

    __slots__ = ("refused",)

    def listed(self, folder: str) -> Any:
        if folder == getattr(self, "refused", None):
            raise PermissionError(13, "Permission denied")
        return super().listed(folder)


def added(
    files: dict[str, str | bytes], names: str = "rules", refused: str | None = None
) -> tuple[Rulebook, list[Hit]]:
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    data[".aemlint.yaml"] = f"rule-folders: [{names}]\n".encode()
    tree = Refusing(examples.NOWHERE, data)
    tree.refused = refused
    settings = settings_of(Request(examples.NOWHERE), tree)
    assert settings is not None
    return folders.added(book(), tree, settings)


def said(hit: Hit) -> tuple[str, str, str | None, dict[str, Any]]:
    return hit.at.source.path, hit.subject, hit.variant, dict(hit.values)


def test_rules_of_ones_own_join_the_others() -> None:
    found, mistakes = added({"rules/relay.yaml": RULE, "rules/deep/er.yml": RULE, "rules/notes.txt": "a"})
    assert mistakes == []
    assert [id for id in found.rules if id not in book().rules] == ["own/relay", "own/deep/er"]
    assert [id for id in book().rules if id not in found.rules] == []
    rule = found.rules["own/relay"]
    assert (rule.id, rule.topic, rule.severity, rule.since) == ("own/relay", "own", "error", "0.1")
    assert rule.match == {"pid": "com.acme.Mailer", "property": "relay.host", "value": {"glob": "*.acme.internal"}}
    assert found.words("own/relay")["message"] == "`{property}` is `{value}`"
    assert found.words("own/relay")["fix-title"] == "Write x"
    assert found.words("host/wrong-default") == book().words("host/wrong-default")
    assert found.tables is book().tables


def test_without_folders_the_rulebook_is_the_same() -> None:
    found, mistakes = added({}, names="")
    assert found is book()
    assert mistakes == []


def test_a_folder_that_is_missing_is_said() -> None:
    found, mistakes = added({"rules/relay.yaml": RULE}, names="none, rules")
    assert [said(one) for one in mistakes] == [(".aemlint.yaml", "none", "missing", {"path": "none"})]
    assert [one.at.text for one in mistakes] == ["none"]
    assert "own/relay" in found.rules


def test_an_id_is_given_once() -> None:
    found, mistakes = added({"rules/relay.yaml": RULE, "rules/relay.yml": RULE.replace("error", "info")})
    assert [said(one) for one in mistakes] == [
        ("rules/relay.yml", "rules/relay.yml", "rule-twice", {"rule": "own/relay"})
    ]
    assert [(one.at.span.start, one.at.span.end) for one in mistakes] == [(0, 0)]
    assert found.rules["own/relay"].severity == "error"


def test_rules_are_found_by_name_in_the_order_of_folders() -> None:
    files = {f"rules/{path}": RULE for path in ("b.yaml", "a/z.yaml", "a/b/c.yaml", "c.yml", "d.yaml.txt", "e/f.yaml")}
    tree = Memory(examples.NOWHERE, {path: text.encode() for path, text in files.items()})
    wanted = [
        ("own/b", "rules/b.yaml"),
        ("own/c", "rules/c.yml"),
        ("own/a/z", "rules/a/z.yaml"),
        ("own/a/b/c", "rules/a/b/c.yaml"),
        ("own/e/f", "rules/e/f.yaml"),
    ]
    assert folders.rule_paths(tree, "rules") == (wanted, [])
    everywhere = [(id.replace("own/", "own/rules/"), path) for id, path in wanted]
    assert folders.rule_paths(tree, "") == (everywhere, [])


def test_a_folder_that_cannot_be_listed_is_said() -> None:
    found, mistakes = added({"rules/relay.yaml": RULE, "rules/deep/er.yaml": RULE}, refused="rules/deep")
    assert [said(one) for one in mistakes] == [
        ("rules/deep", "rules/deep", "rule-file", {"reason": reason_of(PermissionError(13, ""))})
    ]
    assert [(one.at.span.start, one.at.span.end) for one in mistakes] == [(0, 0)]
    assert [id for id in found.rules if id.startswith("own/")] == ["own/relay"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    for name in ("rules/deep", "others"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "rules/deep/a.yaml").write_text(RULE, "utf-8")
    (tmp_path / "others/b.yaml").write_text(RULE, "utf-8")
    (tmp_path / "rules/link").symlink_to(tmp_path / "others", target_is_directory=True)
    (tmp_path / "rules/folder.yaml").mkdir()
    found = folders.rule_paths(Disk(str(tmp_path)), "rules")
    assert found == ([("own/deep/a", "rules/deep/a.yaml")], [])


def test_so_many_rules_and_no_more() -> None:
    files = {f"rules/{folder}/{number:03}.yaml": b"" for folder in "abc" for number in range(200)}
    paths, unread = folders.rule_paths(Memory(examples.NOWHERE, files), "rules")
    assert [path for _, path in paths] == sorted(files)[:500]
    assert unread == []


@pytest.mark.parametrize(
    ("change", "marked", "reason"),
    [
        (lambda _: "", "", "the file is empty"),
        (lambda _: "# nothing\n", "", "the file is empty"),
        (lambda _: "[a]\n", "[a]", "a rule is a mapping"),
        (lambda _: "a\n", "a", "a rule is a mapping"),
        (lambda text: text + "a: *b\n", "*b", "an alias, which these files do not need"),
        (
            lambda text: text.replace("match:", "check: port_range\nmatch:"),
            "check",
            "`check` is for the rules that come with aemlint: data only, never code",
        ),
        (
            lambda text: text + "from: settings\n",
            "from",
            "`from` is for the rules that come with aemlint: data only, never code",
        ),
        (
            lambda text: text + "with: {}\n",
            "with",
            "`with` is for the rules that come with aemlint: data only, never code",
        ),
        (lambda text: text.replace('since: "0.1"\n', ""), "t", "`since` is missing"),
        (
            lambda text: text.replace("{glob:", "{matches:"),
            "matches",
            "there is no `matches` here",
        ),
        (lambda text: text.replace("  - {title: Two", "  - 5\n  - {title: Two"), "5", "this is no object"),
        (
            lambda text: text.replace("a: b}, finds: []}\n", "a: b}}\n", 1),
            "{title: One, files: {a: b}}",
            "`finds` is missing",
        ),
        (lambda text: text.replace("match:", "match: {}\nodd:"), "odd", "there is no `odd` here"),
        (lambda text: text[: text.index("match")] + "match: {}\n" + text[text.index("message") :], "match", LOOKS),
        (lambda _: b"\xff", "\ufffd", "bytes that are no UTF-8"),
        (lambda text: text + "#" * (64 << 10), "", "larger than 64 KiB"),
    ],
)
def test_what_is_no_rule_is_said_where_it_stands(change: Callable[[str], Any], marked: str, reason: str) -> None:
    found, mistakes = added({"rules/relay.yaml": change(RULE)})
    (one,) = mistakes
    assert said(one) == ("rules/relay.yaml", "rules/relay.yaml", "rule-file", {"reason": reason})
    assert one.at.text == marked
    assert not [id for id in found.rules if id.startswith("own/")]


def test_a_rule_that_is_too_large_is_not_read() -> None:
    tree = Memory(examples.NOWHERE, {"rules/a.yaml": b"#" * ((64 << 10) + 1)})
    plain, (mistake,) = folders.rule_data(tree, "rules/a.yaml")
    assert plain is None
    assert mistake.at.source.path == "rules/a.yaml"
    gone, (mistake,) = folders.rule_data(tree, "rules/b.yaml")
    assert gone is None
    assert said(mistake) == (
        *("rules/b.yaml", "rules/b.yaml", "rule-file"),
        {"reason": "no such file, or a link that leads to nothing"},
    )
    assert (mistake.at.span.start, mistake.at.span.end) == (0, 0)
