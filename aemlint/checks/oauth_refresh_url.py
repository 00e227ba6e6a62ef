"""A token is renewed elsewhere than it is given."""

from __future__ import annotations

from aemlint.checks.port_range import folders
from aemlint.hit import Hit, Mark
from aemlint.model import shapes
from aemlint.model.effective import consulted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.project import Project


def check(project: Project, *, pid: str, property: str, partner: str) -> Iterator[Hit]:
    pairs: dict[tuple[int, int], tuple[Property, Property, list[Effective]]] = {}
    partners: dict[int, set[str]] = {}
    for view in project.effective(pid):
        one, other = view.get(property), view.get(partner)
        if one is not None and other is not None:
            pairs.setdefault((id(one), id(other)), (one, other, []))[2].append(view)
            partners.setdefault(id(one), set()).add(_address(other))
    for one, other, views in pairs.values():
        have, due = _address(one), _address(other)
        if have and due and have != due:
            shared = len(partners[id(one)]) > 1
            values = {"property": one.name, "partner": other.name, "value": one.judged.raw, "due": other.judged.text}
            places = {"folders": folders(views)} if shared else {}
            yield Hit(
                one.at,
                one.subject,
                {**values, **places},
                variant="override" if shared else None,
                marks=[Mark(other.at, "partner")],
                consulted=consulted(views),
            )


def _address(property: Property) -> str:
    """Without what other rules speak about: http for https, and what is yet to be filled in."""
    text = (property.judged.text or "").strip().lower()
    if shapes.left_over(text):
        return ""
    return text.partition("://")[2].rstrip("/") if "://" in text else text
