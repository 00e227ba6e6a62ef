"""PIDs, and what a path makes of a file."""

from __future__ import annotations

from sys import intern

ENDINGS = (".cfg.json", ".config", ".properties", ".cfg")
HEX = frozenset("0123456789abcdef")
WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


class Pid:
    """`name` is the whole PID, `FACTORY~INSTANCE` for an instance of a factory."""

    __slots__ = ("factory", "name")

    def __init__(self, name: str, factory: str | None = None) -> None:
        self.name = name
        self.factory = factory

    @property
    def instance(self) -> str | None:
        return None if self.factory is None else self.name[len(self.factory) + 1 :]

    @property
    def addressed(self) -> str:
        """The component that the configuration is for."""
        return self.factory or self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pid) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"Pid({self.name!r})"


def without_ending(name: str) -> str:
    for ending in ENDINGS:
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def is_configuration_name(name: str) -> bool:
    return name.endswith(ENDINGS)


def node_name(name: str) -> str:
    """FileVault's decoding of a file name: `%xx` is one character, a leading `_ns_` is `ns:`, a leading `__` is `_`."""
    pieces, at = [], 0
    while True:
        percent = name.find("%", at)
        digits = name[percent + 1 : percent + 3] if percent >= 0 else ""
        if percent < 0:
            pieces.append(name[at:])
            break
        pieces.append(name[at:percent])
        if len(digits) < 2:
            pieces.append(name[percent:])
            break
        pieces.append(_percent(digits))
        at = percent + 3
    decoded = "".join(pieces)
    if not decoded.startswith("_"):
        return decoded
    if decoded.startswith("__"):
        return decoded[1:]
    end = decoded.find("_", 1)
    return decoded if end < 2 else decoded[1:end] + ":" + decoded[end + 1 :]


def _percent(digits: str) -> str:
    """As Java's Character.digit has it: a digit that is none counts as -1, and nothing is said."""
    high, low = (int(one, 16) if one in "0123456789abcdefABCDEF" else -1 for one in digits)
    return chr(((high << 4) + low) & 0xFFFF)


def classic_pid(name: str) -> Pid:
    """The installer of 6.5, from a node's name."""
    name = without_ending(name.replace("\\", "/").rsplit("/", 1)[-1])
    if len(name) > 37 and name[-37] == "." and _is_uuid(name[-36:]):
        return Pid(f"{name[:-37]}~{name[-36:]}", name[:-37])
    at = name.find("~")
    if at < 0:
        at = name.find("-")
    if at <= 0:
        return Pid(name)
    return Pid(f"{name[:at]}~{name[at + 1 :]}", name[:at])


def _is_uuid(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(HEX.issuperset(part) for part in parts)


def cloud_pid(name: str) -> Pid:
    """The cloud's converter, from a file's name without its ending."""
    if "~" not in name:
        name = name.replace("-", "~", 1)
    at = name.find("~")
    return Pid(name, intern(name[:at])) if at > 0 else Pid(name)


def pid_of(path: str, target: str) -> Pid:
    """The PID that a file in a project addresses."""
    name = path.rsplit("/", 1)[-1]
    if target == "cloud":
        return cloud_pid(name.removesuffix(".xml") if name.endswith(".xml") else without_ending(name))
    if name == ".content.xml":
        return classic_pid(node_name(path.rsplit("/", 2)[-2] if "/" in path else ""))
    return classic_pid(node_name(name.removesuffix(".xml")))


def is_configuration(path: str, target: str) -> bool:
    """Whether a file is one by its name; of XML and of nodes without a file's ending the content decides.

    FileVault decodes a name before the installer of 6.5 looks at it; the cloud's converter drops `.dir` companions.
    """
    name = path.rsplit("/", 1)[-1]
    if target == "cloud":
        return name.endswith((*ENDINGS, ".xml")) and not path.removesuffix("/.content.xml").endswith(".dir")
    return name.endswith(".xml") or is_configuration_name(node_name(name))


def looks_like_pid(name: str) -> bool:
    """`com.acme.Mailer`, not `messages.de`: what nobody calls a file that is no configuration."""
    words = name.partition("~")[0].partition("-")[0].split(".")
    return len(words) > 2 and all(word and WORD.issuperset(word) and not word[0].isdigit() for word in words)
