"""The word that somebody probably meant."""

from __future__ import annotations

LONGEST = 60


def nearest(word: str, words: list[str]) -> str | None:
    """The first of the closest known words at most two slips away (one for short ones), ignoring case."""
    best, best_distance = None, 3 if len(word) > 5 else 2
    for known in words:
        if abs(len(known) - len(word)) >= best_distance or max(len(known), len(word)) > LONGEST:
            continue
        distance = slips(word.lower(), known.lower())
        if distance < best_distance:
            best, best_distance = known, distance
    return best


def meant(name: str, known: list[str]) -> str | None:
    """The property that a key stands for: slips, other signs between the same letters, or more words around it.

    >>> meant("fromAddress", ["from.address", "smtp.host"])
    'from.address'
    """
    found = nearest(name, known)
    if found is not None:
        return found
    letters = _letters(name)
    for one in known:
        if _letters(one) == letters:
            return one
    around = [one for one in known if "." in one and (name.startswith(one + ".") or name.endswith("." + one))]
    return around[0] if len(around) == 1 else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def slips(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
