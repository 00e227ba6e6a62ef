"""Small projects at the edges of checks: numbers at their bounds, and several files of which the first are right."""

from __future__ import annotations

MAIL = "com.day.cq.mailer.DefaultMailService"
OAUTH = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
SLING = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"
NETWORK, VARIABLES = "cm/network.json", "cm/variables.json"
LOGIN = "https://login.microsoftonline.com/x"


def mail(folder: str = "config", ending: str = "cfg.json") -> str:
    return f"{folder}/{MAIL}.{ending}"


def oauth(folder: str = "config", ending: str = "cfg.json") -> str:
    return f"{folder}/{OAUTH}.{ending}"


def forward(name: str, dest: int, orig: int) -> str:
    return f'{{"name": "{name}", "portDest": {dest}, "portOrig": {orig}}}'


def forwards(*items: str) -> str:
    return f'{{"portForwards": [{", ".join(items)}]}}'


def variables(count: int) -> str:
    items = (f'{{"name": "A_{number}", "value": "c", "type": "string"}}' for number in range(count))
    return f"[{', '.join(items)}]"


A465, A587 = forward("a.io", 465, 30465), forward("a.io", 587, 30587)
SENDGRID = "smtp.sendgrid.net"
HERE = '[{"name": "HERE", "value": "c", "type": "string"}]'
NODE = (
    '<jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"'
    ' jcr:primaryType="sling:OsgiConfig" smtp.host="a"/>'
)
EDGES: list[tuple[str, str, dict[str, str]]] = [
    (
        *("file/legacy-format", "Three formats"),
        {mail(): "{}", mail("config.author", "config"): 'a="b"\n', mail("config.dev", "cfg"): "a=b\n"},
    ),
    (
        *("network/duplicate-port", "One without a port, and three of one"),
        {NETWORK: forwards('{"name": "a.io"}', A465, forward("b.io", 465, 30465), forward("c.io", 587, 30465))},
    ),
    (
        *("network/malformed", "A broken file, and one with two mistakes"),
        {
            "cm/dev/network.json": '{"portForwards": [{"portOrig": 1}],,}',
            "cm/prod/network.json": '{"portForwards": [1, {"name": "a.io", "portDest": "465", "portOrig": 30465}]}',
        },
    ),
    ("network/malformed", "No list", {NETWORK: '{"portForwards": {}, "nonProxyHosts": "a"}'}),
    (
        *("network/unknown-field", "A broken file, and one with two"),
        {
            "cm/dev/network.json": '{"portForwards": [],,}',
            "cm/prod/network.json": '{"portForwards": [{"name": "a.io", "portDst": 465, "portOrig": 30465}], "odd": 1}',
        },
    ),
    (
        *("network/provider-port", "Ports from 0 to 30000"),
        {
            NETWORK: forwards(
                *(forward(SENDGRID, port, 30001 + at) for at, port in enumerate((0, 1, 29999, 30000, 465))),
                forward("email-smtp.eu-west-1.amazonaws.com", 2466, 30006),
                forward("a.io", 2, 30007),
            )
        },
    ),
    (
        *("network/provider-host", "Slips in hosts"),
        {
            NETWORK: forwards(
                forward("smtp.sendgird.net", 465, 30001),
                forward(SENDGRID, 465, 30002),
                forward("email-smtp.eu-west-1.amazonaw.com", 465, 30003),
                forward("a.b", 465, 30004),
                forward("smtp.sendgrid.com", 465, 30005),
            )
        },
    ),
    (
        *("network/unused-forward", "One without a port, one that is used, one that is not for mail"),
        {
            mail(): '{"smtp.port": "30465"}',
            NETWORK: forwards('{"name": "a.io"}', A465, forward("b.io", 465, 30466), forward("c.io", 80, 30467)),
        },
    ),
    (
        *("network/non-proxy-mail", "Of three hosts two"),
        {NETWORK: f'{{"nonProxyHosts": ["a.io", "*.io", "b.com"], "portForwards": [{A465}]}}'},
    ),
    (
        *("network/non-proxy-kind", "And a broken file"),
        {
            "cm/dev/network.json": '{"portForwards": [],,',
            "cm/prod/network.json": '{"kind": "flexiblePortEgress", "region": "a", "nonProxyHosts": ["a"]}',
        },
    ),
    (
        *("network/differs-between-environments", "Three environments"),
        {
            "cm/dev/network.json": forwards(A465, forward("b.io", 587, 30587)),
            "cm/prod/network.json": forwards(A465),
            "cm/stage/network.json": forwards(forward("c.io", 465, 30465)),
        },
    ),
    (
        *("network/differs-between-environments", "Items of a list"),
        {NETWORK: f'[{{"environmentId": "1", "portForwards": [{A465}]}}, {forwards(forward("a.io", 587, 30465))}]'},
    ),
    (
        *("port/out-of-range", "Ports at the bounds"),
        {
            mail("config.author"): '{"smtp.port": "30000"}',
            mail("config.dev"): '{"smtp.port": "31001"}',
            mail("config.prod"): '{"a": 1}',
            mail("config.publish"): '{"smtp.port": "31000"}',
            mail("config.stage"): '{"smtp.port": "0"}',
            mail(): '{"smtp.port": "29999"}',
        },
    ),
    (
        *("port/not-forwarded", "Three ports"),
        {
            mail(): '{"smtp.port": "29999"}',
            mail("config.author"): '{"smtp.port": "30001"}',
            mail("config.publish"): '{"smtp.port": "30465"}',
            NETWORK: forwards(A465),
        },
    ),
    (
        *("port/not-forwarded", "Elsewhere it is"),
        {
            mail(): '{"smtp.port": "$[env:PORT;default=30465]"}',
            "cm/dev/network.json": forwards(A587, forward("b.io", 80, 30466)),
            "cm/prod/network.json": forwards(A465),
            "cm/stage/network.json": forwards(forward("b.io", 80, 30464), forward("c.io", 80, 30400)),
        },
    ),
    (
        *("port/not-forwarded", "The target, and nothing at all"),
        {
            mail(): '{"smtp.port": "30999"}',
            "cm/dev/network.json": '{"portForwards": [{"name": "b.io", "portDest": 30999, "portOrig": 465}]}',
            "cm/prod/network.json": forwards(),
            "cm/stage/network.json": forwards(A465, A587),
        },
    ),
    (
        *("port/misleading-number", "Two ports"),
        {
            mail(): '{"smtp.port": "30001"}',
            mail("config.author"): '{"smtp.port": "30465"}',
            NETWORK: forwards(forward("a.io", 587, 30465)),
        },
    ),
    (
        *("tls/wrong-mode", "No number, and both mistakes"),
        {
            mail(): '{"smtp.port": "x"}',
            mail("config.author"): '{"smtp.port": "30465", "smtp.ssl": false}',
            mail("config.publish"): '{"smtp.port": "30587", "smtp.ssl": true}',
            NETWORK: forwards(A465, A587),
        },
    ),
    (
        *("tls/likely-wrong-mode", "Both mistakes"),
        {
            mail("config.author"): '{"smtp.port": "30465", "smtp.ssl": false}',
            mail("config.publish"): '{"smtp.port": "30587", "smtp.ssl": true}',
        },
    ),
    (
        *("oauth/scope-missing", "By the address, also another file's"),
        {
            oauth(): f'{{"tokenUrl": "{LOGIN}"}}',
            oauth("config.author"): f'{{"tokenUrl": "{LOGIN}", "scopes": ["a"]}}',
            oauth("config.publish"): '{"scopes": ["https://mail.google.com/x"]}',
        },
    ),
    (
        *("oauth/scope-missing", "By what is asked for"),
        {
            oauth(): '{"a": 1}',
            oauth("config.author"): '{"scopes": ["https://www.googleapis.com/auth/gmail.send"]}',
            oauth("config.dev"): '{"scopes": ["https://outlook.office.com/SMTP.Send"]}',
            oauth("config.prod"): '{"scopes": ["$[env:A]", "https://outlook.office.com/x"]}',
            oauth("config.stage"): '{"scopes": ["https://graph.microsoft.com/x", "offline_access"]}',
        },
    ),
    (
        *("oauth/scope-mixed", "Behind one that nobody knows"),
        {
            oauth(): '{"scopes": []}',
            oauth("config.author"): '{"scopes": ["$[env:A]", "https://graph.microsoft.com/a",'
            ' "https://outlook.office.com/b"]}',
        },
    ),
    (
        *("oauth/scope-superseded", "The first of two"),
        {oauth(): '{"scopes": ["$[env:A]", "https://outlook.office365.com/a", "https://outlook.office365.com/b"]}'},
    ),
    (
        *("oauth/scope-app-only", "Behind another"),
        {oauth(): '{"scopes": ["a", "https://outlook.office.com/SMTP.SendAsApp"]}'},
    ),
    (
        *("oauth/scopes-not-a-list", "Texts of all kinds"),
        {
            oauth(): '{"scopes": ["a"]}',
            oauth("config.author"): '{"scopes": "a b"}',
            oauth("config.dev"): '{"scopes": "$[env:A;type=String[]]"}',
            oauth("config.prod"): '{"scopes": "$[env:A;default=b]"}',
            oauth("config.stage", "config"): 'scopes="a,b"\n',
            oauth("config.author.dev", "cfg"): "scopes=a\n",
        },
    ),
    (
        *("oauth/refresh-url", "Of another file"),
        {oauth(): '{"refreshUrl": "https://a.io/x"}', oauth("config.author"): '{"tokenUrl": "https://b.io/x"}'},
    ),
    (
        *("oauth/no-provider", "On one tier"),
        {mail(): '{"oauth.flow": false}', mail("config.author"): '{"oauth.flow": true}'},
    ),
    ("oauth/flow-off", "Off", {mail(): '{"oauth.flow": false}', oauth(): '{"clientId": "a"}'}),
    ("oauth/flow-off", "Not set", {mail(): '{"a": 1}', oauth("config.author"): '{"clientId": "a"}'}),
    ("oauth/incomplete", "Absent and blank", {oauth(): '{"clientId": "a", "tokenUrl": ""}'}),
    (
        *("property/unknown", "Behind another PID"),
        {"config/com.acme.Mailer.cfg.json": '{"x": 1}', mail(): '{"smtp.host": "a", "smtp.hots": "a", "odd": 1}'},
    ),
    (
        *("property/wrong-type", "Behind right ones"),
        {
            mail(): '{"smtp.host": "a"}',
            mail("config.dev"): '{"a": 1, "smtp.ssl": "yes", "debug.email": "$[env:A]", "from.address": ["a"]}',
        },
    ),
    (
        *("placeholder/syntax", "Several in one, and in a list"),
        {mail(): '{"smtp.host": "a", "smtp.user": ["${env:A}", "$[env:B]"], "from.address": "x ${env:C} ${env:D}"}'},
    ),
    (
        *("variable/malformed", "A broken file, and one with many mistakes"),
        {
            "cm/dev/variables.json": '[{"name": "A_B", "type": "secretString"},,]',
            "cm/prod/variables.json": '[1, {"name": "A-B", "value": "c", "type": "secretString"}, {"value": "c"},'
            ' {"name": "A_B", "value": 5, "type": "odd", "service": "x"}]',
        },
    ),
    (
        *("variable/too-many", "200 and 201"),
        {"cm/dev/variables.json": variables(200), "cm/prod/variables.json": variables(201)},
    ),
    (
        *("variable/undefined", "Behind one that is defined"),
        {
            mail(): '{"smtp.host": "$[env:HERE]", "smtp.user": "$[env:HER]", "a": "$[env:GONE;default=b]"}',
            VARIABLES: HERE,
        },
    ),
    (
        *("variable/undefined", "In one environment"),
        {
            mail(): '{"smtp.host": "$[env:HERE]", "smtp.user": "$[secret:GONE]"}',
            "cm/dev/variables.json": HERE,
            "cm/prod/variables.json": HERE.replace("HERE", "HERE_TOO"),
        },
    ),
    (
        *("variable/wrong-kind", "Behind a right one"),
        {mail(): '{"smtp.host": "$[env:HERE]", "smtp.user": "$[secret:HERE]"}', VARIABLES: HERE},
    ),
    (
        *("variable/wrong-tier", "Of publish"),
        {mail(): '{"smtp.host": "$[env:HERE]"}', VARIABLES: HERE.replace('"c",', '"c", "service": "publish",')},
    ),
    (
        *("override/partial", "Beside another PID"),
        {mail(): '{"smtp.host": "a", "smtp.port": "1"}', mail("config.author"): '{"smtp.host": "b"}', oauth(): "{}"},
    ),
    (
        *("override/tie", "Beside another PID"),
        {mail("config.author"): '{"smtp.host": "b"}', mail("config.dev"): '{"smtp.host": "a"}', oauth(): "{}"},
    ),
    ("override/gap", "On publish", {mail("config.author"): '{"smtp.host": "b"}'}),
    (
        *("override/duplicate", "Two modules"),
        {mail("a/config"): '{"smtp.host": "a"}', mail("b/config"): '{"smtp.host": "b"}', oauth("a/config"): "{}"},
    ),
    (
        *("file/twin", "Two formats"),
        {mail(): '{"smtp.host": "a"}', mail("config", "config"): 'smtp.host="b"\n', oauth(): "{}"},
    ),
    ("sender/blank", "Blank and absent", {mail("config.author"): '{"from.address": ""}', mail(): '{"a": 1}'}),
    (
        *("sender/not-the-user", "On author"),
        {
            mail(): '{"from.address": "a@b.io"}',
            mail("config.author"): '{"from.address": "a@b.io", "smtp.user": "c@b.io", "smtp.port": "30587"}',
            NETWORK: forwards(forward("smtp.office365.com", 587, 30587)),
        },
    ),
    (
        *("auth/provider-user", "On publish"),
        {
            mail("config.author"): '{"smtp.user": "x"}',
            mail("config.publish"): '{"smtp.user": "y", "smtp.port": "30587"}',
            NETWORK: forwards(forward(SENDGRID, 587, 30587)),
        },
    ),
    (
        *("auth/no-password", "On author; on publish nobody knows"),
        {
            mail(): '{"smtp.host": "a"}',
            mail("config.author"): '{"smtp.user": "x"}',
            mail("config.publish"): '{"smtp.user": "${a.b}"}',
        },
    ),
    ("oauth/no-user", "On author", {mail(): '{"oauth.flow": false}', mail("config.author"): '{"oauth.flow": true}'}),
    ("host/missing", "Absent and blank", {mail(): '{"smtp.port": "1"}', mail("config.author"): '{"smtp.host": " "}'}),
    (
        *("sling-mail/starttls-port", "Four ports"),
        {
            **{
                f"config/{SLING}~{name}.cfg.json": f'{{"mail.smtps.port:Integer": {port}}}'
                for name, port in (("a", 465), ("b", 587), ("c", 30587), ("d", 30465))
            },
            NETWORK: forwards(A465, A587),
        },
    ),
    (
        *("sling-mail/underscore-key", "Behind others"),
        {f"config/{SLING}~a.cfg.json": '{"a": 1, "a_b": 2, "mail_smtps_host": "x", "mail.smtps_port": 1}'},
    ),
    (
        *("secret/from-env", "Behind secrets"),
        {
            mail(): '{"smtp.user": "$[env:A]", "smtp.password": "$[secret:A]"}',
            mail("config.author"): '{"smtp.password": "a$[env:B]"}',
            mail("config.publish"): '{"smtp.password": "$[secret:A;default=$[env:C]]"}',
        },
    ),
    (
        *("secret/placeholder-default", "Behind others"),
        {
            mail("config.author"): '{"smtp.password": "x"}',
            mail("config.dev"): '{"smtp.password": "$[secret:A;default=]"}',
            mail("config.prod"): '{"smtp.password": "$[secret:A;default=$[secret:B]]"}',
            mail("config.publish"): '{"smtp.password": "$[secret:A;default=Harbor72]"}',
        },
    ),
    (
        *("secret/variable-value", "One of three"),
        {
            VARIABLES: '[{"name": "A_B", "value": "Harbor72!x", "type": "string"},'
            ' {"name": "A_C", "value": "Harbor72!x", "type": "secretString"},'
            ' {"name": "A_D", "value": "changeme", "type": "secretString"}]'
        },
    ),
    (
        *("secret/vpn-shared-key", "One of three"),
        {
            NETWORK: '{"kind": "vpn", "region": "a", "connections":'
            ' [{"sharedKey": ""}, {"sharedKey": "$[secret:x]"}, {"sharedKey": "Harbor72!x"}]}'
        },
    ),
    (
        *("folder/unknown-run-mode", "Four folders"),
        {
            mail("config.qa"): "{}",
            mail("config.author.publish"): "{}",
            "config.preview/com.acme.X.cfg.json": "{}",
            "config.Author/com.acme.X.cfg.json": "{}",
        },
    ),
    (
        *("file/wrong-pid", "Two of three"),
        {
            f"config/{MAIL}~a.cfg.json": "{}",
            "config/com.day.cq.mailer.DefaultMailServic.cfg.json": "{}",
            "config/com.acme.X.cfg.json": "{}",
        },
    ),
    (
        *("file/duplicate-key", "Keys and cases"),
        {mail(): '{"a": 1, "b": 2, "A": 3, "b": 4}', mail("config.author", "config"): 'a="b"\na="c"\nA="d"\n'},
    ),
    (
        *("file/unknown-type", "Types and values"),
        {
            mail(): '{"a:int": 1, "b:bool": 2, "smtp.port:Integer": "x", "c:Integer": "$[env:A]", "d:": 1,'
            ' "smtp.password:Odd": "x"}'
        },
    ),
    (
        *("file/syntax", "What a build fills in, and three mistakes of a kind"),
        {
            mail(): '{"a": ${b}, "c": 1}',
            mail("config.author"): '{"a": 1,, "b": 2,, "c": 3,,}',
            mail("config.publish"): '{"a": #if(x) 1}',
        },
    ),
    ("file/null-value", "A secret's and another", {mail(): '{"smtp.password": null, "b": null}'}),
    (
        *("property/wrong-type", "Every kind"),
        {
            f"config/{SLING}~a.cfg.json": '{"mail.smtps.port": "x", "mail.smtps.host": ["a"], "names": "b", "from": 5}',
            f"config/{SLING}~b.cfg.json": '{"mail.smtps.port": 99999, "mail.smtps.ssl.checkserveridentity": "no"}',
            f"config/{SLING}~c.cfg.json": '{"mail.smtps.port": "$[env:A;default=x]", "password": 5}',
            f"config/{SLING}~d.cfg.json": '{"mail.smtps.port": 1.5, "from": {"a": 1}}',
            oauth(): '{"clientSecret": ["Harbor72!x"], "clientId": true, "scopes": 5}',
            oauth("config.dev"): '{"clientSecret": 5, "authUrl": 1.5}',
        },
    ),
    (
        *("secret/placeholder-default", "What is taken out"),
        {
            mail("config.author"): '{"smtp.password": "$[secret:A;default=Harbor72;type=String]"}',
            mail("config.dev"): '{"smtp.password": "$[secret:A;default=$[secret:B;default=Harbor72]]"}',
            mail("config.prod", "config"): 'smtp.password="$[secret:A;default\\=Harbor72]"\n',
            mail("config.stage"): '{"smtp.password": "a", "smtp.password": "$[secret:A;default=Harbor72]"}',
            mail("config.publish"): '{"smtp.password": "$[secret:A;default=Harbor72]", "smtp.password": "a"}',
        },
    ),
    (
        *("secret/from-env", "What becomes a secret"),
        {
            mail("config.author"): '{"smtp.password": "$[env:A;default=$[env:B]]"}',
            mail("config.dev"): '{"smtp.password": "$[env:A]$[secret:B]$[env:C]"}',
            mail("config.prod"): '{"smtp.password": "$[\\u0065nv:A]$[env:B]"}',
            mail("config.stage"): '{"smtp.password": "$[env:A]", "smtp.password": "b"}',
            mail("config.publish", "cfg"): "smtp.password=$[env:A]\n",
        },
    ),
    (
        *("secret/token-anywhere", "Behind others"),
        {
            "config/com.acme.A.cfg.json": '{"a": "b$"}',
            "config/com.acme.B.cfg.json": '{"a": "«sendgrid-key»", "b": ["c", "«web-token»", "«sendgrid-key»"]}',
            mail(): '{"smtp.password": "«sendgrid-key»", "SMTP.User": "«aws-key-id»", "smtp.host": "«azure-secret»"}',
            mail("config.author"): '{"a": "$[env:A;default=«sendgrid-key»]", "b": "x«sendgrid-key»"}',
        },
    ),
    (
        *("secret/access-key", "As a user and as something else"),
        {
            mail(): '{"smtp.user": "«aws-key-id»", "smtp.host": "«aws-key-id»"}',
            mail("config.dev"): '{"smtp.user": "a"}',
        },
    ),
    (
        *("secret/literal", "In what no reader made anything of"),
        {
            mail(): '{"smtp.host": "a", "smtp.password": "Harbor72!x"\n}\nsmtp.password=Walnut58!y\n'
            "// smtp.password=Cedar91!z\nother=Maple33!a\nsmtp.password = 'Birch47!b'\n",
            mail("config.author"): '{"smtp.host": "a" // smtp.password=Cedar91!z\n}',
            mail("config.dev"): '{"oauth.flow": true, "smtp.password": "Harbor72!x"}',
            mail("config.prod"): '{"oauth.flow": "$[env:A;default=true]", "smtp.password": "Harbor72!x"}',
            "config/com.acme.A.cfg.json": '{"smtp.password": "Harbor72!x", "password": "Harbor72!x"}',
        },
    ),
    (
        *("secret/unused-password", "On one tier, on both"),
        {
            mail(): '{"smtp.password": "Harbor72!x"}',
            mail("config.author"): '{"oauth.flow": true}',
            mail("config.dev"): '{"oauth.flow": true, "smtp.password": "Walnut58!y"}',
            mail("config.prod"): '{"oauth.flow": true,, "smtp.password": "Cedar91!z"}',
        },
    ),
    (
        *("secret/crypto-protected", "And Commons Crypto"),
        {
            mail(): '{"smtp.password": "«crypto-text»"}',
            mail("config.dev"): '{"smtp.password": "«commons-crypto-text»"}',
            f"config/{SLING}~a.cfg.json": '{"password": "«commons-crypto-text»"}',
        },
    ),
    (
        *("secret/in-comment", "Several in one"),
        {
            mail(): '{"a": 1 // smtp.password=Harbor72!x, apiKey: Walnut58!y\n}',
            mail("config.dev"): '{"a": 1 /* «sendgrid-key» */}',
            "jcr_root/apps/a/config/com.acme.A.config": '# password = Harbor72!x\r\n# none\r\na="b"\r\n',
        },
    ),
    (
        *("secret/in-command", "Two commands"),
        {
            "README.md": "`aio cloudmanager:set-environment-variables 1 --secret A_B Harbor72!x --secret C_D $E`\n",
            "set.sh": "aio cloudmanager:set-environment-variables 1 -s A_B 'Walnut 58!y'\n",
        },
    ),
    (
        *("override/duplicate", "In a node's own file"),
        {
            "a/jcr_root/apps/x/config/.content.xml": NODE,
            "b/jcr_root/apps/x/config/.content.xml": NODE,
            f"a/jcr_root/apps/x/config/{MAIL}.xml": NODE,
            f"b/jcr_root/apps/x/config/{MAIL}.xml": NODE,
        },
    ),
    (
        *("folder/not-recognised", "All kinds of folders"),
        {
            mail("osgiconfig"): "{}",
            mail("Config"): "{}",
            mail("jcr_root/apps/config"): "{}",
            mail("jcr_root/etc/config"): "{}",
            mail("jcr_root/apps/a/settings"): "{}",
            "osgiconfig/com.acme.A.cfg.json": "{}",
        },
    ),
    ("folder/catch-all", "Two", {mail("config-author"): "{}", "configs/com.acme.A.cfg.json": "{}", mail(): "{}"}),
    ("folder/install", "Two", {mail("install"): "{}", "a/install.author/com.acme.A.cfg.json": "{}", mail(): "{}"}),
    ("folder/wrong-order", "Two", {mail("config.dev.author"): "{}", mail("config.author.dev"): "{}"}),
    (
        *("property/dead-on-cloud", "Behind others"),
        {
            mail(): '{"smtp.host": "a"}',
            "config/com.day.cq.wcm.notification.email.impl.EmailChannel.cfg.json": '{"email.from": "a@b.io"}',
            "config/com.adobe.acs.commons.hc.impl.HealthCheckStatusEmailer.cfg.json": "{}",
            "config/com.adobe.acs.commons.hc.impl.SMTPMailServiceHealthCheck.cfg.json": '{"a": 1}',
            "config/com.adobe.cq.social.commons.emailreply.impl.EmailReplyImporter.cfg.json": "{}",
        },
    ),
    (
        *("file/wrong-pid", "Slips, letters and endings"),
        {
            **{
                f"config.dev/com.day.cq.mailer.{name}.cfg.json": "{}"
                for name in (
                    *("DefaultMailServi", "DefaultMailServ", "DefaultMailServicexy", "DefaultMailServicexyz"),
                    *(
                        "defaultmailservice",
                        "DefaultMailService.x",
                        "DefaultMailSevrice",
                        "Other",
                        "XefaultMailServiceX",
                    ),
                )
            },
            "config/com.day.cq.mailer.oauth.impl.DefaultMailService.cfg.json": "{}",
            "config/com.acme.mailer.DefaultMailService.cfg.json": "{}",
            f"jcr_root/apps/a/config/{MAIL}/.content.xml": NODE,
            f"config.prod/{SLING}.cfg.json": "{}",
            f"config.prod/{SLING}~a.cfg.json": "{}",
        },
    ),
    (
        *("variable/malformed", "Names, values, types and services"),
        {
            "a/variables.json": '[{"name": null, "value": "c", "type": "secretString"}, {"name": "", "type": "string"},'
            ' {"name": "A_B", "value": null, "type": "string"}, {"name": "A_C", "type": "string"},'
            ' {"name": "A_D", "type": "SecretString"}, {"name": "A=Harbor72!x", "value": "c", "type": "string"},'
            ' {"name": 5, "value": "c", "type": "string"}, {"name": "${a.b}", "value": "c", "type": "string"},'
            ' {"name": "A_E", "value": "c", "type": "String", "service": "Author"},'
            ' {"name": "A_F", "value": "c", "type": " string ", "service": ""},'
            ' {"name": "A_G", "value": "c", "type": "${a.b}", "service": "${a.b}"},'
            ' {"name": "A_H", "value": "c", "type": null, "service": 5}, {"value": "c", "service": "author"}]',
            "b/variables.yaml": "- name: A_B\n  value: c\n  type: String\n"
            "- name: A_C\n  value: c\n  type: 'SECRETSTRING'\n",
            "c/variables.json": '{"name": "A_B", "value": "c", "type": "string"}',
            "d/variables.json": '[{"name": "A_B", "name": "A_C", "value": "c", "type": "string"}]',
            "pipeline/variables.json": '[{"name": "A-B", "value": "c", "type": "string", "service": "build"}]',
        },
    ),
    (
        *("variable/wrong-kind", "What follows what"),
        {
            mail(): '{"smtp.host": "$[secret:HERE]", "smtp.user": "$[secret:HERE]$[secret:HERE]"}',
            mail("config.dev"): '{"smtp.password": "$[secret:HERE]"}',
            mail(
                "config.prod"
            ): '{"smtp.host": "$[\\u0073ecret:HERE]", "smtp.user": "$[env:HIDDEN;default=$[secret:HERE]]"}',
            VARIABLES: HERE[:-1] + ', {"name": "HIDDEN", "value": "d", "type": "secretString"}]',
        },
    ),
    (
        *("sling-mail/starttls-port", "Without forwards"),
        {
            f"config/{SLING}~{name}.cfg.json": f'{{"mail.smtps.port:Integer": {port}}}'
            for name, port in (("a", 25), ("b", 2525), ("c", 30587), ("d", 587))
        },
    ),
    (
        *("oauth/flow-off", "On one tier"),
        {
            mail(): '{"smtp.host": "a"}',
            mail("config.author"): '{"oauth.flow": true}',
            mail("config.publish"): '{"oauth.flow": "$[env:A;default=false]"}',
            oauth("config.author"): '{"clientId": "a"}',
            oauth("config.publish"): '{"clientId": "a"}',
        },
    ),
    (
        *("oauth/no-provider", "A broken one"),
        {
            mail("config.dev"): '{"oauth.flow": true}',
            oauth("config.dev"): "{,}",
            mail("config.prod"): '{"oauth.flow": true}',
        },
    ),
    (
        *("file/syntax", "What is certainly a configuration"),
        {
            "jcr_root/apps/a/config/messages.config": "a=b\n",
            "jcr_root/apps/a/config/messages.xml": NODE[:-2] + " b=c/>",
            "jcr_root/apps/a/install/com.acme.A.config": "a=b\n",
            "jcr_root/apps/a/settings/com.acme.A.config": "a=b\n",
            "jcr_root/apps/a/config/com.acme.A.cfg.json": "{,}",
            "a/config/messages.cfg.json": "{,}",
            "src/test/config/com.acme.A.cfg.json": "{,}",
        },
    ),
    (
        *("file/unknown-type", "In XML"),
        {
            mail("jcr_root/apps/a/config", "xml"): NODE.replace('"a"', '"{Odd}b"'),
            mail("jcr_root/apps/a/config.dev", "xml"): NODE.replace('smtp.host="a"', 'a="b" smtp.port="{Long}x"'),
            mail("jcr_root/apps/a/config.prod", "xml"): NODE.replace('"a"', '"{${a.b}}c"'),
            mail("jcr_root/apps/a/config.stage", "xml"): NODE.replace(
                'smtp.host="a"', 'smtp.password="{Long}Harbor72!x"'
            ),
            mail("jcr_root/apps/a/config.author"): '{"a:Integer": "${a.b}", "b:Integer": "{{ c }}", "d:Integer": "x"}',
        },
    ),
    (
        *("file/syntax", "Where a build fills in"),
        {
            mail(): '{"a": ${b}',
            mail("config.prod"): '{"a": @b@\n}',
            mail("config.stage"): '{"a": b ${c}\n}',
            mail("config.author"): '{"a": "b" <% c %>}',
            mail("config.publish"): '{"a": ##b##] }',
        },
    ),
    (
        *("file/duplicate-key", "In every format"),
        {
            mail("jcr_root/apps/a/config", "xml"): NODE.replace('"a"', '"a" SMTP.host="b"'),
            mail("jcr_root/apps/a/config.dev", "xml"): NODE.replace('"a"', '"a" smtp.host="b"'),
            mail("config.prod", "cfg"): "a=b\nA=c\na=d\n",
            mail("config.stage"): '{"a:Integer": 1, "a": 2, "a:Integer": 3, "b": 4, "\\u0062": 5}',
        },
    ),
    (
        *("network/malformed", "Files that the settings name"),
        {
            ".aemlint.yaml": "environments:\n  dev: {network: a.json}\n  stage: {network: b.json}\n"
            "  prod: {network: c.json}\n",
            "a.json": "{}",
            "b.json": '{"environmentId": "1", "programId": 2, "_links": {}}',
            "c.json": "[]",
        },
    ),
    (
        *("network/malformed", "Fields of all kinds"),
        {
            "a/network.json": forwards(
                '{"name": 5, "portDest": 465, "portOrig": 30465}',
                '{"portDest": 465.5, "portOrig": true}',
                '{"name": "a.io"}',
                '{"portOrig": 30466, "portDst": 465}',
                '{"name": "a.io", "portDest": "${a.b}", "portOrig": "${a.b}"}',
                '"${a.b}"',
                "[]",
            ),
            "b/network.json": '{"portForwards": "${a.b}", "nonProxyHosts": []}',
            "c/network.json": '{"kind": "VPN", "region": "a"}',
            "d/network.json": '{"kind": "odd", "region": "a"}',
            "e/network.json": '{"kind": 5, "region": "a"}',
            "f/network.json": '{"kind": "${a.b}", "region": "a"}',
            "g/network.yaml": "kind: flexibleportegress\nregion: a\n",
            "h/network.json": '{"portForwards": [], "portForwards": []}',
        },
    ),
    (
        *("network/non-proxy-kind", "By the name of the file"),
        {
            "flexible-egress.json": '{"nonProxyHosts": ["a"]}',
            "dedicated-egress.json": '{"nonProxyHosts": ["a"]}',
            "flexible/egress.json": '{"nonProxyHosts": ["a"]}',
            "x/flexible_port_egress.json": '{"nonProxyHosts": []}',
        },
    ),
    (
        *("network/non-proxy-mail", "Endings of hosts"),
        {
            NETWORK: '{"nonProxyHosts": ["*", "*.io", "*.a.io", "*a.io", "MAIL.a.io", "b.io", 5, "*.c.io", ""],'
            ' "portForwards": ['
            + ", ".join((forward("mail.a.io", 465, 1), forward("b.io", 80, 2), forward("x.c.io", 587, 3)))
            + "]}"
        },
    ),
    (
        *("network/unknown-field", "Notes to oneself"),
        {
            NETWORK: '{"portForwards": [{"name": "a.io", "portDest": 465, "portOrig": 30465, "_a": 1, "comment": 2}],'
            ' "$a": 1, "_b": 2, "//": 3, "#d": 4, "X": 5, "nonProxyHost": []}'
        },
    ),
    (
        *("network/differs-between-environments", "Where nobody knows the port"),
        {
            mail(): '{"smtp.port": "$[env:A]"}',
            "cm/dev/network.json": forwards(A465),
            "cm/prod/network.json": forwards(A587),
            "cm/stage/network.json": f"[{forwards(A465)}]",
        },
    ),
    (
        *("network/differs-between-environments", "Where configurations use some"),
        {
            mail(): '{"smtp.port": "30465"}',
            mail("config.prod"): '{"smtp.port": "30587"}',
            "cm/dev/network.json": forwards(A465, forward("b.io", 25, 30025)),
            "cm/prod/network.json": forwards(A587),
            "cm/stage/network.json": forwards(forward("a.io", 465, 30466), forward("B.io", 25, 30025)),
            "cm/rde/network.json": forwards(forward("c.io", 2525, 30025), forward("a.io", 30587, 587)),
        },
    ),
    (
        *("network/provider-host", "Hosts with a star in them"),
        {
            NETWORK: forwards(
                forward("email-smpt.eu-west-1.amazonaws.com", 465, 30001),
                forward("email-smtp.eu-west-1.amazonaws.com", 465, 30002),
                forward("email-smtp.amazonaws.com", 465, 30003),
                forward("smtp.mailgun.com", 465, 30004),
                forward("SMTP.Sendgird.net", 465, 30005),
                forward("smtp.office365.co", 587, 30006),
                forward("office365.com", 587, 30007),
                forward("a.b.c.d.e.f", 587, 30008),
            )
        },
    ),
    (
        *("secret/in-comment", "A key and a provider's shape at once"),
        {mail(): '{"a": 1 // smtp.password=«sendgrid-key»\n}', mail("config.dev"): '{"a": 1 // «web-token»\n}'},
    ),
    (
        *("property/wrong-type", "Numbers of other types"),
        {
            f"config/{SLING}~a.config": 'mail.smtps.port=F"1065353216"\nmail.smtps.host=D"4607182418800017408"\n',
            f"config/{SLING}~b.config": 'mail.smtps.port=L"465"\nmail.smtps.host=["a"]\n',
        },
    ),
    (
        *("oauth/refresh-url", "With and without a slash at its end"),
        {
            oauth(): '{"refreshUrl": "https://a.io/x/", "tokenUrl": "http://a.io/x"}',
            oauth("config.dev"): '{"refreshUrl": "https://a.io/X", "tokenUrl": "https://a.io/x"}',
            oauth("config.prod"): '{"refreshUrl": "a.io/x", "tokenUrl": "$[env:A]"}',
        },
    ),
    (
        *("file/wrong-pid", "Classes in other packages, and beside the right one"),
        {
            "config.dev/com.day.cq.other.DefaultMailService.cfg.json": "{}",
            "config.dev/com.day.cq.other.CqMailingService.cfg.json": "{}",
            "config.dev/com.day.cq.other.Thing.cfg.json": "{}",
            "config.dev/com.acme.DefaultMailService.cfg.json": "{}",
            mail("config.dev"): "{}",
            mail("config.rce"): "{}",
            "config/com.day.cq.mailer.DefaultMailServiceTwo.cfg.json": "{}",
        },
    ),
    (
        *("placeholder/syntax", "Of a secret, and in other types"),
        {
            mail(): '{"smtp.password": "${secret:A}", "smtp.port": 5, "smtp.user": "$[secret:B"}',
            mail("config.dev"): '{"smtp.password": "$[secret:A] ${env:B;default=Harbor72!x}"}',
        },
    ),
]
