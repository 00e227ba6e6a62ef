"""Load, check, put into words: where the parts meet."""

from __future__ import annotations

from aemlint import discovery
from aemlint.engine import run
from aemlint.engine.rulebook import Rulebook, rulebook
from aemlint.reading import Unreadable, read
from aemlint.schema import Schemas
from aemlint.walk import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from aemlint.engine.rule import Rule
    from aemlint.findings import Finding, NotChecked, Report
    from aemlint.hit import Hit
    from aemlint.model.project import Project
    from aemlint.settings import Settings


class Wrong(Exception):
    """The command or the settings are wrong: one line, exit code 2."""


class Request:
    """What a run is asked for. `paths` are relative to the root, None for all; `overlay` is unsaved text by path."""

    __slots__ = ("fail_on", "ignore", "isolated", "named", "overlay", "paths", "root", "select", "settings", "severity", "target")

    def __init__(self, root: str) -> None:
        self.root = root
        self.paths: list[str] | None = None
        self.named: list[str] = []
        self.overlay: dict[str, bytes] = {}
        self.target: str | None = None
        self.select: list[str] = []
        self.ignore: list[str] = []
        self.severity = "warning"
        self.fail_on = "warning"
        self.settings: str | None = None
        self.isolated = False


class Outcome:
    """`report` is None for a clean run: then only the counts are known, and nothing more was loaded."""

    __slots__ = ("code", "configurations", "files", "hidden", "not_checked", "project", "report", "target")

    def __init__(self, project: Project, files: int, target: str) -> None:
        self.project = project
        self.files = files
        self.configurations = sum(configuration.schema is not None for configuration in project.configurations)
        self.target = target
        self.hidden = 0
        self.code = 0
        self.not_checked: list[tuple[list[str], str]] = []
        self.report: Report | None = None


def checks(name: str) -> Callable[..., Iterator[Hit]]:
    """The check of that name; a module of its own, loaded when a rule asks for it."""
    module = __import__(f"aemlint.checks.{name}", fromlist=["check"])
    check: Callable[..., Iterator[Hit]] = module.check
    return check


def loaded(request: Request, book: Rulebook) -> tuple[Project, discovery.Reader, Settings | None]:
    settings = _settings(request)
    reader = discovery.Reader(request.root, request.overlay)
    excluded = _excluded(settings)
    found = walk(request.root, excluded, tuple(book.tables))
    target = request.target or (settings.target if settings else None) or discovery.target_of(found, reader)
    project = discovery.project(found, reader, target, Schemas(book.tables).of, settings, named=request.named)
    if request.named:
        known = {configuration.path for configuration in project.configurations}
        project.unread += [
            Unreadable(path, "no such file") for path in request.named if path not in known and not _readable(request, path)
        ]
    return project, reader, settings


def _readable(request: Request, path: str) -> bool:
    return path in request.overlay or isinstance(read(request.root, path), bytes)


def _settings(request: Request) -> Settings | None:
    if request.isolated:
        return None
    from aemlint.settings import NAME, settings

    path = request.settings or NAME
    data = read(request.root, path) if request.settings is None else _named(request.settings)
    if isinstance(data, Unreadable):
        if request.settings is None and data.reason.startswith("no such file"):
            return None
        raise Wrong(f"{path}: {data.reason}")
    found = settings(data, path)
    if found.problems:
        problem = found.problems[0]
        at = found.document.source.position(problem.span.start)
        raise Wrong(f"{path}:{at.line}:{at.column}: {problem.reason}")
    missing = [name for name in found.documents if isinstance(read(request.root, name), Unreadable)]
    if missing:
        at = found.places[missing[0]].source.position(found.places[missing[0]].span.start)
        raise Wrong(f"{path}:{at.line}:{at.column}: there is no file `{missing[0]}`")
    return found


def _named(path: str) -> bytes | Unreadable:
    folder, _, name = path.replace("\\", "/").rpartition("/")
    return read(folder or ("/" if path.startswith("/") else "."), name)


def _excluded(settings: Settings | None) -> Callable[[str, bool], bool] | None:
    if settings is None or not settings.exclude:
        return None
    from aemlint.ignore import Ignore

    ignore = Ignore(settings.exclude)
    return lambda path, is_folder: ignore.ignored(path, path.rsplit("/", 1)[-1], is_folder) is True


def check(request: Request, book: Rulebook | None = None) -> Outcome:
    book = book or rulebook()
    unknown = book.unknown([*request.select, *request.ignore])
    if unknown:
        raise Wrong(f"there is no rule or topic `{unknown[0]}`{_nearest(unknown[0], book)}")
    project, reader, settings = loaded(request, book)
    outcome = Outcome(project, reader.files, project.target)
    severities = _severities(book, settings)
    rules = [rule for rule in book.chosen(request.select, request.ignore) if severities.get(rule.id) != "off"]
    hits = _reported(run.hits(rules, project, checks), request, project)
    outcome.not_checked = _not_checked(rules, project)
    if hits:
        _word(outcome, hits, book, request, severities)
    elif project.unread:
        outcome.code = 0 if request.fail_on == "never" else 2
    return outcome


def _severities(book: Rulebook, settings: Settings | None) -> dict[str, str]:
    """By rule; what the settings say of a rule beats what they say of its topic."""
    if settings is None:
        return {}
    unknown = book.unknown(list(settings.severities))
    if unknown:
        place = settings.places[unknown[0]]
        at = place.source.position(place.span.start)
        raise Wrong(
            f"{place.source.path}:{at.line}:{at.column}: there is no rule or topic `{unknown[0]}`"
            f"{_nearest(unknown[0], book)}"
        )
    chosen = {}
    for rule in book.rules.values():
        level = settings.severities.get(rule.id) or settings.severities.get(rule.topic)
        if level is not None:
            chosen[rule.id] = level
    return chosen


def _nearest(word: str, book: Rulebook) -> str:
    from aemlint.model.nearest import nearest

    topics = {rule.topic for rule in book.rules.values()}
    found = nearest(word, [*book.rules, *sorted(topics)])
    return f"; did you mean `{found}`?" if found else ""


def _reported(hits: list[tuple[Rule, Hit]], request: Request, project: Project) -> list[tuple[Rule, Hit]]:
    """Those whose own place, a mark or a consulted file is among the given paths."""
    if request.paths is None:
        return hits
    return [(rule, hit) for rule, hit in hits if any(_given(path, request.paths) for path in _touched(hit))]


def _touched(hit: Hit) -> Iterable[str]:
    yield hit.at.source.path
    for mark in hit.marks:
        yield mark.at.source.path
    yield from hit.consulted


def _given(path: str, given: list[str]) -> bool:
    return any(path == one or one == "" or path.startswith(one + "/") for one in given)


def _not_checked(rules: list[Rule], project: Project) -> list[tuple[list[str], str]]:
    if not project.has_mail():
        return []
    waiting: dict[str, list[str]] = {}
    for rule in rules:
        kind = run.missing(rule, project) if project.target in rule.target else None
        if kind is not None:
            waiting.setdefault(f"no {kind} file in the project", []).append(rule.id)
    found = [(ids, why) for why, ids in sorted(waiting.items())]
    if project.target == "cloud" and any(environment.networks for environment in project.environments):
        lacking = [e.name for e in project.environments if not e.networks and e.type != "rde"]
        if lacking:
            ids = [rule.id for rule in rules if "network" in rule.needs and rule.topic != "network"]
            found.append((ids, f"no networking file for {' and '.join(lacking)}"))
    for configuration in project.configurations:
        if configuration.schema is None:
            continue
        for property in configuration.properties.values():
            if property.judged.template:
                ids = [rule.id for rule in rules if _asks(rule, property.name)]
                if ids:
                    found.append((ids, f"`{property.name}` in {configuration.path} is filled in by the build"))
    return [(ids, why) for ids, why in found if ids]


def _asks(rule: Rule, name: str) -> bool:
    asked: Any = (rule.match or {}).get("property") or rule.arguments.get("property")
    return asked == name or (isinstance(asked, list) and name in asked)


def _word(
    outcome: Outcome, hits: list[tuple[Rule, Hit]], book: Rulebook, request: Request, severities: dict[str, str]
) -> None:
    """Everything here loads with the first finding."""
    from aemlint.engine.wording import findings
    from aemlint.findings import NotChecked, Report

    found = findings(hits, book.words, severities)
    shown = [finding for finding in found if _reaches(finding.severity, request.severity)]
    failing = [finding for finding in found if request.fail_on != "never" and _reaches(finding.severity, request.fail_on)]
    outcome.hidden = len(found) - len(shown)
    outcome.report = Report(
        root=".",
        target=outcome.target,
        findings=shown,
        not_checked=[NotChecked(tuple(ids), why) for ids, why in outcome.not_checked],
        files=outcome.files,
        configurations=outcome.configurations,
        hidden=outcome.hidden,
        masked=masked(outcome.project),
    )
    if failing:
        outcome.code = 1
    if request.fail_on != "never" and outcome.project.unread:
        outcome.code = 2


def _reaches(severity: str, least: str) -> bool:
    from aemlint.findings import SEVERITIES

    return SEVERITIES.index(severity) >= SEVERITIES.index(least)


def masked(project: Project) -> dict[str, list[tuple[int, int]]]:
    """Where secrets may be written: an excerpt shows dots there. Rather too much than too little."""
    from aemlint.model import secret

    found: dict[str, list[tuple[int, int]]] = {}
    for configuration in project.configurations:
        spans = []
        for property in configuration.written(shadowed=True):
            judged = property.judged
            looks_secret = property.secret or secret.credential_key(property.name)
            text = judged.raw
            if (looks_secret and (text is None or judged.kind not in ("blank", "reference"))) or (
                secret.vendor(property.at.text) is not None or (text is not None and secret.vendor(text) is not None)
            ):
                spans.append((property.entry.value.span.start, property.entry.value.span.end))
        spans += [(comment.span.start, comment.span.end) for comment in configuration.document.comments if secret.in_text(comment.text)]
        if configuration.broken:
            spans = [(0, len(configuration.document.source.text))]
        if spans:
            found[configuration.path] = spans
    for file in project.variables:
        for variable in file.variables:
            place = variable.at("value")
            found.setdefault(file.path, []).append((place.span.start, place.span.end))
    for network in project.networks:
        for connection in _shared_keys(network.tables):
            found.setdefault(network.path, []).append(connection)
    return found


def _shared_keys(tables: list[Any]) -> Iterator[tuple[int, int]]:
    from aemlint.formats.tree import Array, Table

    waiting: list[Any] = list(tables)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table):
            for entry in node.entries:
                if entry.name == "sharedKey":
                    yield entry.value.span.start, entry.value.span.end
                waiting.append(entry.value)
        elif isinstance(node, Array):
            waiting.extend(node.items)



