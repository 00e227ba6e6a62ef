"""Files of interest that cannot be read, or hold bytes that are no text."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.source import Place, Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for unread in project.unread:
        yield Hit(Place(Source(unread.path, ""), Span(0, 0)), unread.path, {"reason": unread.reason})
    documents = [configuration.document for configuration in project.configurations]
    documents += [file.document for file in (*project.networks, *project.variables)]
    for document in [*documents, *project.broken_documents]:
        for problem in document.problems:
            if problem.kind == "unreadable":
                yield Hit(Place(document.source, problem.span), document.source.path, {"reason": problem.reason})
