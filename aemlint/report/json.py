"""The report for programs. Written without the json module, whose import costs more than linting a file."""

from __future__ import annotations

from aemlint import __version__
from aemlint.report.showing import commands

try:
    from _json import encode_basestring_ascii as quoted
except ImportError:  # not CPython
    from json.encoder import encode_basestring_ascii as quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aemlint.findings import Finding, Fix, Note, Report
    from aemlint.source import Place


def text(report: Report) -> str:
    document = {
        "version": 1,
        "aemlint": __version__,
        "root": report.root,
        "target": report.target,
        "findings": [_finding(finding, report) for finding in report.findings],
        "not_checked": [{"rules": list(item.rules), "why": item.why} for item in report.not_checked],
        "summary": {
            "files": report.files,
            "configurations": report.configurations,
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "infos": report.count("info"),
            "hidden": report.hidden,
            "suppressed": report.suppressed,
            "baselined": report.baselined,
        },
    }
    return encoded(document) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "advice": finding.advice,
        **_place(finding.at),
        "pid": finding.pid,
        "property": finding.property,
        "environments": list(finding.environments),
        "notes": [_note(note) for note in finding.notes],
        "fix": _fix(finding.fix, report),
        "fingerprint": finding.fingerprint,
    }


def _place(place: Place) -> dict[str, Any]:
    start = place.source.position(place.span.start)
    end = place.source.position(place.span.end)
    return {
        "path": place.source.path,
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }


def _note(note: Note) -> dict[str, Any]:
    if note.at is None:
        return {"text": note.text, "path": None, "start": None, "end": None}
    return {"text": note.text, **_place(note.at)}


def _fix(fix: Fix | None, report: Report) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{**_place(edit.place), "text": edit.text} for edit in fix.edits]
    if any(report.covers(edit.place) for edit in fix.edits):
        edits = []  # they would say how long a secret is
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def encoded(value: object, *, exact: bool = False) -> str:
    """JSON in ASCII, two blanks a level, small objects of scalars on one line; with nothing in it that a build server
    obeys when the report goes through its log.

    `exact`: halves of surrogate pairs stay, though few readers take them.
    """
    return _encoded(value, "", _exactly if exact else _wholly)


def _wholly(text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # bytes of a path; few readers take them
    found: str = quoted(text)
    return _disarmed(found) if "##" in found else found


def _exactly(text: str) -> str:
    return _disarmed(quoted(text))


def _disarmed(text: str) -> str:
    for at in reversed(commands(text)):
        text = f"{text[:at]}\\u0023{text[at + 1 :]}"
    return text


def _encoded(value: object, indent: str, string: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    inner = indent + "  "
    if isinstance(value, dict):
        pairs = [
            f"{string(key)}: {string(item) if isinstance(item, str) else _encoded(item, inner, string)}"
            for key, item in value.items()
        ]
        return _joined("{", pairs, "}", indent, flat=len(pairs) <= 2 and not any("\n" in pair for pair in pairs))
    assert isinstance(value, (list, tuple))
    items = [_encoded(item, inner, string) for item in value]
    return _joined("[", items, "]", indent, flat=not any("\n" in item or "{" in item for item in items))


def _joined(opening: str, items: list[str], closing: str, indent: str, *, flat: bool) -> str:
    if not items or flat:
        return opening + ", ".join(items) + closing
    inner = "\n" + indent + "  "
    return opening + inner + ("," + inner).join(items) + "\n" + indent + closing
