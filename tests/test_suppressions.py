"""Comments that silence rules; the rest is in the examples of aemlint/unused-suppression."""

from __future__ import annotations

import json
from typing import Any

import pytest

FOLDER = "jcr_root/apps/acme/config"
PID = "com.day.cq.mailer.DefaultMailService"
SELECT = ("--select", "host", "--severity", "info", "--format", "json")
HOST = "$[env:AEM_PROXY_HOST;default=localhost]"
LINE = "\n"
XML = '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"\n'
XML_END = f'    jcr:primaryType="sling:OsgiConfig"\n    smtp.host="{HOST}"/>\n'


@pytest.mark.parametrize(
    ("ending", "text", "silenced"),
    [
        ("cfg.json", f'{{\n  "smtp.host": "{HOST}" // aemlint: ignore[host/wrong-default]\n}}', True),
        ("cfg.json", f'{{\n  "smtp.host": "{HOST}" // aemlint: ignore[host] moves in May\n}}', True),
        ("cfg.json", f'{{\n  "smtp.host": "{HOST}" // aemlint: ignore[port, host]\n}}', True),
        ("cfg.json", f'{{\n  // aemlint: ignore[host]\n  "smtp.host": "{HOST}"\n}}', True),
        ("cfg.json", f'{{\r\n  // aemlint: ignore[host]\r\n  "smtp.host": "{HOST}"\r\n}}', True),
        ("cfg.json", f'{{\n  // aemlint: ignore[host]\n  // and another comment\n  "smtp.host": "{HOST}"\n}}', True),
        ("cfg.json", f'{{\n  /* aemlint: ignore[host] */ "smtp.host": "{HOST}"\n}}', True),
        ("cfg.json", f'// aemlint: ignore-file[host/wrong-default]\n{{\n\n\n  "smtp.host": "{HOST}"\n}}', True),
        ("cfg.json", f'{{{LINE * 9}// aemlint: ignore-file[host]\n  "smtp.host": "{HOST}"\n}}', True),
        ("cfg.json", f'{{{LINE * 10}// aemlint: ignore-file[host]\n  "smtp.host": "{HOST}"\n}}', False),
        ("cfg.json", f'{{{LINE * 10}"smtp.host": "{HOST}" // aemlint: ignore-file[host]\n}}', False),
        ("cfg.json", f'{{\n  // aemlint: ignore[port]\n  "smtp.host": "{HOST}"\n}}', False),
        ("cfg.json", f'{{\n  // aemlint: ignore\n  "smtp.host": "{HOST}"\n}}', False),
        ("cfg.json", f'{{\n  // aemlint: ignore[host]\n\n  "smtp.host": "{HOST}"\n}}', False),
        ("cfg.json", f'{{\n  "smtp.host": "{HOST}"\n  // aemlint: ignore[host]\n}}', False),
        ("cfg.json", f'{{\n  "note": "// aemlint: ignore[host]", "smtp.host": "{HOST}"\n}}', False),
        ("config", '# aemlint: ignore[host]\nsmtp.host="$[env:AEM_PROXY_HOST;default\\=localhost]"\n', True),
        ("config", '# aemlint: ignore[host]\n\nsmtp.host="$[env:AEM_PROXY_HOST;default\\=localhost]"\n', False),
        ("cfg", f"# aemlint: ignore[host]\nsmtp.host={HOST}\n", True),
        ("cfg", f"! aemlint: ignore[host]\nsmtp.host={HOST}\n", True),
        ("cfg", f"smtp.host={HOST}\n# aemlint: ignore[host]\n", False),
        ("xml", f"<!-- aemlint: ignore[host] -->\n{XML}{XML_END}", True),
        ("xml", f"<!-- aemlint: ignore-file[host/wrong-default] -->\n{XML}{XML_END}", True),
        ("xml", f"<!-- aemlint: ignore[port] -->\n{XML}{XML_END}", False),
    ],
)
def test_a_comment_covers_its_line_and_the_next(
    ending: str, text: str, silenced: bool, write: Any, aemlint: Any
) -> None:
    root = write({f"{FOLDER}/{PID}.{ending}": text})
    report = json.loads(aemlint("check", *SELECT, cwd=root).stdout)
    assert [finding["rule"] for finding in report["findings"]] == ([] if silenced else ["host/wrong-default"])
    assert report["summary"]["suppressed"] == int(silenced)


def test_nothing_is_unused_where_rules_were_left_out(write: Any, aemlint: Any) -> None:
    root = write({f"{FOLDER}/{PID}.cfg.json": '{\n  // aemlint: ignore[host]\n  "smtp.port": "30465"\n}'})
    for arguments in (("--select", "host"), ("--ignore", "port")):
        report = json.loads(aemlint("check", *arguments, "--format", "json", cwd=root).stdout)
        assert "aemlint/unused-suppression" not in [finding["rule"] for finding in report["findings"]]


def test_a_rule_that_is_off_leaves_its_suppressions_alone(write: Any, aemlint: Any) -> None:
    text = f'{{\n  "smtp.host": "{HOST}" // aemlint: ignore[host/wrong-default]\n}}'
    root = write({f"{FOLDER}/{PID}.cfg.json": text, ".aemlint.yaml": "rules: {host/wrong-default: off}"})
    report = json.loads(aemlint("check", "--format", "json", cwd=root).stdout)
    assert "aemlint/unused-suppression" not in [finding["rule"] for finding in report["findings"]]


def test_a_suppression_of_a_networking_file_in_yaml(write: Any, aemlint: Any) -> None:
    forward = "  - {name: smtp.acme.io, portDest: 465, portOrig: 31000}\n"
    text = f"portForwards:\n  # aemlint: ignore[network] goes away\n{forward}"
    root = write({"cloudmanager/network.yaml": text})
    report = json.loads(aemlint("check", "--select", "network/upper-edge", "--format", "json", cwd=root).stdout)
    assert report["summary"]["suppressed"] == 1


def test_a_text_in_yaml_is_no_suppression(write: Any, aemlint: Any) -> None:
    forward = '  - {name: "smtp.acme.io # aemlint: ignore[network]", portDest: 465, portOrig: 31000}\n'
    root = write({"cloudmanager/network.yaml": f"portForwards:\n{forward}"})
    report = json.loads(aemlint("check", "--select", "network", "--format", "json", cwd=root).stdout)
    assert report["summary"]["suppressed"] == 0
    assert "network/upper-edge" in [finding["rule"] for finding in report["findings"]]


def test_what_is_suppressed_is_counted_where_it_is_asked_for(write: Any, aemlint: Any) -> None:
    files = {
        f"{FOLDER}/{PID}.cfg.json": f'{{\n  // aemlint: ignore[host]\n  "smtp.host": "{HOST}"\n}}',
        f"{FOLDER}.author/com.acme.Other.cfg.json": "{}",
    }
    root = write(files)
    counted = [json.loads(aemlint("check", *SELECT, path, cwd=root).stdout)["summary"]["suppressed"] for path in files]
    assert counted == [1, 0]
