"""The bill of materials, CycloneDX 1.5, from the lock file: `python .ci/sbom.py > aemlint.cdx.json`.

`required` is what aemlint needs to run, `excluded` what only building and testing it needs. The same lock file gives
the same bytes: no time, no machine, no random number.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci/constraints.txt"
LINE = re.compile(r"([A-Za-z0-9._-]+)==([^ ;]+)(?: ; (.+))?")
# What the four packages need in turn; a test compares this with what is installed.
NEEDED = frozenset(
    "attrs jsonschema jsonschema-specifications markdown-it-py mdurl pathspec pygments referencing rich rpds-py "
    "ruamel-yaml typing-extensions".split()
)


def name_of(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> list[tuple[str, str, str]]:
    """Names, versions and conditions."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), "every line of the lock file names one version"
    return [(name_of(one[1]), one[2], one[3] or "") for one in found if one is not None]


def bill() -> dict[str, Any]:
    version = re.search(r'__version__ = "(.+)"', (ROOT / "aemlint/__init__.py").read_text("utf-8"))
    assert version is not None
    text = LOCK.read_text("utf-8")
    components: list[dict[str, Any]] = []
    for name, pinned, condition in locked(text):
        one: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{pinned}",
            "name": name,
            "version": pinned,
            "purl": f"pkg:pypi/{name}@{pinned}",
            "scope": "required" if name in NEEDED else "excluded",
        }
        if condition:
            one["properties"] = [{"name": "marker", "value": condition}]
        components.append(one)
    whole = f"aemlint {version[1]}\n{text}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, whole)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"pkg:pypi/aemlint@{version[1]}",
                "name": "aemlint",
                "version": version[1],
                "purl": f"pkg:pypi/aemlint@{version[1]}",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2) + "\n")
