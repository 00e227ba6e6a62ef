"""A rule's page, from its file alone, and a topic's: for `explain`, for docs/rules, for the help text of reports."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aemlint.engine.rule import Rule

FENCES = {
    "json": "json",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
    "sh": "sh",
    "config": "properties",
    "cfg": "properties",
}
TARGETS = {"cloud": "AEM as a Cloud Service", "6.5": "AEM 6.5"}
NEEDS = {"network": "a networking file", "variables": "a variables file"}


def markdown(rule: Rule, words: Mapping[str, Any]) -> str:
    parts = [f"# {rule.id}", f"{words['title']}.", _facts(rule)]
    parts += ["## Why", _text(words["why"]), "## What to do", _advice(words)]
    if words.get("limits"):
        parts += ["## What it does not see", _text(words["limits"])]
    examples = words.get("examples") or []
    found = [example for example in examples if example["finds"]]
    silent = [example for example in examples if not example["finds"]]
    if examples:
        parts.append("## Found")
    for example in found:
        parts += _example(example, rule)
    if examples:
        parts += ["## Not found", "\n".join(f"- {example['title']}" for example in silent)]
    if words.get("references"):
        parts += ["## Sources", "\n".join(f"- {reference}" for reference in words["references"])]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def index(topic: str, titles: Mapping[str, str]) -> str:
    return f"# {topic}\n\n" + "".join(f"- `{id}`: {title}\n" for id, title in titles.items())


def _facts(rule: Rule) -> str:
    target = " and ".join(TARGETS[one] for one in rule.target)
    fix = "no fix"
    if rule.fix is not None:
        fix = "a safe fix (`--fix`)" if rule.fix.get("safe") else "an unsafe fix (`--unsafe-fixes`)"
    needs = f" · needs {' and '.join(NEEDS[need] for need in rule.needs)}" if rule.needs else ""
    return f"**{rule.severity}** · {target}{needs} · {fix} · since {rule.since}"


def _text(text: str) -> str:
    return text.strip()


def _advice(words: Mapping[str, Any]) -> str:
    advice = words["advice"]
    if isinstance(advice, str):
        return _text(advice)
    return "\n".join(f"- {_text(one)}" for one in advice.values())


def _example(example: Mapping[str, Any], rule: Rule) -> list[str]:
    parts = [f"### {example['title']}"]
    if example.get("target") and [example["target"]] != rule.target:
        parts.append(f"On {TARGETS[example['target']]}.")
    parts += [_file(path, file) for path, file in example["files"].items()]
    parts.append("\n".join(f"> {found['message']}" for found in example["finds"]))
    if example.get("fixed"):
        parts.append("With the fix:")
        parts += [_file(path, file) for path, file in example["fixed"].items()]
    return parts


def _file(path: str, file: str | Mapping[str, str]) -> str:
    if not isinstance(file, str):
        file = file.get("text") or "(bytes)"
    file = file.replace("\r\n", "\n").replace("\r", "\n")
    fence = "```"
    while fence in file:
        fence += "`"
    language = FENCES.get(path.rpartition(".")[2], "")
    return f"`{path}`\n\n{fence}{language}\n{file.rstrip(chr(10))}\n{fence}"


def rendered(text: str, *, terminal: bool) -> str:
    """For a terminal, by rich."""
    from io import StringIO

    from rich.console import Console
    from rich.markdown import Markdown

    out = StringIO()
    width = None if terminal else 100
    Console(file=out, force_terminal=True, width=width, emoji=False).print(Markdown(text, code_theme="ansi_dark"))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
