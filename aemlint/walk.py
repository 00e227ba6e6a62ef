"""Walks a project once and gives the paths of what may be of interest. Opens folders and what says what Git ignores."""

from __future__ import annotations

import os

from aemlint.ignore import Ignores
from aemlint.model.run_modes import classic_spec
from aemlint.names import BUILDS, DOCUMENTS, ENDINGS, OTHERS, SCRIPTS, SETTINGS, is_script
from aemlint.reading import Disk, Unreadable, reason_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

NEVER = frozenset(
    ".git .hg .svn node_modules target __pycache__ .venv venv .idea .vscode .m2 .gradle .tox .nox .mypy_cache "
    ".pytest_cache .ruff_cache .next .cache bower_components".split()
)
MARKERS = (SETTINGS, ".git")  # of a project's root
POM_DEPTH = 3
CHANGING = ("src", "jcr_root")  # of what is below them something else is to be said
BUILD_FOLDERS = (".github/workflows", ".circleci", ".azure-pipelines", ".gitlab")
# What a tool that moves secrets to Cloud Manager leaves behind; read where Git has it, ignored or not.
HANDOFF = "cloudmanager-osgi-secrets.local.json"


class Walk:
    """Paths relative to the root, sorted. `skipped` counts what was left out, by reason; `left_out` names what of it is
    `sought`: what the user named, and the folders on the way there.

    `above` is what the paths lack where the root lies in a package, with "/" at its end. `settings` are those of
    folders below the root, which are not in force; `strays` may be named for a service, and no reader takes them.
    """

    __slots__ = (
        *("above", "configurations", "documents", "handoffs", "left_out", "poms", "scripts", "settings", "skipped"),
        *("sought", "strays", "unreadable"),
    )

    def __init__(self, above: str = "", sought: Container[str] = ()) -> None:
        self.above = above
        self.sought = sought
        self.left_out: list[str] = []
        self.configurations: list[str] = []
        self.documents: list[str] = []
        self.handoffs: list[str] = []
        self.scripts: list[str] = []
        self.poms: list[str] = []
        self.settings: list[str] = []
        self.strays: list[str] = []
        self.unreadable: list[Unreadable] = []
        self.skipped: dict[str, int] = {}

    def leave_out(self, path: str) -> None:
        self.skipped["ignored"] = self.skipped.get("ignored", 0) + 1
        self.pass_over(path)

    def pass_over(self, path: str) -> None:
        if path in self.sought:
            self.left_out.append(path)

    def by_name(self, paths: Sequence[str]) -> list[str]:
        """Those that lie below no config folder, and that no folder or pattern leaves out: nobody else looks there."""
        out, found = frozenset(self.left_out), []
        for path in paths:
            names = path.split("/")
            below = any(map(is_config_folder, (self.above + path).split("/")[:-1]))
            if not below and out.isdisjoint("/".join(names[:end]) for end in range(1, len(names) + 1)):
                found.append(path)
        return found

    def broke(self, path: str, error: Exception) -> None:
        """What breaks on one file or folder must not keep the others from being found; it is said."""
        from aemlint.failing import reason_of as fault

        self.unreadable.append(Unreadable(path, fault(error), error=error))


CONFIG_FOLDERS = ("config", "install", "osgiconfig")


def is_config_folder(name: str) -> bool:
    """By names that AEM reads, and by those that people take for one: `Config`, `osgiconfig`."""
    return name.lower().startswith(CONFIG_FOLDERS)


class _Zone:
    """What the names above a folder say of all that is in it; folders share one for as long as nothing changes.

    `kind`: "" outside, "config" inside a folder of configurations, "source" below src. `repository`: in a jcr_root.
    """

    __slots__ = ("ignores", "kind", "repository")

    def __init__(self, kind: str, repository: bool, ignores: Ignores) -> None:
        self.kind = kind
        self.repository = repository
        self.ignores = ignores

    def below(self, name: str) -> _Zone:
        """Of a folder in it."""
        kind = "config" if self.kind == "config" or is_config_folder(name) else "source" if name == "src" else self.kind
        return _Zone(kind, self.repository or name == "jcr_root", self.ignores)


def walk(
    tree: Disk,
    excluded: Callable[..., bool] | None = None,
    mail_pids: tuple[str, ...] = (),
    sought: Container[str] = (),
) -> Walk:
    """`excluded` leaves out more paths (path, is a folder); `mail_pids` make a file of interest outside jcr_root."""
    found = Walk(above_root(tree.root), sought)
    inside = found.above.startswith("jcr_root/")
    ignores = _ignores(tree, Ignores(), "", ".git/info/exclude", found)
    zone = _Zone("config" if any(map(is_config_folder, found.above.split("/"))) else "", inside, ignores)
    waiting = [("", zone)]
    while waiting:
        folder, zone = waiting.pop()
        try:
            listed = tree.listed(folder)
        except OSError as error:
            found.unreadable.append(Unreadable(folder or ".", reason_of(error)))
            continue
        try:
            _list(tree, folder, zone, listed, found, waiting, excluded, mail_pids)
        except Exception as error:  # of a pattern, say; what else is in the folder is not looked at
            found.broke(folder or ".", error)
    found.configurations.sort()
    found.documents.sort()
    found.scripts.sort()
    found.poms.sort()
    found.settings.sort()
    found.strays.sort()
    found.unreadable.sort(key=lambda unreadable: unreadable.path)
    return found


def above_root(root: str) -> str:
    """From a package's jcr_root on. Outside of one a folder's own name counts, if it was given and is no project's."""
    path = f"{root.replace(os.sep, '/').rstrip('/')}/"
    at = path.rfind("/jcr_root/")
    if at >= 0:
        return path[at + 1 :]
    name = path.rsplit("/", 2)[-2]
    if classic_spec(name) is None or any(os.path.lexists(path + marker) for marker in MARKERS):
        return ""
    return f"{name}/"


def _list(
    tree: Disk,
    folder: str,
    zone: _Zone,
    listed: list[os.DirEntry[str]],
    found: Walk,
    waiting: list[tuple[str, _Zone]],
    excluded: Callable[..., bool] | None,
    mail_pids: tuple[str, ...],
) -> None:
    """The hot loop: most of a big project's time is here, so what most names need is asked without a call."""
    prefix = f"{folder}/" if folder else ""
    names = [entry.name for entry in listed]
    if ".gitignore" in names:
        zone = _Zone(zone.kind, zone.repository, _ignores(tree, zone.ignores, prefix, ".gitignore", found))
    ignores, repository, in_config = zone.ignores, zone.repository, zone.kind == "config"
    last_names, endings, any_name = ignores.last_names, ignores.endings, ignores.any_name
    in_jcr_root = f"/{prefix or found.above}".endswith("/jcr_root/")
    for name, entry in zip(names, listed, strict=True):
        if name in NEVER:
            found.pass_over(prefix + name)
            continue
        if entry.is_dir(follow_symlinks=False):
            if in_jcr_root and name not in ("apps", "libs"):
                found.skipped["content"] = found.skipped.get("content", 0) + 1
                continue
            if in_config and name.endswith(".dir"):
                continue
            if name == "java" and not repository and "/src/" in f"/{prefix}":
                continue
            path = prefix + name
            spoken_of = any_name or name in last_names or name.endswith(endings)
            if (spoken_of and ignores.ignored(path, name, True)) or (excluded and excluded(path, is_folder=True)):
                found.leave_out(path)
            elif in_config and name.endswith(".cfg.json"):
                found.unreadable.append(Unreadable(path, "a folder, not a file"))
            elif name in CHANGING or name.lower().startswith(CONFIG_FOLDERS):
                waiting.append((path, zone.below(name)))
            else:
                waiting.append((path, zone))
        elif repository and not in_config:  # in no config folder: folder/not-recognised
            if name.startswith(mail_pids) and name.endswith(ENDINGS):
                _add(found, "configuration", prefix + name, ignores, excluded)
        else:
            kind = _kind(folder, zone, name, mail_pids)
            if kind:
                _add(found, kind, prefix + name, ignores, excluded)


def _ignores(tree: Disk, above: Ignores, prefix: str, name: str, found: Walk) -> Ignores:
    """With what a file ignores; where it cannot be read that is nothing, and it is said."""
    text = tree.read(prefix + name)
    if isinstance(text, Unreadable):
        if not text.absent and name == ".gitignore":  # of Git's own folder nothing need be there
            found.unreadable.append(text)
        return above
    try:
        lines = text.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
        return above.along(prefix, lines) if text.strip() else above
    except Exception as error:
        found.broke(prefix + name, error)
        return above


def _add(found: Walk, kind: str, path: str, ignores: Ignores, excluded: Callable[..., bool] | None) -> None:
    # A file that Git ignores and has all the same is what handoffs are about.
    ignored = kind != "handoff" and ignores.ignored(path, path.rsplit("/", 1)[-1], False)
    if ignored or (excluded is not None and excluded(path, is_folder=False)):
        found.leave_out(path)
        return
    paths: list[str] = getattr(found, kind + "s")
    paths.append(path)


def _kind(folder: str, zone: _Zone, name: str, mail_pids: tuple[str, ...]) -> str:
    """By names alone, before anything is opened: what Walk has a list of, or "" for what is of no interest.

    Of what is in a repository this is asked in folders of configurations only.
    """
    if name.endswith(ENDINGS):
        if name == "pom.xml":
            return "pom" if f"/{folder}".count("/") < POM_DEPTH else ""
        if zone.kind == "config" and (zone.repository or name.endswith(".cfg.json") or name.startswith(mail_pids)):
            return "configuration"
        if not name.endswith(".cfg.json"):
            return ""
    elif zone.kind == "config" and name.startswith(mail_pids):
        return "stray"
    if zone.repository:
        return ""
    if zone.kind == "source":
        return "script" if name.endswith(SCRIPTS) else ""
    if name.endswith(DOCUMENTS):
        if name in OTHERS:
            return "setting" if name == SETTINGS and folder else ""
        if name in BUILDS or folder.endswith(BUILD_FOLDERS):
            return "script"
        if name == HANDOFF:
            return "handoff"
        return "" if name.endswith((".cfg.json", ".schema.json")) or name.startswith("tsconfig.") else "document"
    return "script" if is_script(name) else ""


def project_root(paths: list[str], cwd: str) -> str:
    """The nearest folder upwards with .aemlint.yaml, else with .git, else the deepest folder common to all paths."""
    folders = []
    for path in paths:
        full = os.path.normpath(os.path.join(cwd, path))
        folders.append(full if os.path.isdir(full) else os.path.dirname(full))
    start = os.path.commonpath(folders) if folders else cwd
    for marker in MARKERS:
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
