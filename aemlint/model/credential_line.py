"""Credentials in running text, told by the key before them: comments, scripts, files that no reader understands."""

from __future__ import annotations

from aemlint.model.placeholder import literals
from aemlint.model.secret import LETTERS, STEMS, WORD, credential_key, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

LONGEST_LINE = 2000


def find(text: str, also: Container[str] = ()) -> Iterator[tuple[int, int, int, int]]:
    """Where `key separator value` with a credential's key and a literal value stands: offsets of key and value.

    `also` are further keys, in lower case, that are no words of prose.
    """
    lower = text.lower()
    if not also and not any(stem in lower for stem in STEMS):
        return
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if also or any(stem in lower[at:end] for stem in STEMS):
            yield from _in_line(text, at, end, also)
        at = end + 1


def _in_line(text: str, start: int, end: int, also: Container[str]) -> Iterator[tuple[int, int, int, int]]:
    at = start
    end = min(end, start + LONGEST_LINE)
    while True:
        equals, colon = text.find("=", at, end), text.find(":", at, end)
        sign = colon if equals < 0 or -1 < colon < equals else equals
        if sign < 0:
            return
        at = sign + 1
        key = _key_before(text, start, sign)
        word = text[slice(*key)] if key is not None else ""
        if key is None or not (word.lower() in also or credential_key(word)):
            continue
        at = _behind_type(text, sign, end)
        value = _value_behind(text, at, end, alone=word.lower() not in also and _in_prose(word, text[at - 1]))
        if value is not None and _is_written(text[value[0] : value[1]]):
            yield *key, *value
            at = value[1]


def _is_written(value: str) -> bool:
    """A literal, or one as a placeholder's default."""
    found = kind(value)
    return found == "literal" or (found == "reference" and any(kind(one) == "literal" for one in literals(value)))


def _key_before(text: str, start: int, sign: int) -> tuple[int, int] | None:
    end = sign
    while end > start and text[end - 1] in " \t":
        end -= 1
    while end > start and text[end - 1] in "\"'":
        end -= 1
    first = end
    while first > start and text[first - 1] in WORD:
        first -= 1
    return None if first == end else (first, end)


def _behind_type(text: str, sign: int, end: int) -> int:
    """Behind the separator: of `"smtp.password:String": "…"` the second colon is the one."""
    quote = text.find('":', sign + 1, end)
    if text[sign] == ":" and quote > sign + 1 and LETTERS.issuperset(text[sign + 1 : quote].rstrip("[]")):
        return quote + 2
    return sign + 1


def _in_prose(key: str, sign: str) -> bool:
    """`password: see the wiki` is a sentence; `smtp.password: …`, `clientSecret: …` and `password=…` are none."""
    return sign == ":" and "." not in key and (key.lower() == key or key.upper() == key)


def _value_behind(text: str, at: int, end: int, *, alone: bool) -> tuple[int, int] | None:
    """Quoted text, or one word; `alone`: without quotes it is taken for prose."""
    while at < end and text[at] in " \t":
        at += 1
    opening = at + 1 if text[at : at + 1] in LETTERS and text[at + 1 : at + 2] == '"' else at  # T"…" of .config
    if opening < end and text[opening] in "\"'":
        closing = text.find(text[opening], opening + 1, end)
        return opening + 1, closing if closing >= 0 else end
    if alone or text[at:end].strip() == "":
        return None
    last = at + len(text[at:end].rstrip(" \t\r,;"))
    return None if " " in text[at:last] else (at, last)
