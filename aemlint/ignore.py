"""What .gitignore leaves out.

Plain names and `*.ending` need set look-ups only. For the rest a matcher of our own: pathspec's translation to regular
expressions can be made to hang by a single line of a pull request, and costs an import of many times a whole run.
"""

from __future__ import annotations

LINES = 5000
LENGTH = 1024
# Characters of lines that take steps for each character of a path: people write some hundred of them, an attack as many
# as a file holds. What is beyond leaves nothing out, so that too much is read rather than too little.
SLOW = 8 << 10
# More names are not put together at every folder that has a .gitignore: a thousand of them may lie in one another.
MANY = 1000
WILD = frozenset("*?[\\")
SIGNS = WILD | {"/"}


class Pattern:
    """One line: the segments of its path, whether it un-ignores, is for folders only, or is bound to its folder."""

    __slots__ = ("anchored", "folders_only", "negated", "segments")

    def __init__(self, line: str, negated: bool) -> None:
        self.negated = negated
        self.folders_only = line.endswith("/")
        body = line[:-1] if self.folders_only else line  # one only: what still ends in a slash fits nothing
        self.anchored = "/" in body
        *folders, name = body.removeprefix("/").split("/")
        self.segments = [*map(_segment, folders), name if name.strip("*") else name[:2]]

    def matches(self, segments: list[str], is_folder: bool) -> bool:
        if self.folders_only and not is_folder:
            return False
        if not self.anchored:
            return glob(self.segments[0], segments[-1])
        return path_glob(self.segments, segments)


def _segment(part: str) -> str:
    """Of a folder: three stars are as good as two, and a slash may be escaped."""
    if len(part) > 2 and not part.strip("*"):
        return "**"
    return part[:-1] if (len(part) - len(part.rstrip("\\"))) % 2 else part


class Ignore:
    """The lines of one .gitignore; paths are relative to its folder.

    No line speaks of a path whose name is not in `last_names` and has none of the `endings`, unless `any_name`.
    """

    __slots__ = ("_slow", "any_name", "endings", "folders", "last_names", "names", "patterns")

    def __init__(self, lines: list[str]) -> None:
        self.names: set[str] = set()
        self.folders: set[str] = set()
        self.endings: tuple[str, ...] = ()
        self.patterns: list[Pattern] = []
        self._slow = 0
        for raw in lines[:LINES]:
            self._add(raw)
        lasts = {pattern.segments[-1] for pattern in self.patterns}
        self.any_name = any(set(last) & WILD for last in lasts)
        self.last_names = self.names | self.folders | lasts

    def _add(self, raw: str) -> None:
        line = raw.rstrip("\r\n")
        if len(line) > LENGTH or not line.strip() or line.startswith("#"):
            return
        while line.endswith(" ") and not line.endswith("\\ "):
            line = line[:-1]
        negated = line.startswith("!")
        if negated:
            line = line[1:]
        if line in ("", "/"):
            return
        if "?" in line or "[" in line or "\\" in line or line.count("**") > 1:
            self._slow += len(line)
            if self._slow > SLOW:
                return
        plain = line[:-1] if line.endswith("/") else line
        if not negated and not self.patterns and not set(plain) & SIGNS:
            (self.folders if line.endswith("/") else self.names).add(plain)
        elif not negated and not self.patterns and line[:2] == "*." and not set(line[2:]) & SIGNS:
            self.endings += (line[1:],)
        else:
            self.patterns.append(Pattern(line, negated))

    def ignored(self, path: str, name: str, is_folder: bool) -> bool | None:
        """None where no line speaks of it; of several lines the last counts."""
        if self.patterns:
            segments = path.split("/")
            for pattern in reversed(self.patterns):
                if pattern.matches(segments, is_folder):
                    return not pattern.negated
        if name in self.names or (is_folder and name in self.folders):
            return True
        return True if name.endswith(self.endings) else None


class Ignores:
    """The .gitignore files from the root down to a folder.

    As with each of them, none speaks of a path whose name is not in `last_names` and has none of the `endings`, unless
    `any_name`.
    """

    __slots__ = ("_files", "any_name", "endings", "last_names")

    def __init__(self, files: tuple[tuple[str, Ignore], ...] = ()) -> None:
        self._files = files
        self.any_name = (
            any(ignore.any_name for _, ignore in files) or sum(len(ignore.last_names) for _, ignore in files) > MANY
        )
        joined = () if self.any_name else files
        self.last_names = frozenset().union(*(ignore.last_names for _, ignore in joined))
        self.endings = tuple({ending: None for _, ignore in joined for ending in ignore.endings})

    def along(self, prefix: str, lines: list[str]) -> Ignores:
        """With one more; `prefix` is the way to its folder."""
        return Ignores(((prefix, Ignore(lines)), *self._files))

    def ignored(self, path: str, name: str, is_folder: bool) -> bool:
        """The innermost file that speaks of a path decides."""
        for prefix, ignore in self._files:
            if ignore.any_name or name in ignore.last_names or name.endswith(ignore.endings):
                says = ignore.ignored(path[len(prefix) :], name, is_folder)
                if says is not None:
                    return says
        return False


def path_glob(pattern: list[str], segments: list[str]) -> bool:
    """Segment by segment; `**` is any number of them. Like glob below: only the last `**` is ever taken back."""
    p = s = 0
    star, retry = -1, 0
    while s < len(segments):
        if p < len(pattern) and pattern[p] == "**":
            star, retry = p, s
            p += 1
            if p == len(pattern):  # `a/**` is everything below a, not a itself
                return True
            continue
        if p < len(pattern) and glob(pattern[p], segments[s]):
            p += 1
            s += 1
            continue
        if star < 0:
            return False
        retry += 1
        p, s = star + 1, retry
    return p == len(pattern)


def glob(pattern: str, text: str) -> bool:
    """`*`, `?`, `[…]` and escapes within a name; at worst the product of the lengths."""
    signs = WILD.intersection(pattern)
    if not signs:
        return pattern == text
    if len(signs) == 1 and "*" in signs:
        return _in_turn(pattern.split("*"), text)
    p = t = 0
    star, retry = -1, 0
    while t < len(text):
        if p < len(pattern) and pattern[p] == "*":
            star, retry = p, t
            p += 1
            continue
        step = _one(pattern, p, text[t]) if p < len(pattern) else 0
        if step:
            p += step
            t += 1
            continue
        if star < 0:
            return False
        retry += 1
        p, t = star + 1, retry
    while p < len(pattern) and pattern[p] == "*":
        p += 1
    return p == len(pattern)


def _in_turn(pieces: list[str], text: str) -> bool:
    """Whether a text begins with the first, ends with the last, and has the others between them, one behind another."""
    at, end = len(pieces[0]), len(text) - len(pieces[-1])
    if end < at or not text.startswith(pieces[0]) or not text.endswith(pieces[-1]):
        return False
    for piece in pieces[1:-1]:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _one(pattern: str, p: int, character: str) -> int:
    """How much of the pattern one character takes; 0 if it does not fit."""
    sign = pattern[p]
    if sign == "?":
        return 1
    if sign == "\\" and p + 1 < len(pattern):
        return 2 if pattern[p + 1] == character else 0
    if sign != "[":
        return 1 if sign == character else 0
    at = p + 1
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    found, first = False, True
    while at < len(pattern) and (pattern[at] != "]" or first):
        first = False
        if pattern[at] == "\\" and at + 1 < len(pattern):
            at += 1
        low = high = pattern[at]
        if pattern[at + 1 : at + 2] == "-" and pattern[at + 2 : at + 3] not in ("", "]"):
            high = pattern[at + 2]
            at += 2
        found = found or low <= character <= high
        at += 1
    if at >= len(pattern):  # never closed: matches nothing
        return 0
    return at + 1 - p if found != negated else 0
