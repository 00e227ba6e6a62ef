"""Where to read on."""

from __future__ import annotations

HOME = "https://github.com/aemlint/aemlint"
RULES = f"{HOME}/blob/main/docs/rules/"
SETTINGS_SCHEMA = f"{HOME}/raw/main/schemas/settings.json"
OWN = "own/"


def page(rule: str) -> str:
    """A rule's page; "" for a rule of a project's own, which has none here."""
    return "" if rule.startswith(OWN) else f"{RULES}{rule}.md"
