"""Trees to measure on: the generator beside the project where it is, else a plain one of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MAKER = ROOT.parent / "shared/bench/make_tree.py"
CONFIG = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
PID = "com.day.cq.mailer.DefaultMailService"
FINE = """{
  // Mail leaves through the proxy of advanced networking.
  "smtp.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]",
  "smtp.port": "30465",
  "smtp.user": "apikey",
  "smtp.password": "$[secret:SMTP_PASSWORD]",
  "from.address": "no-reply@mail.acme.io",
  "smtp.ssl": true,
  "smtp.starttls": false,
  "smtp.requiretls": false,
  "debug.email": false,
  "oauth.flow": false
}
"""
FORWARDS = '{"portForwards": [{"name": "smtp.sendgrid.net", "portDest": 465, "portOrig": 30465}]}\n'
# What the generator seeds, and the rules that say it. A missing host and an ambiguous precedence are left out: it
# judges each file by itself, aemlint what is in force, where another file has the host or the same values.
SEEDED = {
    "password-in-clear": {"secret/literal"},
    "syntax-error": {"file/syntax"},
    "wrong-type": {"property/wrong-type", "port/not-a-number", "file/unknown-type"},
    "port-out-of-range": {"port/out-of-range"},
    "unknown-key": {"property/unknown"},
    "duplicate-key": {"file/duplicate-key"},
    "ssl-and-starttls": {"tls/ssl-and-starttls"},
    "bad-placeholder": {"placeholder/syntax"},
    "debug-in-prod": {"property/debug-on"},
    "bad-from-address": {"sender/malformed"},
    "two-formats-one-runmode": {"file/twin"},
    "unknown-runmode": {"folder/unknown-run-mode"},
}


def small(place: Path) -> Path:
    """One clean mail file with its networking file, 29 more configurations, and one file with three mistakes."""
    root = place / "small"
    write(root / CONFIG / f"config/{PID}.cfg.json", FINE)
    write(root / "cloudmanager/network.json", FORWARDS)
    write(root / ".gitignore", "node_modules/\ntarget/\n*.log\n")
    for number in range(29):
        write(
            root / CONFIG / f"config/com.acme.core.Service{number}.cfg.json",
            '{\n  "enabled": true,\n  "limit": 10\n}\n',
        )
    wrong = FINE.replace("default=proxy.tunnel", "default=localhost").replace(
        '"smtp.starttls": false', '"smtp.starttls": true'
    )
    write(
        place / "wrong" / CONFIG / f"config/{PID}.cfg.json", wrong.replace("no-reply@mail.acme.io", "noreply@day.com")
    )
    write(place / "wrong/cloudmanager/network.json", FORWARDS)
    write(place / "settings" / CONFIG / f"config/{PID}.cfg.json", FINE)
    write(place / "settings/cloudmanager/network.json", FORWARDS)
    write(place / "settings/.aemlint.yaml", 'target: cloud\nas-of: "0.1"\nrules:\n  secret/crypto-protected: off\n')
    write(place / "other/README.txt", "nothing of interest\n")
    for root_folder in (root, place / "wrong", place / "settings", place / "other"):
        (root_folder / ".git").mkdir(exist_ok=True)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def big(place: Path, name: str, *arguments: str) -> Path:
    """S, M (with 2,000 configurations) or L of the generator; a plain tree of about that size without it."""
    root = place / name
    if root.exists():
        return root
    if MAKER.exists():
        subprocess.run([sys.executable, str(MAKER), str(root), *arguments], check=True, capture_output=True)
        return root
    files = {"S": 250, "M": 5_000, "L": 50_000}[name[0]]
    for number in range(files):
        folder = root / f"ui.content/src/main/content/jcr_root/content/acme/{number // 100}/{number % 100}"
        write(folder / ".content.xml", "<jcr:root/>\n")
        write(root / f"ui.frontend/node_modules/p{number // 50}/f{number % 50}.js", "\n")
    for number in range(files // 25):
        write(root / CONFIG / f"config/com.acme.core.Service{number}.cfg.json", '{"limit": 10}\n')
    write(root / CONFIG / f"config/{PID}.cfg.json", FINE)
    write(root / "cloudmanager/network.json", FORWARDS)
    write(root / ".gitignore", "node_modules/\ntarget/\n")
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    return root


def missed(root: Path, report: dict[str, Any]) -> tuple[int, list[str], list[str]]:
    """How many mistakes were seeded, which of them the report lacks, and which decoys it falls for.

    A password in a comment is a decoy to the generator; to aemlint it is in Git. A file may have a mistake beside it.
    """
    expected = root.parent / f"{root.name}.expected.json"
    if not expected.exists():
        return 0, [], []
    data = json.loads(expected.read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for finding in report["findings"]:
        for place in (finding, *finding["notes"]):
            found.setdefault(place["path"] or "", set()).add(finding["rule"])
    seeded = [one for one in data["seeded"] if one["kind"] in SEEDED]
    lacking = [
        f"{one['kind']} in {one['path']}" for one in seeded if not SEEDED[one["kind"]] & found.get(one["path"], set())
    ]
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    loud = {finding["path"] for finding in errors if finding["rule"] != "secret/in-comment"}
    loud -= {one["path"] for one in seeded}
    return len(seeded), lacking, [one["path"] for one in data["decoys"] if one["path"] in loud]
