"""Configurations of which the tree is made when somebody asks for it, and few do.

Of those in which nothing is remarkable, because no rule that looks at every configuration has anything to find there;
of those that nobody asked about, because what they say matters to hardly anything else.
"""

from __future__ import annotations

from aemlint.formats.tree import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aemlint.formats.tree import Comment, Node
    from aemlint.source import Source


class Later(Document):
    """`reader` gives the whole document of what it is `given`. `source` is None for a file that was not opened yet;
    until it is, it is taken for one without problems.
    """

    __slots__ = ("_given", "_reader", "_source", "_whole")

    plain = True

    def __init__(
        self,
        format: str,
        source: Source | None,
        reader: Callable[..., Document],
        *given: object,
        comments: Sequence[Comment] = (),
    ) -> None:
        self.format = format
        self.comments = comments
        self.problems = ()
        self.shadowed = ()
        self.refused = False
        self.configuration = True
        self._reader = reader
        self._given = given
        self._source = source
        self._whole: Document | None = None

    @property
    def read(self) -> bool:  # type: ignore[override]
        return self._source is not None or self._whole is not None

    @property
    def _read_whole(self) -> Document:
        if self._whole is None:
            self._whole = self._reader(*self._given)
        return self._whole

    def rest(self) -> None:
        if self._source is not None:  # else the file would have to be opened again
            self._whole = None

    @property
    def whole(self) -> Document:
        return self if self._source is not None else self._read_whole

    @property
    def source(self) -> Source:  # type: ignore[override]
        return self._source if self._source is not None else self._read_whole.source

    @property
    def root(self) -> Node | None:  # type: ignore[override]
        return self._read_whole.root
