"""Folders and run modes: where a configuration is in force."""

from __future__ import annotations

from aemlint.model.environment import TIERS, TYPES

# Folders for these exist; the build leaves them to the SDK and to rapid development environments.
KNOWN = (*TIERS, *TYPES, "sdk")
ROOTS = {"libs": 100, "apps": 200}
MAXIMUM_DEPTH = 4


class Folder:
    """The folder of a configuration as the installer reads it.

    `kind`: config; install; catch-all (`config-author`: the cloud takes it as plain `config`); unrecognised (no
    installer picks it up); outside (not in a repository path at all). `name` is the folder's name as written,
    `spec` what follows `config.`, `run_modes` its words.
    """

    __slots__ = ("depth", "kind", "name", "package_path", "run_modes", "spec")

    def __init__(self, kind: str, name: str, spec: str, package_path: str, depth: int) -> None:
        self.kind = kind
        self.name = name
        self.spec = spec
        self.run_modes = tuple(spec.split(".")) if spec else ()
        self.package_path = package_path
        self.depth = depth

    def active(self, target: str) -> bool:
        """Whether any instance reads it."""
        if target == "cloud":
            return self.kind in ("config", "catch-all") and cloud_layer_words(self.run_modes) is not None
        return self.kind in ("config", "install")

    def layer(self, tier: str, environment_type: str, target: str) -> int | None:
        """How strong it is on an instance, rising; None where it is not read."""
        if not self.active(target):
            return None
        if target == "cloud":
            return cloud_layer(self.run_modes, tier, environment_type)
        priority = spec_matches(self.spec, {tier, environment_type} - {""})
        return None if priority is None else priority + ROOTS.get(self.package_path.split("/")[1], 0)

    def __repr__(self) -> str:
        return f"Folder({self.kind}, {self.name!r})"


def cloud_layer_words(run_modes: tuple[str, ...]) -> tuple[str, str] | None:
    """Tier and environment type of a folder that cloud instances read, each perhaps ""; None for all others."""
    if not run_modes:
        return "", ""
    if len(run_modes) == 1:
        word = run_modes[0]
        return (word, "") if word in TIERS else ("", word) if word in TYPES else None
    if len(run_modes) == 2 and run_modes[0] in TIERS and run_modes[1] in TYPES:
        return run_modes[0], run_modes[1]
    return None


def cloud_layer(run_modes: tuple[str, ...], tier: str, environment_type: str) -> int | None:
    """default < tier < environment < both; a rapid development environment stands on dev's."""
    words = cloud_layer_words(run_modes)
    if words is None or words[0] not in ("", tier):
        return None
    inherited = environment_type == "rde" and words[1] == "dev"
    if words[1] not in ("", environment_type) and not inherited:
        return None
    layer = (1 if words[0] else 0) + (2 if words[1] else 0)
    return layer + 2 if words[1] == "rde" else layer


def right_order(run_modes: tuple[str, ...]) -> str | None:
    """`author.dev` for `dev.author`: the cloud's build refuses the other order; None where the order is no question."""
    if len(run_modes) == 2 and run_modes[1] in TIERS and run_modes[0] in (*TYPES, "sdk"):
        return f"{run_modes[1]}.{run_modes[0]}"
    return None


def spec_matches(spec: str, active: set[str]) -> int | None:
    """How many run modes of a spec are met: `.` and, `,` or, a leading `-` not; None if no alternative is."""
    if not spec:
        return 0
    best: int | None = None
    for alternative in spec.split(","):
        words = alternative.split(".")
        met = all((word[1:] not in active) if word.startswith("-") else word in active for word in words)
        if met and (best is None or len(words) > best):
            best = len(words)
    return best


def in_repository(path: str) -> str | None:
    """A path from /apps or /libs on; None if there is no such part."""
    at = f"/{path}".find("/jcr_root/")
    if at >= 0:
        inside = f"/{path}"[at + len("/jcr_root") :]
        return inside if inside.startswith(("/apps/", "/libs/")) else None
    return None


def classified(segment: str) -> tuple[str, str] | None:
    """Kind and spec of a folder's name by the cloud's pattern `(config|install)(\\.RUNMODE)?(.*)`; None for others."""
    for word in ("config", "install"):
        if segment == word or segment == word + ".":
            return word, ""
        if segment.startswith(word + "."):
            return word, segment[len(word) + 1 :]
        if segment.startswith(word):
            return ("catch-all" if word == "config" else "install"), ""
    return None


def folder_of(path: str, target: str = "cloud") -> Folder:
    """Of the file at a project's path."""
    repository = in_repository(path)
    inside = repository or f"/{path}"
    if repository is None and "/jcr_root/" in inside:  # below /etc, /conf, /content nothing is installed
        return Folder("unrecognised", inside.rsplit("/", 2)[-2], "", inside, 0)
    segments = inside.split("/")[1:-1]
    if path.endswith("/.content.xml") and target != "cloud":
        segments = segments[:-1]
    found: tuple[int, str, str] | None = None
    for at, segment in enumerate(segments):
        kind = classified(segment)
        # The cloud wants a folder between /apps and config; the last config folder counts, for 6.5 the first.
        if kind is None or (repository is not None and at < 2 and target == "cloud"):
            continue
        if target != "cloud" and (kind[0] == "catch-all" or segment.endswith(".") or (kind[1] == "" and segment != kind[0])):
            continue
        if found is None or target == "cloud":
            found = (at, *kind)
    if found is None:
        kind_name = "unrecognised" if repository is not None else "outside"
        return Folder(kind_name, segments[-1] if segments else "", "", inside, len(segments))
    at, kind_name, spec = found
    if repository is not None and target != "cloud" and at + 1 > MAXIMUM_DEPTH:
        kind_name = "unrecognised"
    return Folder(kind_name, segments[at], spec, inside, at + 1)
