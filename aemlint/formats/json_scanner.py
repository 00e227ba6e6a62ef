"""JSON with places, in one pass.

Strict in what it calls right, patient in what it reads on from: after a mistake the rest is still seen.
"""

from __future__ import annotations

from aemlint.formats.tree import Array, Entry, Problem, Scalar, Table
from aemlint.source import Span

try:
    from _json import scanstring
except ImportError:  # not CPython
    from json.decoder import scanstring  # type: ignore[no-redef,attr-defined]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from aemlint.formats.offsets import Offsets
    from aemlint.formats.tree import Node

    # A container that is still open, where it opened, and the key of the member that is due.
    Open: TypeAlias = tuple[Table | Array, int, Span | None, str]

BLANK = " \t\n\r"
DEPTH = 64
MISTAKES = 50
# After so many the text is no JSON, and what follows is not looked at.
PATIENCE = 1000
WORD_ENDS = frozenset(' \t\n\r,:{}[]"\0')
DIGITS = frozenset("0123456789")
INFINITE = (float("inf"), float("-inf"))
LITERALS = {"t": ("true", 4, True), "f": ("false", 5, False), "n": ("null", 4, None)}


class Scanner:
    """One pass over a text; `problems` grow, nothing is raised.

    `offsets` maps the text's offsets to the source's, where something was taken out of it; None if they are the same.
    `stops_at_nul`: johnzon takes U+0000 outside strings for the end of the file.
    """

    __slots__ = ("_patience", "closing", "end", "offsets", "problems", "stops_at_nul", "text")

    text_type, truth_type = "string", "boolean"

    def __init__(self, text: str, offsets: Offsets | None = None, *, stops_at_nul: bool = False) -> None:
        self.text = text
        self.offsets = offsets
        self.problems: list[Problem] = []
        self.stops_at_nul = stops_at_nul
        self.end = len(text)
        self._patience = PATIENCE
        # From one offset on to the other no quote closes anything; those between are escaped ones of the same text.
        self.closing = (self.end, self.end)

    def span(self, start: int, end: int) -> Span:
        return Span(start, end) if self.offsets is None else self.offsets.span(start, end)

    def mistake(self, start: int, end: int, reason: str) -> None:
        self._patience -= 1
        if len(self.problems) < MISTAKES:
            self.problems.append(Problem("syntax", self.span(start, min(max(end, start), self.end)), reason))
        elif not self._patience:
            self.end = min(start, self.end)

    def skip(self, at: int) -> int:
        text, end = self.text, self.end
        while at < end:
            character = text[at]
            if character in BLANK:
                at += 1
            elif character == "\0" and self.stops_at_nul:
                self.end = at
                return at
            else:
                return at
        return at

    def document(self) -> Node | None:
        """The root; None where there is nothing to read at all."""
        at = self.skip(0)
        if at < self.end and self.text[at] == "\ufeff":
            self.mistake(at, at + 1, "a byte order mark before the text")
            at = self.skip(at + 1)
        if at >= self.end:
            self.mistake(0, 0, "there is nothing in it")
            return None
        root, at = self.value(at)
        at = self.skip(at)
        if at < self.end:
            self.mistake(at, at + 1, "text after the end of the JSON")
        return root

    def value(self, at: int) -> tuple[Node, int]:
        """The value at an offset and where it ends. A loop, not a recursion: nesting is the input's choice."""
        stack: list[Open] = []
        while True:
            node, at, opened = self._start(at)
            if opened and len(stack) >= DEPTH:
                self.mistake(at - 1, at, f"nested deeper than {DEPTH} levels")
                return self._given_up(stack, at - 1), self.end
            if opened:
                assert isinstance(node, (Table, Array))
                stack.append((node, at - 1, None, ""))
                closed, at = self._next(stack, at, first=True)
            else:
                if not stack:
                    return node, at
                self._put(stack, node)
                closed, at = self._next(stack, at, first=False)
            while closed:
                done, start, _, _ = stack.pop()
                done.span = self.span(start, at)
                if not stack:
                    return done, at
                self._put(stack, done)
                closed, at = self._next(stack, at, first=False)

    def _put(self, stack: list[Open], node: Node) -> None:
        holder, _, key, name = stack[-1]
        if isinstance(holder, Array):
            holder.items.append(node)
        else:
            assert key is not None
            holder.entries.append(Entry(key, name, node))

    def _given_up(self, stack: list[Open], at: int) -> Node:
        """All that is open ends here."""
        while True:
            done, start, _, _ = stack.pop()
            done.span = self.span(start, at)
            if not stack:
                return done
            self._put(stack, done)

    def _next(self, stack: list[Open], at: int, *, first: bool) -> tuple[bool, int]:
        """Up to the next value of the innermost container, or past its end (then True)."""
        holder, start, _, _ = stack[-1]
        if isinstance(holder, Table):
            close, other = "}", "]"
            at, first = self._plain_members(holder, at, first=first)
        else:
            close, other = "]", "}"
        text = self.text
        at, comma = self._commas(at, first=first)
        if at >= self.end:
            self.mistake(self.end, self.end, f"the file ends before the closing `{close}`")
            return True, at
        character = text[at]
        if character == close:
            if comma >= 0:
                self.mistake(comma, comma + 1, f"a comma before the closing `{close}`")
            return True, at + 1
        if character == other:
            self.mistake(at, at + 1, f"`{other}` where `{close}` is due")
            return True, at + 1
        if close == "]":
            return False, at
        name, at, key = self._key(at)
        stack[-1] = (holder, start, key, name)
        at = self.skip(at)
        if at < self.end and text[at] in ":=":
            if text[at] == "=":
                self.mistake(at, at + 1, "`=` where `:` is due")
            return False, self.skip(at + 1)
        self.mistake(at, at + 1, "`:` is missing after a key")
        return False, at

    def _plain_members(self, table: Table, at: int, *, first: bool) -> tuple[int, bool]:
        """Takes the members that are as most are and stops behind the last of them: the rest is for `_next`.

        Nothing here that `_next` would not do as well; but nearly all there is to read is read here.
        """
        if len(self.problems) >= MISTAKES:
            return at, first
        text, done, put, type = self.text, at, table.entries.append, self.text_type
        span: Callable[[int, int], Span] = Span if self.offsets is None else self.span
        try:
            while True:
                while (one := text[at]) in BLANK:
                    at += 1
                if not first:
                    if one != ",":
                        return done, first
                    at += 1
                    while (one := text[at]) in BLANK:
                        at += 1
                if one != '"':
                    return done, first
                name, end = scanstring(text, at + 1)
                key = span(at, end)
                at = end
                while (one := text[at]) in BLANK:
                    at += 1
                if one != ":":
                    return done, first
                at += 1
                while (one := text[at]) in BLANK:
                    at += 1
                if one == '"':
                    words, end = scanstring(text, at + 1)
                    node: Node = Scalar(span(at, end), words, type)
                    at = end
                else:
                    found = self._word(at)
                    if found is None:
                        return done, first
                    node, at = found
                put(Entry(key, name, node))
                done, first = at, False
        except (IndexError, ValueError, SystemError):
            # Where json.decoder was never imported, CPython 3.11's C code has no exception to raise: SystemError.
            return done, first

    def _commas(self, at: int, *, first: bool) -> tuple[int, int]:
        """Past the comma that is due, if any is; and where it stood, else -1."""
        text, comma = self.text, -1
        at = self.skip(at)
        while at < self.end and text[at] == ",":
            if first:
                self.mistake(at, at + 1, "a comma with nothing before it")
            elif comma >= 0:
                self.mistake(at, at + 1, "two commas in a row")
            comma = at
            at = self.skip(at + 1)
        if first:
            return at, -1
        if comma < 0 and at < self.end and text[at] not in "]}":
            self.mistake(at, at + 1, "a comma is missing before this")
        return at, comma

    def _key(self, at: int) -> tuple[str, int, Span]:
        text = self.text
        if text[at] == '"':
            value, end = self.string(at)
            return value, end, self.span(at, end)
        if text[at] == "'":
            from aemlint.formats import json_broken

            value, end = json_broken.single_quoted(self, at)
            return value, end, self.span(at, end)
        end = at + 1
        while end < self.end and text[end] not in WORD_ENDS:
            end += 1
        self.mistake(at, end, "a key without quotes")
        return text[at:end], end, self.span(at, end)

    def _start(self, at: int) -> tuple[Node, int, bool]:
        """A scalar, or an opened container (then True)."""
        at = self.skip(at)
        if at >= self.end:
            self.mistake(self.end, self.end, "the file ends where a value is due")
            return Scalar(self.span(at, at), None, "null"), at, False
        character = self.text[at]
        if character == '"':
            value, end = self.string(at)
            return Scalar(self.span(at, end), value, self.text_type), end, False
        if character == "{":
            return Table(self.span(at, at + 1), []), at + 1, True
        if character == "[":
            return Array(self.span(at, at + 1), [], "array"), at + 1, True
        found = self._word(at)
        if found is not None:
            return (*found, False)
        from aemlint.formats import json_broken

        return json_broken.value(self, at)

    def _word(self, at: int) -> tuple[Node, int] | None:
        """A number, true, false or null; None for everything else."""
        text = self.text
        known = LITERALS.get(text[at])
        if known is not None:
            word, size, value = known
            end = at + size
            if not text.startswith(word, at) or (end < self.end and text[end] not in WORD_ENDS):
                return None
            span = Span(at, end) if self.offsets is None else self.span(at, end)
            return Scalar(span, value, "null" if value is None else self.truth_type), end
        if text[at] not in "-0123456789":
            return None
        end, integral = self._number(at)
        if end > at and (end >= self.end or text[end] in WORD_ENDS or text[end] == "/"):
            return self.number(at, end, integral=integral), end
        return None

    def number(self, start: int, end: int, *, integral: bool) -> Node:
        """Hook: cfg.json keeps the text, Java makes something else of it than Python."""
        raw = self.text[start:end]
        span = self.span(start, end)
        if integral and len(raw) <= 20:
            return Scalar(span, int(raw), "integer")
        number = float(raw)
        if number in INFINITE:
            self.mistake(start, end, "a number that is too large")
        return Scalar(span, number, "number")

    def _number(self, at: int) -> tuple[int, bool]:
        """Where a number by JSON's grammar ends; `at` itself if there is none."""
        text, start, end = self.text, at, self.end
        if text[at] == "-":
            at += 1
        if at >= end or text[at] not in DIGITS:
            return start, False
        at = at + 1 if text[at] == "0" else self._digits(at)
        integral = True
        if at + 1 < end and text[at] == "." and text[at + 1] in DIGITS:
            integral = False
            at = self._digits(at + 1)
        if at < end and text[at] in "eE":
            exponent = at + 1
            if exponent < end and text[exponent] in "+-":
                exponent += 1
            if exponent < end and text[exponent] in DIGITS:
                return self._digits(exponent), False
        return at, integral

    def _digits(self, at: int) -> int:
        text, end = self.text, self.end
        while at < end and text[at] in DIGITS:
            at += 1
        return at

    def string(self, at: int) -> tuple[str, int]:
        """The value of the string that opens at an offset, and the offset after its closing quote."""
        # Json's exception counts lines: too dear to be raised without end.
        if not self.closing[0] <= at < self.closing[1] and len(self.problems) < MISTAKES:
            try:
                value, end = scanstring(self.text, at + 1)
            except (ValueError, SystemError):
                end = self.end + 1
            if end <= self.end:  # behind a NUL nothing counts
                return value, end
        from aemlint.formats import json_broken

        return json_broken.string(self, at)
