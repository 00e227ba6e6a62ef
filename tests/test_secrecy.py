"""No report, difference or baseline shows a secret: not as it is, not escaped, not encoded."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import pytest
from conftest import SHARED

from aemlint import app, examples, rounds
from aemlint.engine import baseline
from aemlint.engine.rulebook import Rulebook
from aemlint.masking import lines_about_secrets
from aemlint.model.disclosed import merged
from aemlint.options import FORMATS
from aemlint.report import diff, instances, show, show_table, text_of
from aemlint.report.repeated import Repeated
from aemlint.request import Request

SHORTEST = 6
CASES_FILE = SHARED / "secrets" / "cases.jsonl"
CASES = [json.loads(line) for line in CASES_FILE.read_text("utf-8").splitlines()] if CASES_FILE.is_file() else []


def disguises(secret: str) -> set[str]:
    """What a report's encoder could make of a text."""
    data = secret.encode("utf-8")
    base64 = {b64encode(b"\0" * shift + data).decode("ascii")[4:-4] for shift in range(3) if len(data) > 8}
    return {
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret)[1:-1])[1:-1],
        escape(secret),
        quoteattr(secret)[1:-1],
        quote(secret, safe=""),
        secret.encode("unicode_escape").decode("ascii"),
        b64encode(data).decode("ascii").rstrip("="),
        *base64,
    }


def outputs(root: Path, book: Rulebook, target: str | None = None) -> dict[str, str]:
    """Everything that a run can give, by name."""
    request = Request(str(root))
    request.severity, request.target = "info", target
    outcome = app.check(request, book)
    if outcome.report is None:
        return {}
    found = {format: text_of(outcome.report, format, color=False, links=False) for format in FORMATS}
    found["text in colour"] = text_of(outcome.report, "text", color=True, links=True)
    found["baseline"] = baseline.written(baseline.entries(outcome.current))
    repaired = rounds.repaired(request, unsafe=True)
    found["diff"] = diff.text(repaired.changes)
    if repaired.last.report is not None:
        found["after fixes"] = text_of(repaired.last.report, "json", color=False, links=False)
    configurations, repeated = outcome.project.configurations, Repeated(outcome.project)
    each = instances.shown(outcome.project, outcome.report.findings, {}, lambda _: True, repeated)
    found["show"] = show.text(configurations, each, repeated)
    found["show as a table"] = show_table.text(configurations, each, color=False, width=None, everything=True)
    return found


def shown(secrets: list[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    long = {secret: disguises(secret) for secret in secrets if len(secret) >= SHORTEST}
    return [(name, one) for name, text in texts.items() for one in long if any(form in text for form in long[one])]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_no_output_has_the_secret_of_a_known_case(case: dict[str, Any], book: Rulebook, write: Any) -> None:
    root = write({case["filename"]: case["content"].encode("utf-8")})
    assert not shown(case["secrets"], outputs(root, book))


# Invented, and none of them a word that a message could have.
CANARIES = {
    "plain": "Canary-Plain-71",
    "blank": "canary with blanks 72",
    "signs": "Can<ary>&\"Signs'73",
    "letters": "Kanárïe-ÄÖÜ-74",
    "number": "8174209375",
    "default": "Canary-Default-76",
    "nested": "Canary-Nested-77",
    "beside": "Canary-Beside-78",
    "comment": "Canary-Comment-79",
    "url": "Canary-Url-80",
    "list": "Canary-List-81",
    "misspelt": "Canary-Misspelt-82",
    "other": "Canary-Other-83",
    "first": "Canary-First-84",
}
MAIL = "com.day.cq.mailer.DefaultMailService"
OAUTH = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"


def mail(canaries: dict[str, str]) -> dict[str, Any]:
    """Properties of the mail service with mistakes all around its secrets."""
    return {
        "smtp.host": f"smtp://svc:{canaries['url']}@relay.acme.test:587",
        "smtp.port": "587",
        "smtp.user": canaries["plain"],
        "smtp.password": canaries["plain"],
        "smtp.pasword": canaries["misspelt"],
        "from.address": f"{canaries['plain']} noreply",
        "smtp.ssl": "true",
        "debug.email": True,
        "com.acme.apiKey": canaries["other"],
    }


def provider(canaries: dict[str, str]) -> dict[str, Any]:
    return {
        "authUrl": "http://login.acme.test/<tenantID>",
        "clientId": "<clientID>",
        "clientSecret": f"$[env:A;default={canaries['default']}]",
        "refreshToken": f"$[secret:INTERNAL_B;default=$[env:C-D;default={canaries['nested']}]]{canaries['beside']}",
        "accessToken": canaries["blank"],
        "scopes": "openid",
    }


def cfg_json(properties: dict[str, Any]) -> str:
    return json.dumps(properties, indent=2)


def config(properties: dict[str, Any]) -> str:
    def one(value: Any) -> str:
        text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("=", "\\=")
        return f'B"{text.lower()}"' if isinstance(value, bool) else f'"{text}"'

    return "".join(f"{name}={one(value)}\n" for name, value in properties.items())


def cfg(properties: dict[str, Any]) -> str:
    return "".join(f"{name} : {value}\n" for name, value in properties.items())


def xml(properties: dict[str, Any]) -> str:
    attributes = "\n    ".join(f"{name}={quoteattr(str(value))}" for name, value in properties.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"\n'
        f'    jcr:primaryType="sling:OsgiConfig"\n    {attributes}/>\n'
    )


WRITERS = {"cfg.json": cfg_json, "config": config, "cfg": cfg, "xml": xml}
FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"


@pytest.mark.parametrize("target", ["cloud", "6.5"])
@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("folder", ["config", "config.publish.dev", "config.dev.publish", "config.local"])
def test_no_output_has_a_canary(format: str, folder: str, target: str, book: Rulebook, write: Any) -> None:
    writer = WRITERS[format]
    root = write(
        {
            f"{FOLDER}/{folder}/{MAIL}.{format}": writer(mail(CANARIES)),
            f"{FOLDER}/{folder}/{OAUTH}.{format}": writer(provider(CANARIES)),
        }
    )
    texts = outputs(root, book, target)
    assert "secret/literal" in texts["concise"]
    assert not shown(list(CANARIES.values()), texts)


HARDER = {
    "escapes": (
        '{"smtp.password": "\\u0043anary-Plain-71", "smtp.user": "Canary-Plain-71", "smtp.port": 25}',
        "cfg.json",
    ),
    "signs": (cfg_json({"smtp.password": CANARIES["signs"], "smtp.port": 25}), "cfg.json"),
    "letters": (cfg_json({"smtp.password": CANARIES["letters"], "smtp.port": 25}), "cfg.json"),
    "number": ('{"smtp.password": 8174209375, "smtp.port": 25}', "cfg.json"),
    "typed": ('{"smtp.password:Integer": "Canary-Plain-71", "smtp.port": 25}', "cfg.json"),
    "typed in .config": ('smtp.password=I"Canary-Plain-71"\nsmtp.port="25"\n', "config"),
    "typed key in .config": ('smtp.password:Integer="Canary-Plain-71"\nsmtp.port="25"\n', "config"),
    "typed as a boolean": ('{"smtp.password:Boolean": "Canary-Plain-71", "smtp.port": 25}', "cfg.json"),
    "booleans": ('smtp.password=B["Canary-Plain-71"]\nsmtp.port="25"\n', "config"),
    "a boolean in XML": (xml({"smtp.password": "{Boolean}Canary-Plain-71", "smtp.port": 25}), "xml"),
    "near miss": ('{"smtp.password": "${secret:MAIL_PW;default=Canary-Plain-71}", "smtp.port": 25}', "cfg.json"),
    "default of another kind": (cfg_json({"smtp.password": "${secret:MAIL_PW:Canary-Plain-71}"}), "cfg.json"),
    "list": ('{"smtp.password": ["Canary-List-81", 7], "smtp.port": 25}', "cfg.json"),
    "directive": (cfg_json({"smtp.password": "$[secret:PW;default=changeme;Canary-Plain-71]"}), "cfg.json"),
    "directive with a value": (cfg_json({"smtp.password": "$[secret:PW;default=x;Canary-=Plain-71]"}), "cfg.json"),
    "name": (cfg_json({"smtp.password": "$[secret:Canary-Plain-71!]"}), "cfg.json"),
    "name in a default": (cfg_json({"smtp.password": "$[secret:PW;default=$[env:Canary-Plain-71!]]"}), "cfg.json"),
    "name in other brackets": (cfg_json({"smtp.password": "${secret:Canary-Plain-71!}"}), "cfg.json"),
    "sign in other brackets": (cfg_json({"smtp.password": "${secret:Can!ary-Plain-71}"}), "cfg.json"),
    "URL behind the end": ('{"smtp.port": 25}\nsmtp://relay:Canary-Url-80@mail.acme.com', "cfg.json"),
    "short key": (cfg_json({"smtp.pass": "Canary-Plain-71", "smtp.port": 25}), "cfg.json"),
    "key of another service": (cfg_json({"relay.apikey.value": "Canary-Plain-71", "smtp.port": 25}), "cfg.json"),
    "duplicate": (
        '{"smtp.password": "Canary-First-84",\n"SMTP.password": "Canary-Plain-71", "smtp.port": 25}',
        "cfg.json",
    ),
    "comments": (
        '{\n// "smtp.password": "Canary-Comment-79"\n"smtp.port": 25 /* pw Canary-Comment-79 */\n}',
        "cfg.json",
    ),
    "no comma": ('{"smtp.host": "x"\n"smtp.password": "Canary-Plain-71"\n"smtp.port": 25}', "cfg.json"),
    "no end": ('{"smtp.host": "x",\n"smtp.password": "Canary-Plain-71\n', "cfg.json"),
    "no object": ('"smtp.port": 25,\n"smtp.password": "Canary-Plain-71"\n', "cfg.json"),
    "no quotes": ("{smtp.port: 25, smtp.password: Canary-Plain-71}", "cfg.json"),
    "text behind": ('{"smtp.port": 25}\n"smtp.password": "Canary-Plain-71"', "cfg.json"),
    "unquoted": ('smtp.host="x"\nsmtp.password=Canary-Plain-71\nclientSecret="y"\n', "config"),
    "unclosed": ('smtp.host="x\nsmtp.password="Canary-Plain-71"\nsmtp.port="25"\n', "config"),
    "continued": ('smtp.password=[ \\\n  "Canary-Plain-71", \\\n  ]\nsmtp.port="25"\n', "config"),
    "continued in .cfg": ("smtp.port=25\nsmtp.password=Canary-\\\n   Plain-71\n", "cfg"),
    "comment in .cfg": ("# smtp.password=Canary-Comment-79\n! token = Canary-Comment-79\nsmtp.port=25\n", "cfg"),
    "unescaped": (xml({"smtp.port": 25}).replace("/>", ' smtp.password="Can&ary-Plain-71"/>'), "xml"),
    "references": (xml({"smtp.port": 25}).replace("/>", ' smtp.password="&#67;anary-Plain-71"/>'), "xml"),
    "no end in XML": (xml({"smtp.port": 25}).replace("/>", ' smtp.password="Canary-Plain-71'), "xml"),
    "entity": ("<!DOCTYPE x>" + xml({"smtp.password": "Canary-Plain-71"}), "xml"),
    "type": (xml({"smtp.password": "{Lonk}Canary-Plain-71", "smtp.port": 25}), "xml"),
    "comment in XML": (xml({"smtp.port": 25}) + "<!-- smtp.password\n= 'Canary-Comment-79' -->", "xml"),
}


BEHIND = [
    *("${env:PW:Canary-Plain-71}", "$[ENV:PW:Canary-Plain-71]", "$[secret.PW:Canary-Plain-71]"),
    *("$(secret:PW:Canary-Plain-71)", "$[secret:PW:Canary-Plain-71]", "$[secret:PW|Canary-Plain-71]"),
    *("$[secret:PW,default=Canary-Plain-71]", "$[secret:PW;defualt=Canary-Plain-71]", "{{secret:PW:Canary-Plain-71}}"),
    *("$[secret:PW;Default=Canary-Plain-71]", "$[secret:PW;default:Canary-Plain-71]", "${secret:PW:-Canary-Plain-71}"),
    *("$[MAIL_PW:Canary-Plain-71]", "${secret:PW;default=Canary-Plain-71}", "$[SECRET:PW;default=Canary-Plain-71"),
]


@pytest.mark.parametrize("value", BEHIND)
def test_what_stands_behind_a_name_is_a_secret_in_the_project_and_not_shown(
    value: str, book: Rulebook, write: Any
) -> None:
    text = cfg_json(
        {"smtp.password": value, "smtp.port": 25, "smtp.user": "Canary-Plain-71", "smtp.host": "Canary-Plain-71"}
    )
    texts = outputs(write({f"{FOLDER}/config/{MAIL}.cfg.json": text}), book)
    assert ("secret/literal" in texts["concise"]) != ("secret/placeholder-default" in texts["concise"])
    assert not shown(["Canary-Plain-71", "Plain-71", "Canary-"], texts)


@pytest.mark.parametrize("name", HARDER)
def test_no_output_has_a_canary_in_an_odd_place(name: str, book: Rulebook, write: Any) -> None:
    text, format = HARDER[name]
    root = write({f"{FOLDER}/config/{MAIL}.{format}": text})
    parts = ["ary-Plain-71", "Plain-71", "Canary-"]
    assert not shown([*CANARIES.values(), *parts], outputs(root, book))


def test_no_output_has_a_canary_of_other_files(book: Rulebook, write: Any) -> None:
    canaries = CANARIES
    root = write(
        {
            f"{FOLDER}/config/{MAIL}.cfg.json": cfg_json({"smtp.port": 30465, "smtp.password": "$[secret:MAIL_PW]"}),
            "cloudmanager/variables.json": json.dumps(
                [
                    {"name": "MAIL_PW", "value": canaries["plain"]},
                    {"name": "MAIL_KEY", "value": canaries["default"], "type": "secretString", "service": "Author"},
                    {"name": "x-y", "value": canaries["other"], "type": "secretstring"},
                ]
            ),
            "cloudmanager/broken.json": '[{"name": "A_B", "type": "secretString", "value": "'
            + canaries["nested"]
            + '",}',
            "cloudmanager/vpn.json": json.dumps(
                {"kind": "VPN", "region": "x", "connections": [{"sharedKey": canaries["list"], "naem": 1}]}, indent=1
            ),
            "tools/set.sh": "#!/bin/sh\n"
            f"export SMTP_PW={canaries['beside']}\n"
            f"aio cloudmanager:set-environment-variables 1 -s MAIL_PW '{canaries['blank']}' -p {canaries['url']}\n"
            f"curl -u svc:{canaries['misspelt']} https://acme.test\n",
            "cloudmanager-osgi-secrets.local.json": json.dumps(
                {"variables": [{"name": "N_N", "value": canaries["first"], "cm_type": "secretString"}]}
            ),
            ".git/index": b"DIRC\0\0\0\2\0\0\0\1" + b"\0" * 60 + b"\0\x24cloudmanager-osgi-secrets.local.json\0",
        }
    )
    texts = outputs(root, book)
    for rule in ("secret/variable-value", "secret/vpn-shared-key", "secret/in-command", "variable/malformed"):
        assert rule in texts["concise"]
    assert texts["concise"].count("secret/variable-value") >= 2
    assert not shown(list(canaries.values()), texts)


def test_no_output_has_a_canary_in_a_name(book: Rulebook, write: Any) -> None:
    mails = cfg_json({"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465"})
    url = "http://relay:Canary-Url-80@"
    network = {
        "portForwards": [
            {"name": f"{url}smtp.acme.com", "portDest": 465, "portOrig": 30465},
            {"name": "smtp.acme.com", "portDest": 587, "portOrig": 30587},
            {"name": f"{url}mail.acme.com", "portDest": 465},
        ],
        "nonProxyHosts": [f"{url}*.acme.com", "*.acme.com"],
    }
    variables = [
        {"name": "OTHER", "value": "x", "type": "string"},
        {"name": "MAIL_PW=Canary-Other-83", "value": "x", "type": "string"},
        {"name": "SMTP_X=Canary-Plain-71"},
    ]
    root = write(
        {
            f"{FOLDER}/config/{MAIL}.cfg.json": mails,
            "cloudmanager/dev/network.json": json.dumps(network, indent=1),
            "cloudmanager/dev/variables.json": json.dumps(variables, indent=1),
        }
    )
    texts = outputs(root, book)
    for rule in ("network/name", "network/non-proxy", "variable/unused", "variable/malformed"):
        assert rule in texts["concise"], texts["concise"]
    assert not shown(list(CANARIES.values()), texts)


def test_show_covers_secrets(aemlint: Any, write: Any) -> None:
    root = write({f"{FOLDER}/config/{MAIL}.cfg.json": cfg_json(mail(CANARIES))})
    ran = aemlint("show", "--format", "json", cwd=root)
    assert ran.returncode == 0
    assert not shown(list(CANARIES.values()), {"show": ran.stdout.decode("utf-8")})


@pytest.mark.parametrize("mark", examples.MADE)
def test_credentials_in_the_shapes_of_providers_stay_covered(mark: str, book: Rulebook, write: Any) -> None:
    made = examples.MADE[mark]
    text = cfg_json({"smtp.port": 25, "smtp.password": made, "smtp.user": made, "mail.smtp.note": f"see {made} there"})
    root = write({f"{FOLDER}/config/{MAIL}.cfg.json": text})
    assert not shown([made], outputs(root, book))


def test_lines_about_secrets_go_on_to_the_closing_quote() -> None:
    text = 'smtp.password="one\ntwo"\nsmtp.port="25"\n'
    assert [text[start:end] for start, end in lines_about_secrets(text, 0, len(text))] == ['"one', 'two"']


def test_overlapping_covers_become_one() -> None:
    assert merged([(4, 6), (1, 3), (2, 5), (9, 9)]) == [(1, 6)]


CLEAR = "Blue-Horse-77!"
QUERY = f"https://login.microsoftonline.com/t/oauth2/v2.0/token?client_secret={CLEAR}"
VPN_FILE = {"kind": "vpn", "region": "va7", "connections": [{"name": "a", "preSharedKey": CLEAR}]}
IN_CLEAR: dict[str, dict[str, Any]] = {
    "of a variables file": {
        "variables.json": json.dumps([{"name": "P", "type": "secretString", "value": CLEAR}]),
        f"{MAIL}.cfg.json": {"smtp.host": CLEAR},
    },
    "of another configuration": {
        "../config.dev/com.acme.Other.cfg.json": {"relay.password": CLEAR},
        f"{MAIL}.cfg.json": {"smtp.host": CLEAR, "from.address": f"{CLEAR}@"},
    },
    "behind a value in .cfg": {f"{MAIL}.cfg": f"from.address=news@acme.com # smtp.password={CLEAR}\n"},
    "in a URL's parameter": {
        f"{OAUTH}.cfg.json": {"tokenUrl": QUERY, "refreshUrl": QUERY.replace("https", "http") + "&x=1", "scopes": []}
    },
    "in a login without a scheme": {f"{MAIL}.cfg.json": {"smtp.host": f"bob:{CLEAR}@smtp.acme.com"}},
    "in the login of a forward": {
        f"{MAIL}.cfg.json": {"smtp.port": 30999},
        "network.json": json.dumps(
            {"portForwards": [{"name": f"bob:{CLEAR}@smtp.acme.com", "portDest": 465, "portOrig": 30465}]}, indent=1
        ),
    },
    "of two in one value": {
        f"{MAIL}.cfg.json": {"from.address": f"https://me:Red-Window-58@a.io https://me:{CLEAR}@b.io"}
    },
    "commented out in YAML": {
        "variables.yaml": f'- name: EMAIL_PASSWORD\n  type: SecretString\n  # value: "{CLEAR}"\n',
    },
    "commented out in JSON": {
        "variables.json": f'[{{"name": "A_B", "type": "SecretString"}}] // "value": "{CLEAR}"',
    },
    "under another name for a key": {"vpn.json": json.dumps(VPN_FILE, indent=1)},
    "in the place of a name": {
        "variables.json": json.dumps([{"name": CLEAR, "value": "EMAIL_PASSWORD", "type": "secretString"}], indent=1)
    },
}


@pytest.mark.parametrize("name", IN_CLEAR)
def test_no_output_quotes_a_secret(name: str, book: Rulebook, write: Any) -> None:
    files = {
        f"{FOLDER}/config/{path}" if path.startswith(("com.", "../")) else f"cloudmanager/{path}": text
        for path, text in IN_CLEAR[name].items()
    }
    written = {path.replace("config/../", ""): text for path, text in files.items()}
    root = write({path: text if isinstance(text, str) else cfg_json(text) for path, text in written.items()})
    texts = outputs(root, book)
    assert texts
    assert not shown([CLEAR], texts)


def test_no_output_has_a_key_in_the_place_of_a_variables_name(book: Rulebook, write: Any) -> None:
    made = examples.MADE["«sendgrid-key»"]
    root = write({f"{FOLDER}/config/{MAIL}.cfg.json": cfg_json({"smtp.password": f"$[secret:{made}]"})})
    texts = outputs(root, book)
    assert "placeholder/name" in texts["concise"]
    assert not shown([made], texts)


def test_a_fix_shows_the_reference_that_it_writes(book: Rulebook, write: Any) -> None:
    password = f"$[secret:MAIL_PW;default={CLEAR}]"
    root = write({f"{FOLDER}/config/{MAIL}.cfg.json": cfg_json({"smtp.password": password})})
    texts = outputs(root, book)
    assert '+   "smtp.password": "$[secret:MAIL_PW]"' in texts["text"]
    assert not shown([CLEAR], texts)
