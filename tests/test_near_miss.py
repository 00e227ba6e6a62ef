"""What was meant as a placeholder: small tables, and what else begins with a dollar."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aemlint.model.near_miss import near_misses


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("${env:HOST}", "${env:HOST}", "$[env:HOST]"),
        ("$(env:HOST)", "$(env:HOST)", "$[env:HOST]"),
        ("{{env:HOST}}", "{{env:HOST}}", "$[env:HOST]"),
        ("{{EMAIL_PASSWORD}}", "{{EMAIL_PASSWORD}}", None),
        ("$[ENV:HOST]", "$[ENV:HOST]", "$[env:HOST]"),
        ("$[Secret:PW;default=x]", "$[Secret:PW;default=x]", "$[secret:PW;default=x]"),
        ("$[env.HOST]", "$[env.HOST]", "$[env:HOST]"),
        ("$[secret=PW]", "$[secret=PW]", "$[secret:PW]"),
        ("$[HOST]", "$[HOST]", None),
        ("$[smtp.host]", "$[smtp.host]", None),
        ("at $[MAIL_HOST]", "$[MAIL_HOST]", None),
        ("$[env:HOST", "$[env:HOST", "$[env:HOST]"),
        ("$[env:HOST}", "$[env:HOST}", "$[env:HOST]"),
        ("${env:HOST]", "${env:HOST]", "$[env:HOST]"),
        ("$[env:HOST;default=x", "$[env:HOST;default=x", None),
        ("$[env:HOST and more", "$[env:HOST", None),
        ("$ [env:HOST]", "$ [env:HOST]", "$[env:HOST]"),
        ("$[ env:HOST]", "$[ env:HOST]", "$[env:HOST]"),
        ("$[env: HOST]", "$[env: HOST]", "$[env:HOST]"),
        ("$[env:HOST ;default=x]", "$[env:HOST ;default=x]", "$[env:HOST;default=x]"),
        ("$[[env:HOST]]", "$[[env:HOST]]", "$[env:HOST]"),
        ("$secret:PW", "$secret:PW", "$[secret:PW]"),
        ("${env:HOST:-x}", "${env:HOST:-x}", "$[env:HOST;default=x]"),
        ("${env:HOST:x-y.z}", "${env:HOST:x-y.z}", "$[env:HOST;default=x-y.z]"),
        ("${env:HOST:}", "${env:HOST:}", "$[env:HOST;default=]"),
        ("${env:HOST:a;b}", "${env:HOST:a;b}", None),
        ("${env:HOST:$[env:B]}", "${env:HOST:$[env:B]}", None),
        ("$[ENV:HOST:x]", "$[ENV:HOST:x]", None),
        ("${env:HOST?x}", "${env:HOST?x}", None),
        ("${AEM_PROXY_HOST}", "${AEM_PROXY_HOST}", "$[env:AEM_PROXY_HOST]"),
        ("http://${AEM_X}:1", "${AEM_X}", "$[env:AEM_X]"),
        ("$[AEM_PROXY_HOST;default=x]", "$[AEM_PROXY_HOST;default=x]", "$[env:AEM_PROXY_HOST;default=x]"),
        ("{{AEM_PROXY_HOST}}", "{{AEM_PROXY_HOST}}", "$[env:AEM_PROXY_HOST]"),
        ("x {{ABC}}", "{{ABC}}", None),
        ("{{AB}}", "{{AB}}", None),
        ("\\{{ABC}}", "{{ABC}}", None),
        ("{{A}}", "{{A}}", None),
        ("x{{A_1}}y", "{{A_1}}", None),
        ("a $[A_B;default=x]", "$[A_B;default=x]", None),
        ("a $[A_B;type=Integer]", "$[A_B;type=Integer]", None),
        ("a$[A_B]", "$[A_B]", None),
        ("$[A;default=x]", "$[A;default=x]", None),
        ("$[conf.x]", "$[conf.x]", "$[conf:x]"),
        ("$[PROP:x]", "$[PROP:x]", "$[prop:x]"),
        ("$[env;HOST]", "$[env;HOST]", "$[env:HOST]"),
        ("$[env/HOST]", "$[env/HOST]", "$[env:HOST]"),
        ("$[env,HOST]", "$[env,HOST]", "$[env:HOST]"),
        ("$[env HOST]", "$[env HOST]", "$[env:HOST]"),
        ("$[env:HOST ]", "$[env:HOST ]", "$[env:HOST]"),
        ("$[env:HOST ", "$[env:HOST ", "$[env:HOST]"),
        ("$[env :HOST]", "$[env :HOST]", "$[env:HOST]"),
        ("$env:HOST", "$env:HOST", "$[env:HOST]"),
        ("${{secret:PW}}", "${{secret:PW}}", "$[secret:PW]"),
        ("$((env:HOST))", "$((env:HOST))", "$[env:HOST]"),
        ("${env:HOST}}", "${env:HOST}", "$[env:HOST]"),
        ("$(secret:A;default=b)c", "$(secret:A;default=b)", "$[secret:A;default=b]"),
        ("${env:A-B.c/d}", "${env:A-B.c/d}", "$[env:A-B.c/d]"),
        ("\\\\${env:HOST}", "${env:HOST}", "$[env:HOST]"),
        ("$[env:HOST;default=${env:OTHER}]", "${env:OTHER}", "$[env:OTHER]"),
        ("https://${env:HOST}:$[env:PORT]/", "${env:HOST}", "$[env:HOST]"),
    ],
)
def test_a_near_miss_is_found_where_it_stands(text: str, found: str, meant: str | None) -> None:
    (one,) = near_misses(text)
    assert text[one.start : one.end] == found
    assert one.meant == meant


@pytest.mark.parametrize(
    "text",
    [
        "$[env:HOST]",
        *("x {{AB}}", "#{{ABC}}", "${{ABC}}", "{{ABC}}}", "{{ABC}}}x", "{{ABC}", "{{1A}}", "x{{aBC}}", "{{_A}}"),
        *("a $[AB]", "(a $[A_B]", "a|$[A_B]", "a $[A_B;other=x]", "a $[A_B", "a $[a_b]", "$[1A]", "$[_A]", "$[A B]"),
        *(
            "x$secret:PW",
            "$prop:x",
            "$secret:",
            "$secret:a b",
            "$env",
            "$ env:HOST",
            "${prop:x}",
            "$(conf:x)",
            "$(A_B)",
        ),
        *("$[prop;]", "$[env.]", "$[envHOST:x]", "$[xenv:HOST]", "\\${env:HOST}", "\\$env:HOST"),
        "$[env:HOST;default=a b]",
        "$[env:$[env:NAME]]",
        "$[prop:x]",
        "$[vault:x]",
        "\\$[env:HOST]",
        "\\$[ENV:HOST]",
        "${project.x}",
        "${env.HOST}",
        "${{ secrets.PW }}",
        "{{ x }}",
        "{{x}}",
        "{{ .Values.x }}",
        "{{{HOST}}}",
        "$(HOST)",
        "$HOST",
        "@x@",
        "##x##",
        "^a$[bc]",
        "^x$[ABC]",
        "(foo$[bar])",
        "^[a-z]$[0-9]",
        "$[0]",
        "$[1:3]",
        "$['store']",
        "$[env:]",
        "pa$$word",
        "$",
        "{{",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert not near_misses(text)


@given(st.text(alphabet="$[](){}\\;:=., envsecrtHOST", max_size=60))
def test_near_misses_do_not_overlap(text: str) -> None:
    end = 0
    for one in near_misses(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@pytest.mark.parametrize("text", ["$[env:X;default=" * 50000, "$[" * 300000, "${env:" * 100000, "{{A" * 200000])
def test_it_never_takes_long(text: str) -> None:
    began = time.process_time()
    near_misses(text)
    assert time.process_time() - began < 2
