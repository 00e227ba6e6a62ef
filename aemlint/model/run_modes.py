"""Folders and run modes: where a configuration is in force."""

from __future__ import annotations

from aemlint.model.environment import TIERS, TYPES

# Folders for these exist; the build leaves `sdk` to the SDK, and `rde` to rapid development environments.
BESIDE_TIER = (*TYPES, "sdk")
ROOTS = {"libs": 100, "apps": 200}
MAXIMUM_DEPTH = 4
# Fixtures of tests and templates of archetypes: no project's own configurations, whatever their folders are called.
SAMPLES = ("/src/test/", "/src/it/", "/src/main/archetype/", "/archetype-resources/")


class Folder:
    """The folder of a configuration as the target's installer reads it.

    `kind`: config; install; catch-all (`config-author`: the cloud takes it as plain `config`); unrecognised (no
    installer picks it up); outside (in no repository path and no config folder: somebody named the file); sample.
    `path` is the project's, `package_folder` that of its files from /apps on. `spec` is what follows `config.`,
    `run_modes` its words; `watched` are the specs of all folders on the way that 6.5 watches, outermost first.
    """

    __slots__ = ("_on_cloud", "kind", "name", "package_folder", "path", "run_modes", "spec", "watched")

    def __init__(
        self, kind: str, path: str, package_folder: str, *, spec: str = "", watched: tuple[str, ...] = ()
    ) -> None:
        self.kind = kind
        self.path = path
        self.name = path.rsplit("/", 1)[-1]
        self.package_folder = package_folder
        self.spec = spec
        self.run_modes = tuple(spec.split(".")) if spec else ()
        self.watched = watched
        self._on_cloud = kind in ("config", "catch-all", "outside") and cloud_layer_words(self.run_modes) is not None

    def active(self, target: str) -> bool:
        """Whether any instance reads it."""
        if target == "cloud":
            return self._on_cloud
        return self.kind in ("config", "install", "outside")

    def layer(self, tier: str, environment_type: str, target: str) -> int | None:
        """How strong it is on an instance, rising; None where it is not read."""
        if not self.active(target):
            return None
        if target == "cloud":
            return cloud_layer(self.run_modes, tier, environment_type)
        return max(self.priorities({tier, *environment_type.split(".")}), default=None)

    def custom(self) -> list[list[str]]:
        """6.5: the run modes that each alternative of its specs asks for, but for tiers."""
        alternatives = [alternative for spec in self.watched for alternative in spec.split(",")]
        return [
            [word for word in alternative.split(".") if word and word[0] != "-" and word not in TIERS]
            for alternative in alternatives
        ]

    def priorities(self, run_modes: set[str]) -> list[int]:
        """6.5: of each watched folder on the way; inside of one everything is installed, other config folders too."""
        root = ROOTS.get(self.package_folder.removeprefix("/").partition("/")[0], 0)
        found = [spec_matches(spec, run_modes) for spec in self.watched]
        return [root + matching for matching in found if matching is not None]

    def flaw(self, target: str) -> str | None:
        """What is wrong with it: one word, by which the rules on folders are told apart."""
        if self.kind == "unrecognised" or (self.kind == "catch-all" and target != "cloud"):
            return self._unrecognised(target)
        if target != "cloud":
            return None
        if self.kind in ("catch-all", "install"):
            return self.kind
        return flaw_of_run_modes(self.run_modes) if self.kind == "config" else None

    def _unrecognised(self, target: str) -> str:
        segments = self.package_folder.split("/")[1:]
        if segments[:1] not in (["apps"], ["libs"]) and "/jcr_root/" in f"/{self.path}/":
            return "elsewhere"
        known = [segment for segment in segments if classified(segment)]
        if target == "cloud" and known:
            return "apps"
        if known:
            watched = [segment for segment in known if classic_spec(segment) is not None]
            return "deep" if watched else "near-name"
        if any(classified(segment.lower()) for segment in segments):
            return "upper-case"
        return "parent" if self.name.lower() == "osgiconfig" else "nowhere"

    @property
    def reactor(self) -> str:
        """The folder that holds the Maven module: modules side by side are deployed together."""
        module = f"/{self.path}".partition("/src/")[0].partition("/jcr_root/")[0]
        return module[1:].rpartition("/")[0] if module != f"/{self.path}" else ""

    def __repr__(self) -> str:
        return f"Folder({self.kind}, {self.name!r})"


def deployed_together(one: Folder, other: Folder) -> bool:
    """Whether two folders belong to one deployment; a repository of many samples has the same PID in all of them."""
    inner, outer = sorted((one.reactor, other.reactor), key=len, reverse=True)
    return outer in ("", inner) or inner.startswith(outer + "/")


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


def right_order(run_modes: tuple[str, ...]) -> tuple[str, ...] | None:
    """author, dev for dev, author, which the cloud's build refuses; None where the order is no question."""
    if len(run_modes) == 2 and run_modes[1] in TIERS and run_modes[0] in BESIDE_TIER:
        return run_modes[1], run_modes[0]
    return None


def flaw_of_run_modes(run_modes: tuple[str, ...]) -> str | None:
    """order; letters (`Author`: the build fails); preview; mixed (words that never come together); unknown."""
    if cloud_layer_words(run_modes) is not None or run_modes == ("sdk",):
        return None
    if len(run_modes) == 2 and run_modes[0] in TIERS and run_modes[1] == "sdk":
        return None
    if right_order(run_modes) is not None:
        return "order"
    if "preview" in run_modes:
        return "preview"
    known = (*TIERS, *BESIDE_TIER)
    if all(word in known for word in run_modes):
        return "mixed"
    return "letters" if all(word.lower() in known for word in run_modes) else "unknown"


def unknown_run_modes(run_modes: tuple[str, ...]) -> list[str]:
    """The words that no cloud instance has."""
    return [word for word in run_modes if word not in (*TIERS, *BESIDE_TIER)]


def meant(run_modes: tuple[str, ...]) -> tuple[str, ...]:
    """What somebody had in mind who wrote `Author` or `dev.author`."""
    words = tuple(word.lower() for word in run_modes)
    return right_order(words) or words


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


def classic_spec(segment: str) -> str | None:
    """The run mode spec of a folder's name that 6.5 watches; None for others."""
    for word in ("config", "install"):
        if segment == word:
            return ""
        if segment.startswith(word + ".") and segment != word + ".":
            return segment[len(word) + 1 :]
    return None


class Folders:
    """The folders of a project's files; files side by side share one. `above` is what their paths lack."""

    __slots__ = ("_known", "_target", "above")

    def __init__(self, target: str, above: str = "") -> None:
        self.above = above
        self._target = target
        self._known: dict[str, Folder] = {}

    def of(self, path: str) -> Folder:
        parent, _, name = path.rpartition("/")
        if name == ".content.xml" and self._target != "cloud":
            return folder_of(self.above + path, self._target)
        if parent not in self._known:
            self._known[parent] = folder_of(self.above + path, self._target)
        return self._known[parent]


def folder_of(path: str, target: str = "cloud") -> Folder:
    """Of the file at a project's path."""
    repository = in_repository(path)
    segments = (repository or f"/{path}").split("/")[1:-1]
    inside = "/".join(("", *segments))
    parent = path.rpartition("/")[0]
    if any(part in f"/{path}" for part in SAMPLES):
        return Folder("sample", parent, inside)
    if repository is None and "/jcr_root/" in f"{inside}/":  # below /etc, /conf, /content nothing is installed
        return Folder("unrecognised", parent, inside)
    if target != "cloud" and path.endswith("/.content.xml"):  # the node is the folder that holds it
        segments, parent = segments[:-1], parent.rpartition("/")[0]
    reading = _named_so if repository is None else _cloud if target == "cloud" else _classic
    found = reading(segments)
    if found is None:
        if repository is None and not _nearly(parent.rsplit("/", 1)[-1]):
            return Folder("outside", parent, inside, watched=("",))
        return Folder("unrecognised", parent, inside)
    at, kind, spec, watched = found
    above = parent.split("/")[: at - len(segments) + 1 or None]
    return Folder(kind, "/".join(above), inside, spec=spec, watched=watched)


def _nearly(name: str) -> bool:
    """`Config`, `osgiconfig`: what somebody took for a config folder."""
    return name.lower() == "osgiconfig" or classified(name.lower()) is not None


def _named_so(segments: list[str]) -> tuple[int, str, str, tuple[str, ...]] | None:
    """Outside of a repository path only an exact name counts, or the file's own folder."""
    for at in range(len(segments) - 1, -1, -1):
        spec = classic_spec(segments[at])
        if spec is not None:
            return at, segments[at].partition(".")[0], spec, (spec,)
    kind = classified(segments[-1]) if segments else None
    return None if kind is None else (len(segments) - 1, *kind, ())


def _cloud(segments: list[str]) -> tuple[int, str, str, tuple[str, ...]] | None:
    """The last config folder counts; there has to be a folder between it and /apps."""
    for at in range(len(segments) - 1, 1, -1):
        kind = classified(segments[at])
        if kind is not None:
            return at, *kind, ()
    return None


def _classic(segments: list[str]) -> tuple[int, str, str, tuple[str, ...]] | None:
    """The first one counts, and holds all below it; a deep one is never looked for."""
    specs = [(at, spec) for at, name in enumerate(segments[:MAXIMUM_DEPTH]) if (spec := classic_spec(name)) is not None]
    if not specs:
        return None
    at, spec = specs[0]
    return at, segments[at].partition(".")[0], spec, tuple(spec for _, spec in specs)
