"""A whole AEM project, and the questions that checks ask of it."""

from __future__ import annotations

from aemlint.model.configuration import breaks
from aemlint.model.effective import Effective, Together, deployments
from aemlint.model.environment import DEVELOPMENT, TIERS, Environment, Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from aemlint.formats.tree import Document
    from aemlint.model.command import Script
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.network import Forward, NetworkFile
    from aemlint.model.reads import Read
    from aemlint.model.uses import Use
    from aemlint.model.variables import VariablesFile
    from aemlint.reading import Unreadable

MAIL_SERVICE = "com.day.cq.mailer.DefaultMailService"


def may_read(text: str) -> bool:
    """Most configurations have no dollar in them, not even as an escape."""
    return "$" in text or "\\u" in text or "&#" in text


class Project:
    """`configurations` are all that were read; `unread` is what of interest could not be.

    `live` are those that some instance reads, `mail` those of them that are for mail; `telling` are those that may hold
    what rules look for in every configuration.
    `networks` and `variables` are all such files, those that do not parse too; what an environment is known to have is
    for the environment to say. `handoffs` are files of secrets that are to be deleted and that Git has; `scripts` are
    files whose commands set secrets. `documents_asked`: findings in other files than configurations are wanted, too.
    `strays` are files that are named for a service, and that nothing reads: they are none of the `configurations`.
    """

    __slots__ = (
        "_broken",
        "_by_pid",
        "_deployments",
        "_effective",
        "_flawed",
        "_mentioned",
        "_reads",
        "_uses",
        "_views",
        "configurations",
        "documents_asked",
        "environments",
        "handoffs",
        "instances",
        "live",
        "mail",
        "networks",
        "scripts",
        "strays",
        "target",
        "telling",
        "unread",
        "variables",
    )

    def __init__(
        self,
        target: str,
        configurations: list[Configuration],
        networks: list[NetworkFile],
        variables: list[VariablesFile],
        environments: list[Environment],
        *,
        handoffs: list[VariablesFile] | None = None,
        scripts: list[Script] | None = None,
        unread: list[Unreadable] | None = None,
        documents_asked: bool = True,
        strays: list[Configuration] | None = None,
    ) -> None:
        self.target = target
        self.documents_asked = documents_asked
        self.configurations = configurations
        self.networks = networks
        self.variables = variables
        self.environments = environments
        self.handoffs = handoffs or []
        self.scripts = scripts or []
        self.strays = strays or []
        self.unread = unread if unread is not None else []
        self.instances = [Instance(environment, tier) for environment in environments for tier in TIERS]
        self.live = [
            configuration
            for configuration in configurations
            if not configuration.broken and configuration.addresses and configuration.folder.active(target)
        ]
        self.telling = [one for one in configurations if not one.document.plain]
        self.mail = [configuration for configuration in self.live if configuration.schema is not None]
        self._by_pid: dict[str, list[Configuration]] = {}
        self._broken: dict[str, list[Configuration]] = {}
        for configuration in self.live:
            self._by_pid.setdefault(configuration.pid.addressed, []).append(configuration)
        for configuration in configurations:
            if configuration.broken:
                self._broken.setdefault(configuration.pid.name, []).append(configuration)
        self._deployments = deployments(self.mail)
        self._effective: dict[str, list[Effective]] = {}
        self._flawed: list[tuple[Configuration, str]] | None = None
        self._reads: list[Read] | None = None
        self._mentioned: set[str] | None = None
        self._uses: list[Use] | None = None
        self._views: dict[str, dict[int, list[Effective]]] = {}

    def of(self, pid: str) -> list[Configuration]:
        """Live configurations that address a PID (or its factory)."""
        return self._by_pid.get(pid, [])

    def deployment(self, configuration: Configuration) -> str:
        """What is deployed together; "" for everything where a repository holds one deployment."""
        reactor = configuration.folder.reactor
        return self._deployments.get(reactor, reactor) if self._deployments else ""

    def effective(self, pid: str) -> list[Effective]:
        """For every instance what is in force for a PID; instances without any configuration have no layers.

        The instances of a factory do not override each other: each has views of its own. So has each deployment of a
        repository that holds several.
        """
        known = self._effective.get(pid)
        if known is None:
            names = dict.fromkeys(configuration.pid.name for configuration in self.of(pid)) or (pid,)
            by_place: dict[tuple[str, str], list[Configuration]] = {}
            for configuration in (*self.of(pid), *(broken for name in names for broken in self._broken.get(name, ()))):
                place = (configuration.pid.name, self.deployment(configuration))
                by_place.setdefault(place, []).append(configuration)
            places = dict.fromkeys(self._deployments.values()) or ("",)
            together = [Together(by_place.get((name, one), ()), self.target) for name in names for one in places]
            known = [each.effective(instance) for each in together for instance in self.instances]
            self._effective[pid] = known
        return known

    def in_force_on(self, pid: str, name: str) -> list[tuple[Property, list[Effective]]]:
        """Every property of a PID that is in force somewhere, with the views in which it is."""
        found: dict[int, tuple[Property, list[Effective]]] = {}
        for view in self.effective(pid):
            property = view.get(name)
            if property is not None:
                found.setdefault(id(property), (property, []))[1].append(view)
        return list(found.values())

    def in_force(self, pid: str, name: str) -> Iterator[tuple[Property, list[Environment]]]:
        """Every written property of a PID, with the environments in which it is the one in force."""
        reached: dict[int, list[Environment]] = {}
        for property, views in self.in_force_on(pid, name):
            environments = (view.instance.environment for view in views)
            reached[id(property)] = list({id(environment): environment for environment in environments}.values())
        for configuration in self.of(pid):
            written = configuration.get(name)
            if written is not None:
                yield written, reached.get(id(written), [])

    def reach(self, property: Property, types: Sequence[str]) -> list[str] | None:
        """The environments of these types in which a property is in force; None without any. Where there are none of
        these types, all if it is in force in all and not all are for development.

        An environment without a name stands for all there are.
        """
        views = [view for view in self.views(property.configuration) if view.get(property.name) is property]
        reached = [one for one in self.environments if any(view.instance.environment is one for view in views)]
        unnamed = any(not one.name for one in reached)
        if any(one.is_of(types) for one in self.environments):
            found = [one.name for one in reached if one.is_of(types)]
            return None if not found else [] if unnamed else found
        everywhere = reached == self.environments and not all(one.is_of(DEVELOPMENT) for one in reached)
        return [] if unnamed else [one.name for one in reached] if everywhere else None

    def environments_of(self, configuration: Configuration) -> list[Environment]:
        """Where a configuration is a layer of what is in force."""
        found = (view.instance.environment for view in self.views(configuration))
        return list({id(environment): environment for environment in found}.values())

    def views(self, configuration: Configuration) -> list[Effective]:
        """What is in force where a configuration is one of the layers."""
        pid = configuration.pid.addressed
        if pid not in self._views:
            by_layer = self._views[pid] = {}
            for view in self.effective(pid):
                for layer in view.layers:
                    by_layer.setdefault(id(layer), []).append(view)
        return self._views[pid].get(id(configuration), [])

    def inherited(self, configuration: Configuration, name: str) -> Property | None:
        """A property that the configuration does not set itself but finds on the first of its instances."""
        for view in self.views(configuration):
            property = view.get(name)
            if property is not None:
                return property
        return None

    @property
    def networked(self) -> bool:
        """Whether a file says where ports lead; one about the infrastructure alone says nothing of it."""
        return any(network.shape != "infrastructure" for network in self.networks)

    @property
    def flawed(self) -> list[tuple[Configuration, str]]:
        """Configurations whose folder's name has something wrong with it, and what."""
        if self._flawed is None:
            flaws = ((configuration, configuration.folder.flaw(self.target)) for configuration in self.configurations)
            self._flawed = [(configuration, flaw) for configuration, flaw in flaws if flaw is not None]
        return self._flawed

    @property
    def documents(self) -> Iterator[Document]:
        """Of everything that was read, whatever came of it."""
        yield from (one.document for one in self.configurations if one.document.read)
        yield from (one.document for one in self.strays)
        yield from self.others

    @property
    def others(self) -> Iterator[Document]:
        """Of everything that is no configuration."""
        yield from (network.document for network in self.networks)
        yield from (file.document for file in (*self.variables, *self.handoffs))
        yield from (script.document for script in self.scripts)

    @property
    def reads(self) -> list[Read]:
        """Placeholders of every configuration that some instance reads, mail or not."""
        if self._reads is None:
            from aemlint.model.reads import reads

            self._reads = [
                read
                for configuration in self._readers()
                for property in configuration.written()
                for read in reads(property)
            ]
        return self._reads

    def _readers(self) -> Iterator[Configuration]:
        """Whoever asks for one file must know who else reads a variable."""
        for configuration in self.live:
            document = configuration.document.whole
            if not document.plain and not breaks(document) and may_read(document.source.text):
                yield configuration

    @property
    def uses(self) -> list[Use]:
        """Placeholders of every configuration that was read and that some instance reads, as they are written."""
        if self._uses is None:
            from aemlint.model.uses import uses

            self._uses = [
                use
                for configuration in self.live
                if not configuration.document.plain and may_read(configuration.document.source.text)
                for use in uses(configuration)
            ]
        return self._uses

    def readers(self, type: str) -> dict[str, list[str]]:
        """Names of variables that some instance reads as env or secret, with the paths of what reads them."""
        found: dict[str, list[str]] = {}
        for read in self.reads:
            if read.type == type:
                found.setdefault(read.name, []).append(read.property.configuration.path)
        return found

    @property
    def mentioned(self) -> set[str]:
        """Names of variables that any configuration's text reads, in force or not."""
        if self._mentioned is None:
            from aemlint.model.reads import mentioned

            self._mentioned = mentioned(self.configurations)
        return self._mentioned

    def rest(self, kept: Container[str]) -> None:
        """Once all is judged: lets go of what was made of files at other paths, which is most of a large project."""
        for configuration in self.configurations:
            if configuration.path not in kept:
                configuration.rest()
        self._reads = self._uses = None
        self._effective.clear()
        self._views.clear()

    @property
    def forwards(self) -> Iterator[Forward]:
        for network in self.networks:
            if not network.broken:
                yield from network.forwards

    def has_mail(self) -> bool:
        return any(configuration.schema is not None for configuration in self.configurations)
