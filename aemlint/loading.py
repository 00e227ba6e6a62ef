"""From a request to a project: its settings, its rules, its files."""

from __future__ import annotations

import os

from aemlint import discovery
from aemlint.engine.rulebook import Rulebook
from aemlint.names import NEARLY_SETTINGS, SETTINGS
from aemlint.reading import Disk, Unreadable, read
from aemlint.request import Request, Wrong
from aemlint.schema import Schemas
from aemlint.walk import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.hit import Hit
    from aemlint.model.project import Project
    from aemlint.settings import Settings
    from aemlint.walk import Walk


class Loaded:
    """`mistakes` are hits of aemlint/settings: in the settings, and in the rules that they name.

    `files` were read; `skipped` counts what was left out, by reason, and `left_out` is what of it the user named;
    `passed` was too large. `idle` are settings below the root, and those that are named wrongly.
    """

    __slots__ = ("book", "files", "idle", "left_out", "mistakes", "passed", "project", "settings", "skipped")

    def __init__(
        self,
        book: Rulebook,
        project: Project,
        settings: Settings | None,
        mistakes: list[Hit],
        reader: discovery.Reader,
        skipped: dict[str, int],
        left_out: list[str],
        idle: list[str],
    ) -> None:
        self.book = book
        self.idle = idle
        self.left_out = left_out
        self.project = project
        self.settings = settings
        self.mistakes = mistakes
        self.files = reader.files
        self.passed = reader.passed
        self.skipped = skipped


def loaded(request: Request, book: Rulebook, tree: Disk | None = None) -> Loaded:
    """`tree` is where the project's files are read from; the disk where nothing else is said."""
    tree = tree or Disk(request.root)
    if request.overlay:
        from aemlint.memory import Unsaved

        tree = Unsaved(tree, request.overlay)
    settings = settings_of(request, tree)
    mistakes: list[Hit] = []
    if settings is not None:
        from aemlint.engine import folders

        mistakes += settings.mistakes
        mistakes += _leading_out(settings, tree)
        if not tree.earlier:
            book, wrong = folders.added(book, tree, settings)
            mistakes += wrong
        mistakes += _unknown_rules(settings, book)
        mistakes += _missing_files(settings, request, tree)
    if not mistakes:  # which may be why a rule is not known
        _known(request, book)
    project, reader, found = _project(request, book, settings, tree)
    idle = _idle(request, found)
    if settings is None and not request.isolated:
        idle += [name for name in NEARLY_SETTINGS if not tree.lacks(name)]
    return Loaded(book, project, settings, mistakes, reader, found.skipped, found.left_out, idle)


def settings_of(request: Request, tree: Disk) -> Settings | None:
    """The nearest `.aemlint.yaml`, which is the root's, or the file that the command names."""
    if request.isolated:
        return None
    if request.settings is None:
        data = tree.read(SETTINGS)
        if isinstance(data, Unreadable):
            if data.absent:
                return None
            raise Wrong(f"{SETTINGS}: {data.reason}")
        path = SETTINGS
    else:
        folder, name = os.path.split(request.settings)
        data = read(folder or ".", name)
        if isinstance(data, Unreadable):
            raise Wrong(f"{request.settings}: {data.reason}")
        path = from_root(request.settings, request.root)
    from aemlint.settings.reader import settings

    try:
        return settings(data, path)
    except Exception as error:  # without its settings a project is not judged by others: the run ends here
        from aemlint.failing import reason_of

        raise Wrong(f"{path}: {reason_of(error)}") from error


def _project(
    request: Request, book: Rulebook, settings: Settings | None, tree: Disk
) -> tuple[Project, discovery.Reader, Walk]:
    reader = discovery.Reader(tree, request.files)
    found = walk(tree, _excluded(settings), tuple(book.tables), request.sought)
    if settings is not None or request.baseline is not None:
        found.documents = _others(found.documents, request, settings)
    target = request.target or (settings.target if settings else None) or discovery.target_of(found, reader)
    project = discovery.project(
        found,
        reader,
        target,
        Schemas(book.tables).of,
        settings,
        named=found.by_name(request.named),
        asked=request.asks_for if request.alone else None,
    )
    return project, reader, found


def _idle(request: Request, found: Walk) -> list[str]:
    """Where somebody may have thought them in force: above what is asked for, or in it."""
    if not found.settings or request.settings is not None or request.isolated:
        return []
    asked = request.paths or ()
    return [
        path
        for path in found.settings
        if request.asks_for(path) or any(one.startswith(path.removesuffix(SETTINGS)) for one in asked)
    ]


def _others(paths: list[str], request: Request, settings: Settings | None) -> list[str]:
    """Without those that aemlint itself reads as something else: the settings, a baseline, rules of one's own."""
    own = {inside(path, request.root) for path in (request.settings, request.baseline) if path}
    folders: tuple[str, ...] = ()
    if settings is not None:
        own.add(settings.baseline)
        folders = tuple(f"{folder}/" for folder in settings.rule_folders)
    return [path for path in paths if path not in own and not (path.startswith(folders) and not path.endswith(".json"))]


def inside(path: str, root: str) -> str | None:
    """A path of the command's as one below the root; None for one that is not."""
    full, start = os.path.abspath(path), os.path.join(os.path.abspath(root), "")
    same = os.path.normcase(full).startswith(os.path.normcase(start))
    return full[len(start) :].replace(os.sep, "/") if same else None


def from_root(path: str, root: str) -> str:
    """A path of the command's as reports have it, wherever it lies."""
    try:
        return inside(path, root) or os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # on Windows, on another drive
        return path


def _excluded(settings: Settings | None) -> Callable[..., bool] | None:
    if settings is None or not settings.exclude:
        return None
    from aemlint.settings.patterns import matcher

    return matcher(settings.exclude)


def _known(request: Request, book: Rulebook) -> None:
    for name in (*request.select, *request.ignore):
        if book.unknown([name]):
            raise Wrong(f"there is no rule or topic `{name}`{book.hint(name)}")


def _unknown_rules(settings: Settings, book: Rulebook) -> list[Hit]:
    from aemlint.hit import Hit

    found = []
    for name in {*settings.levels, *(level.name for level in settings.path_levels)}:
        if book.unknown([name]):
            place = settings.places[name]
            found.append(Hit(place, f"rules.{name}", {"rule": name, "hint": book.hint(name)}, variant="rule"))
    return found


def _leading_out(settings: Settings, tree: Disk) -> list[Hit]:
    """Paths on whose way a link leads out of the project: the settings are as if they had not named them."""
    from aemlint.hit import Hit

    paths = [*settings.documents, *settings.rule_folders, *([settings.baseline] if settings.baseline else [])]
    out = [path for path in dict.fromkeys(paths) if tree.leads_out(path)]
    settings.forget(out)
    return [Hit(settings.places[path], path, {"path": path}, variant="link") for path in out]


def _missing_files(settings: Settings, request: Request, tree: Disk) -> list[Hit]:
    """A networking or variables file that the settings name, and the baseline."""
    from aemlint.hit import Hit

    paths = [*settings.documents]
    if settings.baseline is not None and request.baseline is None and request.write_baseline is None:
        paths.append(settings.baseline)
    missing = [path for path in dict.fromkeys(paths) if tree.lacks(path)]
    return [Hit(settings.places[path], path, {"path": path}, variant="missing") for path in missing]
