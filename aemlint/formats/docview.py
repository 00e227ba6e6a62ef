"""FileVault's document view: how a node's property is written in an XML attribute, `{Type}value` or `{Type}[a,b]`."""

from __future__ import annotations

from aemlint.formats.java import Refused, from_text, joined
from aemlint.formats.tree import Array, Scalar, boolean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.formats.tree import Node
    from aemlint.source import Span

JAVA = {"Long": "Long", "Double": "Double", "Boolean": "Boolean", "Date": "Calendar"}
TEXT_TYPES = ("Name", "Path", "Decimal", "URI", "Reference", "WeakReference", "Binary", "BinaryRef")
TYPES = ("String", "undefined", *JAVA, *TEXT_TYPES)
HEX = frozenset("0123456789abcdefABCDEF")
# Years, months, …: what stands between the digits of a date.
DATE = "dddd-dd-ddTdd:dd:dd.ddd"


class Written:
    """An attribute's value taken apart. `type` is what stands in braces, `items` is None for a single value.

    `sound` is False for a `\\u` that gives no character: there FileVault throws.
    """

    __slots__ = ("items", "sound", "text", "type")

    def __init__(self, value: str) -> None:
        self.type: str | None = None
        self.sound = True
        self.items: list[str] | None = None
        if value.startswith("{"):
            end = value.find("}")
            if end < 0:  # a type that never ends is the value
                self.text = value[1:]
                return
            self.type, value = value[1:end], value[end + 1 :]
        if value.startswith("["):
            self.items = self._list(value)
            self.text = " ".join(self.items)
        else:
            self.text = self._unescaped(value) if "\\" in value else value

    def _unescaped(self, value: str) -> str:
        pieces: list[str] = []
        at = 0
        while True:
            slash = value.find("\\", at)
            if slash < 0:
                pieces.append(value[at:])
                return joined("".join(pieces))
            pieces.append(value[at:slash])
            one, at = self._escape(value, slash + 1)
            pieces.append(one)

    def _list(self, value: str) -> list[str]:
        """It ends at a `]` that is the very last character; a missing one is forgiven."""
        items: list[str] = []
        pieces: list[str] = []
        some = False
        at, last = 1, len(value) - 1
        while at <= last:
            one = value[at]
            if one == "\\":
                some = some or value[at + 1 : at + 2] == "0"
                one, at = self._escape(value, at + 1)
                pieces.append(one)
                continue
            if one == ",":
                items.append(joined("".join(pieces)))
                pieces = []
            elif one != "]" or at != last:
                pieces.append(one)
            at += 1
        text = joined("".join(pieces))
        # `[\0]` is a list of one blank text, `[]` of none.
        return [*items, text] if text or items or some else items

    def _escape(self, value: str, at: int) -> tuple[str, int]:
        one = value[at : at + 1]
        if one != "u":
            return ("" if one == "0" else one), at + 1
        digits = value[at + 1 : at + 5]
        if len(digits) < 4:
            return "", len(value)
        code = 0
        for digit in digits:  # as Java has it: a digit that is none counts as -1
            code = code * 16 + (int(digit, 16) if digit in HEX or digit.isdecimal() else -1)
        if code < 0:
            self.sound = False
            return "", at + 5
        return chr(code), at + 5


def node(span: Span, written: Written, *, cloud: bool) -> tuple[Node | None, str]:
    """The value as the target's reader types it; without one, "dropped" or "refused"."""
    declared = written.type or "String"
    if not written.sound:
        return None, "refused"
    if written.items is not None:
        return (_cloud_list if cloud else _classic_list)(span, declared, written.items)
    if cloud and written.text == "":
        return None, "dropped"
    if not cloud and declared in TEXT_TYPES:
        return None, "dropped"
    found = _scalar(span, declared, written.text, cloud=cloud)
    if found is None:
        return None, "dropped" if cloud and declared == "Date" else "refused"
    return found, ""


def _classic_list(span: Span, declared: str, values: list[str]) -> tuple[Node | None, str]:
    items = [_scalar(span, declared, item, cloud=False) for item in values]
    if declared in TEXT_TYPES or any(item is None for item in items):
        return None, "refused"
    return Array(span, [item for item in items if item is not None], JAVA.get(declared, "String") + "[]"), ""


def _cloud_list(span: Span, declared: str, values: list[str]) -> tuple[Node | None, str]:
    if not values:
        return None, "dropped"
    if declared in JAVA:
        items = [_scalar(span, declared, item, cloud=True) for item in values if item != ""]
        if any(item is None for item in items):
            return None, "dropped" if declared == "Date" else "refused"
        return Array(span, [item for item in items if item is not None], "Object[]"), ""
    return Array(span, [Scalar(span, item, "String") for item in values], "String[]"), ""


def _scalar(span: Span, declared: str, text: str, *, cloud: bool) -> Scalar | None:
    if declared == "Date":
        millis = _millis(text)
        if millis is None:
            return None
        return Scalar(span, millis, "Long") if cloud else Scalar(span, f"millis:{millis}", "Calendar")
    if declared not in JAVA:
        return Scalar(span, text, "String")
    if declared == "Boolean":
        return boolean(span, text)
    try:
        return Scalar(span, from_text(text, declared), declared)
    except Refused:
        return None


def _millis(text: str) -> int | None:
    """JCR's one form of ISO 8601: `2024-01-02T03:04:05.000Z`, or an offset like `+01:00` for the Z."""
    shape = "".join("d" if one in "0123456789" else one for one in text[:30])
    if shape not in (DATE + "Z", DATE + "+dd:dd", DATE + "-dd:dd"):
        return None
    from datetime import datetime, timezone

    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    since = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86400 + since.seconds) * 1000 + since.microseconds // 1000


def decoded_name(name: str) -> str:
    """ISO 9075: `_xHHHH_` is a character."""
    pieces: list[str] = []
    at = 0
    while True:
        start = name.find("_x", at)
        if start < 0:
            return joined("".join([*pieces, name[at:]]))
        digits = name[start + 2 : start + 6]
        if len(digits) == 4 and name[start + 6 : start + 7] == "_" and HEX.issuperset(digits):
            pieces.append(name[at:start] + chr(int(digits, 16)))
            at = start + 7
        else:
            pieces.append(name[at : start + 2])
            at = start + 2


def written(value: str) -> str:
    """A text as a single value."""
    pieces: list[str] = [
        "\\" + one if one == "\\" or (at == 0 and one in "{[") else one for at, one in enumerate(value)
    ]
    return "".join(map(_escaped, pieces)) if not value.isprintable() else "".join(pieces)


def _escaped(piece: str) -> str:
    """What XML cannot hold at all has an escape of document view."""
    code = ord(piece[-1])
    held = code >= 0x20 or piece[-1] in "\t\n\r"
    return piece if held and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF) else f"\\u{code:04x}"
