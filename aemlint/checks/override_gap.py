"""Instances for which nobody configures a service that others have configured."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model.environment import names_of, together
from aemlint.model.run_modes import cloud_layer, meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Configuration
    from aemlint.model.environment import Instance
    from aemlint.model.project import Project


def check(project: Project, *, pid: str) -> Iterator[Hit]:
    """Rapid development environments inherit dev's, and the preview tier publish's: neither is asked for."""
    configured = project.of(pid)
    instances = [instance for instance in project.instances if instance.environment.type != "rde"]
    if not configured:
        return
    near = [configuration for configuration in project.configurations if _near(configuration, pid)]
    missing = [instance for instance in instances if not any(_reaches(one, instance) for one in near)]
    there = [instance for instance in instances if instance not in missing]
    if not missing or not there:
        return
    values = {"pid": pid, "instances": "; ".join(together(missing)), "there": "; ".join(together(there))}
    first, *others = sorted(configured, key=lambda configuration: configuration.path)
    consulted = [configuration.path for configuration in others]
    yield Hit(first.at, pid, values, environments=names_of(missing), consulted=consulted)


def _near(configuration: Configuration, pid: str) -> bool:
    """Those that do not parse too, and names that only nearly address it: other rules say what is wrong with them."""
    return pid.rpartition(".")[2].lower() in configuration.pid.name.lower()


def _reaches(configuration: Configuration, instance: Instance) -> bool:
    """Whether it was meant for an instance: `config.Author` and `config.dev.author` have findings of their own."""
    if configuration.folder.kind == "sample":
        return False
    return cloud_layer(meant(configuration.folder.run_modes), instance.tier, instance.environment.type) is not None
