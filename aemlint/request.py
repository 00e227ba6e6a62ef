"""What a run is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.model.disclosed import Disclosed


class Wrong(Exception):
    """The command is wrong: one line, exit code 2. Holds words of the command only, never a file's text."""


class Request:
    """`paths` are relative to the root, None for all; `files` are those of them that are no folders, and `named` those
    with a configuration's name; `sought` has all of them and the folders on the way. `overlay` is unsaved text by path;
    `alone`: nothing but configurations is asked for. `severity` is the least shown, `fail_on` the least that
    fails, "never" for none. `disclosed` are the secrets of the project as earlier rounds of fixes found it.
    """

    __slots__ = (
        "_asked",
        "accept_new",
        "alone",
        "baseline",
        "disclosed",
        "fail_on",
        "files",
        "ignore",
        "isolated",
        "named",
        "overlay",
        "paths",
        "root",
        "select",
        "settings",
        "severity",
        "since",
        "sought",
        "target",
        "write_baseline",
    )

    def __init__(self, root: str) -> None:
        self.root = root
        self.paths: list[str] | None = None
        self._asked: tuple[list[str], frozenset[str]] | None = None
        self.files: frozenset[str] = frozenset()
        self.named: list[str] = []
        self.sought: frozenset[str] = frozenset()
        self.alone = False
        self.overlay: dict[str, bytes] = {}
        self.disclosed: Disclosed | None = None
        self.target: str | None = None
        self.select: list[str] = []
        self.ignore: list[str] = []
        self.severity = "warning"
        self.fail_on = "warning"
        self.settings: str | None = None
        self.isolated = False
        self.baseline: str | None = None
        self.write_baseline: str | None = None
        self.accept_new = False
        self.since: str | None = None

    def asks_for(self, path: str) -> bool:
        """Whether what concerns this path is to be reported."""
        if self.paths is None:
            return True
        if self._asked is None or self._asked[0] is not self.paths:
            self._asked = (self.paths, frozenset(self.paths))
        wanted = self._asked[1]
        at = len(path)
        while at > 0:
            if path[:at] in wanted:
                return True
            at = path.rfind("/", 0, at)
        return "" in wanted
