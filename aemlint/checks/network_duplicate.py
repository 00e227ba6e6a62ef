"""One source port twice in an environment."""

from __future__ import annotations

from aemlint.hit import Hit, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Table
    from aemlint.model.network import Forward
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for network in project.networks:
        # Each part of a list is another environment's.
        for table in network.tables:
            seen: dict[int, Forward] = {}
            for forward in _of(network.forwards, table):
                port = forward.port_orig
                if port is None:
                    continue
                if port in seen:
                    mark = Mark(seen[port].at("portOrig"), "first", {"host": seen[port].host})
                    values = {"port": port, "value": port}
                    yield Hit(forward.at("portOrig"), forward.subject("portOrig"), values, marks=[mark])
                seen.setdefault(port, forward)


def _of(forwards: list[Forward], table: Table) -> list[Forward]:
    return [forward for forward in forwards if forward.table.span in table.span]
