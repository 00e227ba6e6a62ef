"""The benchmark: `python bench/run.py` builds a wheel, installs it into a fresh environment and measures it.

Every figure is a ratio of two commands that ran in turn on the same machine. Prints a table and writes
bench/RESULTS.md; the exit code is 1 if a goal is missed. `--quick` leaves out the tree of 100,000 files.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from growing import growth, reports
from timing import peak, ratio
from trees import CONFIG, PID, ROOT, big, missed, small

MAIL = f"{CONFIG}/config/{PID}.cfg.json"


class Row:
    def __init__(
        self, name: str, against: str, must: float | None, aim: float | None, got: float | None, spread: str, more: str
    ) -> None:
        """Without `must` it is only looked at."""
        self.name = name
        self.against = against
        self.must = must
        self.aim = aim
        self.got = got
        self.spread = spread
        self.more = more

    def line(self) -> str:
        got = (
            "not measured"
            if self.got is None
            else f"**{self.got:.2f}**"
            if self.fine
            else f"**{self.got:.2f}** (missed)"
        )
        must, aim = ("" if one is None else f"{one:.3g}" for one in (self.must, self.aim))
        return f"| {self.name} | {self.against} | {must} | {aim} | {got} | {self.spread} | {self.more} |"

    @property
    def fine(self) -> bool:
        return self.got is None or self.must is None or self.got <= self.must


def environment(place: Path) -> tuple[Path, dict[str, str]]:
    """A venv with the wheel and the peers, without setuptools, its bytecode compiled."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    venv = place / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, env=env)
    pip = [str(venv / "bin/pip"), "install", "-q", "--compile"]
    subprocess.run([*pip, "-U", "pip"], check=True, env=env)
    subprocess.run([*pip, str(ROOT)], check=True, env=env)
    subprocess.run([str(venv / "bin/pip"), "uninstall", "-q", "-y", "setuptools"], check=False, env=env)
    peers = place / "peers"
    subprocess.run([sys.executable, "-m", "venv", str(peers)], check=True, env=env)
    subprocess.run(
        [str(peers / "bin/pip"), "install", "-q", "check-jsonschema", "detect-secrets"], check=False, env=env
    )
    return venv / "bin", {**env, "NO_COLOR": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--place", type=Path, help="a folder that keeps environment and trees for the next run")
    options = parser.parse_args()
    place = options.place or Path(tempfile.mkdtemp(prefix="aemlint-bench-"))
    place.mkdir(parents=True, exist_ok=True)
    if (place / "venv").exists():
        shutil.rmtree(place / "venv")
    bin, env = environment(place)
    rows, notes = measured(place, bin, env, options)
    if options.place is None:
        shutil.rmtree(place)
    text = report(rows, notes, bin)
    sys.stdout.write(text)
    (ROOT / "bench/RESULTS.md").write_text(text, "utf-8", newline="\n")
    return 0 if all(row.fine for row in rows) else 1


def measured(place: Path, bin: Path, env: dict[str, str], options: argparse.Namespace) -> tuple[list[Row], list[str]]:
    one = small(place)
    aemlint, bare = str(bin / "aemlint"), [str(bin / "python"), "-I", "-c", "pass"]
    rows: list[Row] = []
    files = sorted(str(path.relative_to(one)) for path in (one / CONFIG / "config").iterdir())

    def against_bare(
        name: str, must: float | None, aim: float | None, root: Path, *words: str, stdin: Path | None = None
    ) -> None:
        got = ratio(
            [aemlint, *words], bare, a_cwd=root, b_cwd=root, env=env, rounds=options.rounds, repeat=5, stdin=stdin
        )
        spread = f"{got.low:.2f} .. {got.high:.2f}"
        rows.append(Row(name, "python -I -c pass", must, aim, got.cpu, spread, f"{got.milliseconds:.0f} ms"))

    against_bare("one clean mail file, named", 2.0, 1.3, one, "check", MAIL)
    against_bare("the same on standard input", 2.0, 1.3, one, "check", "-", "--stdin-filename", MAIL, stdin=one / MAIL)
    against_bare("30 files in one call", 2.4, 1.6, one, "check", *files)
    against_bare("--version", 1.3, 1.1, one, "--version")
    against_bare("nothing of interest", 1.3, 1.1, place / "other", "check", "README.txt")
    for format in ("text", "json", "sarif"):
        against_bare(f"three findings, {format}", 3.5, 1.5, place / "wrong", "check", MAIL, "--format", format)
    against_bare("with settings", 5.0, 2.0, place / "settings", "check", MAIL)
    notes: list[str] = []
    _trees(place, bin, env, options, rows, notes)
    middle = place / "M-2k"
    saved = next(iter(sorted(middle.glob(f"**/config/{PID}.cfg.json"))))
    words = ("check", "-", "--stdin-filename", str(saved.relative_to(middle)))
    against_bare("an editor's save in tree M, 2,000 configurations", None, None, middle, *words, stdin=saved)
    got = ratio(
        [aemlint, "check", "-q", "--since", "HEAD"], [aemlint, "check", "-q"],
        a_cwd=middle, b_cwd=middle, env=env, rounds=max(options.rounds // 2, 5),
    )  # fmt: skip
    spread = f"{got.low:.2f} .. {got.high:.2f}"
    rows.append(Row("--since HEAD, tree M", "a plain run", 2.2, None, got.cpu, spread, f"{got.milliseconds:.0f} ms"))
    for name, seconds, mebibytes in reports(place, bin / "python", env):
        rows.append(Row(f"10,000 findings as {name}, CPU s", "–", 1.0, None, seconds, "", ""))
        rows.append(Row(f"10,000 findings as {name}, peak MiB", "–", 200.0, None, mebibytes, "", ""))
    if not options.quick:
        notes += ["growth (seconds at four sizes, and the last ratio for twice the size):"]
        notes += [f"  {line}" for line in growth(place, aemlint, env)]
    _peers(place, bin, env, options, rows, one)
    for name, root, words, must, aim in (
        ("peak memory, one file (MiB)", one, ["check", MAIL], 16.0, 14.0),
        *([] if options.quick else [("peak memory, tree L (MiB)", place / "L", ["check"], 20.0, 16.0)]),
    ):
        rows.append(Row(name, "–", must, aim, peak([aemlint, *words], root, env), "", ""))
    return rows, notes


def _trees(
    place: Path, bin: Path, env: dict[str, str], options: argparse.Namespace, rows: list[Row], notes: list[str]
) -> None:
    aemlint = str(bin / "aemlint")
    trees = {"S": ("--size", "S"), "M-2k": ("--size", "M", "--osgi", "2000", "--mail", "300")}
    if not options.quick:
        trees["L"] = ("--size", "L")
    for name, arguments in trees.items():
        root = big(place, name, *arguments)
        command = [aemlint, "check", "--severity", "info", "--format", "json"]
        ran = subprocess.run(command, cwd=root, env=env, capture_output=True, check=False)
        seeded, lacking, decoys = missed(root, json.loads(ran.stdout))
        notes.append(f"{name}: {seeded - len(lacking)} of {seeded} seeded mistakes found, {len(decoys)} decoys taken.")
        notes += [f"  missed: {one}" for one in lacking[:10]] + [f"  decoy: {one}" for one in decoys[:10]]
    if options.quick:
        return
    big_tree, middle = place / "L", place / "M-2k"
    listing = ["git", "ls-files", "-co", "--exclude-standard"]
    check = [aemlint, "check", "-q"]
    few = max(options.rounds // 2, 5)

    def pair(
        name: str, against: str, must: float, aim: float, b: list[str], pick: Callable[..., float] = lambda got: got.cpu
    ) -> None:
        if shutil.which(b[0]) is None:
            return
        got = ratio(check, b, a_cwd=big_tree, b_cwd=middle if b is check else big_tree, env=env, rounds=few)
        spread = f"{got.low:.2f} .. {got.high:.2f}"
        rows.append(Row(name, against, must, aim, pick(got), spread, f"{got.milliseconds:.0f} ms"))

    pair("tree L, processor", "git ls-files -co", 0.6, 0.45, listing)
    pair("tree L, wall", "git ls-files -co", 0.6, 0.45, listing, lambda got: got.wall)
    pair("tree L", "rg --files", 0.15, 0.1, ["rg", "--files", "--hidden", "-g", "!.git"])
    pair("tree L", "aemlint on M-2k", 8.0, 6.5, check)


def _peers(
    place: Path, bin: Path, env: dict[str, str], options: argparse.Namespace, rows: list[Row], one: Path
) -> None:
    aemlint, few = str(bin / "aemlint"), max(options.rounds // 3, 5)
    schema = str(ROOT / f"schemas/pid/{PID}.json")
    plain = place / "plain.json"
    plain.write_text("\n".join(line for line in (one / MAIL).read_text().split("\n") if "//" not in line), "utf-8")
    judge = [str(place / "peers/bin/check-jsonschema"), "--schemafile", schema]
    middle = place / "M-2k"
    files = [
        str(path.relative_to(middle))
        for path in sorted(middle.glob("**/osgiconfig/**/*.cfg.json"))
        if "target" not in path.parts and "//" not in (text := path.read_text("utf-8", "replace")) and "/*" not in text
    ]
    for name, against, must, aim, a, b, root in (
        ("one file", "check-jsonschema", 1 / 15, 1 / 18, [aemlint, "check", MAIL], [*judge, str(plain)], one),
        ("one file", "detect-secrets-hook", 1 / 10, 1 / 12, [aemlint, "check", MAIL],
         [str(place / "peers/bin/detect-secrets-hook"), MAIL], one),
        ("tree M, 2,000 configurations", "check-jsonschema", 1 / 5, 1 / 7,
         [aemlint, "check", "-q"], [*judge, *files], middle),
    ):  # fmt: skip
        if not Path(b[0]).exists():
            continue
        got = ratio(a, b, a_cwd=root, b_cwd=root, env=env, rounds=few)
        rows.append(
            Row(name, against, must, aim, got.cpu, f"{got.low:.3f} .. {got.high:.3f}", f"{got.milliseconds:.0f} ms")
        )


def report(rows: list[Row], notes: list[str], bin: Path) -> str:
    version = subprocess.run(
        [str(bin / "aemlint"), "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{platform.system()} {platform.machine()}, {processors} processors, {date.today().isoformat()}."
    machine = f"{version}, Python {platform.python_version()}, {machine}"
    head = [
        "# Results",
        "",
        "Ratios of user and system time, medians of pairs that ran in turn; the spread holds half of the pairs.",
        "",
        machine,
        "",
        "| what | against | must | aim | got | spread | takes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    return (
        "\n".join(
            [
                *head,
                *(row.line() for row in rows),
                "",
                *(f"- {note}" if note[0] != " " else f"  -{note}" for note in notes),
            ]
        )
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
