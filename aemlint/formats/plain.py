"""`.cfg.json` in which nothing is remarkable, told by the scanner in C: a third of the time that places take.

Most configurations of a project have nothing to do with mail, and nobody asks for more than whether they are right.
What is not certainly so is left to the reader proper.
"""

from __future__ import annotations

try:
    from _json import make_scanner
except ImportError:  # not CPython
    make_scanner = None  # type: ignore[assignment,misc,unused-ignore]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Comment
    from aemlint.source import Source

BLANK = " \t\n\r"
LONGEST = 64 << 10
# So many digits are a number in every type that Java may choose.
DIGITS = 15
RIGHT = ()


class _Remarkable(Exception):
    pass


class _Hooks:
    """What the scanner in C calls for what it reads."""

    strict = True
    object_hook = None

    @staticmethod
    def object_pairs_hook(members: list[tuple[str, object]]) -> object:
        if len({name.lower() for name, _ in members}) < len(members):
            raise _Remarkable
        for name, value in members:
            if ":" in name or not name.isascii():
                raise _Remarkable
            if type(value) is list:
                if not value or not all(type(item) is str for item in value):
                    raise _Remarkable
            elif type(value) not in (str, bool, int):
                raise _Remarkable
        return RIGHT

    @staticmethod
    def parse_int(digits: str) -> int:
        if len(digits) > DIGITS:
            raise _Remarkable
        return 0

    @staticmethod
    def parse_float(_: str) -> object:
        raise _Remarkable

    parse_constant = parse_float


_scan = make_scanner(_Hooks) if make_scanner is not None else None  # type: ignore[arg-type,unused-ignore]


def comments(source: Source, target: str) -> list[Comment] | None:
    """The comments of a plain configuration; None where only the reader proper can tell what a file is.

    Escapes are remarkable: behind them anything may be hidden.
    """
    text = source.text
    if _scan is None or source.damage is not None or len(text) > LONGEST or "\\" in text:
        return None
    found: list[Comment] = []
    if "//" in text or "/*" in text:
        from aemlint.formats.json_comments import without_comments

        cleaned = without_comments(text, old=target == "6.5")
        if cleaned.refused or cleaned.problems or cleaned.offsets is not None:
            return None
        text, found = cleaned.text, cleaned.comments
    text = text.strip(BLANK)
    if not text.startswith("{") or not text.endswith("}"):  # the scanner's own complaint would load all of json
        return None
    try:
        said, end = _scan(text, 0)
    except (_Remarkable, StopIteration, ValueError, RecursionError, SystemError):
        # SystemError: up to Python 3.11 the scanner finds no words for a mistake while the module json is not loaded.
        return None
    return found if said is RIGHT and end == len(text) else None
