"""The options of `check` and `show`: one table, from which the quick reader takes well-formed lines and argparse is built."""

from __future__ import annotations

LEVELS = ("info", "warning", "error")
FORMATS = ("text", "concise", "json")
TARGETS = ("cloud", "6.5")

# name, kind (value, list, flag), choices, placeholder, help
OPTIONS = (
    ("--format", "list", None, "F[=FILE]", "text (default), concise or json; repeat it for several reports in one run"),
    ("--output", "value", None, "FILE", "where the report goes"),
    ("--severity", "value", LEVELS, "LEVEL", "the least shown: info, warning (default), error"),
    ("--fail-on", "value", (*LEVELS, "never"), "LEVEL", "the least that makes exit code 1; default warning"),
    ("--select", "list", None, "RULE,...", "only these rules or topics"),
    ("--ignore", "list", None, "RULE,...", "not these"),
    ("--target", "value", TARGETS, "cloud|6.5", "instead of what the settings or the poms say"),
    ("--stdin-filename", "value", None, "PATH", 'with "-": the text is that file\'s, not yet saved'),
    ("--settings", "value", None, "FILE", "instead of the nearest .aemlint.yaml"),
    ("--isolated", "flag", None, None, "no settings at all"),
    ("--color", "value", ("auto", "always", "never"), "WHEN", "auto (default), always, never"),
    ("--statistics", "flag", None, None, "counts by rule"),
    ("-q", "flag", None, None, "less on standard error"),
    ("-v", "flag", None, None, "more on standard error: what was looked at, what was skipped and why"),
)
BY_NAME = {name: (kind, choices) for name, kind, choices, _, _ in OPTIONS}


class Options:
    """A command line, read."""

    __slots__ = ("flags", "lists", "paths", "values")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.flags: set[str] = set()


def quickly(arguments: list[str]) -> Options | None:
    """Reads a well-formed line; None for everything that argparse has a word to say about."""
    options = Options()
    at, only_paths = 0, False
    while at < len(arguments):
        word = arguments[at]
        at += 1
        if only_paths or word == "-" or not word.startswith("-"):
            options.paths.append(word)
            continue
        if word == "--":
            only_paths = True
            continue
        name, equals, value = word.partition("=")
        kind, choices = BY_NAME.get(name, (None, None))
        if kind is None or (kind == "flag" and equals):
            return None
        if kind == "flag":
            options.flags.add(name)
            continue
        if not equals:
            if at >= len(arguments) or (arguments[at].startswith("-") and arguments[at] != "-"):
                return None
            value = arguments[at]
            at += 1
        if choices is not None and value not in choices:
            return None
        if kind == "list":
            options.lists.setdefault(name, []).append(value)
        else:
            options.values[name] = value
    return options


def carefully(command: str, description: str, arguments: list[str]) -> Options:
    """The same by argparse: for help, for errors, and for lines that are unusual. Exits with 2 on a mistake."""
    from argparse import ArgumentParser, HelpFormatter

    parser = ArgumentParser(
        prog=f"aemlint {command}",
        description=description,
        allow_abbrev=False,
        formatter_class=lambda prog: HelpFormatter(prog, max_help_position=28, width=100),
        epilog="Exit code: 0 nothing to report, 1 findings, 2 wrong usage or settings, or something could not be read.",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help='files and folders to report on; "-" is standard input')
    for name, kind, choices, placeholder, words in OPTIONS:
        if kind == "flag":
            parser.add_argument(name, action="store_true", help=words)
        elif kind == "list":
            parser.add_argument(name, action="append", metavar=placeholder, help=words)
        else:
            parser.add_argument(name, choices=choices, metavar=placeholder, help=words)
    read = vars(parser.parse_intermixed_args(arguments))
    options = Options()
    options.paths = read["paths"]
    for name, kind, _, _, _ in OPTIONS:
        value = read[name.lstrip("-").replace("-", "_")]
        if kind == "flag" and value:
            options.flags.add(name)
        elif kind == "list" and value:
            options.lists[name] = value
        elif kind == "value" and value is not None:
            options.values[name] = value
    return options
