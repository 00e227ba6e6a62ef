"""Felix `.config` files. What the real reader loses without a word is a problem here."""

from __future__ import annotations

from aemlint.formats.config_reader import MISTAKES, TYPES, ConfigReader, Stop
from aemlint.formats.tree import Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.source import Source


def document(source: Source, target: str = "cloud") -> Document:
    text = source.text
    reader = ConfigReader(text, old=target == "6.5")
    refused = reader.old and text.startswith("#") and _without_first_line(reader, text)
    try:
        reader.run()
    except Stop:
        refused = True
    entries = list(reader.by_name.values())
    if reader.lost >= 0:
        reader.shadowed += _salvaged(text, reader.lost, [*entries, *reader.shadowed])
        if not any(problem.kind != "duplicate-key" for problem in reader.problems):
            reader.problem("syntax", Span(reader.lost, reader.lost + 1), "the reader stops here; the rest is lost")
    if text.startswith("#") and "\n" not in text and not reader.problems:
        # The cloud reads nothing there, and the installer of 6.5 throws: whoever wrote it expected something else.
        reader.problem("syntax", Span(0, 1), "a comment without a line end, and nothing else")
    if text.startswith("\ufeff"):
        reader.problems.append(Problem("syntax", Span(0, 1), "a byte order mark becomes part of the first name"))
    if source.damage is not None:
        reader.problems.append(Problem("unreadable", source.damage, "bytes that are no UTF-8"))
    problems = [*reader.problems, *_twins(entries)]
    problems.sort(key=lambda problem: problem.span.start)
    return Document(
        source,
        "config",
        Table(Span(0, len(text)), entries),
        comments=reader.comments,
        problems=problems,
        shadowed=reader.shadowed,
        refused=refused,
    )


def _without_first_line(reader: ConfigReader, text: str) -> bool:
    """The installer itself takes a first line away that is a comment, and fails on one that never ends."""
    line = text.find("\n")
    end = line if line >= 0 else len(text)
    reader.comments.append(Comment(Span(0, end), text[1:end]))
    reader.at = line + 1 if line >= 0 else len(reader.text)
    if line < 0:
        reader.problem("syntax", Span(0, 1), "a first comment line without a line end")
    return line < 0


def _salvaged(text: str, start: int, seen: list[Entry]) -> list[Entry]:
    """Lines that look like `name = value` behind the place where the real reader gave up: for rules on secrets."""
    found: list[Entry] = []
    at = text.find("\n", start)
    known = {entry.key.start for entry in seen}
    while 0 <= at < len(text):
        begin = at + 1
        at = text.find("\n", begin)
        line = text[begin : len(text) if at < 0 else at]
        name, equals, value = line.partition("=")
        stripped = name.strip()
        key = begin + name.find(stripped)
        if not equals or not stripped or stripped[0] in '#"[(' or key in known:
            continue
        body = value.strip()
        first = begin + len(name) + 1 + value.find(body)
        plain = body[1:] if body[:1] in TYPES and body[1:2] in ('"', "[", "(") else body
        written = Scalar(Span(first, first + len(body)), plain.strip('"').replace("\\", ""), "String")
        found.append(Entry(Span(key, key + len(stripped)), stripped, written))
    return found


def _twins(entries: list[Entry]) -> list[Problem]:
    """Both stay here; Configuration Admin refuses them later."""
    seen: set[str] = set()
    found: list[Problem] = []
    for entry in entries:
        folded = entry.name.lower()
        if folded in seen and len(found) < MISTAKES:
            reason = f"the property `{entry.name}` stands twice; AEM ignores case"
            found.append(Problem("duplicate-key", entry.key, reason))
        seen.add(folded)
    return found


def written(value: str | bool | int, like: Scalar) -> str:
    if isinstance(value, bool):
        return f'B"{str(value).lower()}"' if like.type != "String" else f'"{str(value).lower()}"'
    if isinstance(value, int):
        return f'I"{value}"' if like.type in ("Integer", "Boolean") else f'"{value}"'
    pieces = []
    for one in value:
        if one in '"\\=':
            pieces.append("\\" + one)
        elif one in "\b\t\n\f\r":
            pieces.append("\\" + "btnfr"["\b\t\n\f\r".index(one)])
        elif "\ud800" <= one <= "\udfff":  # half of a character, which no encoding has
            pieces.append(f"\\u{ord(one):04x}")
        else:
            pieces.append(one)
    return '"' + "".join(pieces) + '"'
