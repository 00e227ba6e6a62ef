"""From a folder to a Project."""

from __future__ import annotations

from aemlint import formats
from aemlint.model import interest
from aemlint.model.configuration import Configuration, is_for_provider
from aemlint.model.environment import TYPES, Environment
from aemlint.model.network import NetworkFile
from aemlint.model.pid import is_configuration, pid_of
from aemlint.model.project import Project
from aemlint.model.recognition import handoff, network_file, variables_file
from aemlint.model.run_modes import Folders
from aemlint.model.variables import VariablesFile
from aemlint.reading import Disk, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from typing import Any

    from aemlint.formats.tree import Document
    from aemlint.model.command import Script
    from aemlint.schema import PidSchema
    from aemlint.settings import Settings
    from aemlint.walk import Walk

CONTENT_LIMIT = 16 << 20
SCRIPT_LIMIT = 256 << 10


class Reader:
    """Reads each file once. `given` are files that the user named, or a hook: each of them is of interest.

    `passed` are those that are too large for what they might have been: that is said, and no loss.
    """

    __slots__ = ("files", "given", "passed", "tree", "unread")

    def __init__(self, tree: Disk, given: Container[str] = ()) -> None:
        self.tree = tree
        self.given = given
        self.files = 0
        self.passed: list[Unreadable] = []
        self.unread: list[Unreadable] = []

    def data(self, path: str, limit: int = 1 << 20, *, quiet: bool = False, named: bool = False) -> bytes | None:
        """`quiet`: nobody knows that the file is of interest, so it is no loss if it cannot be read. `named`: the
        settings name it, and where it is missing that is a mistake there.
        """
        found = self.glance(path, limit, quiet=quiet, named=named)
        self.files += found is not None
        return found

    def glance(self, path: str, limit: int, *, quiet: bool = True, named: bool = False) -> bytes | None:
        """The same, and a file that turns out to be of no interest does not count as read."""
        found = self.tree.read(path, limit)
        if not isinstance(found, Unreadable):
            return found
        if quiet and found.large and path in self.given:
            self.passed.append(found)
        elif not (quiet and path not in self.given) and not (named and found.absent):
            self.unread.append(found)
        return None

    def attempt(self, reading: Callable[..., Any], path: str, *more: object) -> Any:
        """What is made of a file; None where that breaks, which must not keep others from being read; it is said."""
        try:
            return reading(path, *more)
        except Exception as error:  # one file of a stranger's must not end the run
            from aemlint.failing import reason_of

            self.unread.append(Unreadable(path, reason_of(error), error=error))
            return None


def project(
    walk: Walk,
    reader: Reader,
    target: str,
    schemas: Callable[[str], PidSchema | None],
    settings: Settings | None = None,
    *,
    named: Iterable[str] = (),
    asked: Callable[[str], bool] | None = None,
) -> Project:
    """`named` are configurations outside every config folder that the user named. `asked` tells the configurations
    that are all that is asked for; those for something else than mail are then read only when a rule wants them.
    """
    configurations = []
    folders = Folders(target, walk.above)
    for path in sorted({*walk.configurations, *named}):
        configuration = reader.attempt(_configuration, path, reader, folders, target, schemas, asked)
        if configuration is not None:
            configurations.append(configuration)
    networks, variables = _documents(walk, reader, settings, configurations)
    environments = _environments(settings, configurations, target)
    _assign(environments, networks, variables, settings)
    reader.unread[:0] = walk.unreadable
    return Project(
        target,
        configurations,
        networks,
        variables,
        environments,
        handoffs=_handoffs(walk, reader),
        scripts=_scripts(walk, reader) if target == "cloud" else [],
        unread=reader.unread,  # not a copy: what a rule opens later may be unreadable, too
        documents_asked=asked is None,
        strays=_strays(walk.strays, reader, folders, schemas) if walk.strays else [],
    )


def _strays(
    paths: list[str], reader: Reader, folders: Folders, schemas: Callable[[str], PidSchema | None]
) -> list[Configuration]:
    from aemlint.model.stray import stray

    found = (stray(path, reader.data(path, quiet=True) or b"", folders.of(path), schemas) for path in paths)
    return [one for one in found if one is not None]


def _configuration(
    path: str,
    reader: Reader,
    folders: Folders,
    target: str,
    schemas: Callable[[str], PidSchema | None],
    asked: Callable[[str], bool] | None,
) -> Configuration | None:
    whole = folders.above + path
    if not is_configuration(whole, target):
        return None
    pid = pid_of(whole, target)
    schema = schemas(pid.addressed)
    if asked is not None and schema is None and path.endswith(".cfg.json") and not asked(path):
        document = formats.unopened(lambda: _read(path, reader.data(path) or b"", target))
        return Configuration(path, pid, folders.of(path), document)
    data = reader.data(path, CONTENT_LIMIT if path.endswith(".content.xml") else 1 << 20)
    if data is None:
        return None
    telling = schema is not None or is_for_provider(pid)
    document = formats.configuration(path, data, target) if telling else _read(path, data, target)
    if not document.configuration and not document.shadowed:
        return None
    return Configuration(path, pid, folders.of(path), document, schema)


def _read(path: str, data: bytes, target: str) -> Document:
    if interest.may_matter(data):
        return formats.configuration(path, data, target)
    return formats.unremarkable(path, data, target, comments=interest.may_speak(data))


def _documents(
    walk: Walk, reader: Reader, settings: Settings | None, configurations: list[Configuration]
) -> tuple[list[NetworkFile], list[VariablesFile]]:
    """The files that the settings name, else those that are networking or variables files by their content."""
    networks: list[NetworkFile] = []
    variables: list[VariablesFile] = []
    named = _named(settings)
    for path in sorted(named or walk.documents):
        data = reader.data(path, quiet=not interest.telling(path) and path not in named, named=path in named)
        kinds = named.get(path)
        if data is None:
            continue
        file: NetworkFile | VariablesFile | None = reader.attempt(_document, path, data, kinds, configurations)
        if isinstance(file, NetworkFile):
            networks.append(file)
        elif file is not None:
            variables.append(file)
    return networks, variables


def _handoffs(walk: Walk, reader: Reader) -> list[VariablesFile]:
    """Secrets on their way to Cloud Manager, in a file that is to be deleted and that Git has."""
    found = []
    for path in walk.handoffs:
        file = reader.attempt(_handoff, path, reader)
        if file is not None:
            found.append(file)
    return found


def _handoff(path: str, reader: Reader) -> VariablesFile | None:
    data = reader.data(path) if reader.tree.tracks(path) else None
    return None if data is None else handoff(formats.document(path, data))


def _scripts(walk: Walk, reader: Reader) -> list[Script]:
    """Files in which a command sets a secret; two words tell most of them apart from all others."""
    found = []
    for path in walk.scripts:
        data = reader.glance(path, SCRIPT_LIMIT)
        if data is None or b"cloudmanager" not in data or not (b"ecret" in data or b" -s " in data):
            continue
        from aemlint.model.command import Script
        from aemlint.source import decoded

        script = reader.attempt(lambda path, data: Script(decoded(path, data)), path, data)
        if script is not None and script.given:
            reader.files += 1
            found.append(script)
    return found


def _named(settings: Settings | None) -> dict[str, list[str]]:
    """Paths that the settings name, and what as: network, variables, or both."""
    named: dict[str, list[str]] = {}
    for item in settings.environments if settings is not None else []:
        for kind, paths in (("network", item.network), ("variables", item.variables)):
            for path in paths:
                named.setdefault(path, []).append(kind)
    return named


def _document(
    path: str, data: bytes, kinds: list[str] | None, configurations: list[Configuration]
) -> NetworkFile | VariablesFile | None:
    """What a file is; None where it is of no interest. `kinds` are what the settings say that it is."""
    text = interest.readable(data)
    networks = "network" in kinds if kinds else interest.may_be_network(text)
    variables = "variables" in kinds if kinds else interest.may_be_variables(text)
    if not networks and not variables:
        return None

    def read() -> set[str]:
        from aemlint.model.reads import mentioned

        return mentioned(configurations)

    document = formats.document(path, data)
    file: NetworkFile | VariablesFile | None = None
    if networks:
        file = network_file(document, named=bool(kinds))
    if file is None and variables:
        file = variables_file(document, named=bool(kinds), read=read)
    if file is not None or not (document.refused or kinds):
        return file
    if networks and (kinds or interest.is_network_wreck(text)):
        return NetworkFile(document, "environment", [])
    return VariablesFile(document, []) if variables and (kinds or interest.is_variables_wreck(text)) else None


def _environments(settings: Settings | None, configurations: list[Configuration], target: str) -> list[Environment]:
    if settings is not None and settings.environments:
        return [Environment(item.name, item.type) for item in settings.environments]
    if target == "cloud":
        return [Environment(type, type) for type in TYPES]
    # On 6.5 whoever runs it makes up run modes: one environment for all that folders ask for, and one without any.
    found = {frozenset[str](): ""}
    for folder in {id(configuration.folder): configuration.folder for configuration in configurations}.values():
        for words in folder.custom():
            found.setdefault(frozenset(words), ".".join(words))
    return [Environment(name, name) for name in sorted(found.values())]


def _assign(
    environments: list[Environment],
    networks: list[NetworkFile],
    variables: list[VariablesFile],
    settings: Settings | None,
) -> None:
    """By the settings, else by the words of a path; a file that names no environment belongs to all of them.

    What does not parse or is no list belongs to none: nothing is known to be missing from it. Nor does an
    infrastructure, which has no forwards, nor do a pipeline's variables, which no instance sees.
    """
    if settings is not None and settings.documents:
        for environment, item in zip(environments, settings.environments, strict=True):
            environment.joined = True
            environment.networks = [network for network in networks if network.path in item.network]
            environment.variables = [file for file in variables if file.path in item.variables]
    else:
        named = {environment.name.lower() for environment in environments} | set(TYPES)
        for environment in environments:
            environment.networks = [network for network in networks if environment.owns(network.path, named)]
            environment.variables = [file for file in variables if environment.owns(file.path, named)]
    for environment in environments:
        environment.networks = [
            network for network in environment.networks if network.shape != "infrastructure" and not network.broken
        ]
        environment.variables = [file for file in environment.variables if file.usable and not file.pipeline]
        for network in environment.networks:
            network.environments.append(environment.name)
        for file in environment.variables:
            file.environments.append(environment.name)


def target_of(walk: Walk, reader: Reader) -> str:
    """The SDK's API jar in a pom says cloud, the uber-jar says 6.5; the cloud where nothing is said or both."""
    classic = False
    for path in walk.poms:
        data = reader.data(path) or b""
        if b"<artifactId>aem-sdk-api</artifactId>" in data or b"aemanalyser-maven-plugin" in data:
            return "cloud"
        classic = classic or b"<artifactId>uber-jar</artifactId>" in data
    return "6.5" if classic else "cloud"
