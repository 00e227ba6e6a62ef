"""What is in force on an instance, in both ways of merging.

The cloud's build merges property by property, a later layer wins; 6.5 and the local SDK take the configuration with
the most matching run modes whole.
"""

from __future__ import annotations

from aemlint.model.network import MAIL_PORTS, USUAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.environment import Instance
    from aemlint.model.network import Forward


class Effective:
    """The configurations that apply to an instance, weakest first, and what comes of them.

    `incomplete`: a file that would be a layer does not parse, so that nothing is known to be missing. `beaten` are
    those that would be as strong as the strongest layer, had its path not come first.
    """

    __slots__ = ("beaten", "incomplete", "instance", "layers", "merged", "target", "whole")

    def __init__(
        self,
        instance: Instance,
        layers: list[Configuration],
        target: str,
        *,
        incomplete: bool = False,
        beaten: Iterable[Configuration] = (),
    ) -> None:
        self.instance = instance
        self.layers = layers
        self.target = target
        self.incomplete = incomplete
        self.beaten = list(beaten)
        self.whole: dict[str, Property] = dict(layers[-1].properties) if layers else {}
        self.merged: dict[str, Property] = {}
        for configuration in self.counting:
            self.merged.update(configuration.properties)

    def on(self, instance: Instance) -> Effective:
        """The same on another instance of that tier and type."""
        other = Effective(instance, [], self.target, incomplete=self.incomplete)
        other.layers, other.beaten, other.whole, other.merged = self.layers, self.beaten, self.whole, self.merged
        return other

    def get(self, name: str) -> Property | None:
        return self.merged.get(name.lower())

    @property
    def counting(self) -> list[Configuration]:
        """The layers that have a say: the cloud merges all of them."""
        return self.layers if self.target == "cloud" else self.layers[-1:]

    @property
    def rivals(self) -> list[Configuration]:
        """Those with the most matching run modes, of which 6.5 and the SDK take one whole: mostly there is only one.

        A rapid development environment is no question: what it inherits from dev is weaker than its own.
        """
        if not self.layers or self.instance.environment.type == "rde":
            return self.layers[-1:]
        if self.target == "cloud":
            most = max(len(configuration.folder.run_modes) for configuration in self.layers)
            return [configuration for configuration in self.layers if len(configuration.folder.run_modes) == most]
        strongest = self.layers[-1]
        run_modes = set(strongest.folder.run_modes)
        return [strongest, *(one for one in self.beaten if set(one.folder.run_modes) != run_modes)]

    @property
    def replaced(self) -> list[Configuration]:
        """Those that fewer run modes match, weakest first: 6.5 and the SDK leave them out."""
        rivals = self.rivals
        return [configuration for configuration in self.layers if configuration not in rivals]

    def flag(self, name: str) -> bool | None:
        """What a boolean property is in force as, False where it is absent; None where it cannot be known."""
        property = self.get(name)
        return False if property is None else property.judged.true

    @property
    def forward(self) -> Forward | None:
        """Where the mail service's port leads to in this environment."""
        port = self.get("smtp.port")
        number = port.judged.integer if port is not None else None
        return None if number is None else self.instance.environment.forward(number)

    @property
    def server_port(self) -> int | None:
        """The mail server's own port: the one that the forward leads to, or on 6.5 `smtp.port` itself."""
        if self.target == "cloud":
            forward = self.forward
            return None if forward is None else forward.port_dest
        port = self.get("smtp.port")
        return None if port is None else port.judged.integer

    @property
    def suggested_port(self) -> int | None:
        """What a source port's number suggests, where no networking file says where it leads.

        Adobe's OAuth sample has 30465 lead to a STARTTLS port, so with OAuth the number tells nothing. A server's own
        port is port/out-of-range's; that it contradicts what is written beside it is a second mistake.
        """
        port = self.get("smtp.port")
        number = None if port is None else port.judged.integer
        if number is None or self.target != "cloud" or self.flag("oauth.flow") is not False:
            return None
        written = self.get("smtp.ssl") is not None
        return USUAL.get(number, number if written and number in MAIL_PORTS else None)

    def misspells(self, name: str) -> bool:
        """Whether an unknown key stands for a property: property/unknown says that, and nothing else does."""
        return any(configuration.misspells(name) for configuration in self.layers)

    def __repr__(self) -> str:
        return f"Effective({self.instance!r}, {len(self.layers)} layers)"


def consulted(views: Iterable[Effective], *, networks: bool = False) -> list[str]:
    """Paths of the files that make what is in force, also of those that lack something; with `networks` those that say
    where its ports lead, too.
    """
    paths: set[str] = set()
    for view in views:
        paths.update(layer.path for layer in view.counting)
        if networks:
            paths.update(network.path for network in view.instance.environment.networks)
    return sorted(paths)


class Together:
    """Configurations of one PID in one deployment, and which of them an instance may read at all."""

    __slots__ = ("_by_word", "_everywhere", "_known", "_target")

    def __init__(self, configurations: Iterable[Configuration], target: str) -> None:
        self._target = target
        self._everywhere: list[Configuration] = []
        # On 6.5 there may be as many environments as configurations.
        self._by_word: dict[str, list[Configuration]] = {}
        self._known: dict[tuple[str, str], Effective] = {}
        for configuration in configurations:
            custom = configuration.folder.custom() if target != "cloud" else [[]]
            if not all(custom):
                self._everywhere.append(configuration)
                continue
            # The last word is mostly the one that the fewest folders share: config.prod.eu, config.prod.us.
            for word in {words[-1] for words in custom}:
                self._by_word.setdefault(word, []).append(configuration)

    def effective(self, instance: Instance) -> Effective:
        alike = (instance.tier, instance.environment.type)
        if alike not in self._known:
            words = dict.fromkeys(instance.environment.type.split("."))
            here = {id(one): one for word in words for one in self._by_word.get(word, ())}
            self._known[alike] = effective((*self._everywhere, *here.values()), instance, self._target)
            return self._known[alike]
        return self._known[alike].on(instance)


def effective(configurations: Iterable[Configuration], instance: Instance, target: str) -> Effective:
    """Of the configurations of one PID, broken ones among them, those that apply to an instance."""
    by_layer: dict[int, list[Configuration]] = {}
    incomplete = False
    for configuration in configurations:
        layer = configuration.folder.layer(instance.tier, instance.environment.type, target)
        if layer is None:
            continue
        if configuration.broken:
            incomplete = True
            continue
        by_layer.setdefault(layer, []).append(configuration)
    # Twice in one layer: the smaller path of the repository wins whole, and nobody says a word.
    layers = [sorted(by_layer[layer], key=_repository_path) for layer in sorted(by_layer)]
    beaten = layers[-1][1:] if layers else ()
    return Effective(instance, [first for first, *_ in layers], target, incomplete=incomplete, beaten=beaten)


def deployments(configurations: Iterable[Configuration]) -> dict[str, str]:
    """The outermost reactor of each reactor, where a repository holds several deployments; empty for all others.

    Modules that do not stand side by side complete each other, unless they set the same PID for the same run modes:
    then they are samples, or projects of their own.
    """
    found: dict[str, list[Configuration]] = {}
    for configuration in configurations:
        found.setdefault(configuration.folder.reactor, []).append(configuration)
    if len(found) < 2 or "" in found:
        return {}
    outermost = {reactor: _outermost(reactor, found) for reactor in found}
    places: dict[tuple[str, tuple[str, ...]], str] = {}
    for reactor, together in found.items():
        for configuration in together:
            place = (configuration.pid.name, configuration.folder.run_modes)
            if places.setdefault(place, outermost[reactor]) != outermost[reactor]:
                return outermost
    return {}


def _outermost(reactor: str, known: Container[str]) -> str:
    found, above = reactor, reactor
    while above:
        above = above.rpartition("/")[0]
        found = above if above in known else found
    return found


def _repository_path(configuration: Configuration) -> tuple[str, str]:
    return configuration.package_path, configuration.path
