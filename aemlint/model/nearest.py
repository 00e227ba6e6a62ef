"""The word that somebody probably meant."""

from __future__ import annotations

LONGEST = 60
# Other words for the same thing, as other mail libraries have them.
ALIASES = {
    "password": "smtp.password",
    "smtp.pass": "smtp.password",
    "smtp.passwd": "smtp.password",
    "smtp.pwd": "smtp.password",
    "smtp.secret": "smtp.password",
    "smtp.user.password": "smtp.password",
    "smtp.username": "smtp.user",
    "smtp.hostname": "smtp.host",
    "smtp.from": "from.address",
}


def nearest(word: str, words: list[str]) -> str | None:
    """The first of the closest known words at most two slips away (one for short ones), ignoring case."""
    best, best_distance = None, 3 if len(word) > 5 else 2
    for known in words:
        if abs(len(known) - len(word)) >= best_distance or max(len(known), len(word)) > LONGEST:
            continue
        distance = slips(word.lower(), known.lower(), best_distance)
        if distance < best_distance:
            best, best_distance = known, distance
    return best


def meant(name: str, known: list[str]) -> str | None:
    """The property that a key stands for: slips, other signs between the same letters, or more words around it; a type
    behind a colon is none of the name.

    >>> meant("fromAddress", ["from.address", "smtp.host"])
    'from.address'
    """
    name = name.partition(":")[0]
    alias = ALIASES.get(name.lower())
    found = alias if alias in known else nearest(name, known)
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


def slips(one: str, other: str, most: int = 3) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words; `most` for that many and more.

    >>> slips("smtp.hots", "smtp.host"), slips("smtp.port", "from.address")
    (1, 3)
    """
    # What both begin and end with needs no thought; of the rest only as far aside as slips may lead.
    start, ends = 0, min(len(one), len(other))
    while start < ends and one[start] == other[start]:
        start += 1
    stop = 0
    while stop < ends - start and one[-1 - stop] == other[-1 - stop]:
        stop += 1
    one, other = one[start : len(one) - stop], other[start : len(other) - stop]
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    last = [min(j, most) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        row = [min(i, most)] + [most] * len(other)
        for j in range(max(i - most + 1, 1), min(i + most - 1, len(other)) + 1):
            b = other[j - 1]
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b), most)
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) >= most and (i < 2 or min(last) >= most):
            return most
        before, last = last, row
    return last[-1]
