"""SARIF 2.1.0, as GitHub's code scanning wants it, which is more than the standard asks for.

Left out on purpose: suppressed and baselined findings, which GitHub would open as alerts; and excerpts, which it has.
"""

from __future__ import annotations

from aemlint import __version__
from aemlint.findings import between
from aemlint.report import links, place
from aemlint.report.json import encoded
from aemlint.report.line_hash import LineHashes, window
from aemlint.report.sentences import ended
from aemlint.report.showing import SENTENCE, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.findings import Finding, Fix, Note, Report
    from aemlint.source import Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
# Its presence makes an alert one of security, which stops a merge by default: for secrets and transport only.
SECURITY = {"error": "8.0", "warning": "5.5", "info": "2.0"}
LONGEST_NAME, LONGEST_TEXT, MOST_TAGS = 255, 1024, 10
NOT_CHECKED = "not-checked"
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def text(report: Report) -> str:
    rules = {id: report.rule(id) for id in dict.fromkeys(finding.rule for finding in report.findings)}
    indices = {id: index for index, id in enumerate(rules)}
    hashes: dict[int, LineHashes] = {}
    run = {
        "tool": {
            "driver": {
                "name": "aemlint",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": links.HOME,
                "rules": [_rule(*described) for described in rules.values()],
                "notifications": [
                    {"id": NOT_CHECKED, "shortDescription": {"text": "Rules that could not judge, and why"}}
                ],
            }
        },
        "automationDetails": {"id": "aemlint/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": [_not_checked(item.rules, item.why) for item in report.not_checked],
            }
        ],
        "results": [
            {
                "ruleId": finding.rule,
                "ruleIndex": indices[finding.rule],
                **({"level": LEVELS[finding.severity]} if finding.severity != rules[finding.rule][0].severity else {}),
                **_result(finding, hashes, report),
            }
            for finding in report.findings
        ],
    }
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _not_checked(rules: tuple[str, ...], why: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": NOT_CHECKED, "index": 0},
        "level": "note",
        "message": {"text": _plain(f"not checked: {', '.join(rules)} ({why})")},
        "properties": {"rules": list(rules)},
    }


def _rule(rule: Rule, words: Mapping[str, Any]) -> dict[str, Any]:
    from aemlint.report.page import markdown

    title = words["title"]
    page = links.page(rule.id)
    tags = list(dict.fromkeys([rule.topic, *(words.get("tags") or [])]))[:MOST_TAGS]
    properties = {"precision": rule.precision, "problem.severity": PROBLEMS[rule.severity], "tags": tags}
    if "security" in tags:
        properties["security-severity"] = SECURITY[rule.severity]
    return {
        "id": rule.id,
        "name": title[:LONGEST_NAME],
        "shortDescription": {"text": title[:LONGEST_TEXT]},
        "fullDescription": {"text": _cut(words.get("why") or title)},
        "help": {"text": _help(words), "markdown": markdown(rule, words)},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": properties,
    }


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 3] + "..."


def _help(words: Mapping[str, Any]) -> str:
    advice = words.get("advice") or words["title"]
    advices = [advice] if isinstance(advice, str) else list(advice.values())
    return "\n".join(" ".join(part.split()) for part in [*advices, words.get("why") or ""] if part)


def _result(finding: Finding, hashes: dict[int, LineHashes], report: Report) -> dict[str, Any]:
    placed = [(note, note.at) for note in finding.notes if note.at is not None]
    location: dict[str, Any] = {"physicalLocation": _physical(finding.at, report)}
    if finding.mark:
        location["message"] = {"text": _plain(finding.mark)}
    found: dict[str, Any] = {
        "message": {"text": _message(finding, [note for note, _ in placed])},
        "locations": [location],
    }
    if placed:
        found["relatedLocations"] = [
            {"id": id, "message": {"text": _plain(note.text)}, "physicalLocation": _physical(at, report)}
            for id, (note, at) in enumerate(placed, 1)
        ]
    found["partialFingerprints"] = _fingerprints(finding, hashes, report)
    if finding.fix is not None and not any(report.covers(edit.place) for edit in finding.fix.edits):
        found["fixes"] = [_fix(finding.fix, report)]
    return found


def _message(finding: Finding, placed: list[Note]) -> str:
    """GitHub shows related places only where the message links to them: `[words](id)`."""
    said = [ended(_plain(finding.message))]
    if placed:
        places = [f"[{_link(note.text)}]({id})" for id, note in enumerate(placed, 1)]
        said.append(f"Related: {'; '.join(places)}.")
    said += [ended(_sentence(_plain(note.text))) for note in finding.notes if note.at is None]
    if finding.advice:
        said.append(ended(_plain(finding.advice)))
    return " ".join(said)


def _plain(text: str) -> str:
    """Foreign text may not link: `](` is all that a link cannot do without."""
    return shown(text, SENTENCE).replace("](", "] (")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _link(text: str) -> str:
    return shown(text, SENTENCE).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _physical(at: Place, report: Report) -> dict[str, Any]:
    region = place.region(at, report)
    return {
        "artifactLocation": _artifact(at, report),
        "region": {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.line,
            "endColumn": region.end,
        },
    }


def _artifact(at: Place, report: Report) -> dict[str, str]:
    """Without originalUriBaseIds, which GitHub ignores and which would tell where the build machine keeps its files."""
    return {"uri": uri(place.path(at, report)), "uriBaseId": "%SRCROOT%"}


def uri(path: str) -> str:
    """
    >>> uri("ui.config/ä b/[x].cfg.json")
    'ui.config/%C3%A4%20b/%5Bx%5D.cfg.json'
    """
    if UNRESERVED.issuperset(path):
        return path
    data = path.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if chr(byte) in UNRESERVED else f"%{byte:02X}" for byte in data)


def _fingerprints(finding: Finding, hashes: dict[int, LineHashes], report: Report) -> dict[str, str]:
    found = {"aemlint/v1": finding.fingerprint}
    source = finding.at.source
    line = source.position(finding.at.span.start).line
    if not _secret_within(finding, line, report):
        if id(source) not in hashes:
            hashes[id(source)] = LineHashes(source)
        found["primaryLocationLineHash"] = hashes[id(source)].of(line)
    return found


def _secret_within(finding: Finding, line: int, report: Report) -> bool:
    """A password among the hundred characters could be guessed from their hash. GitHub's action adds it then, where
    the file is anyway."""
    path = finding.at.source.path
    if finding.sensitive and path not in report.masked:
        return True
    covers = report.masked.get(path)
    return bool(covers and between(covers, *window(finding.at.source, line)))


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    by_file: dict[int, list[dict[str, Any]]] = {}
    artifacts: dict[int, dict[str, str]] = {}
    for edit in fix.edits:
        source, span = edit.place.source, edit.place.span
        start, end = source.position(span.start), source.position(span.end)
        artifacts[id(source)] = _artifact(edit.place, report)
        by_file.setdefault(id(source), []).append(
            {
                "deletedRegion": {
                    "startLine": start.line,
                    "startColumn": start.column,
                    "endLine": end.line,
                    "endColumn": end.column,
                },
                "insertedContent": {"text": edit.text},
            }
        )
    title = shown(fix.title, SENTENCE)
    return {
        "description": {"text": title if fix.safe else f"Unsafe, changes what runs: {title}"},
        "artifactChanges": [
            {"artifactLocation": artifacts[key], "replacements": changes} for key, changes in by_file.items()
        ],
    }
