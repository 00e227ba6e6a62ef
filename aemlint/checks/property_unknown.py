"""Keys that a PID's schema does not have."""

from __future__ import annotations

from aemlint.hit import Edit, Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.source import Place

# What installers and consoles add to any configuration.
ANYWHERE = ("service.", "component.", "felix.", "webconsole.", "org.apache.sling.installer.", "jcr:", "sling:", ".")


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.mail:
        schema = configuration.schema
        if schema is None or not schema.complete:
            continue
        for key, property in configuration.properties.items():
            if key not in schema.properties and not key.startswith(ANYWHERE):
                yield _hit(configuration, property, [known.name for known in schema.properties.values()])


def _hit(configuration: Configuration, property: Property, known: list[str]) -> Hit:
    from aemlint.model.nearest import meant

    near = meant(property.name, known)
    edits = []
    if near is not None and configuration.get(near) is None:
        text = _renamed(property.key_at, property.name, near)
        edits = [Edit(property.key_at, text)] if text is not None else []
    values = {"property": property.name, "pid": configuration.pid.addressed, "near": near or "", "known": known}
    return Hit(
        property.key_at,
        property.subject,
        {**values, "value": property.name},
        variant="near" if near else "few" if len(known) < 6 else None,
        edits=edits,
    )


def _renamed(key: Place, old: str, new: str) -> str | None:
    """The key as it is written, with its quotes and its type; None where an escape hides the name."""
    text = key.text
    return text.replace(old, new) if text.count(old) == 1 else None
