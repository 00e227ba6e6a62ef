"""The corpus of past failures: files that once broke a reader, a fix or a law, each under the name of its format.

What fuzzing, Hypothesis or a user finds goes here, as small as it can be, and into a test of the part it belongs to,
which says what is right. The laws of readers are tried on all of it, and the fuzzers start from it.
"""

from __future__ import annotations

HEAD = (
    b'<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" '
    b'jcr:primaryType="sling:OsgiConfig"'
)
FAILURES: list[tuple[str, bytes]] = [
    # A number past the greatest of 32 bits, infinity as a text.
    ("a.cfg.json", b'{"a:Float": 1.7976931348623157e308}'),
    ("a.cfg.json", b'{"a:String": 1e400, "b": -1e400}'),
    ("a.cfg.json", b'{"a:Integer": "' + b"0" * 5000 + b'7"}'),
    # A comment that never ends, one that ends where it begins, a stray slash.
    ("a.cfg.json", b'{"a": 1} /* b'),
    ("a.cfg.json", b'{"a": 1 /*/}'),
    ("a.cfg.json", b'{"a": /"b"/**/}'),
    # Half of a surrogate pair, which no file can hold.
    ("a.cfg.json", b'{"a": "\\ud800"}'),
    ("a.config", b'a="openid,\\ offline_access\\uD800x"\n'),
    # Escapes that hide a placeholder or a key.
    ("a.cfg.json", b'{"\\u0061": "\\u0024[env:A;default=b]"}'),
    ("a.json", b'{"port\\u0046orwards": [{"name": "a", "portDest": 465, "portOrig": 30465}]}'),
    # A bare key: alone, continued by nothing, ended by the file's last backslash.
    ("a.cfg", b"a"),
    ("a.cfg", b"a\\\n  "),
    ("a.cfg", b"a\\"),
    ("a.cfg", b"a : b\\\r\n   c\n"),
    # Lone CRs; no quotes, and no end.
    ("a.config", b'a="x"\rb="y"\r'),
    ("a.config", b'a=Green-Ladder-17\nb="y"\n'),
    ("a.config", b'a="x\nb="y"\n'),
    ("a.config", b'a = "x"\n'),
    # An element that never ends; an attribute that does not; a type that is none.
    ("a.xml", b"<a><b></b>"),
    ("a.xml", HEAD + b' a="{Lonk}b'),
    ("a.xml", HEAD + b" a='\\u00g1'/>"),
    # A comment's sign in a text.
    ("a.yaml", b'portForwards:\n  - {name: "a # aemlint: ignore[network]", portDest: 465, portOrig: 31000}\n'),
    ("a.json", b'{"portOrig": 1e999}'),
]
