"""A finding's words where there is room for a sentence or two, but not for excerpts."""

from __future__ import annotations

from aemlint.report.showing import SENTENCE, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.findings import Finding


def message(finding: Finding) -> str:
    return shown(finding.message, SENTENCE)


def message_and_advice(finding: Finding) -> str:
    """
    >>> ended("`smtp.port` is 25")
    '`smtp.port` is 25.'
    """
    return " ".join(ended(shown(words, SENTENCE)) for words in (finding.message, finding.advice) if words)


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
