"""Configurations in formats that another one has superseded."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, formats: list[str]) -> Iterator[Hit]:
    for configuration in project.configurations:
        document = configuration.document
        if document.format not in formats or not document.configuration:
            continue
        if configuration.certain and configuration.folder.active(project.target):
            values = {"file": configuration.file_name, "pid": configuration.pid.name}
            yield Hit(configuration.at, str(configuration.pid), values, variant=document.format)
