"""Configurations: what one file sets for one PID in some run modes."""

from __future__ import annotations

from sys import intern

from aemlint.model import credential_shape, secret, shapes
from aemlint.model.pid import looks_like_pid
from aemlint.model.value import Judged, strings
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Document, Entry, Scalar
    from aemlint.model.pid import Pid
    from aemlint.model.run_modes import Folder
    from aemlint.schema import PidSchema, PropertySchema

MAIL_PASSWORD = "smtp.password"  # noqa: S105
PROVIDER, PROVIDER_SECRETS = "oauthconfigurationprovider", ("clientsecret", "refreshtoken", "accesstoken")


class Property:
    """What a configuration sets. `in_force` is False for what is written and has no effect (Document.shadowed)."""

    __slots__ = ("_confidential", "_judged", "configuration", "entry", "in_force", "secret")

    def __init__(self, configuration: Configuration, entry: Entry, *, in_force: bool = True) -> None:
        self.configuration = configuration
        self.entry = entry
        self.in_force = in_force
        self.secret = configuration.is_secret(entry.name)
        self._judged: Judged | None = None
        self._confidential: bool | None = None

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def judged(self) -> Judged:
        if self._judged is None:
            known = self.configuration.known(self.name)
            self._judged = Judged(self.entry.value, known.shipped if known is not None else ())
        return self._judged

    @property
    def at(self) -> Place:
        return Place(self.configuration.document.source, self.entry.value.span)

    @property
    def key_at(self) -> Place:
        return Place(self.configuration.document.source, self.entry.key)

    def part_at(self, node: Scalar, start: int, end: int) -> Place:
        """Of a part of a text, where the file has the text as it is; else, as with escapes, of all that is written."""
        source = self.configuration.document.source
        text = str(node.value)
        at = source.text.find(text, node.span.start, node.span.end)
        return Place(source, node.span if at < 0 else Span(at + start, at + end))

    @property
    def subject(self) -> str:
        return f"{self.configuration.pid}#{self.name}"

    @property
    def confidential(self) -> bool:
        """Whether the value is a secret, or may be one: nothing shows it. A bare reference gives nothing away."""
        if self._confidential is None:
            self._confidential = self._may_be_secret()
        return self._confidential

    def _may_be_secret(self) -> bool:
        named = self.secret or secret.credential_key(self.name) or self.configuration.nearly_secret(self.name)
        texts = strings(self.entry.value)
        if texts is None:  # a number, true or false
            return named
        return any((named and secret.discloses(text)) or _tells(text) for text in texts)

    @property
    def hidden(self) -> bool:
        """More than what is confidential: every key that sounds like a secret's, but those that the schema knows."""
        if self.confidential:
            return True
        name = self.name.lower()
        if not any(stem in name for stem in secret.SOUNDS) or self.configuration.known(name) is not None:
            return False
        return any(map(secret.discloses, strings(self.entry.value) or ()))

    def __repr__(self) -> str:
        return f"Property({self.subject})"


def _tells(text: str) -> bool:
    return credential_shape.find(text) is not None or shapes.access_key(text)


def breaks(document: Document) -> bool:
    """Whether the real reader refuses a file, or loses a part of it."""
    return document.refused or any(problem.kind != "duplicate-key" for problem in document.problems)


def is_for_provider(pid: Pid) -> bool:
    """Whether it is the OAuth provider's or nearly so, as without the package of its class."""
    return PROVIDER in pid.addressed.lower()


class Configuration:
    """One file. `broken`: the real reader refuses it or loses a part, so only what is written can be judged.

    `schema` is None for a PID that has nothing to do with mail.
    """

    __slots__ = ("_misspelt", "_properties", "_secrets", "broken", "document", "folder", "path", "pid", "schema")

    def __init__(
        self, path: str, pid: Pid, folder: Folder, document: Document, schema: PidSchema | None = None
    ) -> None:
        self.path = path
        self.pid = pid
        self.folder = folder
        self.document = document
        self.schema = schema
        self.broken = breaks(document)
        self._properties: dict[str, Property] | None = None
        self._secrets: list[Property] | None = None
        self._misspelt: set[str | None] | None = None

    def rest(self) -> None:
        """Lets go of what was made of the document, and made anew for whoever asks again."""
        self._properties = self._secrets = self._misspelt = None
        self.document.rest()

    @property
    def properties(self) -> dict[str, Property]:
        """By name in lower case: AEM compares names so."""
        if self._properties is None:
            self._properties = {intern(entry.name.lower()): Property(self, entry) for entry in self.document.entries}
        return self._properties

    def get(self, name: str) -> Property | None:
        name = name.lower()
        return self.properties.get(name) if self._writes(name) else None

    def of(self, entry: Entry) -> Property:
        """What an entry of the document sets; of what is not for mail few are wanted, so not all are made."""
        if self._properties is None and self.schema is None:
            return Property(self, entry)
        return self.properties[entry.name.lower()]

    def _writes(self, name: str) -> bool:
        """Whether a property may be here; of what is not for mail few are asked for, so they are not made in vain."""
        if self._properties is not None or self.schema is not None:
            return True
        text = self.document.source.text
        # Without escapes the text tells, and there may be no tree yet.
        if not ("\\" in text or "&" in text or "_x" in text or name in text.lower()):
            return False
        return any(entry.name.lower() == name for entry in (*self.document.entries, *self.document.shadowed))

    def written(self, *, shadowed: bool = False) -> Iterator[Property]:
        """In the order of the text; with what has no effect, if wanted: a secret in Git is a secret in Git."""
        if not shadowed or not self.document.shadowed:
            yield from self.properties.values()
            return
        kept = set(map(id, self.document.entries))
        everything = [*self.document.entries, *self.document.shadowed]
        for entry in sorted(everything, key=lambda entry: entry.key.start):
            in_force = id(entry) in kept
            yield self.properties[entry.name.lower()] if in_force else Property(self, entry, in_force=False)

    @property
    def certain(self) -> bool:
        """Whether it is meant as a configuration, and does not merely stand in a folder whose name begins so."""
        if self.schema is not None:
            return True
        if self.document.format == "xml":
            return self.document.configuration and "OsgiConfig" in self.document.source.text
        return (self.document.format == "cfg.json" and self.in_repository) or looks_like_pid(self.pid.name)

    @property
    def in_repository(self) -> bool:
        return "/jcr_root/" in f"/{self.folder.path}/"

    @property
    def addresses(self) -> bool:
        """Whether its PID can name a component: a singleton has no instances (file/wrong-pid)."""
        return self.pid.factory is None or self.schema is None or self.schema.factory

    @property
    def secrets(self) -> list[Property]:
        """Everything that is written for a secret property, in the order of the text."""
        if self._secrets is None:
            may_be = self._writes(MAIL_PASSWORD) or is_for_provider(self.pid)
            self._secrets = [one for one in self.written(shadowed=True) if one.secret] if may_be else []
        return self._secrets

    def is_secret(self, name: str) -> bool:
        """By the schema; the mail server's password under every PID, a misspelt one or one of the project's own."""
        if self.schema is None:
            name = name.lower()
            return name == MAIL_PASSWORD or (name in PROVIDER_SECRETS and is_for_provider(self.pid))
        known = self.known(name)
        return known is not None and known.secret

    def known(self, name: str) -> PropertySchema | None:
        """What the PID's schema says of a property."""
        return self.schema.properties.get(name.lower()) if self.schema is not None else None

    def nearly_secret(self, name: str) -> bool:
        """Whether a key that the PID does not have is one step from a secret's."""
        if self.schema is None or name.lower() in self.schema.properties:
            return False
        from aemlint.model.nearest import meant

        secrets = [known.name for known in self.schema.properties.values() if known.secret]
        return meant(name, secrets) is not None

    def misspells(self, name: str) -> bool:
        """Whether a key that the PID does not have stands for this property."""
        if self._misspelt is None:
            self._misspelt = self._meant()
        return name in self._misspelt

    def _meant(self) -> set[str | None]:
        """The properties that keys stand for which the PID does not have."""
        if self.schema is None:
            return set()
        unknown = [property.name for key, property in self.properties.items() if key not in self.schema.properties]
        if not unknown:
            return set()
        from aemlint.model.nearest import meant

        known = [property.name for property in self.schema.properties.values()]
        return {meant(one, known) for one in unknown}

    @property
    def first_at(self) -> Place:
        """The first key, where something absent would have its place; of an empty file its start."""
        return next((property.key_at for property in self.written()), self.at)

    @property
    def at(self) -> Place:
        """The file as a whole: an empty span at its start."""
        return Place(self.document.source, Span(0, 0))

    @property
    def package_path(self) -> str:
        """From /apps on, as the repository has it."""
        return f"{self.folder.package_folder}/{self.file_name}"

    @property
    def file_name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder_name(self) -> str:
        return self.path.rsplit("/", 2)[-2] if "/" in self.path else self.folder.name

    def written_as(self, value: str | bool | int, property: Property) -> str | None:
        """How a value is written here in place of a property's; None where that cannot be said."""
        from aemlint import formats

        return formats.written(self.document, property.entry, value)

    def typed(self, property: Property, type: str) -> str | None:
        """How the same value is written here in another type."""
        from aemlint import formats

        judged = property.judged
        value = judged.true if type == "Boolean" else judged.integer if type == "Integer" else judged.raw
        return None if value is None else formats.written(self.document, property.entry, value, type=type)

    def rewritten(self, property: Property, *, to: bool | int) -> str | None:
        """As `written_as`, but of a placeholder only the default changes."""
        from aemlint.model import placeholder

        judged = property.judged
        if not judged.placeholders or judged.raw is None or judged.text is None:
            return self.written_as(to, property)
        new = str(to).lower() if isinstance(to, bool) else str(to)
        text = placeholder.with_default(judged.raw, judged.text, new)
        return None if text is None else self.written_as(text, property)

    def added(self, name: str, *, value: bool | int, beside: Property) -> tuple[Place, str] | None:
        """Where and how a property is written that the file does not have yet: right behind another."""
        from aemlint.formats.adding import added

        found = added(self.document, beside.entry, name, value=value)
        return None if found is None else (Place(self.document.source, Span(found[0], found[0])), found[1])

    def __repr__(self) -> str:
        return f"Configuration({self.path!r})"
