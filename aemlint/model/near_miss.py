"""What was meant as a placeholder and is none: wrong brackets, another sign behind the type, no end.

All of these stay literal. Regular expressions and JSONPath have `$[` too (`^a$[bc]`, `$[0]`), and builds fill in
`${name}`: only what names a type, or is written in capitals as variables are, was meant.
"""

from __future__ import annotations

from aemlint.model.placeholder import end_of, escaped, literals

TYPES = ("env", "secret")
KNOWN = (*TYPES, "prop", "conf")
CLOSING = {"[": "]", "{": "}", "(": ")"}
CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LETTERS = CAPITALS | frozenset("abcdefghijklmnopqrstuvwxyz")
VARIABLE = CAPITALS | frozenset("0123456789_")
NAME = LETTERS | VARIABLE | frozenset(".-/")
BLANK = frozenset(" ")
OPENINGS, CLOSINGS = frozenset("[{("), frozenset("]})")
# What people write where the colon is due.
SEPARATORS = frozenset(".=,;/ ")
# What people write before a default: `;default=x`, `:x` and `:-x` as shells have it, `|x`.
SIGNS = frozenset(";:=,|-? ")
# What has a meaning in a default.
MEANING = frozenset(";[]\\$")
# Names that only AEM itself gives: no build fills them in, and none is a secret's.
RESERVED = "AEM_"
# What stands before a `$` in a regular expression, rather than in a value.
REGULAR = frozenset("^\\*+?|()[]{}")
# So many candidates are looked at in one value: each may cost a walk to its end.
MOST = 25


class NearMiss:
    """`start` and `end` are offsets in the value; `meant` is the placeholder where there is one reading, else None.

    `type` is "" where none is named, `rest` what stands between the name and the closing bracket.
    """

    __slots__ = ("end", "meant", "name", "rest", "start", "type")

    def __init__(self, start: int, end: int, type: str, name: str, meant: str | None, rest: str = "") -> None:
        self.start = start
        self.end = end
        self.type = type
        self.name = name
        self.meant = meant
        self.rest = rest

    @property
    def given(self) -> list[str]:
        """Text behind the name that may be a secret: a default in whatever form.

        >>> [one.given for one in near_misses("${env:A;default=x} ${env:B:-y} ${env:C;type=String} ${env:D:$[env:E]}")]
        [['x'], ['y'], [], []]
        """
        if self.rest.startswith(";"):
            return literals(f"$[{KNOWN[0]}:{KNOWN[0]}{self.rest}]")
        pieces = [piece.lstrip("".join(SIGNS)) for piece in literals(self.rest)]
        return [piece.partition("default=")[2] or piece for piece in pieces if piece]

    def __repr__(self) -> str:
        return f"NearMiss({self.start}, {self.end}, {self.type}:{self.name})"


def near_misses(text: str) -> list[NearMiss]:
    """In the order of the text, not overlapping.

    >>> [one.meant for one in near_misses("${env:HOST}:$[ENV:PORT]")]
    ['$[env:HOST]', '$[env:PORT]']
    """
    found: list[NearMiss] = []
    at = 0
    for _ in range(MOST):
        dollar, braces = text.find("$", at), text.find("{{", at)
        start = max(dollar, braces) if min(dollar, braces) < 0 else min(dollar, braces)
        if start < 0:
            break
        one = _found(text, start)
        if one is not None:
            found.append(one)
        at = one.end if one is not None else start + 1
    return found


def _found(text: str, start: int) -> NearMiss | None:
    behind_sign = start + (text[start] == "$")
    if behind_sign > start and escaped(text, start):
        return None
    opening = _run(text, behind_sign, BLANK)
    inside = _run(text, opening, OPENINGS)
    brackets = text[opening:inside]
    if not brackets:
        return _bare(text, start)
    plain = text[start:inside] == "$["
    word_at = _run(text, inside, BLANK)
    word_end = _run(text, word_at, LETTERS)
    colon = _run(text, word_end, BLANK)
    type = text[word_at:word_end].lower()
    if type in (KNOWN if brackets[0] == "[" else TYPES):
        if text.startswith(":", colon):
            exact = plain and text.startswith(type + ":", inside)
            return _typed(text, start, inside, type, colon + 1, exact=exact)
        if plain and text[word_end : word_end + 1] in SEPARATORS:
            return _typed(text, start, inside, type, word_end + 1, exact=False)
    if plain or (brackets == "{{" and behind_sign == start):
        return _untyped(text, start, inside, plain=plain)
    return _reserved(text, start, inside) if text[start:inside] == "${" else None


def _typed(text: str, start: int, inside: int, type: str, name_at: int, *, exact: bool) -> NearMiss | None:
    """From the name on. `exact`: all is well so far."""
    first = _run(text, name_at, BLANK)
    last = _run(text, first, NAME)
    behind = _run(text, last, BLANK)
    name, sign = text[first:last], text[behind : behind + 1]
    blank = first > name_at or (behind > last and sign in ("", ";", "]"))
    if not name or (exact and not blank and end_of(text, start) >= 0):
        return None
    whole = f"$[{type}:{name}]"
    if not sign:
        return NearMiss(start, behind, type, name, whole)
    most = max(inside - start - (text[start] == "$"), 1)
    if sign in CLOSINGS:
        return NearMiss(start, min(_run(text, behind, CLOSINGS), behind + most), type, name, whole)
    close = end_of(text, inside - 2) if text[inside - 1] == "[" else text.find(CLOSING[text[inside - 1]], behind)
    if close < 0:
        end, rest = (len(text), text[behind:]) if sign == ";" else (last, "")
        return NearMiss(start, end, type, name, None, rest)
    rest = text[behind:close]
    meant = f"$[{type}:{name}{rest}]" if sign == ";" else None
    if sign == ":" and text[inside - 1] != "[" and MEANING.isdisjoint(rest):  # Spring's and, with a hyphen, shells'
        meant = f"$[{type}:{name};default={rest[1:].removeprefix('-')}]"
    return NearMiss(start, min(_run(text, close, CLOSINGS), close + most), type, name, meant, rest)


def _untyped(text: str, start: int, inside: int, *, plain: bool) -> NearMiss | None:
    """`$[X]` and `{{X}}`. Amid other text, and in `{{X}}`, a name is in capitals: anything else is somebody else's."""
    last = _run(text, inside, NAME)
    name = text[inside:last]
    if not name or name[0] not in LETTERS:
        return None
    end = end_of(text, start) + 1 if plain else last + 2
    whole = start == 0 and end == len(text)
    if not VARIABLE.issuperset(name) and not (plain and whole):
        return None
    if plain:
        closed = end == last + 1 or (end > 0 and text.startswith((";default", ";type"), last))
        fits = closed and (whole or ("_" in name and REGULAR.isdisjoint(text[:start])))
    else:
        single = text[last + 2 : last + 3] != "}" and text[start - 1 : start] not in ("$", "#")
        fits = text.startswith("}}", last) and single and (whole or len(name) > 2)
    if not fits:
        return None
    rest = text[last : end - 1] if plain else ""
    return NearMiss(start, end, "", name, f"$[env:{name}{rest}]" if name.startswith(RESERVED) else None, rest)


def _reserved(text: str, start: int, inside: int) -> NearMiss | None:
    """`${AEM_PROXY_HOST}`."""
    end = _run(text, inside, VARIABLE)
    name = text[inside:end]
    if not name.startswith(RESERVED) or not text.startswith("}", end):
        return None
    return NearMiss(start, end + 1, "env", name, f"$[env:{name}]")


def _bare(text: str, start: int) -> NearMiss | None:
    """`$secret:X`, as the whole value."""
    type, colon, name = text[start + 1 :].partition(":")
    if start > 0 or not colon or type not in TYPES or not name or not NAME.issuperset(name):
        return None
    return NearMiss(0, len(text), type, name, f"$[{type}:{name}]")


def _run(text: str, at: int, characters: frozenset[str]) -> int:
    """Behind the run of these characters that starts here."""
    while at < len(text) and text[at] in characters:
        at += 1
    return at
