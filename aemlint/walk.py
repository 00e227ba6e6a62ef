"""Walks a project once and gives the paths of what may be of interest. Opens folders and .gitignore files only."""

from __future__ import annotations

import os

from aemlint.ignore import Ignore
from aemlint.names import BUILDS, DOCUMENTS, ENDINGS, OTHERS, SCRIPTS, is_script
from aemlint.reading import Disk, Unreadable, reason_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = frozenset(
    ".git .hg .svn node_modules target __pycache__ .venv venv .idea .vscode .m2 .gradle .tox .nox .mypy_cache "
    ".pytest_cache .ruff_cache .next .cache bower_components".split()
)
POM_DEPTH = 3
BUILD_FOLDERS = (".github/workflows", ".circleci", ".azure-pipelines", ".gitlab")
# What a tool that moves secrets to Cloud Manager leaves behind; read where Git has it, ignored or not.
HANDOFF = "cloudmanager-osgi-secrets.local.json"


class Walk:
    """Paths relative to the root, sorted. `skipped` counts what was left out, by reason."""

    __slots__ = ("configurations", "documents", "handoffs", "poms", "scripts", "skipped", "unreadable")

    def __init__(self) -> None:
        self.configurations: list[str] = []
        self.documents: list[str] = []
        self.handoffs: list[str] = []
        self.scripts: list[str] = []
        self.poms: list[str] = []
        self.unreadable: list[Unreadable] = []
        self.skipped: dict[str, int] = {}

    def broke(self, path: str, error: Exception) -> None:
        """What breaks on one file or folder must not keep the others from being found; it is said."""
        from aemlint.failing import reason_of as fault

        self.unreadable.append(Unreadable(path, fault(error), error=error))


def is_config_folder(name: str) -> bool:
    """By names that AEM reads, and by those that people take for one: `Config`, `osgiconfig`."""
    return name.lower().startswith(("config", "install", "osgiconfig"))


class _Folder:
    """A folder to be listed, and what its parents say of it.

    `zone`: "" outside, "repository" in a jcr_root, "config" inside a folder of configurations, "source" below src.
    """

    __slots__ = ("depth", "ignores", "path", "repository", "zone")

    def __init__(self, path: str, zone: str, repository: bool, depth: int, ignores: list[tuple[str, Ignore]]) -> None:
        self.path = path
        self.zone = zone
        self.repository = repository
        self.depth = depth
        self.ignores = ignores


def walk(tree: Disk, excluded: Callable[..., bool] | None = None, mail_pids: tuple[str, ...] = ()) -> Walk:
    """`excluded` leaves out more paths (path, is a folder); `mail_pids` make a file of interest outside jcr_root."""
    found = Walk()
    ignores = _ignores(tree, "", ".git/info/exclude", found)
    start = tree.root.replace(os.sep, "/")
    inside = "/jcr_root" in start
    waiting = [_Folder("", "config" if inside and _config_above(start) else "", inside, 0, ignores)]
    while waiting:
        folder = waiting.pop()
        try:
            listed = tree.listed(folder.path)
        except OSError as error:
            found.unreadable.append(Unreadable(folder.path or ".", reason_of(error)))
            continue
        try:
            _list(tree, folder, listed, found, waiting, excluded, mail_pids)
        except Exception as error:  # of a pattern, say; what else is in the folder is not looked at
            found.broke(folder.path or ".", error)
    found.configurations.sort()
    found.documents.sort()
    found.scripts.sort()
    found.poms.sort()
    found.unreadable.sort(key=lambda unreadable: unreadable.path)
    return found


def _config_above(path: str) -> bool:
    return any(is_config_folder(segment) for segment in path.partition("/jcr_root/")[2].split("/"))


def _list(
    tree: Disk,
    folder: _Folder,
    listed: list[os.DirEntry[str]],
    found: Walk,
    waiting: list[_Folder],
    excluded: Callable[..., bool] | None,
    mail_pids: tuple[str, ...],
) -> None:
    """The hot loop: most of a big project's time is here, so what most names need is asked without a call."""
    prefix = f"{folder.path}/" if folder.path else ""
    ignores = folder.ignores
    if any(entry.name == ".gitignore" for entry in listed):
        ignores = [*ignores, *_ignores(tree, prefix, ".gitignore", found)]
    zone, repository, depth = folder.zone, folder.repository, folder.depth + 1
    in_jcr_root = folder.path == "jcr_root" or folder.path.endswith("/jcr_root")
    in_source = not repository and "/src/" in f"/{prefix}"
    for entry in listed:
        name = entry.name
        if name in NEVER:
            continue
        if entry.is_dir(follow_symlinks=False):
            if in_jcr_root and name not in ("apps", "libs"):
                found.skipped["content"] = found.skipped.get("content", 0) + 1
                continue
            if zone == "config" and name.endswith(".dir"):
                continue
            if name == "java" and in_source:
                continue
            path = prefix + name
            if (ignores and _ignored(ignores, path, name, True)) or (excluded and excluded(path, is_folder=True)):
                found.skipped["ignored"] = found.skipped.get("ignored", 0) + 1
                continue
            if zone == "config":
                if name.endswith(".cfg.json"):
                    found.unreadable.append(Unreadable(path, "a folder, not a file"))
                    continue
                below = zone
            else:
                below = "config" if is_config_folder(name) else "source" if name == "src" else zone
            waiting.append(_Folder(path, below, repository or name == "jcr_root", depth, ignores))
        elif name.endswith(ENDINGS) or not repository:
            kind = _kind(folder, name, mail_pids)
            if kind:
                _add(found, kind, prefix + name, ignores, excluded)


def _ignores(tree: Disk, prefix: str, name: str, found: Walk) -> list[tuple[str, Ignore]]:
    """What the file ignores; where it cannot be read nothing, and it is said."""
    text = tree.read(prefix + name)
    if isinstance(text, Unreadable):
        if not text.absent and name == ".gitignore":  # of Git's own folder nothing need be there
            found.unreadable.append(text)
        return []
    try:
        return [(prefix, Ignore(text.decode("utf-8", "replace").split("\n")))] if text.strip() else []
    except Exception as error:
        found.broke(prefix + name, error)
        return []


def _add(
    found: Walk, kind: str, path: str, ignores: list[tuple[str, Ignore]], excluded: Callable[..., bool] | None
) -> None:
    # A file that Git ignores and has all the same is what handoffs are about.
    ignored = kind != "handoff" and bool(ignores) and _ignored(ignores, path, path.rsplit("/", 1)[-1], False)
    if ignored or (excluded is not None and excluded(path, is_folder=False)):
        found.skipped["ignored"] = found.skipped.get("ignored", 0) + 1
        return
    paths: list[str] = getattr(found, kind + "s")
    paths.append(path)


def _kind(folder: _Folder, name: str, mail_pids: tuple[str, ...]) -> str:
    """By names alone, before anything is opened: what Walk has a list of, or "" for what is of no interest."""
    if name.endswith(ENDINGS):
        if name == "pom.xml":
            return "pom" if folder.depth < POM_DEPTH else ""
        if folder.zone == "config" and (folder.repository or name.endswith(".cfg.json") or name.startswith(mail_pids)):
            return "configuration"
        if folder.repository and name.startswith(mail_pids):  # in no config folder: folder/not-recognised
            return "configuration"
        if not name.endswith(".cfg.json"):
            return ""
    if folder.repository:
        return ""
    if folder.zone == "source":
        return "script" if name.endswith(SCRIPTS) else ""
    if name.endswith(DOCUMENTS) and name not in OTHERS:
        if name in BUILDS or folder.path.endswith(BUILD_FOLDERS):
            return "script"
        if name == HANDOFF:
            return "handoff"
        return "" if name.endswith((".cfg.json", ".schema.json")) or name.startswith("tsconfig.") else "document"
    return "script" if is_script(name) else ""


def _ignored(ignores: list[tuple[str, Ignore]], path: str, name: str, is_folder: bool) -> bool:
    """The innermost file that speaks of a path decides."""
    for prefix, ignore in reversed(ignores):
        if ignore.any_name or name in ignore.last_names or name.endswith(ignore.endings):
            says = ignore.ignored(path[len(prefix) :], name, is_folder)
            if says is not None:
                return says
    return False


def project_root(paths: list[str], cwd: str) -> str:
    """The nearest folder upwards with .aemlint.yaml, else with .git, else the deepest folder common to all paths."""
    folders = []
    for path in paths:
        full = os.path.normpath(os.path.join(cwd, path))
        folders.append(full if os.path.isdir(full) else os.path.dirname(full))
    start = os.path.commonpath(folders) if folders else cwd
    for marker in (".aemlint.yaml", ".git"):
        folder = start
        while True:
            if os.path.lexists(os.path.join(folder, marker)):
                return folder
            parent = os.path.dirname(folder)
            if parent == folder:
                break
            folder = parent
    return start


def below_repository(root: str) -> str:
    """The way from the repository's root to the project's, with "/" at its end; "" where they are the same."""
    names, folder = "", root
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent, name = os.path.split(folder)
        if parent == folder or not name:
            return ""
        names, folder = f"{name}/{names}", parent
    return names
