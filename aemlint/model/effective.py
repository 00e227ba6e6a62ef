"""What is in force on an instance, in both ways of merging.

The cloud's build merges property by property, a later layer wins; 6.5 and the local SDK take the configuration with
the most matching run modes whole.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.environment import Instance
    from aemlint.model.network import Forward


class Effective:
    """The configurations that apply to an instance, weakest first, and what comes of them.

    `incomplete`: a file that would be a layer does not parse, so that nothing is known to be missing.
    """

    __slots__ = ("incomplete", "instance", "layers", "merged", "whole")

    def __init__(
        self, instance: Instance, layers: list[Configuration], target: str, *, incomplete: bool = False
    ) -> None:
        self.instance = instance
        self.layers = layers
        self.incomplete = incomplete
        self.whole: dict[str, Property] = dict(layers[-1].properties) if layers else {}
        self.merged: dict[str, Property] = {}
        for configuration in layers if target == "cloud" else layers[-1:]:
            self.merged.update(configuration.properties)

    def get(self, name: str) -> Property | None:
        return self.merged.get(name.lower())

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

    def misspells(self, name: str) -> bool:
        """Whether an unknown key stands for a property: property/unknown says that, and nothing else does."""
        return any(configuration.misspells(name) for configuration in self.layers)

    def __repr__(self) -> str:
        return f"Effective({self.instance!r}, {len(self.layers)} layers)"


def effective(configurations: Iterable[Configuration], instance: Instance, target: str) -> Effective:
    """Of the configurations of one PID, broken ones among them, those that apply to an instance."""
    by_layer: dict[int, Configuration] = {}
    incomplete = False
    for configuration in configurations:
        layer = configuration.folder.layer(instance.tier, instance.environment.type, target)
        if layer is None:
            continue
        if configuration.broken:
            incomplete = True
            continue
        before = by_layer.get(layer)
        # Twice in one layer: the smaller path wins whole, and nobody says a word.
        if before is None or configuration.path < before.path:
            by_layer[layer] = configuration
    layers = [by_layer[layer] for layer in sorted(by_layer)]
    return Effective(instance, layers, target, incomplete=incomplete)
