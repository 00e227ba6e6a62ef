"""Files of interest that cannot be read, or hold bytes that are no text."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.source import Place, Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Document, Problem
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for unread in project.unread:
        values = {"path": unread.path, "reason": unread.reason}
        variant = None if unread.error is None else "failed"
        yield Hit(Place(Source(unread.path, ""), Span(0, 0)), unread.path, values, variant=variant)
    for document, problem in undecoded(project):
        path = document.source.path
        values = {"path": path, "reason": problem.reason}
        yield Hit(Place(document.source, problem.span), path, values, variant="bytes")


def undecoded(project: Project) -> Iterator[tuple[Document, Problem]]:
    """Bytes that are no text."""
    for document in _documents(project):
        for problem in document.problems:
            if problem.kind == "unreadable":
                yield document, problem


def _documents(project: Project) -> Iterator[Document]:
    for configuration in project.configurations:
        document = configuration.document
        if document.problems and configuration.folder.kind != "sample" and configuration.certain:
            yield document
    yield from (network.document for network in project.networks)
    yield from (file.document for file in project.variables)
