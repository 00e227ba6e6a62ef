"""What an OAuth provider is asked for: scopes that are missing, do not go together, or are no list."""

from __future__ import annotations

from aemlint import formats
from aemlint.formats.tree import Array, Scalar
from aemlint.hit import Edit, Hit, Mark
from aemlint.model.value import Judged
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.project import Project

    Scope = tuple[str, Place]

URLS = ("tokenUrl", "authUrl", "refreshUrl")
MICROSOFT = ("login.microsoftonline.", "login.microsoft.com", "login.windows.net", "login.partner.microsoftonline.")
MICROSOFT_SCOPES = ("https://outlook.office", "https://graph.microsoft.")
GOOGLE = ("accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com")
GOOGLE_SCOPES = ("https://mail.google.com", "https://www.googleapis.com/")
GOOGLE_MAIL = "https://mail.google.com/"
SEND = ("smtp.send", "smtp.sendasapp", ".default")
# What no scope has: such a text was a list once, or several in quotes.
STRANGE = frozenset("[]{}\"'")


def check(project: Project, *, pid: str, property: str, what: str) -> Iterator[Hit]:
    """`what` is missing, mixed, superseded, app-only or text."""
    for configuration in project.of(pid):
        written = configuration.get(property)
        if written is None or written.judged.template or written.judged.near or written.judged.blank:
            continue
        if what == "text":
            yield from _text(written)
            continue
        everything = list(_scopes(written))
        scopes = [scope for scope in everything if scope is not None]
        if what == "missing" and None not in everything:
            yield from _missing(project, written, scopes)
        elif what == "mixed":
            yield from _mixed(written, scopes)
        elif what == "superseded":
            yield from _first(written, scopes, lambda one: one.startswith("https://outlook.office365.com/"))
        elif what == "app-only":
            yield from _first(written, scopes, lambda one: one.rsplit("/", 1)[-1] == "smtp.sendasapp")


def _scopes(property: Property) -> Iterator[Scope | None]:
    """With their places, also of several in one text; None for what cannot be known."""
    node = property.entry.value
    for item in node.items if isinstance(node, Array) else [node]:
        judged = Judged(item)
        if judged.text is None:
            yield None
            continue
        assert isinstance(item, Scalar)
        # In XML all items stand in one attribute, and have its span.
        shared = item is not node and item.span == node.span
        at = property.part_at(item, 0, len(str(item.value))) if shared else None
        for word in _words(judged.text):
            yield word, at or Place(property.configuration.document.source, item.span)


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _missing(project: Project, property: Property, scopes: list[Scope]) -> Iterator[Hit]:
    known = [scope.lower() for scope, _ in scopes]
    provider = _provider(project, property.configuration, known)
    missing = []
    if provider == "microsoft":
        if not any(scope.rsplit("/", 1)[-1] in SEND for scope in known):
            missing.append("`https://outlook.office.com/SMTP.Send`")
        if "offline_access" not in known:
            missing.append("`offline_access`")
    elif provider == "google" and GOOGLE_MAIL not in known:
        missing.append(f"`{GOOGLE_MAIL}`")
    if missing:
        values = {"property": property.name, "missing": missing, "value": " ".join(known)}
        yield Hit(property.at, property.subject, values, variant=provider)


def _provider(project: Project, configuration: Configuration, scopes: list[str]) -> str | None:
    """By the addresses, else by what is asked for."""
    for name in URLS:
        url = configuration.get(name) or project.inherited(configuration, name)
        raw = (url.judged.raw or "").lower() if url is not None else ""
        for provider, hosts in (("microsoft", MICROSOFT), ("google", GOOGLE)):
            if any(host in raw for host in hosts):
                return provider
    if any(scope.startswith(MICROSOFT_SCOPES) for scope in scopes):
        return "microsoft"
    return "google" if any(scope.startswith(GOOGLE_SCOPES) for scope in scopes) else None


def _mixed(property: Property, scopes: list[Scope]) -> Iterator[Hit]:
    graph = [scope for scope in scopes if scope[0].lower().startswith("https://graph.microsoft.")]
    outlook = [scope for scope in scopes if scope[0].lower().startswith("https://outlook.office")]
    if graph and outlook:
        values = {"property": property.name, "scope": graph[0][0], "other": outlook[0][0], "value": graph[0][0]}
        marks = [Mark(outlook[0][1], "outlook", values)] if outlook[0][1] != graph[0][1] else []
        yield Hit(graph[0][1], property.subject, values, marks=marks)


def _first(property: Property, scopes: list[Scope], wanted: Callable[[str], bool]) -> Iterator[Hit]:
    """One hit for all that are so: one consent renews them all."""
    found = [scope for scope in scopes if wanted(scope[0].lower())]
    if found:
        values = {"property": property.name, "scope": found[0][0], "value": found[0][0]}
        yield Hit(found[0][1], property.subject, values)


def _text(property: Property) -> Iterator[Hit]:
    """One text, where a list is due; a variable that becomes a list is one."""
    judged = property.judged
    if judged.type == "array" or judged.text is None:
        return
    if judged.whole is not None and judged.whole.directives.get("type", "").endswith("[]"):
        return
    document = property.configuration.document
    plain = judged.type == "string" and not judged.placeholders and STRANGE.isdisjoint(judged.text)
    text = formats.written_list(document, property.entry, _words(judged.text)) if plain else None
    yield Hit(
        property.at,
        property.subject,
        {
            "property": property.name,
            "value": judged.raw,
            "variable": judged.placeholders[0].name if judged.placeholders else "",
        },
        variant="fallback" if judged.fallback else "cfg" if document.format == "properties" else None,
        edits=[] if text is None else [Edit(property.at, text)],
    )
