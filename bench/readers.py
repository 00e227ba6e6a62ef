"""How long the readers take: for a mail file, beside json.loads, and how that grows with the text.

    python bench/readers.py

The goal for `.cfg.json` is ten times json.loads or less, with the place of every key and value. Growth is the time for
four times the text divided by the time for the text: about 4 where it is in proportion.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from timeit import repeat

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from aemlint import formats  # noqa: E402

MAIL = {
    "smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]",
    "smtp.port": "30465",
    "smtp.user": "$[env:SMTP_USER]",
    "smtp.password": "$[secret:SMTP_PASSWORD]",
    "from.address": "noreply@example.com",
    "smtp.ssl": True,
    "smtp.starttls": False,
    "smtp.requiretls": False,
    "debug.email": False,
    "oauth.flow": False,
}
PLAIN = json.dumps(MAIL, indent=2)
TEXTS = {name: str(value).lower() if isinstance(value, bool) else value for name, value in MAIL.items()}
HEAD = 'xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"'
FILES = {
    "a.cfg.json": PLAIN,
    "commented.cfg.json": PLAIN.replace('  "smtp.user"', '  // the account\n  "smtp.user"'),
    "a.config": "".join(f'{name}="{value}"\n'.replace(";default=", ";default\\=") for name, value in TEXTS.items()),
    "a.cfg": "".join(f"{name}={value}\n" for name, value in TEXTS.items()),
    "a.xml": f'<jcr:root {HEAD} jcr:primaryType="sling:OsgiConfig"'
    + "".join(f'\n    {name}="{value}"' for name, value in TEXTS.items())
    + "/>\n",
    "a.json": '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}',
}
# Texts that were once, or might be, dear out of proportion.
GROWING = {
    "a.cfg.json": ['"a",', '"\n', "'a',", "/* */", '{"a":', '"a":1,', '\\"\n', '"",'],
    "a.config": ["a=1 ", 'a="b"\n', "# \n", 'a=["', "a=,"],
    "a.cfg": ["a=b\n", "\\\n", "a", "\\u0041"],
    "a.xml": ["<a>", " a='b'", "&amp;", "<!-- -->"],
    "a.yaml": ["a: b\n", '"&a ', "- "],
}


def seconds(name: str, data: bytes, number: int) -> float:
    reader = formats.configuration if formats.format_of(name) else lambda path, text, _: formats.document(path, text)
    return min(repeat(lambda: reader(name, data, "cloud"), number=number, repeat=5)) / number


def main() -> None:
    unit = min(repeat(lambda: json.loads(PLAIN), number=2000, repeat=7)) / 2000
    print(f"{'json.loads':22} {unit * 1e6:8.1f} us")
    for name, text in FILES.items():
        took = seconds(name, text.encode(), 1000)
        print(f"{name:22} {took * 1e6:8.1f} us {took / unit:6.1f} x json.loads, {len(text)} characters")
    print("\ngrowth")
    for name, pieces in GROWING.items():
        for piece in pieces:
            count = min(4000, 15000 // len(piece))
            few, many = (seconds(name, (piece * times).encode(), 1) for times in (count, 4 * count))
            print(f"{name:12} {piece!r:14} {many * 1e3:8.1f} ms {many / few:6.1f}")


if __name__ == "__main__":
    main()
