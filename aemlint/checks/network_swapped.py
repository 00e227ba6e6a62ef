"""Port forwards with their two ports in each other's place."""

from __future__ import annotations

from aemlint.hit import Edit, Hit, Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.network import Forward
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    sources: dict[int, dict[int | None, list[Forward]]] = {}
    for forward in project.forwards:
        if forward.ports == (forward.port_orig, forward.port_dest):
            continue
        if id(forward.part) not in sources:
            by_port = sources[id(forward.part)] = {}
            for one in forward.part.forwards:
                by_port.setdefault(one.ports[0], []).append(one)
        beside = sources[id(forward.part)][forward.port_dest][:2]
        rival = next((one for one in beside if one is not forward), None) or _elsewhere(forward, project)
        orig, dest = forward.at("portOrig"), forward.at("portDest")
        values: dict[str, object] = {"port_orig": forward.port_orig, "port_dest": forward.port_dest}
        values.update(forward.judged("portOrig").words())
        yield Hit(
            orig,
            forward.subject("portOrig"),
            values,
            variant=None if rival is None else "taken",
            marks=[] if rival is None else [Mark(rival.at("portOrig"), "rival")],
            edits=[Edit(orig, dest.text), Edit(dest, orig.text)] if rival is None else [],
        )


def _elsewhere(forward: Forward, project: Project) -> Forward | None:
    """In another file of the same environment, which may have the same forward and no other of that number."""
    for environment in project.environments:
        if forward.port_dest is not None and forward.file in environment.networks:
            other = environment.by_port.get(forward.port_dest)
            if other is not None and other.file is not forward.file and _target(other) != _target(forward):
                return other
    return None


def _target(forward: Forward) -> tuple[str, int | None]:
    return forward.host, forward.ports[1]
