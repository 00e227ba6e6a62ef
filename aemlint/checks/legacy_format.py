"""Configurations in a format that `.cfg.json` has superseded."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project

NAMES = {"config": "`.config`", "properties": "`.cfg`", "xml": "XML"}


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.configurations:
        format = configuration.document.format
        if format in NAMES and configuration.document.configuration:
            values = {"format": NAMES[format], "pid": configuration.pid.name}
            yield Hit(configuration.at, str(configuration.pid), values)
