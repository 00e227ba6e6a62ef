"""One report that never changes: the project in golden/reports/project, with findings about it written by hand.

Its words are not those of the rules, so that a rule may be reworded without every format's expected file changing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aemlint.engine.rule import Rule
from aemlint.findings import Finding, Fix, NotChecked, Note, Report
from aemlint.hit import Edit
from aemlint.source import Place, Source, Span

PROJECT = Path(__file__).parent / "golden/reports/project"
FOLDER = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = f"{FOLDER}/config.publish/com.day.cq.mailer.DefaultMailService.cfg.json"
ACME = f"{FOLDER}/config/com.acme.Mailer.config"
PID = "com.day.cq.mailer.DefaultMailService"
SECRETS = ("correct-horse-battery", "Tr0ub4dor")

# What would paint a terminal, command a build server, end a CDATA section, link or hide.
HOSTILE_PATH = "config/a\n::error file=b::c\x1b[31m ##[error]d]]>\u202e,;%.cfg.json"
HOSTILE_TEXT = (
    '\ufeff{"smtp.host": "x\x1b[2J ##[add-mask]e ##vso[task.complete]f ]]> [g](javascript:h) <i> ::warning::j"}\n'
)
HOSTILE_WORDS = "\n::error file=a.txt,line=1::owned\r\x1b]0;owned\x07 ##[error] ##vso[x] ##teamcity[y] ]]><x/> "
HOSTILE_WORDS += "[g](1) %0A ` | \udcff"

RULES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "port/not-forwarded": (
        {"severity": "error", "precision": "very-high", "target": ["cloud"], "needs": ["network"], "since": "0.1"},
        {
            "title": "smtp.port is no port that is forwarded",
            "why": "Only ports of a forward lead out of an instance. With another one, the service times out.\n",
            "advice": "Forward the port.",
            "references": ["Advanced networking, port forwarding"],
            "examples": [
                {
                    "title": "Another port",
                    "files": {"config/a.cfg.json": "{}\n"},
                    "finds": [{"message": "it is another"}],
                },
                {"title": "The port", "files": {"config/a.cfg.json": "{}\n"}, "finds": []},
            ],
        },
    ),
    "secret/literal": (
        {"severity": "error", "precision": "high", "sensitive": True},
        {
            "title": "A password in the project",
            "why": "Everyone who can read the repository can read it.",
            "advice": {"default": "Put it into a secret.", "oauth": "Take it out."},
            "tags": ["security"],
        },
    ),
    "host/not-proxy": (
        {"severity": "error", "target": ["cloud"], "fix": {"safe": False}},
        {"title": "smtp.host is not the proxy", "why": "Only HTTP leaves an instance.", "advice": "Write the proxy."},
    ),
    "tls/ssl-and-starttls": (
        {"severity": "warning", "fix": {"safe": True}},
        {"title": "Both", "why": "One of them is ignored.", "advice": "Take one out.", "tags": ["security"]},
    ),
    "sender/malformed": (
        {"severity": "error"},
        {"title": "No address", "why": "It is refused.", "advice": "Write one."},
    ),
    "property/debug-on": (
        {"severity": "info"},
        {"title": "A default written out", "why": "It says nothing.", "advice": "Take it out."},
    ),
    "file/legacy-format": (
        {"severity": "warning"},
        {"title": "An old format", "why": "The cloud does not read it.", "advice": "Write .cfg.json."},
    ),
    "secret/in-comment": (
        {"severity": "error", "sensitive": True},
        {"title": "A password in a comment", "why": "It is read.", "advice": "Take it out.", "tags": ["security"]},
    ),
    "property/split": ({"severity": "info"}, {"title": "A list", "why": "It is long.", "advice": "Write less."}),
}
SILENT = ("variable/unknown", "variable/unused", "tls/none", "tls/port-25", "tls/wrong-mode", "port/missing")


def described(id: str) -> tuple[Rule, dict[str, Any]]:
    condition, words = RULES[id]
    return Rule(id, condition), words


def report(**more: Any) -> Report:
    mail = _read(MAIL)
    prod, dev = _read("cloudmanager/prod/network.json"), _read("cloudmanager/dev/network.json")
    acme = Source(
        ACME,
        'host=\t"$[env:AEM_PROXY_HOST]"\r\n# smtp.password was Tr0ub4dor&3\r\n'
        'recipients=[ \\\r\n  "a@example.com", \\\r\n  "b@example.com", \\\r\n  ]\r\n',
    )
    hostile = Source(HOSTILE_PATH, HOSTILE_TEXT)
    findings = [
        finding(
            "host/not-proxy",
            hostile,
            '"x\x1b[2J',
            f"`smtp.host` is {HOSTILE_WORDS}",
            f"Write no {HOSTILE_WORDS}",
            mark=HOSTILE_WORDS,
            notes=(Note(HOSTILE_WORDS),),
        ),
        finding(
            "file/legacy-format",
            acme,
            "",
            "`com.acme.Mailer.config` is in a format that the cloud does not read",
            "Write it as `com.acme.Mailer.cfg.json`",
            notes=(Note("the same configuration in the other format", Place(mail, Span(0, 0))),),
            subject="com.acme.Mailer",
        ),
        finding(
            "secret/in-comment",
            acme,
            "smtp.password",
            "a comment holds a value of `smtp.password`",
            "Take the comment out and change the password",
            subject="com.acme.Mailer#smtp.password",
        ),
        finding(
            "property/split",
            acme,
            '[ \\\r\n  "a@example.com", \\\r\n  "b@example.com", \\\r\n  ]',
            "`recipients` has two addresses",
            "",
            mark="a place of several lines",
            severity="warning",
            subject="com.acme.Mailer#recipients",
        ),
        finding(
            "host/not-proxy",
            mail,
            '"smtp.sendgrid.net"',
            "`smtp.host` is `smtp.sendgrid.net`, which AEM as a Cloud Service cannot reach directly",
            "Write the proxy here and forward a port to this host",
            mark="only HTTP leaves an instance without the proxy",
            fix=("Write the proxy", False, [('"smtp.sendgrid.net"', '"$[env:AEM_PROXY_HOST;default=proxy.tunnel]"')]),
        ),
        finding(
            "port/not-forwarded",
            mail,
            '"30465"',
            "`smtp.port` is 30465, which prod does not forward",
            "Forward 30465 in prod, too; or override the port with 30466 in config.publish.prod",
            mark="in force on publish in dev and prod",
            notes=(
                Note("the only forward of prod that leads to a mail server", place(prod, "30466")),
                Note("dev forwards [this] port", place(dev, "30465")),
                Note("and this one, which leads to another server", place(dev, "30587")),
            ),
            environments=("prod",),
        ),
        finding(
            "secret/literal",
            mail,
            '"smtp.password"',
            f"`smtp.password` of {PID} is written in the project",
            "Put it into a Cloud Manager secret and write `$[secret:SMTP_PASSWORD]`",
            mark="everyone who can read the repository can read it",
            notes=(Note("change the password as well: it stays in Git's history"),),
        ),
        finding(
            "tls/ssl-and-starttls",
            mail,
            '"smtp.starttls": true',
            "`smtp.ssl` and `smtp.starttls` are both true",
            "Take `smtp.starttls` out",
            mark="never looked at",
            notes=(Note("because of this", place(mail, '"smtp.ssl": true')),),
            fix=("Take `smtp.starttls` out", True, [('  "smtp.starttls": true,\n', "")]),
        ),
        finding(
            "sender/malformed",
            mail,
            '"shop"',
            "`from.address` is `shop`, which is no mail address",
            "Write an address, as in `shop@example.com`",
            mark="no @ in it",
            notes=(Note("goes before it", place(mail, '"ä😀 Bücher"')),),
        ),
        finding("property/debug-on", mail, "false", "`debug.email` is off anyway", "Take it out", severity="info"),
    ]
    masked = {
        MAIL: [place(mail, '"correct-horse-battery"')],
        ACME: [place(acme, "# smtp.password was Tr0ub4dor&3")],
        HOSTILE_PATH: [],
    }
    return Report(
        **{
            "root": ".",
            "target": "cloud",
            "findings": findings,
            "not_checked": [
                NotChecked(("variable/unknown", "variable/unused"), "no variables file in the project"),
                NotChecked(("tls/none", "tls/port-25", "tls/wrong-mode", "port/missing"), "no forwards for stage"),
            ],
            "files": 7,
            "configurations": 2,
            "hidden": 1,
            "suppressed": 2,
            "baselined": 3,
            "younger": 4,
            "known": 5,
            "masked": {path: [(at.span.start, at.span.end) for at in places] for path, places in masked.items()},
            "rules": (*RULES, *SILENT),
            "described": described,
            **more,
        },
    )


def _read(path: str) -> Source:
    return Source(path, (PROJECT / path).read_bytes().decode())


def place(source: Source, text: str) -> Place:
    start = source.text.index(text)
    return Place(source, Span(start, start + len(text)))


def finding(rule: str, source: Source, at: str, message: str, advice: str, **more: Any) -> Finding:
    subject = more.pop("subject", f"{PID}#{rule}")
    pid, _, property = subject.partition("#")
    fix = more.pop("fix", None)
    if fix is not None:
        title, safe, edits = fix
        fix = Fix(title, safe, tuple(Edit(place(source, old), new) for old, new in edits))
    severity = more.pop("severity", RULES[rule][0]["severity"])
    number = list(RULES).index(rule) + 16 * (source.path == HOSTILE_PATH)
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        at=place(source, at),
        subject=subject,
        pid=pid,
        property=property or None,
        fingerprint=f"{number:02x}" * 32,
        fix=fix,
        sensitive=RULES[rule][0].get("sensitive", False),
        **more,
    )
