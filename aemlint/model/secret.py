"""What a credential's value is: nothing, a reference, a filler, or the secret itself."""

from __future__ import annotations

from aemlint.model import placeholder

HEX = frozenset("0123456789abcdefABCDEF")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
TOKEN = LETTERS | frozenset("0123456789_-")
BASE64 = LETTERS | frozenset("0123456789+/=")
WORD = TOKEN | frozenset(".")

# Build tokens: what a tool fills in before AEM sees the file. (opening, closing)
TOKENS = (("${{", "}}"), ("${", "}"), ("##", "##"), ("{{", "}}"), ("<%", "%>"), ("#{", "}#"), ("#{", "}"))
FILLERS = frozenset(
    "changeme change_me change-me changeit change_it change-it change todo tbd fixme password passwd pwd secret "
    "mypassword my-password my_password placeholder dummy none null n/a replaceme replace_me replace-me redacted "
    "value-not-used not-used notused example sample default empty insert enter yourpassword yoursecret".split()
) | {"value not used", "not used", "change me", "to be defined", "your password", "your secret"}
FOREIGN = ("op://", "vault:", "vault://", "arn:aws:secretsmanager:", "arn:aws:ssm:", "keyvault:", "azurekeyvault://", "gcp-secret:", "sm://", "aws-secretsmanager:", "akv://", "ref+")
CREDENTIAL_KEYS = frozenset(
    "password passwd pwd passphrase secret clientsecret refreshtoken accesstoken apikey privatekey token userpassword "
    "retrieveruserpwd client_secret refresh_token access_token api_key private_key".split()
)


def has_token(text: str) -> bool:
    """Whether a build fills something in, so that the value cannot be judged."""
    if "${env:" in text or "${secret:" in text:  # near misses of placeholders, which placeholder/syntax reports
        return False
    for opening, closing in TOKENS:
        at = text.find(opening)
        if at >= 0 and text.find(closing, at + len(opening)) > at + len(opening):
            inside = text[at + len(opening) : text.find(closing, at + len(opening))].strip(" =")
            if inside and WORD.issuperset(inside.replace(" ", "").replace("|", "").replace('"', "").replace("'", "").replace("(", "").replace(")", "")):
                return True
    if len(text) > 2 and text[0] == text[-1] == "@" and WORD.issuperset(text[1:-1]):
        return True
    return len(text) > 4 and text.startswith("__") and text.endswith("__") and WORD.issuperset(text)


def kind(text: str) -> str:
    """blank, reference, crypto, template, foreign, filler or literal; the first that fits."""
    if not text.strip():
        return "blank"
    if placeholder.START in text:
        rest = "".join(placeholder.literals(text))
        if placeholder.placeholders(text) and not rest:
            return "reference"
        if not placeholder.placeholders(text):
            return "literal"
        return "literal" if rest.strip() else "reference"
    body = text.removeprefix("\\")
    if is_crypto(body):
        return "crypto"
    if _whole_token(text):
        return "template"
    if _foreign(text):
        return "foreign"
    return "filler" if is_filler(text) else "literal"


def is_crypto(text: str) -> bool:
    """Crypto Support: an IV and AES blocks of 16 bytes each, in braces."""
    inside = text[1:-1]
    return text[:1] == "{" and text[-1:] == "}" and len(inside) >= 64 and len(inside) % 32 == 0 and HEX.issuperset(inside)


def is_commons_crypto(text: str) -> bool:
    """Sling Commons Crypto gives Base64 of salt, IV and blocks: nothing a person would type."""
    body = text.strip()
    return len(body) >= 44 and BASE64.issuperset(body) and len(body.rstrip("=")) % 4 != 1 and any(one.isdigit() for one in body) and body != body.lower()


def _whole_token(text: str) -> bool:
    text = text.strip()
    if "${env:" in text or "${secret:" in text:
        return False
    return any(
        text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing)
        for opening, closing in TOKENS
    ) or (len(text) > 2 and has_token(text) and text[0] in "@_")


def _foreign(text: str) -> bool:
    text = text.strip()
    if text.lower().startswith(FOREIGN):
        return " " not in text
    if len(text) > 2 and text[0] == text[-1] == "%" and WORD.issuperset(text[1:-1]):
        return True
    if text.startswith("((") and text.endswith("))") and len(text) > 4:
        return True
    # A shell's $NAME; a password that begins with a dollar has other signs in it, or is no name at all.
    return len(text) > 2 and text[0] == "$" and WORD.issuperset(text[1:]) and text[1:].upper() == text[1:] and text[1] in LETTERS


def is_filler(text: str) -> bool:
    """The whole value only: `Sample!Harbor72` is a password."""
    word = text.strip().lower()
    if word in FILLERS or (word[:1] == "<" and word[-1:] == ">" and len(word) > 2):
        return True
    if len(set(word)) == 1 and word[0] in "x*.-_?":
        return True
    if word.startswith(("your-", "your_", "<your")) or word.endswith(("-here", "_here")):
        return True
    return len(word) > 2 and word[0] == "[" and word[-1] == "]"


def credential_key(name: str) -> bool:
    """By the last segment: `smtp.password`, not `password.reset.template`."""
    last = name.rsplit(".", 1)[-1].rsplit("/", 1)[-1]
    word = last.lower()
    if word in CREDENTIAL_KEYS or word.replace("-", "").replace("_", "") in CREDENTIAL_KEYS:
        return True
    return last.endswith(("Password", "Passphrase", "ClientSecret", "UserPWD"))


PREFIXES = (
    # provider, prefix, least length behind it, characters
    ("SendGrid", "SG.", 40, TOKEN | {"."}),
    ("Mailgun", "key-", 32, HEX),
    ("Google", "1//0", 30, TOKEN),
    ("Google", "AIza", 34, TOKEN),
    ("Slack", "xoxb-", 20, TOKEN),
    ("Slack", "xoxp-", 20, TOKEN),
    ("GitHub", "ghp_", 36, TOKEN),
    ("GitHub", "github_pat_", 40, TOKEN),
    ("Stripe", "sk_live_", 16, TOKEN),
    ("Brevo", "xkeysib-", 40, TOKEN),
    ("Resend", "re_", 24, TOKEN),
)


def vendor(text: str) -> str | None:
    """Whose credential stands in a text, by its shape alone; None for everything that has no telling shape."""
    if len(text) < 12:
        return None
    for name, prefix, least, characters in PREFIXES:
        at = text.find(prefix)
        while at >= 0:
            before = text[at - 1] if at else " "
            end = at + len(prefix)
            limit = end + 200
            while end < len(text) and end < limit and text[end] in characters:
                end += 1
            if end - at - len(prefix) >= least and before not in TOKEN and (prefix != "key-" or end - at == 36):
                return name
            at = text.find(prefix, at + len(prefix))
    if "-----BEGIN " in text and "PRIVATE KEY" in text:
        return "a private key"
    if "8Q~" in text and _azure(text):
        return "Microsoft"
    if "eyJ" in text and _web_token(text):
        return "a JSON web token"
    if "Basic " in text and _basic(text):
        return "basic authentication"
    return "a URL" if "://" in text and _url(text) else None


def _azure(text: str) -> bool:
    at = text.find("8Q~")
    start, end = at, at + 3
    allowed = TOKEN | {"~", "."}
    while start > 0 and text[start - 1] in allowed and at - start < 5:
        start -= 1
    while end < len(text) and text[end] in allowed and end - at < 60:
        end += 1
    return at - start == 3 and 34 <= end - at - 3 + 3 <= 45


def _web_token(text: str) -> bool:
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and text[end] in TOKEN | {"."}:
            end += 1
        parts = text[at:end].split(".")
        if len(parts) == 3 and all(len(part) >= 10 for part in parts) and parts[1].startswith("eyJ"):
            return True
        at = text.find("eyJ", max(end, at + 3))
    return False


def _basic(text: str) -> bool:
    from binascii import Error, a2b_base64

    at = text.find("Basic ")
    end = at + 6
    while end < len(text) and text[end] in BASE64 and end - at < 400:
        end += 1
    try:
        decoded = a2b_base64(text[at + 6 : end].encode())
    except Error:
        return False
    user, colon, password = decoded.partition(b":")
    return bool(user and colon and password) and all(32 <= byte < 127 for byte in decoded)


def _url(text: str) -> bool:
    """A password in the user part; one that is a reference or a token does not count."""
    at = text.find("://")
    for _ in range(100):
        if at < 0:
            return False
        end = at + 3
        while end < len(text) and text[end] not in " \t\n\"'<>/?#":
            end += 1
        user, sign, _ = text[at + 3 : end].rpartition("@")
        _, colon, password = user.partition(":")
        if sign and colon and password and kind(password) == "literal":
            return True
        at = text.find("://", max(end, at + 3))
    return False


def in_text(text: str) -> tuple[int, int] | None:
    """Where `key separator value` with a credential's key and a literal value stands: the key's offsets."""
    at = 0
    while at < len(text):
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        found = _in_line(text[at:line_end])
        if found is not None:
            return at + found[0], at + found[1]
        at = line_end + 1
    return None


def _in_line(line: str) -> tuple[int, int] | None:
    for at, one in enumerate(line[:2000]):
        if one not in "=:":
            continue
        key = line[:at].rstrip().rstrip("\"'")
        start = len(key)
        while start > 0 and key[start - 1] in WORD:
            start -= 1
        name = key[start:]
        if not name or not credential_key(name):
            continue
        value = line[at + 1 :].strip()
        quoted = value[:1] in ("\"", "'") or (value[:1] in LETTERS and value[1:2] == '"')
        if quoted:
            sign = value[0] if value[0] in "\"'" else value[1]
            value = value[value.find(sign) + 1 :].partition(sign)[0]
        else:
            value = value.rstrip(",;").strip()
        # In prose a password is followed by words: "password: Cloud Manager", "token = see wiki".
        if not quoted and (" " in value or not value or ("." not in name and one == ":")):
            continue
        if value and kind(value) == "literal":
            return start, start + len(name)
    return None
