"""`aemlint explain`."""

from __future__ import annotations

import sys

from aemlint.commands import asking
from aemlint.commands.rules import book_of
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options

FORMATS = ("text", "markdown")


def run(options: Options) -> int:
    from aemlint.report import page
    from aemlint.report.color import colored

    if len(options.paths) != 1:
        raise Wrong("explain: name one rule; `aemlint rules` lists them")
    book = book_of(options)
    id = book.resolved(options.paths[0])
    if id not in book.rules:
        raise Wrong(f"there is no rule `{id}`{book.hint(id)}")
    format, _ = asking.targets(options, FORMATS)[0]
    markdown = page.markdown(book.rules[id], book.page(id))
    terminal = sys.stdout.isatty()
    if format == "text" and colored(options.values.get("--color", "auto"), terminal):
        asking.put(page.rendered(markdown, terminal=terminal))
    else:
        asking.put(markdown)
    return 0
