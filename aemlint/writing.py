"""Writes files whole or not at all."""

from __future__ import annotations

import os
import stat

from aemlint.reading import Unreadable, read

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCKS = fcntl is not None
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def save(path: str, text: str) -> None:
    """A report in place of an old one; what cannot be encoded is escaped. A link is followed, a device written to."""
    target = os.path.realpath(path)
    data = text.encode("utf-8", "backslashreplace")
    if os.path.lexists(target) and not os.path.isfile(target):  # /dev/stdout, a named pipe
        with open(target, "wb") as file:
            file.write(data)
        return
    beside = f"{target}.{os.getpid()}.part"
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        if os.path.lexists(beside):
            os.unlink(beside)


def replace(path: str, old: bytes, new: bytes) -> str | None:
    """Puts `new` in place of a file that still holds `old`; mode and owner stay.

    Gives the reason where the file is left alone, else None.

    At every moment the file is the old one or the new one. The new one is written beside it, under a name that only
    one process can hold; a name left by a process that was killed is taken over by the next.
    """
    reason = _kept(path, old)
    if reason is not None:
        return reason
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name}.aemlint.part")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | NOFOLLOW | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:
        return "no file can be written beside it"
    try:
        if not _held(descriptor, beside):
            return "another run is changing it"
        before = os.lstat(path)
        try:
            _fill(descriptor, new, before)
            reason = _kept(path, old)
            if reason is None and _same(before, os.lstat(path)):
                os.replace(beside, path)
                _sync_folder(folder)
                return None
            os.unlink(beside)
        except OSError:
            os.unlink(beside)
            return "it could not be written"
        return reason or "it has changed meanwhile"
    finally:
        os.close(descriptor)


def _kept(path: str, old: bytes) -> str | None:
    """Why a file is not to be touched; None where it is a plain file that holds what was read."""
    try:
        mode = os.lstat(path)
    except OSError:
        return "it has vanished"
    if stat.S_ISLNK(mode.st_mode):
        return "it is a link"
    if not stat.S_ISREG(mode.st_mode):
        return "it is no plain file"
    if mode.st_nlink > 1:
        return "it has several names (hard links)"
    if mode.st_mode & (stat.S_ISUID | stat.S_ISGID):
        return "it runs as somebody else (set-uid)"
    if not mode.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        return "it is read-only"
    folder, name = os.path.split(path)
    data = read(folder or ".", name, max(len(old) + 1, 1))
    return None if not isinstance(data, Unreadable) and data == old else "it has changed meanwhile"


def _held(descriptor: int, beside: str) -> bool:
    """Whether the file beside is ours alone. It may have become somebody's target between opening and locking."""
    if not LOCKS:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), os.lstat(beside))
    except OSError:
        return False


def _fill(descriptor: int, data: bytes, like: os.stat_result) -> None:
    os.ftruncate(descriptor, 0)
    at = 0
    while at < len(data):
        at += os.write(descriptor, data[at:])
    mine = os.fstat(descriptor)
    if hasattr(os, "fchown") and (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
        os.fchown(descriptor, like.st_uid, like.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
    os.fsync(descriptor)


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_ino, one.st_dev, one.st_size, one.st_mtime_ns) == (
        other.st_ino,
        other.st_dev,
        other.st_size,
        other.st_mtime_ns,
    )


def _sync_folder(folder: str) -> None:
    try:
        descriptor = os.open(folder or ".", os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    except OSError:  # not every file system can
        pass
    finally:
        os.close(descriptor)
