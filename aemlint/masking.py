"""What may be a secret: no excerpt shows it, and no sentence repeats it. Rather too much than too little."""

from __future__ import annotations

from aemlint.findings import Finding, Fix, Note, between
from aemlint.formats.tree import Table
from aemlint.model import credential_line, credential_shape, secret
from aemlint.model.disclosed import Disclosed, merged
from aemlint.model.value import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator

    from aemlint.formats.tree import Comment, Document
    from aemlint.model.command import Script
    from aemlint.model.configuration import Configuration
    from aemlint.model.network import NetworkFile
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile
    from aemlint.source import Place

    Cover = tuple[int, int]

HARMLESS = ("name", "type", "service", "status", "cm_type", "placeholder", "cfg_json_path", "json_property")
# What a suppression may name.
NAMES = frozenset("abcdefghijklmnopqrstuvwxyz-/, ")


class Masking:
    """`covers` maps a path to the spans of its text that may be secrets, none for a file that has none.

    `paths` limits what is looked through; files of other kinds are not looked through at all. `keys` are paths and
    offsets of keys whose values are secret because a rule says so. `disclosed` are the secrets of the whole project:
    what one file gives away another must not repeat.
    """

    __slots__ = ("_disclosed", "covers")

    def __init__(
        self,
        project: Project,
        paths: Container[str] | None = None,
        keys: Collection[tuple[str, int]] = (),
        disclosed: Disclosed | None = None,
    ) -> None:
        self.covers: dict[str, list[Cover]] = {}
        self._disclosed = disclosed if disclosed is not None else Disclosed(project, keys)
        for configuration in (*project.configurations, *project.strays):
            if paths is None or configuration.path in paths:
                starts = (one.entry.key.start for one in configuration.written(shadowed=True))
                told = {start for start in starts if (configuration.path, start) in keys}
                self._add(configuration.document, _of_configuration(configuration, self._disclosed, told))
        for file in (*project.variables, *project.handoffs):
            if paths is None or file.path in paths:
                self._add(file.document, _of_variables(file))
        for network in project.networks:
            if paths is None or network.path in paths:
                self._add(network.document, _of_network(network))
        for script in project.scripts:
            if paths is None or script.path in paths:
                self._add(script.document, _of_script(script))

    def _add(self, document: Document, spans: Iterable[Cover]) -> None:
        source = document.source
        found = [*spans, *_in_text(source.text), *self._disclosed.spans(source.text, (source.path,))]
        self.covers[source.path] = merged([*self.covers.get(source.path, []), *found])

    def quieted(self, finding: Finding) -> Finding:
        """The finding, with dots where its words or its fix would repeat a secret. A password that is a word of the PID
        or of the path gives nothing away there.
        """
        paths = {finding.at.source.path, *finding.consulted}
        paths.update(note.at.source.path for note in finding.notes if note.at is not None)
        known = f"{finding.subject} {' '.join(paths)}"

        def quiet(words: str) -> str:
            return self._disclosed.quiet(words, paths, known)

        fix = finding.fix
        said = [finding.message, finding.advice, finding.mark, *(note.text for note in finding.notes)]
        if fix is not None:
            said += [fix.title, *(edit.text for edit in fix.edits)]
        together = "\n".join(said)
        if quiet(together) == together:
            return finding
        words = {name: getattr(finding, name) for name in Finding.__slots__}
        words.update({name: quiet(words[name]) for name in ("message", "advice", "mark")})
        words["notes"] = tuple(Note(quiet(note.text), note.at) for note in finding.notes)
        words["fix"] = None if fix is None else self._quiet_fix(fix, quiet)
        return Finding(**words)

    def _quiet_fix(self, fix: Fix, quiet: Callable[[str], str]) -> Fix | None:
        """In place of a secret it may repeat it, if no report shows that; elsewhere it must not."""
        repeating = [edit for edit in fix.edits if quiet(edit.text) != edit.text]
        if not all(self._covered(edit.place) for edit in repeating):
            return None
        return Fix(quiet(fix.title), fix.safe, fix.edits, repeats=bool(repeating))

    def _covered(self, place: Place) -> bool:
        return bool(between(self.covers.get(place.source.path, ()), place.span.start, place.span.end))


def _of_configuration(
    configuration: Configuration, disclosed: Disclosed, named: Container[int] = ()
) -> Iterator[Cover]:
    """Values that are secret or repeat one; comments that speak of one; of a broken file all that may belong to one."""
    written = list(configuration.written(shadowed=True))
    hidden = [one for one in written if one.entry.key.start in named or one.hidden]
    covered = set(map(id, hidden))
    # Some providers take one token as user and as password, be it ever so short.
    told = {text for property in hidden if property.confidential for text in strings(property.entry.value) or ()} - {""}
    paths = (configuration.path,)
    for property in written:
        values = strings(property.entry.value) or ()
        if id(property) in covered or any(one in told or disclosed.spans(one, paths) for one in values):
            yield property.entry.value.span.start, property.entry.value.span.end
    source = configuration.document.source
    for comment in configuration.document.comments:
        yield from _of_comment(comment, source.text)
    if configuration.broken:
        yield from lines_about_secrets(source.text, 0, len(source.text))


def _of_comment(comment: Comment, text: str, also: str = "") -> Iterator[Cover]:
    """All of what speaks of a secret, but for a suppression: that names rules."""
    start, end = comment.span.start, comment.span.end
    mark = text.find("aemlint:", start, end)
    opening, closing = text.find("[", mark, end), text.find("]", mark, end)
    pieces = [(start, end)]
    if mark >= 0 and 0 <= opening < closing and NAMES.issuperset(text[opening + 1 : closing]):
        pieces = [(start, mark), (closing + 1, end)]
    stems = (*secret.SOUNDS, *secret.STEMS, *([also] if also else []))
    for first, last in pieces:
        words = text[first:last]
        if any(stem in words.lower() for stem in stems) or credential_shape.find(words):
            yield first + len(words) - len(words.lstrip()), last


def _in_text(text: str) -> Iterator[Cover]:
    """`key separator value` and texts of a telling shape, wherever they stand: in a URL, in a script of repoinit."""
    for _, _, start, end in credential_line.find(text):
        yield start, end
    yield from credential_shape.in_lines(text)


def lines_about_secrets(text: str, start: int, end: int) -> Iterator[Cover]:
    """Behind a word that sounds like a secret's, to the end of the line; what is quoted or continued, to its end."""
    at, goes_on = start, False
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        begin = at if goes_on else at + _behind_stem(line)
        if begin >= at:
            yield begin, stop
            ended = line.rstrip("\r\t ")
            odd = line.count('"') % 2 == 1
            goes_on = (goes_on != odd) or ended.endswith(("\\", "=", ":"))
        at = stop + 1


def _behind_stem(line: str) -> int:
    """Behind the key that has the stem, or behind its separator where one follows; -1 if there is none."""
    lower = line.lower()
    at = min((found for found in map(lower.find, secret.SOUNDS) if found >= 0), default=-1)
    if at < 0:
        return -1
    while at < len(line) and line[at] in secret.WORD:
        at += 1
    separator = at
    while separator < len(line) and line[separator] in " \t\"'":
        separator += 1
    if line[separator : separator + 1] not in ("=", ":"):
        return at
    return len(line) - len(line[separator + 1 :].lstrip(" \t"))


def _of_variables(file: VariablesFile) -> Iterator[Cover]:
    """Everything in an item but what is known to be harmless: a key may be misspelt. Of what is no list, all of it."""
    text = file.document.source.text
    if file.broken or not file.array:
        yield 0, len(text)
        return
    yield from ((item.span.start, item.span.end) for item in file.items if not isinstance(item, Table))
    for variable in file.variables:
        # As `name`, NAME=VALUE is a mistake that people make.
        harmless = HARMLESS if "=" not in variable.name and not variable.swapped else HARMLESS[1:]
        nodes = [entry.value for entry in variable.table.entries if entry.name not in harmless]
        yield from ((node.span.start, node.span.end) for node in nodes)
    for comment in file.document.comments:
        yield from _of_comment(comment, text, "value")


def _of_network(network: NetworkFile) -> Iterator[Cover]:
    yield from ((entry.value.span.start, entry.value.span.end) for entry in network.secrets)
    text = network.document.source.text
    for comment in network.document.comments:
        yield from _of_comment(comment, text)
    if network.broken and any(sound in text.lower() for sound in secret.SOUNDS):
        yield 0, len(text)


def _of_script(script: Script) -> Iterator[Cover]:
    """All but the names of commands, of their flags and of the secrets: who knows what stands beside them."""
    text = script.document.source.text
    kept = merged(
        (span.start, span.end) for given in script.given for span in (given.command, given.flag.span, given.name.span)
    )
    at = 0
    for start, end in [*kept, (len(text), len(text))]:
        for line in text[at:start].split("\n"):
            begin = at + len(line) - len(line.lstrip())
            last = at + len(line.rstrip())
            if begin < last:
                yield begin, last
            at += len(line) + 1
        at = end


def masked(project: Project, paths: Container[str] | None = None) -> dict[str, list[Cover]]:
    return Masking(project, paths).covers
