"""The same PID in one folder in several formats."""

from __future__ import annotations

from aemlint.hit import Hit, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    together: dict[tuple[str, str], list[Configuration]] = {}
    for configuration in project.configurations:
        if configuration.document.configuration:
            folder = configuration.path.rpartition("/")[0]
            together.setdefault((folder, configuration.pid.name), []).append(configuration)
    for (_, pid), several in together.items():
        winner, *losers = sorted(several, key=lambda configuration: configuration.path)
        for loser in losers:
            name = winner.path.rsplit("/", 1)[-1]
            mark = Mark(winner.at, "winner", {"winner": name})
            yield Hit(loser.at, pid, {"pid": pid, "winner": name}, marks=[mark])
