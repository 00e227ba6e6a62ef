"""Comments that hold a secret property with a literal value, and secrets in text that no reader understands."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import secret
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.configurations:
        source = configuration.document.source
        for comment in configuration.document.comments:
            found = secret.in_text(comment.text)
            if found is None and secret.vendor(comment.text) is None:
                continue
            start = source.text.find(comment.text, comment.span.start, comment.span.end) if found else -1
            span = Span(start + found[0], start + found[1]) if found and start >= 0 else _opening(comment.span)
            name = comment.text[found[0] : found[1]] if found else "a credential"
            yield Hit(
                Place(source, span),
                f"{configuration.pid}#{name}",
                {"property": name, "pid": configuration.pid.name, "fingerprint": comment.text},
            )


def _opening(span: Span) -> Span:
    """The comment's mark: its text must not be underlined."""
    return Span(span.start, min(span.start + 2, span.end))
