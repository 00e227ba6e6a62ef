"""Findings one lives with, by fingerprint: one sorted line for each, without a line number, a time or a count."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.findings import Finding

VERSION = 1


class Entry:
    """`rule`, `path` and `subject` are for people; `fingerprint` alone decides."""

    __slots__ = ("fingerprint", "path", "rule", "subject")

    def __init__(self, rule: str, path: str, subject: str, fingerprint: str) -> None:
        self.rule = rule
        self.path = path
        self.subject = subject
        self.fingerprint = fingerprint

    @property
    def order(self) -> tuple[str, str, str, str]:
        return self.path, self.rule, self.subject, self.fingerprint


class Malformed(ValueError):
    """The file is no baseline."""


def read(text: str) -> list[Entry]:
    """Raises Malformed; nothing of the text is in the exception."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise Malformed
        return [
            Entry(*(str(item[key]) for key in ("rule", "path", "subject", "fingerprint"))) for item in data["findings"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Malformed from None


def entries(findings: Iterable[Finding]) -> list[Entry]:
    return [Entry(one.rule, one.at.source.path, one.subject, one.fingerprint) for one in findings]


def written(found: Iterable[Entry]) -> str:
    lines = [
        json.dumps({"rule": one.rule, "path": one.path, "subject": one.subject, "fingerprint": one.fingerprint})
        for one in sorted(found, key=lambda one: one.order)
    ]
    body = "".join(f"\n    {line}," for line in lines).removesuffix(",")
    return f'{{\n  "version": {VERSION},\n  "findings": [{body}{chr(10) + "  " if lines else ""}]\n}}\n'


def merged(old: Iterable[Entry], gone: Iterable[Entry], current: Iterable[Entry], *, accept_new: bool) -> list[Entry]:
    """What a baseline holds after a run: entries only go, unless new ones are accepted."""
    out = {entry.fingerprint for entry in gone}
    now = {entry.fingerprint: entry for entry in current}
    kept = {entry.fingerprint: entry for entry in old if entry.fingerprint not in out}
    return list({**kept, **now}.values() if accept_new else kept.values())
