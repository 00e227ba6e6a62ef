"""Values of any property that have the shape of a provider's credential."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import placeholder, secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Node
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.configurations:
        for property in configuration.written(shadowed=True):
            if property.secret:  # secret/literal and its neighbours say it
                continue
            for text in texts(property.entry.value):
                if len(text) < 12:
                    continue
                pieces = placeholder.literals(text) if placeholder.START in text else [text]
                vendor = next(filter(None, map(secret.vendor, pieces)), None)
                if vendor is not None:
                    values = {"property": property.name, "pid": configuration.pid.name, "vendor": vendor}
                    yield Hit(property.key_at, property.subject, {**values, "fingerprint": text})
                    break


def texts(node: Node) -> Iterator[str]:
    from aemlint.formats.tree import Array, Scalar

    if isinstance(node, Scalar) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, Array):
        for item in node.items:
            if isinstance(item, Scalar) and isinstance(item.value, str):
                yield item.value
