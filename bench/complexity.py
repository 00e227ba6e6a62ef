"""Clocks every family of attacks in tests/attacks.py at two sizes, one twice the other: a table of what twice as much
costs. `python bench/complexity.py [WORDS OF A FAMILY'S NAME …]`.

Each size is run until the check takes half a second or the file is as large as one may be; the better of two counts.
More than 2.3 is marked. Processor time, in this process, garbage collection off as in a run.
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

from aemlint import app  # noqa: E402
from aemlint.engine.rulebook import Rulebook, rulebook  # noqa: E402
from aemlint.memory import Memory  # noqa: E402
from aemlint.options import FORMATS  # noqa: E402
from aemlint.report import instances, show, show_table, text_of  # noqa: E402
from aemlint.report.repeated import Repeated  # noqa: E402
from aemlint.request import Request  # noqa: E402

NOWHERE = os.path.join(os.path.abspath(os.sep), "aemlint", "no such folder")
FIRST, ENOUGH, LIMIT = 500, 0.5, 900_000
MOST, LITTLE = 2.3, 0.03


def clocked(attack: attacks.Attack, book: Rulebook) -> tuple[float, float, float]:
    """Seconds for the check, for reports in every format, for show."""
    request, tree = Request(NOWHERE), Memory(NOWHERE, attack.files)
    request.severity = "info"
    request.target, request.paths = attack.asked.get("target", "cloud"), attack.asked.get("paths")
    began = time.process_time()
    outcome = app.check(request, book, tree)
    checked = time.process_time()
    if outcome.report is not None:
        for format in FORMATS:
            text_of(outcome.report, format, color=False, links=False)
    reported = time.process_time()
    repeated = Repeated()
    found = outcome.report.findings if outcome.report is not None else []
    each = instances.shown(outcome.project, found, {}, lambda _: True, repeated)
    show.text(outcome.project.configurations, each, repeated)
    show_table.text(outcome.project.configurations, each, color=False, width=None, lines=True, everything=True)
    return checked - began, reported - checked, time.process_time() - reported


def best(attack: attacks.Attack, book: Rulebook) -> tuple[float, float, float]:
    return min((clocked(attack, book) for _ in range(2)), key=sum)


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
        size, before = FIRST, best(family(FIRST), book)
        while True:
            attack = family(2 * size)
            if max(map(len, attack.files.values())) > LIMIT or 2 * size > 64_000:
                break
            size, last, before = 2 * size, before, best(attack, book)
            if sum(before) > ENOUGH:
                break
            gc.collect()
        pairs = list(zip(last, before, strict=True))
        mark = any(now > MOST * max(then, LITTLE) for then, now in pairs)
        slow += mark
        cells = " ".join(f"{now:7.2f} x{now / max(then, 1e-6):5.1f}" for then, now in pairs)
        print(f"{name:44} {size:7}   {cells}{'  !' if mark else ''}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
