"""Configurations that nobody asked about: not opened until some rule wants to know what they say, and few do."""

from __future__ import annotations

from aemlint.formats.tree import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.formats.tree import Node
    from aemlint.source import Source


class Later(Document):
    """A `.cfg.json`, of which `reader` gives the document. Until then it is taken for one without problems."""

    __slots__ = ("_reader", "_whole")

    plain = True

    def __init__(self, reader: Callable[[], Document]) -> None:
        self.format = "cfg.json"
        self.comments = []
        self.problems = []
        self.shadowed = []
        self.refused = False
        self.configuration = True
        self._reader = reader
        self._whole: Document | None = None

    @property
    def read(self) -> bool:  # type: ignore[override]
        return self._whole is not None

    @property
    def whole(self) -> Document:
        if self._whole is None:
            self._whole = self._reader()
        return self._whole

    @property
    def source(self) -> Source:  # type: ignore[override]
        return self.whole.source

    @property
    def root(self) -> Node | None:  # type: ignore[override]
        return self.whole.root
