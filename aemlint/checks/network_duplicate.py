"""One source port twice in an environment."""

from __future__ import annotations

from aemlint.hit import Hit, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for network in project.networks:
        if not network.broken:
            for part in network.parts:
                yield from _twice(part.forwards)
    for files in _of_one_environment(project):
        yield from _elsewhere(files)


def _twice(forwards: Iterable[Forward]) -> Iterator[Hit]:
    first: dict[int, Forward] = {}
    for forward in forwards:
        port = forward.port_orig
        if port is None:
            continue
        if port in first:
            yield _hit(forward, first[port], None)
        first.setdefault(port, forward)


def _elsewhere(files: list[NetworkFile]) -> Iterator[Hit]:
    """Several files may repeat each other; they may not contradict each other."""
    first: dict[int, Forward] = {}
    for file in files:
        for forward in file.forwards:
            before = first.setdefault(forward.port_orig or 0, forward)
            if before.file is not file and (before.host, before.port_dest) != (forward.host, forward.port_dest):
                yield _hit(forward, before, "files")


def _of_one_environment(project: Project) -> list[list[NetworkFile]]:
    """Files that belong to the same environments, where they say to which: others are samples, or one for each kind."""
    groups: dict[tuple[str, ...], list[NetworkFile]] = {}
    for network in project.networks:
        names = tuple(network.environments)
        if len(network.parts) == 1 and names and (len(names) < len(project.environments) or len(names) == 1):
            groups.setdefault(names, []).append(network)
    return [files for files in groups.values() if len(files) > 1]


def _hit(forward: Forward, first: Forward, variant: str | None) -> Hit:
    mark = Mark(first.at("portOrig"), "first", {"destination": first.destination})
    values = {"port": forward.port_orig, "value": forward.port_orig, "environments": forward.file.environments}
    names = forward.file.environments if variant else ()
    return Hit(
        forward.at("portOrig"), forward.subject("portOrig"), values, variant=variant, marks=[mark], environments=names
    )
