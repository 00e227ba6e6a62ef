"""`aemlint rules`."""

from __future__ import annotations

import os
import sys

from aemlint import loading
from aemlint.commands import asking
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.reading import Disk
from aemlint.request import Request, Wrong
from aemlint.walk import project_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options

FORMATS = ("text", "json")


def run(options: Options) -> int:
    folder = options.values.get("--test")
    if folder is not None:
        return _test(folder)
    book = book_of(options)
    (format, path) = asking.targets(options, FORMATS)[0]
    if path is not None:
        raise Wrong("rules: the list goes to standard output")
    if format == "json":
        from aemlint.report.rules import text

        asking.put(text(book))
        return 0
    from aemlint.report import rules_table

    color, terminal = options.values.get("--color", "auto"), sys.stdout.isatty()
    asking.put(rules_table.text(book, book.rules.values(), color=color, terminal=terminal))
    return 0


def book_of(options: Options) -> Rulebook:
    """All rules, those of the project's own folders too."""
    request = Request(project_root(["."], os.getcwd()))
    request.settings = asking.settings(options)
    request.isolated = "--isolated" in options.flags
    tree = Disk(request.root)
    settings = loading.settings_of(request, tree)
    book = rulebook()
    if settings is None or not settings.rule_folders:
        return book
    from aemlint.engine import folders

    return folders.added(book, tree, settings)[0]


def _test(folder: str) -> int:
    """Examples and mutants of the rules in a folder, one line for each that does not hold."""
    from aemlint import examples
    from aemlint.engine import compiling, folders, mutation
    from aemlint.engine.rule import Rule
    from aemlint.report.showing import shown
    from aemlint.report.summary import counted

    if not os.path.isdir(folder):
        raise Wrong(f"there is no folder `{folder}`")
    book = rulebook()
    passed = failed = 0
    tree = Disk(folder)
    paths, unread = folders.rule_paths(tree, "")
    for hit in unread:
        asking.put(f"{shown(os.path.join(folder, hit.subject), 4096)}: {shown(str(hit.values['reason']))}\n")
        failed += 1
    for id, path in paths:
        data, wrong = folders.rule_data(tree, path)
        for hit in wrong:
            at = hit.at.source.position(hit.at.span.start)
            where = f"{shown(os.path.join(folder, path), 4096)}:{at.line}:{at.column}"
            asking.put(f"{where}: {shown(str(hit.values.get('reason', '')), 1000)}\n")
            failed += 1
        if data is None or wrong:
            continue
        condition, words = compiling.split(data)
        own = Rulebook({**book.rules, id: Rule(id, condition)}, book.tables, {**book.all_words(), id: words})
        for example in data["examples"]:
            for difference in examples.differences(id, example, own):
                asking.put(f"FAILED {shown(id)}[{shown(example['title'])}]: {shown(difference, 4096)}\n")
                failed += 1
            passed += 1
        for clause, mutant in mutation.mutants(data):
            changed = Rulebook({**own.rules, id: Rule(id, mutant)}, book.tables, {**own.all_words()})
            if not any(examples.differences(id, example, changed) for example in data["examples"]):
                asking.put(f"FAILED {shown(id)}: without `{clause}` every example still holds; add one that needs it\n")
                failed += 1
    asking.put(f"{counted(passed, 'example')} run, {counted(failed, 'mistake')}\n")
    return 1 if failed else 0
