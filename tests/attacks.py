"""Families of attacks on a run's time, each a project of a size: twice the size may take twice the time, not more.

`families()` gives functions from a size to an Attack. A size is about as many lines, keys, files or patterns.
tests/test_complexity.py counts the work of small ones; bench/complexity.py clocks big ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

APPS = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
PID = "com.day.cq.mailer.DefaultMailService"
PROVIDER = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
MAIL = f"{APPS}/config/{PID}"
FORWARD = {"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}
HEAD = 'xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'
BACKSLASH = "\\"


class Attack:
    """A project's files, and what is asked for: paths, settings of a request, known findings, reports."""

    def __init__(self, files: dict[str, str], **asked: Any) -> None:
        self.files = {path: text.encode("utf-8", "surrogatepass") for path, text in files.items()}
        self.asked = asked


Family = Callable[[int], Attack]
Text = Callable[[int], str]
FAMILIES: dict[str, Family] = {}


def family(made: Callable[[int], Attack | dict[str, str]]) -> Callable[[int], Attack]:
    def attack(size: int) -> Attack:
        found = made(size)
        return found if isinstance(found, Attack) else Attack(found)

    FAMILIES[made.__name__.replace("_", " ")] = attack
    return attack


def mail(**more: str) -> dict[str, str]:
    return {"smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "smtp.port": "30465", "smtp.ssl": "true", **more}


# --- one file


def in_every_format(name: str, json_text: Text, config: Text | None = None, cfg: Text | None = None,
                    xml: Text | None = None) -> None:  # fmt: skip
    for ending, text in ((".cfg.json", json_text), (".config", config), (".cfg", cfg), (".xml", xml)):
        if text is not None:
            FAMILIES[f"{name}, {ending}"] = lambda size, text=text, ending=ending: Attack({MAIL + ending: text(size)})


def element(attributes: str, inner: str = "") -> str:
    return f'<jcr:root {HEAD} jcr:primaryType="sling:OsgiConfig" {attributes}>{inner}</jcr:root>'


in_every_format(
    "keys",
    lambda n: json.dumps({f"key{i:06}": "v" for i in range(n)}),
    lambda n: "".join(f'key{i:06}="v"\n' for i in range(n)),
    lambda n: "".join(f"key{i:06}=v\n" for i in range(n)),
    lambda n: element(" ".join(f'key{i:06}="v"' for i in range(n))),
)
in_every_format(
    "duplicate keys",
    lambda n: "{" + ",".join('"smtp.host": "a"' for _ in range(n)) + "}",
    lambda n: 'smtp.host="a"\n' * n,
    lambda n: "smtp.host=a\n" * n,
    lambda n: element('smtp.host="a" ' * n),
)
in_every_format(
    "a long key",
    lambda n: json.dumps({"k" * n: "v"}),
    lambda n: "k" * n + '="v"\n',
    lambda n: "k" * n + "=v\n",
    lambda n: element("k" * n + '="v"'),
)
in_every_format(
    "a long value",
    lambda n: json.dumps({"smtp.host": "v" * n}),
    lambda n: f'smtp.host="{"v" * n}"\n',
    lambda n: f"smtp.host={'v' * n}\n",
    lambda n: element(f'smtp.host="{"v" * n}"'),
)
in_every_format(
    "escapes",
    lambda n: '{"smtp.host": "' + "\\u0041\\n" * n + '"}',
    lambda n: 'smtp.host="' + "\\u0041\\n" * n + '"\n',
    lambda n: "smtp.host=" + "\\u0041\\n" * n + "\n",
    lambda n: element('smtp.host="' + "&#65;\\u0041&amp;" * n + '"'),
)
in_every_format(
    "backslashes",
    lambda n: '{"smtp.host": "' + BACKSLASH * 2 * n + '"}',
    lambda n: 'smtp.host="' + BACKSLASH * 2 * n + '"\n',
    lambda n: "smtp.host=" + "a" + BACKSLASH * 2 * n + "\n",
    lambda n: element('smtp.host="' + BACKSLASH * 2 * n + '"'),
)
in_every_format(
    "continued lines",
    lambda n: '{"smtp.host": [\n' + '"a",\n' * n + '"b"]}',
    lambda n: "smtp.host=[ " + BACKSLASH + "\n" + f'"a", {BACKSLASH}\n' * n + '"b" ]\n',
    lambda n: "smtp.host=" + f"a{BACKSLASH}\n" * n + "b\n",
    lambda n: element('smtp.host="[' + "a,\n" * n + 'b]"'),
)
in_every_format(
    "comments",
    lambda n: "// password = a\n" * n + "{}" + "/* secret: b */" * n,
    lambda n: "# password = a\n" * n,
    lambda n: "# password = a\n" * n,
    lambda n: element("", "<!-- password = a -->" * n),
)
in_every_format(
    "a long comment",
    lambda n: "/*" + " password:" * n + "*/{}",
    lambda n: "#" + " password:" * n + "\n",
    lambda n: "#" + " password:" * n + "\n",
    lambda n: element("", "<!--" + " password:" * n + "-->"),
)
in_every_format(
    "placeholders",
    lambda n: json.dumps({"smtp.host": "$[env:A;default=b]" * n}),
    lambda n: 'smtp.host="' + "$[env:A;default\\=b]" * n + '"\n',
    lambda n: "smtp.host=" + "$[env:A;default=b]" * n + "\n",
    lambda n: element('smtp.host="' + "$[env:A;default=b]" * n + '"'),
)
in_every_format("placeholders in one another", lambda n: json.dumps({"smtp.host": "$[env:A;default=" * n + "]" * n}))
in_every_format("placeholders that never end", lambda n: json.dumps({"smtp.host": "$[env:A;default=" * n}))
in_every_format("near misses of placeholders", lambda n: json.dumps({"smtp.host": "${env:A} $(env:B) {{C}} " * n}))
in_every_format("braces that never close", lambda n: json.dumps({"smtp.host": "${" * n, "smtp.user": "{{" * n}))
in_every_format("directives", lambda n: json.dumps({"smtp.host": "$[env:A" + ";default=b" * n + "]"}))
in_every_format(
    "nesting",
    lambda n: '{"a":' * n + "1" + "}" * n,
    lambda n: "a=" + "[" * n + "\n",
    None,
    lambda n: element("", "<a>" * n + "</a>" * n),
)
in_every_format(
    "openings without an end",
    lambda n: "{" + '"a": [' * n,
    lambda n: 'a=("' * n,
    lambda n: "a=\\u00" * n,
    lambda n: element("", "<!--" * n)[:-20],
)
in_every_format(
    "mistakes",
    lambda n: "{" + '"a" "b",' * n + "}",
    lambda n: "a=b\n" * n,
    lambda n: "\\u00zz=b\n" * n,
    lambda n: element("", '<a b="1" b="2"/>' * n),
)
in_every_format(
    "lone line ends",
    lambda n: '{\r"a": "b"\r' + "\r" * n + "}",
    lambda n: 'a="b"\r' * n,
    lambda n: "a=b\r" * n,
    lambda n: element("", "\r" * n),
)
in_every_format(
    "secrets",
    lambda n: json.dumps({f"k{i}.password": f"Harbor!Sample{i}" for i in range(n)}, indent=1),
    lambda n: "".join(f'k{i}.password="Harbor!Sample{i}"\n' for i in range(n)),
    lambda n: "".join(f"k{i}.password=Harbor!Sample{i}\n" for i in range(n)),
    lambda n: element("\n".join(f'k{i}.password="Harbor!Sample{i}"' for i in range(n))),
)
in_every_format("secrets in one line", lambda n: json.dumps({f"k{i}.password": f"Harbor!Sample{i}" for i in range(n)}))
in_every_format("secrets in a comment", lambda n: "//" + " password=Harbor!Sample72" * n + "\n{}")
in_every_format(
    "URLs with passwords", lambda n: json.dumps({"url": " ".join(f"http://a:Harbor{i}@b" for i in range(n))})
)
in_every_format("words of base64", lambda n: json.dumps({"a": "Basic " * n, "b": "Basic YWRtaW46" + "QUJD" * n}))
in_every_format("long tokens", lambda n: json.dumps({"a": "SG." + "a" * n + "." + "b" * n, "b": "eyJ" * n}))
in_every_format("private keys that never end", lambda n: json.dumps({"a": "-----BEGIN " * n}))
in_every_format("names a step from a known one", lambda n: json.dumps({f"smtp.hos{i}": "a" for i in range(n)}))
in_every_format("a long name near a known one", lambda n: json.dumps({"smtp.host" + "t" * n: "a"}))
in_every_format("scopes", lambda n: json.dumps({"scopes": [f"https://mail.google.com/{i}" for i in range(n)]}))
in_every_format("addresses", lambda n: json.dumps({"from.address": "a@b.c," * n, "smtp.user": "@" * n}))
in_every_format("digits", lambda n: json.dumps({"smtp.port": "1" * n}) + " " * n)
in_every_format("findings in one line", lambda n: "{" + ",".join(f'"smtp.prt{i}": 1' for i in range(n)) + "}")
in_every_format(
    "blanks", lambda n: "{" + " \n" * n + "}", lambda n: " \n" * n, lambda n: " \n" * n, lambda n: element(" " * n)
)


@family
def xml_in_a_content_file(n: int) -> dict[str, str]:
    inner = "".join(f'<a{i} jcr:primaryType="sling:OsgiConfig" smtp.host="x"/>' for i in range(n))
    return {f"{APPS}/config/.content.xml": element("", inner)}


@family
def xml_properties(n: int) -> dict[str, str]:
    head = '<?xml version="1.0"?><!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">'
    return {f"{MAIL}.cfg": head + "<properties>" + '<entry key="a">b</entry>' * n + "</properties>"}


@family
def repoinit(n: int) -> dict[str, str]:
    script = "\n".join(f"create user u{i} with password Harbor!Sample{i}" for i in range(n))
    name = "org.apache.sling.jcr.repoinit.RepositoryInitializer~a"
    return {f"{APPS}/config/{name}.cfg.json": json.dumps({"scripts": [script]})}


@family
def suppressions(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": "// aemlint: ignore[secret] a\n" * n + '{"smtp.port": "1"}'}


@family
def suppressions_that_are_used(n: int) -> dict[str, str]:
    lines = [f'  "k{i}": "http://a:Harbor{i}@b", // aemlint: ignore[secret] a\n' for i in range(n)]
    return {f"{MAIL}.cfg.json": "{\n" + "".join(lines) + '  "z": 1}'}


@family
def suppressions_in_one_line(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": "{/* " + "aemlint: ignore[tls] " * n + '*/"smtp.port": "1"}'}


@family
def suppressions_that_are_taken_out(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": "// aemlint: ignore\n" * n + "{}"}


@family
def names_in_one_suppression(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": f"// aemlint: ignore[{', '.join(f'tls/a{i}' for i in range(n))}]\n{{}}"}


@family
def equal_names_in_one_suppression(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": f"// aemlint: ignore[{', '.join('tls' for i in range(n))}]\n{{}}"}


@family
def lists_of_suppressions_that_never_end(n: int) -> dict[str, str]:
    return {f"{MAIL}.cfg.json": "{/* " + "aemlint: ignore[tls, " * n + '*/"smtp.port": "1"}'}


@family
def suppressions_above_one_line(n: int) -> dict[str, str]:
    wrong = ", ".join(f'"k{i}": "http://a:Harbor{i}@b"' for i in range(n))
    return {f"{MAIL}.cfg.json": "// aemlint: ignore[secret/literal] a\n" * n + "{" + wrong + "}"}


@family
def suppressions_in_xml(n: int) -> dict[str, str]:
    return {f"{MAIL}.xml": element("", "<!-- aemlint: ignore[secret] -->\n" * n)}


@family
def suppressions_in_yaml(n: int) -> dict[str, str]:
    return {"cloudmanager/network.yaml": "portForwards: []\n" + "# aemlint: ignore[secret] a\n" * min(n, 2000)}


# --- many files


def configurations(
    n: int, name: Callable[[int], str], content: Callable[[int], dict[str, str]] | None = None
) -> dict[str, str]:
    made = content or (lambda _: mail())
    files = {f"{APPS}/{name(i)}.cfg.json": json.dumps(made(i), indent=1) for i in range(n)}
    return {**files, "cloudmanager/network.json": json.dumps({"portForwards": [FORWARD]})}


@family
def configurations_of_other_pids(n: int) -> dict[str, str]:
    return configurations(n, lambda i: f"config/com.acme.Service{i}")


@family
def instances_of_a_factory(n: int) -> dict[str, str]:
    return configurations(n, lambda i: f"config/{PROVIDER}~a{i}", lambda i: {"clientId": "a", "clientSecret": "b"})


@family
def instances_of_a_factory_in_many_folders(n: int) -> dict[str, str]:
    folders = ("config", "config.author", "config.publish", "config.dev", "config.author.prod", "config.publish.stage")
    return configurations(n, lambda i: f"{folders[i % 6]}/{PROVIDER}~a{i // 6}", lambda i: {"clientId": "a"})


@family
def folders_of_one_pid(n: int) -> dict[str, str]:
    return configurations(n, lambda i: f"a{i}/config/{PID}", lambda i: mail(**{"from.address": f"a{i}@acme.io"}))


@family
def folders_with_run_modes_of_their_own(n: int) -> dict[str, str]:
    return configurations(n, lambda i: f"config.m{i}/{PID}")


@family
def folders_with_run_modes_on_65(n: int) -> Attack:
    return Attack(configurations(n, lambda i: f"config.m{i}/{PID}"), target="6.5")


@family
def a_folder_with_many_run_modes(n: int) -> Attack:
    return Attack(configurations(1, lambda i: f"config.{'.'.join(f'm{k}' for k in range(n))}/{PID}"), target="6.5")


@family
def modules_with_the_same_pid(n: int) -> dict[str, str]:
    files = {f"m{i}/jcr_root/apps/a/config/{PID}.cfg.json": json.dumps(mail()) for i in range(n)}
    return {**files, **{f"m{i}/pom.xml": "<project><packaging>pom</packaging></project>" for i in range(n)}}


@family
def twins(n: int) -> dict[str, str]:
    endings = {".cfg.json": json.dumps(mail()), ".config": 'smtp.host="a"\n', ".cfg": "smtp.host=a\n"}
    return {f"{APPS}/config/com.acme.S{i}{end}": text for i in range(n // 3) for end, text in endings.items()}


@family
def configurations_with_findings(n: int) -> dict[str, str]:
    wrong = {"smtp.host": "smtp.acme.io", "smtp.port": "465", "smtp.password": "Harbor!Sample72", "smtp.prt": "1"}
    return configurations(n, lambda i: f"a{i}/config/{PID}", lambda i: wrong)


@family
def broken_configurations(n: int) -> dict[str, str]:
    return {f"{APPS}/a{i}/config/{PID}.cfg.json": '{"smtp.host": "a' for i in range(n)}


@family
def names_near_a_known_pid(n: int) -> dict[str, str]:
    return configurations(n, lambda i: f"config/com.day.cq.mailer.DefaultMailServic{i}")


@family
def handoffs_and_scripts(n: int) -> dict[str, str]:
    return {
        f"s{i}/deploy.sh": f"aio cloudmanager:set-environment-variables 1 --secret A{i} Harbor!Sample72\n"
        for i in range(n)
    }


@family
def commands_in_a_script(n: int) -> dict[str, str]:
    line = "aio cloudmanager:set-environment-variables 1 --secret MAIL Harbor!Sample72\n"
    return {"deploy.sh": line * min(n, 3000)}


@family
def a_long_command(n: int) -> dict[str, str]:
    return {
        "deploy.sh": "aio cloudmanager:set-environment-variables 1 " + "--secret MAIL Harbor!Sample72 " * min(n, 8000)
    }


# --- networking, variables, environments


@family
def forwards(n: int) -> dict[str, str]:
    made = [{"name": f"h{i}.acme.io", "portDest": 465, "portOrig": 30000 + i % (n // 4 + 1)} for i in range(n)]
    return {f"{MAIL}.cfg.json": json.dumps(mail()), "cloudmanager/network.json": json.dumps({"portForwards": made})}


@family
def forwards_that_differ(n: int) -> dict[str, str]:
    def made(name: str) -> str:
        return json.dumps({"portForwards": [{**FORWARD, "name": f"{name}{i}.io", "portOrig": i} for i in range(n)]})

    return {**{f"cloudmanager/{name}/network.json": made(name) for name in ("dev", "stage", "prod")},
            f"{MAIL}.cfg.json": json.dumps(mail())}  # fmt: skip


@family
def networking_files(n: int) -> dict[str, str]:
    files = {f"n{i}/network.json": json.dumps({"portForwards": [FORWARD]}) for i in range(n)}
    return {**files, f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def hosts_without_proxy(n: int) -> dict[str, str]:
    made = {"portForwards": [FORWARD], "nonProxyHosts": [f"*h{i}.acme.*" for i in range(n)]}
    return {"network.json": json.dumps(made), f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def fields_that_are_none(n: int) -> dict[str, str]:
    made = {"portForwards": [FORWARD], **{f"nam{i}": 1 for i in range(n)}}
    return {"network.json": json.dumps(made), f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def variables(n: int) -> dict[str, str]:
    made = [{"name": f"EMAIL_{i}", "type": "secretString", "value": f"Harbor!Sample{i}"} for i in range(n)]
    return {"variables.json": json.dumps(made, indent=1), f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def variables_that_are_read(n: int) -> dict[str, str]:
    made = [{"name": f"EMAIL_{i}", "type": "string", "value": "a"} for i in range(n)]
    reads = {f"k{i}": f"$[secret:EMAIL_{i}]" for i in range(n)}
    return {"variables.json": json.dumps(made), f"{MAIL}.cfg.json": json.dumps({**mail(), **reads})}


@family
def variables_files(n: int) -> dict[str, str]:
    made = json.dumps([{"name": "EMAIL_A", "type": "string", "value": "a"}])
    return {
        **{f"v{i}/variables.json": made for i in range(n)},
        f"{MAIL}.cfg.json": json.dumps(mail(a="$[env:EMAIL_A]")),
    }


@family
def environments(n: int) -> dict[str, str]:
    lines = [f"  e{i}: {{type: prod, network: n{i}.json}}\n" for i in range(min(n, 1200))]
    files = {f"n{i}.json": json.dumps({"portForwards": [FORWARD]}) for i in range(min(n, 1200))}
    return {".aemlint.yaml": "environments:\n" + "".join(lines), **files, f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def yaml_items(n: int) -> dict[str, str]:
    items = [f"- {{name: h{i}.io, portDest: 465, portOrig: {30000 + i}}}\n" for i in range(min(n, 1200))]
    return {"network.yaml": "portForwards:\n" + "".join(items), f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def yaml_anchors(n: int) -> dict[str, str]:
    lines = "".join(f"a{i}: &a{i} [*a{max(i - 1, 0)}, *a{max(i - 1, 0)}]\n" for i in range(min(n, 2000)))
    return {"network.yaml": "portForwards: []\n" + lines}


@family
def yaml_brackets(n: int) -> dict[str, str]:
    return {"network.yaml": "portForwards: " + "[" * min(n, 60000)}


@family
def yaml_signs(n: int) -> dict[str, str]:
    return {"network.yaml": "portForwards: []\na: " + "'" * min(n, 60000), "variables.yaml": "? " * min(n, 30000)}


# --- settings


@family
def patterns_to_leave_out(n: int) -> dict[str, str]:
    lines = "".join(f'  - "a*{i}*/b/**"\n' for i in range(min(n, 2500)))
    return {".aemlint.yaml": "exclude:\n" + lines, f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def levels_of_paths(n: int) -> dict[str, str]:
    lines = "".join(f'  "ui.config/**/config.{i}/**": {{tls: off}}\n' for i in range(min(n, 1200)))
    return {".aemlint.yaml": "paths:\n" + lines, f"{MAIL}.cfg.json": json.dumps({"smtp.port": "1", "smtp.ssl": True})}


@family
def settings_that_are_none(n: int) -> dict[str, str]:
    return {".aemlint.yaml": "".join(f"target{i}: a\n" for i in range(min(n, 4000))), f"{MAIL}.cfg.json": "{}"}


@family
def rules_that_are_none(n: int) -> dict[str, str]:
    return {".aemlint.yaml": "rules:\n" + "".join(f"  tls/nome{i:04}: off\n" for i in range(min(n, 3000)))}


OWN = """title: Ours
severity: warning
since: "0.1"
match: {{pid: com.acme.S{i}, property: a, value: {{glob: "{glob}"}}}}
message: "`{{value}}`"
why: Because.
advice: Do.
examples:
  - {{title: a, files: {{config/a.cfg.json: "{{}}"}}, finds: []}}
  - {{title: b, files: {{config/b.cfg.json: "{{}}"}}, finds: []}}
  - {{title: c, files: {{config/c.cfg.json: "{{}}"}}, finds: []}}
"""


@family
def rules_of_ones_own(n: int) -> dict[str, str]:
    files = {f"rules/r{i}.yaml": OWN.format(i=i, glob="*a*") for i in range(min(n, 500))}
    return {**files, ".aemlint.yaml": "rule-folders: [rules]\n", f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def a_pattern_of_a_rule(n: int) -> dict[str, str]:
    """A text that a pattern nearly matches at every place."""
    rule = OWN.format(i=0, glob="*a*a*a*a*a*a*a*a*b")
    value = {f"{APPS}/config/com.acme.S0.cfg.json": json.dumps({"a": "a" * n})}
    return {"rules/r.yaml": rule, ".aemlint.yaml": "rule-folders: [rules]\n", **value}


# --- ignore files


@family
def lines_of_an_ignore_file(n: int) -> dict[str, str]:
    return {".gitignore": "".join(f"/a*{i}*b\n" for i in range(n)), f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def plain_lines_of_an_ignore_file(n: int) -> dict[str, str]:
    lines = "".join(f"name{i}\nfolder{i}/\n*.ending{i}\n" for i in range(n))
    return {".gitignore": lines, f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def paths_under_an_ignore_file(n: int) -> dict[str, str]:
    files = {f"f{i}/a.json": "{}" for i in range(n)}
    return {**files, ".gitignore": "*a*a*b\n/x/**/y/**/z\n[!a-z]*[0-9]?\n", f"{MAIL}.cfg.json": json.dumps(mail())}


@family
def ignore_files_in_one_another(n: int) -> dict[str, str]:
    files = {f"{'d/' * i}.gitignore": "*.log\n" for i in range(min(n, 200))}
    return {**files, f"{'d/' * min(n, 200)}a.json": "{}"}


@family
def a_long_line_of_an_ignore_file(n: int) -> dict[str, str]:
    return {".gitignore": "*a" * min(n, 511) + "b\n", "a" * min(2 * n, 250) + ".json": "{}", f"{MAIL}.cfg.json": "{}"}


# --- what is asked for


@family
def paths_on_the_command_line(n: int) -> Attack:
    files = configurations(n, lambda i: f"a{i}/config/{PID}", lambda i: {"smtp.port": "1"})
    return Attack(files, paths=[path for path in files if path.endswith(".cfg.json")])


@family
def entries_of_a_baseline(n: int) -> Attack:
    files = configurations(n, lambda i: f"a{i}/config/{PID}", lambda i: {"smtp.port": "1"})
    return Attack(files, known=True)
