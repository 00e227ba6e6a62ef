"""`.cfg` and `.properties`, as java.util.Properties loads them; every value is a text.

The source was decoded as ISO-8859-1, so an offset is a byte. A first `<` makes it Java's XML properties.
"""

from __future__ import annotations

from aemlint.formats.java import joined
from aemlint.formats.tree import Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.source import Source

BLANK = " \t\f"
ENDS = "\r\n"
HEX = frozenset("0123456789abcdefABCDEF")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
DOCTYPE = "http://java.sun.com/dtd/properties.dtd"


def document(source: Source) -> Document:
    if source.text.startswith("<"):
        return _xml(source)
    text, at, length = source.text, 0, len(source.text)
    found: list[Entry] = []
    comments: list[Comment] = []
    problems: list[Problem] = []
    while at < length:
        if text[at] in BLANK or text[at] in ENDS:
            at += 1
            continue
        if text[at] in "#!":
            end = _line_end(text, at)
            comments.append(Comment(Span(at, end), text[at + 1 : end]))
            at = end
            continue
        key_start = at
        name, at, bad = _run(text, at, key=True)
        key = Span(key_start, at)
        at = _separator(text, at)
        value_start = at
        value, at, worse = _run(text, at, key=False)
        for start, stop in (*bad, *worse):
            problems.append(Problem("syntax", Span(start, stop), "`\\u` without four hexadecimal digits"))
        found.append(Entry(key, name, Scalar(Span(value_start, at), value, "String")))
    return _finished(source, found, comments, problems, refused=bool(problems))


def _finished(
    source: Source, found: list[Entry], comments: list[Comment], problems: list[Problem], *, refused: bool
) -> Document:
    last: dict[str, Entry] = {}
    shadowed = []
    folded: dict[str, str] = {}
    for entry in found:
        if entry.name in last:
            shadowed.append(last.pop(entry.name))
            reason = f"the key `{entry.name}` stands twice; the last wins"
            problems.append(Problem("duplicate-key", entry.key, reason))
        elif folded.setdefault(entry.name.lower(), entry.name) != entry.name:
            reason = f"the property `{entry.name}` stands twice; AEM ignores case"
            problems.append(Problem("duplicate-key", entry.key, reason))
        last[entry.name] = entry
    root = Table(Span(0, len(source.text)), list(last.values()))
    problems.sort(key=lambda problem: problem.span.start)
    return Document(
        source, "properties", root, comments=comments, problems=problems, shadowed=shadowed, refused=refused
    )


def _line_end(text: str, at: int) -> int:
    """Of a natural line: LF or CR, whichever is first."""
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    carriage = text.find("\r", at, line)
    return carriage if carriage >= 0 else line


def _continued(text: str, at: int) -> int:
    """Behind a backslash: the offset at which the next line goes on, or -1 where no line ends."""
    if text.startswith("\r\n", at):
        at += 2
    elif at < len(text) and text[at] in ENDS:
        at += 1
    else:
        return -1
    while at < len(text) and text[at] in BLANK:
        at += 1
    return at


def _separator(text: str, at: int) -> int:
    """Past white space, one `=` or `:`, and white space; lines may be continued on the way."""
    seen = False
    while at < len(text):
        if text[at] in BLANK:
            at += 1
        elif text[at] in "=:" and not seen:
            seen = True
            at += 1
        elif text[at] == "\\":
            beyond = _continued(text, at + 1)
            if beyond < 0:
                return at
            at = beyond
        else:
            return at
    return at


def _run(text: str, at: int, *, key: bool) -> tuple[str, int, list[tuple[int, int]]]:
    """A key up to its separator, or a value up to its line's end; and escapes that make Java throw."""
    pieces: list[str] = []
    bad: list[tuple[int, int]] = []
    length = len(text)
    while at < length:
        one = text[at]
        if one == "\\":
            beyond = _continued(text, at + 1)
            if beyond >= 0:
                at = beyond
                continue
            if at + 1 >= length:  # a last backslash is dropped
                return "".join(pieces), length, bad
            escaped = text[at + 1]
            if escaped == "u":
                digits = text[at + 2 : at + 6]
                if len(digits) == 4 and HEX.issuperset(digits):
                    pieces.append(chr(int(digits, 16)))
                    at += 6
                else:
                    bad.append((at, min(at + 6, length)))
                    at += 2
                continue
            pieces.append(ESCAPES.get(escaped, escaped))
            at += 2
            continue
        if one in ENDS or (key and (one in BLANK or one in "=:")):
            break
        pieces.append(one)
        at += 1
    return joined("".join(pieces)), at, bad


def _xml(source: Source) -> Document:
    """Properties.loadFromXML. The document type must be Java's own, and is never fetched."""
    from pyexpat import ExpatError, ParserCreate

    found: list[Entry] = []
    comments: list[Comment] = []
    problems: list[Problem] = []
    data = source.text.encode("latin-1", "replace")
    parser = ParserCreate()
    state: dict[str, object] = {"doctype": False, "key": None, "text": [], "start": 0, "depth": 0}

    def refuse(reason: str) -> None:
        at = max(parser.CurrentByteIndex, 0)
        problems.append(Problem("syntax", Span(at, min(at + 1, len(data))), reason))

    def doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
        state["doctype"] = name == "properties" and system == DOCTYPE and not internal
        if not state["doctype"]:
            refuse("a document type that is not Java's properties.dtd")
            raise _Enough

    def entity(*_: object) -> None:
        refuse("an entity is declared")
        raise _Enough

    def start(name: str, attributes: dict[str, str]) -> None:
        depth = state["depth"]
        assert isinstance(depth, int)
        state["depth"] = depth + 1
        expected = ("properties",) if depth == 0 else ("entry", "comment")
        if name not in expected or depth > 1:
            refuse("an element that Java's properties do not have")
        if name == "entry":
            if "key" not in attributes:
                refuse("an entry without a key")
            state["key"] = attributes.get("key", "")
            state["text"] = []
            state["start"] = parser.CurrentByteIndex

    def end(name: str) -> None:
        depth = state["depth"]
        assert isinstance(depth, int)
        state["depth"] = depth - 1
        if name == "entry" and isinstance(state["key"], str):
            begin = state["start"]
            assert isinstance(begin, int) and isinstance(state["text"], list)
            stop = parser.CurrentByteIndex
            opened = source.text.find(">", begin)
            body = Span(opened + 1 if 0 <= opened < stop else stop, stop)
            at = source.text.find("key", begin, stop if stop > begin else None)
            key = Span(at, at + 3) if at >= 0 else Span(begin, begin)
            quote = source.text.find(state["key"], at) if at >= 0 else -1
            if quote >= 0 and quote < body.start and state["key"]:
                key = Span(quote, quote + len(state["key"]))
            found.append(Entry(key, state["key"], Scalar(body, "".join(state["text"]), "String")))
            state["key"] = None

    def characters(text: str) -> None:
        if isinstance(state["text"], list):
            state["text"].append(text)

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.CommentHandler = lambda text: comments.append(
        Comment(Span(parser.CurrentByteIndex, min(parser.CurrentByteIndex + len(text) + 7, len(data))), text)
    )
    try:
        parser.Parse(data, True)
    except _Enough:
        pass
    except ExpatError:
        refuse("XML that is not well-formed")
    except (ValueError, LookupError):
        refuse("an encoding that nobody knows")
    if not state["doctype"] and not problems:
        problems.append(Problem("syntax", Span(0, 1), "XML properties without Java's document type"))
    refused = bool(problems)
    return _finished(source, found, comments, problems, refused=refused)


class _Enough(Exception):
    """What is read must not be read on."""


def written(value: str | bool | int, like: Scalar) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    pieces = []
    for at, one in enumerate(text):
        if one == "\\" or (one in BLANK and at == 0):
            pieces.append("\\" + one)
        elif one in "\n\r\t\f":
            pieces.append("\\" + "nrtf"["\n\r\t\f".index(one)])
        elif one > "\xff":
            units = one.encode("utf-16-be", "surrogatepass")
            pieces.extend(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
        else:
            pieces.append(one)
    return "".join(pieces)
