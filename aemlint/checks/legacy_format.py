"""Configurations in formats that another one has superseded."""

from __future__ import annotations

from aemlint.checks.same_pid import by_folder
from aemlint.checks.wrong_pid import wrong
from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, formats: list[str], pids: list[str], singletons: list[str]) -> Iterator[Hit]:
    """`pids` and `singletons` are those of file/wrong-pid: what that or file/twin speaks of needs its name first."""
    silent = {id(configuration) for configuration, _, _ in wrong(project, pids, singletons)}
    silent.update(id(one) for together in by_folder(project) if len(together) > 1 for one in together)
    for configuration in project.configurations:
        document = configuration.document
        if document.format not in formats or not document.configuration or id(configuration) in silent:
            continue
        if configuration.certain and configuration.folder.active(project.target):
            pid = configuration.pid.name if configuration.pid.name != ".content" else configuration.folder_name
            values = {"file": configuration.file_name, "pid": pid}
            yield Hit(configuration.at, str(configuration.pid), values, variant=document.format)
