"""Values of any property that have the shape of a provider's credential."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import credential_shape, placeholder, shapes
from aemlint.model.value import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.project import Project

SHORTEST = 12


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.telling:
        if not credential_shape.may_have(configuration.document.source.text):
            continue
        for property in configuration.written(shadowed=True):
            # Of a secret's own property secret/literal and its neighbours say it, but not of a placeholder's name.
            look = _in_name if property.secret else _vendor
            for text in strings(property.entry.value) or ():
                vendor = look(text) if len(text) >= SHORTEST else None
                if vendor is not None and not _is_key_id(property):
                    yield Hit(
                        property.key_at,
                        property.subject,
                        {
                            "property": property.name,
                            "pid": configuration.pid.name,
                            "vendor": vendor,
                            "fingerprint": text,
                        },
                        variant=vendor if vendor in credential_shape.SHAPES else None,
                    )
                    break


def _vendor(text: str) -> str | None:
    if placeholder.START not in text:
        return credential_shape.vendor(text)
    return next(filter(None, map(credential_shape.vendor, placeholder.literals(text))), None) or _in_name(text)


def _in_name(text: str) -> str | None:
    """`$[secret:SG.…]`: the key itself where its name is due. What a variable can be called may be just that."""
    names = (one.name for one in placeholder.nested(text) if not shapes.variable_name(one.name))
    return next(filter(None, map(credential_shape.vendor, names)), None)


def _is_key_id(property: Property) -> bool:
    """secret/access-key says that."""
    return property.name.lower() == "smtp.user" and property.judged.has_shape("access-key")
