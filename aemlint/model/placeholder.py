"""Placeholders, by the grammar of Felix's interpolation plug-in: `$[type:name;directive=value;…]`."""

from __future__ import annotations

START = "$["
# So deep defaults are looked into; into long ones, each level of which costs a walk, much less deep.
DEPTH = 64
LONG, DEPTH_OF_LONG = 4096, 3
# So many are looked at in one value: each may cost a walk to its end.
MOST = 1000
TYPES = ("env", "secret", "prop", "conf")
DIRECTIVES = ("default", "type", "delimiter")
SCALARS = (
    *("String", "Integer", "Long", "Float", "Double", "Byte", "Short", "Character", "Boolean"),
    *("int", "long", "float", "double", "byte", "short", "char", "boolean"),
)


class Placeholder:
    """`start` and `end` are offsets in the value. Directives are as written; the last of a name wins."""

    __slots__ = ("directives", "end", "name", "start", "type")

    def __init__(self, start: int, end: int, type: str, name: str, directives: dict[str, str]) -> None:
        self.start = start
        self.end = end
        self.type = type
        self.name = name
        self.directives = directives

    @property
    def default(self) -> str | None:
        return self.directives.get("default")

    @property
    def odd(self) -> str | None:
        """What Felix passes over: a directive that it does not have, or a type that it does not know."""
        for name in self.directives:
            if name and name not in DIRECTIVES:
                return name
        type = self.directives.get("type")
        if type is None or START in type or type.removesuffix("[]") in SCALARS:
            return None
        return f"type={type}"

    @property
    def misspelt(self) -> str | None:
        """What was meant as its default, and is none."""
        return None if self.default is not None else next(filter(_is_default, self.directives), None)

    @property
    def idle(self) -> str | None:
        """A delimiter that has nothing to split, for want of a type."""
        return self.directives.get("delimiter") if "type" not in self.directives else None

    def __repr__(self) -> str:
        return f"Placeholder({self.type}:{self.name})"


def _is_default(directive: str) -> bool:
    """By its first word: of `default:x` and `Default` too."""
    return stands_for(directive) == "default"


def end_of(text: str, start: int) -> int:
    """The offset of the `]` that closes the placeholder opened at `start`; -1 if none does.

    Unescaped brackets are counted; a backslash takes the meaning from the character behind it.
    """
    depth, at, length = 1, start + 2, len(text)
    while at < length:
        one = text[at]
        if one == "\\" and text[at + 1 : at + 2] in ("[", "]"):
            at += 2
            continue
        if one == "[":
            depth += 1
        elif one == "]":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def escaped(text: str, at: int) -> bool:
    """One backslash before `$[` makes it literal; two or more do not, and stay."""
    return at > 0 and text[at - 1] == "\\" and (at == 1 or text[at - 2] != "\\")


def unescaped(text: str) -> str:
    return text.replace("\\[", "[").replace("\\]", "]") if "\\" in text else text


def split_directives(rest: str, *, nested: bool = False) -> dict[str, str]:
    """At unescaped `;`, each at its first `=`; without `=` it is an empty one. The last of a name wins."""
    directives: dict[str, str] = {}
    for piece in separated(rest, nested=nested):
        name, _, value = piece.partition("=")
        directives[name] = value
    return directives


def separated(rest: str, *, nested: bool = False) -> list[str]:
    """What unescaped `;` separate; with `nested` those in inner placeholders do not count.

    One backslash before a `;` goes, two stay and the `;` counts.
    """
    found: list[str] = []
    piece: list[str] = []
    at, depth = 0, 0
    while at < len(rest):
        one = rest[at]
        if one == ";" and piece and piece[-1] == "\\" and piece[-2:-1] != ["\\"]:
            piece[-1] = one
        elif one == ";" and not (nested and depth):
            found.append("".join(piece))
            piece = []
        else:
            if nested and one in "[]" and rest[at - 1 : at] != "\\":
                depth = max(0, depth + (1 if one == "[" else -1))
            piece.append(one)
        at += 1
    return [*found, "".join(piece)]


def parsed(text: str, start: int, end: int) -> Placeholder | None:
    """The placeholder between `$[` and `]`; None without a colon, which stays literal."""
    type, colon, rest = text[start + 2 : end].partition(":")
    if not colon:
        return None
    name, semicolon, words = rest.partition(";")
    directives = split_directives(words, nested=True) if semicolon else {}
    return Placeholder(
        start,
        end + 1,
        unescaped(type),
        unescaped(name),
        {unescaped(key): value if START in value else unescaped(value) for key, value in directives.items()},
    )


def parts(text: str) -> list[str | Placeholder]:
    """Literal pieces as AEM delivers them, and placeholders, in order."""
    found: list[str | Placeholder] = []
    literal: list[str] = []
    at = 0
    for _ in range(MOST):
        start = text.find(START, at)
        if start < 0:
            break
        if escaped(text, start):
            literal.append(text[at : start - 1] + START)
            at = start + 2
            continue
        end = end_of(text, start)
        if end < 0:
            break
        placeholder = parsed(text, start, end)
        if placeholder is None:
            # Without a colon in all of it nothing inside can be one either.
            behind = start + 2 if "\\" in text[start:end] else end + 1
            literal.append(text[at:behind])
            at = behind
            continue
        literal.append(text[at:start])
        if "".join(literal):
            found.append("".join(literal))
        literal = []
        found.append(placeholder)
        at = end + 1
    literal.append(text[at:])
    if "".join(literal):
        found.append("".join(literal))
    return found


def placeholders(text: str) -> list[Placeholder]:
    return [part for part in parts(text) if isinstance(part, Placeholder)] if START in text else []


def _too_deep(text: str, depth: int) -> bool:
    return depth <= 0 or (depth < DEPTH - DEPTH_OF_LONG and len(text) > LONG)


def settled(text: str, depth: int = DEPTH) -> str | None:
    """What AEM sees while no variable is set; None if some placeholder has no default, or nests too deep to tell."""
    if START not in text:
        return text
    if _too_deep(text, depth):
        return None
    pieces = []
    for part in parts(text):
        if isinstance(part, str):
            pieces.append(part)
            continue
        inner = None if part.default is None else settled(part.default, depth - 1)
        if inner is None:
            return None
        pieces.append(inner)
    return "".join(pieces)


def nested(text: str, depth: int = DEPTH) -> list[Placeholder]:
    """All placeholders of a value, those in defaults too, outermost first."""
    if START not in text or _too_deep(text, depth):
        return []
    found = []
    for placeholder in placeholders(text):
        found.append(placeholder)
        if placeholder.default:
            found += nested(placeholder.default, depth - 1)
    return found


def literals(text: str, depth: int = DEPTH) -> list[str]:
    """Text that stands in a value or in a default, at any depth, outside of every placeholder's own words.

    What cannot be a name or a directive is such text, too: a `;` or a `]` in a password cuts it anywhere.
    """
    if START not in text or _too_deep(text, depth):
        return [text]
    found = []
    for part in parts(text):
        if isinstance(part, str):
            found.append(part)
            continue
        if not may_be_name(part):
            found.append(part.name)
        for name, words in part.directives.items():
            if is_strange(name):
                found.append(name)
            if name not in ("type", "delimiter"):  # whatever else is written there may be a misspelt default
                found += literals(words, depth - 1)
    return found


def may_be_name(one: Placeholder) -> bool:
    """Whether what stands behind the colon may pass for a variable's name, and not for the default of one before it.

    Of another placeholder in its place that one's is looked at.
    """
    if one.type and not one.type.strip().isalpha():  # `$[MAIL_PW:x]`, `$[secret.MAIL_PW:x]`
        return False
    return START in one.name or all(sign.isalnum() or sign in "_-./ " for sign in one.name)


def is_strange(directive: str) -> bool:
    """No directive that there is, nor one misspelt."""
    return bool(directive) and (stands_for(directive) is None or not directive.strip().isalpha())


def stands_for(directive: str) -> str | None:
    """The directive that its first word is, or was meant as."""
    word = directive.strip().lower()
    if word in DIRECTIVES:
        return word
    from aemlint.model.nearest import nearest

    letters = next((at for at, sign in enumerate(word) if not sign.isalpha()), len(word))
    return nearest(word[:letters], list(DIRECTIVES))


def with_default(text: str, default: str, new: str) -> str | None:
    """The text with another default; None where the default is written in pieces or more than once."""
    written = f"default={default}"
    at = text.find(written)
    end = at + len(written)
    if at < 0 or text.find(written, at + 1) >= 0 or text[end : end + 1] not in (";", "]"):
        return None
    return f"{text[:at]}default={new}{text[end:]}"
