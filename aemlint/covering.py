"""Masking that holds where it breaks: what is not known to be harmless is covered, and not said either."""

from __future__ import annotations

from aemlint.failing import Failure
from aemlint.findings import Finding
from aemlint.masking import Masking
from aemlint.model.disclosed import Disclosed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from aemlint.model.project import Project


class Covering:
    """`covers` are those of Masking; of a file on which it broke, all of it. `failures` say which those are."""

    __slots__ = ("_broken", "_disclosed", "_parts", "covers", "failures")

    def __init__(
        self,
        project: Project,
        paths: Iterable[str],
        keys: Collection[tuple[str, int]] = (),
        disclosed: Disclosed | None = None,
    ) -> None:
        """As for Masking."""
        self._disclosed = disclosed if disclosed is not None else Disclosed(project, keys)
        self.covers: dict[str, list[tuple[int, int]]] = {}
        self.failures = [Failure(error, path) for path, error in self._disclosed.failures]
        self._parts: list[Masking] = []
        broken = {failure.what for failure in self.failures}
        self._look(project, sorted(path for path in paths if path not in broken), keys)
        self._broken = {failure.what for failure in self.failures}
        for document in project.documents:
            if document.source.path in self._broken:
                self.covers[document.source.path] = [(0, len(document.source.text))]

    def _look(self, project: Project, paths: list[str], keys: Collection[tuple[str, int]]) -> None:
        """All at once; where that breaks, one half and the other."""
        try:
            part = Masking(project, set(paths), keys, self._disclosed)
        except Exception as error:  # what cannot be told from a secret is covered whole, and that is said
            if len(paths) > 1:
                self._look(project, paths[: len(paths) // 2], keys)
                self._look(project, paths[len(paths) // 2 :], keys)
            else:
                self.failures.append(Failure(error, "".join(paths)))
            return
        self._parts.append(part)
        self.covers.update(part.covers)

    def quieted(self, finding: Finding, title: Callable[[str], str]) -> Finding:
        """With dots for secrets; in the words of its rule's title alone where it is not known what is one."""
        places = [finding.at, *(note.at for note in finding.notes if note.at is not None)]
        try:
            if self._broken.isdisjoint([*(place.source.path for place in places), *finding.consulted]):
                for part in self._parts:
                    finding = part.quieted(finding)
                return finding
        except Exception as error:  # as above: then nothing of the finding is said that may repeat one
            self.failures.append(Failure(error, finding.at.source.path))
        words = {name: getattr(finding, name) for name in Finding.__slots__}
        words.update(message=title(finding.rule), advice="", mark="", notes=(), fix=None)
        return Finding(**words)
