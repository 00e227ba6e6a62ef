"""`sling:OsgiConfig` documents: expat says what is right, the start tag's text says where it stands.

The cloud's converter and 6.5's import differ in names, blank values and types (formats of the attribute alike).
"""

from __future__ import annotations

from aemlint.formats import docview
from aemlint.formats.tree import Document, Entry, Problem, Scalar, Table
from aemlint.formats.xml_text import Characters, Tag, comments, unescaped
from aemlint.formats.xml_walk import UNBOUND, Walk
from aemlint.source import Source, Span
from aemlint.source import decoded as decoded_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Comment
    from aemlint.formats.xml_text import Attribute

MISTAKES = 50


def decoded(path: str, data: bytes) -> Source:
    """The encoding is the one of the byte order mark, else of the declaration, else UTF-8."""
    if data.startswith(b"\xff\xfe"):
        return decoded_text(path, data, "utf-16-le")
    if data.startswith(b"\xfe\xff"):
        return decoded_text(path, data, "utf-16-be")
    declared = _declared(data)
    if declared in ("", "utf-8", "utf8", "us-ascii", "ascii"):
        return decoded_text(path, data)
    if declared in ("iso-8859-1", "latin-1", "latin1", "windows-1252", "iso-8859-15"):
        return decoded_text(path, data, declared)
    source = decoded_text(path, data)
    return Source(path, source.text, source.damage or Span(0, min(len(source.text), 1)))


def _declared(data: bytes) -> str:
    head = data[:200].removeprefix(b"\xef\xbb\xbf")
    if not head.startswith(b"<?xml"):
        return ""
    declaration = head.partition(b"?>")[0].decode("latin-1")
    _, found, rest = declaration.partition("encoding")
    rest = rest.lstrip(" \t\r\n=")
    return rest[1:].partition(rest[:1])[0].lower() if found and rest[:1] in ("'", '"') else ""


def document(source: Source, target: str = "cloud") -> Document:
    text = source.text
    body = text.removeprefix("\ufeff")
    data = ("\ufeff" * (len(text) - len(body)) + _without_encoding(body)).encode("utf-8", "replace")
    walk = Walk(data, target)
    if walk.problem is not None and walk.problem[1] == UNBOUND:  # the converter does not mind
        walk = Walk(data, target, namespaces=False)
    characters = Characters(text, data)
    found = comments(text)
    problem = _problem(source, walk, characters)
    if problem is not None:
        tag = text.find("<jcr:root") if walk.root is None else characters.at(walk.root[0])
        return _refused(source, tag if tag >= 0 else text.find("<", text.find("?>") + 1), found, problem)
    assert walk.root is not None
    offset, is_configuration, is_jcr_root = walk.root
    if not is_configuration or not is_jcr_root:
        # One that is nested in something else is none for anybody, but a secret in it is a secret.
        inner = [entry for at in walk.nested for entry in _lenient(Tag(text, characters.at(at)).attributes)]
        return Document(source, "xml", None, comments=found, shadowed=inner, configuration=False)
    return _configuration(source, Tag(text, characters.at(offset)).attributes, found, target)


def _problem(source: Source, walk: Walk, characters: Characters) -> Problem | None:
    if source.damage is not None:
        return Problem("unreadable", source.damage, "bytes that are no text in the file's encoding")
    if walk.problem is None:
        return None
    at, reason = walk.problem
    start = min(characters.at(at), max(len(source.text) - 1, 0))
    return Problem("syntax", Span(start, min(start + 1, len(source.text))), reason)


def _without_encoding(text: str) -> str:
    """The text is UTF-8 from here on; blanks keep every offset."""
    if not text.startswith("<?xml"):
        return text
    end = text.find("?>")
    at = text.find("encoding", 0, max(end, 0))
    if end < 0 or at < 0:
        return text
    quote = min((found for found in (text.find('"', at, end), text.find("'", at, end)) if found >= 0), default=-1)
    close = text.find(text[quote], quote + 1, end) if quote >= 0 else -1
    return text[:at] + " " * (close + 1 - at) + text[close + 1 :] if close >= 0 else text


def _refused(source: Source, tag: int, found: list[Comment], problem: Problem) -> Document:
    """What can still be read of the first tag, for rules about secrets."""
    seen: dict[str, Attribute] = {}
    twice: list[Attribute] = []
    problems: list[Problem] = []
    for attribute in Tag(source.text, tag).attributes if tag >= 0 else []:
        if attribute.name in seen:
            twice.append(attribute)
            reason = f"the attribute `{attribute.name}` stands twice"
            problems.append(Problem("duplicate-key", attribute.span, reason))
        seen.setdefault(attribute.name, attribute)
    return Document(
        source,
        "xml",
        Table(Span(0, len(source.text)), _lenient(list(seen.values()))),
        comments=found,
        problems=problems[:MISTAKES] or [problem],
        shadowed=_lenient(twice),
        refused=True,
    )


def _is_property(attribute: Attribute) -> bool:
    return ":" not in attribute.name and attribute.name != "xmlns"


def _lenient(attributes: list[Attribute]) -> list[Entry]:
    """Entries of attributes whose values may be wrong: a text where no type fits."""
    entries = []
    for attribute in filter(_is_property, attributes):
        raw = unescaped(attribute.raw)
        written = docview.Written(raw)
        # Braces around no type are a part of the text: a template's, Crypto Support's, a password's own.
        value = written.text if written.type is None or written.type in docview.TYPES else raw
        name = docview.decoded_name(attribute.name)
        entries.append(Entry(attribute.span, name, Scalar(attribute.value_span, value, "String")))
    return entries


def _configuration(source: Source, attributes: list[Attribute], found: list[Comment], target: str) -> Document:
    cloud = target == "cloud"
    entries: list[Entry] = []
    by_name: dict[str, int] = {}
    shadowed: list[Entry] = []
    problems: list[Problem] = []
    refused = False
    for attribute in filter(_is_property, attributes):
        name = attribute.name if cloud else docview.decoded_name(attribute.name)
        if ":" in name:
            continue
        written = docview.Written(unescaped(attribute.raw))
        known = written.type is None or written.type in docview.TYPES
        node, what = docview.node(attribute.value_span, written, cloud=cloud) if known else (None, "refused")
        if node is None:
            shadowed += _lenient([attribute])
            if what == "refused":
                refused = True
                reason = f"`{name}` is no {written.type or 'text'}"
                if not known:
                    reason = "an unknown type in braces; a value that begins with `{` needs `\\{`"
                problems.append(Problem("unknown-type", attribute.value_span, reason))
            continue
        before = by_name.get(name.lower())
        if before is not None:
            reason = f"the property `{name}` stands twice; AEM ignores case"
            problems.append(Problem("duplicate-key", attribute.span, reason))
            if cloud or entries[before].name == name:  # on 6.5 two nodes' properties, until Configuration Admin
                shadowed.append(entries[before])
                entries[before] = Entry(attribute.span, name, node, written.type)
                continue
        by_name[name.lower()] = len(entries)
        entries.append(Entry(attribute.span, name, node, written.type))
    return Document(
        source,
        "xml",
        Table(Span(0, len(source.text)), entries),
        comments=found,
        problems=problems[:MISTAKES],
        shadowed=shadowed,
        refused=refused,
    )


def written(value: str | bool | int, like: Scalar) -> str:
    if isinstance(value, bool):
        return f'"{{Boolean}}{str(value).lower()}"' if like.type != "String" else f'"{str(value).lower()}"'
    if isinstance(value, int):
        return f'"{{Long}}{value}"' if like.type != "String" else f'"{value}"'
    text = docview.written(value)
    for character, entity in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ('"', "&quot;"),
        ("\n", "&#10;"),
        ("\r", "&#13;"),
        ("\t", "&#9;"),
    ):
        text = text.replace(character, entity)
    return f'"{text}"'
