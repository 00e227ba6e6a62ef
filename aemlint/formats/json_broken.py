"""What is read where JSON has no value: single quotes, texts that never end, words without any quotes."""

from __future__ import annotations

from aemlint.formats.json_scanner import BLANK
from aemlint.formats.tree import Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.json_scanner import Scanner
    from aemlint.formats.tree import Node


def value(scanner: Scanner, at: int) -> tuple[Node, int, bool]:
    """What stands where a value is due, where it ends, and that it opened nothing."""
    text = scanner.text
    if text[at] == "'":
        value, end = single_quoted(scanner, at)
        return Scalar(scanner.span(at, end), value, scanner.text_type), end, False
    if text[at] in ",:}]":
        scanner.mistake(at, at + 1, "a value is missing")
        return Scalar(scanner.span(at, at), None, "missing"), at + (text[at] == ":"), False
    end = at
    while end < scanner.end and text[end] not in ",\n\r}]":
        end += 1
    word = text[at:end].rstrip(BLANK)
    scanner.mistake(at, at + len(word), "no JSON value: text needs quotes")
    return Scalar(scanner.span(at, at + len(word)), word, scanner.text_type), max(end, at + 1), False


def single_quoted(scanner: Scanner, at: int) -> tuple[str, int]:
    """Up to the closing quote, or to the end of the line."""
    end = scanner.text.find("'", at + 1, scanner.end)
    line = scanner.text.find("\n", at, end if end >= 0 else scanner.end)
    if end < 0 or line >= 0:
        end = line if line >= 0 else scanner.end
        scanner.mistake(at, end, "single quotes")
        return scanner.text[at + 1 : end], end
    scanner.mistake(at, end + 1, "single quotes where double ones are due")
    return scanner.text[at + 1 : end], end + 1


def string(scanner: Scanner, at: int) -> tuple[str, int]:
    """As Scanner.string, of a text in double quotes that JSON does not allow."""
    text, end = scanner.text, _closing_quote(scanner, at)
    if end >= scanner.end:
        return _unclosed_string(scanner, at)
    line = text.rfind("\n", at, end)
    if line >= 0 and not text[line:end].strip() and text[end + 1 : end + 2] not in ("", *",]}\r\n \t"):
        # The quote begins a line and a text, so it ends none: the one that is missing is further up.
        return _unclosed_string(scanner, at)
    body = text[at + 1 : end]
    control = next((index for index, one in enumerate(body) if one < " "), -1)
    if control >= 0:
        scanner.mistake(at + 1 + control, at + 2 + control, "a control character inside a text")
    else:
        scanner.mistake(at, end + 1, "an escape that JSON does not have")
    return body.replace("\\", ""), end + 1


def _closing_quote(scanner: Scanner, at: int) -> int:
    """Of the string that opens at an offset; the end of the text if there is none."""
    if scanner.closing[0] <= at < scanner.closing[1]:
        return scanner.closing[1]
    text, end = scanner.text, at + 1
    while end < scanner.end and text[end] != '"':
        end += 2 if text[end] == "\\" else 1
    end = min(end, scanner.end)
    scanner.closing = (at, end)
    return end


def _unclosed_string(scanner: Scanner, at: int) -> tuple[str, int]:
    """Takes the line, so that what follows is still seen."""
    line = scanner.text.find("\n", at, scanner.end)
    end = line if line >= 0 else scanner.end
    scanner.mistake(at, at + 1, "a text without a closing quote")
    return scanner.text[at + 1 : end].rstrip("\r").rstrip(","), end
