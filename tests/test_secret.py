"""What a credential's value is, and where in a text it stands: each word, each mark, each length."""

from __future__ import annotations

from base64 import b64encode

import pytest

from aemlint.model import secret

KINDS = {
    "blank": ["", " ", "\t\n"],
    "near": ["${secret:X}", "{{env:A}}", " {{ secret:A }} ", " ${env:A} ", "$[SECRET:X]", "$[secret:X"],
    "reference": ["$[secret:X]", "$[secret:X;default=changeme]", "$[env:A] $[secret:B]", " $[prop:a.b] "],
    "crypto": ["{" + "0aF" * 32 + "}", "{" + "a" * 64 + "}", "\\{" + "b" * 96 + "}"],
    "template": [
        *("${a}", "${{ secrets.A }}", "##a##", "{{a}}", "{{ a b }}", "<%= a %>", "#{a}#", "#{a}", "@a@", "@a.b-c@"),
        *(" ${a} ", "__a__", "__A_B__"),
    ],
    "foreign": [
        *("op://vault/a", "OP://vault/a", "vault:a", "ref+a", "sm://a", "gcp-secret:a", "arn:aws:ssm:a", " akv://a "),
        *("arn:aws:secretsmanager:a", "aws-secretsmanager:a", "keyvault:a", "azurekeyvault://a", "%a%", "%A.B%"),
        *("((a))", "((a b))", "$(a)", "$(A_B)", "$AB", "$SMTP_PASSWORD", " $A1 "),
    ],
    "filler": [
        *sorted(secret.FILLERS),
        *("CHANGEME", " changeme ", "<a>", "<your password>", "x", "xxx", "XXXX", "****", "...", "---", "___", "???"),
        *("•••", "your-password", "Your_Password_Please", "your.secret", "password-here", "put it_here", "[abc]"),
        "[your password]",
    ],
    "literal": [
        *("a", "Green-Ladder-17", "$[secret:A]x", "x$[secret:A]", "{" + "a" * 63 + "}", "{" + "a" * 62 + "}"),
        *("{" + "a" * 32 + "}", "{" + "g" * 64 + "}", "{" + "a" * 80 + "}", "a" * 64, "{" + "a" * 64, "a" * 64 + "}"),
        *("op://vault/a b", "%%", "%a b%", "%a", "a%", "(())", "((a)", "(a))", "$()", "$(a b)", "$(a", "$A", "$Ab"),
        *("$1A", "$A!B", "$ab", "<>", "<a", "a>", "xx!", "xy", "aaaa", "1111", "your-pass1", "pass1-here", "[]", "[1]"),
        *("[a1]", "@@", "@a b@", "@a", "a@", "__a!__", "__a", "a__", "##", "####", "${", "${}", "{{}}", "{}"),
        *(
            "@!a@",
            "@a!@",
            "{" + "a" * 65,
            "a" * 65 + "}",
            "%!a%",
            "%a!%",
            "$(!a)",
            "$(a!)",
            "a${env:A}",
            "yours",
            "yourpass-1",
            "nowhere",
            "Example!Walnut-58",
            "changeme1",
            "ab",
            "[ab",
            "ab]",
        ),
    ],
}


@pytest.mark.parametrize(("wanted", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_kinds(wanted: str, text: str) -> None:
    assert secret.kind(text) == wanted
    assert wanted in secret.KINDS


@pytest.mark.parametrize(
    "text", ["a ${b} c", "${b}", "a ${X} b", "##b##", "a{{ b | c }}", "<%= b %>", "#{b}#c", "@b@", "__b__", "x#{b}y"]
)
def test_what_a_build_fills_in_is_not_judged(text: str) -> None:
    assert secret.has_token(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "a",
            "${}",
            "${ }",
            "${=}",
            "${a!b}",
            "${env:A}",
            "${secret:A} ${b}",
            "a}b${c",
            "####",
            "{{}}",
            "@",
            "@@",
        ),
        *("@a b@", "a@b@c", "____", "__a", "a__", "__a b__", "a __b__", "#{}", "<%%>", "x ${env:A} ##b##"),
    ],
)
def test_what_no_build_fills_in_is_judged(text: str) -> None:
    assert not secret.has_token(text)


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        *(("", False), (" ", False), ("a", True), ("$[secret:A]", False), ("$[secret:A;default=]", False)),
        *(("$[secret:A;default=b]", True), ("$[secret:A;default=$[env:B]]", False), ("$[secret:A] ", False)),
        *(("$[secret:A;default=$[env:B;default=c]]", True), ("${secret:A}", False), ("${secret:A;default=b}", True)),
        *(("x${secret:A}", True), ("$[secret:A]b", True)),
    ],
)
def test_what_gives_something_away(text: str, whether: bool) -> None:
    assert secret.discloses(text) is whether


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        *(("Ab1" + "c" * 41, True), ("Ab1" + "c" * 40, False), ("Ab1" + "c" * 42, False), ("Ab1" + "c" * 45, True)),
        *(("ab1" + "c" * 41, False), ("Abc" + "c" * 41, False), ("Ab1" + "c" * 40 + "!", False)),
        *((" Ab1" + "c" * 41 + "\n", True), ("Ab1" + "c" * 37, False), ("Ab1" + "c" * 39 + "==", True)),
    ],
)
def test_what_commons_crypto_gives(text: str, whether: bool) -> None:
    assert secret.is_commons_crypto(text) is whether


@pytest.mark.parametrize(
    ("name", "whether"),
    [
        *(
            ("password", True),
            ("smtp.password", True),
            ("a/b/password", True),
            ("a.b/token", True),
            ("a/b.token", True),
        ),
        *(("Client-Secret", True), ("client_secret", True), ("CLIENT_SECRET", True), ("password.reset", False)),
        *(("password/reset", False), ("smtpPassword", True), ("keyPassphrase", True), ("theClientSecret", True)),
        *(
            ("retrieverUserPWD", True),
            ("smtppassword", False),
            ("xClientsecret", False),
            ("passwords", False),
            ("", False),
        ),
    ],
)
def test_keys_of_credentials(name: str, whether: bool) -> None:
    assert secret.credential_key(name) is whether


def told(text: str) -> tuple[str, str] | None:
    found = secret.telling(text)
    assert secret.vendor(text) == (None if found is None else found[0])
    if found is not None:
        assert secret.may_tell(text)
    return None if found is None else (found[0], text[found[1] : found[2]])


@pytest.mark.parametrize(("provider", "prefix", "least"), [one[:3] for one in secret.PREFIXES])
def test_a_providers_prefix_needs_its_length(provider: str, prefix: str, least: int) -> None:
    key = prefix + "b" * least
    assert told(key) == (provider, key)
    assert told(f"say '{key}' twice") == (provider, key)
    assert told(key[:-1] + "!") is None
    assert told(key[:-1]) is None
    assert told("a" + key) is None
    assert told("_" + key) is None
    assert told(f"{prefix}b! {key}") == (provider, key)
    assert told(key + "b") == (None if prefix == "key-" else (provider, key + "b"))
    assert told(f"{prefix}!{'b' * least}") is None


def test_a_private_key_goes_on_to_the_end() -> None:
    head, rest = "-----BEGIN ", "RSA PRIVATE KEY-----\nMII"
    assert told("a " + head + rest) == (secret.PRIVATE_KEY, head + rest)
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


def test_web_tokens_have_three_long_parts() -> None:
    part = "eyJ" + "a" * 7
    token = f"{part}.{part}.{'b' * 10}"
    assert told(token) == (secret.WEB_TOKEN, token)
    assert told(f"Bearer {token};") == (secret.WEB_TOKEN, token)
    assert told(f"eyJ. {token}") == (secret.WEB_TOKEN, token)
    for other in (
        f"{part}.{part}",
        f"{token}.{part}",
        token[:-1],
        f"{part[:-1]}.{part}.{part}",
        f"{part}.{part[:-1]}.{part}",
        f"{part}.{'a' * 10}.{part}",
        f"{part}!{part}.{part}",
    ):
        assert told(other) is None, other


def test_basic_authentication_is_a_user_and_a_password() -> None:
    def basic(text: bytes) -> str:
        return "Basic " + b64encode(text).decode()

    whole = basic(b"user:pass word")
    assert told(whole) == (secret.BASIC, whole[6:])
    assert told(f"Authorization: {whole}, then") == (secret.BASIC, whole[6:])
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
    ("text", "password"),
    [
        ("https://me:Green-17@acme.io/a", "Green-17"),
        ("smtp://me:a:b@c@acme.io", "a:b@c"),
        ("see https://acme.io and https://me:Green-17@acme.io", "Green-17"),
        ("x://:Green-17@acme.io", "Green-17"),
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
    assert told(text) == (None if password is None else (secret.URL, password))


def test_short_texts_tell_nothing() -> None:
    assert told("x://a:bc@d.e") == (secret.URL, "bc")
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
        *((sign, True) for sign in secret.SIGNS),
    ],
)
def test_a_glance_misses_nothing(text: str, whether: bool) -> None:
    assert secret.may_tell(text) is whether


def stands(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], text[c:d]) for a, b, c, d in secret.in_text(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("smtp.password=Green-17", [("smtp.password", "Green-17")]),
        ("smtp.password = Green-17 ", [("smtp.password", "Green-17")]),
        ("smtp.password:Green-17", [("smtp.password", "Green-17")]),
        ("\tsmtp.password\t:\tGreen-17\r\nb", [("smtp.password", "Green-17")]),
        ("smtp.password: Green-17,", [("smtp.password", "Green-17")]),
        ("smtp.password: Green-17;;", [("smtp.password", "Green-17")]),
        ('"smtp.password": "Green 17", "a": 1', [("smtp.password", "Green 17")]),
        ("'smtp.password' : 'Green 17'", [("smtp.password", "Green 17")]),
        ('"smtp.password:String": "Green-17"', [("smtp.password", "Green-17")]),
        ('"smtp.password:String[]": "Green-17"', [("smtp.password", "Green-17")]),
        ('smtp.password=T"Green-17"', [("smtp.password", "Green-17")]),
        ('smtp.password="Green-17', [("smtp.password", "Green-17")]),
        ("clientSecret: Green-17", [("clientSecret", "Green-17")]),
        ("password=Green-17", [("password", "Green-17")]),
        ("password: Green-17", []),
        ("PASSWORD: Green-17", []),
        ("password: 'Green-17'", [("password", "Green-17")]),
        ("Password: Green-17", [("Password", "Green-17")]),
        ("smtp.password=see the wiki", []),
        ("smtp.password=", []),
        ("smtp.password= \t", []),
        ("=Green-17 password", []),
        ("smtp.password=changeme", []),
        ("smtp.password=$[secret:A]", []),
        ("smtp.port=Green-17 # password", []),
        ("a=b smtp.password=c", [("smtp.password", "c")]),
        ("a: smtp.password=Green-17", [("smtp.password", "Green-17")]),
        ("a=b:smtp.password:Green-17", [("smtp.password", "Green-17")]),
        ("token=a1b2;\nsecret=c3d4", [("token", "a1b2"), ("secret", "c3d4")]),
        ('"token": "a1=b2", "apikey": "c3"', [("token", "a1=b2"), ("apikey", "c3")]),
        ("nothing=here\nat=all", []),
        ("one\n\nsecret=c3d4\n", [("secret", "c3d4")]),
        ("x" * 1900 + " token=a1b2", [("token", "a1b2")]),
        ("x" * 1995 + " token=a1b2", []),
        ("a=" * 900 + "b\ntoken=a1b2", [("token", "a1b2")]),
    ],
)
def test_where_keys_and_values_stand(text: str, found: list[tuple[str, str]]) -> None:
    assert stands(text) == found
