"""Variables files that hold the values of secrets."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import secret
from aemlint.model.variables import STRING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aemlint.model.project import Project
    from aemlint.model.variables import Variable


def check(project: Project, *, kinds: list[str]) -> Iterator[Hit]:
    """`kinds` are of secret.KINDS. In a handoff only what says of itself that it is no secret is left alone."""
    for file in project.variables:
        for variable in file.variables:
            if variable.type.lower() == STRING or secret.kind(variable.text("value")) not in kinds:
                continue
            # Of a type that there is not, the word for it tells, or what reads the variable.
            readers = () if "secret" in variable.type.lower() else project.readers("secret").get(variable.name)
            if readers is not None:
                yield _hit(variable, "variable", readers)
    for file in project.handoffs:
        for variable in file.variables:
            if variable.text("cm_type") != STRING and secret.kind(variable.text("value")) in kinds:
                yield _hit(variable, "handoff")


def _hit(variable: Variable, variant: str, consulted: Sequence[str] = ()) -> Hit:
    values = {"variable": variable.told, "fingerprint": variable.text("value")}
    at = variable.at("value", key=True)
    return Hit(at, variable.subject("value"), values, variant=variant, consulted=consulted)
