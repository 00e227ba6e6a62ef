"""Writes files whole or not at all.

At every moment a file is the old one or the new one: the new one is written beside it and then takes its name. The name
beside is always the same and is locked, so what a killed process left there is found and removed by the next.
"""

from __future__ import annotations

import os
import stat

from aemlint.reading import Unreadable, read, reason_of

try:
    import fcntl
except ImportError:  # Windows, where a file that is open can neither be removed nor take another name
    fcntl = None  # type: ignore[assignment]

LOCKS = fcntl is not None
FLAGS = (
    os.O_RDWR
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
NEW = FLAGS | os.O_CREAT | os.O_EXCL
PRIVATE, PUBLIC = 0o600, 0o666
ATTRIBUTES = hasattr(os, "listxattr")
ACCESS = "system.posix_acl_access"
PATIENCE = 100  # times 0.05 seconds


def save(path: str, text: str) -> None:
    """A report or a baseline in place of an old one; what cannot be encoded is escaped. Raises OSError.

    A link is followed, a pipe or a device written to.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        before = os.stat(path)
    except FileNotFoundError:
        before = None
    if before is not None and not stat.S_ISREG(before.st_mode):
        with open(path, "wb") as file:
            file.write(data)
        return
    target = os.path.realpath(path)
    if before is not None and not _writable(target, before):
        from errno import EACCES

        raise PermissionError(EACCES, "read-only", path)
    try:
        part = _waited_for(target, PUBLIC if before is None else PRIVATE)
        try:
            part.fill(data)
            if before is not None:
                part.resemble(target, before, strictly=False)
            part.sync()
            part.replace(target)
        finally:
            part.close()
    except OSError as error:
        error.filename = path  # not the name beside it
        raise


def create(path: str, text: str) -> None:
    """A file that is not there yet. Raises FileExistsError where it is, and OSError."""
    try:
        part = _waited_for(path, PUBLIC)
        try:
            part.fill(text.encode("utf-8", "backslashreplace"))
            part.sync()
            part.link(path)
        finally:
            part.close()
    except OSError as error:
        error.filename = path
        raise


def replace(path: str, old: bytes, new: bytes) -> str | None:
    """Puts `new` in place of a file that still holds `old`; mode, owner and access list stay.

    Gives the reason where the file is left alone, else None.
    """
    reason = _kept(path, old)
    if reason is not None:
        return reason
    try:
        part = _part(path, PRIVATE)
    except OSError as error:
        return f"no file can be written beside it ({reason_of(error, 'the system refuses')})"
    if part is None:
        return "another run is changing it"
    try:
        before = os.lstat(path)
        part.fill(new)
        part.resemble(path, before, strictly=True)
        part.sync()
        reason = _kept(path, old)
        if reason is None and not _same(before, os.lstat(path)):
            reason = "it has changed meanwhile"
        if reason is None:
            part.replace(path)
    except OSError as error:
        return f"it could not be written ({reason_of(error, 'the system refuses')})"
    finally:
        part.close()
    return reason


class _Part:
    """The new file, beside the old one and ours alone; `close` removes it unless it has taken the name."""

    __slots__ = ("beside", "descriptor")

    def __init__(self, beside: str, descriptor: int) -> None:
        self.beside = beside
        self.descriptor = descriptor

    def fill(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            at += os.write(self.descriptor, data[at:])

    def resemble(self, path: str, like: os.stat_result, *, strictly: bool) -> None:
        """Owner, mode, access list and attributes of the old file."""
        if hasattr(os, "fchown"):
            mine = os.fstat(self.descriptor)
            try:
                if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
                    os.fchown(self.descriptor, like.st_uid, like.st_gid)
            except OSError:
                if strictly:
                    raise
            os.fchmod(self.descriptor, stat.S_IMODE(like.st_mode))
        if ATTRIBUTES:
            self._attributes(path)

    def _attributes(self, path: str) -> None:
        try:
            theirs, ours = os.listxattr(path, follow_symlinks=False), os.listxattr(self.descriptor)
        except OSError:  # a file system that has none
            return
        for name in theirs:
            try:
                os.setxattr(self.descriptor, name, os.getxattr(path, name, follow_symlinks=False))
            except OSError:  # labels that are the system's to give
                if name == ACCESS or name.startswith("user."):
                    raise
        if ACCESS in ours and ACCESS not in theirs:  # the folder gave it
            os.removexattr(self.descriptor, ACCESS)

    def sync(self) -> None:
        os.fsync(self.descriptor)

    def replace(self, path: str) -> None:
        if not LOCKS:
            os.close(self.descriptor)
            self.descriptor = -1
        os.replace(self.beside, path)
        _sync_folder(os.path.dirname(path))

    def link(self, path: str) -> None:
        """Raises FileExistsError rather than replacing anything."""
        try:
            os.link(self.beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                raise FileExistsError from None
            self.replace(path)
        else:
            _sync_folder(os.path.dirname(path))

    def close(self) -> None:
        """Removes first: once it is not locked it may be somebody else's."""
        try:
            if LOCKS and _named(self.descriptor, self.beside):
                _removed(self.beside)
        finally:
            if self.descriptor >= 0:
                os.close(self.descriptor)
        if not LOCKS:
            _removed(self.beside)


def _part(path: str, mode: int) -> _Part | None:
    """None where another process is writing the same file. Raises OSError."""
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name}.aemlint.part")
    try:
        descriptor = os.open(beside, NEW, mode)
    except FileExistsError:
        if not _abandoned(beside):
            return None
        try:
            descriptor = os.open(beside, NEW, mode)
        except FileExistsError:  # somebody was quicker
            return None
    # Between being made and being locked it may have been taken for abandoned.
    if _locked(descriptor) and _named(descriptor, beside):
        return _Part(beside, descriptor)
    os.close(descriptor)
    return None


def _waited_for(path: str, mode: int) -> _Part:
    for _ in range(PATIENCE):
        part = _part(path, mode)
        if part is not None:
            return part
        import time

        time.sleep(0.05)
    from errno import EAGAIN

    raise BlockingIOError(EAGAIN, "another run is writing it", path)


def _abandoned(beside: str) -> bool:
    """Whether it was a killed process's; then it is no more."""
    if not LOCKS:
        return _removed(beside)
    try:
        descriptor = os.open(beside, FLAGS)
    except FileNotFoundError:
        return True
    try:
        return _locked(descriptor) and _named(descriptor, beside) and _removed(beside)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Whether no other process has it. Where a file system has no locks, nobody can tell."""
    if LOCKS:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


def _named(descriptor: int, path: str) -> bool:
    """Whether the open file still has that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except OSError:
        return False


def _removed(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True


def _kept(path: str, old: bytes) -> str | None:
    """Why a file is not to be touched; None where it is a plain file that holds what was read."""
    try:
        found = os.lstat(path)
    except OSError:
        return "it has vanished"
    if stat.S_ISLNK(found.st_mode):
        return "it is a link"
    if not stat.S_ISREG(found.st_mode):
        return "it is no plain file"
    if found.st_nlink > 1:
        return "it has several names (hard links)"
    if found.st_mode & (stat.S_ISUID | stat.S_ISGID):
        return "it runs as somebody else (set-uid)"
    if not _writable(path, found):
        return "it is read-only"
    folder, name = os.path.split(path)
    data = read(folder or ".", name, len(old))
    return None if not isinstance(data, Unreadable) and data == old else "it has changed meanwhile"


def _writable(path: str, found: os.stat_result) -> bool:
    """Root may write to what is read-only; it was made so for a reason."""
    return bool(found.st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether nothing happened to a file: the last of these changes with its mode, owner and names too."""
    return (one.st_ino, one.st_dev, one.st_size, one.st_mtime_ns, one.st_ctime_ns) == (
        other.st_ino,
        other.st_dev,
        other.st_size,
        other.st_mtime_ns,
        other.st_ctime_ns,
    )


def _sync_folder(folder: str) -> None:
    try:
        descriptor = os.open(folder or ".", FOLDER)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    except OSError:  # not every file system can
        pass
    finally:
        os.close(descriptor)
