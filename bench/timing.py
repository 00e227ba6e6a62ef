"""Two commands in turn, A B B A: the median of the ratios of pairs is the figure that a busy machine leaves alone."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path


class Ratio:
    """Medians of A/B over pairs for processor and wall time; `low` and `high` hold half of the pairs (processor)."""

    def __init__(self, cpu: list[float], wall: list[float], milliseconds: float) -> None:
        self.cpu = statistics.median(cpu)
        self.wall = statistics.median(wall)
        quarters = statistics.quantiles(cpu, n=4) if len(cpu) > 3 else [min(cpu), self.cpu, max(cpu)]
        self.low, self.high = quarters[0], quarters[2]
        self.milliseconds = milliseconds


def once(words: Sequence[str], cwd: Path, stdin: Path | None, env: dict[str, str]) -> tuple[float, float]:
    """Seconds of processor time (user and system, children too) and of wall time."""
    with open(stdin or os.devnull, "rb") as given, open(os.devnull, "wb") as nowhere:
        began = time.perf_counter()
        process = subprocess.Popen(list(words), cwd=cwd, stdin=given, stdout=nowhere, stderr=nowhere, env=env)
        _, _, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = 0
    return used.ru_utime + used.ru_stime, wall


def ratio(
    a: Sequence[str],
    b: Sequence[str],
    *,
    a_cwd: Path,
    b_cwd: Path,
    env: dict[str, str],
    rounds: int,
    repeat: int = 1,
    stdin: Path | None = None,
) -> Ratio:
    for _ in range(2):  # warm caches
        once(a, a_cwd, stdin, env)
        once(b, b_cwd, None, env)
    cpu, wall, spent = [], [], []
    for number in range(rounds):
        sums = {"a": [0.0, 0.0], "b": [0.0, 0.0]}
        for _ in range(repeat):
            for which in ("ab", "ba")[number % 2]:
                words, cwd, given = (a, a_cwd, stdin) if which == "a" else (b, b_cwd, None)
                one = once(words, cwd, given, env)
                sums[which][0] += one[0]
                sums[which][1] += one[1]
        cpu.append(sums["a"][0] / max(sums["b"][0], 1e-9))
        wall.append(sums["a"][1] / max(sums["b"][1], 1e-9))
        spent.append(sums["a"][1] / repeat * 1000)
    return Ratio(cpu, wall, statistics.median(spent))


def peak(words: Sequence[str], cwd: Path, env: dict[str, str]) -> float | None:
    """The most memory a command held, in MiB; None without GNU time: a child of ours would begin with our own."""
    timer = shutil.which("time")
    if timer is None:
        return None
    found = []
    for _ in range(3):
        ran = subprocess.run([timer, "-f", "%M", *words], cwd=cwd, env=env, capture_output=True, text=True, check=False)
        found.append(int(ran.stderr.strip().rsplit("\n", 1)[-1]) / 1024)
    return statistics.median(found)
