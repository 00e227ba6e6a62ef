"""Targets for atheris: bytes in, and what must hold of whatever comes out. See README.md."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["aemlint"]):
    import strategies as made
    from failures import FAILURES
    from reading import places_are_true, plain, read

    import aemlint
    from aemlint import discovery, examples, formats, index, options
    from aemlint.engine import baseline, folders, silence, suppression
    from aemlint.engine.compiling import split
    from aemlint.engine.rule import Rule
    from aemlint.engine.rulebook import Rulebook, rulebook
    from aemlint.findings import Finding, Note, Report
    from aemlint.formats.tree import Scalar
    from aemlint.ignore import Ignore
    from aemlint.memory import Memory
    from aemlint.model import interpolation, placeholder
    from aemlint.model.configuration import Configuration
    from aemlint.model.delivery import Delivery
    from aemlint.model.effective import Effective
    from aemlint.model.environment import Environment, Instance
    from aemlint.model.network import NetworkFile
    from aemlint.model.pid import Pid
    from aemlint.model.project import Project
    from aemlint.model.run_modes import folder_of
    from aemlint.report import instances, show, show_table, terminal
    from aemlint.report.repeated import Repeated
    from aemlint.report.showing import shown
    from aemlint.settings.patterns import hostile, matcher
    from aemlint.settings.reader import settings
    from aemlint.source import Place, Source, Span

    for one in walk_packages(aemlint.__path__, "aemlint."):  # what is loaded later would not be instrumented
        if not one.name.endswith(("__main__", "._bundle")):
            import_module(one.name)

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
        platform = ("cloud", "6.5")[len(data) % 2]
        document = read(name, data, platform)
        places_are_true(document)
        if platform == "6.5" or formats.format_of(name) is None or document.refused or document.problems:
            return
        texts = [entry for entry in document.entries if isinstance(entry.value, Scalar) and entry.declared is None]
        if texts:
            _written(name, document, texts[len(data) // 2 % len(texts)])

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
    lines = "".join(terminal.pieces(report, color=False, links=False)).split("\n")
    assert all(line.isprintable() for line in lines), lines
    secret = text[covers[0][0] : covers[0][1]]
    if len(secret) > 20 and len({*secret}) > 8:
        assert secret not in "\n".join(lines)


def recognised(data: bytes) -> None:
    """Networking and variables files, by their content or because the settings say so."""
    kinds = (None, ["network"], ["variables"], ["network", "variables"])[len(data) % 4]
    found = discovery._document(("a.json", "a.yaml")[len(data) // 4 % 2], data, kinds, [])
    if isinstance(found, NetworkFile):
        assert all(forward.table.span in found.document.root.span for forward in found.forwards)
    elif found is not None:
        assert all(one.table.span in found.document.root.span for one in found.variables)


NAMED = ("a.cfg.json", "a.config", "a.cfg", "a.xml", "a.yaml")


def suppressed(data: bytes) -> None:
    """Comments of a text; what takes them away again leaves the rest as it was."""
    document = read(NAMED[len(data) % len(NAMED)], data)
    found = suppression.suppressions(document, lambda name: name)
    whole = Span(0, len(document.source.text))
    for one in found:
        assert one.word in one.comment in whole, one.comment
        assert all(span in one.comment for _, span in one.names), one.names
        assert one.lines is None or 0 < one.lines.start < one.lines.stop
    for hit in silence.unused(found, BOOK, lambda name, source: True):
        assert all(edit.place.span in whole for edit in hit.edits), hit.edits


BOOK = rulebook()
EXAMPLE = {"files": {"config/a.cfg.json": '{"a": "$[env:B;default=1]", "b": [1], "c": true}'}, "finds": []}


def own_rules(data: bytes) -> None:
    """A rule of a stranger is refused with a place, or it can be run."""
    rule, mistakes = folders.rule_data(Memory("/", {"a.yaml": data}), "a.yaml")
    assert (rule is None) == bool(mistakes)
    if rule is not None:
        condition, words = split(rule)
        book = Rulebook({"own/a": Rule("own/a", condition)}, BOOK.tables, {"own/a": words})
        examples.differences("own/a", EXAMPLE, book)


def baselined(data: bytes) -> None:
    try:
        found = baseline.read(data.decode("utf-8", "replace"))
    except baseline.Malformed:
        return
    again = baseline.read(baseline.written(found))
    assert [one.order for one in again] == sorted(one.order for one in found)


def tracked(data: bytes) -> None:
    path, _, rest = data.partition(b"\n")
    assert index.holds(rest, path) in (True, False)


def commanded(data: bytes) -> None:
    """What the quick reader takes, argparse takes, and reads as the same."""
    command, *words = data.decode("utf-8", "surrogateescape").split("\n")
    command = (*options.OPTIONS,)[len(command) % len(options.OPTIONS)]
    quick = options.quickly(command, words)
    if quick is not None:
        careful = options.carefully(command, words)
        for slot in options.Options.__slots__:
            assert getattr(quick, slot) == getattr(careful, slot), (command, words)


PATH = "jcr_root/apps/a/config/com.day.cq.mailer.DefaultMailService.cfg.json"


def shown_project(data: bytes) -> None:
    document = formats.configuration(PATH, data, "cloud")
    configuration = Configuration(PATH, Pid("com.day.cq.mailer.DefaultMailService"), folder_of(PATH), document)
    view = Effective(Instance(Environment("dev", "dev"), "author"), [configuration], "cloud")
    repeated = Repeated(Project("cloud", [configuration], [], [], []))
    found = [instances.Shown(configuration.pid.name, configuration.pid.name, Delivery(view, []), {}, repeated)]
    assert show.text([configuration], found, repeated).isascii()
    # A table takes ten times as long as all the rest.
    for width in ((None,), (200,), *[()] * 14)[sum(data) % 16]:
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
    "recognition": recognised,
    "suppressions": suppressed,
    "own_rules": own_rules,
    "baseline": baselined,
    "index": tracked,
    "options": commanded,
}
PIECES = {
    "placeholders": (
        "$[ env: secret: conf: X ; default= type= delimiter= Integer String[] ] \\ [ , $[env:A] a b 1 \\$["
    ).split(),
    "settings": (
        "target: cloud 6.5 exclude: rules: off error paths: baseline: as-of: environments: dev: type: network: - [ ] { "
        "} <LF> <LF><SP><SP> <SP> a/b \" ' rule-folders: property: variables: *.x ** 0.1"
    ).split(),
    "recognition": (
        '{ } [ ] , : "portForwards" "name" "portDest" "portOrig" "nonProxyHosts" "_embedded" '
        '"variables" "value" "type" '
        '"secretString" "string" "service" "kind" "region" "networkingConfigurations" "a" 1 30465 true null <LF> - '
        "portForwards: variables: name: value: portDest: <LF><SP><SP> <LF>-<SP>"
    ).split(),
    "suppressions": (
        '{ } "a" : , // /* */ # ! <!-- --> <LF> <CR> <SP> aemlint: aemlint:<SP>ignore aemlint:<SP>ignore[host] '
        "aemlint:<SP>ignore-file[ ignore ignore-file [ ] host/wrong-default host port , a= a=b /> < > <jcr:root ä 😀"
    ).split(),
    "own_rules": (
        "title:<SP>a<LF> severity:<SP>error<LF> since:<SP>'0.1'<LF> message:<SP>'`{property}`' message: "
        "advice:<SP>b<LF> why:<SP>c<LF> match:<LF> <SP><SP> property: pid: value: is: not: glob: in: any: "
        "all: '*' a b [ ] { } , examples:<SP>[]<LF> fix: check: with: {property} {value} forward: "
        "network: variable: run-modes: below: holds:"
    ).split(),
    "baseline": '{ } [ ] , : "version" 1 "findings" "rule" "path" "subject" "fingerprint" "a" null \\ \\ud800'.split(),
    "index": "DIRC <NUL> <NUL><NUL><NUL> <SOH> \x04 a a/b <LF> a<LF>DIRC @ ~".split(),
    "options": (
        "check show explain rules init --format --format= text json=a --output - -- -q -v -qv --fix --select a,b "
        "--severity "
        "error --since --statistics --target=6.5 cloud --isolated --color never a.json <LF> <LF>--diff <LF>-v <LF>a -1 "
        "--target --variables --test --write-baseline= = --form <LF>--format <LF>--"
    ).split(),
    "ignore": "* ** / ! [a-z] [!x] ? \\ a .b <LF> # <NUL> a/b [".split(),
}
RULE = """\
title: a
severity: error
since: '0.1'
match:
  pid: a
  property: [a, b]
  value: {glob: '*B*'}
message: '`{value}`'
advice: b
why: c
examples: []
"""
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->\n<jcr:root {made.HEAD}\n    jcr:primaryType="sling:OsgiConfig"'
)
WHOLE = {
    "xml": [
        f'{HEAD}\n    a="[b,c\\\\,d]" e=\'{{Long}}5\' f="&#65;&amp;" g="{{Boolean}}true"/>\n'.encode(),
        f'{HEAD} a="b">\n  <c jcr:primaryType="nt:unstructured" d="e"/>\n</jcr:root>'.encode("utf-16"),
    ],
    "cfg_json": [b'{"a": "$[env:B;default=1]", "b:Integer": "1", /* c */ "d": ["e"], "f": true, "g:Double[]": [1.5]}'],
    "config": [b'# a\na="b"\nc=I"1"\nd=["e", \\\n  "f"]\ng=B"true"\n'],
    "yaml": [b"a: b # c\nd:\n  - e: 'f'\n    g: \"h\"\n  - [i, {j: k}]\nl: |\n  m\n"],
    "own_rules": [RULE.encode(), RULE.replace("value: {glob: '*B*'}", "not: {value: true}").encode()],
    "baseline": [
        b'{"version": 1, "findings": []}',
        b'{"version": 1, "findings": [{"rule": "a/b", "path": "a", "subject": "s", "fingerprint": "0"}]}',
    ],
    "index": [
        b"a\nDIRC\0\0\0\2\0\0\0\1" + bytes(60) + b"\0\1a\0",
        b"ab\nDIRC\0\0\0\4\0\0\0\2" + bytes(60) + b"\0\1\0a\0" + bytes(60) + b"\0\2\0b\0",
        b"a\nDIRC\0\0\0\3\0\0\0\1" + bytes(60) + b"\x40\1\0\0a\0",
    ],
}
LIKE = {"interpolation": "placeholders", "patterns": "ignore", "show": "cfg_json", "showing": "yaml", "terminal": "xml"}


def _words(target: str) -> list[str]:
    name = LIKE.get(target, target)
    return made.pieces(made.PIECES[NAMES[name]] if name in NAMES else " ".join(PIECES[name]))


def _bytes(target: str, text: str) -> bytes:
    return text.encode("latin-1" if target == "properties" else "utf-8", "surrogatepass")


def seeds(target: str, folder: Path) -> None:
    """Texts that reach further than random bytes."""
    words = _words(target)
    chance = random.Random(target)
    for number in range(300):
        text = "".join(chance.choice(words) for _ in range(chance.randint(1, 25)))
        (folder / f"seed{number}").write_bytes(_bytes(target, text))
    failed = [data for name, data in FAILURES if name == NAMES.get(target)]
    for number, whole in enumerate([*WHOLE.get(target, []), *failed]):
        (folder / f"whole{number}").write_bytes(whole)


def main() -> None:
    target, *options = sys.argv[1:]
    if target == "all":
        for name in TARGETS:
            sys.stderr.write(f"--- {name}\n")
            subprocess.run([sys.executable, __file__, name, *options], check=False)
        return
    with tempfile.TemporaryDirectory() as place:
        if all(option.startswith("-") for option in options):  # no input to run again
            folder, words = Path(place, "seeds"), Path(place, "words")
            folder.mkdir()
            seeds(target, folder)
            lines = ["".join(f"\\x{byte:02X}" for byte in _bytes(target, piece)) for piece in _words(target)]
            words.write_text("".join(f'"{line}"\n' for line in lines), "utf-8")
            options += [f"-dict={words}", str(folder)]
        # A few nested placeholders are enough, and each as much work as a reader's whole file.
        longest = 48 if target in ("interpolation", "placeholders", "show") else 120
        limits = "-timeout=5", "-rss_limit_mb=2048", f"-max_len={longest}"
        atheris.Setup([sys.argv[0], *limits, *options], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
