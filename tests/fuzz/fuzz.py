"""Targets for atheris: bytes in, and what must hold of whatever comes out. See README.md."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["aemlint"]):
    import strategies as made
    from reading import places_are_true, plain, read

    from aemlint import formats
    from aemlint.findings import Finding, Note, Report
    from aemlint.formats import (  # noqa: F401 (instrumented only if they are loaded here)
        cfg_json,
        config,
        docview,
        json,
        json_comments,
        offsets,
        properties,
        properties_xml,
        sling_xml,
        yaml,
    )
    from aemlint.formats.tree import Scalar
    from aemlint.ignore import Ignore
    from aemlint.model import interpolation, placeholder
    from aemlint.model.configuration import Configuration
    from aemlint.model.delivery import Delivery
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Environment, Instance
    from aemlint.model.pid import Pid
    from aemlint.model.run_modes import folder_of
    from aemlint.report import instances, show, show_table, terminal
    from aemlint.report.repeated import Repeated
    from aemlint.report.showing import shown
    from aemlint.settings.patterns import hostile, matcher
    from aemlint.settings.reader import settings
    from aemlint.source import Place, Source, Span

NAMES = {
    "cfg_json": "a.cfg.json",
    "config": "a.config",
    "properties": "a.cfg",
    "xml": "a.xml",
    "json": "a.json",
    "yaml": "a.yaml",
}


def reader(name: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        for platform in ("cloud", "6.5"):
            document = read(name, data, platform)
            places_are_true(document)
            if formats.format_of(name) is None or document.refused or document.problems:
                continue
            for entry in document.entries:
                if isinstance(entry.value, Scalar) and entry.declared is None and platform == "cloud":
                    _written(name, document, entry)

    return target


def _written(name: str, document: object, entry: object) -> None:
    """What is written in place of a value reads as it."""
    text = document.source.text
    written = formats.written(document, entry, "a=b\\ {c}")
    if written is None:
        return
    span = entry.value.span
    edited = f"{text[: span.start]}{written}{text[span.end :]}"
    try:
        data = edited.encode(document.source.encoding)
    except UnicodeEncodeError:  # a declared encoding that does not have what stands elsewhere in the file
        return
    again = {one.name: plain(one.value) for one in read(name, data).entries}
    assert again[entry.name] == ("String", "a=b\\ {c}"), (edited, again)


def placeholders(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    parts = placeholder.parts(text)
    for part in parts:
        if not isinstance(part, str):
            assert 0 <= part.start < part.end <= len(text)
            assert text.startswith("$[", part.start)
            assert text[part.end - 1] == "]"
    placeholder.settled(text)
    placeholder.nested(text)
    placeholder.literals(text)


def interpolated(data: bytes) -> None:
    first, _, second = data.decode("utf-8", "surrogateescape").partition("\x00")
    node = Scalar(Span(0, 0), first, "String")
    other = Scalar(Span(0, 0), second, "String")
    providers = interpolation.Providers({"A": second, "B": "$[env:A]"}, {}, {"S": second})
    outcome = interpolation.delivered({"a": node, "b": other}, providers)
    assert set(outcome.properties) == {"a", "b"}


def ignored(data: bytes) -> None:
    lines, _, path = data.decode("utf-8", "surrogateescape").partition("\x00")
    found = Ignore(lines.split("\n"))
    found.ignored(path[:300], path[:300].rsplit("/", 1)[-1], len(path) % 2 == 0)


def patterned(data: bytes) -> None:
    lines, _, path = data.decode("utf-8", "surrogateescape").partition("\x00")
    matcher([line for line in lines.split("\n") if not hostile(line)])(path[:300], is_folder=len(path) % 2 == 0)


def settled(data: bytes) -> None:
    found = settings(data, ".aemlint.yaml")
    whole = Span(0, len(found.document.source.text))
    assert all(hit.at.span in whole for hit in found.mistakes)


def showing(data: bytes) -> None:
    text = shown(data.decode("utf-8", "surrogateescape"), 1000)
    assert text.isprintable()
    assert not text.startswith("::")
    assert "##[" not in text
    assert "##vso[" not in text


def drawn(data: bytes) -> None:
    """A finding somewhere in a foreign text, with a note elsewhere in it and a part that is covered."""
    provider = atheris.FuzzedDataProvider(data)
    text = provider.ConsumeUnicode(400)
    at = [provider.ConsumeIntInRange(0, len(text)) for _ in range(6)]
    source = Source(provider.ConsumeUnicode(20), text)
    places = [Place(source, Span(min(pair), max(pair))) for pair in (at[0:2], at[2:4])]
    covers = [(min(at[4:6]), max(at[4:6]))]
    words = provider.ConsumeUnicode(40)
    finding = Finding(
        rule="a/b",
        severity="error",
        message=words,
        advice=words,
        at=places[0],
        subject=words,
        pid=None,
        property=None,
        fingerprint="0" * 64,
        mark=words,
        notes=(Note(words, places[1]), Note(words)),
    )
    report = Report(".", "cloud", [finding], masked={source.path: covers})
    lines = terminal.text(report, color=False, links=False).split("\n")
    assert all(line.isprintable() for line in lines), lines
    secret = text[covers[0][0] : covers[0][1]]
    if len(secret) > 20 and len({*secret}) > 8:
        assert secret not in "\n".join(lines)


PATH = "jcr_root/apps/a/config/com.day.cq.mailer.DefaultMailService.cfg.json"


def shown_project(data: bytes) -> None:
    document = formats.configuration(PATH, data, "cloud")
    configuration = Configuration(PATH, Pid("com.day.cq.mailer.DefaultMailService"), folder_of(PATH), document)
    view = Effective(Instance(Environment("dev", "dev"), "author"), [configuration], "cloud")
    found = [instances.Shown(configuration.pid.name, configuration.pid.name, Delivery(view, []), {}, Repeated())]
    assert show.text([configuration], found, Repeated()).isascii()
    for width in (None, 200):
        lines = show_table.text([configuration], found, color=False, width=width).split("\n")
        assert all(line.isprintable() for line in lines), lines


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{target: reader(name) for target, name in NAMES.items()},
    "placeholders": placeholders,
    "interpolation": interpolated,
    "ignore": ignored,
    "patterns": patterned,
    "settings": settled,
    "showing": showing,
    "terminal": drawn,
    "show": shown_project,
}
PIECES = {
    "placeholders": (
        "$[ env: secret: conf: X ; default= type= delimiter= Integer String[] ] \\ [ , $[env:A] a b 1 \\$["
    ).split(),
    "settings": (
        "target: cloud 6.5 exclude: rules: off error paths: baseline: as-of: environments: dev: type: network: - [ ] { "
        "} <LF> <LF><SP><SP> <SP> a/b \" ' rule-folders: property: variables: *.x ** 0.1"
    ).split(),
    "ignore": "* ** / ! [a-z] [!x] ? \\ a .b <LF> # <NUL> a/b [".split(),
}
LIKE = {"interpolation": "placeholders", "patterns": "ignore", "show": "cfg_json", "showing": "yaml", "terminal": "xml"}


def seeds(target: str, folder: Path) -> None:
    """Texts that reach further than random bytes."""
    name = LIKE.get(target, target)
    words = made.pieces(made.PIECES[NAMES[name]]) if name in NAMES else made.pieces(" ".join(PIECES[name]))
    chance = random.Random(target)
    encoding = "latin-1" if name == "properties" else "utf-8"
    for number in range(300):
        text = "".join(chance.choice(words) for _ in range(chance.randint(1, 25)))
        (folder / f"seed{number}").write_bytes(text.encode(encoding, "surrogatepass"))


def main() -> None:
    target, *options = sys.argv[1:]
    if target == "all":
        for name in TARGETS:
            sys.stderr.write(f"--- {name}\n")
            subprocess.run([sys.executable, __file__, name, *options], check=False)
        return
    with tempfile.TemporaryDirectory() as folder:
        if all(option.startswith("-") for option in options):  # no input to run again
            seeds(target, Path(folder))
            options.append(folder)
        atheris.Setup([sys.argv[0], "-timeout=5", "-rss_limit_mb=2048", "-max_len=600", *options], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
