"""The examples of rule files, run: each is a small project, and what its rule finds in it is everything it finds."""

from __future__ import annotations

import os
from base64 import b64decode

from aemlint import fix
from aemlint.app import check
from aemlint.memory import Memory
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aemlint.engine.rulebook import Rulebook
    from aemlint.findings import Finding, Report
    from aemlint.source import Place

NOWHERE = os.path.join(os.path.abspath(os.sep), "aemlint", "no such folder")
# Credentials in the shapes of their providers. Written out in a rule's file, they would stop every push of it.
MADE = {
    "«sendgrid-key»": "SG." + "q3Zt7Xc1Vb9Nm5Lk2Jh4Gf" + "." + "8Ds6Ap0Oi3Uy7Tr1Ew5Qz9Xc2Vb4Nm6Lk8Jh0Gf3Ds",
    "«mailgun-key»": "key-" + "0123456789abcdef" * 2,
    "«aws-key-id»": "AKIA" + "Q7W3E9R5T1Y8U2IO",
    "«azure-secret»": "abc" + "8Q~" + "dEfGhIjKlMnOpQrStUvWxYz0123456789-_",
    "«google-token»": "1//0" + "gabcdefghijklmnopqrstuvwxyz0123456789ABCDEF",
    "«private-key»": "-----BEGIN " + "PRIVATE KEY-----MIIEvQIBADANBgkq",
    "«web-token»": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9",
    "«crypto-text»": "{" + "4f3c2b1a0987654321fedcba01234567" * 3 + "}",
    "«commons-crypto-text»": "Q2hhcmFjdGVyczE2Qnl0ZXNJVmFuZFNhbHQxMjM0NTY3ODkwYWJjZGVmZ2hpamtsbW5vcA==",
    # What is too long to read.
    "«499-characters»": "k7" * 249 + "k",
    "«500-characters»": "k7" * 250,
    "«200-variables»": ", ".join(f'{{"name": "VARIABLE_{n}", "value": "a", "type": "string"}}' for n in range(200)),
}


def made(text: str) -> str:
    """Marks like «sendgrid-key» become credentials, all of them invented."""
    for mark, credential in MADE.items():
        text = text.replace(mark, credential)
    return text


def content(file: str | Mapping[str, str]) -> bytes:
    """A file of an example: its text, `{base64: …}`, or `{text: …, encoding: …}` for what YAML cannot hold."""
    if isinstance(file, str):
        return made(file).encode("utf-8")
    if "base64" in file:
        return b64decode(file["base64"])
    return made(file["text"]).encode(file.get("encoding", "utf-8"))


def outcome(id: str, example: Mapping[str, Any], book: Rulebook) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """What the rule finds, as an example's `finds` has it, and the files as its fixes leave them."""
    files = {path: content(file) for path, file in (example.get("files") or {}).items()}
    report = _report(files, id, example, book)
    found = [finding for finding in report.findings if finding.rule == id] if report is not None else []
    edited = fix.texts(fix.chosen(found, unsafe=True))
    fixed = {source.path: source.text.encode(source.encoding, "surrogatepass") for source, _ in edited}
    assert all(files[path] == data for path, data in fixed.items()), "a source's text gives its bytes again"
    fixed.update((source.path, text.encode(source.encoding, "surrogatepass")) for source, text in edited)
    return [_finding(finding) for finding in found], fixed


def _report(files: Mapping[str, bytes], id: str, example: Mapping[str, Any], book: Rulebook) -> Report | None:
    """An example's files are nowhere on disk: a rule may be a stranger's, and name any path."""
    request = Request(NOWHERE)
    request.target = example.get("target") or book.rules[id].target[0]
    if book.rules[id].source is None:  # a suppression is unused only where all rules ran
        request.select = [id]
    request.severity = "info"
    return check(request, book, Memory(NOWHERE, files)).report


def _finding(finding: Finding) -> dict[str, Any]:
    notes = [{**_place(note.at), "text": note.text} for note in finding.notes if note.at is not None]
    about = [note.text for note in finding.notes if note.at is None]
    return {
        **_place(finding.at),
        "message": finding.message,
        "note": about[0] if about else "",
        "advice": finding.advice,
        "environments": list(finding.environments),
        "notes": notes,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"at": place.text, "in": place.source.path, "line": place.source.position(place.span.start).line}


def differences(id: str, example: Mapping[str, Any], book: Rulebook) -> list[str]:
    """What an example says and the rule does not do; empty if it holds."""
    found, fixed = outcome(id, example, book)
    wanted = example["finds"]
    said = []
    if len(found) != len(wanted):
        said.append(f"finds {len(found)} instead of {len(wanted)}: {found}")
    for have, want in zip(found, wanted, strict=False):
        said += _unlike(have, want)
    for path, file in (example.get("fixed") or {}).items():
        if fixed.get(path) != content(file):
            said.append(f"{path} becomes {fixed.get(path)!r} instead of {content(file)!r}")
    unsaid = set(fixed) - set(example.get("fixed") or {}) if wanted else set()
    return said + [f"{path} is fixed, and `fixed` does not say so" for path in sorted(unsaid)]


def _unlike(have: Mapping[str, Any], want: Mapping[str, Any]) -> list[str]:
    said = [
        f"{key} is {have[key]!r} instead of {_made(want[key])!r}"
        for key in ("at", "in", "line", "message", "note", "advice", "environments")
        if key in want and have[key] != _made(want[key])
    ]
    for note, words in zip(have["notes"], want.get("notes", []), strict=False):
        said += [f"note: {one}" for one in _unlike({**note, "message": note["text"], "notes": []}, _as_note(words))]
    if "notes" in want and len(have["notes"]) != len(want["notes"]):
        said.append(f"has the notes {have['notes']}")
    return said


def _made(value: Any) -> Any:
    return made(value) if isinstance(value, str) else value


def _as_note(words: Mapping[str, Any]) -> dict[str, Any]:
    return {("message" if key == "text" else key): value for key, value in words.items()}
