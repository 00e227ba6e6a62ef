"""The options of every command: one table, from which a quick reader takes well-formed lines and argparse is built."""

from __future__ import annotations

LEVELS = ("info", "warning", "error")
FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "azure")
TARGETS = ("cloud", "6.5")

# (name, kind, choices, placeholder, help); kinds: value, list, flag.
TARGET = ("--target", "value", TARGETS, "cloud|6.5", "instead of what the settings or the poms say")
STDIN = ("--stdin-filename", "value", None, "PATH", 'with "-": the text is that file\'s, not yet saved')
SETTINGS = ("--settings", "value", None, "FILE", "instead of the nearest .aemlint.yaml")
ISOLATED = ("--isolated", "flag", None, None, "no settings at all")
COLOR = ("--color", "value", ("auto", "always", "never"), "WHEN", "auto (default), always, never")
OUTPUT = ("--output", "value", None, "FILE", "where the report goes; written whole or not at all")
QUIET = ("-q", "flag", None, None, "less on standard error")
VERBOSE = ("-v", "flag", None, None, "more on standard error: what was looked at, what was skipped and why")

OPTIONS = {
    "check": (
        ("--format", "list", None, "F[=FILE]", f"{', '.join(FORMATS)}; repeat it for several reports in one run"),
        OUTPUT,
        ("--since", "value", None, "REF", "only findings that the project did not have at that Git revision"),
        ("--severity", "value", LEVELS, "LEVEL", "the least shown: info, warning (default), error"),
        ("--fail-on", "value", (*LEVELS, "never"), "LEVEL", "the least that gives exit code 1; default warning"),
        ("--select", "list", None, "RULE,...", "only these rules or topics"),
        ("--ignore", "list", None, "RULE,...", "not these"),
        TARGET,
        ("--fix", "flag", None, None, "apply safe fixes"),
        ("--unsafe-fixes", "flag", None, None, "apply also those that change what runs"),
        ("--diff", "flag", None, None, "print what the fixes would change instead of changing it"),
        ("--baseline", "value", None, "FILE", "known findings do not count"),
        ("--write-baseline", "value", None, "FILE", "write the findings there are; an existing file only gets shorter"),
        ("--accept-new", "flag", None, None, "with --write-baseline: take in new findings too"),
        STDIN,
        SETTINGS,
        ISOLATED,
        COLOR,
        ("--statistics", "flag", None, None, "counts by rule"),
        QUIET,
        VERBOSE,
    ),
    "show": (
        ("--format", "list", None, "F[=FILE]", "text (default) or json"),
        OUTPUT,
        ("--variables", "list", None, "[ENV=]FILE", "resolve placeholders with this variables file; repeatable"),
        TARGET,
        STDIN,
        SETTINGS,
        ISOLATED,
        COLOR,
        QUIET,
        VERBOSE,
    ),
    "explain": (
        ("--format", "list", None, "F", "text (default) or markdown"),
        ("--settings", "value", None, "FILE", "whose rule folders count too"),
        ISOLATED,
        COLOR,
    ),
    "rules": (
        ("--format", "list", None, "F", "text (default) or json"),
        ("--test", "value", None, "FOLDER", "run the examples of the rules in a folder of one's own"),
        ("--settings", "value", None, "FILE", "whose rule folders count too"),
        ISOLATED,
        COLOR,
    ),
    "init": (),
}
DESCRIPTIONS = {
    "check": "Check the mail configuration of an AEM project. The project around the given paths is always read, "
    "so that a port in one file is compared with the forwards in another.",
    "show": "Show what AEM makes of a project: the configurations read, and the mail configuration of every instance.",
    "explain": "Explain a rule: why it is, how to mend what it finds, examples, sources.",
    "rules": "List all rules.",
    "init": "Write a starter .aemlint.yaml from what is in the project. An existing one is left alone.",
}
ARGUMENTS = {
    "check": ("PATH", 'files and folders to report on, default "."; "-" is standard input'),
    "show": ("PATH", 'files and folders to show, default "."; "-" is standard input'),
    "explain": ("RULE", "a rule's id; a topic lists its rules"),
    "rules": ("", ""),
    "init": ("FOLDER", "the project; default the folder one is in"),
}
EPILOGUE = "Exit code: 0 nothing to report, 1 findings, 2 wrong usage or settings, or something could not be read."


class Options:
    """A command line, read. `values` has the last of an option, `lists` all of them."""

    __slots__ = ("flags", "lists", "paths", "values")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.flags: set[str] = set()


def quickly(command: str, arguments: list[str]) -> Options | None:
    """Reads a well-formed line; None for everything that argparse has a word to say about."""
    table = {name: (kind, choices) for name, kind, choices, _, _ in OPTIONS[command]}
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
        kind, choices = table.get(name, (None, None))
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
    return options if ARGUMENTS[command][0] or not options.paths else None


def carefully(command: str, arguments: list[str]) -> Options:
    """The same by argparse: for help, for errors, and for lines that are unusual. Exits with 2 on a mistake."""
    from argparse import ArgumentParser, HelpFormatter

    parser = ArgumentParser(
        prog=f"aemlint {command}",
        description=DESCRIPTIONS[command],
        allow_abbrev=False,
        formatter_class=lambda prog: HelpFormatter(prog, max_help_position=28, width=100),
        epilog=EPILOGUE,
    )
    placeholder, words = ARGUMENTS[command]
    if placeholder:
        parser.add_argument("paths", nargs="*", metavar=placeholder, help=words)
    for name, kind, choices, shown, words in OPTIONS[command]:
        if kind == "flag":
            parser.add_argument(name, action="store_true", help=words)
        elif kind == "list":
            parser.add_argument(name, action="append", metavar=shown, help=words)
        else:
            parser.add_argument(name, choices=choices, metavar=shown, help=words)
    # What follows `--` are paths; argparse's intermixed reading takes some of them for options all the same.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    read = vars(parser.parse_intermixed_args(arguments[:end]))
    options = Options()
    options.paths = [*(read.get("paths") or []), *arguments[end + 1 :]]
    if options.paths and not placeholder:
        parser.error(f"unrecognized arguments: {' '.join(options.paths)}")
    for name, kind, _, _, _ in OPTIONS[command]:
        value = read[name.lstrip("-").replace("-", "_")]
        if kind == "flag" and value:
            options.flags.add(name)
        elif kind == "list" and value:
            options.lists[name] = [_given(one) for one in value]
        elif kind == "value" and value is not None:
            options.values[name] = _given(value)
    return options


def _given(value: str | list[str]) -> str:
    """Before Python 3.13 argparse makes an empty list of `--option=--`."""
    return value if isinstance(value, str) else "--"
