"""What the real reader stumbles over in a configuration."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

# Of several mistakes of one kind in one file the first ones tell; the rest mostly follow from them.
MOST = 10


def check(project: Project, *, kind: str) -> Iterator[Hit]:
    for configuration in project.configurations:
        if not configuration.document.configuration:
            continue
        document = configuration.document
        names = {entry.key.start: entry.name for entry in (*document.entries, *document.shadowed)}
        for problem in [problem for problem in document.problems if problem.kind == kind][:MOST]:
            name = names.get(problem.span.start, "")
            yield Hit(
                Place(document.source, problem.span),
                f"{configuration.pid}#{name}" if name else str(configuration.pid),
                {"reason": problem.reason, "pid": configuration.pid.name, "property": name, "format": document.format},
                variant=_consequence(configuration),
            )


def _consequence(configuration: Configuration) -> str | None:
    """What becomes of the file: refused (None), kept as an ordinary resource, or read without what was lost."""
    if not configuration.document.refused:
        return "lost"
    return "resource" if configuration.document.format == "xml" else None
