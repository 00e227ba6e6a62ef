"""Writing files whole or not at all: each step, and each reason to leave a file alone."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from aemlint import writing

OLD, NEW = b"old\n", b"new text\n"
XATTR = hasattr(os, "setxattr")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


@pytest.fixture
def alone(file: Path) -> Any:
    """Whether nothing but the file is in its folder, and nothing is left open."""

    def is_alone(data: bytes, mode: int = 0o640, path: Path = file) -> bool:
        assert [one.name for one in path.parent.iterdir()] == [path.name]
        assert stat.S_IMODE(path.stat().st_mode) == mode
        return path.read_bytes() == data

    return is_alone


def beside(path: Path) -> Path:
    return path.parent / f".{path.name}.aemlint.part"


def raising(number: int) -> Any:
    def raises(*arguments: Any, **more: Any) -> Any:
        raise OSError(number, "in the system's words", "a path")

    return raises


# --- in place of what was read


def test_a_file_gets_another_text_and_keeps_its_mode(file: Path, alone: Any) -> None:
    assert writing.replace(str(file), OLD, NEW) is None
    assert alone(NEW)
    assert writing.replace(str(file), NEW, b"") is None
    assert alone(b"")
    assert writing.replace(str(file), b"", OLD) is None
    assert alone(OLD)


def test_a_name_without_a_folder_is_one(file: Path, alone: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(file.parent)
    assert writing.replace(file.name, OLD, NEW) is None
    assert alone(NEW)
    writing.save(file.name, "again")
    assert alone(b"again")


def test_each_reason_to_leave_a_file_alone(file: Path, alone: Any) -> None:
    path = str(file)
    assert writing.replace(path, OLD[:-1], NEW) == "it has changed meanwhile"
    assert writing.replace(path, OLD + b"x", NEW) == "it has changed meanwhile"
    assert writing.replace(path, b"", NEW) == "it has changed meanwhile"
    assert alone(OLD)
    for mode in (0o440, 0o400, 0o460):
        file.chmod(mode)
        assert writing.replace(path, OLD, NEW) == "it is read-only"
        assert alone(OLD, mode)
    for mode in (0o4755, 0o2755, 0o6644):
        file.chmod(mode)
        assert writing.replace(path, OLD, NEW) == "it runs as somebody else (set-uid)"
        assert alone(OLD, mode)
    file.chmod(0o640)
    other = file.with_name("b.json")
    os.link(file, other)
    assert writing.replace(path, OLD, NEW) == "it has several names (hard links)"
    file.unlink()
    assert writing.replace(path, OLD, NEW) == "it has vanished"
    file.symlink_to("b.json")
    assert writing.replace(path, OLD, NEW) == "it is a link"
    file.unlink()
    file.mkdir()
    assert writing.replace(path, OLD, NEW) == "it is no plain file"
    file.rmdir()
    other.rename(file)
    assert alone(OLD)


@pytest.mark.parametrize("what", ["text", "same text", "gone", "link"])
def test_what_changes_while_the_new_one_is_written_is_left_alone(
    what: str, file: Path, alone: Any, monkeypatch: Any
) -> None:
    fill = writing._Part.fill

    def slowly(part: Any, data: bytes) -> None:
        fill(part, data)
        if what == "text":
            file.write_bytes(b"other")
            return
        file.unlink()
        if what == "same text":
            file.with_name("c").write_bytes(OLD)  # so that no number is used again
            file.with_name("c").rename(file)
            file.chmod(0o640)
        elif what == "link":
            file.symlink_to("nothing")

    monkeypatch.setattr(writing._Part, "fill", slowly)
    words = {"gone": "it has vanished", "link": "it is a link"}.get(what, "it has changed meanwhile")
    reason = writing.replace(str(file), OLD, NEW)
    assert reason == words or (what == "gone" and str(reason).startswith("it could not be written"))
    assert not beside(file).exists()
    if what in ("text", "same text"):
        assert alone(b"other" if what == "text" else OLD)


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fchmod"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no space is left on the disk"), (errno.EIO, "the system refuses")],
)
def test_a_step_that_fails_leaves_the_old_file(
    call: str, number: int, words: str, file: Path, alone: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(os, call, raising(number))
    assert writing.replace(str(file), OLD, NEW) == f"it could not be written ({words})"
    with pytest.raises(OSError, match="in the system's words") as raised:
        writing.save(str(file), NEW.decode())
    assert (raised.value.errno, raised.value.filename) == (number, str(file))
    monkeypatch.undo()
    assert alone(OLD)


def test_a_folder_that_takes_no_file(file: Path, alone: Any, monkeypatch: Any) -> None:
    real = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, *mode: raising(errno.EROFS)() if flags & os.O_CREAT else real(path, flags, *mode),
    )
    assert writing.replace(str(file), OLD, NEW) == "no file can be written beside it (the disk is read-only)"
    monkeypatch.setattr(os, "open", raising(errno.EIO))
    monkeypatch.setattr(writing, "read", lambda *path: OLD)
    assert writing.replace(str(file), OLD, NEW) == "no file can be written beside it (the system refuses)"
    monkeypatch.undo()
    beside(file).symlink_to("nothing")  # nobody's trap is written through
    assert writing.replace(str(file), OLD, NEW) in (
        "another run is changing it",
        "no file can be written beside it (a link that leads to itself)",
    )
    assert not file.with_name("nothing").exists()
    beside(file).unlink()
    assert alone(OLD)


def test_a_system_that_writes_little_by_little(file: Path, alone: Any, monkeypatch: Any) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:3]))
    assert writing.replace(str(file), OLD, NEW) is None
    assert alone(NEW)


def test_the_new_file_is_on_disk_before_it_takes_the_name(file: Path, monkeypatch: Any) -> None:
    done = []
    real = {name: getattr(os, name) for name in ("fsync", "replace", "write", "fchmod", "link")}
    for name in real:

        def noted(*arguments: Any, name: str = name, **more: Any) -> Any:
            of = stat.S_ISDIR(os.fstat(arguments[0]).st_mode) if name == "fsync" else None
            done.append("fsync of the folder" if of else name)
            return real[name](*arguments, **more)

        monkeypatch.setattr(os, name, noted)
    assert writing.replace(str(file), OLD, NEW) is None
    assert done == ["write", "fchmod", "fsync", "replace", "fsync of the folder"]
    done.clear()
    writing.save(str(file), "b")
    assert done == ["write", "fchmod", "fsync", "replace", "fsync of the folder"]
    done.clear()
    writing.create(str(file.with_name("c")), "c")
    assert done == ["write", "fsync", "link", "fsync of the folder"]
    done.clear()
    monkeypatch.setattr(os, "link", raising(errno.EPERM))
    writing.create(str(file.with_name("d")), "d")
    assert done in (
        ["write", "fsync", "replace", "fsync of the folder"],
        ["write", "fsync", "fsync", "replace", "fsync of the folder"],
    )


def test_the_folder_on_disk_is_the_files_own(file: Path, monkeypatch: Any) -> None:
    """Also where the path names none."""
    folders = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            folders.append(os.path.samestat(os.fstat(descriptor), file.parent.stat()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    assert writing.replace(str(file), OLD, NEW) is None
    monkeypatch.chdir(file.parent)
    writing.save(file.name, "b")
    writing.create("b.json", "b")
    assert folders == [True, True, True]


def test_until_it_has_the_name_nobody_else_may_read_it(file: Path, monkeypatch: Any) -> None:
    modes = []
    real = os.write

    def noted(descriptor: int, data: bytes) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", noted)
    file.chmod(0o666)
    before = os.umask(0)
    try:
        assert writing.replace(str(file), OLD, NEW) is None
        writing.save(str(file), "b")
        writing.save(str(file.with_name("b")), "b")
        writing.create(str(file.with_name("c")), "c")
    finally:
        os.umask(before)
    assert modes == [0o600, 0o600, 0o666, 0o666]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_an_owner_stays(file: Path) -> None:
    os.chown(file, 1234, 4321)
    assert writing.replace(str(file), OLD, NEW) is None
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)
    os.chown(file, 0, 4321)
    writing.save(str(file), "b")
    assert (file.stat().st_uid, file.stat().st_gid) == (0, 4321)


@pytest.mark.skipif(not hasattr(os, "fchown"), reason="files have no owner here")
def test_an_owner_that_cannot_stay(file: Path, alone: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(os, "fchown", raising(errno.EPERM))
    assert writing.replace(str(file), OLD, NEW) is None  # it is ours: nothing is given away
    real = os.fstat

    class Foreign:
        st_uid, st_gid = 4711, 4711

        def __init__(self, found: os.stat_result) -> None:
            self.found = found

        def __getattr__(self, name: str) -> Any:
            return getattr(self.found, name)

    monkeypatch.setattr(os, "fstat", lambda descriptor: Foreign(real(descriptor)))
    assert writing.replace(str(file), NEW, OLD) == "it could not be written (permission denied)"
    assert alone(NEW)
    writing.save(str(file), "a report is no file of the project")
    monkeypatch.undo()
    assert alone(b"a report is no file of the project")


@pytest.mark.skipif(not XATTR, reason="files have no attributes here")
def test_attributes_stay(file: Path, alone: Any, monkeypatch: Any) -> None:
    kept: dict[Any, dict[str, bytes]] = {str(file): {"user.a": b"1", "security.b": b"2"}}
    new: dict[str, bytes] = {writing.ACCESS: b"the folder's"}

    def of(where: Any, follow_symlinks: bool = True) -> dict[str, bytes]:
        if isinstance(where, int):
            return new
        return {"user.c": b"of what a link leads to"} if follow_symlinks else kept[where]

    def put(where: Any, name: str, value: bytes) -> None:
        if name.startswith("security."):
            raise OSError(errno.EPERM, "no")
        of(where)[name] = value

    monkeypatch.setattr(os, "listxattr", lambda where, **links: list(of(where, **links)))
    monkeypatch.setattr(os, "getxattr", lambda where, name, **links: of(where, **links)[name])
    monkeypatch.setattr(os, "setxattr", put)
    monkeypatch.setattr(os, "removexattr", lambda where, name: of(where).pop(name))
    assert writing.replace(str(file), OLD, NEW) is None
    assert new == {"user.a": b"1"}
    kept[str(file)][writing.ACCESS] = b"ours"
    assert writing.replace(str(file), NEW, OLD) is None
    assert new == {"user.a": b"1", writing.ACCESS: b"ours"}
    kept[str(file)] = {}
    new.clear()
    for old, text in ((OLD, NEW), (NEW, OLD)):
        assert writing.replace(str(file), old, text) is None
        assert new == {}
    for name in ("user.a", writing.ACCESS):
        kept[str(file)] = {name: b"1"}
        monkeypatch.setattr(os, "setxattr", raising(errno.ENOSPC))
        assert writing.replace(str(file), OLD, NEW) == "it could not be written (no space is left on the disk)"
    assert alone(OLD)
    monkeypatch.setattr(os, "listxattr", raising(errno.ENOTSUP))
    assert writing.replace(str(file), OLD, NEW) is None
    assert alone(NEW)


# --- the name beside


def test_what_a_killed_process_left_goes(file: Path, alone: Any) -> None:
    for change in (
        lambda: writing.replace(str(file), OLD, NEW),
        lambda: writing.save(str(file), "b"),
    ):
        beside(file).write_bytes(b"half of")
        change()
        assert alone(file.read_bytes())
    assert file.read_bytes() == b"b"


@pytest.mark.skipif(writing.fcntl is None, reason="there are no locks here")
def test_what_another_process_is_writing_stays(file: Path, monkeypatch: Any) -> None:
    import time

    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    beside(file).write_bytes(b"theirs")
    with beside(file).open("rb") as theirs:
        writing.fcntl.flock(theirs, writing.fcntl.LOCK_EX)
        assert writing.replace(str(file), OLD, NEW) == "another run is changing it"
        with pytest.raises(BlockingIOError) as raised:
            writing.save(str(file), "b")
        assert (raised.value.errno, raised.value.filename) == (errno.EAGAIN, str(file))
        assert raised.value.strerror == "another run is writing it"
        assert waits == [0.05] * 100
        with pytest.raises(BlockingIOError):
            writing.create(str(file.with_name("a.json")), "b")
    assert (file.read_bytes(), beside(file).read_bytes()) == (OLD, b"theirs")
    # When the other one is done the wait is over.
    monkeypatch.setattr(time, "sleep", lambda seconds: beside(file).unlink())
    with beside(file).open("rb") as theirs:
        writing.fcntl.flock(theirs, writing.fcntl.LOCK_EX)
        writing.save(str(file), "b")
    assert file.read_bytes() == b"b"


@pytest.mark.skipif(writing.fcntl is None, reason="there are no locks here")
def test_a_name_that_another_process_takes_meanwhile_is_its_own(file: Path, alone: Any, monkeypatch: Any) -> None:
    real = writing._locked
    stolen = []

    def late(descriptor: int) -> bool:
        beside(file).unlink()
        beside(file).write_bytes(b"theirs")
        stolen.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(writing, "_locked", late)
    assert writing.replace(str(file), OLD, NEW) == "another run is changing it"
    assert (file.read_bytes(), beside(file).read_bytes()) == (OLD, b"theirs")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(stolen[0])
    monkeypatch.undo()
    # A process whose name was taken away does not remove what now has it.
    part = writing._part(str(file), 0o600)
    assert part is not None
    beside(file).unlink()
    beside(file).write_bytes(b"theirs")
    part.close()
    assert beside(file).read_bytes() == b"theirs"
    beside(file).unlink()
    assert alone(OLD)


@pytest.mark.skipif(writing.fcntl is None, reason="there are no locks here")
def test_a_name_that_another_process_removes_meanwhile_is_not_written_to(
    file: Path, alone: Any, monkeypatch: Any
) -> None:
    """It took the new file for an abandoned one, before it was locked."""
    real = writing._locked

    def late(descriptor: int) -> bool:
        beside(file).unlink()
        return real(descriptor)

    monkeypatch.setattr(writing, "_locked", late)
    assert writing.replace(str(file), OLD, NEW) == "another run is changing it"
    assert alone(OLD)


@pytest.mark.skipif(writing.fcntl is None, reason="there are no locks here")
def test_an_abandoned_file_that_another_process_removes_first(file: Path, alone: Any, monkeypatch: Any) -> None:
    """Who removed it is about to write: it goes first."""
    beside(file).write_bytes(b"half of")
    real = os.unlink

    def late(path: str) -> None:
        real(path)
        raise FileNotFoundError(errno.ENOENT, "no such file", path)

    monkeypatch.setattr(os, "unlink", late)
    assert writing.replace(str(file), OLD, NEW) == "another run is changing it"
    monkeypatch.undo()
    assert alone(OLD)


@pytest.mark.skipif(writing.fcntl is None, reason="there are no locks here")
def test_a_process_that_is_done_leaves_the_name_to_the_next(file: Path, alone: Any, monkeypatch: Any) -> None:
    real = os.open
    first = []

    def busy(path: Any, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT and not first:
            first.append(path)
            raise FileExistsError(errno.EEXIST, "file exists", path)  # and gone when one looks
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", busy)
    assert writing.replace(str(file), OLD, NEW) is None
    assert first == [str(beside(file))]
    assert alone(NEW)


def test_a_file_system_without_locks_or_folders_to_open(file: Path, alone: Any, monkeypatch: Any) -> None:
    if writing.fcntl is not None:
        monkeypatch.setattr(writing.fcntl, "flock", raising(errno.ENOLCK))
    assert writing.replace(str(file), OLD, NEW) is None
    real = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, *mode: raising(errno.EACCES)() if os.path.isdir(path) else real(path, flags, *mode),
    )
    assert writing.replace(str(file), NEW, OLD) is None
    monkeypatch.setattr(os, "open", real)
    sync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    assert writing.replace(str(file), OLD, NEW) is None
    assert alone(NEW)


def test_where_what_is_open_cannot_be_removed(file: Path, alone: Any, monkeypatch: Any) -> None:
    """As on Windows: no locks, and a file is closed before it takes a name or goes."""
    monkeypatch.setattr(writing, "LOCKS", False)
    for name in ("replace", "unlink"):
        real = getattr(os, name)

        def closed(path: Any, *more: Any, real: Any = real) -> None:
            if os.path.isdir("/proc/self/fd"):
                assert str(beside(file)) not in [os.readlink(f"/proc/self/fd/{one}") for one in held()]
            real(path, *more)

        monkeypatch.setattr(os, name, closed)
    beside(file).write_bytes(b"left behind")
    assert writing.replace(str(file), OLD, NEW) is None
    assert alone(NEW)
    monkeypatch.setattr(os, "replace", raising(errno.EIO))
    assert writing.replace(str(file), NEW, OLD) == "it could not be written (the system refuses)"
    assert alone(NEW)


def held() -> list[str]:
    return [one for one in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{one}")]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="nothing counts what is open")
def test_nothing_stays_open(file: Path, monkeypatch: Any) -> None:
    before = len(held())
    assert writing.replace(str(file), OLD, NEW) is None
    writing.save(str(file), "b")
    writing.create(str(file.with_name("c")), "c")
    with pytest.raises(FileExistsError):
        writing.create(str(file), "c")
    beside(file).write_bytes(b"")
    writing.save(str(file), "b")
    monkeypatch.setattr(os, "replace", raising(errno.EIO))
    assert writing.replace(str(file), b"b", NEW) is not None
    assert len(held()) == before


def test_where_standard_input_was_closed_its_number_is_closed_again(file: Path, alone: Any) -> None:
    """The new file may then have the number 0."""
    before = os.dup(0)
    os.close(0)
    try:
        assert writing.replace(str(file), OLD, NEW) is None
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(0)
    finally:
        os.dup2(before, 0)
        os.close(before)
    assert alone(NEW)


# --- reports and baselines


def test_a_report_is_written_whatever_it_holds(file: Path, alone: Any) -> None:
    writing.save(str(file), "ä \ud800\n")
    assert alone("ä \\ud800\n".encode())
    other = file.with_name("b")
    before = os.umask(0o027)
    try:
        writing.save(str(other), "b")
    finally:
        os.umask(before)
    assert stat.S_IMODE(other.stat().st_mode) == 0o640
    assert other.read_bytes() == b"b"


def test_a_report_behind_a_link(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file.name)
    writing.save(str(link), "b")
    assert link.is_symlink()
    assert file.read_bytes() == b"b"
    link.unlink()
    link.symlink_to("not-yet")
    writing.save(str(link), "c")
    assert file.with_name("not-yet").read_bytes() == b"c"


def test_a_report_where_none_can_be(file: Path, alone: Any) -> None:
    file.chmod(0o440)
    with pytest.raises(PermissionError, match="read-only") as raised:
        writing.save(str(file), "b")
    assert (raised.value.errno, raised.value.filename) == (errno.EACCES, str(file))
    assert raised.value.strerror == "read-only"
    assert alone(OLD, 0o440)
    with pytest.raises(FileNotFoundError) as missing:
        writing.save(str(file.parent / "no/folder"), "b")
    assert missing.value.filename == str(file.parent / "no/folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_report_to_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        writing.save(str(pipe), "ä\n")
        assert os.read(reader, 100) == "ä\n".encode()
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


# --- what is not there yet


def test_a_new_file_takes_no_others_place(file: Path, alone: Any, monkeypatch: Any) -> None:
    for link in (os.link, raising(errno.EPERM)):  # with hard links and without
        monkeypatch.setattr(os, "link", link)
        with pytest.raises(FileExistsError) as raised:
            writing.create(str(file), "b")
        assert raised.value.filename == str(file)
        assert alone(OLD)
        other = file.with_name("b")
        writing.create(str(other), "ä\ud800")
        assert other.read_bytes() == "ä\\ud800".encode()
        assert other.stat().st_nlink == 1
        other.unlink()
        assert alone(OLD)
