"""Rules in a table, for a person."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aemlint.engine.rule import Rule
    from aemlint.engine.rulebook import Rulebook

SIGNS = {"error": "red", "warning": "yellow", "info": "blue"}


def text(book: Rulebook, rules: Iterable[Rule], *, color: str, terminal: bool) -> str:
    """Aligned by rich on a terminal; elsewhere the same columns, never folded."""
    from aemlint.report.color import colored

    rows = [
        (
            rule.id,
            rule.severity,
            " ".join(rule.target) if len(rule.target) == 1 else "both",
            "" if rule.fix is None else "safe" if rule.fix.get("safe") is True else "unsafe",
            str(book.words(rule.id)["title"]),
        )
        for rule in rules
    ]
    if not colored(color, terminal):
        wide = [max(len(row[at]) for row in rows) for at in range(4)]
        padded = ([*(row[at].ljust(wide[at]) for at in range(4)), row[4]] for row in rows)
        return "".join("  ".join(cells).rstrip() + "\n" for cells in padded)
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("rule", "severity", "target", "fix", "what is wrong"):
        table.add_column(heading, no_wrap=heading != "what is wrong")
    for id, severity, target, fix, title in rows:
        table.add_row(id, Text(severity, SIGNS[severity]), target, fix, Text(title))
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=None if terminal else 160, emoji=False, markup=False)
    console.print(table)
    return out.getvalue()
