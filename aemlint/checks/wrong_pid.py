"""File names that address nothing, one step from a mail PID."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.project import MAIL_SERVICE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

# The class that stack traces name, and Adobe's page once did.
CLASSES = {"com.day.cq.mailer.impl.DefaultMailService": MAIL_SERVICE}


def check(project: Project, *, pids: list[str], factories: list[str]) -> Iterator[Hit]:
    known = {pid.lower(): pid for pid in pids}
    for configuration in project.configurations:
        if not configuration.document.configuration:
            continue
        variant, right = _wrong(configuration, known, factories)
        if variant is not None:
            values = {"pid": configuration.pid.name, "right": right}
            yield Hit(configuration.at, str(configuration.pid), values, variant=variant)


def _wrong(configuration: Configuration, known: dict[str, str], factories: list[str]) -> tuple[str | None, str]:
    pid = configuration.pid
    addressed = pid.addressed
    if pid.name == ".content":
        return "content", configuration.folder_name
    if addressed in CLASSES:
        return "class", CLASSES[addressed]
    for ending in (".config", ".cfg", ".cfg.json"):
        if addressed.lower().removesuffix(ending) in known and addressed.lower() not in known:
            return "ending", known[addressed.lower().removesuffix(ending)]
    right = known.get(addressed.lower())
    if right is None:
        return None, ""
    if right != addressed:
        return "case", right
    if pid.factory is not None and right not in factories:
        return "factory", right
    return None, ""
