"""What a credential's value is: nothing, a reference, a filler, or the secret itself."""

from __future__ import annotations

from aemlint.model import placeholder
from aemlint.model.near_miss import NAME, SIGNS, near_misses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.model.near_miss import NearMiss
    from aemlint.model.placeholder import Placeholder

# In place of what may be a secret.
DOTS = "........"
HEX = frozenset("0123456789abcdefABCDEF")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
TOKEN = LETTERS | frozenset("0123456789_-")
BASE64 = LETTERS | frozenset("0123456789+/=")
WORD = TOKEN | frozenset(".")
PROSE = LETTERS | frozenset(" -_.…")

# Build tokens: what a tool fills in before AEM sees the file. (opening, closing)
TOKENS = (("${{", "}}"), ("${", "}"), ("##", "##"), ("{{", "}}"), ("<%", "%>"), ("#{", "}#"), ("#{", "}"))
# What stands between their marks: a name, perhaps with blanks, a pipe, quotes, an index.
INSIDE = WORD | frozenset(" =|:\"'()[]")
FILLERS = frozenset(
    (
        *("changeme", "change_me", "change-me", "changeit", "change_it", "change-it", "change", "change me"),
        *("todo", "tbd", "fixme", "to be defined", "none", "null", "n/a", "dummy", "sample", "example", "redacted"),
        *("password", "passwd", "pwd", "mypassword", "my-password", "my_password", "your password", "yourpassword"),
        *("secret", "mysecret", "your secret", "yoursecret"),
        *("placeholder", "replaceme", "replace_me", "replace-me"),
        *("value not used", "value-not-used", "not used", "not-used", "notused"),
    )
)
FOREIGN = (
    *("op://", "vault:", "ref+", "sm://", "gcp-secret:"),
    *("arn:aws:secretsmanager:", "arn:aws:ssm:", "aws-secretsmanager:", "keyvault:", "azurekeyvault://", "akv://"),
)
CREDENTIAL_KEYS = frozenset(
    (
        *("password", "passwd", "pwd", "passphrase", "userpassword", "retrieveruserpwd"),
        *("secret", "clientsecret", "token", "refreshtoken", "accesstoken", "apikey", "privatekey", "sharedkey"),
    )
)
# What a secret's key may sound like, whatever it belongs to.
SOUNDS = ("pass", "pwd", "secret", "token", "credential", "apikey", "api_key", "privatekey", "sharedkey")
# No credential's key is without one of these.
STEMS = ("pass", "pwd", "secret", "token", "key")


# The gravest first, and those that are text in the project.
KINDS = ("literal", "filler", "crypto", "foreign", "template", "near", "reference", "blank")
WRITTEN = ("literal", "filler", "crypto", "foreign")


def has_token(text: str) -> bool:
    """Whether a build fills something in, so that the value cannot be judged."""
    if _near_placeholder(text):
        return False
    for opening, closing in TOKENS:
        at = text.find(opening)
        end = text.find(closing, at + len(opening)) if at >= 0 else -1
        if end > at + len(opening) and _is_name(text[at + len(opening) : end]):
            return True
    return _between_marks(text)


def _near_placeholder(text: str) -> bool:
    """A placeholder with the wrong brackets: placeholder/syntax says that."""
    return "${env:" in text or "${secret:" in text


def _is_name(text: str) -> bool:
    return bool(text.strip(" =")) and INSIDE.issuperset(text)


def _between_marks(text: str) -> bool:
    """`@name@` and `__name__`."""
    if len(text) > 2 and text[0] == text[-1] == "@":
        return WORD.issuperset(text[1:-1])
    return len(text) > 4 and text.startswith("__") and text.endswith("__") and WORD.issuperset(text)


def kind(text: str) -> str:
    """One of KINDS; near is a placeholder with a mistake in it, which placeholder/syntax says."""
    if not text.strip():
        return "blank"
    near = near_miss(text)
    if near is not None:
        return "literal" if any(kind(one) in WRITTEN for one in near.given) else "near"
    if placeholder.START in text:
        pieces = placeholder.parts(text)
        written = "".join(piece for piece in pieces if isinstance(piece, str))
        return "literal" if written.strip() or not pieces else "reference"
    if is_crypto(text.removeprefix("\\")):
        return "crypto"
    if _whole_token(text):
        return "template"
    if _foreign(text):
        return "foreign"
    return "filler" if is_filler(text) else "literal"


def near_miss(text: str) -> NearMiss | None:
    """If the whole value is one: `${secret:X}`, `$[SECRET:X]`, `$[X]`, `$[secret:X` without an end."""
    text = text.strip()
    if "$" not in text and "{{" not in text:
        return None
    found = near_misses(text)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def discloses(text: str) -> bool:
    """Whether a value gives anything away: text of its own, or a default, at any depth."""
    near = near_miss(text)
    return any(piece.strip() for piece in (placeholder.literals(text) if near is None else near.given))


def behind_names(text: str) -> Iterator[str]:
    """What stands behind names in placeholders, well written or not, and may be repeated alone.

    >>> list(behind_names("${env:A:Kettle-61}")), list(behind_names("$[secret:A,default=Kettle-61]"))
    (['Kettle-61'], ['Kettle-61'])
    """
    for near in near_misses(text):
        yield from near.given
        if near.rest and near.rest[0] not in SIGNS:  # the name may be a part of it
            yield near.name
    if placeholder.START in text:
        for piece in placeholder.literals(text):
            yield piece.lstrip("".join(NAME)).lstrip("".join(SIGNS)).rpartition("default=")[2].strip()


def told(one: Placeholder) -> str:
    """A placeholder's name as a sentence may repeat it: what is no name may be the secret."""
    return one.name if placeholder.may_be_name(one) else DOTS


def is_crypto(text: str) -> bool:
    """Crypto Support: an IV and AES blocks of 16 bytes each, in braces."""
    if text[:1] != "{" or text[-1:] != "}":
        return False
    inside = text[1:-1]
    return len(inside) >= 64 and len(inside) % 32 == 0 and HEX.issuperset(inside)


def is_commons_crypto(text: str) -> bool:
    """Sling Commons Crypto gives Base64 of salt, IV and blocks: nothing a person would type."""
    body = text.strip()
    return (
        len(body) >= 44
        and len(body) % 4 == 0
        and BASE64.issuperset(body)
        and any(one.isdigit() for one in body)
        and body != body.lower()
    )


def _whole_token(text: str) -> bool:
    text = text.strip()
    if _near_placeholder(text):
        return False
    return _between_marks(text) or any(
        text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing)
        for opening, closing in TOKENS
    )


def _foreign(text: str) -> bool:
    text = text.strip()
    if text.lower().startswith(FOREIGN):
        return " " not in text
    if len(text) > 2 and text[0] == text[-1] == "%" and WORD.issuperset(text[1:-1]):
        return True
    if text.startswith("((") and text.endswith("))") and len(text) > 4:
        return True
    if text.startswith("$(") and text.endswith(")") and len(text) > 3 and WORD.issuperset(text[2:-1]):
        return True
    # A shell's $NAME; a password that begins with a dollar has other signs in it, or is no name at all.
    name = text[1:]
    return text[0] == "$" and len(name) > 1 and name[0] in LETTERS and name.upper() == name and WORD.issuperset(name)


def is_filler(text: str) -> bool:
    """The whole value only: `Example!Walnut-58` is a password."""
    word = text.strip().lower()
    if word in FILLERS or (word[:1] == "<" and word[-1:] == ">" and len(word) > 2):
        return True
    if len(set(word)) == 1 and word[0] in "x*.-_?•":
        return True
    if PROSE.issuperset(word) and (word.startswith(("your-", "your_", "your.")) or word.endswith(("-here", "_here"))):
        return True
    return len(word) > 2 and word[0] == "[" and word[-1] == "]" and PROSE.issuperset(word[1:-1])


def credential_key(name: str) -> bool:
    """By the last segment: `smtp.password`, not `password.reset.template`."""
    last = name.rsplit(".", 1)[-1].rsplit("/", 1)[-1]
    if last.lower().replace("-", "").replace("_", "") in CREDENTIAL_KEYS:
        return True
    return last.endswith(("Password", "Passphrase", "ClientSecret", "UserPWD"))


def sounds_secret(name: str) -> bool:
    """Whatever it belongs to: `preSharedKey`, `pre_shared_key`."""
    name = name.lower()
    plain = name.replace("_", "").replace("-", "")
    return any(sound in name or sound in plain for sound in SOUNDS)
