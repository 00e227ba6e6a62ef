"""From a command line to a request; and where a report goes."""

from __future__ import annotations

import os
import sys

from aemlint.loading import inside
from aemlint.names import SETTINGS
from aemlint.request import Request, Wrong
from aemlint.walk import project_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aemlint.options import Options
    from aemlint.outcome import Outcome

STDIN_LIMIT = 64 << 20


def request(options: Options) -> Request:
    """Raises Wrong for paths that do not exist and options that do not go together."""
    cwd = os.getcwd()
    given = [path for path in options.paths if path != "-"]
    stdin = "-" in options.paths
    filename = options.values.get("--stdin-filename")
    if stdin and filename is None:
        raise Wrong('"-" needs --stdin-filename PATH: what is checked depends on where a file lies')
    if stdin and given:
        raise Wrong('"-" stands alone: the other files are read from disk anyway')
    if filename is not None and not stdin:
        raise Wrong('--stdin-filename needs "-"')
    if filename is not None and (filename == "" or os.path.isdir(filename)):
        raise Wrong(f"--stdin-filename: `{filename}` names no file")
    for path in given:
        if not os.path.lexists(path):
            raise Wrong(f"there is no file or folder `{path}`")
    anchors = [filename] if filename is not None else given or ["."]
    try:
        asked = Request(project_root(anchors, cwd))
    except ValueError:  # on Windows, on two drives
        raise Wrong("the paths have no folder in common: they cannot be one project's") from None
    relative = _relative(asked.root, anchors, cwd)
    if stdin:
        asked.overlay = {relative[0]: _standard_input()}
    asked.paths = None if "" in relative or _settings_given(relative, asked.root, options) else relative
    if asked.paths is not None:
        files = [path for path in relative if not os.path.isdir(f"{asked.root}/{path}")]
        asked.files = frozenset(files)
        asked.named = list(filter(_is_configuration, files))
        asked.alone = len(asked.named) == len(relative)
        asked.sought = frozenset(_on_the_way(relative))
    asked.target = options.values.get("--target")
    asked.settings = settings(options)
    asked.isolated = "--isolated" in options.flags
    return asked


def settings(options: Options) -> str | None:
    """The file that stands for the project's own."""
    path = options.values.get("--settings")
    if path == "":
        raise Wrong("--settings: a file is missing")
    if path is not None and "--isolated" in options.flags:
        raise Wrong("--settings does not go with --isolated, which is without any")
    return path


def _standard_input() -> bytes:
    """All of it, for what is mended goes back whole."""
    try:
        data = sys.stdin.buffer.read(STDIN_LIMIT + 1)
    except OSError:
        raise Wrong("standard input cannot be read") from None
    if len(data) > STDIN_LIMIT:
        raise Wrong(f"standard input is larger than {STDIN_LIMIT >> 20} MiB")
    return data


def _on_the_way(paths: list[str]) -> Iterator[str]:
    """Paths, and the folders that lead to them."""
    for path in dict.fromkeys(paths):
        at = len(path)
        while at > 0:
            yield path[:at]
            at = path.rfind("/", 0, at)


def _settings_given(relative: list[str], root: str, options: Options) -> bool:
    """Everything is to be reported when the settings are among the paths."""
    if "--isolated" in options.flags:
        return False
    path = options.values.get("--settings")
    return SETTINGS in relative if path is None else inside(path, root) in relative


def _is_configuration(path: str) -> bool:
    """A configuration's name: a pom or a build file has the ending but no package in its name."""
    from aemlint.formats import format_of

    name = path.rsplit("/", 1)[-1]
    if format_of(path) is None:
        return False
    return name.endswith(".cfg.json") or name.count(".") >= 3 or name == ".content.xml"


def _relative(root: str, paths: list[str], cwd: str) -> list[str]:
    """From the root to where the paths lead, by the way that a walk takes: links to folders are not followed there.

    Raises Wrong where a folder on one is a link that leads out of the project.
    """
    base = os.path.realpath(root)
    inner: dict[str, str] = {}  # a hook names many files of one folder
    found = []
    for path in paths:
        full = os.path.normpath(os.path.join(cwd, path))
        folder, name = (full, "") if os.path.isdir(full) else os.path.split(full)
        if folder not in inner:
            inner[folder] = os.path.relpath(os.path.realpath(folder), base).replace(os.sep, "/")
        if inner[folder].split("/")[0] == os.pardir:
            raise Wrong(f"`{path}` lies behind a link that leads out of the project; name the folder that it leads to")
        found.append(name if inner[folder] == "." else f"{inner[folder]}/{name}" if name else inner[folder])
    return found


def say_idle(outcome: Outcome, request: Request, options: Options) -> None:
    """Of settings that are not in force and of paths that are left out, if there are any."""
    if (outcome.loaded.idle or outcome.loaded.left_out) and "-q" not in options.flags:
        from aemlint.commands import idle

        idle.say(outcome.loaded.idle, request.root)
        idle.say_left_out(outcome.loaded.left_out, request.paths or ())


def words(options: Options, name: str) -> list[str]:
    found = [word.strip() for one in options.lists.get(name, ()) for word in one.split(",") if word.strip()]
    if not found and name in options.lists:
        raise Wrong(f"{name}: a rule or a topic is missing")
    return found


def targets(options: Options, formats: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Formats and the files they go to, None for standard output."""
    found: list[tuple[str, str | None]] = []
    for word in options.lists.get("--format", [formats[0]]):
        name, equals, path = word.partition("=")
        if name not in formats:
            from aemlint.model.nearest import nearest

            near = nearest(name, list(formats))
            hint = f"did you mean `{near}`?" if near else f"there are {', '.join(formats)}"
            raise Wrong(f"there is no format `{name}`; {hint}")
        if equals and not path:
            raise Wrong(f"--format {name}=: a file is missing")
        found.append((name, path if equals else None))
    output = options.values.get("--output")
    if output is not None:
        first = next((at for at, (_, path) in enumerate(found) if path is None), None)
        if first is None:
            raise Wrong("--output: every --format already names its file")
        found[first] = (found[first][0], output)
    files = [os.path.realpath(path) for _, path in found if path is not None and path != os.devnull]
    if len(set(files)) < len(files):
        raise Wrong("two reports for one file: give each its own")
    if sum(path is None for _, path in found) > 1:
        raise Wrong("two reports for standard output: give one of them a file, --format FORMAT=FILE")
    return found


def put(text: str) -> None:
    put_all((text,))


def put_all(pieces: Iterable[str]) -> None:
    """To standard output, whatever its encoding: what it cannot show is escaped, never an error."""
    from aemlint.report.console import write

    write(pieces, sys.stdout)
