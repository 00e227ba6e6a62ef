"""What Felix's interpolation plug-in makes of a configuration before its component sees it, given variables."""

from __future__ import annotations

from aemlint.formats import java, java_types
from aemlint.formats.tree import Array, Scalar
from aemlint.model.placeholder import START, escaped, split_directives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from aemlint.formats.tree import Node
    from aemlint.source import Span

    Value = str | Scalar | Array

# The plug-in itself knows no bounds; these are far beyond what a configuration needs.
DEPTH = 64
WORK, ALL_WORK = 1 << 20, 1 << 22  # for one property, for all of a configuration
CYCLE = START + "conf:"
# How Java names arrays of primitive types; all others by their class.
PRIMITIVES = {
    "int": "I",
    "long": "J",
    "float": "F",
    "double": "D",
    "byte": "B",
    "short": "S",
    "char": "C",
    "boolean": "Z",
}
ARRAYS = frozenset(name for name, shape in java_types.TYPES.items() if shape == "array")


class Failed(Exception):
    """The plug-in throws. Carries nothing: the value may be a secret."""


class Endless(Exception):
    """The plug-in never comes back."""


class TooMuch(Exception):
    """The plug-in would perhaps come to an end, but nobody waits for it here."""


class Providers:
    """Where values come from: the process's environment, framework properties, files in the directory of secrets.

    A secret may be text or bytes; `secrets` is None where no such directory is configured.
    """

    __slots__ = ("environment", "properties", "secrets")

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        properties: Mapping[str, str] | None = None,
        secrets: Mapping[str, str | bytes] | None = None,
    ) -> None:
        self.environment = environment or {}
        self.properties = properties or {}
        self.secrets = secrets

    def secret(self, name: str) -> str | None:
        found = None if self.secrets is None or ".." in name else self.secrets.get(name)
        if isinstance(found, bytes):
            found = found.decode("utf-8", "replace")
        return None if found is None else found.strip(java.JAVA_BLANK)


class Delivered:
    """What the component sees.

    `stopped` is the property at which the plug-in threw, or with `endless` never came back: it and all behind it keep
    their placeholders. `unknown` are properties that are too much to work out.
    """

    __slots__ = ("endless", "properties", "stopped", "unknown")

    def __init__(self, properties: dict[str, Node]) -> None:
        self.properties = properties
        self.stopped: str | None = None
        self.endless = False
        self.unknown: list[str] = []


def delivered(properties: Mapping[str, Node], providers: Providers) -> Delivered:
    """Works through a configuration's properties in Configuration Admin's order: by name, ignoring case."""
    outcome = Delivered({name: properties[name] for name in sorted(properties, key=lambda name: (name.lower(), name))})
    plugin, left = _Plugin(providers, outcome.properties), ALL_WORK
    for name, node in outcome.properties.items():
        plugin.work = given = min(WORK, left)
        try:
            outcome.properties[name] = plugin.value(node)
        except TooMuch:
            outcome.unknown.append(name)
        except (Failed, Endless) as failure:
            outcome.stopped = name
            outcome.endless = isinstance(failure, Endless)
            break
        left -= given - max(plugin.work, 0)
    return outcome


class _Plugin:
    """At work on one configuration. `span` is that of the property, and given to every value that it makes."""

    __slots__ = ("properties", "providers", "span", "work")

    def __init__(self, providers: Providers, properties: Mapping[str, Node]) -> None:
        self.providers = providers
        self.properties = properties
        self.work = WORK

    def value(self, node: Node) -> Node:
        """Only texts and arrays of texts are looked at."""
        self.span: Span = node.span
        if isinstance(node, Scalar) and node.type == "String":
            new = self.replaced(str(node.value))
            return Scalar(node.span, new, "String") if isinstance(new, str) else new
        if not isinstance(node, Array) or node.type != "String[]":
            return node
        texts: list[str] = []
        for item in node.items:
            assert isinstance(item, Scalar)
            new = self.replaced(str(item.value))
            if isinstance(new, Array):  # its elements take the place of the one
                texts += map(java_text, new.items)
            else:
                texts.append(as_text(new))
        return Array(node.span, [Scalar(node.span, text, "String") for text in texts], "String[]")

    def replaced(self, text: str, active: frozenset[tuple[str, str]] = frozenset(), depth: int = DEPTH) -> Value:
        """`active` are the variables whose values are being looked at: one of them again is a cycle and stays."""
        if depth == 0:
            raise TooMuch
        at = -1
        while True:
            start, end, looked = self.boundaries(text, max(at, 0))
            if end < 0:
                return looked
            new = self.one(looked[start + 2 : end], active, depth)
            if new is None:
                # The plug-in goes two characters on from where it began to look, not from the placeholder: an escape
                # that it has already taken away does not protect a placeholder between the two.
                at += 2
                if looked == text and start >= at and text.find(START, at) == start:
                    at = start + 2
                text = looked
                continue
            whole = start == 0 and end == len(looked) - 1
            if whole and not isinstance(new[0], str):
                return new[0]
            value = as_text(self.replaced(as_text(new[0]), active | {new[1]}, depth - 1))
            text = looked[:start] + value + looked[end + 1 :]
            self.spend(len(text))
            at = start + len(value)

    def spend(self, amount: int) -> None:
        self.work -= amount + 1
        if self.work < 0:
            raise TooMuch

    def boundaries(self, text: str, at: int) -> tuple[int, int, str]:
        """Offsets of the next `$[` and of its `]` (-1 if there is none), and the text without escapes up to there."""
        start = text.find(START, at)
        while start >= 0 and escaped(text, start):
            self.spend(len(text))
            text = text[: start - 1] + text[start:]
            start = text.find(START, start + 1)
        if start < 0:
            return -1, -1, text
        pieces: list[str] = []
        kept = index = start + 2
        depth = 1
        while index < len(text):
            one = text[index]
            if one in "[]":
                if text[index - 1] == "\\" and text[index - 2] != "\\":
                    pieces.append(text[kept : index - 1])
                    kept = index
                else:
                    depth += 1 if one == "[" else -1
                    if depth == 0:
                        break
            index += 1
        self.spend(index - start)
        pieces.append(text[kept:index])
        inside = "".join(pieces)
        end = start + 2 + len(inside) if depth == 0 else -1
        return start, end, text[: start + 2] + inside + text[index:]

    def one(self, inside: str, active: frozenset[tuple[str, str]], depth: int) -> tuple[Value, tuple[str, str]] | None:
        """What stands for a placeholder, and the variable that it came from; None if it stays."""
        type, colon, rest = inside.partition(":")
        if not colon:
            return None
        self.spend(len(inside))  # level by level, each as long as all that are in it
        name, semicolon, words = rest.partition(";")
        directives = {}
        if semicolon:
            directives = split_directives(as_text(self.replaced(words, active, depth - 1)))
        name = as_text(self.replaced(name, active, depth - 1))
        if (type, name) in active:
            return None
        value = self.provided(type, name)
        if value is None:
            value = directives.get("default")
        if value is None:
            return None
        if "type" not in directives:
            return value, (type, name)
        return self.typed(value, directives["type"], directives.get("delimiter")), (type, name)

    def provided(self, type: str, name: str) -> str | None:
        if type == "env":
            return self.providers.environment.get(name)
        if type == "prop":
            return self.providers.properties.get(name)
        if type == "secret":
            return self.providers.secret(name)
        return self.configured(name) if type == "conf" else None

    def configured(self, name: str) -> str:
        """Another property of the same configuration, as it is by now; a missing one is an error in the plug-in."""
        for known, node in self.properties.items():
            if known.lower() == name.lower():
                text = java_text(node)
                return name if text.startswith(CYCLE) else text
        raise Failed

    def typed(self, value: str, type: str, delimiter: str | None) -> Value:
        """A type that the plug-in does not know leaves the text; a text that a type refuses is an error."""
        if java_types.TYPES.get(type) not in ("scalar", "array"):
            return value
        try:
            if type not in ARRAYS:
                made = java_types.converted(Scalar(self.span, value, "String"), type)
                return str(made.value) if type == "String" else made
            if delimiter is None:
                return java_types.array_of(Scalar(self.span, value, "String"), type)
            items: list[Node] = [Scalar(self.span, piece, "String") for piece in self.split(value, delimiter)]
            return java_types.array_of(Array(self.span, items, "array"), type)
        except java.Refused:
            raise Failed from None

    def split(self, value: str, delimiter: str) -> list[str]:
        """At a delimiter that no backslash escapes; two backslashes before it are one, and it counts."""
        if not delimiter:
            if value:
                raise Endless
            return [value]
        found: list[str] = []
        at = -1
        while True:
            at = value.find(delimiter, at + 1)
            if at < 0:
                return [*found, value]
            self.spend(len(value))
            if at > 1 and value[at - 1] == "\\":
                if value[at - 2] != "\\":
                    value = value[: at - 1] + value[at:]
                    at -= 1
                    continue
                value = value[: at - 2] + value[at - 1 :]
                at -= 1
            found.append(value[:at])
            value = value[at + len(delimiter) :]
            at = -1


def as_text(value: Value) -> str:
    """What toString gives; of an array that is its class and a number that differs from run to run."""
    if isinstance(value, Array):
        element = value.type[:-2]
        return f"[{PRIMITIVES.get(element) or f'Ljava.lang.{element};'}@<hash>"
    return value if isinstance(value, str) else java_text(value)


def java_text(node: Node) -> str:
    """As `conf` shows another property: String.valueOf, for arrays Arrays.toString."""
    if isinstance(node, Array):
        return "[" + ", ".join(map(java_text, node.items)) + "]"
    assert isinstance(node, Scalar)
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    if isinstance(node.value, float):
        return java.java_double(node.value)
    return str(node.value)
