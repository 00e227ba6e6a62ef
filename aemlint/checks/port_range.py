"""Ports that the proxy cannot listen on."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.network import MAIL_PORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project

HTTP_PROXY = 3128


def check(project: Project, *, pid: str, property: str, least: int, most: int) -> Iterator[Hit]:
    for configuration in project.of(pid):
        written = configuration.get(property)
        if written is None or written.judged.template or _is_http_proxy(written.judged.whole):
            continue
        port = written.judged.integer
        if port is None or least <= port <= most or port == HTTP_PROXY:
            continue
        values = {"property": property, "port": port, "pid": pid, "value": written.judged.raw}
        yield Hit(written.at, written.subject, values, variant="mail" if port in MAIL_PORTS else None)


def _is_http_proxy(placeholder: object) -> bool:
    return getattr(placeholder, "name", "") in ("AEM_HTTP_PROXY_PORT", "AEM_HTTPS_PROXY_PORT")
