"""Ports that the proxy cannot listen on."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model.environment import TIERS
from aemlint.model.network import HTTP_PROXY_PORT, HTTP_PROXY_VARIABLES, MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.model.effective import Effective
    from aemlint.model.environment import Environment
    from aemlint.model.project import Project
    from aemlint.model.value import Judged


def check(project: Project, *, pid: str, property: str, least: int, most: int) -> Iterator[Hit]:
    for configuration in project.of(pid):
        written = configuration.get(property)
        port = None if written is None else port_in(written.judged)
        if written is None or port is None or least <= port <= most:
            continue
        environments = project.environments_of(configuration)
        fits = fitting((one for one in environments if one.networks), least, most)
        values = {"property": property, "port": port, **written.judged.words(), "fitting": fits or ""}
        marks = list(_leading_there(environments, port))
        variants = (
            "fits" if fits is not None else "",
            "leads" if marks else "mail" if port in MAIL_PORTS else "",
            "fallback" if written.judged.fallback else "",
        )
        paths = {network.path for one in environments for network in one.networks}
        variant = " ".join(filter(None, variants))
        yield Hit(written.at, written.subject, values, variant=variant, marks=marks, consulted=sorted(paths))


def port_in(judged: Judged) -> int | None:
    """The number that is meant for mail; what reads or names the port of the HTTP proxy is port/http-proxy's."""
    if judged.whole is not None and judged.whole.name in HTTP_PROXY_VARIABLES:
        return None
    return None if judged.integer == HTTP_PROXY_PORT else judged.integer


def fitting(environments: Iterable[Environment], least: int, most: int) -> int | None:
    """The one source port from `least` to `most` that leads to a mail server in every environment.

    One that fits in some of them only would move the mistake.
    """
    common: set[int] | None = None
    for environment in environments:
        mail = (forward for forward in environment.forwards if forward.serves_mail)
        ports = {forward.port_orig for forward in mail} - environment.unsettled
        known = {port for port in ports if port is not None and least <= port <= most}
        common = known if common is None else common & known
    return common.pop() if common is not None and len(common) == 1 else None


def folders(views: Iterable[Effective]) -> list[str]:
    """Where an override would stand for these instances alone, and for nobody else."""
    tiers: dict[str, dict[str, None]] = {}
    for view in views:
        tiers.setdefault(view.instance.environment.type, {})[view.instance.tier] = None
    if "dev" in tiers:
        tiers.pop("rde", None)  # inherits dev's
    return [".".join(("config", *(of if len(of) < len(TIERS) else ()), type)) for type, of in tiers.items()]


def _leading_there(environments: Iterable[Environment], port: int) -> Iterator[Mark]:
    """Forwards to the very port: somebody wrote the target port in place of the source port."""
    if port not in MAIL_PORTS:
        return
    seen = set()
    for environment in environments:
        for forward in environment.forwards:
            place = forward.at("portOrig")
            if forward.port_dest == port and forward.port_orig is not None and place not in seen:
                seen.add(place)
                yield Mark(place, "forward", {"destination": forward.destination, "port_orig": forward.port_orig})
