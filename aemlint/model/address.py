"""Mail addresses, as JavaMail takes them."""

from __future__ import annotations

SPECIAL = frozenset('()<>,;:\\"[]@')
# Beside example.com and its like: what samples call the reader's own domain.
SAMPLE_DOMAINS = (
    "mycompany.com",
    "mydomain.com",
    "mymail.com",
    "your-company.com",
    "your-domain.com",
    "yourcompany.com",
    "yourdomain.com",
)


def address(text: str) -> str | None:
    """The one address of a text, `a@b` or `Name <a@b>`; None if there is none, or more, or what no server takes.

    >>> address("Acme <noreply@acme.com>")
    'noreply@acme.com'
    >>> address("noreply@acme.com, info@acme.com")
    """
    text = text.strip()
    start = text.rfind("<")
    if start >= 0:
        if not text.endswith(">") or not _is_phrase(text[:start]):
            return None
        text = text[start + 1 : -1]
    elif text.endswith(")") and "(" in text:  # a@b (Acme), as it was written once
        text = text[: text.rfind("(")].rstrip()
    local, _, domain = text.rpartition("@")
    return text if _is_local(local) and _is_domain(domain) else None


def _is_phrase(text: str) -> bool:
    """Words before an address; a comma or an @ only in quotes."""
    quoted = escaped = False
    for one in text:
        if escaped:
            escaped = False
        elif one == "\\":
            escaped = True
        elif one == '"':
            quoted = not quoted
        elif not quoted and one in "<>,;:@[]":
            return False
    return not quoted


def _is_local(text: str) -> bool:
    if len(text) > 2 and text[0] == text[-1] == '"':
        return '"' not in text[1:-1]
    plain = all(one > " " and one != "\x7f" and one not in SPECIAL for one in text)
    return plain and all(text.split("."))


def _is_domain(text: str) -> bool:
    if text[:1] == "[" and text[-1:] == "]":
        return len(text) > 2
    return all(part and all(one.isalnum() or one == "-" for one in part) for part in text.split("."))


def is_example(text: str) -> bool:
    """An address at a domain that nobody can send from; not one below `.example`, which may stand for a real one."""
    found = address(text)
    if found is None:
        return False
    domain = found.rpartition("@")[2].lower()
    labels = domain.split(".")
    return labels[0] == "example" or labels[-2:-1] == ["example"] or domain in SAMPLE_DOMAINS
