"""One pass of expat over a `sling:OsgiConfig` document: which tags hold configurations, and what stopped it."""

from __future__ import annotations

JCR = "http://www.jcp.org/jcr/1.0"
DEPTH = 256
UNBOUND = "a prefix without a namespace"


class Enough(Exception):
    """What is read must not be read on."""


class Walk:
    """Offsets are of bytes. `root` is the first tag: where, whether a configuration, whether `jcr:root`."""

    __slots__ = ("depth", "nested", "parser", "prefix", "problem", "root", "target")

    def __init__(self, data: bytes, target: str, *, namespaces: bool = True) -> None:
        from pyexpat import ExpatError, ParserCreate

        self.target = target
        self.depth = 0
        self.root: tuple[int, bool, bool] | None = None
        self.nested: list[int] = []
        self.problem: tuple[int, str] | None = None
        self.prefix = f"{JCR} " if namespaces else "jcr:"
        self.parser = ParserCreate("utf-8", namespace_separator=" ") if namespaces else ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        try:
            self.parser.Parse(data, True)
        except Enough:
            pass
        except ExpatError as error:
            self.problem = (max(self.parser.ErrorByteIndex, 0), reason(error.code, self.depth))
        except (ValueError, LookupError):
            self.problem = (0, "an encoding that nobody knows")
        del self.parser  # it and its handlers hold each other, and nobody collects garbage in a run

    def _doctype(self, *_: object) -> None:
        self.problem = (self.parser.CurrentByteIndex, "a document type or an entity, which no configuration needs")
        raise Enough

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            self.problem = (self.parser.CurrentByteIndex, f"nested deeper than {DEPTH} levels")
            raise Enough
        primary = attributes.get(f"{self.prefix}primaryType", "")
        if self.target == "6.5":
            primary = primary.removeprefix("{Name}")
        is_configuration = primary == "sling:OsgiConfig" or (
            primary.endswith(":OsgiConfig") and not primary.startswith("{")
        )
        if self.root is None:
            self.root = (self.parser.CurrentByteIndex, is_configuration, name == f"{self.prefix}root")
        elif is_configuration:
            self.nested.append(self.parser.CurrentByteIndex)

    def _end(self, name: str) -> None:  # noqa: ARG002
        self.depth -= 1


def reason(code: int, depth: int) -> str:
    """Expat's complaint, `depth` elements deep, in our words."""
    from pyexpat import errors

    reasons = {
        errors.codes[errors.XML_ERROR_NO_ELEMENTS]: "an element that never ends"
        if depth
        else "there is no element in it",
        errors.codes[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "an attribute stands twice",
        errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "text after the end of the document",
        errors.codes[errors.XML_ERROR_TAG_MISMATCH]: "an end tag that fits no start tag",
        errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]: "the file ends inside a tag",
        errors.codes[errors.XML_ERROR_UNBOUND_PREFIX]: UNBOUND,
        errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: "an entity that XML does not have",
    }
    return reasons.get(code, "XML that is not well-formed")
