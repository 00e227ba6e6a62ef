"""Words of commands, each to its place: where the command is named, what is a name and what a value, and how sure."""

from __future__ import annotations

import pytest

from aemlint.model.command import given

COMMAND = "aio cloudmanager:environment:set-variables"
SET = f"{COMMAND} 4711"
Given = tuple[str, str, str, str, bool, bool]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Command, name, value as it is written, value, whether a part of it is filled in, whether it is a value.
        (SET + " --secret A b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (
            "x; aio cloudmanager:environment:set-variables 4711 --secret A b1 # more",
            [(COMMAND, "A", "b1", "b1", False, True)],
        ),
        ("  cloudmanager:set --secret A b1", [("cloudmanager:set", "A", "b1", "b1", False, True)]),
        ("aio-cli cloudmanager:set --secret A b1", [("cloudmanager:set", "A", "b1", "b1", False, True)]),
        ("aio\tcloudmanager:set --secret A b1", [("aio\tcloudmanager:set", "A", "b1", "b1", False, True)]),
        ("aiocloudmanager:set --secret A b1", []),
        ("xaio cloudmanager:set --secret A b1", [("cloudmanager:set", "A", "b1", "b1", False, True)]),
        ("cmd=cloudmanager:set --secret A b1", [("cloudmanager:set", "A", "b1", "b1", False, True)]),
        ("aio cloudmanager set --secret A b1", [("aio cloudmanager", "A", "b1", "b1", False, True)]),
        ("aio  cloudmanager\tset --secret A b1", [("aio  cloudmanager", "A", "b1", "b1", False, True)]),
        ("aio cloudmanager", []),
        ("aio cloudmanager:", []),
        (
            SET + " --secret A 'b c' D e1",
            [(COMMAND, "A", "b c", "b c", False, True), (COMMAND, "D", "e1", "e1", False, True)],
        ),
        (SET + ' --secret A "b \\"c\\" \\\\d"', [(COMMAND, "A", 'b \\"c\\" \\\\d', 'b "c" \\d', False, True)]),
        (SET + " --secret A 'b \\c'", [(COMMAND, "A", "b \\c", "b \\c", False, True)]),
        (SET + ' --secret A "b', []),
        (SET + " --secret A 'b\n--secret C d1", []),
        (SET + ' --secret A ""', [(COMMAND, "A", "", "", False, False)]),
        (SET + " --secret 'A' b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (
            SET + " --secret=A b1 C d1",
            [(COMMAND, "A", "b1", "b1", False, True), (COMMAND, "C", "d1", "d1", False, True)],
        ),
        (SET + ' --secret="A" "b1"', [(COMMAND, "A", "b1", "b1", False, True)]),
        (
            SET + ' --secret A="b c" D=e1',
            [(COMMAND, "A", "b c", "b c", False, True), (COMMAND, "D", "e1", "e1", False, True)],
        ),
        (SET + " --secret A='b c'", [(COMMAND, "A", "b c", "b c", False, True)]),
        (SET + " --secret A=b=c", [(COMMAND, "A", "b=c", "b=c", False, True)]),
        (SET + " --secret 'A=b c'", [(COMMAND, "A", "b c", "b c", False, True)]),
        (SET + " --secret 'A b'", [(COMMAND, "A", "b", "b", False, True)]),
        (SET + " --secret A-B=c1", [(COMMAND, "A-B", "c1", "c1", False, True)]),
        (SET + " --secret A.B=c1 d1", [(COMMAND, "A.B=c1", "d1", "d1", False, True)]),
        (SET + " --secret =b1 c1", [(COMMAND, "=b1", "c1", "c1", False, True)]),
        (
            SET + " -s A b1 --variable C d1 -s E f1",
            [(COMMAND, "A", "b1", "b1", False, True), (COMMAND, "E", "f1", "f1", False, True)],
        ),
        (SET + " --secret A --secret C d1", [(COMMAND, "C", "d1", "d1", False, True)]),
        (SET + " --secrets A b1", []),
        (SET + " --secret A -b1", []),
        (SET + " --secret A $B", [(COMMAND, "A", "$B", "$B", True, False)]),
        (SET + " --secret A x$B", [(COMMAND, "A", "x$B", "x$B", True, False)]),
        (SET + " --secret A '$B'", [(COMMAND, "A", "$B", "$B", False, True)]),
        (SET + ' --secret A "$B"', [(COMMAND, "A", "$B", "$B", True, False)]),
        (SET + " --secret A $5", [(COMMAND, "A", "$5", "$5", True, False)]),
        (SET + " --secret A a$", [(COMMAND, "A", "a$", "a$", False, False)]),
        (SET + " --secret A a$-b", [(COMMAND, "A", "a$-b", "a$-b", False, True)]),
        (
            SET + " --secret A ${B} C d1",
            [(COMMAND, "A", "${B}", "${B}", True, False), (COMMAND, "C", "d1", "d1", False, True)],
        ),
        (
            SET + " --secret A ${{ secrets.B }} C d1",
            [
                (COMMAND, "A", "${{ secrets.B }}", "${{ secrets.B }}", True, False),
                (COMMAND, "C", "d1", "d1", False, True),
            ],
        ),
        (
            SET + " --secret A $(cat b c) D e1",
            [(COMMAND, "A", "$(cat b c)", "$(cat b c)", True, False), (COMMAND, "D", "e1", "e1", False, True)],
        ),
        (
            SET + " --secret A {{ b c }} D e1",
            [(COMMAND, "A", "{{ b c }}", "{{ b c }}", True, False), (COMMAND, "D", "e1", "e1", False, True)],
        ),
        (
            SET + " --secret A <b c> D e1",
            [(COMMAND, "A", "<b c>", "<b c>", False, False), (COMMAND, "D", "e1", "e1", False, True)],
        ),
        (
            SET + " --secret A ${B C d1",
            [(COMMAND, "A", "${B", "${B", True, False), (COMMAND, "C", "d1", "d1", False, True)],
        ),
        (SET + " --secret A a`b", [(COMMAND, "A", "a", "a", False, False)]),
        (SET + " --secret A !b!", [(COMMAND, "A", "!b!", "!b!", True, False)]),
        (SET + " --secret A !!", [(COMMAND, "A", "!!", "!!", False, False)]),
        (SET + " --secret A b1|c", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A b1&c", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A b1>c", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A b1;c", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A b1)", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A b\\c", [(COMMAND, "A", "b\\c", "b\\c", False, True)]),
        (SET + " --secret A b\\", [(COMMAND, "A", "b", "b", False, True)]),
        (SET + " --secret A b\\'c", [(COMMAND, "A", "b", "b", False, True)]),
        (SET + " --secret A \\\n b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A \\\r\n\t b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A ^\n b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A `\n b1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (
            SET + " --secret A b1\n --secret C d1",
            [(COMMAND, "A", "b1", "b1", False, True), (COMMAND, "C", "d1", "d1", False, True)],
        ),
        (SET + " --secret A b1\n secret C d1", [(COMMAND, "A", "b1", "b1", False, True)]),
        (SET + " --secret A\n b1", []),
        (
            SET + " --secret A b1\r--secret C d1",
            [(COMMAND, "A", "b1", "b1", False, True), (COMMAND, "C", "d1", "d1", False, True)],
        ),
        (SET + " --secret A \\ b1", [(COMMAND, "A", "\\", "\\", False, False)]),
        (
            SET + " --secret A b1\naio cloudmanager:environment:set-variables 4711 --secret C d1",
            [(COMMAND, "A", "b1", "b1", False, True), (COMMAND, "C", "d1", "d1", False, True)],
        ),
    ],
)
def test_a_command_is_read_word_by_word(text: str, wanted: list[Given]) -> None:
    found = []
    for one in given(text):
        command, flag, name, value = (
            text[span.start : span.end] for span in (one.command, one.flag.span, one.name.span, one.value.span)
        )
        assert (flag, name) == (one.flag.text, one.name.text)
        found.append((command, name, value, one.value.text, one.value.filled, one.value.literal))
    assert found == wanted


@pytest.mark.parametrize("of", ["author", "publish", "preview", "build", "functionalTest", "uiTest", "loadTest"])
def test_secrets_are_of_a_service(of: str) -> None:
    for flag, count in ((f"--{of}Secret", 1), (f"--{of}Secrets", 0), (f"--{of}Variable", 0), (f"-{of}Secret", 0)):
        assert [one.flag.text for one in given(f"{SET} {flag} A b1")] == [flag] * count


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        *(
            (text, True)
            for text in ("admin", "b1", "Harbor!72", "passwords1", "secret-1a", "Value1b", "PASS-1", "1", "value12")
        ),
        *((text, False) for text in ("secret", "my-secret", "mySecretValue", "secret1", "PASSWORD", "YOUR_VALUE")),
        *((text, False) for text in ("...", "my1", "a1", "the_smtp_password", "A", "changeme", "ApiKey", "***")),
    ],
)
def test_words_of_documentation_are_no_values(value: str, literal: bool) -> None:
    (one,) = given(f"{SET} --secret A '{value}'")
    assert one.value.literal is literal
