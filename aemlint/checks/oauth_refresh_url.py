"""A token is renewed elsewhere than it is given."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model import shapes
from aemlint.model.effective import consulted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.project import Project


def check(project: Project, *, pid: str, property: str, partner: str) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for view in project.effective(pid):
        one, other = view.get(property), view.get(partner)
        if one is None or other is None or (id(one), id(other)) in seen:
            continue
        seen.add((id(one), id(other)))
        have, due = _address(one), _address(other)
        if have and due and have != due:
            values = {"property": one.name, "partner": other.name, "value": one.judged.raw, "due": other.judged.text}
            yield Hit(one.at, one.subject, values, marks=[Mark(other.at, "partner")], consulted=consulted([view]))


def _address(property: Property) -> str:
    """Without what other rules speak about: http for https, and what is yet to be filled in."""
    text = (property.judged.text or "").strip().lower()
    if shapes.left_over(text):
        return ""
    return text.partition("://")[2].rstrip("/") if "://" in text else text
