"""Writes files whole or not at all."""

from __future__ import annotations

import os


def save(path: str, text: str) -> None:
    """A new file in place of an old one; what cannot be encoded is escaped. A link is followed, a device written to."""
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
