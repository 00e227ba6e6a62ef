"""Opens files of a project, and nothing else: no pipe to wait at, no device, no link that leads out."""

from __future__ import annotations

import os
import stat

FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
KINDS = (
    (stat.S_ISDIR, "a folder, not a file"),
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


class Unreadable:
    """What of interest could not be read, and why. `absent`: there is no such file; `error`: aemlint itself failed;
    `large`: nobody tried.
    """

    __slots__ = ("absent", "error", "large", "path", "reason")

    def __init__(
        self, path: str, reason: str, *, absent: bool = False, error: Exception | None = None, large: bool = False
    ) -> None:
        self.path = path
        self.reason = reason
        self.absent = absent
        self.error = error
        self.large = large

    def __repr__(self) -> str:
        return f"Unreadable({self.path!r}, {self.reason!r})"


INDEX_LIMIT = 256 << 20
ABSENT = "no such file, or a link that leads to nothing"


class Disk:
    """A project's files as they lie on disk. `root` is a folder; paths below it have "/"."""

    __slots__ = ("root",)
    earlier = False  # what was once, and is judged by the rules of today

    def __init__(self, root: str) -> None:
        self.root = root

    def read(self, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
        return read(self.root, path, limit)

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        """Raises OSError. "" is the root."""
        return list(os.scandir(f"{self.root}/{folder}" if folder else self.root))  # read to its end, it closes itself

    def lacks(self, path: str) -> bool:
        """Whether there is nothing of that name, without opening it."""
        try:
            os.lstat(f"{self.root}/{path}")
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return False

    def leads_out(self, path: str) -> bool:
        """Whether a link on the way to a path, or at its end, leads out of the project."""
        return _inside(self.root, f"{self.root}/{path}") is None

    def tracks(self, path: str) -> bool:
        """Whether Git has the file, by the index of the nearest `.git` upwards."""
        folder, inside = os.path.abspath(self.root), path
        while not os.path.lexists(f"{folder}/.git"):
            above, name = os.path.split(folder)
            if not name:
                return False
            folder, inside = above, f"{name}/{inside}"
        from aemlint.index import holds, shared

        git, sought = _git_folder(folder), os.fsencode(inside)
        index = read(git, "index", INDEX_LIMIT)
        if not isinstance(index, bytes):
            return False
        others = (read(git, name, INDEX_LIMIT) for name in shared(index))
        return holds(index, sought) or any(isinstance(one, bytes) and holds(one, sought) for one in others)


def oversized(path: str, limit: int) -> Unreadable:
    size = f"{limit >> 20} MiB" if limit >> 20 else f"{limit >> 10} KiB"
    return Unreadable(path, f"larger than {size}", large=True)


def _git_folder(folder: str) -> str:
    """`.git`, or in a worktree the folder that a file of this name leads to."""
    link = read(folder, ".git", 4096)
    if isinstance(link, bytes) and link.startswith(b"gitdir: "):
        return os.path.join(folder, os.fsdecode(link[8:].strip()))
    return f"{folder}/.git"


def read(root: str, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
    """The bytes of a file, `path` relative to `root` with "/"; at most `limit` of them."""
    full = f"{root}/{path}"
    try:
        try:
            descriptor = os.open(full, FLAGS | NOFOLLOW)
        except OSError:
            if not os.path.islink(full):
                raise
            inside = _inside(root, full)
            if inside is None:
                return Unreadable(path, "a link that leads out of the project")
            descriptor = os.open(inside, FLAGS | NOFOLLOW)
        try:
            if _is_outside(descriptor, root):  # a folder has become a link since it was listed
                return Unreadable(path, "a link that leads out of the project")
            return _contents(descriptor, path, limit)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return Unreadable(path, ABSENT, absent=not os.path.lexists(full))
    except OSError as error:
        return Unreadable(path, reason_of(error))


def _inside(root: str, link: str) -> str | None:
    real, base = os.path.realpath(link), os.path.realpath(root)
    return real if real == base or real.startswith(base.rstrip(os.sep) + os.sep) else None


def _is_outside(descriptor: int, root: str) -> bool:
    """Where an open file really lies, on systems that can tell."""
    try:
        real = os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return False
    if root not in _bases or not os.path.isabs(root):  # a relative one is somewhere else tomorrow
        _bases[root] = f"{os.path.realpath(root).rstrip(os.sep)}{os.sep}"
    return real.startswith(os.sep) and not real.startswith(_bases[root])


_bases: dict[str, str] = {}


def _contents(descriptor: int, path: str, limit: int) -> bytes | Unreadable:
    mode = os.fstat(descriptor)
    if not stat.S_ISREG(mode.st_mode):
        for is_kind, reason in KINDS:
            if is_kind(mode.st_mode):
                return Unreadable(path, reason)
    if mode.st_size > limit:
        return oversized(path, limit)
    data = os.read(descriptor, mode.st_size + 1)
    if len(data) == mode.st_size:  # nothing is behind it, as nearly always
        return data
    pieces, size = [data], len(data)
    while size <= limit:
        piece = os.read(descriptor, min(limit + 1 - size, 1 << 16))
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
    return oversized(path, limit)


def reason_of(error: OSError, otherwise: str = "the system could not read it") -> str:
    """In our own words: a system's message may quote more than it should."""
    from errno import EACCES, EAGAIN, EBADF, ELOOP, ENAMETOOLONG, ENOENT, ENOSPC, ENXIO, EPERM, EROFS

    reasons = {
        EACCES: "permission denied",
        EPERM: "permission denied",
        ENOENT: ABSENT,
        ELOOP: "a link that leads to itself",
        ENAMETOOLONG: "the path is too long to open",
        ENOSPC: "no space is left on the disk",
        EROFS: "the disk is read-only",
        ENXIO: "a socket or a device, not a file",
        EAGAIN: "another run is writing it",
        EBADF: "it is closed",
    }
    return reasons.get(error.errno or 0, otherwise)
