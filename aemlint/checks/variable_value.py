"""Variables files that hold the values of secrets."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import secret
from aemlint.model.variables import SECRET, STRING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project
    from aemlint.model.variables import Variable


def check(project: Project, *, kinds: list[str]) -> Iterator[Hit]:
    """`kinds` are of secret.KINDS. In a handoff only what says of itself that it is no secret is left alone."""
    for file in project.variables:
        for variable in file.variables:
            if variable.type.lower() == SECRET.lower() and secret.kind(variable.text("value")) in kinds:
                yield _hit(variable, "variable")
    for file in project.handoffs:
        for variable in file.variables:
            if variable.text("cm_type") != STRING and secret.kind(variable.text("value")) in kinds:
                yield _hit(variable, "handoff")


def _hit(variable: Variable, variant: str) -> Hit:
    values = {"variable": variable.told, "fingerprint": variable.text("value")}
    return Hit(variable.at("value", key=True), variable.subject("value"), values, variant=variant)
