"""Variables files that hold the values of secrets."""

from __future__ import annotations

from aemlint.hit import Hit
from aemlint.model import secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project) -> Iterator[Hit]:
    for file in project.variables:
        for variable in file.variables:
            value = variable.text("value")
            if variable.type == "secretString" and secret.kind(value) == "literal":
                values = {"variable": variable.name, "fingerprint": value}
                yield Hit(variable.at("value", key=True), f"variables[{variable.name}].value", values)
