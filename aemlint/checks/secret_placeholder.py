"""Secret properties whose placeholders give the secret away, or read it from where everyone can."""

from __future__ import annotations

from aemlint.checks.secret_value import decrypts
from aemlint.hit import Edit, Hit
from aemlint.model import placeholder, secret
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.placeholder import Placeholder
    from aemlint.model.project import Project

FLAGS = ("true", "false")


def check(project: Project, *, what: str) -> Iterator[Hit]:
    """`what` is default (one that is no reference, or text in its place) or env (a variable instead of a secret)."""
    for configuration in project.telling:
        for property in configuration.secrets:
            text = property.judged.raw
            if text is None or placeholder.START not in text:
                continue
            if what == "default" and secret.near_miss(text) is not None:  # secret/literal says that
                continue
            everything = placeholder.nested(text)
            found = [one for one in everything if (_gives_away(one) if what == "default" else one.type == "env")]
            if found:
                variants = (
                    "decrypted" if decrypts(property.configuration) else "",
                    "text" if what == "default" and not any(map(_has_default, found)) else "",
                )
                yield Hit(
                    property.key_at,
                    property.subject,
                    {
                        "property": property.name,
                        "pid": configuration.pid.name,
                        "variable": secret.told(found[0]),
                        "fingerprint": text,
                    },
                    variant=" ".join(filter(None, variants)) or None,
                    edits=_edits(property, what, len(everything), len(found)),
                )


def _gives_away(one: Placeholder) -> bool:
    return _has_default(one) or any(
        secret.kind(piece) in secret.WRITTEN and not secret.has_token(piece)
        for text in _beside(one)
        for piece in placeholder.literals(text)
    )


def _has_default(one: Placeholder) -> bool:
    """By words of its own default; a placeholder in the default is judged by itself."""
    if not one.default:
        return False
    words = "".join(part for part in placeholder.parts(one.default) if isinstance(part, str))
    return secret.kind(words) in secret.WRITTEN


def _beside(one: Placeholder) -> Iterator[str]:
    """What can be neither a name nor a directive: `$[secret:A:x]`, `$[secret:A;defualt=x]`, `$[secret:A;default:x]`."""
    if not placeholder.may_be_name(one):
        yield one.name
    for name, words in one.directives.items():
        if placeholder.is_strange(name) and not name.isalpha():
            yield name
        if name not in placeholder.DIRECTIVES and placeholder.stands_for(name) in ("default", None):
            yield "" if words in FLAGS else words


def _edits(property: Property, what: str, placeholders: int, found: int) -> list[Edit]:
    """On the text as it is written, and never with a part of the secret in them: reports show edits."""
    if not property.in_force:
        return []
    if what == "env":
        return _secret_for_env(property.at, found)
    return _without_default(property.at) if placeholders == 1 else []


def _secret_for_env(at: Place, count: int) -> list[Edit]:
    """Every `$[env:`; nothing where escapes hide one of them."""
    starts, start = [], at.text.find("$[env:")
    while start >= 0:
        starts.append(at.span.start + start + 2)
        start = at.text.find("$[env:", start + 1)
    if len(starts) != count:
        return []
    return [Edit(Place(at.source, Span(start, start + 3)), "secret") for start in starts]


def _without_default(at: Place) -> list[Edit]:
    """The last directive, `;default=…`, up to the bracket; nothing where that is not plainly it."""
    text = at.text
    start, end = text.find(";default"), text.find("]")
    if start < 0 or text.count(";default") != 1 or text.count("]") != 1 or ";" in text[start + 1 : end]:
        return []
    return [Edit(Place(at.source, Span(at.span.start + start, at.span.start + end)), "")]
