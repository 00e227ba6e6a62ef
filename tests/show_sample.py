"""Projects for `aemlint show`: what is in force, and where it comes from, in as many ways as there are."""

from __future__ import annotations

from typing import Any

ROOT = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
MAIL = "com.day.cq.mailer.DefaultMailService"
OAUTH = "com.day.cq.mailer.oauth.impl.OAuthConfigurationProviderImpl"
SIMPLE = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService~acme"
PASSWORD = "Sample!" + "Harbor72"
RELAY = """{
  "smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]",
  "smtp.port": "30465",
  "smtp.user": "$[env:SMTP_USER;default=apikey]",
  "smtp.password": "$[secret:SMTP_PASSWORD]",
  "from.address": "noreply@acme.io",
  "smtp.ssl": true
}
"""


def network(*forwards: tuple[str, int, int]) -> str:
    items = [f'{{"name": "{name}", "portDest": {to}, "portOrig": {origin}}}' for name, to, origin in forwards]
    return '{"portForwards": [' + ", ".join(items) + "]}\n"


PROJECTS: dict[str, dict[str, Any]] = {
    "relay": {
        f"{ROOT}/config/{MAIL}.cfg.json": RELAY,
        f"{ROOT}/config/com.acme.Service.cfg.json": "{}",
        "cloudmanager/network.json": network(("smtp.acme.io", 465, 30465)),
    },
    "mixed": {
        f"{ROOT}/config/{MAIL}.cfg.json": RELAY,
        f"{ROOT}/config.prod/{MAIL}.cfg.json": '{"smtp.port": "30587", "smtp.ssl": false, "smtp.requiretls": true, '
        f'"smtp.password": "{PASSWORD}"}}',
        f"{ROOT}/config.publish.stage/{MAIL}.cfg.json": '{"smtp.host": "smtp.acme.io", "smtp.port": 30999}',
        f"{ROOT}/config/{OAUTH}.cfg.json": '{"tokenUrl": "https://login.acme.io/token", "clientId": "$[env:CLIENT]", '
        '"clientSecret": "$[secret:CLIENT_SECRET]", "refreshToken": "$[secret:TOKEN]", "scopes": ["a", "b"]}',
        f"{ROOT}/config/{SIMPLE}.cfg.json": '{"names": ["acme"], "mail.smtps.host": "proxy.tunnel", '
        '"mail.smtps.port:Integer": 30466, "username": "x", "password": "$[secret:SIMPLE]"}',
        f"{ROOT}/config/com.day.cq.wcm.notification.email.impl.EmailChannel.cfg.json": '{"email.from": "a@acme.io",}',
        "cloudmanager/dev/network.json": network(("smtp.acme.io", 465, 30465), ("smtp.acme.io", 465, 30466)),
        "cloudmanager/prod/network.json": network(("smtp.acme.io", 587, 30587)),
    },
    "classic": {
        "pom.xml": "<project><artifactId>uber-jar</artifactId></project>",
        f"ui.apps/src/main/content/jcr_root/apps/acme/config/{MAIL}.config": 'smtp.host="smtp.acme.io"\n'
        'smtp.port=I"587"\nsmtp.starttls=B"true"\nsmtp.user="mailer"\nsmtp.password="$[secret:SMTP]"\n',
        f"ui.apps/src/main/content/jcr_root/apps/acme/config.author.uat/{MAIL}.xml": "<jcr:root xmlns:sling="
        '"http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType='
        '"sling:OsgiConfig" smtp.host="localhost" smtp.port="{Long}25"/>\n',
    },
    "variables": {
        f"{ROOT}/config/{MAIL}.cfg.json": '{"smtp.host": "$[env:AEM_PROXY_HOST]", '
        '"smtp.port": "$[env:PORT;type=Integer;default=30465]", "smtp.user": "$[secret:SMTP_USER]", '
        '"smtp.password": "$[secret:SMTP_PASSWORD]", "from.address": "$[env:NAME] <$[env:FROM;default=a@acme.io]>", '
        '"smtp.ssl": "$[env:TLS;default=$[env:SECURE;default=true]]", "debug.email": "${debug}"}',
        "cloudmanager/network.json": network(("smtp.acme.io", 465, 30465), ("smtp.acme.io", 587, 30587)),
        "cloudmanager/dev/variables.json": '[{"name": "PORT", "type": "string", "value": "30587"}, '
        '{"name": "TLS", "type": "string", "value": "false"}, {"name": "SMTP_PASSWORD", "type": "secretString"}, '
        f'{{"name": "SMTP_USER", "type": "secretString", "value": "{PASSWORD}"}}, '
        '{"name": "NAME", "type": "string", "value": "ACME", "service": "publish"}]',
        "cloudmanager/stage/variables.json": '[{"name": "PORT", "type": "string", "value": "465 or so"}, '
        '{"name": "NAME", "type": "string", "value": "ACME"}]',
    },
    "nothing": {f"{ROOT}/config/com.acme.Service.cfg.json": '{"a": 1}', "cloudmanager/network.json": network()},
}
