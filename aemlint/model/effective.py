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


class Effective:
    """The configurations that apply to an instance, weakest first, and what comes of them."""

    __slots__ = ("instance", "layers", "merged", "whole")

    def __init__(self, instance: Instance, layers: list[Configuration], target: str) -> None:
        self.instance = instance
        self.layers = layers
        self.whole: dict[str, Property] = dict(layers[-1].properties) if layers else {}
        self.merged: dict[str, Property] = {}
        for configuration in layers if target == "cloud" else layers[-1:]:
            self.merged.update(configuration.properties)

    def get(self, name: str) -> Property | None:
        return self.merged.get(name.lower())

    def __repr__(self) -> str:
        return f"Effective({self.instance!r}, {len(self.layers)} layers)"


def effective(configurations: Iterable[Configuration], instance: Instance, target: str) -> Effective:
    """Of the configurations of one PID, those that apply to an instance."""
    by_layer: dict[int, Configuration] = {}
    for configuration in configurations:
        layer = configuration.folder.layer(instance.tier, instance.environment.type, target)
        if layer is None:
            continue
        before = by_layer.get(layer)
        # Twice in one layer: the smaller path wins whole, and nobody says a word.
        if before is None or configuration.path < before.path:
            by_layer[layer] = configuration
    return Effective(instance, [by_layer[layer] for layer in sorted(by_layer)], target)
