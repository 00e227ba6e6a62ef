"""A project's files as a Git revision has them, without a checkout. Loads only for `--since`."""

from __future__ import annotations

import os
import subprocess

from aemlint.memory import Folders
from aemlint.reading import ABSENT, Disk, Unreadable, oversized
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINK, MODULE = b"120000", b"160000"
LACKING = "this clone lacks files of that revision; fetch them (git fetch --refetch --no-filter)"
LONGEST = 4096  # of what cat-file says about an object
PATIENCE = 120.0  # seconds in which Git must say something
# Nothing that a repository's own configuration names is to be run.
QUIET = (
    *("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.external="),
    *("-c", "protocol.allow=never"),  # what a partial clone lacks is not fetched
)
# A hook gets them for the folder it starts in: with them Git would take the project's root for the repository's.
INHERITED = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX"))
GUARDS = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class Lacking(Wrong):
    """There is no git."""


class Revision(Disk):
    """The tree of a commit, from the project's root downwards. Raises Wrong where Git cannot give it.

    `fault` is what it raised: those who ask for one file after the other may take it for that file's own.
    """

    __slots__ = ("_folders", "_objects", "_objects_of", "commit", "fault")
    earlier = True

    def __init__(self, root: str, reference: str) -> None:
        super().__init__(root)
        self.commit = _commit(root, reference)
        self._objects: dict[str, tuple[bytes, str]] = {}
        self._folders = Folders()
        self._objects_of: CatFile | None = None
        self.fault: Wrong | None = None
        for line in _git(root, "ls-tree", "-r", "-z", self.commit).split(b"\0"):
            head, tab, path = line.partition(b"\t")
            if tab:
                mode, _, object = (*head.split(b" "), b"", b"")[:3]
                self._add(os.fsdecode(path), mode, _hash(object, "ls-tree"))

    def _add(self, path: str, mode: bytes, object: str) -> None:
        self._objects[path] = (mode, object)
        self._folders.add(path, folder=mode == MODULE)

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        return self._folders.listed(folder)

    def lacks(self, path: str) -> bool:
        return path not in self._objects and path not in self._folders

    def read(self, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
        for _ in range(8):
            mode, object = self._objects.get(path, (b"", ""))
            if not object or mode == MODULE:
                return Unreadable(path, ABSENT, absent=True)
            data = self._blob(object, limit)
            if data is None:
                return oversized(path, limit)
            if mode != LINK:
                return data
            path = os.path.normpath(os.path.join(os.path.dirname(path), os.fsdecode(data))).replace(os.sep, "/")
        return Unreadable(path, "a link that leads to itself")

    def leads_out(self, path: str) -> bool:  # noqa: ARG002
        return False

    def tracks(self, path: str) -> bool:
        return path in self._objects

    def _blob(self, object: str, limit: int) -> bytes | None:
        """An object's bytes; None where they are too many."""
        if self.fault is not None:
            raise self.fault
        try:
            if self._objects_of is None:
                self._objects_of = CatFile(self.root)
            return self._objects_of.read(object, limit)
        except Wrong as wrong:
            self.fault = wrong
            raise

    def close(self) -> None:
        if self._objects_of is not None:
            self._objects_of.close()

    def renamed(self) -> dict[str, str]:
        """Paths of the revision, by what they are called today; Git decides what is the same file.

        By its index: to look at files on disk it would start the filters that its configuration names.
        """
        pieces = _git(
            self.root, "diff-index", "--cached", "--name-status", "-z", "-M", "--diff-filter=R",
            "--relative", self.commit, "--", ".",
        ).split(b"\0")  # fmt: skip
        return dict(_pairs(iter(pieces)))


class CatFile:
    """`git cat-file`, asked for one object after the other. Whatever it does instead of answering, there is an end."""

    __slots__ = ("_buffer", "_process")

    def __init__(self, root: str) -> None:
        self._buffer = b""
        self._process = _started(root, ["cat-file", "--batch"])

    def read(self, object: str, limit: int) -> bytes | None:
        """None where it is larger than that. Raises Wrong where there is no answer, or another than is due."""
        asked = self._process.stdin
        assert asked is not None
        try:
            asked.write(f"{object}\n".encode("ascii"))
            asked.flush()
        except BrokenPipeError:  # it is not there any more, and the answer ends before it begins
            pass
        head = self._line().split()
        if len(head) == 2 and head[1] == b"missing":  # a partial clone, whose objects are elsewhere
            raise Wrong(f"--since: {LACKING}")
        if len(head) != 3 or head[0] != object.encode("ascii") or not head[2].isdigit() or len(head[2]) > 15:
            raise _odd("cat-file")
        size = int(head[2])
        data = self._bytes(size, keep=size <= limit)
        if self._bytes(1, keep=True) != b"\n":
            raise _odd("cat-file")
        return data if size <= limit else None

    def close(self) -> None:
        process = self._process
        for stream in (process.stdin, process.stdout):
            try:  # noqa: SIM105  (contextlib takes long to load)
                stream.close()  # type: ignore[union-attr]
            except OSError:  # it is gone, and what it was asked last with it
                pass
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _line(self) -> bytes:
        while b"\n" not in self._buffer:
            if len(self._buffer) > LONGEST:
                raise _odd("cat-file")
            self._buffer += self._piece()
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def _bytes(self, size: int, *, keep: bool) -> bytes:
        pieces = []
        while size:
            piece, self._buffer = self._buffer[:size], self._buffer[size:]
            size -= len(piece)
            if keep:
                pieces.append(piece)
            if size:
                self._buffer = self._piece()
        return b"".join(pieces)

    def _piece(self) -> bytes:
        given = self._process.stdout
        assert given is not None
        if os.name != "nt":  # where only sockets can be waited for
            from select import select

            if not select([given], [], [], PATIENCE)[0]:
                raise _silent("cat-file")
        piece = os.read(given.fileno(), 1 << 16)
        if not piece:
            raise Wrong(f"--since: git cat-file ended before it had answered; perhaps {LACKING}")
        return piece


def _pairs(pieces: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for status in pieces:
        if status.startswith(b"R") and status[1:].isdigit():
            yield os.fsdecode(next(pieces, b"")), os.fsdecode(next(pieces, b""))
        elif status:
            raise _odd("diff-index")


def _commit(root: str, reference: str) -> str:
    """`REF...` is where REF and HEAD parted."""
    if reference.startswith("-"):
        raise Wrong("--since: a revision is due here")
    try:
        _git(root, "rev-parse", "--git-dir")
    except Lacking:
        raise
    except Wrong:
        raise Wrong("--since: this is no Git repository, or Git does not trust it") from None
    name = reference.removesuffix("...")
    lacks = f"there is no revision `{name}` here"
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if name != reference:
            lacks = f"`{name}` and HEAD have no common revision here"
            found = _git(root, "merge-base", _hash(found.strip(), "rev-parse"), "HEAD")
    except Wrong:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow, fetch more of the history (git fetch --unshallow, or fetch-depth: 0)"
        raise Wrong(f"--since: {lacks}{hint if shallow else ''}") from None
    return _hash(b"".join(found.split()[-1:]), "rev-parse")


def _git(root: str, *arguments: str) -> bytes:
    """Raises Wrong if Git is not there or fails; what it said is not passed on."""
    process = _started(root, arguments, stdin=subprocess.DEVNULL)
    with process:
        try:
            given, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise _silent(arguments[0]) from None
    if process.returncode != 0:
        hint = f"; perhaps {LACKING}" if arguments[0] in ("ls-tree", "diff-index") else ""
        raise Wrong(f"--since: git {arguments[0]} failed{hint}")
    return given


def _started(root: str, arguments: Sequence[str], stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            ["git", *QUIET, *arguments],
            cwd=root,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**{name: value for name, value in os.environ.items() if name not in INHERITED}, **GUARDS},
        )
    except FileNotFoundError:
        raise Lacking("--since needs git, which is not here") from None
    except OSError:
        raise Lacking("--since needs git, which cannot be started") from None


def _hash(text: bytes, command: str) -> str:
    if len(text) < 40 or text.strip(b"0123456789abcdef"):
        raise _odd(command)
    return text.decode("ascii")


def _odd(command: str) -> Wrong:
    return Wrong(f"--since: git {command} gave something else than it should")


def _silent(command: str) -> Wrong:
    return Wrong(f"--since: git {command} gave no answer in {PATIENCE:g} seconds")
