"""From a folder to a Project."""

from __future__ import annotations

from aemlint import formats
from aemlint.model.configuration import Configuration
from aemlint.model.environment import TIERS, TYPES, Environment, types_named
from aemlint.model.network import network_file
from aemlint.model.pid import is_configuration, pid_of
from aemlint.model.project import Project
from aemlint.model.run_modes import folder_of
from aemlint.model.variables import variables_file
from aemlint.reading import Unreadable, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aemlint.formats.tree import Document
    from aemlint.model.network import NetworkFile
    from aemlint.model.variables import VariablesFile
    from aemlint.schema import PidSchema
    from aemlint.settings import Settings
    from aemlint.walk import Walk

# A file of interest holds one of these; everything else is not parsed.
NETWORK_WORDS = (b"portForwards", b"networkingConfigurations", b"addressSpace", b"flexiblePortEgress", b"dedicatedEgress")
VARIABLE_WORDS = (b"secretString", b"_embedded", b"service", b'"string"', b"type: string")
CONTENT_LIMIT = 16 << 20


class Reader:
    """Reads each file once. `overlay` maps a path to unsaved text that stands for the file's own."""

    __slots__ = ("files", "overlay", "root", "unread")

    def __init__(self, root: str, overlay: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self.overlay = overlay or {}
        self.files = 0
        self.unread: list[Unreadable] = []

    def data(self, path: str, limit: int = 1 << 20) -> bytes | None:
        if path in self.overlay:
            self.files += 1
            return self.overlay[path]
        found = read(self.root, path, limit)
        if isinstance(found, Unreadable):
            self.unread.append(found)
            return None
        self.files += 1
        return found


def project(
    walk: Walk,
    reader: Reader,
    target: str,
    schemas: Callable[[str], PidSchema | None],
    settings: Settings | None = None,
    *,
    named: Iterable[str] = (),
) -> Project:
    """`named` are configurations outside every config folder that the user named."""
    configurations = []
    for path in sorted({*walk.configurations, *named, *filter(formats.format_of, reader.overlay)}):
        configuration = _configuration(path, reader, target, schemas)
        if configuration is not None:
            configurations.append(configuration)
    networks, variables, broken = _documents(walk, reader, settings)
    environments = _environments(settings, configurations, target)
    _assign(environments, networks, variables, settings)
    return Project(
        target,
        configurations,
        networks,
        variables,
        environments,
        unread=[*walk.unreadable, *reader.unread],
        broken_documents=broken,
    )


def _configuration(
    path: str, reader: Reader, target: str, schemas: Callable[[str], PidSchema | None]
) -> Configuration | None:
    if not is_configuration(path, target):
        return None
    data = reader.data(path, CONTENT_LIMIT if path.endswith(".content.xml") else 1 << 20)
    if data is None:
        return None
    document = formats.configuration(path, data, target)
    if not document.configuration and not document.shadowed:
        return None
    pid = pid_of(path, target)
    return Configuration(path, pid, folder_of(path, target), document, schemas(pid.addressed))


def _documents(
    walk: Walk, reader: Reader, settings: Settings | None
) -> tuple[list[NetworkFile], list[VariablesFile], list[Document]]:
    networks: list[NetworkFile] = []
    variables: list[VariablesFile] = []
    broken: list[Document] = []
    named = settings.documents if settings is not None else []
    candidates = named or [*walk.documents, *(path for path in reader.overlay if not formats.format_of(path))]
    for path in sorted(set(candidates)):
        data = reader.data(path)
        if data is None:
            continue
        is_network = any(word in data for word in NETWORK_WORDS) or (b"kind" in data and b"region" in data)
        if path not in named and not is_network and not any(word in data for word in VARIABLE_WORDS):
            continue
        document = formats.document(path, data)
        network = network_file(document)
        variable = None if network else variables_file(document)
        if network is not None:
            networks.append(network)
        elif variable is not None:
            variables.append(variable)
        elif path in named or (document.refused and any(word in data for word in NETWORK_WORDS[:2])):
            broken.append(document)
    return networks, variables, broken


def _environments(settings: Settings | None, configurations: list[Configuration], target: str) -> list[Environment]:
    if settings is not None and settings.environments:
        return [Environment(item.name, item.type) for item in settings.environments]
    if target == "cloud":
        return [Environment(type, type) for type in TYPES]
    # On 6.5 every run mode that is no tier stands for an environment of the project's own making.
    words = {word for configuration in configurations for word in configuration.folder.run_modes}
    custom = sorted(word for word in words - set(TIERS) if word and word[0] not in "-" and "," not in word)
    return [Environment(word, word) for word in custom] or [Environment("", "")]


def _assign(
    environments: list[Environment],
    networks: list[NetworkFile],
    variables: list[VariablesFile],
    settings: Settings | None,
) -> None:
    """By the settings, else by the words of a path; a file that names no type belongs to every environment."""
    if settings is not None and settings.environments:
        for environment, item in zip(environments, settings.environments, strict=True):
            environment.networks = [network for network in networks if network.path in item.network]
            environment.variables = [file for file in variables if file.path in item.variables]
    else:
        for environment in environments:
            environment.networks = [network for network in networks if _belongs(network.path, environment)]
            environment.variables = [file for file in variables if _belongs(file.path, environment)]
    for environment in environments:
        environment.networks = [network for network in environment.networks if network.shape != "infrastructure"]
        for network in environment.networks:
            network.environments.append(environment.name)
        for file in environment.variables:
            file.environments.append(environment.name)


def _belongs(path: str, environment: Environment) -> bool:
    types = types_named(path)
    return not types or environment.type in types


def target_of(walk: Walk, reader: Reader) -> str:
    """The SDK's API jar in a pom says cloud, the uber-jar says 6.5; the cloud where nothing is said or both."""
    classic = False
    for path in walk.poms:
        data = reader.data(path) or b""
        if b"<artifactId>aem-sdk-api</artifactId>" in data or b"aemanalyser-maven-plugin" in data:
            return "cloud"
        classic = classic or b"<artifactId>uber-jar</artifactId>" in data
    return "6.5" if classic else "cloud"
