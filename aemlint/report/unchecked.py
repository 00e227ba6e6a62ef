"""What could not be judged, in few words: topics rather than a rule after the other."""

from __future__ import annotations

from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 2


def lines(not_checked: Iterable[tuple[Sequence[str], str]], known: Sequence[str] = ()) -> list[str]:
    """One line for a reason. `known` are all rules: a topic of which none could judge is `topic/*`.

    >>> lines([(["tls/none"], "no variables file")], ["tls/none", "tls/port-25"])
    ['not checked: tls/none (no variables file)']
    """
    return [f"not checked: {', '.join(topics)} ({why})" for topics, why in grouped(not_checked, known)]


def grouped(not_checked: Iterable[tuple[Sequence[str], str]], known: Sequence[str] = ()) -> list[tuple[list[str], str]]:
    """Rules by reason, in the order in which the reasons came."""
    by_reason: dict[str, dict[str, None]] = {}
    for rules, why in not_checked:
        by_reason.setdefault(shown(why, 1000), {}).update(dict.fromkeys(rules))
    return [(_topics(list(rules), known), why) for why, rules in by_reason.items()]


def _topics(rules: list[str], known: Sequence[str]) -> list[str]:
    by_topic: dict[str, list[str]] = {}
    for rule in rules:
        by_topic.setdefault(rule.partition("/")[0], []).append(rule)
    found = []
    for topic, own in by_topic.items():
        total = sum(rule.startswith(f"{topic}/") for rule in known)
        if total > 1 and len(own) == total:
            found.append(f"{topic}/*")
        elif len(own) <= FEW:
            found += own
        else:
            found.append(f"{len(own)} of {topic}/*")
    return found
