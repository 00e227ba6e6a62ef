"""One fixed report in every format: as expected, as each format's readers want it, and harmless."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import report_sample as sample
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st

import aemlint
from aemlint import __version__
from aemlint.findings import NotChecked, Report
from aemlint.options import FORMATS
from aemlint.report import line_hash, sarif, step_summary, text_of
from aemlint.report.markup import escaped
from aemlint.report.showing import shown
from aemlint.report.summary import summary
from aemlint.source import Source

GOLDEN = ROOT / "tests/golden/reports"
JSON = ("json", "sarif", "gitlab", "rdjson")
XML = ("junit", "checkstyle")
ENDINGS = {**dict.fromkeys(JSON, "json"), **dict.fromkeys(XML, "xml")}
SCHEMA = SHARED / "sarif-schema-2.1.0.json"


def written(format: str, report: Report | None = None) -> str:
    return text_of(report or sample.report(), format, color=False, links=False)


def clean() -> Report:
    return sample.report(findings=[])


def same(path: Path, text: str, update: bool) -> None:
    text = text.replace(f'"{__version__}"', '"VERSION"')
    if update:
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


# As expected


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_as_expected(format: str, update: bool) -> None:
    same(GOLDEN / f"{format}.{ENDINGS.get(format, 'txt')}", written(format), update)


def test_a_coloured_report_is_as_expected(update: bool) -> None:
    same(GOLDEN / "text-color.txt", text_of(sample.report(), "text", color=True, links=True), update)


def test_a_summary_is_as_expected(update: bool) -> None:
    same(GOLDEN / "summary.txt", "\n".join(summary(sample.report())) + "\n", update)


def test_a_step_summary_is_as_expected(update: bool) -> None:
    same(GOLDEN / "step-summary.md", step_summary.text(sample.report()), update)


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_comes_out_the_same_twice(format: str) -> None:
    assert written(format) == written(format)


# Harmless

LINES = (*FORMATS, "step-summary", "summary")


def any_text(format: str) -> str:
    report = sample.report()
    if format == "summary":
        return "\n".join(summary(report))
    return step_summary.text(report) if format == "step-summary" else written(format, report)


@pytest.mark.parametrize("format", LINES)
def test_no_report_paints_or_hides(format: str) -> None:
    text = any_text(format)
    assert not [one for one in text if one != "\n" and not one.isprintable()]
    assert not set(text) & {"\u202e", "\u2028", "\x1b", "\r"}


@pytest.mark.parametrize("format", LINES)
def test_no_report_commands_a_build_server(format: str) -> None:
    text = any_text(format)
    own = {"github": "::", "azure": "##vso[task.logissue "}.get(format)
    for line in text.split("\n"):
        if own and line.startswith(own):
            line = line[len(own) :]
        if format == "text" and line.startswith(("  ::: ", "   ::: ")):  # no command has the name ":"
            line = line.lstrip()[3:]
        assert not line.lstrip().startswith("::")
        for command in ("##[", "##vso[", "##teamcity["):
            assert command not in line


@pytest.mark.parametrize("format", LINES)
def test_no_report_tells_a_secret(format: str) -> None:
    text = any_text(format)
    assert not [secret for secret in sample.SECRETS if secret in text]


@pytest.mark.parametrize("format", [*JSON, *XML])
def test_a_report_for_programs_is_ascii(format: str) -> None:
    assert written(format).isascii()


def test_whatever_is_shown_is_printable() -> None:
    for code in range(0x110000):
        text = shown(chr(code))
        assert text.isprintable(), hex(code)
        assert "\u200f" not in text


@given(st.text(alphabet=st.one_of(st.sampled_from("#[:vso a\n\x1b"), st.characters()), max_size=40))
def test_what_is_shown_commands_nobody(text: str) -> None:
    found = shown(text, 1000)
    assert not found.lstrip().startswith("::")
    assert "##[" not in found
    assert "##vso[" not in found


def test_what_is_shown_is_cut() -> None:
    assert len(shown("x" * 5_000_000)) == 200


@given(st.text())
def test_xml_reads_what_people_would_see(text: str) -> None:
    assert ElementTree.fromstring(f"<a>{escaped(text)}</a>").text in (shown(text, 4096), None)


# A clean run is a report, too


@pytest.mark.parametrize("format", JSON)
def test_a_clean_run_is_json(format: str) -> None:
    document = json.loads(written(format, clean()))
    assert (document == []) is (format == "gitlab")


def test_a_clean_run_is_a_passed_test() -> None:
    root = ElementTree.fromstring(written("junit", clean()))
    assert len(root.findall("testsuite/testcase")) == 1
    assert not root.findall(".//failure")


def test_a_clean_run_is_an_empty_checkstyle_report() -> None:
    assert list(ElementTree.fromstring(written("checkstyle", clean()))) == []


@pytest.mark.parametrize("format", ["text", "concise", "github", "azure"])
def test_a_clean_run_writes_no_line(format: str) -> None:
    assert written(format, clean()) == ""


@pytest.mark.parametrize("format", ["json", "sarif", "junit"])
@pytest.mark.parametrize("report", [sample.report, clean])
def test_what_was_not_checked_is_said(format: str, report: Any) -> None:
    text = written(format, report())
    for word in ("variable/unused", "no variables file in the project", "no forwards for stage"):
        assert word in text


# JSON


def test_json_has_what_the_contract_has() -> None:
    document = json.loads(written("json"))
    assert list(document) == ["version", "aemlint", "root", "target", "findings", "not_checked", "summary"]
    for finding in document["findings"]:
        assert list(finding) == [
            *("rule", "severity", "message", "advice", "path", "start", "end"),
            *("pid", "property", "environments", "notes", "fix", "fingerprint"),
        ]


def test_edits_that_touch_a_secret_are_not_told() -> None:
    report = sample.report()
    mail = report.findings[4].at.source
    touching = sample.finding(
        "secret/literal",
        mail,
        '"smtp.password"',
        "m",
        "a",
        fix=("t", False, [('"correct-horse-battery"', '"$[secret:SMTP_PASSWORD]"')]),
    )
    report.findings = [touching]
    assert json.loads(written("json", report))["findings"][0]["fix"] == {"title": "t", "safe": False, "edits": []}
    assert "fixes" not in results(written("sarif", report))[0]
    assert "suggestions" not in json.loads(written("rdjson", report))["diagnostics"][0]
    shown_ = written("text", report)
    assert ' 6 -   "smtp.password": "........",\n 6 +   "smtp.password": "$[secret:SMTP_PASSWORD]",\n' in shown_


# SARIF


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


@pytest.mark.parametrize("report", [sample.report, clean])
def test_sarif_is_valid(report: Any) -> None:
    if not SCHEMA.is_file():
        pytest.skip("the schema of SARIF is not beside the project")
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(written("sarif", report())))


def test_sarif_has_all_that_code_scanning_requires() -> None:
    document = json.loads(written("sarif"))
    assert document["$schema"]
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "aemlint"
    assert [part.isdigit() for part in driver["semanticVersion"].split(".")] == [True] * 3
    assert run["automationDetails"]["id"] == "aemlint/"
    assert run["columnKind"] == "unicodeCodePoints"
    assert "originalUriBaseIds" not in run
    for rule in driver["rules"]:
        assert rule["id"]
        assert 0 < len(rule["name"]) <= 255
        for text in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[text]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
        assert rule["helpUri"].endswith(f"/docs/rules/{rule['id']}.md")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        properties = rule["properties"]
        assert properties["precision"] in ("very-high", "high", "medium", "low")
        assert properties["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(properties["tags"]) <= 10
        assert ("security-severity" in properties) is ("security" in properties["tags"])
        assert 0 < float(properties.get("security-severity", "1")) <= 10
    assert len(run["results"]) == len(sample.report().findings)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        for one in (location, *result.get("relatedLocations", [])):
            artifact, region = one["physicalLocation"]["artifactLocation"], one["physicalLocation"]["region"]
            assert artifact["uriBaseId"] == "%SRCROOT%"
            assert not artifact["uri"].startswith(("/", ".", "file:"))
            assert set(artifact["uri"]) <= sarif.UNRESERVED | {"%"}
            assert region["startLine"] == region["endLine"] >= 1
            assert region["endColumn"] >= region["startColumn"] >= 1
            assert "snippet" not in region
        assert result["partialFingerprints"]["aemlint/v1"]
        assert "suppressions" not in result


def test_sarif_says_a_level_only_where_it_was_changed() -> None:
    levels = {one["ruleId"]: one.get("level") for one in results(written("sarif"))}
    assert {rule: level for rule, level in levels.items() if level} == {"property/split": "warning"}


def test_sarif_links_every_related_place_and_nothing_else() -> None:
    for result in results(written("sarif")):
        links = [part.split(")")[0] for part in result["message"]["text"].split("](")[1:]]
        assert links == [str(one["id"]) for one in result.get("relatedLocations", [])]


def test_sarif_says_whether_all_could_be_read() -> None:
    for complete in (True, False):
        (run,) = json.loads(written("sarif", sample.report(complete=complete)))["runs"]
        assert run["invocations"][0]["executionSuccessful"] is complete


def test_sarif_tells_a_hash_only_of_lines_without_a_secret() -> None:
    """Nor of those with one among the next hundred characters, of which the hash is made."""
    hashed = [
        (one["ruleId"], "primaryLocationLineHash" in one["partialFingerprints"]) for one in results(written("sarif"))
    ]
    assert hashed == [
        ("host/not-proxy", True),
        ("file/legacy-format", False),
        ("secret/in-comment", False),
        ("property/split", True),
        ("host/not-proxy", False),
        ("port/not-forwarded", False),
        ("secret/literal", False),
        ("tls/ssl-and-starttls", True),
        ("sender/malformed", True),
        ("property/debug-on", True),
    ]


def test_a_line_hash_is_the_published_one() -> None:
    source = Source("a", '{\n  "smtp.host": "proxy.tunnel",\n  "smtp.port": "465"\n}\n')
    hashes = line_hash.LineHashes(source)
    assert [hashes.of(line) for line in range(1, 5)] == [
        "7079b693dc9c49c7:1",
        "9c00d16e1aa4e0ee:1",
        "eed900e9a94c822c:1",
        "32dce9ccfdbc9d3e:1",
    ]


@given(st.text(alphabet=st.sampled_from('ab{}" \t\n\r\rä😀\ufeff'), max_size=300))
def test_a_line_hash_is_that_of_a_rolling_window(text: str) -> None:
    source = Source("a", text)
    hashes = line_hash.LineHashes(source)
    expected = rolling(text)
    found = {line: hashes.of(line) for line in expected}
    assert found == expected


def rolling(text: str) -> dict[int, str]:
    """The algorithm as it is published: unit by unit, a ring of a hundred."""
    data = text.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
    ring, lines, value, index = [0] * 100, [-1] * 100, 0, 0
    line, starting, after_cr = 0, True, False
    counts: dict[str, int] = {}
    found: dict[int, str] = {}

    def out() -> None:
        digits = f"{value:x}"
        counts[digits] = counts.get(digits, 0) + 1
        found[lines[index]] = f"{digits}:{counts[digits]}"
        lines[index] = -1

    def take(unit: int) -> None:
        nonlocal value, index
        value = (37 * value + unit - 37**100 * ring[index]) % 2**64
        ring[index] = unit
        index = (index + 1) % 100

    for unit in [*units, 65535]:
        if unit in (32, 9) or (after_cr and unit == 10):
            after_cr = False
            continue
        after_cr = unit == 13
        unit = 10 if unit == 13 else unit
        if lines[index] != -1:
            out()
        if starting:
            starting = False
            line += 1
            lines[index] = line
        starting = unit == 10
        take(unit)
    for _ in range(100):
        if lines[index] != -1:
            out()
        take(0)
    return found


# GitLab


def test_gitlab_has_the_fields_it_reads() -> None:
    issues = json.loads(written("gitlab"))
    assert len(issues) == len(sample.report().findings)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_gitlab_fingerprints_are_unique() -> None:
    report = sample.report()
    report.findings *= 3
    prints = [issue["fingerprint"] for issue in json.loads(written("gitlab", report))]
    assert len(set(prints)) == len(prints) == 30


# rdjson, from its documentation

POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("line", "column")},
}
RANGE = {
    "type": "object",
    "required": ["start"],
    "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}
LOCATION = {
    "type": "object",
    "required": ["path"],
    "additionalProperties": False,
    "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {
            "type": "object",
            "required": ["name", "url"],
            "additionalProperties": False,
            "properties": {"name": {"const": "aemlint"}, "url": {"type": "string", "pattern": "^https://"}},
        },
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": LOCATION,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "required": ["value"],
                        "additionalProperties": False,
                        "properties": {"value": {"type": "string"}, "url": {"type": "string", "pattern": "^https://"}},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "additionalProperties": False,
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                        },
                    },
                    "related_locations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "location"],
                            "additionalProperties": False,
                            "properties": {"message": {"type": "string"}, "location": LOCATION},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("report", [sample.report, clean])
def test_rdjson_is_valid(report: Any) -> None:
    jsonschema.Draft202012Validator(RDJSON).validate(json.loads(written("rdjson", report())))


def test_rdjson_suggests_what_a_fix_writes() -> None:
    """Byte columns put into the file's bytes give the fixed text."""
    for diagnostic in json.loads(written("rdjson"))["diagnostics"]:
        for suggestion in diagnostic.get("suggestions", []):
            data = (sample.PROJECT / diagnostic["location"]["path"]).read_bytes()
            start, end = (offset(data, suggestion["range"][name]) for name in ("start", "end"))
            fixed = data[:start] + suggestion["text"].encode() + data[end:]
            assert json.loads(fixed.replace(b"  // moved here from the old data centre\n", b""))


def offset(data: bytes, position: dict[str, int]) -> int:
    lines = data.split(b"\n")
    return sum(len(line) + 1 for line in lines[: position["line"] - 1]) + position["column"] - 1


# Columns

LINE = '  "from.name": "ä😀 Bücher", "from.address": "shop",'


def test_every_format_counts_columns_in_its_own_unit() -> None:
    characters = LINE.index('"shop"') + 1
    utf8 = len(LINE[: characters - 1].encode()) + 1
    assert (characters, utf8) == (45, 50)
    (found,) = [one for one in json.loads(written("json"))["findings"] if one["rule"] == "sender/malformed"]
    assert (found["start"], found["end"]) == ({"line": 9, "column": 45}, {"line": 9, "column": 51})
    (found,) = [one for one in results(written("sarif")) if one["ruleId"] == "sender/malformed"]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (45, 51)
    (found,) = [
        one for one in json.loads(written("rdjson"))["diagnostics"] if one["code"]["value"] == "sender/malformed"
    ]
    assert found["location"]["range"]["start"] == {"line": 9, "column": 50}
    assert found["location"]["range"]["end"] == {"line": 9, "column": 56}
    assert ":9:45: error[sender/malformed]" in written("concise")
    assert ":9:45\n" in written("text")
    (found,) = [one for one in commands(written("github"), "github") if one["title"] == "sender/malformed"]
    assert (found["line"], found["col"], found["endColumn"]) == ("9", "45", "51")
    (found,) = [one for one in commands(written("azure"), "azure") if one["code"] == "sender/malformed"]
    assert (found["linenumber"], found["columnnumber"]) == ("9", "45")
    (error,) = ElementTree.fromstring(written("checkstyle")).findall(".//error[@source='aemlint.sender.malformed']")
    assert (error.get("line"), error.get("column")) == ("9", "45")


def test_marks_stand_below_what_they_mark() -> None:
    """A terminal gives the emoji two columns."""
    lines = written("text").split("\n")
    at = next(number for number, line in enumerate(lines) if "from.address" in line and "shop" in line and "|" in line)
    while "^" not in lines[at + 1]:
        at = next(number for number in range(at + 1, len(lines)) if '"from.address": "shop"' in lines[number])
    assert lines[at + 1].index("^") == lines[at].index('"shop"') + 1


# Commands of build servers, read by what their documentation says


def commands(text: str, host: str) -> list[dict[str, str]]:
    if host == "github":
        start, stop, separator = "::", "::", ","
        codes = (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"))
    else:
        start, stop, separator = "##vso[", "]", ";"
        codes = (("%5D", "]"), ("%3B", ";"), ("%0A", "\n"), ("%0D", "\r"), ("%AZP25", "%"))
    found = []
    for line in text.splitlines():
        assert line.startswith(start)
        head, message = line[len(start) :].split(stop, 1)
        command, _, properties = head.partition(" ")
        values = dict(pair.split("=", 1) for pair in properties.split(separator) if pair)
        values |= {"command": command, "message": message}
        for code, sign in codes:
            values = {name: value.replace(code, sign) for name, value in values.items()}
        found.append(values)
    return found


def test_github_shows_errors_first() -> None:
    found = [one["command"] for one in commands(written("github"), "github")]
    assert found == ["error"] * 6 + ["warning"] * 3 + ["notice"]


def test_github_commands_say_where() -> None:
    for command in commands(written("github"), "github"):
        assert command["title"] in sample.RULES
        assert command["line"] == command["endLine"]
        assert int(command["endColumn"]) >= int(command["col"]) >= 1
        assert command["message"].startswith(f"{command['file']}:{command['line']}:{command['col']}: ")


def test_azure_knows_errors_and_warnings() -> None:
    found = commands(written("azure"), "azure")
    assert {one["command"] for one in found} == {"task.logissue"}
    assert [one["type"] for one in found].count("error") == 6
    assert {one["type"] for one in found} == {"error", "warning"}
    assert all(one["code"] in sample.RULES and one["message"] for one in found)


def test_one_percent_sign_is_one_percent_sign() -> None:
    for host in ("github", "azure"):
        assert "%0A ` |" in next(one for one in commands(written(host), host) if "owned" in one["message"])["message"]


# XML


def test_checkstyle_has_the_shape_jenkins_reads() -> None:
    root = ElementTree.fromstring(written("checkstyle"))
    assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
    errors = 0
    for file in root:
        assert file.tag == "file"
        assert file.get("name")
        for error in file:
            errors += 1
            assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
            assert error.get("severity") in ("error", "warning", "info")
    assert errors == len(sample.report().findings)


def test_junit_counts_what_it_holds() -> None:
    root = ElementTree.fromstring(written("junit"))
    assert root.tag == "testsuites"
    assert root.get("tests") == root.get("failures") == "10"
    for suite in root:
        assert [int(suite.get(name) or "") for name in ("tests", "failures", "errors")] == [
            len(suite.findall("testcase")),
            len(suite.findall("testcase/failure")),
            0,
        ]
        assert [one.tag for one in suite] == sorted(
            (one.tag for one in suite), key=["properties", "testcase", "system-out"].index
        )
        for case in suite.findall("testcase"):
            assert case.get("name") in sample.RULES
            assert case.get("classname") == suite.get("name")
    assert "not checked: variable/*" in (root.findtext("testsuite/system-out") or "")


# Where the project is not the repository


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "azure"])
def test_hosts_are_told_paths_from_the_repository(format: str) -> None:
    text = written(format, sample.report(prefix="shop/aem/"))
    assert text.count("shop/aem/cloudmanager") >= (format in ("sarif", "github", "junit", "rdjson"))
    assert text.count(sample.MAIL) == text.count(f"shop/aem/{sample.MAIL}") > 0


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_people_are_told_paths_from_the_project(format: str) -> None:
    assert written(format, sample.report(prefix="shop/aem/")) == written(format)


# Excerpts


def test_of_a_file_that_nobody_looked_through_a_secret_finding_shows_its_key_only() -> None:
    script = Source("deploy.sh", "login\naio --secret SMTP_PASSWORD hunter2 # twice: hunter2\nhunter2\n")
    report = sample.report(findings=[sample.finding("secret/literal", script, "--secret", "m", "a", mark="here")])
    text = written("text", report)
    assert "hunter2" not in text
    assert " 2 | ........--secret........\n   |         ^^^^^^^^ here\n   |\n" in text


def test_of_a_file_that_is_covered_nothing_is_shown() -> None:
    broken = Source("config/a.config", 'a="b\npassword=hunter2\n')
    report = sample.report(
        findings=[sample.finding("file/legacy-format", broken, "password", "m", "a", mark="here")],
        masked={"config/a.config": [(0, len(broken.text))]},
    )
    text = written("text", report)
    assert text == "warning[file/legacy-format]: m\n  --> config/a.config:2:1\n   = note: here\n   = help: a\n\n"


def test_a_long_line_is_cut_round_the_mark() -> None:
    long = Source("a.json", '{"a": "' + "x" * 5000 + '", "smtp.port": 25, "b": "' + "y" * 5000 + '"}')
    report = sample.report(findings=[sample.finding("file/legacy-format", long, "25", "m", "", mark="here")], masked={})
    lines = written("text", report).split("\n")
    assert max(map(len, lines)) < 200
    (row,) = [line for line in lines if "^" in line]
    shown_ = lines[lines.index(row) - 1]
    assert shown_.startswith(" 1 | ...xxx")
    assert shown_.endswith("yyy...")
    assert shown_[row.index("^") :].startswith("25, ")


def test_tabs_are_widened() -> None:
    source = Source("a.config", "\tab\tsmtp.port=25\n")
    report = sample.report(findings=[sample.finding("file/legacy-format", source, "25", "m", "")], masked={})
    assert " 1 |     ab  smtp.port=25\n   |                   ^^\n" in written("text", report)


def test_a_byte_order_mark_takes_no_column() -> None:
    source = Source("a.json", '\ufeff{"a": 1}')
    report = sample.report(findings=[sample.finding("file/legacy-format", source, "1", "m", "")], masked={})
    assert ' 1 | {"a": 1}\n   |       ^\n' in written("text", report)


def test_marks_that_overlap_have_rows_of_their_own() -> None:
    source = Source("a.json", '{"a": 1}')
    finding = sample.finding(
        "file/legacy-format",
        source,
        '"a": 1',
        "m",
        "",
        mark="all",
        notes=(sample.Note("key", sample.place(source, '"a"')), sample.Note("value", sample.place(source, "1"))),
    )
    text = written("text", sample.report(findings=[finding], masked={}))
    assert "\n   |  ^^^^^^ all\n   |  --- key\n   |       - value\n" in text


def test_a_fix_that_inserts_a_line_shows_where() -> None:
    source = Source("a.json", '{\n  "a": 1,\n  "b": 2\n}\n')
    edits = [('  "b"', '  "c": 3,\n  "b"')]
    finding = sample.finding("file/legacy-format", source, "1", "m", "", fix=("Add c", True, edits))
    text = written("text", sample.report(findings=[finding], masked={}))
    assert '   |\n 2 |   "a": 1,\n 3 +   "c": 3,\n   |\n   = note: fix (--fix): Add c\n' in text


def test_a_fix_in_another_file_names_it() -> None:
    here, there = Source("a.json", '{"a": 1}\n'), Source("b.json", '{\n"b": 2\n}\n')
    finding = sample.finding("file/legacy-format", here, "1", "m", "")
    edit = sample.Edit(sample.place(there, "2"), "3")
    finding.fix = sample.Fix("Change b", False, (edit,))
    text = written("text", sample.report(findings=[finding], masked={}))
    assert '  ::: b.json\n   |\n 2 - "b": 2\n 2 + "b": 3\n   |\n' in text


# The end of a run


def test_a_summary_names_topics_of_which_no_rule_could_judge() -> None:
    report = sample.report(
        findings=[],
        rules=["tls/a", "tls/b", "tls/c", "port/a"],
        not_checked=[NotChecked(("tls/a", "tls/b"), "x"), NotChecked(("port/a",), "y"), NotChecked(("tls/c",), "x")],
    )
    assert summary(report)[2:] == ["not checked: tls/* (x)", "not checked: port/a (y)"]


def test_a_step_summary_stays_within_what_github_takes() -> None:
    report = sample.report()
    report.findings *= 2000
    text = step_summary.text(report)
    assert len(text.encode()) < 1 << 20
    assert " more in the log." in text


def test_every_format_has_a_module() -> None:
    modules = {path.stem for path in (Path(aemlint.__file__).parent / "report").glob("*.py")}
    assert set(FORMATS) <= modules | {"text"}
