"""Folders that installers read differently from what their names promise, or not at all."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.pid import looks_like_pid
from aemlint.model.run_modes import right_order, unknown_run_modes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

# What holds for a folder by any name, in a repository path or not.
RUN_MODES = ("order", "letters", "preview", "mixed", "unknown")


def check(project: Project, *, flaws: list[str], mail_only: list[str] | None = None) -> Iterator[Hit]:
    """One hit for each mail configuration in such a folder, or one for the folder if it holds none.

    `mail_only` are flaws that concern nobody but who is in the folder: of other services they are not reported.
    """
    folders: dict[str, list[Configuration]] = {}
    for configuration, flaw in project.flawed:
        if flaw in flaws and is_meant(configuration, flaw):
            folders.setdefault(configuration.folder.path, []).append(configuration)
    for together in folders.values():
        mail = [configuration for configuration in together if _is_mail(configuration)]
        for configuration in mail or together[:1]:
            its = configuration.folder.flaw(project.target)
            if mail or its not in (mail_only or ()):
                yield _hit(configuration, its, together)


def _is_mail(configuration: Configuration) -> bool:
    """One with a mistake in its name too."""
    return configuration.schema is not None or configuration.pid.name.lower().startswith("com.day.cq.mailer.")


def is_meant(configuration: Configuration, flaw: str | None) -> bool:
    """Other tools have folders of these names too."""
    if not configuration.document.configuration or not configuration.certain:
        return False
    if _is_mail(configuration) or configuration.in_repository:
        return True
    return flaw in RUN_MODES and looks_like_pid(configuration.pid.name)


def _hit(configuration: Configuration, flaw: str | None, together: list[Configuration]) -> Hit:
    folder = configuration.folder
    words = list(folder.run_modes)
    unknown = unknown_run_modes(folder.run_modes)
    order = right_order(folder.run_modes)
    values: dict[str, object] = {
        "folder": folder.name,
        "file": configuration.file_name,
        "pid": configuration.pid.name,
        "run_modes": [f"`{word}`" for word in words],
        "unknown": [f"`{word}`" for word in unknown],
        "right": ".".join(order or [word.lower() for word in words]),
        "kind": folder.name.partition(".")[0].lower(),
    }
    consulted = [other.path for other in together if other is not configuration]
    return Hit(configuration.at, str(configuration.pid), values, variant=flaw, consulted=consulted)
