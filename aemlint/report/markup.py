"""Text inside XML, in ASCII: right whatever the encoding of the stream it goes through."""

from __future__ import annotations

from aemlint.report.showing import PATH, shown

SIGNS = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&apos;"}
SIGNS |= {code: f"&#{code};" for code in (*range(ord(" ")), 0x7F)}


def escaped(text: str) -> str:
    """Characters that XML forbids even as references are escaped the way people see them in other reports.

    >>> escaped("a]]>b\\x1b[0m")
    'a]]&gt;b\\\\x1b[0m'
    """
    return shown(text, PATH).translate(SIGNS).encode("ascii", "xmlcharrefreplace").decode("ascii")


def attributes(values: dict[str, object]) -> str:
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())
