"""Writes what is derived: docs/rules/ from the rule files, and the README's picture from a real run.

python docs/generate.py            rules
python docs/generate.py --picture  the picture too
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.report import page

DOCS = Path(__file__).resolve().parent
SHOWN = ("check", "examples/acme", "--select", "port/not-forwarded,secret/literal")


def pages(book: Rulebook) -> dict[str, str]:
    """Texts by path below docs/."""
    found = {f"rules/{id}.md": page.markdown(rule, book.page(id)) for id, rule in book.rules.items()}
    found["rules/README.md"] = index(book)
    return found


def index(book: Rulebook) -> str:
    lines = ["# Rules\n"]
    topic = ""
    for id, rule in book.rules.items():
        if rule.topic != topic:
            topic = rule.topic
            lines += [
                f"\n## {topic}\n",
                "| rule | severity | on | fix | what is wrong |",
                "| --- | --- | --- | --- | --- |",
            ]
        on = "both" if len(rule.target) == 2 else {"cloud": "cloud", "6.5": "6.5"}[rule.target[0]]
        fix = "" if rule.fix is None else "safe" if rule.fix.get("safe") else "unsafe"
        title = str(book.words(id)["title"]).replace("|", "\\|")
        lines.append(f"| [{id}]({id}.md) | {rule.severity} | {on} | {fix} | {title} |")
    return "\n".join(lines) + "\n"


def picture() -> str:
    """An SVG of what a terminal shows."""
    from io import StringIO

    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    ran = subprocess.run(
        [sys.executable, "-m", "aemlint", *SHOWN],
        cwd=DOCS.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "FORCE_COLOR": "1", "NO_COLOR": ""},
    )
    shown = ran.stdout.decode("utf-8") + ran.stderr.decode("utf-8")
    folder = "ui.config/src/main/content/jcr_root/apps/acme/osgiconfig"
    run = f"$ aemlint {' '.join(SHOWN)}\n"
    text = Text.from_ansi(run + shown.rstrip("\n").replace(folder, "ui.config/.../osgiconfig"))
    width = max(len(line) for line in text.plain.split("\n")) + 1
    console = Console(record=True, width=min(width, 132), file=StringIO(), force_terminal=True)
    console.print(text)
    svg = console.export_svg(title="aemlint", theme=MONOKAI, unique_id="aemlint")
    # A picture fetches nothing: the reader's own monospaced font will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas"
    )


def main() -> None:
    wanted = pages(rulebook())
    for old in (DOCS / "rules").glob("**/*.md"):
        if str(old.relative_to(DOCS).as_posix()) not in wanted:
            old.unlink()
    for path, text in wanted.items():
        full = DOCS / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, "utf-8", newline="\n")
    if "--picture" in sys.argv:
        (DOCS / "terminal.svg").write_text(picture(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
