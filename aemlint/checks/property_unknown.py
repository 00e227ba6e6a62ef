"""Keys that a PID's schema does not have."""

from __future__ import annotations

from aemlint.hit import Edit, Hit
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project
    from aemlint.source import Place

# What installers and consoles add to any configuration.
ANYWHERE = ("service.", "component.", "felix.", "webconsole.", "org.apache.sling.installer.", "jcr:", "sling:", ".")


def check(project: Project) -> Iterator[Hit]:
    for configuration in project.mail:
        schema = configuration.schema
        if schema is None or not schema.complete:
            continue
        known = [one.name for one in schema.properties.values()]
        first: dict[str, str] = {}
        for key, property in configuration.properties.items():
            if key not in schema.properties and not key.startswith(ANYWHERE):
                yield _hit(configuration, property, known, first)


def _hit(configuration: Configuration, property: Property, known: list[str], first: dict[str, str]) -> Hit:
    """`first` are keys that stand for a property, by its name: a second one would become the same key."""
    from aemlint.model.nearest import meant

    near = meant(property.name, known)
    values = {"property": property.name, "pid": configuration.pid.addressed, "near": near or "", "known": known}
    variants: list[str] = []
    edits: list[Edit] = []
    if near is None:
        variants = ["credential"] if secret.credential_key(property.name) and _is_written(property) else []
        variants += ["few"] if len(known) < 6 else []
    else:
        other = first.setdefault(near, property.name)
        values["other"] = other
        variants = ["secret"] if configuration.is_secret(near) and _is_written(property) else []
        if configuration.get(near) is not None:
            variants.append("taken")
        elif other != property.name:
            variants.append("again")
        elif ":" in property.name:
            value = _retyped(property)
            edits = [Edit(property.key_at, near), Edit(property.at, value)]
            if not property.confidential:
                values["meant"] = f"{near}={value}"
                variants.append("typed")
        else:
            text = _renamed(property.key_at, property.name, near)
            edits = [Edit(property.key_at, text)] if text is not None else []
        variants.append("near")
    return Hit(
        property.key_at,
        property.subject,
        {**values, "value": property.name},
        variant=" ".join(variants) or None,
        edits=edits,
    )


def _is_written(property: Property) -> bool:
    """Whether the value is a secret in clear, if it is one."""
    return property.judged.kind == "literal" and not secret.is_commons_crypto(property.judged.raw or "")


def _renamed(key: Place, old: str, new: str) -> str | None:
    """The key as it is written, with its quotes and its type; None where an escape hides the name."""
    text = key.text
    return text.replace(old, new) if text.count(old) == 1 else None


def _retyped(property: Property) -> str:
    """The value with the type that stands behind the key's colon, as `.config` writes one."""
    written = property.at.text
    if property.configuration.document.format != "config" or property.entry.declared is not None:
        return written
    from aemlint.formats.typed_keys import letter

    return letter(property.name.partition(":")[2], property.entry.value) + written
