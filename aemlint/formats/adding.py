"""A property that a file does not have yet, written behind one that it has, in the manner of that one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Document, Entry, Table

BLANK = frozenset(" \t\r\n\f")


def added(document: Document, beside: Entry, name: str, *, value: bool | int) -> tuple[int, str] | None:
    """An offset, and the text to insert there; None for what is no configuration's format."""
    text = document.source.text
    start, end = beside.key.start, beside.value.span.end
    line_start = start
    while line_start > 0 and text[line_start - 1] in " \t":
        line_start -= 1
    own_line = line_start == 0 or text[line_start - 1] in "\r\n"
    indent = text[line_start:start]
    newline = _newline(text, line_start)
    separator = text[beside.key.end : beside.value.span.start]
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    if document.format == "cfg.json":
        separator = separator if separator.strip() == ":" else ": "
        return end, f',{newline + indent if own_line else " "}"{name}"{separator}{plain}'
    if document.format == "config":
        separator = separator if separator.strip(" \t") == "=" else "="
        return end, f'{newline}{name}{separator}{"B" if isinstance(value, bool) else "I"}"{plain}"'
    if document.format == "properties" and not text.lstrip().startswith("<"):  # Java's properties may be XML
        separator = separator if separator.strip(" \t") in ("=", ":") else "="
        return end, f"{newline}{indent if own_line else ''}{name}{separator}{plain}"
    if document.format == "xml":
        gap = start
        while gap > 0 and text[gap - 1] in BLANK:
            gap -= 1
        type = "Boolean" if isinstance(value, bool) else "Long"
        return end, f'{text[gap:start] or " "}{name}="{{{type}}}{plain}"'
    return None


def field_added(document: Document, table: Table, name: str, value: str) -> tuple[int, str]:
    """Of a networking or variables file: JSON's and flow style's fields go last, a YAML block's before its last one."""
    text = document.source.text
    entry = table.entries[-1]
    start = line_start = entry.key.start
    while line_start > 0 and text[line_start - 1] in " \t":
        line_start -= 1
    own_line = line_start == 0 or text[line_start - 1] in "\r\n"
    if document.format == "yaml" and text[table.span.start : table.span.start + 1] != "{":
        # Behind the last value a comment may stand, and a block of text has its own ideas of where it ends.
        indent = text[line_start:start] if own_line else " " * _column(text, start)
        return start, f"{name}: {value}{_newline(text, line_start)}{indent}"
    separator = text[entry.key.end : entry.value.span.start]
    separator = separator if separator.strip() == ":" else ": "
    quote = text[start : start + 1] if text[start : start + 1] in "\"'" else ""
    gap = _newline(text, line_start) + text[line_start:start] if own_line else " "
    return entry.value.span.end, f",{gap}{quote}{name}{quote}{separator}{quote}{value}{quote}"


def _column(text: str, at: int) -> int:
    start = at
    while start > 0 and text[start - 1] not in "\r\n":
        start -= 1
    return at - start


def _newline(text: str, line_start: int) -> str:
    """The line end before a line, else the first there is."""
    end = line_start
    if end == 0 or text[end - 1] not in "\r\n":
        end = text.find("\n") + 1 or text.find("\r") + 1
    if end > 1 and text[end - 2 : end] == "\r\n":
        return "\r\n"
    return "\r" if end > 0 and text[end - 1] == "\r" else "\n"
