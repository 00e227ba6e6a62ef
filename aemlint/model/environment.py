"""Environments, and the instances that run in them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.variables import Variable, VariablesFile

TYPES = ("dev", "stage", "prod", "rde")
DEVELOPMENT = ("dev", "rde")
# Other words that people have for types.
MEANT = {"development": "dev", "staging": "stage", "stg": "stage", "production": "prod", "prd": "prod"}
JOINED = str.maketrans("", "", "-_ ")
TIERS = ("author", "publish")


class Environment:
    """A Cloud Manager environment; on 6.5 what custom run modes stand for, joined by dots: `prod.eu`.

    On 6.5 one has no name: it is wherever no custom run mode is known of.

    `joined`: the settings say that all of its files are its own. Otherwise they are only taken for it, and where they
    differ nobody knows which of them is.
    """

    __slots__ = ("_by_name", "_by_port", "_unsettled", "joined", "name", "networks", "type", "variables")

    def __init__(self, name: str, type: str) -> None:
        self._by_name: dict[str, list[Variable]] | None = None
        self._by_port: dict[int, Forward] | None = None
        self._unsettled: set[int] = set()
        self.joined = False
        self.name = name
        self.type = type
        self.networks: list[NetworkFile] = []
        self.variables: list[VariablesFile] = []

    def owns(self, path: str, names: set[str]) -> bool:
        """Whether a file is taken for its own, by the path: it has no environment's name or type in it, or this one's.

        `non-prod` is every other one.
        """
        words = {MEANT.get(word, word) for word in words_of(path)}
        if "nonprod" in path.lower().translate(JOINED):
            words = (words | names) - {"prod"}
        return not words & names or self.type in words or self.name.lower() in words

    def is_of(self, types: Iterable[str]) -> bool:
        """Whether it is of one of these types, or on 6.5 has a run mode of that name."""
        return not set(types).isdisjoint(self.type.split("."))

    @property
    def forwards(self) -> list[Forward]:
        return [forward for network in self.networks for forward in network.forwards_of(self.name)]

    @property
    def bodies(self) -> list[list[Forward]]:
        """Each is said to be all that an environment forwards, so that no two of them can be this one's."""
        parts = [network.parts_of(self.name) for network in self.networks]
        if self.joined and all(len(several) == 1 for several in parts):
            return [self.forwards]
        bodies = [part.forwards for several in parts for part in several if part.tells]
        return bodies or [self.forwards]

    @property
    def by_port(self) -> dict[int, Forward]:
        """The first forward of each source port; asked for only once the networking files are known."""
        if self._by_port is None:
            self._by_port = {}
            having: dict[int, int] = {}
            bodies = self.bodies
            for body in bodies:
                ports: set[int] = set()
                for forward in body:
                    port = forward.port_orig
                    if port is None or port in ports:
                        continue
                    ports.add(port)
                    having[port] = having.get(port, 0) + 1
                    if self._by_port.setdefault(port, forward).target != forward.target:
                        self._unsettled.add(port)
            self._unsettled.update(port for port, number in having.items() if number < len(bodies))
        return self._by_port

    @property
    def unsettled(self) -> set[int]:
        """Source ports that only some of the bodies have, or lead elsewhere: of them nothing is known."""
        return self._unsettled if self.by_port else set()

    def forward(self, port: int) -> Forward | None:
        """Where a source port is known to lead."""
        return None if port in self.unsettled else self.by_port.get(port)

    def variables_named(self, name: str) -> list[Variable]:
        """Those that it has; asked for only once the variables files are known."""
        if self._by_name is None:
            self._by_name = {}
            for variable in [variable for file in self.variables for variable in file.variables]:
                if variable.set:
                    self._by_name.setdefault(variable.name, []).append(variable)
        return self._by_name.get(name, [])

    def __repr__(self) -> str:
        return f"Environment({self.name})"


class Instance:
    """A tier of an environment."""

    __slots__ = ("environment", "tier")

    def __init__(self, environment: Environment, tier: str) -> None:
        self.environment = environment
        self.tier = tier

    @property
    def name(self) -> str:
        return f"{self.tier} in {self.environment.name}" if self.environment.name else self.tier

    def __repr__(self) -> str:
        return f"Instance({self.name})"


def together(instances: Iterable[Instance]) -> list[str]:
    """Names of instances, those of one kind in one: `author and publish in dev`, `publish in stage and prod`."""
    tiers: dict[str, list[str]] = {}
    for instance in essential(instances):
        tiers.setdefault(instance.environment.name, []).append(instance.tier)
    names: dict[tuple[str, ...], list[str]] = {}
    for name, of_name in tiers.items():
        names.setdefault(tuple(of_name), []).append(name)
    return [" in ".join(filter(None, (_listed(kind), _listed(several)))) for kind, several in names.items()]


def essential(instances: Iterable[Instance]) -> list[Instance]:
    """Without those that go without saying: `publish` is every one, and `publish in dev` says nothing more."""
    several = list(instances)
    everywhere = {one.tier for one in several if not one.environment.name}
    return [one for one in several if not one.environment.name or one.tier not in everywhere]


def names_of(instances: Iterable[Instance]) -> list[str]:
    """Of their environments; none where it is not these alone."""
    names = dict.fromkeys(instance.environment.name for instance in instances)
    return [] if "" in names else list(names)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def words_of(path: str) -> set[str]:
    """Lower-case words of a file's name and of its folders."""
    word, words = "", set()
    for character in path.lower() + "/":
        if character.isalnum():
            word += character
        else:
            words.add(word)
            word = ""
    return words
