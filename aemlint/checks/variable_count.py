"""Environments with more variables than Cloud Manager holds."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, most: int) -> Iterator[Hit]:
    """One hit for environments with the same files."""
    too_many: dict[tuple[str, ...], tuple[int, list[str]]] = {}
    for environment in project.environments:
        variables = [variable for file in environment.variables for variable in file.variables if variable.set]
        count = len({(variable.name, variable.service) for variable in variables})
        if count > most:
            paths = tuple(file.path for file in environment.variables)
            too_many.setdefault(paths, (count, []))[1].append(environment.name)
    files = {file.path: file for file in project.variables}
    for paths, (count, names) in too_many.items():
        values = {"count": count, "most": most, "value": count}
        variant = None if len(names) == 1 else "all" if len(names) == len(project.environments) else "several"
        yield Hit(files[paths[-1]].at, paths[-1], values, variant=variant, environments=names, consulted=paths)
