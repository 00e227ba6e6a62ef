"""Trees that are not on disk, or not as they are there. Loads for `--since`, fixes, unsaved texts and examples."""

from __future__ import annotations

from aemlint.reading import ABSENT, Disk, Unreadable, oversized

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping


class Entry:
    """What os.scandir gives of a folder or a file, as far as a walk asks."""

    __slots__ = ("_folder", "name")

    def __init__(self, name: str, *, folder: bool) -> None:
        self.name = name
        self._folder = folder

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002
        return self._folder


class Folders:
    """The folders of a list of paths, and what is in each."""

    __slots__ = ("_names",)

    def __init__(self) -> None:
        self._names: dict[str, dict[str, bool]] = {"": {}}

    def add(self, path: str, *, folder: bool = False) -> None:
        above, _, name = path.rpartition("/")
        while True:
            known = self._names.setdefault(above, {})
            if name in known:
                return
            known[name] = folder
            if not above:
                return
            above, _, name = above.rpartition("/")
            folder = True

    def __contains__(self, folder: str) -> bool:
        return folder in self._names

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        names = self._names.get(folder, {})
        return [Entry(name, folder=is_folder) for name, is_folder in names.items()]  # type: ignore[misc]


class Memory(Disk):
    """Files that are nowhere: `{path: bytes}`. Nothing of them can lead out, and none is ever written."""

    __slots__ = ("_files", "_folders")

    def __init__(self, root: str, files: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self._files = files
        self._folders = Folders()
        for path in files:
            self._folders.add(path)

    def read(self, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
        data = self._files.get(path)
        if data is None:
            return Unreadable(path, ABSENT, absent=True)
        return data if len(data) <= limit else oversized(path, limit)

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        if folder not in self._folders:
            raise FileNotFoundError
        return self._folders.listed(folder)

    def lacks(self, path: str) -> bool:
        return path not in self._files and path not in self._folders

    def leads_out(self, path: str) -> bool:  # noqa: ARG002
        return False

    def tracks(self, path: str) -> bool:
        from aemlint.index import holds

        return holds(self._files.get(".git/index", b""), path.encode("utf-8", "surrogateescape"))


class Unsaved(Disk):
    """Another tree, with texts in the place of its files, and of files that are yet to be saved."""

    __slots__ = ("_folders", "_texts", "_tree")

    def __init__(self, tree: Disk, texts: Mapping[str, bytes]) -> None:
        super().__init__(tree.root)
        self._tree = tree
        self._texts = texts
        self._folders = Folders()
        for path in texts:
            self._folders.add(path)

    def read(self, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
        data = self._texts.get(path)
        if data is None:
            return self._tree.read(path, limit)
        return data if len(data) <= limit else oversized(path, limit)

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        if folder not in self._folders:
            return self._tree.listed(folder)
        saved = [] if self._tree.lacks(folder) else self._tree.listed(folder)
        names = {entry.name for entry in saved}
        return [*saved, *(entry for entry in self._folders.listed(folder) if entry.name not in names)]

    def lacks(self, path: str) -> bool:
        return path not in self._texts and path not in self._folders and self._tree.lacks(path)

    def leads_out(self, path: str) -> bool:
        return self._tree.leads_out(path)

    def tracks(self, path: str) -> bool:
        return self._tree.tracks(path)


class Once(Disk):
    """The disk as it was when a file was first asked for: several rounds over a project see the same."""

    __slots__ = ("_listed", "_read", "_tracked")

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self._read: dict[tuple[str, int], bytes | Unreadable] = {}
        self._listed: dict[str, list[os.DirEntry[str]]] = {}
        self._tracked: dict[str, bool] = {}

    def read(self, path: str, limit: int = 1 << 20) -> bytes | Unreadable:
        if (path, limit) not in self._read:
            self._read[path, limit] = super().read(path, limit)
        return self._read[path, limit]

    def listed(self, folder: str) -> list[os.DirEntry[str]]:
        if folder not in self._listed:
            self._listed[folder] = super().listed(folder)
        return self._listed[folder]

    def tracks(self, path: str) -> bool:
        if path not in self._tracked:
            self._tracked[path] = super().tracks(path)
        return self._tracked[path]
