"""Commands of aio that are given a secret as it is."""

from __future__ import annotations

from aemlint.hit import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.project import Project


def check(project: Project, *, flags: list[str]) -> Iterator[Hit]:
    for script in project.scripts:
        for given in script.given:
            flag, name, value = given.flag.text, given.name.text, given.value
            if flag in flags and value.literal:
                yield Hit(
                    script.place(given.name), f"{flag} {name}", {"flag": flag, "name": name, "fingerprint": value.text}
                )
