"""Files that are named for a service and end in something that AEM reads no configuration from.

Loads only where a config folder holds a name that may be one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.model.run_modes import Folder

# What people type for `.cfg.json` and `.config`, whatever its letters; not what editors and people call a copy.
ENDINGS = frozenset(
    "json jsn jsonc json5 hjson js yaml yml txt conf cnf cgf config cfg properties props xml ini toml".split()
)
PARTS = (".", "~", "-", " ")


class Stray:
    """One such file; what it holds is not looked at."""

    __slots__ = ("folder", "path")

    def __init__(self, path: str, folder: Folder) -> None:
        self.path = path
        self.folder = folder

    @property
    def file_name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    def meant(self, pids: tuple[str, ...]) -> str | None:
        """The service that it is named for."""
        name = self.file_name
        right = max((pid for pid in pids if name.startswith(pid)), key=len, default=None)
        if right is None:
            return None
        rest = name[len(right) :]
        if not rest:
            return right
        return right if rest.startswith(PARTS) and name.rsplit(".", 1)[-1].lower() in ENDINGS else None


def may_be(folder: Folder, data: bytes | None) -> bool:
    """Whether a file is meant as a configuration: a node's JSON is content, as an import or an export has it, and so is
    a node's XML but for one that is a configuration.
    """
    if folder.kind in ("sample", "outside"):
        return False
    text = data or b""
    return b"jcr:primaryType" not in text or (text.lstrip().startswith(b"<") and b'"sling:OsgiConfig"' in text)
