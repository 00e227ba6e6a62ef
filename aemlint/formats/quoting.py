"""Texts in place of texts, in networking and variables files."""

from __future__ import annotations


def quoted_like(written: str, text: str) -> str:
    """A plain word in the quotes, or without, of what stands there."""
    quote = written[:1] if written[:1] in ('"', "'") else ""
    return f"{quote}{text}{quote}"
