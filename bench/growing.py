"""How the cost grows: with files, configurations, environments and findings, over four sizes; and big reports."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from timing import once
from trees import CONFIG, FINE, FORWARDS, PID, write

SIZES = {
    "files": 4000,
    "configurations": 500,
    "mail configurations": 150,
    "environments": 20,
    "files of 30 findings": 40,
}
FORMATS = "text concise json sarif github gitlab junit checkstyle rdjson azure".split()
SERVICE = "org.apache.sling.commons.messaging.mail.internal.SimpleMailService"
# In a process of its own, so that one format's memory is not another's.
REPORTING = """
import gc, resource, sys, time
gc.disable()  # as in a run
from aemlint import app
from aemlint.report import text_of
from aemlint.request import Request
request = Request(sys.argv[1])
request.severity = "info"
report = app.check(request).report
began = time.process_time()
text = text_of(report, sys.argv[2], color=False, links=False)
spent = time.process_time() - began
print(len(report.findings), spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def wrong(number: int) -> str:
    """Ten forwards with three findings each."""
    return json.dumps({"portForwards": [{"portDest": 80, "portOrig": 40_000 + 10 * number + one} for one in range(10)]})


def tree(root: Path, kind: str, size: int) -> Path:
    write(root / CONFIG / f"config/{PID}.cfg.json", FINE)
    write(root / "cloudmanager/network.json", FORWARDS)
    for number in range(size):
        if kind == "files":
            name = f"ui.apps/src/main/content/jcr_root/apps/acme/components/c{number // 4}/f{number % 4}.html"
            write(root / name, "<p></p>\n")
        elif kind == "configurations":
            write(root / CONFIG / f"config/com.acme.Service{number}.cfg.json", '{"enabled": true, "limit": 10}\n')
        elif kind == "mail configurations":
            write(
                root / CONFIG / f"config/{SERVICE}~s{number}.cfg.json",
                '{"mail.smtps.host": "$[env:AEM_PROXY_HOST;default=proxy.tunnel]", "mail.smtps.port": 30465, '
                f'"mail.smtps.from": "no-reply@mail{number}.acme.io", "username": "apikey"}}\n',
            )
        elif kind == "environments":
            write(root / f"cloudmanager/e{number}/network.json", FORWARDS)
        else:
            write(root / f"cloudmanager/n{number}/network.json", wrong(number))
    if kind == "environments":
        lines = [
            f"  - {{name: e{number}, type: dev, network: cloudmanager/e{number}/network.json}}"
            for number in range(size)
        ]
        write(root / ".aemlint.yaml", "environments:\n" + "\n".join(lines) + "\n")
    (root / ".git").mkdir(exist_ok=True)
    return root


def growth(place: Path, aemlint: str, env: dict[str, str]) -> Iterator[str]:
    for kind, size in SIZES.items():
        seconds = []
        for times in (1, 2, 4, 8):
            root = place / "growing" / f"{kind.replace(' ', '-')}-{size * times}"
            if not root.exists():
                tree(root, kind, size * times)
            seconds.append(min(once([aemlint, "check", "-q"], root, None, env)[0] for _ in range(3)))
        figures = ", ".join(f"{size * times}: {spent:.3f}" for times, spent in zip((1, 2, 4, 8), seconds, strict=True))
        yield f"{kind} {figures}; x {seconds[-1] / seconds[-2]:.2f}"


def reports(place: Path, python: Path, env: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """For each format CPU seconds and MiB for 10,000 findings."""
    root = place / "growing/report"
    if not root.exists():
        tree(root, "findings", 350)
    for name in FORMATS:
        words = [str(python), "-I", "-c", REPORTING, str(root), name]
        ran = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
        findings, seconds, mebibytes = ran.stdout.split()
        assert int(findings) >= 10_000, findings
        yield name, float(seconds), float(mebibytes)
