"""Which entries of a baseline are gone: judged in this run, and not found. What was not judged is as it was."""

from __future__ import annotations

from aemlint.judging import SUPPRESSIONS, Judgement
from aemlint.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.engine.baseline import Entry


def gone(entries: Iterable[Entry], found: set[str], judgement: Judgement, request: Request) -> list[Entry]:
    """`found` are the fingerprints of all that was found, whether it counts or not."""
    project, book = judgement.loaded.project, judgement.loaded.book
    whole = not request.select and not request.ignore
    unread = [one.path for one in project.unread]
    broken = {one.path for one in project.configurations if one.broken}
    broken |= {one.path for one in project.networks if one.broken}
    broken |= {one.path for one in project.variables if one.broken}
    # A check may find nothing in a file because of another one that it could not join with it.
    judged = {
        rule.id for rule in judgement.judged() if rule.check is None or rule.topic == "file" or not (unread or broken)
    }

    def concerned(entry: Entry) -> bool:
        if not request.asks_for(entry.path) or _below(entry.path, unread):
            return False
        if entry.rule == SUPPRESSIONS:
            name = entry.subject.removeprefix("suppression[").removesuffix("]")
            return whole and (book.unknown([name]) != [] or judgement.ran(judged, name))
        id = book.resolved(entry.rule)
        if id not in book.rules:  # no longer, or not in this run: those of one's own depend on the settings
            return whole and not (judgement.loaded.mistakes or request.isolated or request.settings)
        return id in judged and (entry.path not in broken or entry.rule.startswith("file/"))

    return [entry for entry in entries if entry.fingerprint not in found and concerned(entry)]


def _below(path: str, places: Iterable[str]) -> bool:
    """Whether it is one of the files, or in one of the folders."""
    return any(place in (path, ".") or path.startswith(f"{place}/") for place in places)
