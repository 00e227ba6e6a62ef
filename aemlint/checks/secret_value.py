"""Secret properties whose whole value is of a kind: the secret itself, a filler, another tool's reference."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import credential_line, credential_shape, secret
from aemlint.model.effective import consulted
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project

SIMPLE_MAIL = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"
PASSWORD, FLOW = "smtp.password", "oauth.flow"


def check(project: Project, *, kinds: list[str], oauth: bool | None = None) -> Iterator[Hit]:
    """`kinds` are of secret.KINDS; `oauth`: only passwords that OAuth makes idle (True), or never those (False)."""
    for configuration in project.telling:
        for property in configuration.secrets:
            if _kind(property) in kinds and oauth in (None, _idle(property, project)):
                yield _hit(property, project)
    if "literal" in kinds and oauth is not True:
        for configuration in (*project.telling, *project.strays):
            if configuration.broken:
                yield from _unread(configuration)


def _kind(property: Property) -> str:
    kind = property.judged.kind
    if not decrypts(property.configuration):
        return kind
    if kind == "crypto":  # sling-mail/not-encrypted says that
        return "blank"
    # Commons Crypto text is how it must be.
    return "commons-crypto" if kind == "literal" and secret.is_commons_crypto(property.judged.raw or "") else kind


def decrypts(configuration: Configuration) -> bool:
    """SimpleMailService has Sling Commons Crypto decrypt whatever it gets."""
    return configuration.pid.addressed == SIMPLE_MAIL


def _idle(property: Property, project: Project) -> bool:
    """Whether OAuth is on wherever the password is in force, so that nothing reads it."""
    if property.name.lower() != PASSWORD:
        return False
    views = [view for view in project.views(property.configuration) if view.get(PASSWORD) is property]
    flows = [view.get(FLOW) for view in views] or [property.configuration.get(FLOW)]
    return all(flow is not None and flow.judged.true is True for flow in flows)


def _hit(property: Property, project: Project) -> Hit:
    text = property.judged.raw or ""
    vendor = credential_shape.vendor(text)
    variants = (
        "vendor" if vendor is not None and vendor not in credential_shape.SHAPES else "",
        "decrypted" if decrypts(property.configuration) else "",
    )
    return Hit(
        property.key_at,
        property.subject,
        {"property": property.name, "pid": property.configuration.pid.name, "vendor": vendor, "fingerprint": text},
        variant=" ".join(filter(None, variants)) or None,
        consulted=consulted(project.views(property.configuration)) if property.name.lower() == PASSWORD else (),
    )


def _unread(configuration: Configuration) -> Iterator[Hit]:
    """`key separator value` in what no reader made anything of."""
    source = configuration.document.source
    document = configuration.document
    read = {entry.key.start for entry in (*document.entries, *document.shadowed)}
    taken = [comment.span for comment in document.comments]
    for start, end, value, value_end in credential_line.find(source.text):
        key = source.text[start:end]
        # A key is read with its quotes, an attribute without; either way it starts here.
        if start in read or start - 1 in read or not configuration.is_secret(key):
            continue
        text = source.text[value:value_end]
        decrypted = decrypts(configuration)
        if not (decrypted and secret.is_commons_crypto(text)) and not any(Span(start, end) in span for span in taken):
            values = {"property": key, "pid": configuration.pid.name, "fingerprint": text}
            yield Hit(
                Place(source, Span(start, end)),
                f"{configuration.pid}#{key}",
                values,
                variant="decrypted" if decrypted else None,
            )
