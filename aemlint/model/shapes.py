"""Shapes of texts that conditions name. No regular expressions: importing re costs more than linting a file."""

from __future__ import annotations

from aemlint.model import secret
from aemlint.model.address import address, is_example

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
DIGITS = frozenset("0123456789")
ALPHANUMERIC = LETTERS | DIGITS
LABEL = ALPHANUMERIC | {"-"}
UPPER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
ACCESS_KEYS = ("AKIA", "ASIA")
SAMPLE_HOSTS = ("smtp.mymail.com", "proxy.tunnel", "localhost", "127.0.0.1")
SAMPLE_USERS = ("myapikey", "username", "user", "smtpuser", "smtpusername", "myuser", "myusername", "mysmtpuser")


def forward_name(text: str) -> bool:
    """The API's pattern for the name of a port forward: lower-case labels of letters, digits and inner hyphens."""
    return bool(text) and all(
        label and label[0] in ALPHANUMERIC and label[-1] in ALPHANUMERIC and LABEL.issuperset(label)
        for label in text.split(".")
    )


def ip6_address(text: str) -> bool:
    """As it looks, in brackets or not."""
    inside = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
    return inside.count(":") > 1 and (ALPHANUMERIC | {":", ".", "%"}).issuperset(inside.lower())


def late_wildcard(text: str) -> bool:
    return "*" in text[1:]


def upper_case_name(text: str) -> bool:
    """A name whose only mistake is its case."""
    return not forward_name(text) and forward_name(text.lower())


def sample_host(text: str) -> bool:
    """A host out of documentation: it cannot be anybody's mail server."""
    host = text.lower()
    labels = host.split(".")
    return host in SAMPLE_HOSTS or "example" in labels[-2:]


def access_key(text: str) -> bool:
    """A provider's key id: AWS's AKIA and ASIA, Mailgun's key-."""
    if len(text) == 20 and text[:4] in ACCESS_KEYS:
        return (UPPER | DIGITS).issuperset(text)
    return len(text) == 36 and text.startswith("key-") and frozenset("0123456789abcdef").issuperset(text[4:])


def mail_address(text: str) -> bool:
    """Exactly one."""
    return address(text) is not None


def sample_user(text: str) -> bool:
    """A user out of documentation: no mail server knows it."""
    word = text.lower().replace("-", "").replace("_", "")
    return word in SAMPLE_USERS or secret.is_filler(text) or is_example(text)


def variable_name(text: str) -> bool:
    """Cloud Manager's pattern: 2 to 100 letters, digits and underscores, no digit first."""
    body = text.lower().replace("_", "a")
    return 2 <= len(text) <= 100 and ALPHANUMERIC.issuperset(body) and body[0] in LETTERS


def https_url(text: str) -> bool:
    return text[:8].lower() == "https://"


def left_over(text: str) -> bool:
    """What documentation leaves to fill in: `<tenantID>`, `{tenant}`, `your-client-id`, an id of x or 0 only."""
    for opening, closing in ("<>", "{}"):
        inside = text.partition(opening)[2].partition(closing)
        if inside[1] and 0 < len(inside[0]) <= 40 and (LABEL | {"_", ".", " "}).issuperset(inside[0].lower()):
            return True
    for segment in text.lower().split("/"):
        if segment.startswith(("your-", "your_")) or (len(segment) > 7 and set(segment) - {"-"} in ({"x"}, {"0"})):
            return True
    return False


SHAPES = {
    "access-key": access_key,
    "example-address": is_example,
    "forward-name": forward_name,
    "https-url": https_url,
    "ip6-address": ip6_address,
    "late-wildcard": late_wildcard,
    "left-over": left_over,
    "mail-address": mail_address,
    "sample-host": sample_host,
    "sample-user": sample_user,
    "upper-case-name": upper_case_name,
    "variable-name": variable_name,
}


def has(name: str, text: str) -> bool:
    return SHAPES[name](text)
