"""The mail configuration of every instance: its values, where they come from, and where the connection leads."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model.delivery import Delivery
from aemlint.model.project import MAIL_SERVICE
from aemlint.model.secret import told
from aemlint.model.value import text_of
from aemlint.model.variables import GIVEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aemlint.findings import Finding
    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Configuration
    from aemlint.model.delivery import Origin, Value
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile
    from aemlint.report.repeated import Repeated

OAUTH_PROVIDER = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
SIMPLE_MAIL = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"
HIDDEN = "***"


class Service:
    """The names that a mail service has for what every mail service has."""

    __slots__ = ("host", "password", "port", "user")

    def __init__(self, host: str, port: str, user: str, password: str) -> None:
        self.host = host
        self.port = port
        self.user = user
        self.password = password


SERVICES = {
    MAIL_SERVICE: Service("smtp.host", "smtp.port", "smtp.user", "smtp.password"),
    SIMPLE_MAIL: Service("mail.smtps.host", "mail.smtps.port", "username", "password"),
}
PIDS = (MAIL_SERVICE, OAUTH_PROVIDER, SIMPLE_MAIL)


class Shown:
    """One PID on one instance. `counts` are findings about it, by severity."""

    __slots__ = ("addressed", "counts", "delivery", "pid", "repeated", "view")

    def __init__(
        self, addressed: str, pid: str, delivery: Delivery, counts: Mapping[str, int], repeated: Repeated
    ) -> None:
        self.repeated = repeated
        self.addressed = addressed
        self.pid = pid
        self.delivery = delivery
        self.view = delivery.view
        self.counts = counts

    @property
    def service(self) -> Service | None:
        return SERVICES.get(self.addressed)

    @property
    def values(self) -> list[Value]:
        """As the PID's schema has them, then the others."""
        schema = self.view.layers[0].schema if self.view.layers else None
        known = [name for name in (schema.properties if schema is not None else ()) if name in self.delivery.values]
        return [self.delivery.values[name] for name in dict.fromkeys([*known, *self.delivery.values])]

    def hides(self, value: Value) -> bool:
        return value.hidden or self.repeated.hides(value.property, value.node)

    @property
    def verdict(self) -> str:
        """`ok`, or how many errors and warnings; `leads nowhere` where that is so and no rule says it; `not clear`
        where networking files differ in it.
        """
        words = [
            f"{number} {severity}{'' if number == 1 else 's'}"
            for severity, number in ((name, self.counts.get(name, 0)) for name in ("error", "warning"))
            if number
        ]
        return ", ".join(words) or ("not clear" if self.unsettled else "leads nowhere" if self.nowhere else "ok")

    @property
    def port(self) -> int | None:
        """The one set, else the component's own."""
        assert self.service is not None
        number = self.delivery.number(self.service.port)
        default = self.default(self.service.port)
        if number is None and self.delivery.get(self.service.port) is None and isinstance(default, int):
            return default
        return number

    def default(self, name: str) -> object:
        """What the component takes where nothing is set; None where that is not known."""
        schema = self.view.layers[-1].schema if self.view.layers else None
        known = schema.properties.get(name.lower()) if schema is not None else None
        return known.default if known is not None else None

    @property
    def tls(self) -> str | None:
        """In words; None where it cannot be known."""
        if self.addressed == SIMPLE_MAIL:
            return "implicit TLS"
        flag = self.delivery.flag
        secure, required = flag("smtp.ssl"), flag("smtp.requiretls")
        # The cloud sets smtp.starttls itself.
        started = True if self.view.target == "cloud" else flag("smtp.starttls")
        if secure is None or (not secure and (started is None or required is None)):
            return None
        if secure:
            return "implicit TLS"
        return "STARTTLS required" if required else "STARTTLS if offered" if started else "no TLS"

    @property
    def host(self) -> str | None:
        """As it is shown: what is delivered, be it a placeholder."""
        assert self.service is not None
        value = self.delivery.get(self.service.host)
        if value is not None:
            return HIDDEN if self.hides(value) else value.text
        default = self.default(self.service.host)
        return str(default) if self.view.layers and default else None

    @property
    def destination(self) -> str | None:
        """Where the connection ends; None where that is not known."""
        if self.service is None:
            return None
        port = self.port
        if self.view.target != "cloud":
            known = self.host is not None and port is not None and self.delivery.text(self.service.host)
            return f"{self.host}:{port}" if known else None
        forward = self.delivery.forward(port) if self.delivery.by_proxy(self.service.host) else None
        return forward.destination if forward is not None else None

    @property
    def unsettled(self) -> bool:
        """Whether the port leads to one place by one networking file, and to another by another."""
        if self.service is None or self.view.target != "cloud" or not self.delivery.by_proxy(self.service.host):
            return False
        return self.port in self.view.instance.environment.unsettled

    @property
    def nowhere(self) -> bool:
        """Whether no forward serves the port, in an environment whose forwards are known."""
        if self.service is None or self.view.target != "cloud" or not self.view.instance.environment.networks:
            return False
        known = self.port is not None and self.delivery.by_proxy(self.service.host)
        return known and not self.unsettled and self.delivery.forward(self.port) is None

    @property
    def route(self) -> str | None:
        """`proxy.tunnel:30465 → smtp.example.com:465 (implicit TLS)`."""
        destination = self.destination
        if destination is None:
            return None
        tls = f" ({self.tls})" if self.tls else ""
        here = f"{self.host}:{self.port}"
        return f"{destination}{tls}" if destination == here else f"{here} → {destination}{tls}"


def shown(
    project: Project,
    findings: Sequence[Finding],
    given: Mapping[str, Sequence[VariablesFile]],
    asks_for: Callable[[str], bool],
    repeated: Repeated,
) -> list[Shown]:
    """In the order of PIDs, environments, tiers. `given` are further variables files by environment.

    Of a PID that the project does not configure nothing is shown.
    """
    found: list[Shown] = []
    for addressed in PIDS:
        broken = [one for one in project.configurations if one.broken and one.pid.addressed == addressed]
        for view in project.effective(addressed) if project.of(addressed) else ():
            if not _asked_for(view, asks_for):
                continue
            environment = view.instance.environment
            files = [file for file in environment.variables if not file.pipeline and not file.broken]
            delivery = Delivery(view, [*files, *given.get(environment.name, ())])
            pid = view.layers[0].pid.name if view.layers else addressed
            if view.layers or addressed == MAIL_SERVICE:
                lost = {one.path for one in broken if _lacks(view, one, project)} if view.incomplete else set()
                found.append(Shown(addressed, pid, delivery, _counts(view, addressed, findings, lost), repeated))
    return found


def _lacks(view: Effective, broken: Configuration, project: Project) -> bool:
    """Whether a file that does not parse would have a say there."""
    if view.layers and project.deployment(view.layers[0]) != project.deployment(broken):
        return False
    instance = view.instance
    return broken.folder.layer(instance.tier, instance.environment.type, project.target) is not None


def _asked_for(view: Effective, asks_for: Callable[[str], bool]) -> bool:
    paths = [*(layer.path for layer in view.layers), *_files(view)]
    return any(map(asks_for, paths)) or (not paths and asks_for(""))


def _files(view: Effective) -> list[str]:
    """Networking and variables files of the environment."""
    environment = view.instance.environment
    return [*(network.path for network in environment.networks), *(file.path for file in environment.variables)]


def _counts(view: Effective, addressed: str, findings: Iterable[Finding], lost: set[str]) -> dict[str, int]:
    """Findings in the configurations that apply or are `lost`, and of the mail service those in its environment's
    files. Where nothing applies, those that say so.
    """
    paths = {layer.path for layer in (view.layers if view.target == "cloud" else view.layers[-1:])}
    files = set(_files(view)) if addressed == MAIL_SERVICE and view.layers else set()
    counts: dict[str, int] = {}
    for finding in findings:
        name = view.instance.environment.name
        if finding.environments and name not in finding.environments:
            continue
        path = finding.at.source.path
        if path in lost:
            concerns = True
        elif not view.layers:
            concerns = not lost and finding.subject.partition("#")[0] == addressed and name in finding.environments
        elif path in paths:
            property = view.get(finding.property) if finding.property else None
            concerns = property is None or property.configuration.path == path
        else:
            concerns = path in files
        if concerns:
            counts[finding.severity] = counts.get(finding.severity, 0) + 1
    return counts


def plain(node: Node) -> object:
    """A value as JSON has it."""
    if isinstance(node, Array):
        return [plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None


def cell(node: Node) -> str:
    """A value as a person reads it."""
    if isinstance(node, Array):
        return ", ".join(map(cell, node.items)) or "[]"
    return text_of(node.value) if isinstance(node, Scalar) else ""


def source_of(value: Value, shown: Shown) -> str:
    """Where a value comes from, in words."""
    environment, known = shown.view.instance.environment.name, shown.delivery.variables.known
    words = [_origin(origin, environment, hidden=value.property.hidden, known=known) for origin in value.origins]
    return shown.repeated.quiet(" and ".join(dict.fromkeys(words)), value.property.configuration.path)


def _origin(origin: Origin, environment: str, *, hidden: bool, known: bool) -> str:
    if origin.placeholder is None:
        return {
            "configuration": "the configuration",
            "build": "the build fills it in",
            "stopped": "not interpolated, for an error in this or an earlier value",
        }[origin.kind]
    name = told(origin.placeholder) if hidden else origin.placeholder.name
    written = f"$[{origin.placeholder.type}:{name}]"
    if origin.kind == "variable":
        return f"variables of {environment}" if environment else "variables"
    if origin.kind == "default":
        return f"default of {written}"
    if name.startswith(GIVEN):
        return f"{written}, given by AEM"
    return (
        f"{written}, which {environment or 'the environment'} does not have" if known else f"{written}, not known here"
    )
