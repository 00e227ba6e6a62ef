"""Keys written with underscores where the service reads dots."""

from __future__ import annotations

from aemlint.hit import Edit, Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, pid: str) -> Iterator[Hit]:
    for configuration in project.of(pid):
        for property in configuration.properties.values():
            known = configuration.known(property.name.replace("_", ".")) if "_" in property.name else None
            if known is None:
                continue
            key = property.key_at
            # A key that is there already must not be there twice; one with escapes is not touched.
            there = configuration.get(known.name) is not None
            free = not there and key.text.count(property.name) == 1
            yield Hit(
                key,
                property.subject,
                {"property": property.name, "meant": known.name, "value": property.name},
                variant="there" if there else None,
                edits=[Edit(key, key.text.replace(property.name, known.name))] if free else [],
            )
