"""Clocks every family of attacks in tests/attacks.py at two sizes, one twice the other: a table of what twice as much
costs. `python bench/complexity.py [WORDS OF A FAMILY'S NAME …]`.

Sizes grow until a check takes half a second or the file is as large as one may be. Of the last two both are run in
turn, at least twice, up to eight times while one seems to cost more than 2.3 times the other: what disturbs a run only
makes it longer, so the shortest of each counts. More than 2.3 is marked. Processor time, in this process, garbage
collection off as in a run.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import attacks  # noqa: E402

from aemlint import app, fix  # noqa: E402
from aemlint.engine.rulebook import Rulebook, rulebook  # noqa: E402
from aemlint.memory import Memory  # noqa: E402
from aemlint.options import FORMATS  # noqa: E402
from aemlint.report import instances, show, show_table, text_of  # noqa: E402
from aemlint.report.repeated import Repeated  # noqa: E402
from aemlint.request import Request  # noqa: E402

NOWHERE = os.path.join(os.path.abspath(os.sep), "aemlint", "no such folder")
FIRST, ENOUGH, LIMIT = 500, 0.5, 900_000
MOST, LITTLE = 2.3, 0.03
MOST_ROUNDS, LONG = 8, float("inf")


def clocked(attack: attacks.Attack, book: Rulebook) -> tuple[float, float, float]:
    """Seconds for the check, for reports in every format and the texts with their fixes, for show."""
    request, tree = Request(NOWHERE), Memory(NOWHERE, attack.files)
    request.severity = "info"
    request.target, request.paths = attack.asked.get("target", "cloud"), attack.asked.get("paths")
    began = time.process_time()
    outcome = app.check(request, book, tree)
    checked = time.process_time()
    if outcome.report is not None:
        for format in FORMATS:
            text_of(outcome.report, format, color=False, links=False)
        fix.texts(fix.chosen(outcome.report.findings, unsafe=True))
    reported = time.process_time()
    repeated = Repeated(outcome.project)
    found = outcome.report.findings if outcome.report is not None else []
    each = instances.shown(outcome.project, found, {}, lambda _: True, repeated)
    show.text(outcome.project.configurations, each, repeated)
    show_table.text(outcome.project.configurations, each, color=False, width=None, lines=True, everything=True)
    return checked - began, reported - checked, time.process_time() - reported


def compared(small: attacks.Attack, large: attacks.Attack, book: Rulebook) -> list[tuple[float, float]]:
    """For each of the three the shortest times of both."""
    times = [(LONG, LONG)] * 3
    for number in range(MOST_ROUNDS):
        for size, attack in enumerate((small, large)):
            gc.collect()
            for column, seconds in enumerate(clocked(attack, book)):
                pair = list(times[column])
                pair[size] = min(pair[size], seconds)
                times[column] = (pair[0], pair[1])
        if number and not any(map(worse, times)):
            break
    return times


def worse(times: tuple[float, float]) -> bool:
    return times[1] > MOST * max(times[0], LITTLE)


def main() -> int:
    book, wanted, slow = rulebook(), sys.argv[1:], 0
    clocked(attacks.FAMILIES["configurations with findings"](3), book)
    gc.disable()
    print(
        f"{'family':44} {'size':>7}   {'check':>14} {'reports':>14} {'show':>14}   seconds, and times for twice as much"
    )
    for name, family in attacks.FAMILIES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        size, last, attack = FIRST, family(FIRST), family(2 * FIRST)
        while sum(clocked(attack, book)) < ENOUGH:
            following = family(4 * size)
            if max(map(len, following.files.values())) > LIMIT or 4 * size > 64_000:
                break
            size, last, attack = 2 * size, attack, following
            gc.collect()
        pairs = compared(last, attack, book)
        mark = any(map(worse, pairs))
        slow += mark
        cells = " ".join(f"{now:7.2f} x{now / max(then, 1e-6):5.1f}" for then, now in pairs)
        print(f"{name:44} {2 * size:7}   {cells}{'  !' if mark else ''}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
