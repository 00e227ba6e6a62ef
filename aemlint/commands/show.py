"""`aemlint show`."""

from __future__ import annotations

import os
import sys

from aemlint import app, loading
from aemlint.commands import asking
from aemlint.request import Request, Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile
    from aemlint.options import Options
    from aemlint.outcome import Outcome
    from aemlint.reading import Disk

FORMATS = ("text", "json")


def run(options: Options) -> int:
    targets = asking.targets(options, FORMATS)
    request = asking.request(options)
    paths, request.paths = request.paths, None  # a verdict is about all there is
    words = options.lists.get("--variables", [])
    tree = _once(request) if words else None
    outcome = app.check(request, tree=tree)
    request.paths = paths
    given = _variables(words, outcome.project, tree) if tree is not None else {}
    for format, path in targets:
        text = _text(format, request, outcome, given, options, to_file=path is not None)
        if path is None:
            asking.put(text)
        else:
            from aemlint.writing import save

            save(path, text)
    return _end(request, outcome, options)


def _text(
    format: str,
    request: Request,
    outcome: Outcome,
    given: dict[str, list[VariablesFile]],
    options: Options,
    *,
    to_file: bool,
) -> str:
    from aemlint.report import instances, show, show_table
    from aemlint.report.color import colored
    from aemlint.report.console import encoding_of
    from aemlint.report.repeated import Repeated

    project = outcome.project
    findings = outcome.report.findings if outcome.report is not None else []
    configurations = [one for one in project.configurations if request.asks_for(one.path)]
    repeated = Repeated(project)
    shown = instances.shown(project, findings, given, request.asks_for, repeated)
    if format == "json":
        return show.text(configurations, shown, repeated)
    terminal = sys.stdout.isatty() and not to_file
    return show_table.text(
        configurations,
        shown,
        color=not to_file and colored(options.values.get("--color", "auto"), terminal),
        width=_width() if terminal else None,
        lines=encoding_of(sys.stdout).lower().startswith("utf"),
        everything="-v" in options.flags,
        target=project.target,
    )


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _end(request: Request, outcome: Outcome, options: Options) -> int:
    """What could not be shown or judged goes to standard error."""
    from aemlint.report.showing import PATH, shown
    from aemlint.report.unchecked import lines

    unread = [one for one in outcome.project.unread if request.asks_for(one.path)]
    asking.say_idle(outcome, request, options)
    if "-q" not in options.flags:
        said = [f"not read: {shown(one.path, PATH)} ({one.reason})" for one in unread]
        if outcome.project.has_mail():
            said += lines(outcome.not_checked, outcome.rules)
        for line in said:
            sys.stderr.write(line + "\n")
    mistakes = bool(outcome.loaded.mistakes)
    if mistakes:
        sys.stderr.write("aemlint: the settings have mistakes; aemlint check says which\n")
    return 2 if mistakes or unread or _unparsed(request, outcome.project) else 0


def _unparsed(request: Request, project: Project) -> bool:
    """Whether of what is in force something could not be shown; what is wrong with it stands beside it."""
    broken = [one.path for one in project.configurations if one.broken and one.schema is not None and _lost(one)]
    broken += [network.path for network in project.networks if network.broken]
    broken += [file.path for file in project.variables if file.broken]
    return any(map(request.asks_for, broken))


def _lost(configuration: Configuration) -> bool:
    """A `.config` that AEM reads in part is shown as AEM reads it."""
    document = configuration.document
    if configuration.folder.kind in ("sample", "unrecognised"):
        return False
    return document.refused or any(problem.kind == "unreadable" for problem in document.problems)


def _once(request: Request) -> Disk:
    """Such a file may be one of the project's, too."""
    from aemlint.memory import Once

    return Once(request.root)


def _variables(words: list[str], project: Project, tree: Disk) -> dict[str, list[VariablesFile]]:
    """Variables files by environment; one without an environment is every one's."""
    names = [environment.name for environment in project.environments]
    found: dict[str, list[VariablesFile]] = {}
    for word in words:
        name, equals, path = word.partition("=")
        if not (path if equals else name):
            raise Wrong("--variables: a file is missing")
        if not equals or os.path.exists(word):
            name, path = "", word
        elif name not in names:
            raise Wrong(f"--variables {word}: there is no environment `{name}`; there are {', '.join(names)}")
        file = _variables_file(path, tree)
        for each in [name] if name else names:
            found.setdefault(each, []).append(file)
    return found


def _variables_file(path: str, tree: Disk) -> VariablesFile:
    from aemlint import formats
    from aemlint.model.recognition import variables_file
    from aemlint.reading import Unreadable, read

    inside = loading.inside(path, tree.root)
    if inside is None:
        folder, _, name = path.replace(os.sep, "/").rpartition("/")
        data = read(folder or ("/" if path.startswith("/") else "."), name)
    else:
        data = tree.read(inside)
    if isinstance(data, Unreadable):
        raise Wrong(f"{path}: {data.reason}")
    document = formats.document(path, data)
    if document.refused:
        at = document.source.position(document.problems[0].span.start)
        raise Wrong(f"{path}:{at.line}:{at.column}: {document.problems[0].reason}")
    file = variables_file(document, named=True)
    if file is None or not file.variables:
        raise Wrong(f"{path} holds no variables")
    return file
