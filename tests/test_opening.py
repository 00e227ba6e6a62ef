"""Opening files of a project: what is opened, and the words for what is not."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from aemlint import reading
from aemlint.reading import Disk, Unreadable, read

LINK_OUT = "a link that leads out of the project"
NOTHING = "no such file, or a link that leads to nothing"


def refused(root: Any, path: str, limit: int = 1 << 20) -> tuple[str, bool]:
    found = read(str(root), path, limit)
    assert isinstance(found, Unreadable)
    assert found.path == path
    assert found.error is None
    return found.reason, found.absent


@pytest.mark.parametrize("size", [0, 1, 9, 10, 1 << 16, (1 << 16) + 1, 200_001])
def test_all_of_a_file_is_read_up_to_the_limit(size: int, tmp_path: Path) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    assert read(str(tmp_path), "a", size) == data
    assert Disk(str(tmp_path)).read("a", size + 1) == data
    if size:
        assert refused(tmp_path, "a", size - 1)[0].startswith("larger than ")


def test_a_file_is_a_mebibyte_at_most_unless_more_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(1 << 20))
    assert read(str(tmp_path), "a") == Disk(str(tmp_path)).read("a") == bytes(1 << 20)
    (tmp_path / "a").write_bytes(bytes((1 << 20) + 1))
    assert refused(tmp_path, "a") == ("larger than 1 MiB", False)
    assert isinstance(Disk(str(tmp_path)).read("a"), Unreadable)


@pytest.mark.parametrize(
    ("limit", "words"), [(16 << 20, "16 MiB"), (1 << 20, "1 MiB"), ((1 << 20) - 1, "1023 KiB"), (256 << 10, "256 KiB")]
)
def test_limits_are_said_in_round_numbers(limit: int, words: str) -> None:
    found = reading.oversized("a", limit)
    assert (found.path, found.reason, found.absent) == ("a", f"larger than {words}", False)


def test_a_file_that_grows_is_not_read_for_ever(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "a").write_bytes(b"a")
    asked = []

    def endless(descriptor: int, size: int) -> bytes:
        asked.append(size)
        return b"x" * min(size, 7)

    monkeypatch.setattr(os, "read", endless)
    assert refused(tmp_path, "a", 20) == ("larger than 0 KiB", False)
    assert asked == [2, 19, 12, 5]
    asked.clear()
    assert refused(tmp_path, "a", 1 << 17) == ("larger than 128 KiB", False)
    assert asked[:2] == [2, 1 << 16]
    assert sum(min(size, 7) for size in asked) == (1 << 17) + 1


@pytest.mark.parametrize(("then", "now"), [(b"{}", b'{"a": 1}'), (b'{"a": 1}', b"{}"), (b"", b"{}"), (b"{}", b"")])
def test_a_file_that_changed_since_it_was_measured_is_read_to_its_end(
    then: bytes, now: bytes, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "a").write_bytes(then)
    measured = os.fstat

    def late(descriptor: int) -> os.stat_result:
        found = measured(descriptor)
        (tmp_path / "a").write_bytes(now)
        return found

    monkeypatch.setattr(os, "fstat", late)
    assert read(str(tmp_path), "a", max(len(then), len(now))) == now


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    # A socket's path may not be long.
    monkey = socket.socket(socket.AF_UNIX)
    here = os.open(".", os.O_RDONLY)
    os.chdir(tmp_path)
    try:
        monkey.bind("socket")
    finally:
        os.fchdir(here)
        os.close(here)
        monkey.close()
    for name, words in {
        "pipe": "a named pipe, not a file",
        "folder": "a folder, not a file",
        "socket": "a socket or a device, not a file",
    }.items():
        assert refused(tmp_path, name) == (words, False)
    assert refused(os.path.dirname(os.devnull), os.path.basename(os.devnull)) == ("a device, not a file", False)
    for is_kind, words in reading.KINDS:
        mode = {"S_ISDIR": 0o40000, "S_ISFIFO": 0o10000, "S_ISSOCK": 0o140000, "S_ISCHR": 0o20000, "S_ISBLK": 0o60000}
        assert is_kind(mode[is_kind.__name__]), words


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_links_are_followed_inside_of_the_project_only(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "b").mkdir(parents=True)
    (tmp_path / "project-too").mkdir()
    for path in ("outside", "project-too/a", "project/b/a"):
        (tmp_path / path).write_text(path)
    links = {
        "in": "b/a",
        "twice": "in",
        "up": "../project/b/a",
        "out": "../outside",
        "beside": "../project-too/a",
        "to-out": "out",
        "itself": "itself",
        "root": ".",
        "gone": "nothing",
        "absolute": str(root / "b/a"),
        "folder": "b",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    (root / "b/up-and-down").symlink_to("../b/a")
    for name in ("in", "twice", "up", "absolute", "folder/a", "b/up-and-down"):
        assert read(str(root), name) == b"project/b/a", name
        assert not Disk(str(root)).leads_out(name)
    for name in ("out", "beside", "to-out"):
        assert refused(root, name) == (LINK_OUT, False)
        assert Disk(str(root)).leads_out(name)
    assert isinstance(read(str(root), "root"), Unreadable)
    assert not Disk(str(root)).leads_out("root")
    assert refused(root, "gone") == (NOTHING, False)  # a link is there
    assert refused(root, "itself")[0] in ("a link that leads to itself", NOTHING)
    assert refused(root, "nothing") == (NOTHING, True)
    assert refused(root, "b/nothing/a") == (NOTHING, True)
    assert refused(root, "b/a/c")[1] is False  # ENOTDIR is another mistake
    (tmp_path / "door").symlink_to("project")
    assert read(str(tmp_path / "door"), "in") == b"project/b/a"  # the root itself may be behind a link


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="nothing tells where an open file lies")
def test_a_folder_on_the_way_may_lead_out_too(tmp_path: Path) -> None:
    (tmp_path / "project/in").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "project/away").symlink_to("../outside")
    (tmp_path / "project/here").symlink_to("in")
    for path in ("outside/a", "project/in/a"):
        (tmp_path / path).write_text(path)
    assert refused(tmp_path / "project", "away/a") == (LINK_OUT, False)
    assert read(str(tmp_path / "project"), "here/a") == b"project/in/a"
    assert read(str(tmp_path), "outside/a") == b"outside/a"


def test_where_nothing_tells_where_a_file_lies_it_is_read(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "a").write_text("a")
    monkeypatch.setattr(os, "readlink", raising)
    assert read(str(tmp_path), "a") == b"a"


def raising(*_: Any) -> Any:
    raise OSError(errno.ENOENT, "no /proc")


def test_a_relative_root_is_where_one_stands(tmp_path: Path, monkeypatch: Any) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)
        monkeypatch.chdir(tmp_path / name)
        assert read(".", "a") == name.encode()


def test_everything_is_inside_of_the_root_of_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").symlink_to("a")
    assert read("/", str(tmp_path / "b").lstrip("/")) == b"a"


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="nothing counts what is open")
def test_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a" * 100)
    (tmp_path / "folder").mkdir()
    (tmp_path / "b").symlink_to("a")
    before = len(os.listdir("/proc/self/fd"))
    for name in ("a", "folder", "b", "nothing"):
        for limit in (1 << 20, 10):
            read(str(tmp_path), name, limit)
    assert len(os.listdir("/proc/self/fd")) == before


def test_no_file_is_opened_for_a_child_or_to_be_waited_at(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").symlink_to("a")
    opened = []
    monkeypatch.setattr(os, "open", lambda path, flags, real=os.open: opened.append(flags) or real(path, flags))
    assert read(str(tmp_path), "b") == b"a"
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_NOFOLLOW"):
        flag = getattr(os, name, 0)
        assert [flags & flag for flags in opened] == [flag] * len(opened), name
    assert not any(flags & (os.O_WRONLY | os.O_RDWR) for flags in opened)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "permission denied"),
        (errno.EPERM, "permission denied"),
        (errno.ENOENT, NOTHING),
        (errno.ELOOP, "a link that leads to itself"),
        (errno.ENAMETOOLONG, "the path is too long to open"),
        (errno.ENOSPC, "no space is left on the disk"),
        (errno.EROFS, "the disk is read-only"),
        (errno.ENXIO, "a socket or a device, not a file"),
        (errno.EAGAIN, "another run is writing it"),
        (errno.EBADF, "it is closed"),
        (errno.EIO, "the system could not read it"),
        (None, "the system could not read it"),
    ],
)
def test_reasons_are_our_own_words(number: int | None, words: str) -> None:
    error = OSError() if number is None else OSError(number, "the system's", "a file")
    assert reading.reason_of(error) == words
    assert reading.reason_of(error, "it broke") == words.replace("the system could not read it", "it broke")


def test_a_folder_is_listed_and_what_it_lacks_is_known(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/c").symlink_to("nothing")
    disk = Disk(str(tmp_path))
    assert [entry.name for entry in disk.listed("")] == ["a"]
    assert sorted(entry.name for entry in disk.listed("a")) == ["b", "c"]
    with pytest.raises(FileNotFoundError):
        disk.listed("d")
    assert not disk.lacks("a")
    assert not disk.lacks("a/c")
    assert disk.lacks("d")
    assert not disk.lacks("a/" + "x" * 5000)  # whatever that is, nobody has seen that it is not there
    assert disk.earlier is False


def index(*paths: str) -> bytes:
    entries = b"".join(bytes(60) + len(path).to_bytes(2, "big") + path.encode() + b"\0" for path in paths)
    return b"DIRC\0\0\0\2" + len(paths).to_bytes(4, "big") + entries


def test_git_knows_a_file_by_the_nearest_index(tmp_path: Path) -> None:
    root = tmp_path / "a/b"
    root.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert not Disk(str(root)).tracks("c")
    (tmp_path / ".git/index").write_bytes(index("a/b/c", "a/b/d/e", "f"))
    assert Disk(str(root)).tracks("c")
    assert Disk(str(root)).tracks("d/e")
    assert Disk(str(tmp_path)).tracks("f")
    assert not Disk(str(root)).tracks("f")
    assert not Disk(str(tmp_path)).tracks("c")
    # A worktree has a file of that name; a relative one starts at its folder.
    other = tmp_path / "kept elsewhere"
    other.mkdir()
    (other / "index").write_bytes(index("g"))
    for text in (f"gitdir: {other}\n", "gitdir: ../../kept elsewhere\n"):
        (root / ".git").write_text(text)
        assert Disk(str(root)).tracks("g")
        assert not Disk(str(root)).tracks("c")
    for text in ("gitlink: ../../kept elsewhere", "", "gitdir: " + "x" * 5000):
        (root / ".git").write_text(text)
        assert not Disk(str(root)).tracks("g")
    (root / ".git").unlink()
    (root / ".git").symlink_to("nothing")  # a link to nothing is still where a repository ends
    assert not Disk(str(root)).tracks("c")


def test_no_git_knows_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(os.path, "lexists", lambda path: False)
    assert Disk(str(tmp_path)).tracks("a") is False
