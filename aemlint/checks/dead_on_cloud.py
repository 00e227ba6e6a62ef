"""Configurations, and properties, that have no effect on AEM as a Cloud Service, as their schemas say."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    """One hit for each file: at its start, or at the first of its properties that are dead."""
    for configuration in project.mail:
        schema = configuration.schema
        assert schema is not None
        values = {"pid": schema.pid}
        if schema.cloud == "dead":
            yield Hit(configuration.at, str(configuration.pid), values, variant=schema.because)
            continue
        for property in configuration.written():
            known = schema.properties.get(property.name.lower())
            if known is not None and known.cloud == "dead" and not property.judged.blank:
                values["property"] = property.name
                yield Hit(property.key_at, property.subject, values, variant=known.because)
                break
