"""Files that are named for a service and end in something that AEM reads no configuration from.

Loads only where a config folder holds a name that may be one.
"""

from __future__ import annotations

from aemlint.formats.tree import Document
from aemlint.model.configuration import Configuration
from aemlint.model.pid import Pid
from aemlint.source import decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aemlint.model.run_modes import Folder
    from aemlint.schema import PidSchema

# What people type for `.cfg.json` and `.config`, whatever its letters; not what editors and people call a copy.
ENDINGS = frozenset(
    "json jsn jsonc json5 hjson js yaml yml txt conf cnf cgf config cfg properties props xml ini toml".split()
)
# What goes on behind a service's name, if anything does.
PARTS = ("", ".", "~", "-", " ")


def stray(path: str, data: bytes, folder: Folder, schemas: Callable[[str], PidSchema | None]) -> Configuration | None:
    """One such file, of which no reader makes anything; None where its name only begins as a service's does."""
    name = path.rsplit("/", 1)[-1]
    for end in range(len(name), 0, -1):
        schema = schemas(name[:end]) if name[end : end + 1] in PARTS else None
        if schema is not None:
            document = Document(decoded(path, data), "text", None, refused=True)
            return Configuration(path, Pid(schema.pid), folder, document, schema)
    return None


def is_meant(stray: Configuration) -> bool:
    """Whether it is to configure its service: a node's JSON is content, as an import or an export has it, and so is a
    node's XML but for one that is a configuration.
    """
    rest = stray.file_name[len(stray.pid.name) :]
    if rest and rest.rsplit(".", 1)[-1].lower() not in ENDINGS:
        return False
    if stray.folder.kind in ("sample", "outside"):
        return False
    text = stray.document.source.text
    return "jcr:primaryType" not in text or (text.lstrip().startswith("<") and '"sling:OsgiConfig"' in text)
