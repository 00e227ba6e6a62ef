"""Secret properties whose whole value is of a kind: the secret itself, a filler, another tool's reference."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project

SIMPLE_MAIL = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"


def check(project: Project, *, kinds: list[str], oauth: bool | None = None) -> Iterator[Hit]:
    """`oauth`: only where oauth.flow is on (True), or never where it makes the password harmless (False)."""
    for configuration in project.configurations:
        if configuration.schema is None:
            continue
        flow = _oauth(configuration, project)
        for property in configuration.written(shadowed=True):
            if not property.secret:
                continue
            harmless = flow and property.name.lower() == "smtp.password"
            if oauth is not None and oauth is not harmless:
                continue
            if _kind(property) in kinds:
                yield Hit(property.key_at, property.subject, _values(property))


def _oauth(configuration: Configuration, project: Project) -> bool:
    flow = configuration.get("oauth.flow") or project.inherited(configuration, "oauth.flow")
    return flow is not None and flow.judged.true is True


def _kind(property: Property) -> str:
    text = property.judged.raw
    if text is None:
        return "literal"  # a list of passwords, say
    kind = secret.kind(text)
    # SimpleMailService decrypts whatever it gets: Commons Crypto text is how it must be.
    if kind == "literal" and property.configuration.pid.addressed == SIMPLE_MAIL and secret.is_commons_crypto(text):
        return "commons-crypto"
    return kind


def _values(property: Property) -> dict[str, object]:
    text = property.judged.raw or ""
    vendor = secret.vendor(text)
    return {
        "property": property.name,
        "pid": property.configuration.pid.name,
        "looks": f", and looks like a credential of {vendor}" if vendor else "",
        "fingerprint": text,
    }
