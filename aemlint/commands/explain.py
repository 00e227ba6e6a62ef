"""`aemlint explain`."""

from __future__ import annotations

import sys

from aemlint.commands import asking
from aemlint.commands.rules import book_of
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.engine.rulebook import Rulebook
    from aemlint.options import Options

FORMATS = ("text", "markdown")


def run(options: Options) -> int:
    if len(options.paths) != 1:
        raise Wrong("explain: name one rule or topic; `aemlint rules` lists them")
    book = book_of(options)
    name = book.resolved(options.paths[0])
    format, _ = asking.targets(options, FORMATS)[0]
    color, terminal = options.values.get("--color", "auto"), sys.stdout.isatty()
    if name not in book.rules:
        _topic(name, book, format, color=color, terminal=terminal)
        return 0
    from aemlint.report import page
    from aemlint.report.color import colored

    markdown = page.markdown(book.rules[name], book.page(name))
    if format == "text" and colored(color, terminal):
        asking.put(page.rendered(markdown, terminal=terminal))
    else:
        asking.put(markdown)
    return 0


def _topic(name: str, book: Rulebook, format: str, *, color: str, terminal: bool) -> None:
    """Its rules; also of `topic/*`, as reports write it."""
    from aemlint.report import page, rules_table

    topic = name.rstrip("/*")
    rules = [rule for rule in book.rules.values() if rule.topic == topic]
    if not rules:
        raise Wrong(f"there is no rule or topic `{name}`{book.hint(name)}")
    if format == "markdown":
        asking.put(page.index(topic, {rule.id: str(book.words(rule.id)["title"]) for rule in rules}))
    else:
        asking.put(rules_table.text(book, rules, color=color, terminal=terminal))
