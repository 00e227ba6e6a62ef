"""What may be a secret: no excerpt shows it, and no sentence repeats it. Rather too much than too little."""

from __future__ import annotations

from aemlint.findings import Finding, Fix, Note, between
from aemlint.formats.tree import Scalar, Table
from aemlint.model import credential_line, credential_shape, placeholder, secret
from aemlint.model.value import strings, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from aemlint.formats.tree import Document
    from aemlint.model.command import Script
    from aemlint.model.configuration import Configuration, Property
    from aemlint.model.network import NetworkFile
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile
    from aemlint.source import Place

    Cover = tuple[int, int]

HARMLESS = ("name", "type", "service", "status", "cm_type", "placeholder", "cfg_json_path", "json_property")
# Shorter texts stand in other words by chance; more than so many of one file are nobody's passwords.
SHORTEST, MOST = 6, 200


class Masking:
    """`covers` maps a path to the spans of its text that may be secrets, none for a file that has none.

    `paths` limits what is looked through; files of other kinds are not looked through at all. `keys` are paths and
    offsets of keys whose values are secret because a rule says so.
    """

    __slots__ = ("_texts", "covers")

    def __init__(
        self, project: Project, paths: Container[str] | None = None, keys: Container[tuple[str, int]] = ()
    ) -> None:
        self.covers: dict[str, list[Cover]] = {}
        self._texts: dict[str, list[str]] = {}
        for configuration in project.configurations:
            if paths is None or configuration.path in paths:
                starts = (one.entry.key.start for one in configuration.written(shadowed=True))
                told = {start for start in starts if (configuration.path, start) in keys}
                texts = _usable(_texts(configuration, told))
                self._add(configuration.document, _of_configuration(configuration, texts, told), texts)
        for file in (*project.variables, *project.handoffs):
            if paths is None or file.path in paths:
                self._add(file.document, *_of_variables(file))
        for network in project.networks:
            if paths is None or network.path in paths:
                self._add(network.document, *_of_network(network))
        for script in project.scripts:
            if paths is None or script.path in paths:
                self._add(script.document, _of_script(script), [given.value.text for given in script.given])

    def _add(self, document: Document, spans: Iterable[Cover], texts: Iterable[str]) -> None:
        source = document.source
        found = [*spans, *_in_text(source.text)]
        kept = _usable(texts)
        for text in kept:
            at = source.text.find(text)
            while at >= 0:
                found.append((at, at + len(text)))
                at = source.text.find(text, at + len(text))
        before = self.covers.get(source.path, [])
        self.covers[source.path] = merged([*before, *found])
        self._texts.setdefault(source.path, []).extend(kept)

    def quieted(self, finding: Finding) -> Finding:
        """The finding, with dots where its words or its fix would repeat a secret of the files it is about."""
        texts = self._texts_for(finding)
        said = [finding.message, finding.advice, finding.mark, *(note.text for note in finding.notes)]
        fix = finding.fix
        if fix is not None:
            said += [fix.title, *(edit.text for edit in fix.edits)]
        if not any(text in one for text in texts for one in said):
            return finding
        words = {name: getattr(finding, name) for name in Finding.__slots__}
        words.update({name: _dotted(words[name], texts) for name in ("message", "advice", "mark")})
        words["notes"] = tuple(Note(_dotted(note.text, texts), note.at) for note in finding.notes)
        words["fix"] = None if fix is None else self._quiet_fix(fix, texts)
        return Finding(**words)

    def _quiet_fix(self, fix: Fix, texts: list[str]) -> Fix | None:
        """In place of a secret it may repeat it, if no report shows that; elsewhere it must not."""
        repeating = [edit for edit in fix.edits if any(text in edit.text for text in texts)]
        if not all(self._covered(edit.place) for edit in repeating):
            return None
        return Fix(_dotted(fix.title, texts), fix.safe, fix.edits, repeats=bool(repeating))

    def _covered(self, place: Place) -> bool:
        return bool(between(self.covers.get(place.source.path, ()), place.span.start, place.span.end))

    def _texts_for(self, finding: Finding) -> list[str]:
        """A password that is a word of the PID or of the path gives nothing away there."""
        paths = {finding.at.source.path, *finding.consulted}
        paths.update(note.at.source.path for note in finding.notes if note.at is not None)
        known = f"{finding.subject} {' '.join(paths)}"
        texts = [text for path in paths for text in self._texts.get(path, ()) if text not in known]
        return sorted(texts, key=len, reverse=True)


def merged(spans: Iterable[Cover]) -> list[Cover]:
    """In order and without overlaps.

    >>> merged([(5, 9), (1, 3), (2, 4), (7, 8)])
    [(1, 4), (5, 9)]
    """
    found: list[Cover] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def _dotted(words: str, texts: Iterable[str]) -> str:
    for text in texts:
        words = words.replace(text, secret.DOTS)
    return words


def _usable(texts: Iterable[str]) -> list[str]:
    """Fillers are words that messages have, too."""
    kinds = ("literal", "crypto", "near")
    return [
        text
        for text in dict.fromkeys(texts)
        if len(text) >= SHORTEST and secret.kind(text) in kinds and secret.discloses(text)
    ][:MOST]


def _of_configuration(configuration: Configuration, texts: list[str], named: Container[int] = ()) -> Iterator[Cover]:
    """Values that are secret or repeat one; comments that speak of one; of a broken file all that may belong to one."""
    written = list(configuration.written(shadowed=True))
    hidden = [one for one in written if one.entry.key.start in named or one.hidden]
    covered = set(map(id, hidden))
    # Some providers take one token as user and as password, be it ever so short.
    told = {text for property in hidden if property.confidential for text in strings(property.entry.value) or ()} - {""}
    for property in written:
        values = strings(property.entry.value) or ()
        if id(property) in covered or any(one in told or any(text in one for text in texts) for one in values):
            yield property.entry.value.span.start, property.entry.value.span.end
    source = configuration.document.source
    for comment in configuration.document.comments:
        words = source.text[comment.span.start : comment.span.end]
        if any(stem in words.lower() for stem in (*secret.SOUNDS, *secret.STEMS)) or credential_shape.find(words):
            yield comment.span.start, comment.span.end
    if configuration.broken:
        yield from lines_about_secrets(source.text, 0, len(source.text))


def _texts(configuration: Configuration, named: Container[int] = ()) -> list[str]:
    found: list[str] = []
    for property in configuration.written(shadowed=True):
        if property.confidential or property.entry.key.start in named:
            value = property.entry.value
            for text in strings(value) or ([text_of(value.value)] if isinstance(value, Scalar) else []):
                found += _credentials(text, whole=_is_whole(property) or property.entry.key.start in named)
            raw = property.at.text.strip("\"'")
            if raw not in (strings(value) or ()):  # with escapes; else it is as secret as it is without its quotes
                found.append(raw)
    for comment in configuration.document.comments:
        found += [comment.text[start:end] for _, _, start, end in credential_line.find(comment.text)]
    return found


def _is_whole(property: Property) -> bool:
    return property.secret or secret.credential_key(property.name)


def _credentials(text: str, *, whole: bool) -> Iterator[str]:
    """The secret itself: of a URL the password, of basic authentication also what it says."""
    if whole:
        yield from secret.behind_names(text)
    for piece in placeholder.literals(text):
        found = credential_shape.find(piece)
        if found is not None:
            kind, start, end = found
            yield piece[start:end]
            if kind == credential_shape.BASIC:
                yield from _decoded(piece[start:end])
        if whole:
            yield piece.strip()


def _decoded(text: str) -> Iterator[str]:
    from binascii import a2b_base64

    yield a2b_base64(text.encode()).partition(b":")[2].decode("latin-1")


def _in_text(text: str) -> Iterator[Cover]:
    """`key separator value` and texts of a telling shape, wherever they stand: in a URL, in a script of repoinit."""
    for _, _, start, end in credential_line.find(text):
        yield start, end
    yield from _shapes(text)


def _shapes(text: str) -> Iterator[Cover]:
    at = 0
    for line in text.split("\n") if credential_shape.may_have(text) else ():
        rest = line
        for _ in range(MOST):
            found = credential_shape.find(rest)
            if found is None:
                break
            _, start, end = found
            yield at + start, at + end
            rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
        at += len(line) + 1


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


def _of_variables(file: VariablesFile) -> tuple[list[Cover], list[str]]:
    """Everything in an item but what is known to be harmless: a key may be misspelt. Of what is no list, all of it."""
    texts = [variable.text("value") for variable in file.variables if variable.type.lower() != "string"]
    if file.broken or not file.array:
        return [(0, len(file.document.source.text))], texts
    spans = [(item.span.start, item.span.end) for item in file.items if not isinstance(item, Table)]
    for variable in file.variables:
        # As `name`, NAME=VALUE is a mistake that people make.
        harmless = HARMLESS if "=" not in variable.name else HARMLESS[1:]
        nodes = [entry.value for entry in variable.table.entries if entry.name not in harmless]
        spans += [(node.span.start, node.span.end) for node in nodes]
    texts += [variable.name.partition("=")[2] for variable in file.variables]
    return spans, texts


def _of_network(network: NetworkFile) -> tuple[list[Cover], list[str]]:
    keys = [entry.value for entry in network.everywhere("sharedKey") if isinstance(entry.value, Scalar)]
    spans = [(key.span.start, key.span.end) for key in keys]
    text = network.document.source.text
    if network.broken and "sharedKey" in text:
        spans.append((0, len(text)))
    return spans, [*(text_of(key.value) for key in keys), *(text[start:end] for start, end in _shapes(text))]


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
