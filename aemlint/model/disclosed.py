"""The texts of a project's secrets, to be found wherever they stand again: in another value, file or sentence."""

from __future__ import annotations

from aemlint.formats.tree import Scalar
from aemlint.model import credential_line, credential_shape, placeholder, secret
from aemlint.model.value import strings, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from aemlint.model.command import Script
    from aemlint.model.configuration import Configuration
    from aemlint.model.network import NetworkFile
    from aemlint.model.project import Project
    from aemlint.model.variables import VariablesFile

    Cover = tuple[int, int]

# Shorter texts stand in other words by chance, and in other files so do words of such a length.
SHORTEST, LONGEST_WORD = 6, 11
# So many are looked for one by one; of more those with a beginning that stands there, but only so many with the same:
# what has longer beginnings in common are providers' tokens, which their shape tells.
FEW, MOST_ALIKE = 20, 20
KINDS = ("literal", "crypto", "near")
HOSTS = ("host", "server")


class _Texts:
    """What is looked for in other texts."""

    __slots__ = ("_all", "_by_head")

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._all: dict[str, None] = {}
        self._by_head: dict[str, list[str]] = {}
        for text in known:
            self.add(text)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def add(self, text: str) -> None:
        if text in self._all:
            return
        self._all[text] = None
        alike = self._by_head.setdefault(text[:SHORTEST], [])
        if len(alike) < MOST_ALIKE:
            alike.append(text)

    def spans(self, text: str) -> Iterator[Cover]:
        if len(self._all) > FEW:
            for at in range(len(text) - SHORTEST + 1):
                for one in self._by_head.get(text[at : at + SHORTEST], ()):
                    if text.startswith(one, at):
                        yield at, at + len(one)
            return
        for one in self._all:
            at = text.find(one)
            while at >= 0:
                yield at, at + len(one)
                at = text.find(one, at + len(one))


class Disclosed:
    """`failures` are files that broke it, each with the error: what is secret in them is not known.

    `keys` are paths and offsets of keys whose values are secret because a rule says so. `earlier` are the secrets of
    the project as it was before a fix: what one took away stays a secret.
    """

    __slots__ = ("_everywhere", "_own", "failures")

    def __init__(
        self, project: Project, keys: Iterable[tuple[str, int]] = (), earlier: Disclosed | None = None
    ) -> None:
        self.failures: list[tuple[str, Exception]] = []
        self._everywhere: _Texts = _Texts(earlier._everywhere if earlier is not None else ())
        before: dict[str, _Texts] = earlier._own if earlier is not None else {}
        self._own: dict[str, _Texts] = {path: _Texts(own) for path, own in before.items()}
        named: dict[str, set[int]] = {}
        for path, start in keys:
            named.setdefault(path, set()).add(start)
        for configuration in (*project.configurations, *project.strays):
            if configuration.document.read:
                self._add(configuration.path, _of_configuration, configuration, named.get(configuration.path, ()))
        for file in (*project.variables, *project.handoffs):
            self._add(file.path, _of_variables, file)
        for network in project.networks:
            self._add(network.path, _of_network, network)
        for script in project.scripts:
            self._add(script.path, _of_script, script)

    def _add(self, path: str, told: Callable[..., Iterator[tuple[str, bool]]], *given: object) -> None:
        try:
            for text, everywhere in told(*given):
                if _usable(text):
                    if everywhere and not (len(text) <= LONGEST_WORD and text.isalpha() and text.islower()):
                        self._everywhere.add(text)
                    else:
                        self._own.setdefault(path, _Texts()).add(text)
        except Exception as error:  # that of one file must not give away what is secret in others; it is said
            self.failures.append((path, error))

    def spans(self, text: str, paths: Iterable[str] = ()) -> list[Cover]:
        """Where a secret of the project stands in a text, or what only in these files is taken for one."""
        sought = (self._everywhere, *(self._own[path] for path in paths if path in self._own))
        return [span for one in sought for span in one.spans(text)]

    def quiet(self, words: str, paths: Iterable[str] = (), known: str = "") -> str:
        """With dots for secrets, but those that are `known` anyway."""
        pieces, at = [], 0
        for start, end in merged(span for span in self.spans(words, paths) if words[slice(*span)] not in known):
            pieces += [words[at:start], secret.DOTS]
            at = end
        return "".join([*pieces, words[at:]])


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


def _usable(text: str) -> bool:
    """Fillers are words that messages have, too."""
    return len(text) >= SHORTEST and secret.kind(text) in KINDS and secret.discloses(text)


def _of_configuration(configuration: Configuration, named: Container[int]) -> Iterator[tuple[str, bool]]:
    """Texts, and whether they are secrets for certain: those are looked for in other files too."""
    document = configuration.document
    if document.plain and not named:  # then there are no escapes, and the text tells all
        yield from _by_keys(document.source.text, certain=True)
        return
    for property in configuration.written(shadowed=True):
        value, told = property.entry.value, property.entry.key.start in named
        texts = strings(value)
        for text in texts or ():
            yield from _by_keys(text, certain=False)
            login = credential_shape.login(text) if property.name.lower().endswith(HOSTS) else None
            if login is not None:
                yield text[slice(*login)], True
        if property.confidential or told:
            whole = told or property.secret or secret.credential_key(property.name)
            for text in texts or ([text_of(value.value)] if isinstance(value, Scalar) else []):
                yield from ((one, True) for one in _credentials(text, whole=whole))
            raw = property.at.text.strip("\"'")
            if raw not in (texts or ()):  # with escapes; else it is as secret as it is without its quotes
                yield raw, False
    for comment in document.comments:
        yield from _by_keys(comment.text, certain=False)
        yield from ((one, True) for one in _credentials(comment.text, whole=False))
    if configuration.broken:
        yield from _by_keys(document.source.text, certain=True)


def _by_keys(text: str, *, certain: bool) -> Iterator[tuple[str, bool]]:
    """What stands behind a credential's key; of a URL's parameter without the next one, too."""
    for _, _, start, end in credential_line.find(text):
        yield from ((one, certain) for one in placeholder.literals(text[start:end]))
        yield text[start:end].partition("&")[0].rstrip("]"), False


def _credentials(text: str, *, whole: bool) -> Iterator[str]:
    """The secret itself: of a URL the password, of basic authentication also what it says."""
    if whole:
        yield from secret.behind_names(text)
    pieces = placeholder.literals(text)
    for piece in dict.fromkeys((*pieces, text)):  # a placeholder's name may have a telling shape
        for kind, start, end in credential_shape.each(piece):
            yield piece[start:end]
            if kind == credential_shape.BASIC:
                yield credential_shape.decoded(piece[start:end])
    for piece in pieces if whole else ():
        yield piece.strip()


def _of_variables(file: VariablesFile) -> Iterator[tuple[str, bool]]:
    """One without a type may be no secret."""
    for variable in file.variables:
        if variable.type.lower() != "string":
            yield variable.text("value"), bool(variable.type)
        yield variable.name.partition("=")[2], True
        if variable.swapped:
            yield variable.name, True
        yield from ((one, True) for one in _credentials(variable.name, whole=False))
    for comment in file.document.comments:
        yield from _by_keys(comment.text, certain=True)
        for _, _, start, end in credential_line.find(comment.text, also=("value",)):
            yield comment.text[start:end], False


def _of_network(network: NetworkFile) -> Iterator[tuple[str, bool]]:
    for key in network.secrets:
        yield text_of(key.value.value) if isinstance(key.value, Scalar) else "", True
    text = network.document.source.text
    yield from _by_keys(text, certain=False)
    for start, end in credential_shape.in_lines(text):
        yield text[start:end], True
    for forward in network.forwards:
        name = forward.judged("name").raw or ""
        login = credential_shape.login(name)
        if login is not None:
            yield name[slice(*login)], True


def _of_script(script: Script) -> Iterator[tuple[str, bool]]:
    for given in script.given:
        yield given.value.text, given.value.literal
