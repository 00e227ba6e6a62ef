"""Mail addresses, as JavaMail takes them."""

from __future__ import annotations

import pytest

from aemlint.model.address import address, is_example


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("noreply@acme.com", "noreply@acme.com"),
        (" root@localhost ", "root@localhost"),
        ("Acme <a@b.c>", "a@b.c"),
        ("<a@b.c>", "a@b.c"),
        ('"Acme, Inc." <a@b.c>', "a@b.c"),
        ("a@b.c (Acme)", "a@b.c"),
        ("a@b.c)", None),
        ("noreply@münchen.de", "noreply@münchen.de"),
        ('"a b"@c.d', '"a b"@c.d'),
        ("a@[10.0.0.1]", "a@[10.0.0.1]"),
        ("", None),
        ("<>", None),
        ("noreply", None),
        ("@b.c", None),
        ("a@", None),
        ("a@b.c, d@e.f", None),
        ("a@b.c;d@e.f", None),
        ("a@b@c.d", None),
        ("a b@c.d", None),
        ("a..b@c.d", None),
        (".a@c.d", None),
        ("a@b..c", None),
        ("a@b.c.", None),
        ("a@b_c.d", None),
        ("mailto:a@b.c", None),
        ("Acme a@b.c", None),
        ("Acme, Inc. <a@b.c>", None),
        ('"Acme <a@b.c>', None),
        ("Acme <a@b.c", None),
        ('"\\"Acme\\", Inc." <a@b.c>', "a@b.c"),
        ('"Acme\\" <a@b.c>', None),
        ("Acme\\, <a@b.c>", "a@b.c"),
        ("Acme: <a@b.c>", None),
        ("a@b.c <d@e.f>", None),
        ("<a@b.c> <d@e.f>", None),
        ("Acme <>", None),
        ("a@b.c (Acme) ", "a@b.c"),
        ("a@b.c (x) (y)", None),
        ('""@b.c', None),
        ('"a"@b.c', '"a"@b.c'),
        ('"a"b"@c.d', None),
        ('""a"@c.d', None),
        ('"a""@c.d', None),
        ("a\x7f@b.c", None),
        ("a\tb@c.d", None),
        ("a(b@c.d", None),
        ("a.@b.c", None),
        ("a@[]", None),
        ("a@[1", None),
        ("a@-b.c", "a@-b.c"),
        ("a@b.c\n", "a@b.c"),
    ],
)
def test_one_address_is_one_address(text: str, found: str | None) -> None:
    assert address(text) == found


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("a@example.com", True),
        ("A <a@mail.Example.org>", True),
        ("a@example", True),
        ("a@example.co.uk", True),
        ("a@yourdomain.com", True),
        ("a@maple.example", False),
        ("a@myexample.com", False),
        ("example@acme.com", False),
        ("example.com", False),
    ],
)
def test_example_domains(text: str, example: bool) -> None:
    assert is_example(text) is example
