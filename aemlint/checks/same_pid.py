"""The same PID in two files of which one loses: in one folder, or in folders for the same run modes."""

from __future__ import annotations

from aemlint.checks.folder_flaw import is_meant
from aemlint.hit import Hit, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project


def check(project: Project, *, within: str) -> Iterator[Hit]:
    """`within`: folder, or run-modes; then of the files of one folder only the one that wins there counts."""
    folders = by_folder(project)
    if within == "folder":
        for together in folders:
            if len(together) > 1:
                winner, *losers = sorted(together, key=_path)
                yield from (_hit(loser, winner) for loser in losers)
        return
    groups: dict[Hashable, list[Configuration]] = {}
    for together in folders:
        first = min(together, key=_path)
        # folder/catch-all speaks of the folder; once it is renamed there are no two.
        if first.folder.kind == "catch-all" and is_meant(first, first.folder.kind):
            continue
        groups.setdefault(_run_modes(first, project.target), []).append(first)
    for together in groups.values():
        if len(together) > 1:
            yield from _losers(sorted(together, key=_path))


def by_folder(project: Project) -> Collection[list[Configuration]]:
    """Those of one PID in one folder, each perhaps alone there; what has a PID for itself is left out."""
    names: dict[str, int] = {}
    for configuration in project.configurations:
        names[configuration.pid.name] = names.get(configuration.pid.name, 0) + 1
    folders: dict[Hashable, list[Configuration]] = {}
    for configuration in project.configurations:
        if names[configuration.pid.name] > 1 and _counts(configuration, project.target):
            folders.setdefault((_parent(configuration), configuration.pid.name), []).append(configuration)
    return folders.values()


# The cloud's build takes the scripts out of every one of these before it looks for two of a name: all of them count.
REPOINIT = "org.apache.sling.jcr.repoinit.RepositoryInitializer"


def _counts(configuration: Configuration, target: str) -> bool:
    """`.content` is nobody's PID, and a singleton with an instance addresses nothing: file/wrong-pid says both."""
    if not configuration.document.configuration or not configuration.folder.active(target):
        return False
    if target == "cloud" and configuration.pid.addressed == REPOINIT:
        return False
    return configuration.certain and configuration.addresses and configuration.pid.name != ".content"


def _path(configuration: Configuration) -> tuple[str, str]:
    return configuration.package_path, configuration.path


def _parent(configuration: Configuration) -> str:
    parent = configuration.path.rpartition("/")[0]
    return parent.rpartition("/")[0] if configuration.path.endswith("/.content.xml") else parent


def _run_modes(configuration: Configuration, target: str) -> Hashable:
    """On 6.5 the order of run modes is nothing, and /apps is stronger than /libs."""
    folder = configuration.folder
    if target == "cloud":
        return configuration.pid.name, folder.run_modes
    alternatives = frozenset(frozenset(alternative.split(".")) for alternative in folder.spec.split(","))
    return configuration.pid.name, alternatives, folder.package_folder.split("/")[1]


def _losers(several: list[Configuration]) -> Iterator[Hit]:
    """Of those that are deployed together; samples side by side in one repository are not."""
    winners: dict[str, Configuration] = {}
    for configuration in several:
        winner = _above(configuration.folder.reactor, winners)
        if winner is None:
            winners[configuration.folder.reactor] = configuration
        else:
            yield _hit(configuration, winner)


def _above(reactor: str, winners: dict[str, Configuration]) -> Configuration | None:
    while True:
        if reactor in winners:
            return winners[reactor]
        if not reactor:
            return None
        reactor = reactor.rpartition("/")[0]


def _hit(loser: Configuration, winner: Configuration) -> Hit:
    pid = loser.pid.name
    values: dict[str, object] = {"pid": pid, "folder": loser.folder.name, "winner": winner.file_name}
    values["other_folder"] = winner.path.rpartition("/")[0]
    variant = "packages" if loser.package_path == winner.package_path else None
    return Hit(loser.at, pid, values, variant=variant, marks=[Mark(winner.at, "winner")])
