"""`sling:OsgiConfig` documents: expat says what is right, the start tag's text says where it stands.

The cloud's converter and 6.5's import differ in names, blank values and types (formats of the attribute alike).
"""

from __future__ import annotations

from aemlint.formats.java import Refused, from_text
from aemlint.formats.tree import Array, Comment, Document, Entry, Problem, Scalar, Table
from aemlint.source import Source, Span
from aemlint.source import decoded as decoded_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node

JCR = "http://www.jcp.org/jcr/1.0"
DEPTH = 256
UNBOUND = "a prefix without a namespace"
JAVA = {"Long": "Long", "Double": "Double", "Boolean": "Boolean", "Date": "Calendar"}
TEXT_TYPES = ("Name", "Path", "Decimal", "URI", "Reference", "WeakReference", "Binary", "BinaryRef")
TYPES = ("String", "undefined", *JAVA, *TEXT_TYPES)
BLANK = " \t\r\n"
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


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
    return Source(path, source.text, source.damage or Span(0, 1))


def _declared(data: bytes) -> str:
    head = data[:200].removeprefix(b"\xef\xbb\xbf")
    if not head.startswith(b"<?xml"):
        return ""
    declaration = head.partition(b"?>")[0].decode("latin-1")
    _, found, rest = declaration.partition("encoding")
    rest = rest.lstrip(" \t\r\n=")
    return rest[1:].partition(rest[:1])[0].lower() if found and rest[:1] in ("'", '"') else ""


class _Enough(Exception):
    """What is read must not be read on."""


class _Walk:
    """What expat saw: the tags that hold configurations, and what stopped it."""

    __slots__ = ("depth", "nested", "parser", "prefix", "problem", "root", "target")

    def __init__(self, data: bytes, target: str, *, namespaces: bool = True) -> None:
        from pyexpat import ExpatError, ParserCreate

        self.target = target
        self.depth = 0
        self.root: tuple[int, bool, bool] | None = None  # byte offset, is a configuration, is jcr:root
        self.nested: list[int] = []
        self.problem: tuple[int, str] | None = None
        self.prefix = f"{JCR} " if namespaces else "jcr:"
        self.parser = ParserCreate("utf-8", namespace_separator=" ") if namespaces else ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        try:
            self.parser.Parse(data, True)
        except _Enough:
            pass
        except ExpatError as error:
            self.problem = (max(self.parser.ErrorByteIndex, 0), _reason(error.code))
        except (ValueError, LookupError):
            self.problem = (0, "an encoding that nobody knows")

    def _doctype(self, *_: object) -> None:
        self.problem = (self.parser.CurrentByteIndex, "a document type or an entity, which no configuration needs")
        raise _Enough

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            self.problem = (self.parser.CurrentByteIndex, f"nested deeper than {DEPTH} levels")
            raise _Enough
        primary = attributes.get(f"{self.prefix}primaryType", "")
        if self.target == "6.5":
            primary = primary.removeprefix("{Name}")
        is_configuration = primary == "sling:OsgiConfig" or (
            primary.endswith(":OsgiConfig") and not primary.startswith("{")
        )
        if self.root is None:
            self.root = (self.parser.CurrentByteIndex, is_configuration, name == f"{self.prefix}root")
        elif is_configuration:
            self.nested.append(self.parser.CurrentByteIndex)

    def _end(self, name: str) -> None:
        self.depth -= 1


def _reason(code: int) -> str:
    from pyexpat import errors

    reasons = {
        errors.codes[errors.XML_ERROR_NO_ELEMENTS]: "there is no element in it",
        errors.codes[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "an attribute stands twice",
        errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "text after the end of the document",
        errors.codes[errors.XML_ERROR_TAG_MISMATCH]: "an end tag that fits no start tag",
        errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]: "the file ends inside a tag",
        errors.codes[errors.XML_ERROR_UNBOUND_PREFIX]: UNBOUND,
        errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: "an entity that XML does not have",
    }
    return reasons.get(code, "XML that is not well-formed")


class _Attribute:
    __slots__ = ("name", "raw", "span", "value_span")

    def __init__(self, name: str, span: Span, value_span: Span, raw: str) -> None:
        self.name = name
        self.span = span
        self.value_span = value_span
        self.raw = raw


def document(source: Source, target: str = "cloud") -> Document:
    text = source.text
    body = text.removeprefix("\ufeff")
    data = ("\ufeff" * (len(text) - len(body)) + _without_encoding(body)).encode("utf-8", "replace")
    walk = _Walk(data, target)
    if walk.problem is not None and walk.problem[1] == UNBOUND:  # the converter does not mind
        walk = _Walk(data, target, namespaces=False)
    characters = _character_offsets(text, data)
    comments = _comments(text)
    if source.damage is not None:
        problem = Problem("unreadable", source.damage, "bytes that are no text in the file's encoding")
        return _refused(source, walk, characters, comments, [problem])
    if walk.problem is not None:
        at, reason = walk.problem
        start = min(characters(at), max(len(text) - 1, 0))
        return _refused(source, walk, characters, comments, [Problem("syntax", Span(start, min(start + 1, len(text))), reason)])
    assert walk.root is not None
    offset, is_configuration, is_jcr_root = walk.root
    if not is_configuration or not is_jcr_root:
        entries = [entry for at in walk.nested for entry in _lenient(_attributes(text, characters(at)))]
        return Document(source, "xml", None, comments=comments, shadowed=entries, configuration=False)
    return _configuration(source, _attributes(text, characters(offset)), comments, target)


def _without_encoding(text: str) -> str:
    """The text is UTF-8 from here on; blanks keep every offset."""
    if not text.startswith("<?xml"):
        return text
    end = text.find("?>")
    at = text.find("encoding", 0, end)
    if end < 0 or at < 0:
        return text
    quote = min((found for found in (text.find('"', at, end), text.find("'", at, end)) if found >= 0), default=-1)
    close = text.find(text[quote], quote + 1, end) if quote >= 0 else -1
    return text[:at] + " " * (close + 1 - at) + text[close + 1 :] if close >= 0 else text


def _character_offsets(text: str, data: bytes):  # type: ignore[no-untyped-def]
    """From byte offsets to character offsets; a step per look-up, as they come in rising order."""
    if len(data) == len(text):
        return lambda at: at
    return lambda at: len(data[:at].decode("utf-8", "ignore"))


def _comments(text: str) -> list[Comment]:
    found, at = [], text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        found.append(Comment(Span(at, end + 3), text[at + 4 : end]))
        at = text.find("<!--", end + 3)
    return found


def _attributes(text: str, tag: int) -> list[_Attribute]:
    """The attributes of the start tag at an offset, as written; stops where no attribute can be."""
    found: list[_Attribute] = []
    at, length = tag + 1, len(text)
    while at < length and text[at] not in BLANK + "/>":
        at += 1
    while at < length:
        while at < length and text[at] in BLANK:
            at += 1
        if at >= length or text[at] in "/><":
            break
        start = at
        while at < length and text[at] not in BLANK + "=/><\"'":
            at += 1
        name = Span(start, at)
        while at < length and text[at] in BLANK:
            at += 1
        if not text.startswith("=", at):
            break
        at += 1
        while at < length and text[at] in BLANK:
            at += 1
        quote = text[at : at + 1]
        if quote not in ('"', "'"):
            break
        close = text.find(quote, at + 1)
        if close < 0:
            line = text.find("\n", at)
            close = line if line >= 0 else length
            found.append(_Attribute(text[start : name.end], name, Span(at, close), text[at + 1 : close]))
            break
        found.append(_Attribute(text[start : name.end], name, Span(at, close + 1), text[at + 1 : close]))
        at = close + 1
    return found


def _refused(source: Source, walk: _Walk, characters, comments: list[Comment], problems: list[Problem]) -> Document:  # type: ignore[no-untyped-def]
    """What can still be read of the first tag, for rules about secrets."""
    tag = source.text.find("<jcr:root")
    if walk.root is not None:
        tag = characters(walk.root[0])
    elif tag < 0:
        tag = source.text.find("<", source.text.find("?>") + 1)
    attributes = _attributes(source.text, tag) if tag >= 0 else []
    seen: dict[str, _Attribute] = {}
    twice: list[_Attribute] = []
    for attribute in attributes:
        if attribute.name in seen:
            twice.append(attribute)
            reason = f"the attribute `{attribute.name}` stands twice"
            problems = [Problem("duplicate-key", attribute.span, reason)]
        seen.setdefault(attribute.name, attribute)
    if "doctype" in (problem.reason for problem in problems):
        attributes = []
    entries = _lenient(list(seen.values()))
    root = Table(Span(0, len(source.text)), entries)
    return Document(
        source, "xml", root, comments=comments, problems=problems, shadowed=_lenient(twice), refused=True
    )


def _lenient(attributes: list[_Attribute]) -> list[Entry]:
    """Entries of attributes whose values may be wrong: a text where no type fits."""
    entries = []
    for attribute in attributes:
        if ":" in attribute.name or attribute.name == "xmlns":
            continue
        text = _unescaped(attribute.raw)
        _, value = _typed_text(text)
        values = _values(value)
        plain = " ".join(values) if isinstance(values, list) else values
        entries.append(Entry(attribute.span, _decoded_name(attribute.name), Scalar(attribute.value_span, plain, "String")))
    return entries


def _configuration(source: Source, attributes: list[_Attribute], comments: list[Comment], target: str) -> Document:
    cloud = target == "cloud"
    entries: dict[str, Entry] = {}
    shadowed: list[Entry] = []
    problems: list[Problem] = []
    for attribute in attributes:
        name = attribute.name if cloud else _decoded_name(attribute.name)
        if ":" in attribute.name or ":" in name or attribute.name == "xmlns":
            continue
        text = _unescaped(attribute.raw)
        declared, value = _typed_text(text)
        if declared is not None and declared not in TYPES:
            reason = "an unknown type in braces; a value that begins with `{` needs `\\{`"
            problems.append(Problem("unknown-type", attribute.value_span, reason))
            shadowed += _lenient([attribute])
            continue
        try:
            node, reason = _node(attribute.value_span, declared or "String", _values(value, strict=True), cloud=cloud)
        except Refused:
            node, reason = None, "refused"
        if reason == "dropped":
            shadowed += _lenient([attribute])
        elif node is None:
            problems.append(Problem("unknown-type", attribute.value_span, f"`{name}` is no {declared or 'text'}"))
            shadowed += _lenient([attribute])
        else:
            key = name.lower() if cloud else name
            if key in entries:
                before = entries.pop(key)
                problems.append(
                    Problem("duplicate-key", attribute.span, f"the property `{name}` stands twice; AEM ignores case")
                )
                if cloud:
                    shadowed.append(before)
                else:
                    entries[key + "\0"] = before
            entries[key] = Entry(attribute.span, name, node, declared)
    refused = any(problem.kind == "unknown-type" for problem in problems)
    return Document(
        source,
        "xml",
        Table(Span(0, len(source.text)), list(entries.values())),
        comments=comments,
        problems=problems,
        shadowed=shadowed,
        refused=refused,
    )


def _unescaped(raw: str) -> str:
    """An attribute's value after XML: entities and character references, line ends and tabs as blanks."""
    raw = raw.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if "&" not in raw:
        return raw
    pieces, at = [], 0
    while True:
        ampersand = raw.find("&", at)
        end = raw.find(";", ampersand, ampersand + 14) if ampersand >= 0 else -1
        if ampersand < 0:
            pieces.append(raw[at:])
            return "".join(pieces)
        pieces.append(raw[at:ampersand])
        name = raw[ampersand + 1 : end] if end >= 0 else ""
        one = _reference(name)
        pieces.append(one if one is not None else "&")
        at = end + 1 if one is not None else ampersand + 1


def _reference(name: str) -> str | None:
    if not name.startswith("#"):
        return ENTITIES.get(name)
    digits, base = (name[2:], 16) if name[1:2] == "x" else (name[1:], 10)
    try:
        return chr(int(digits, base))
    except (ValueError, OverflowError):
        return None


def _typed_text(text: str) -> tuple[str | None, str]:
    if text.startswith("{"):
        end = text.find("}")
        return (text[1:end], text[end + 1 :]) if end >= 0 else (None, text[1:])
    return None, text


def _values(text: str, *, strict: bool = False) -> str | list[str]:
    """Document view escapes taken out; a list where the value is written as one."""
    is_list = text.startswith("[")
    at = 1 if is_list else 0
    values: list[str] = []
    current: list[str] = []
    length = len(text)
    escaped_any = False
    while at < length:
        one = text[at]
        if one == "\\":
            following = text[at + 1 : at + 2]
            digits = text[at + 2 : at + 6]
            if following == "u" and len(digits) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
                current.append(chr(int(digits, 16)))
                at += 6
                continue
            if following == "u" and strict:
                raise Refused
            if following != "0":
                current.append(following)
            else:
                escaped_any = True
            at += 2
            continue
        if is_list and one == ",":
            values.append("".join(current))
            current = []
        elif is_list and one == "]" and at == length - 1:
            break
        else:
            current.append(one)
        at += 1
    if not is_list:
        return "".join(current)
    if values or current or escaped_any:
        values.append("".join(current))
    return values


def _node(span: Span, declared: str, value: str | list[str], *, cloud: bool) -> tuple[Node | None, str]:
    """The value as the target's reader types it; "dropped" where it leaves the property out."""
    if isinstance(value, list):
        if cloud:
            return _cloud_list(span, declared, value)
        items = [_scalar(span, declared, item, cloud=False) for item in value]
        if declared in TEXT_TYPES or any(item is None for item in items):
            return None, "refused"
        return Array(span, [item for item in items if item is not None], JAVA.get(declared, "String") + "[]"), ""
    if cloud and value == "":
        return None, "dropped"
    if not cloud and declared in TEXT_TYPES:
        return None, "dropped"
    node = _scalar(span, declared, value, cloud=cloud)
    if node is None:
        return None, "dropped" if cloud and declared == "Date" else "refused"
    return node, ""


def _cloud_list(span: Span, declared: str, value: list[str]) -> tuple[Node | None, str]:
    if not value:
        return None, "dropped"
    if declared in JAVA:
        items = [_scalar(span, declared, item, cloud=True) for item in value if item != ""]
        if any(item is None for item in items):
            return None, "dropped" if declared == "Date" else "refused"
        return Array(span, [item for item in items if item is not None], "Object[]"), ""
    return Array(span, [Scalar(span, item, "String") for item in value], "String[]"), ""


def _scalar(span: Span, declared: str, text: str, *, cloud: bool) -> Scalar | None:
    if declared == "Date":
        millis = _millis(text)
        if millis is None:
            return None
        return Scalar(span, millis, "Long") if cloud else Scalar(span, f"millis:{millis}", "Calendar")
    if declared not in JAVA:
        return Scalar(span, text, "String")
    try:
        return Scalar(span, from_text(text, declared), declared)
    except Refused:
        return None


def _millis(text: str) -> int | None:
    """ISO 8601 as JCR writes it."""
    from datetime import datetime, timezone

    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    since = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86400 + since.seconds) * 1000 + since.microseconds // 1000


def _decoded_name(name: str) -> str:
    """ISO 9075: `_xHHHH_` is a character."""
    pieces, at = [], 0
    while True:
        start = name.find("_x", at)
        if start < 0:
            return "".join(pieces) + name[at:]
        digits = name[start + 2 : start + 6]
        if len(digits) == 4 and name[start + 6 : start + 7] == "_" and all(d in "0123456789abcdefABCDEF" for d in digits):
            pieces.append(name[at:start] + chr(int(digits, 16)))
            at = start + 7
        else:
            pieces.append(name[at : start + 2])
            at = start + 2


def written(value: str | bool | int, like: Scalar) -> str:
    if isinstance(value, bool):
        return f'"{{Boolean}}{str(value).lower()}"' if like.type != "String" else f'"{str(value).lower()}"'
    if isinstance(value, int):
        return f'"{{Long}}{value}"' if like.type != "String" else f'"{value}"'
    text = value.replace("\\", "\\\\")
    if text.startswith(("{", "[")):
        text = "\\" + text
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;"), ("\n", "&#10;"), ("\r", "&#13;"), ("\t", "&#9;")):
        text = text.replace(character, entity)
    return f'"{text}"'
