"""Comments that hold a credential: `key separator value`, or a text of a provider's shape."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import credential_line, credential_shape
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Comment
    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.configurations:
        for comment in configuration.document.comments:
            yield from _in_comment(configuration, comment)


def _in_comment(configuration: Configuration, comment: Comment) -> Iterator[Hit]:
    source, pid = configuration.document.source, configuration.pid
    text = source.text[comment.span.start : comment.span.end].removesuffix("-->").removesuffix("*/")
    found = False
    for start, end, value, value_end in credential_line.find(text):
        found = True
        key = text[start:end]
        at = Place(source, Span(comment.span.start + start, comment.span.start + end))
        yield Hit(at, f"{pid}#{key}", {"property": key, "pid": pid.name, "fingerprint": text[value:value_end]})
    vendor = None if found else credential_shape.vendor(text)
    if vendor is not None:
        # The comment's mark: its text must not be underlined.
        at = Place(source, Span(comment.span.start, min(comment.span.start + 2, comment.span.end)))
        values = {"vendor": vendor, "pid": pid.name, "fingerprint": text}
        yield Hit(at, f"{pid}#", values, variant=vendor if vendor in credential_shape.SHAPES else "vendor")
