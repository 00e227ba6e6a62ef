"""File names that address nothing, one step from a mail PID."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.names import ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

# Stack traces name the class, and Adobe's own page once did.
CLASSES = ("DefaultMailService", "OAuthConfigurationProviderImpl")
VENDORS = ("com.day.", "com.adobe.cq.", "com.adobe.granite.")
# Where slips are that make a typing mistake: close together.
WITHIN = 6


def check(project: Project, *, pids: list[str], singletons: list[str]) -> Iterator[Hit]:
    """`singletons` are those for which an instance is not asked for either."""
    for configuration, variant, right in wrong(project, pids, singletons):
        values = {"pid": configuration.pid.name, "right": right, "file": configuration.file_name}
        values["ending"] = _ending(configuration)
        yield Hit(configuration.at, str(configuration.pid), values, variant=variant)
    if project.strays:
        from aemlint.model.stray import is_meant

        for stray in project.strays:
            pid = stray.pid.name
            if pid in (*singletons, *pids) and is_meant(stray):
                values = {"pid": pid, "right": pid, "file": stray.file_name, "ending": _ending(stray)}
                yield Hit(stray.at, pid, values, variant="stray")


def wrong(project: Project, pids: list[str], singletons: list[str]) -> Iterator[tuple[Configuration, str, str]]:
    """Configurations with wrong names, in what way, and the right ones."""
    known = {pid.lower(): pid for pid in [*singletons, *pids]}
    longer = tuple(f"{pid}{sign}" for pid in known for sign in ". ")
    fine: set[str] = set()
    for configuration in project.configurations:
        if configuration.pid.name in fine:
            continue
        if configuration.schema is not None and (configuration.pid.factory is None or configuration.schema.factory):
            continue
        if not configuration.document.configuration or not configuration.folder.active(project.target):
            continue
        variant, right = _wrong(configuration, known, longer, singletons)
        if variant is not None:
            yield configuration, variant, right
        elif configuration.pid.name != ".content":
            fine.add(configuration.pid.name)


def _ending(configuration: Configuration) -> str:
    """Its own where AEM knows it, be it in other letters: in another one its text would be no configuration."""
    name = configuration.file_name.lower()
    return next((ending for ending in ENDINGS if name.endswith(ending)), ".cfg.json")


def _wrong(
    configuration: Configuration, known: dict[str, str], longer: tuple[str, ...], singletons: list[str]
) -> tuple[str | None, str]:
    if configuration.pid.name == ".content":  # of a node in a folder of its own, as the cloud's converter sees it
        right = known.get(configuration.folder_name.lower())
        return ("content", right) if right is not None else (None, "")
    name = configuration.pid.addressed.strip()
    lower = name.lower()
    right = known.get(lower)
    if right is not None:
        if name != right:
            return "letters", right
        return ("factory", right) if right in singletons else (None, "")
    if lower.startswith(longer):
        return "ending", next(right for one, right in known.items() if lower.startswith((f"{one}.", f"{one} ")))
    if lower.startswith(VENDORS):
        last = name.rpartition(".")[2]
        of_class = [right for right in known.values() if last in CLASSES and right.endswith(f".{last}")]
        if of_class:
            # Of the two the one in a package of its own is the class.
            return "class" if ".impl." in lower else "slip", of_class[0]
    return _slip(lower, known)


def _slip(name: str, known: dict[str, str]) -> tuple[str | None, str]:
    length = len(name)
    near = [pid for pid in known if -2 <= len(pid) - length <= 2 and _alike(pid, name)]
    if near:
        from aemlint.model.nearest import slips

        for pid in near:
            if slips(pid, name) <= 2:
                return "slip", known[pid]
    return None, ""


def _alike(one: str, other: str) -> bool:
    """Alike at both ends; most names are told apart by a glance at them."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start + end >= shorter - WITHIN
