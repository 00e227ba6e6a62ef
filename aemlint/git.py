"""A project's files as a Git revision has them, without a checkout. Loads only for `--since`."""

from __future__ import annotations

import os
import subprocess

from aemlint.memory import ABSENT, Folders
from aemlint.reading import Disk, Unreadable, oversized
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LINK, MODULE = b"120000", b"160000"
# Nothing that a repository's own configuration names is to be run.
QUIET = (
    *("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.external="),
    *("-c", "protocol.allow=never"),  # what a partial clone lacks is not fetched
)
GUARDS = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class Revision(Disk):
    """The tree of a commit, from the project's root downwards. Raises Wrong where Git cannot give it."""

    __slots__ = ("_folders", "_objects", "_process", "commit")
    earlier = True

    def __init__(self, root: str, reference: str) -> None:
        super().__init__(root)
        self.commit = _commit(root, reference)
        self._objects: dict[str, tuple[bytes, str]] = {}
        self._folders = Folders()
        self._process: subprocess.Popen[bytes] | None = None
        for line in _git(root, "ls-tree", "-r", "-z", self.commit).split(b"\0"):
            head, tab, path = line.partition(b"\t")
            if tab:
                mode, _, object = head.split(b" ")[:3]
                self._add(os.fsdecode(path), mode, object.decode("ascii"))

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
        if self._process is None:
            self._process = subprocess.Popen(
                ["git", *QUIET, "cat-file", "--batch"],
                cwd=self.root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **GUARDS},
            )
        asked, given = self._process.stdin, self._process.stdout
        assert asked is not None
        assert given is not None
        try:
            asked.write(f"{object}\n".encode("ascii"))
            asked.flush()
        except BrokenPipeError:  # Git gave up on the object before
            pass
        head = given.readline().split()
        if len(head) != 3:  # a partial clone, whose objects are elsewhere: what was once is not known
            raise Wrong(
                "--since: this clone lacks files of that revision; fetch them (git fetch --refetch --no-filter)"
            )
        size = int(head[2])
        data = given.read(size + 1)[:size]
        return data if size <= limit else None

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()

    def renamed(self) -> dict[str, str]:
        """Paths of the revision, by what they are called today; Git decides what is the same file.

        By its index: to look at files on disk it would start the filters that its configuration names.
        """
        pieces = _git(
            self.root, "diff-index", "--cached", "--name-status", "-z", "-M", "--diff-filter=R",
            "--relative", self.commit, "--", ".",
        ).split(b"\0")  # fmt: skip
        return dict(_pairs(iter(pieces)))


def _pairs(pieces: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for status in pieces:
        if status.startswith(b"R"):
            yield os.fsdecode(next(pieces)), os.fsdecode(next(pieces))


def _commit(root: str, reference: str) -> str:
    """`REF...` is where REF and HEAD parted."""
    if reference.startswith("-"):
        raise Wrong("--since: a revision is due here")
    try:
        _git(root, "rev-parse", "--git-dir")
    except Wrong:
        raise Wrong("--since: this is no Git repository, or Git does not trust it") from None
    try:
        if reference.endswith("..."):
            found = _git(root, "merge-base", reference[:-3], "HEAD")
        else:
            found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except Wrong:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow, fetch more of the history (git fetch --unshallow, or fetch-depth: 0)"
        raise Wrong(f"--since: there is no revision `{reference}` here{hint if shallow else ''}") from None
    return found.split()[-1].decode("ascii")


def _git(root: str, *arguments: str) -> bytes:
    """Raises Wrong if Git is not there or fails; what it said is not passed on."""
    env = {**os.environ, **GUARDS}
    try:
        ran = subprocess.run(
            ["git", *QUIET, *arguments],
            cwd=root,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=env,
        )
    except FileNotFoundError:
        raise Wrong("--since needs git, which is not here") from None
    if ran.returncode != 0:
        raise Wrong(f"--since: git {arguments[0]} failed")
    return ran.stdout
