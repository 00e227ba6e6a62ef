"""What a credential's value is: each word, each mark, each length."""

from __future__ import annotations

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
        *(
            "•••",
            "your-password",
            "Your_Password_Please",
            "your.secret",
            "password-here",
            "put it_here",
            "[abc]",
            "[a]",
        ),
        *("[your password]", "[a]"),
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
            ("smtpUserPWD", True),
            ("smtppassword", False),
            ("xClientsecret", False),
            ("passwords", False),
            ("", False),
        ),
    ],
)
def test_keys_of_credentials(name: str, whether: bool) -> None:
    assert secret.credential_key(name) is whether
