"""Scores of a run by group, with what 95 in 100 samples would give, and what survived."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from math import sqrt

KILLED = ("killed", "timeout")


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Wilson's."""
    rate, z = killed / tried, 1.96
    middle = (rate + z * z / (2 * tried)) / (1 + z * z / tried)
    around = z * sqrt(rate * (1 - rate) / tried + z * z / (4 * tried * tried)) / (1 + z * z / tried)
    return middle - around, middle + around


def main() -> None:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    lived = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines if line.count("\t") > 4]
        for group, result, where, function, words, *_ in rows:
            groups[group][result] += 1
            if result not in KILLED:
                lived.append(f"| {where} | `{function}` | `{words}` | {result} |")
    print("| group | mutants | killed | of them by time | survived | no test | score | 95 % |")
    print("|---|---|---|---|---|---|---|---|")
    for group, results in groups.items():
        results.pop("out of reach", None)
        tried, killed = results.total(), sum(results[name] for name in KILLED)
        low, high = interval(killed, tried)
        print(
            f"| {group} | {tried} | {killed} | {results['timeout']} | {results['survived']} | {results['no test']} "
            f"| {killed / tried:.1%} | {low:.1%} to {high:.1%} |"
        )
    print("\n| where | function | change | |\n|---|---|---|---|", *lived, sep="\n")


if __name__ == "__main__":
    main()
