"""What the real reader stumbles over in a configuration."""

from __future__ import annotations

from aemlint.hit import Hit, Mark
from aemlint.model import secret
from aemlint.source import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aemlint.formats.tree import Document, Entry, Problem
    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

# Of several mistakes of one kind in one file the first ones tell.
MOST = 10
AGAIN = 3
# What a template engine leaves where a value or a key is due: directives of Velocity, and tokens.
DIRECTIVES = ("#if", "#else", "#end", "#set", "#foreach", "#macro", "#parse", "#[[", "{%", "<%")
TOKENS = ("${", "{{", "##", "#{", "@", "__")


def check(project: Project, *, kind: str) -> Iterator[Hit]:
    for configuration in project.configurations:
        document = configuration.document
        if document.problems and document.configuration and _read(configuration):
            yield from _hits(configuration, kind, project.target)


def _read(configuration: Configuration) -> bool:
    """Of what no installer picks up, folder/not-recognised speaks; other tools have files of these names too."""
    kind = configuration.folder.kind
    if kind in ("sample", "unrecognised"):
        return False
    installed = kind == "config" and configuration.in_repository and configuration.document.format != "xml"
    return installed or configuration.certain


def _hits(configuration: Configuration, kind: str, target: str) -> Iterator[Hit]:
    """One cause, one finding: undecodable text is unreadable only, and behind a syntax error nothing else is sure."""
    document = configuration.document
    kinds = {problem.kind for problem in document.problems}
    if "unreadable" in kinds or ("syntax" in kinds and kind != "syntax"):
        return
    problems = [problem for problem in document.problems if problem.kind == kind]
    if kind == "syntax":
        if problems and not filled_in(document, problems[0]):
            yield _syntax(configuration, problems, target)
        return
    for problem in problems[:MOST]:
        if kind != "unknown-type" or not _token(document, problem):
            yield _about_key(configuration, problem, target)


def filled_in(document: Document, problem: Problem) -> bool:
    """Whether a build fills in what the reader stumbles over, so that nobody can tell what it will read."""
    text, start = document.source.text, problem.span.start
    if start > 0 and text.startswith("{{", start - 1):  # the first brace is an object's to the reader
        start -= 1
    end = text.find("\n", start)
    rest = text[start : end if end >= 0 else len(text)].strip()
    if rest.startswith(DIRECTIVES):
        return True
    return rest.startswith(TOKENS) and secret.has_token(rest.partition(",")[0].rstrip("] \t"))


def _token(document: Document, problem: Problem) -> bool:
    """Whether a build fills in the value that does not fit its type."""
    text = document.source.text[problem.span.start : problem.span.end].strip("\"'")
    return secret.has_token(text) or (text.startswith("{") and secret.has_token(text.partition("}")[2]))


def _syntax(configuration: Configuration, problems: list[Problem], target: str) -> Hit:
    """The first mistake; further ones of its kind beside it. What else follows mostly follows from it."""
    document = configuration.document
    first, *rest = problems
    again = [problem for problem in rest if problem.reason == first.reason][:AGAIN]
    return Hit(
        Place(document.source, first.span),
        str(configuration.pid),
        {"file": configuration.file_name, "reason": first.reason, "pid": configuration.pid.name},
        variant=f"{_consequence(document, target)} {_about(document, first)}",
        marks=[Mark(Place(document.source, problem.span), "again") for problem in again],
    )


def _about(document: Document, problem: Problem) -> str:
    """What to do about it is told by this: mark (of byte order), blanks (around `=`), else the format."""
    text = document.source.text[problem.span.start : problem.span.end]
    if text == "\ufeff":
        return "mark"
    return "blanks" if document.format == "config" and text.strip() == "=" and text != "=" else document.format


def _consequence(document: Document, target: str) -> str:
    """What becomes of the file."""
    if not document.refused:
        return "lost"
    if document.format == "xml":
        return "resource" if target == "cloud" else "import"
    return "build" if target == "cloud" else "ignored"


def _about_key(configuration: Configuration, problem: Problem, target: str) -> Hit:
    document = configuration.document
    entries = sorted([*document.entries, *document.shadowed], key=lambda entry: entry.key.start)
    entry = next(
        (one for one in entries if one.key.start == problem.span.start or problem.span in one.value.span), None
    )
    values: dict[str, object] = {
        "file": configuration.file_name,
        "reason": problem.reason,
        "pid": configuration.pid.name,
        "sign": "=",
        "property": entry.name if entry is not None else "",
    }
    marks = []
    span = problem.span
    if problem.kind == "duplicate-key":
        variant, before = _twice(document, entry, entries)
        if before is not None:
            values["first"] = before.name
            marks = [Mark(Place(document.source, before.key), "first")]
    elif problem.kind == "null-value":
        variant = _consequence(document, target)
    else:
        variant = _wrong_type(document, problem, entry, values)
    if entry is not None and problem.kind != "duplicate-key" and configuration.is_secret(entry.name):
        span = entry.key
    subject = f"{configuration.pid}#{entry.name}" if entry is not None else str(configuration.pid)
    return Hit(Place(document.source, span), subject, values, variant=variant, marks=marks)


def _twice(document: Document, entry: Entry | None, entries: list[Entry]) -> tuple[str, Entry | None]:
    """Whether the last one wins (twice), AEM refuses both (clash), or XML itself does (attribute)."""
    if entry is None:
        return "twice", None
    earlier = [one for one in entries if one.key.start < entry.key.start and one.name.lower() == entry.name.lower()]
    before = earlier[-1] if earlier else None
    if document.format == "xml":
        return "attribute" if document.refused else "clash", before
    text = document.source.text
    same = before is not None and (
        text[before.key.start : before.key.end] == text[entry.key.start : entry.key.end]
        or (before.name, before.declared) == (entry.name, entry.declared)
        or (document.format != "cfg.json" and before.name == entry.name)
    )
    return "twice" if same else "clash", before


def _wrong_type(document: Document, problem: Problem, entry: Entry | None, values: dict[str, object]) -> str:
    """Whether the type itself is unknown (type; braces in XML), or refuses a value or a placeholder."""
    text = document.source.text[problem.span.start : problem.span.end]
    if document.format == "xml":
        from aemlint.formats.docview import TYPES

        declared = text.partition("{")[2].partition("}")[0]  # may be a piece of a secret: not for sentences
        if declared in ("Long", "Double") and "$[" in text:
            values["type"] = declared
            return "placeholder"
        return "value" if declared in TYPES else "braces"
    if entry is not None and problem.span.start == entry.key.start:
        from aemlint.formats.java_types import TYPES as JAVA
        from aemlint.model.nearest import nearest

        values["type"] = entry.declared or ""
        found = ALIASES.get((entry.declared or "").lower()) or nearest(entry.declared or "", sorted(JAVA))
        values["nearest"] = found or "String"
        return "type"
    declared = (entry.declared if entry is not None else None) or ""
    if document.format == "config":
        from aemlint.formats.config_reader import TYPES as LETTERS

        values["sign"] = "\\="
        declared = LETTERS.get(declared, declared)
    values["type"] = declared
    return "placeholder" if "$[" in text else "value"


# What other languages call them.
ALIASES = {"int": "Integer", "bool": "Boolean", "str": "String", "number": "Long", "text": "String", "list": "String[]"}
