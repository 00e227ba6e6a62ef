"""Which texts are credentials by their shape, and where in them the credential stands."""

from __future__ import annotations

from base64 import b64encode

import pytest

from aemlint.model import credential_shape


def told(text: str) -> tuple[str, str] | None:
    found = credential_shape.find(text)
    assert credential_shape.vendor(text) == (None if found is None else found[0])
    if found is not None:
        assert credential_shape.may_have(text)
    return None if found is None else (found[0], text[found[1] : found[2]])


@pytest.mark.parametrize(("provider", "prefix", "least"), [one[:3] for one in credential_shape.PREFIXES])
def test_a_providers_prefix_needs_its_length(provider: str, prefix: str, least: int) -> None:
    key = prefix + "b" * least
    assert told(key) == (provider, key)
    assert told(f"say '{key}' twice") == (provider, key)
    assert told(key[:-1] + "!") is None
    assert told(key[:-1]) is None
    assert told("a" + key) is None
    assert told("_" + key) is None
    assert told("a " + key) == (provider, key)
    assert told(" a" + key) is None
    assert told(f"{prefix}b! {key}") == (provider, key)
    assert told(key + "b") == (None if prefix == "key-" else (provider, key + "b"))
    assert told(f"{prefix}!{'b' * least}") is None


def test_a_private_key_goes_on_to_the_end() -> None:
    head, rest = "-----BEGIN ", "RSA PRIVATE KEY-----\nMII"
    assert told("a " + head + rest) == (credential_shape.PRIVATE_KEY, head + rest)
    assert told(head + "CERTIFICATE-----") is None
    assert told(rest) is None


def test_microsofts_secrets_have_three_signs_before_and_so_many_behind() -> None:
    for many, whether in ((30, False), (31, True), (34, True), (40, True), (41, False)):
        key = "abc8Q~" + "d" * many
        assert told(f" {key} ") == (("Microsoft", key) if whether else None), many
    rest = "8Q~" + "d.~_" * 8
    assert told("abc" + rest) == ("Microsoft", "abc" + rest)
    assert told("ab" + rest) is None
    assert told("abcd" + rest) is None
    assert told("!abc" + rest) == ("Microsoft", "abc" + rest)
    assert told("ab!" + rest) is None
    assert told(f"x8Q~y abc{rest}!") == ("Microsoft", "abc" + rest)
    assert told(f"8Q~ abc{rest}") == ("Microsoft", "abc" + rest)
    assert told("abc8Q~ " + "d" * 34) is None


def test_web_tokens_have_three_long_parts() -> None:
    part = "eyJ" + "a" * 7
    token = f"{part}.{part}.{'b' * 10}"
    assert told(token) == (credential_shape.WEB_TOKEN, token)
    assert told(f"Bearer {token};") == (credential_shape.WEB_TOKEN, token)
    assert told(f"eyJ. {token}") == (credential_shape.WEB_TOKEN, token)
    assert told(f"{token}b; more") == (credential_shape.WEB_TOKEN, token + "b")
    for other in (
        f"{part}.{part}",
        f"{token}.{part}",
        token[:-1],
        f"{part[:-1]}.{part}.{part}",
        f"{part}.{part[:-1]}.{part}",
        f"{part}.{'a' * 10}.{part}",
        f"{part}!{part}.{part}",
        f"{part}.{'b' * 10}.{part}",
    ):
        assert told(other) is None, other


def test_basic_authentication_is_a_user_and_a_password() -> None:
    def basic(text: bytes) -> str:
        return "Basic " + b64encode(text).decode()

    whole = basic(b"user:pass word")
    assert told(whole) == (credential_shape.BASIC, whole[6:])
    assert told(f"Authorization: {whole}, then") == (credential_shape.BASIC, whole[6:])
    assert told(basic(b"a:\x7e \x20b")) is not None
    for other in (
        b"user only here",
        b":password-alone",
        b"user-alone-here:",
        b"user:pass\x1f",
        b"user:pass\x7f",
        b"\xff:aaaa",
    ):
        assert told(basic(other)) is None, other
    assert told("Basic knowledge of it") is None
    assert told("Basic !!!!!!!!!!") is None


@pytest.mark.parametrize(
    ("kind", "start", "real"),
    [
        *((one[0], one[1] + "b!", one[1] + "b" * one[2]) for one in credential_shape.PREFIXES),
        ("Microsoft", "8Q~ ", "abc8Q~" + "d" * 34),
        (credential_shape.WEB_TOKEN, "eyJ!", "eyJaaaaaaa.eyJaaaaaaa.bbbbbbbbbb"),
        (credential_shape.BASIC, "Basic auth: ", "Basic " + b64encode(b"mailer:Green-17").decode()),
        (credential_shape.BASIC, "Basic ", "Basic " + b64encode(b"mailer:Green-17").decode()),
        (credential_shape.BASIC, "Basic !", "Basic " + b64encode(b"mailer:Green-17").decode()),
        (credential_shape.URL, "https://", "https://me:Green-17@acme.io"),
        (credential_shape.URL, "https://me@acme.io ", "https://me:Green-17@acme.io"),
        (credential_shape.URL, "https://me:$[secret:A]@", "https://me:Green-17@acme.io"),
        (credential_shape.PRIVATE_KEY, "-----BEGIN CERTIFICATE----- ", "-----BEGIN " + "PRIVATE KEY-----"),
    ],
)
def test_a_false_start_hides_nothing_behind_it(kind: str, start: str, real: str) -> None:
    alone = told(real)
    assert alone is not None
    for text in (f"{start}{real}", f"{start}{start}{real}", f"{start} {real}"):
        found = told(text)
        assert found is not None, text
        assert found[0] == kind
        assert found[1].endswith(alone[1])
    if kind == credential_shape.WEB_TOKEN:
        assert told(f"It is {real}.") == (kind, real)


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("https://me:Green-17@acme.io/a", "Green-17"),
        ("smtp://me:a:b@c@acme.io", "a:b@c"),
        ("see https://acme.io and https://me:Green-17@acme.io", "Green-17"),
        ("x://:Green-17@acme.io", "Green-17"),
        ("://me:Green-17@acme.io", "Green-17"),
        ("x://me:GreenX17@acme.io", "GreenX17"),
        ("x:// me:Green-17@acme.io", None),
        ("https://me:$[secret:A]@acme.io", None),
        ("https://me:${a}@acme.io", None),
        ("https://me:@acme.io/long/path", None),
        ("https://me@acme.io/long/path", None),
        ("https://acme.io/a:b@c", None),
        ("https://acme.io?a:b@c", None),
        ("https://acme.io#a:b@c", None),
        ("https://acme.io a:b@c", None),
        ("https://acme.io\ta:b@c", None),
        ("https://acme.io\na:b@c", None),
        ('https://acme.io"a:b@c', None),
        ("https://acme.io'a:b@c", None),
        ("https://acme.io<a:b@c", None),
        ("https://acme.io>a:b@c", None),
        ("me:Green-17@acme.io", None),
    ],
)
def test_a_urls_password_is_what_counts(text: str, password: str | None) -> None:
    assert told(text) == (None if password is None else (credential_shape.URL, password))


def test_short_texts_tell_nothing() -> None:
    assert told("x://a:bc@d.e") == (credential_shape.URL, "bc")
    assert told("x://a:b@d.e") is None


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        *(
            ("", False),
            ("a://b", False),
            ("a@b", False),
            ("a://b@c", True),
            ("a\\u", True),
            ("a&#b", True),
            ("a&b", False),
        ),
        *((sign, True) for sign in credential_shape.SIGNS),
    ],
)
def test_a_glance_misses_nothing(text: str, whether: bool) -> None:
    assert credential_shape.may_have(text) is whether
