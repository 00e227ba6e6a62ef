"""Properties that a fix adds to a file."""

from __future__ import annotations

import pytest

from aemlint import formats
from aemlint.formats.adding import added
from aemlint.formats.tree import Scalar

XML = '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'


@pytest.mark.parametrize(
    ("name", "text", "becomes"),
    [
        ("P.cfg.json", '{"a": 1}', '{"a": 1, "b": true}'),
        ("P.cfg.json", '{\r\n  "a":1, // one\r\n  "c": 2\r\n}', '{\r\n  "a":1,\r\n  "b":true, // one\r\n  "c": 2\r\n}'),
        ("P.config", 'a="1"', 'a="1"\nb=B"true"'),
        ("P.config", '# c\r\na = I"1"\r\n', '# c\r\na = I"1"\r\nb = B"true"\r\n'),
        ("P.cfg", "a: 1\nc: 2", "a: 1\nb: true\nc: 2"),
        ("P.cfg", "a=1\\\n  2\n", "a=1\\\n  2\nb=true\n"),
        (
            "P.xml",
            f'{XML}\n  jcr:primaryType="sling:OsgiConfig"\n  a="1"/>',
            f'{XML}\n  jcr:primaryType="sling:OsgiConfig"\n  a="1"\n  b="{{Boolean}}true"/>',
        ),
        (
            "P.xml",
            f'{XML} jcr:primaryType="sling:OsgiConfig" a="1"/>',
            f'{XML} jcr:primaryType="sling:OsgiConfig" a="1" b="{{Boolean}}true"/>',
        ),
    ],
)
def test_a_property_is_added_in_the_manner_of_its_neighbour(name: str, text: str, becomes: str) -> None:
    document = formats.configuration(name, text.encode(), "cloud")
    place = added(document, document.entries[0], "b", value=True)
    assert place is not None
    at, new = place
    after = text[:at] + new + text[at:]
    assert after == becomes
    read = {entry.name: entry.value for entry in formats.configuration(name, after.encode(), "cloud").entries}
    assert isinstance(read["b"], Scalar)
    assert str(read["b"].value).lower() == "true"


def test_nothing_is_added_to_properties_in_xml() -> None:
    doctype = '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">'
    text = f'{doctype}\n<properties><entry key="a">1</entry></properties>'
    document = formats.configuration("P.cfg", text.encode(), "cloud")
    assert all(added(document, entry, "b", value=True) is None for entry in document.entries)
