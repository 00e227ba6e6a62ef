"""Small projects from `{path: text}` that are on no disk, and what a rule of data finds in them."""

from __future__ import annotations

from functools import cache
from typing import Any

from aemlint import examples
from aemlint.engine import match
from aemlint.engine.rule import Rule
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.hit import Hit
from aemlint.loading import loaded
from aemlint.memory import Memory
from aemlint.model.project import Project
from aemlint.request import Request

MAIL = "com.day.cq.mailer.DefaultMailService"
PATH = f"config/{MAIL}.cfg.json"
# A project's rule, but for its examples.
OWN_RULE = """\
title: A relay of ours
severity: error
since: "0.1"
match:
  pid: com.acme.Mailer
  property: relay.host
  value: {glob: "*.acme.internal"}
message: "`{property}` is `{value}`"
why: Internal names do not resolve in the cloud.
advice: Use the public name.
"""


@cache
def book() -> Rulebook:
    return rulebook()


def project(files: dict[str, str], target: str = "cloud") -> Project:
    request = Request(examples.NOWHERE)
    request.target = target
    data = {path: text.encode() for path, text in files.items()}
    return loaded(request, book(), Memory(examples.NOWHERE, data)).project


def rule(condition: dict[str, Any], id: str = "acme/rule", **more: Any) -> Rule:
    return Rule(id, {"severity": "error", "match": condition, **more})


def hits(condition: dict[str, Any], files: dict[str, str], *, target: str = "cloud", **more: Any) -> list[Hit]:
    return list(match.hits(rule(condition, **more), project(files, target)))


def on(condition: dict[str, Any], text: str, **more: Any) -> list[Hit]:
    """In one configuration of the mail service."""
    return hits(condition, {PATH: text}, **more)


def marked(hit: Hit) -> tuple[str, str]:
    """The very text, and what the hit is about."""
    return hit.at.text, hit.subject


def edited(hit: Hit) -> str:
    """The hit's file with its edits."""
    text = hit.at.source.text
    for edit in sorted(hit.edits, key=lambda edit: edit.place.span.start, reverse=True):
        text = text[: edit.place.span.start] + edit.text + text[edit.place.span.end :]
    return text
