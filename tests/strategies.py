"""Configurations, and the many ways to write one down: for laws that hold whatever a file looks like.

A writer takes hypothesis's `draw` for every choice that a person would have: line ends, indentation, escapes,
comments, continued lines. What it writes must read as the configuration it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from struct import pack, unpack
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
Value = str | bool | int | float | list[str]
Properties = dict[str, Value]

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Names that an XML attribute can have: the only format that limits them.
NAMES = st.one_of(
    st.sampled_from(["smtp.host", "smtp.port", "from.address", "oauth.flow", "a", "Ärger", "größe.max", "x-y", "名前"]),
    st.builds("".join, st.tuples(st.sampled_from(LETTERS), st.text(LETTERS + "0123456789.-_äñ漢", max_size=8))),
).filter(lambda name: "_x" not in name and name.lower() != "xmlns")
# Every format can write every character but a half of a surrogate pair.
TEXTS = st.one_of(
    st.sampled_from(
        [
            "proxy.tunnel",
            "$[env:AEM_PROXY_HOST;default=proxy.tunnel]",
            "$[secret:X]",
            "a=b",
            "[x]",
            "{Long}5",
            "a,b",
            "C:\\t\\",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("\\\"=[]{},:;#!/*<>&'$ \t\n\r\f\b\0\x7f\x85\xa0ä\u2028\ufeff\uffff😀u0", max_size=12),
)
FULL_TEXTS = TEXTS.filter(bool)
INTEGERS = st.integers(-(1 << 63), (1 << 63) - 1)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Value] = st.one_of(
    FULL_TEXTS, FULL_TEXTS, st.booleans(), INTEGERS, DOUBLES, st.lists(TEXTS, min_size=1, max_size=4)
)


def _by_name(pairs: list[tuple[str, Any]]) -> Properties:
    """AEM ignores the case of names, and so it is one name only if it is."""
    return dict({name.lower(): (name, value) for name, value in pairs}.values())


def configurations(values: st.SearchStrategy[Any] = VALUES) -> st.SearchStrategy[Properties]:
    return st.lists(st.tuples(NAMES, values), max_size=6).map(_by_name)


def ends_in_a_backslash(properties: Properties) -> bool:
    """Behind such a text the reader of AEM 6.5 takes comments in `.cfg.json` for text, and the other way round."""
    texts = [text for value in properties.values() for text in (value if isinstance(value, list) else [value])]
    return any(isinstance(text, str) and text.endswith("\\") for text in texts)


def _newline(draw: Draw) -> str:
    return str(draw(st.sampled_from(["\n", "\r\n"])))


def _escaped(draw: Draw, one: str) -> str:
    units = one.encode("utf-16-be", "surrogatepass")
    digits = "04x" if draw(st.booleans()) else "04X"
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:{digits}}" for at in range(0, len(units), 2))


def cfg_json(draw: Draw, properties: Properties) -> bytes:
    end = _newline(draw)
    blanks = st.sampled_from(["", " ", "\t", end, "  ", f" {end}\t"])
    comments = st.sampled_from(
        ["", "", "", "/* a * b */", f'// it\'s "quoted" {{{end}', "/***/", "/*/", f"/* {end}\U0001f600 */", f"//{end}"]
    )

    def gap() -> str:
        # A comment directly behind another one is no comment but a trap.
        return "".join(
            str(draw(blanks)) + (f" {comment}" if (comment := draw(comments)) else "") + " " for _ in range(2)
        )

    def text(value: str) -> str:
        pieces = []
        for one in value:
            if one in '"\\' and draw(st.booleans()):
                pieces.append("\\" + one)
            elif one == "/" and draw(st.booleans()):
                pieces.append("\\/")
            elif one in "\b\f\n\r\t" and draw(st.booleans()):
                pieces.append("\\" + "bfnrt"["\b\f\n\r\t".index(one)])
            elif one < " " or one in '"\\' or (not one.isalnum() and draw(st.integers(0, 4)) == 0):
                pieces.append(_escaped(draw, one))
            else:
                pieces.append(one)
        return '"' + "".join(pieces) + '"'

    def written(value: Value) -> str:
        if isinstance(value, list):
            return f"[{gap()}" + f"{gap()},{gap()}".join(map(text, value)) + f"{gap()}]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return _real(value)
        return str(value) if isinstance(value, int) else text(value)

    members = f"{gap()},{gap()}".join(
        f"{text(name)}{gap()}:{gap()}{written(value)}" for name, value in properties.items()
    )
    return f"{gap()}{{{gap()}{members}{gap()}}}{gap()}".encode()


def _real(value: float) -> str:
    """With a scale that is not 0, or BigDecimal's would make it a Long: `1.5e1` is one."""
    mantissa, sign, exponent = repr(value).partition("e")
    mantissa += "" if "." in mantissa else ".0"
    scale = len(mantissa.partition(".")[2]) - int(exponent or "0")
    return mantissa + "0" * (scale == 0) + sign + exponent


def config(draw: Draw, properties: Properties) -> bytes:
    end = _newline(draw)
    blank = st.sampled_from(["", " ", "\t", end, f" {end} "])

    def text(value: str) -> str:
        pieces = []
        for one in value:
            if one in '"\\=':
                pieces.append("\\" + one)
            elif one in "\b\t\n\f\r" and (one == "\r" or draw(st.booleans())):
                pieces.append("\\" + "btnfr"["\b\t\n\f\r".index(one)])
            elif not one.isalnum() and draw(st.integers(0, 4)) == 0:
                pieces.append(_escaped(draw, one))
            elif one not in "btnfru" and draw(st.integers(0, 9)) == 0:
                pieces.append("\\" + one)
            else:
                pieces.append(one)
        return '"' + "".join(pieces) + '"'

    def written(value: Value) -> str:
        if isinstance(value, list):
            gap = st.sampled_from(["", " ", f" \\{end}  ", end])
            items = f"{draw(gap)},{draw(gap)}".join(map(text, value))
            last = draw(st.sampled_from(["", ",", f", \\{end}"]))
            return f"{draw(st.sampled_from(['', 'T']))}[{draw(gap)}{items}{last}{draw(gap)}]"
        if isinstance(value, bool):
            return f'B"{str(value).lower()}"'
        if isinstance(value, float):
            return f'D"{unpack("<q", pack("<d", value))[0]}"'
        if isinstance(value, int):
            return f'L"{value}"'
        return str(draw(st.sampled_from(["", "T"]))) + text(value)

    lines = []
    for name, value in properties.items():
        if draw(st.integers(0, 3)) == 0:
            lines.append(f"# {draw(st.sampled_from(['', 'a=b', 'x', '😀 [', chr(34)]))}{end}")
        # A line end before the sign is white space in the cloud and part of the name on 6.5.
        lines.append(f"{name}={written(value)}{draw(blank) or end}")
    return "".join(lines).encode()


def properties(draw: Draw, content: Properties) -> bytes:
    """Only texts: the format has nothing else."""
    end = str(draw(st.sampled_from(["\n", "\r\n", "\r"])))

    def text(value: str, *, key: bool) -> str:
        pieces = []
        for at, one in enumerate(value):
            if (
                one == "\\"
                or (one in " \t\f" and (key or at == 0))
                or (key and one in "=:")
                or (at == 0 and one in "#!=:")
            ):
                pieces.append("\\" + one)
            elif one in "\t\n\f\r":
                pieces.append("\\" + "tnfr"["\t\n\f\r".index(one)])
            elif one > "\xff" or (not one.isalnum() and draw(st.integers(0, 4)) == 0):
                pieces.append(_escaped(draw, one))
            else:
                pieces.append(one)
            # White space at the start of a continued line is none of the text's.
            following = value[at + 1 : at + 2]
            if following not in (" ", "\t", "\f") and (following or not key) and draw(st.integers(0, 9)) == 0:
                pieces.append(f"\\{end}{draw(st.sampled_from(['', '  ', chr(9)]))}")
        return "".join(pieces)

    lines = []
    for name, value in content.items():
        if draw(st.integers(0, 3)) == 0:
            lines.append(str(draw(st.sampled_from(["#", "!", "  # a=b \\", "#\xe4"]))) + end)
        sign = draw(st.sampled_from(["=", ":", " = ", " ", "\t", f"=\\{end}  ", " :\t"]))
        lines.append(f"{text(name, key=True)}{sign}{text(str(value), key=False)}{end}")
    return "".join(lines).encode("latin-1")


HEAD = 'xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"'


def sling_xml(draw: Draw, properties: Properties) -> bytes:
    end = _newline(draw)
    gaps = st.sampled_from([" ", end, f"{end}    ", "\t"])

    def text(value: str, *, item: bool = False) -> str:
        pieces = []
        for at, one in enumerate(value):
            if one == "\\" or (item and one in ",]") or (not item and at == 0 and one in "[{"):
                pieces.append("\\" + one)
            elif _is_no_xml(one) or (not one.isalnum() and draw(st.integers(0, 6)) == 0):
                pieces.append(_escaped(draw, one))
            else:
                pieces.append(one)
        return "".join(pieces)

    def document_view(value: Value) -> str:
        if isinstance(value, list):
            items = ",".join(text(item, item=True) for item in value)
            # One blank item alone is written as nothing at all.
            return f"{draw(st.sampled_from(['', '{String}']))}[{items}]" if value != [""] else "[\\0]"
        if isinstance(value, bool):
            return f"{{Boolean}}{str(value).lower()}"
        if isinstance(value, float):
            return f"{{Double}}{value!r}"
        if isinstance(value, int):
            return f"{{Long}}{value}"
        typed = draw(st.booleans())
        return f"{{String}}{text(value)}" if typed else text(value)

    def attribute(value: Value) -> str:
        quote = str(draw(st.sampled_from(['"', "'"])))
        names = {quote: "&quot;" if quote == '"' else "&apos;", "\n": "&#10;", "\r": "&#xD;", "\t": "&#9;"}
        body = escape(document_view(value), names)
        if body and body[-1] > "\x7f" and not _is_no_xml(body[-1]) and draw(st.booleans()):
            body = f"{body[:-1]}&#x{ord(body[-1]):x};"
        return f"{quote}{body}{quote}"

    lines = [f'<jcr:root {HEAD}{draw(gaps)}jcr:primaryType="sling:OsgiConfig"']
    lines += [
        f"{draw(gaps)}{name}{draw(st.sampled_from(['=', ' = ', f'={end}']))}{attribute(value)}"
        for name, value in properties.items()
    ]
    lines.append(draw(st.sampled_from(["/>", f"{end}/>", "></jcr:root>", f">{end}<!-- b -->{end}</jcr:root >"])))
    before = draw(
        st.sampled_from(["", '<?xml version="1.0"?>', f'<?xml version="1.0" encoding="UTF-8"?>{end}', "<!-- ä 😀 -->"])
    )
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return f"{mark}{before}{''.join(map(str, lines))}{end}".encode()


def _is_no_xml(one: str) -> bool:
    return (one < " " and one not in "\t\n\r") or one in "\ufffe\uffff"


WRITERS: dict[str, Callable[[Draw, Properties], bytes]] = {
    "a.cfg.json": cfg_json,
    "a.config": config,
    "a.cfg": properties,
    "a.xml": sling_xml,
}

# Pieces that are something to a reader; strung together at random they reach where no random byte does.
# Between blanks; <SP> and the like are what cannot be written there.
PIECES = {
    "a.cfg.json": r"""
        { } [ ] , : " \ / // /* */ * <LF> <CR> <NUL> \u \u0041 \ud83d "a" "a:Integer" "b:" "smtp.port" 1 -1 1.5 1e9 0x1
        true null ' 'a' <TAB> <BOM> ä 😀 <SOH> = tru 123456789012345678901234567890 1e999999999999 NaN ":configurator:a"
        Integer[] Collection
    """,
    "a.config": r"""
        a= a = " "" "x" T" I"5" D"1" F"1" C"" B"true" Z" [ ] ( ) , \ \u \u0041 # <LF> <CR> <CR><LF> <TAB> <BOM> ä 😀 i[
        "1", x[ \<LF> a="b" a.b 5 <END> <NEL> <NBSP> <SP>
    """,
    "a.cfg": r"a = : \ \u \u0041 \ud83d # ! <LF> <CR> <CR><LF> <TAB> <FF> é \<LF> a=b \<CR><LF> < <?xml <NUL> ÿ <SP>",
    "props.properties": r"""
        <?xml<SP>version="1.0"?> <!DOCTYPE<SP>properties<SP>SYSTEM<SP>"http://java.sun.com/dtd/properties.dtd">
        <properties> </properties> <entry <SP>key="a" > b </entry> <comment> & &amp; <![CDATA[ ]]> <!-- --> <LF>
        <!ENTITY />
    """,
    "a.xml": rf"""
        <jcr:root <SP>{HEAD.replace(" ", "<SP>")} <SP>jcr:primaryType="sling:OsgiConfig" <SP>a="b" <SP>b= " ' / >
        </jcr:root> <a <!-- --> & &amp; &#65; &#x; {{Long}} {{Date}} [ ] , \ \u0041 \u _x0041_ <LF> <TAB> <![CDATA[ ]]>
        <?xml <!DOCTYPE <BOM> 😀 <NUL> = :
    """,
    "a.json": r"""
        { } [ ] , : " \ <LF> "a" "b" 1 1.5 -0 1e5 1e999 true false null <BOM> 😀 <NUL> <SOH> \u0041 99999999999999999999
    """,
    "a.yaml": r"""
        a b a: : - -<SP> ?<SP> # <LF> <LF><SP><SP> <SP> <TAB> <CR> ' " [ ] { } , | > |+ >- & &a * *a ! !!str << <<:
        %YAML --- ... ~ null 1 1.5 0x1 true @ ` <BOM> 😀 <NUL> <NEL> \ \x \u0041 \U00000041 \ud800 1:1 2020-01-01
    """,
}
SIGNS = {
    "<SP>": " ",
    "<LF>": "\n",
    "<CR>": "\r",
    "<TAB>": "\t",
    "<FF>": "\f",
    "<NUL>": "\0",
    "<SOH>": "\x01",
    "<NEL>": "\x85",
    "<NBSP>": "\xa0",
    "<BOM>": "\ufeff",
    "<END>": "\uffff",
}


def pieces(text: str) -> list[str]:
    found = text.split()
    for sign, meant in SIGNS.items():
        found = [piece.replace(sign, meant) for piece in found]
    return found


def soup(name: str) -> st.SearchStrategy[bytes]:
    """Bytes that a reader takes seriously for a while."""
    encoding = "latin-1" if name.endswith((".cfg", ".properties")) else "utf-8"
    found = st.lists(st.sampled_from(pieces(PIECES[name])), max_size=25)
    return found.map(lambda some: "".join(some).encode(encoding, "surrogatepass"))


def files(name: str) -> st.SearchStrategy[bytes]:
    return st.one_of(soup(name), soup(name), st.binary(max_size=60))


# --- projects: what people write for mail, right and wrong


MAILER = "com.day.cq.mailer.DefaultMailService"
OAUTH = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
SLING = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService~acme"
HOSTS: list[Value] = [
    *"""
    $[env:AEM_PROXY_HOST;default=proxy.tunnel] $[env:AEM_PROXY_HOST] $[env:AEM_PROXY_HOST;default=localhost]
    proxy.tunnel smtp.office365.com smtp.sendgrid.net localhost 10.0.0.1 $[env:SMTP_HOST] $[secret:HOST;default=a.io]
    ${smtp.host} $[env:AEM_PROXY_HOTS;default=proxy.tunnel] $[env:AEM_PROXY_HOST;defualt=x] $[env:A
    smtp.acme.io:25 *.acme.io
""".split()
]
PORTS: list[Value] = [
    *"30465 30587 30025 465 587 25 0 99999 30465.0 $[env:PORT] $[env:PORT;default=30465]".split(),
    *("$[env:AEM_HTTP_PROXY_PORT]", 30465, 30587, 465, 25, "030465", " 30465", "port"),
]
WORDS: list[Value] = [
    *"apikey mailer@acme.io $[env:USER] $[secret:SMTP_USER] ${user} Harbor!Sample72 changeme".split(),
    *"$[secret:SMTP_PASSWORD] $[secret:P;default=Harbor!Sample72] $[env:SMTP_PASSWORD] op://vault/mail/password".split(),
    *("{" + "0123456789abcdef" * 4 + "}", "value not used", "$[secret:A]$[secret:B]", "$[prop:x]", "\\$[secret:A]"),
]
SENDERS: list[Value] = [
    *"no-reply@acme.io noreply@day.com acme Ä@acme.io a@b@c no-reply@localhost $[env:FROM] ${from}".split(),
    *("Acme <no-reply@acme.io>", " no-reply@acme.io", "a@acme.io, b@acme.io"),
]
SWITCHES: list[Value] = [
    True,
    False,
    True,
    False,
    "true",
    "false",
    "yes",
    "$[env:SSL]",
    "$[env:SSL;type=Boolean;default=true]",
]
ADDRESSES: list[Value] = [
    "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    "http://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    "https://accounts.google.com/o/oauth2/token",
    "https://user:Harbor!Sample72@acme.io/token",
    "$[env:TOKEN_URL]",
]
SCOPES: list[Value] = [
    ["https://outlook.office365.com/SMTP.Send", "offline_access"],
    ["https://mail.google.com/"],
    ["openid"],
    ["a", ""],
    "https://outlook.office365.com/SMTP.Send offline_access",
    "https://outlook.office.com/SMTP.Send",
]
SAID: dict[str, dict[str, list[Value]]] = {
    MAILER: {
        **dict.fromkeys(["smtp.host", "smtp.hots"], HOSTS),
        **dict.fromkeys(["smtp.port"], PORTS),
        **dict.fromkeys(["smtp.user", "smtp.password", "smtp.pasword", "password"], WORDS),
        **dict.fromkeys(["from.address", "form.address"], SENDERS),
        **dict.fromkeys(
            ["smtp.ssl", "smtp.starttls", "smtp.requiretls", "debug.email", "oauth.flow", "smtp.tls"], SWITCHES
        ),
    },
    OAUTH: {
        **dict.fromkeys(["authUrl", "tokenUrl", "refreshUrl", "authCodeRedirectUrl"], ADDRESSES),
        **dict.fromkeys(["clientId", "clientSecret", "refreshToken", "accessToken", "client_secret"], WORDS),
        **dict.fromkeys(["scopes"], SCOPES),
    },
    SLING: {
        **dict.fromkeys(["mail.smtps.host", "mail_smtps_host"], HOSTS),
        **dict.fromkeys(["mail.smtps.port"], PORTS),
        **dict.fromkeys(["username", "password"], WORDS),
        **dict.fromkeys(["mail.smtps.from"], SENDERS),
    },
    "com.acme.Client": dict.fromkeys(["host", "password", "url", "token"], HOSTS + WORDS + ADDRESSES),
}
FOLDERS = ("config", "config.publish", "config.author.prod", "config.dev")


def said(pid: str, *, texts: bool = False) -> st.SearchStrategy[Properties]:
    """Properties of a service; `texts`: nothing else, for formats without types."""
    pairs = []
    for name, values in SAID[pid].items():
        fitting = [value for value in values if isinstance(value, str)] if texts else values
        pairs.append(st.tuples(st.just(name), st.sampled_from(fitting)))
    return st.lists(st.one_of(pairs), max_size=9).map(_by_name)


def services(*, texts: bool = False) -> st.SearchStrategy[dict[tuple[str, str], Properties]]:
    """Configurations by folder and PID."""
    one = st.sampled_from(list(SAID)).flatmap(
        lambda pid: st.tuples(st.tuples(st.sampled_from(FOLDERS), st.just(pid)), said(pid, texts=texts))
    )
    return st.lists(one, min_size=1, max_size=3).map(dict)


PORT_NUMBERS = st.sampled_from([30465, 30587, 30025, 465, 587, 25, 2525, 443, 0, 70000, "30465", 30465.5])
FORWARDS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["smtp.sendgrid.net", "smtp.office365.com", "smtp.acme.io", "a b", "10.0.0.1", "https://a.io"]
        ),
        "portDest": PORT_NUMBERS,
        "portOrig": PORT_NUMBERS,
    },
    optional={"portdest": PORT_NUMBERS, "comment": st.just("ours")},
)
NETWORKS = st.fixed_dictionaries(
    {"portForwards": st.lists(FORWARDS, max_size=4)},
    optional={
        "nonProxyHosts": st.lists(st.sampled_from(["smtp.acme.io", "*.acme.io", "https://a.io", ""]), max_size=2)
    },
)
VARIABLES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(
                ["SMTP_PASSWORD", "SMTP_USER", "PORT", "AEM_PROXY_HOST", "USER", "1x", "INTERNAL_A"]
            ),
            "value": st.sampled_from(["Harbor!Sample72", "30465", "", "a@acme.io", "changeme", "x" * 20]),
        },
        optional={
            "type": st.sampled_from(["string", "secretString", "secretstring", "text"]),
            "service": st.sampled_from(["author", "publish", "", "build"]),
        },
    ),
    min_size=1,
    max_size=4,
)


def json_text(draw: Draw, value: Any) -> bytes:
    """A document, with the white space and the order of keys that a person might give it."""
    end = _newline(draw)
    blanks = st.sampled_from(["", " ", end, f"{end}  ", "\t"])

    def written(node: Any) -> str:
        if isinstance(node, dict):
            pairs = draw(st.permutations(list(node.items())))
            inner = ",".join(
                f"{draw(blanks)}{text(key)}{draw(blanks)}:{draw(blanks)}{written(item)}" for key, item in pairs
            )
            return f"{{{inner}{draw(blanks)}}}"
        if isinstance(node, list):
            return "[" + ",".join(f"{draw(blanks)}{written(item)}{draw(blanks)}" for item in node) + "]"
        return text(node) if isinstance(node, str) else repr(node)

    def text(one: str) -> str:
        return '"' + "".join(_escaped(draw, sign) if draw(st.integers(0, 9)) == 0 else sign for sign in one) + '"'

    return f"{draw(blanks)}{written(value)}{draw(blanks)}".encode()


def yaml_text(draw: Draw, value: Any) -> bytes:
    """Blocks, flows and quotes; the comments that JSON has not."""
    end = _newline(draw)
    comments = st.sampled_from(["", "", "", f"  # why{end}".removesuffix(end), " # a: b"])

    def flow(node: Any) -> str:
        if isinstance(node, dict):
            return (
                "{" + ", ".join(f"{key}: {flow(item)}" for key, item in draw(st.permutations(list(node.items())))) + "}"
            )
        if isinstance(node, list):
            return "[" + ", ".join(map(flow, node)) + "]"
        return text(node) if isinstance(node, str) else repr(node)

    def text(one: str) -> str:
        quote = draw(st.sampled_from(["'", '"']))
        if one.replace(".", "").replace("_", "").isalpha() and draw(st.booleans()):
            return one
        return f"{quote}{one}{quote}"

    def block(node: Any, indent: str) -> list[str]:
        if isinstance(node, dict) and node:
            lines = []
            for key, item in draw(st.permutations(list(node.items()))):
                lines += head(f"{indent}{key}:", item, indent + "  ")
            return lines
        lines = []
        for item in node:
            if isinstance(item, dict) and item and draw(st.booleans()):
                inner = block(item, indent + "  ")
                lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines.append(f"{indent}- {flow(item)}{draw(comments)}")
        return lines

    def head(start: str, item: Any, indent: str) -> list[str]:
        if isinstance(item, (dict, list)) and item and draw(st.booleans()):
            return [f"{start}{draw(comments)}", *block(item, indent)]
        return [f"{start} {flow(item)}{draw(comments)}"]

    lines = block(value, "") if value else [flow(value)]
    return "".join(f"{line}{end}" for line in [*(["---"] if draw(st.booleans()) else []), *lines]).encode()
