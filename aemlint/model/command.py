"""Commands in scripts, build files and prose: the words of a shell's line, and the secrets that aio gets in them."""

from __future__ import annotations

from aemlint.formats.tree import Document
from aemlint.model import secret
from aemlint.source import Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.source import Source

TOOL = "cloudmanager"
FLAGS = frozenset(
    (
        *("-s", "--secret", "--authorSecret", "--publishSecret", "--previewSecret"),
        *("--buildSecret", "--functionalTestSecret", "--uiTestSecret", "--loadTestSecret"),
    )
)
BLANK = " \t"
ENDS = ";|&>)"
# What a shell, a build server or a template fills in, with what ends it.
FILLED = (("${{", "}}"), ("${", "}"), ("$(", ")"), ("{{", "}}"), ("<", ">"))
VARIABLE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_{(@*#?!$")
# Words of documentation: a value of nothing else is no value.
SAMPLE = frozenset(
    (
        *("a", "the", "my", "your", "some", "new", "actual", "real", "super", "here", "goes", "example", "sample"),
        *("secret", "value", "password", "passwd", "pass", "pwd", "token", "key", "api", "string", "text"),
        *("smtp", "mail", "email", "user", "username", "client", "refresh", "access", "variable", "var", "name"),
    )
)


class Word:
    """`span` is where the text stands, without quotes around it. `filled`: a part of it is known only at run time."""

    __slots__ = ("filled", "span", "text")

    def __init__(self, span: Span, text: str, *, filled: bool) -> None:
        self.span = span
        self.text = text
        self.filled = filled

    def part(self, start: int, end: int) -> Word:
        """A part without quotes around it; of a word with escapes in it the span stays whole."""
        if end - start > 1 and self.text[start] in "'\"" and self.text[end - 1] == self.text[start]:
            start, end = start + 1, end - 1
        exact = self.span.end - self.span.start == len(self.text)
        span = Span(self.span.start + start, self.span.start + end) if exact else self.span
        return Word(span, self.text[start:end], filled=self.filled)

    @property
    def sample(self) -> bool:
        """Whether it only stands for a value: VALUE, mySecretValue, `your password`."""
        text = self.text.strip()
        if text.upper() == text and secret.PROSE.issuperset(text):
            return True
        return SAMPLE.issuperset(_words_in(text.rstrip("0123456789") if text[-2:-1].isalpha() else text))

    @property
    def literal(self) -> bool:
        return not self.filled and secret.kind(self.text) == "literal" and not self.sample

    def __repr__(self) -> str:
        return f"Word({self.span!r})"


class Given:
    """A secret that a command sets: `flag NAME VALUE`. `command` is where the command is named."""

    __slots__ = ("command", "flag", "name", "value")

    def __init__(self, command: Span, flag: Word, name: Word, value: Word) -> None:
        self.command = command
        self.flag = flag
        self.name = name
        self.value = value


class Script:
    """A file in which commands set secrets."""

    __slots__ = ("document", "given", "path")

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.document = Document(source, "text", None)
        self.given = list(given(source.text))

    def place(self, word: Word) -> Place:
        return Place(self.document.source, word.span)

    def __repr__(self) -> str:
        return f"Script({self.path!r}, {len(self.given)} secrets)"


def given(text: str) -> Iterator[Given]:
    """Of every command of aio's cloudmanager plugin."""
    end = 0
    while True:
        at = text.find(TOOL, end)
        if at < 0:
            return
        end = at + len(TOOL)
        if _is_command(text, at, end):
            words, end = _words(text, at)
            yield from _pairs(Span(_program(text, at), words[0].span.end), words)


def _is_command(text: str, start: int, end: int) -> bool:
    """`cloudmanager:environment:set-variables`, or `aio cloudmanager environment set-variables`."""
    if start > 0 and text[start - 1] not in " \t\n\"'`([$=":
        return False
    before = text[max(start - 40, 0) : start].rstrip(BLANK)
    return text[end : end + 1] == ":" or (text[end : end + 1] in BLANK and before.endswith(("aio", "aio-cli")))


def _program(text: str, start: int) -> int:
    """Where `aio` stands before the command's name; else the name itself."""
    at = start
    while at > 0 and text[at - 1] in BLANK:
        at -= 1
    return at - 3 if text[max(at - 4, 0) : at].strip() == "aio" else start


def _pairs(command: Span, words: list[Word]) -> Iterator[Given]:
    flag: Word | None = None
    name: Word | None = None
    for word in words:
        if word.text[:1] == "-" and not word.filled:
            start, equals, _ = word.text.partition("=")
            flag = word.part(0, len(start)) if start in FLAGS else None
            name = None
            if flag is None or not equals:
                continue
            word = word.part(len(start) + 1, len(word.text))
        if flag is None:
            continue
        if name is not None:
            yield Given(command, flag, name, word)
            name = None
            continue
        # aio wants two words; whoever joins them gives the secret away all the same.
        sign = next((at for at, one in enumerate(word.text) if one in "= "), 0)
        if sign and not word.filled and secret.TOKEN.issuperset(word.text[:sign]):
            yield Given(command, flag, word.part(0, sign), word.part(sign + 1, len(word.text)))
        else:
            name = word


def _words(text: str, at: int) -> tuple[list[Word], int]:
    """The words from an offset to the command's end, and that end."""
    words: list[Word] = []
    while True:
        at = _behind_blanks(text, at)
        one = text[at : at + 1]
        if one in ("", "\r", "\n", "#", "`") or one in ENDS:
            return words, at
        word, end = _word(text, at)
        if word is None:
            return words, end
        words.append(word)
        at = end


def _behind_blanks(text: str, at: int) -> int:
    """Behind blanks and continued line ends: a sign of a shell before them, or an option on the next line."""
    while True:
        while text[at : at + 1] in BLANK and at < len(text):
            at += 1
        sign = text[at : at + 1] in ("\\", "`", "^")
        line = _line_end(text, at + 1 if sign else at)
        if line is None:
            return at
        follows = line
        while text[follows : follows + 1] in BLANK and follows < len(text):
            follows += 1
        if not sign and not text.startswith("--", follows):
            return at
        at = follows


def _line_end(text: str, at: int) -> int | None:
    """Behind the line end that stands here; None if there is none."""
    if text.startswith("\r\n", at):
        return at + 2
    return at + 1 if text.startswith(("\n", "\r"), at) else None


def _word(text: str, at: int) -> tuple[Word | None, int]:
    """One word; None for a quote that closes what was opened before the command."""
    if text[at] == "\\" and text[at + 1 : at + 2] in ("'", '"'):
        return _quoted(text, at + 2, text[at : at + 2])
    if text[at] in "'\"":
        return _quoted(text, at + 1, text[at])
    return _bare(text, at)


def _quoted(text: str, start: int, quote: str) -> tuple[Word | None, int]:
    end, line = start, _end_of_line(text, start)
    while True:
        end = text.find(quote, end, line)
        if end < 0:
            return None, start
        if quote != '"' or text[end - 1] != "\\":
            break
        end += 1
    inside = text[start:end]
    plain = inside.replace('\\"', '"').replace("\\\\", "\\") if quote == '"' and "\\" in inside else inside
    return Word(Span(start, end), plain, filled=quote != "'" and _is_filled(inside)), end + len(quote)


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _bare(text: str, at: int) -> tuple[Word | None, int]:
    """Up to a blank or to what ends a command; quotes only behind `=`."""
    start, line = at, _end_of_line(text, at)
    pieces: list[str] = []
    while at < line:
        one = text[at]
        if one in "'\"" and text[at - 1] == "=":
            inner, end = _quoted(text, at + 1, one)
            if inner is not None:
                # The span of the word must be that of its text: quotes and all.
                pieces.append(text[at:end])
                at = end
                continue
        if one in " \t\r\n'\"`" or one in ENDS:
            break
        filled = next((pair for pair in FILLED if text.startswith(pair[0], at)), None)
        close = text.find(filled[1], at, line) if filled is not None else -1
        if filled is not None and close >= 0:
            close += len(filled[1])
            pieces.append(text[at:close])
            at = close
            continue
        if one == "\\" and text[at + 1 : at + 2] in ("", "\r", "\n", "'", '"'):
            break
        pieces.append(one)
        at += 1
    written = "".join(pieces)
    return (Word(Span(start, at), written, filled=_is_filled(written)) if written else None), max(at, start + 1)


def _is_filled(text: str) -> bool:
    at = text.find("$")
    while at >= 0:
        if text[at + 1 : at + 2] in VARIABLE and at + 1 < len(text):
            return True
        at = text.find("$", at + 1)
    return "`" in text or "{{" in text or (len(text) > 2 and text[0] == text[-1] == "!")


def _words_in(text: str) -> list[str]:
    """`mySecret_value` has three."""
    found: list[str] = [""]
    before = ""
    for one in text:
        if not one.isalnum():
            found.append("")
        elif one.isupper() and before.islower():
            found.append(one)
        else:
            found[-1] += one
        before = one
    return [word.lower() for word in found if word]
