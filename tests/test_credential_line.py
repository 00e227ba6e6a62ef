"""Where in running text a credential's key and its value stand."""

from __future__ import annotations

import pytest

from aemlint.model import credential_line


def stands(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], text[c:d]) for a, b, c, d in credential_line.find(text)]


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
        ("\n" + "y" * 2100 + "\ntoken=a1b2", [("token", "a1b2")]),
        ("pass, pwd, secret, token, key\npassword=a1b2", [("password", "a1b2")]),
        ("pass pwd secret token key password=a1b2", [("password", "a1b2")]),
        ("= password=a1b2", [("password", "a1b2")]),
        ("apikeyX=a1b2", []),
        ("apikey.x=a1b2", []),
        ('"smtp.password:String":"a1b2"', [("smtp.password", "a1b2")]),
        ('"token: see": "a1b2"', []),
        ('token:":a1b2"', [("token", ":a1b2")]),
        ("password=Xa1b2X", [("password", "Xa1b2X")]),
        ('password=1"a"', [("password", '1"a"')]),
        ('password="" a1b2', []),
        ("password='a'", [("password", "a")]),
    ],
)
def test_where_keys_and_values_stand(text: str, found: list[tuple[str, str]]) -> None:
    assert stands(text) == found
