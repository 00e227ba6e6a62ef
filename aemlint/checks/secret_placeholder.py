"""Secret properties whose placeholders give the secret away, or read it from where everyone can."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import placeholder, secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, what: str) -> Iterator[Hit]:
    """`what` is default (a literal default) or env (an environment variable instead of a secret)."""
    for configuration in project.configurations:
        for property in configuration.written(shadowed=True):
            text = property.judged.raw
            if not property.secret or text is None or placeholder.START not in text:
                continue
            found = placeholder.nested(text)
            if what == "default":
                hit = any(_literal(one.default) for one in found)
            else:
                hit = any(one.type == "env" for one in found)
            if hit:
                first = next((one for one in found if one.type == "env"), found[0])
                values = {"property": property.name, "pid": configuration.pid.name, "variable": first.name}
                yield Hit(property.key_at, property.subject, {**values, "fingerprint": text})


def _literal(default: str | None) -> bool:
    if default is None:
        return False
    return any(secret.kind(piece) == "literal" or secret.kind(piece) == "filler" for piece in placeholder.literals(default))
