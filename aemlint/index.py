"""Git's index, as far as to tell whether it has a path: bytes in, no Git run."""

from __future__ import annotations

HEADER, FIXED = 12, 62
EXTENDED = 0x40


def holds(index: bytes, path: bytes) -> bool:
    """Whether a file is tracked, `path` from the folder of `.git` on; an index that is none holds nothing."""
    if index[:4] != b"DIRC":
        return False
    if index[7:8] == b"\4":  # the only version that shortens paths
        return path in _shortened(index)
    at = index.find(path + b"\0")
    while at >= 0:
        # The length of the path stands before it; the path of a file in a folder would end the same.
        if int.from_bytes(index[at - 2 : at], "big") & 0xFFF == len(path) or _is_extended(index, at, len(path)):
            return True
        at = index.find(path + b"\0", at + 1)
    return False


def shared(index: bytes) -> list[str]:
    """Names of the files of which one has the rest of a split index. What has been deleted since is still in it: rather
    one file too many is taken for tracked.
    """
    at = index.rfind(b"link\0")
    return [f"sharedindex.{index[at + 8 : at + 8 + size].hex()}" for size in (20, 32)] if at >= 0 else []


def _is_extended(index: bytes, at: int, length: int) -> bool:
    flags = index[at - 4 : at - 2]
    return len(flags) == 2 and bool(flags[0] & EXTENDED) and int.from_bytes(flags, "big") & 0xFFF == length


def _shortened(index: bytes) -> set[bytes]:
    """All paths of an index in which each says only what differs from the one before."""
    paths: set[bytes] = set()
    before, at = b"", HEADER
    for _ in range(int.from_bytes(index[8:12], "big")):
        flags = int.from_bytes(index[at + FIXED - 2 : at + FIXED - 1], "big")
        at += FIXED + 2 if flags & EXTENDED else FIXED
        cut, more = 0, True
        while more and at < len(index):
            cut = (cut << 7) | (index[at] & 0x7F)
            more = bool(index[at] & 0x80)
            cut += more
            at += 1
        end = index.find(b"\0", at)
        if end < 0:
            break
        before = before[: len(before) - cut] + index[at:end]
        paths.add(before)
        at = end + 1
    return paths
