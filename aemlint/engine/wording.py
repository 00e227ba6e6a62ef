"""Hits into findings: sentences from the rule's file, and the identity that outlives moved lines."""

from __future__ import annotations

from aemlint.findings import Finding, Fix, Note

try:  # hashlib looks for OpenSSL, which takes longer than all else here
    from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]  # Python 3.11 and older
    except ImportError:
        from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.hit import Hit

LONGEST = 300


def filled(template: str, values: Mapping[str, object]) -> str:
    """`{name}` becomes a value, everything else stays; a value's own braces are not looked at again."""
    pieces: list[str] = []
    at = 0
    while True:
        start = template.find("{", at)
        end = template.find("}", start) if start >= 0 else -1
        if start < 0 or end < 0:
            return "".join(pieces) + template[at:]
        name = template[start + 1 : end]
        if name in values:
            pieces.append(template[at:start] + in_words(values[name]))
            at = end + 1
        else:
            pieces.append(template[at : start + 1])
            at = start + 1


def in_words(value: object) -> str:
    """Lists as people write them: "dev, stage and prod". A value may be a megabyte; a sentence may not."""
    if isinstance(value, (list, tuple)):
        items = [in_words(item) for item in value]
        return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def sentence(words: str | Mapping[str, str] | None, variant: str | None, values: Mapping[str, object]) -> str:
    if words is None:
        return ""
    if not isinstance(words, str):
        # A variant of several words, "absent fallback", chooses by all of them, else by the first that is known.
        names = (variant, *variant.split()) if variant else ()
        words = next((words[name] for name in names if name in words), words.get("default", ""))
    return filled(words.strip(), values)


def finding(
    rule: Rule, severity: str, hit: Hit, words: Mapping[str, Any], ordinal: int, *, fixable: bool = True
) -> Finding:
    values = dict(hit.values)
    if hit.environments:
        values.setdefault("environments", list(hit.environments))
    notes = words.get("notes") or {}
    note = sentence(words.get("note"), hit.variant, values)
    pid, separator, property = hit.subject.partition("#")
    fix = None
    if hit.edits and rule.fix is not None and fixable:
        title = sentence(words.get("fix-title") or words.get("advice"), hit.variant, values)
        safe = bool(rule.fix.get("safe", False)) if hit.safe is None else hit.safe
        fix = Fix(title, safe, tuple(hit.edits))
    return Finding(
        rule=rule.id,
        severity=severity,
        message=sentence(words["message"], hit.variant, values),
        advice=sentence(words.get("advice"), hit.variant, values),
        at=hit.at,
        subject=hit.subject,
        pid=pid if separator else None,
        property=property if separator and property else None,
        fingerprint=fingerprint(rule, hit, ordinal),
        mark=sentence(words.get("mark"), hit.variant, values),
        environments=tuple(hit.environments),
        notes=tuple(
            Note(sentence(notes.get(mark.note), None, {**values, **mark.values}), mark.at) for mark in hit.marks
        )
        + ((Note(note),) if note else ()),
        fix=fix,
        sensitive=rule.sensitive,
        consulted=tuple(hit.consulted),
    )


def digest(rule: Rule, hit: Hit) -> str:
    """Of the value; of a sensitive one 16 bits: enough to notice a change, too few to confirm a guess."""
    value = str(hit.values.get("fingerprint", hit.values.get("value", "")))
    whole: str = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return whole[:4] if rule.sensitive else whole


def fingerprint(rule: Rule, hit: Hit, ordinal: int, path: str | None = None) -> str:
    """Rule, path, subject, ordinal among equals, and the value's digest: nothing that moves when lines do.

    `path` stands for the hit's own: what a file that was renamed is called today.
    """
    parts = (rule.id, _in_utf8(path or hit.at.source.path), hit.subject, str(ordinal), digest(rule, hit))
    return str(sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest())


def _in_utf8(path: str) -> str:
    """A baseline holds where the system has another encoding (LC_ALL=C), and names come as escaped bytes."""
    if path.isascii():
        return path
    from os import fsencode

    return fsencode(path).decode("utf-8", "surrogateescape")


def in_order(hits: list[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    """By path, start, rule."""
    return sorted(hits, key=lambda pair: (pair[1].at.source.path, pair[1].at.span.start, pair[0].id))


def ordinals(ordered: list[tuple[Rule, Hit]]) -> list[int]:
    """For each hit how many equal ones stand before it: same rule, path, subject and value.

    Of all hits, not of those shown: a finding's fingerprint must not depend on what else is asked for.
    """
    together: dict[tuple[str, str, str], list[int]] = {}
    for index, (rule, hit) in enumerate(ordered):
        together.setdefault((rule.id, hit.at.source.path, hit.subject), []).append(index)
    found = [0] * len(ordered)
    for indices in together.values():
        if len(indices) > 1:
            seen: dict[str, int] = {}
            for index in indices:
                value = digest(*ordered[index])
                found[index] = seen.get(value, 0)
                seen[value] = found[index] + 1
    return found
