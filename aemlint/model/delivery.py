"""What a component gets on an instance: its properties with placeholders resolved, and where each value comes from."""

from __future__ import annotations

from aemlint.formats.tree import Scalar
from aemlint.model import credential_shape, placeholder, secret, shapes
from aemlint.model.interpolation import Delivered, Providers, delivered
from aemlint.model.value import TRUTH, number_in, strings, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from aemlint.formats.tree import Node
    from aemlint.model.configuration import Property
    from aemlint.model.effective import Effective
    from aemlint.model.network import Forward
    from aemlint.model.placeholder import Placeholder
    from aemlint.model.variables import VariablesFile

PROXY, PROXY_VARIABLE = "proxy.tunnel", "AEM_PROXY_HOST"
# In place of a secret that an environment is known to have, and nobody is shown.
PRESENT = "***"


class Variables:
    """What is known of the variables of an instance; `known` is False where no file says anything of them."""

    __slots__ = ("known", "providers")

    def __init__(self, files: Sequence[VariablesFile], tier: str) -> None:
        environment: dict[str, str] = {}
        secrets: dict[str, str | bytes] = {}
        self.known = bool(files)
        for variable in (variable for file in files for variable in file.variables):
            if not variable.set or not variable.is_for(tier):
                continue
            value = variable.node("value")
            written = text_of(value.value) if isinstance(value, Scalar) and value.value is not None else None
            if variable.type.lower() == "string":
                environment[variable.name] = written or ""
            else:
                secrets[variable.name] = PRESENT if written is None else written
        self.providers = Providers(environment, {}, secrets)

    def tell(self, text: str) -> bool:
        """Whether a secret is in a text, as when somebody gives it as a variable too."""
        known = map(text_of, (self.providers.secrets or {}).values())
        return any(len(one) > len(PRESENT) and one in text for one in known)

    def has(self, one: Placeholder) -> bool:
        if one.type == "env":
            return one.name in self.providers.environment
        return one.type == "secret" and self.providers.secret(one.name) is not None


class Origin:
    """Where a part of a value comes from.

    `kind`: configuration (as it is written), variable, default, absent (no value and no default: the placeholder itself
    is delivered), build (filled in before AEM sees it), stopped (the plug-in gave up before or at it). `placeholder`
    for variable, default and absent.
    """

    __slots__ = ("kind", "placeholder")

    def __init__(self, kind: str, placeholder: Placeholder | None = None) -> None:
        self.kind = kind
        self.placeholder = placeholder

    def __repr__(self) -> str:
        return f"Origin({self.kind}, {self.placeholder})"


class Value:
    """One property as it is delivered. `hidden`: it is a secret, or may be one."""

    __slots__ = ("hidden", "node", "origins", "property")

    def __init__(self, property: Property, node: Node, origins: list[Origin], *, hidden: bool) -> None:
        self.property = property
        self.node = node
        self.origins = origins
        self.hidden = hidden

    @property
    def text(self) -> str | None:
        """None for several."""
        return text_of(self.node.value) if isinstance(self.node, Scalar) else None

    @property
    def unknown(self) -> bool:
        """Whether only the environment or the build can tell."""
        return any(origin.kind in ("absent", "build", "stopped") for origin in self.origins)

    def __repr__(self) -> str:
        return f"Value({self.property.subject})"


class Delivery:
    """What is in force on an instance, as its component gets it."""

    __slots__ = ("_outcome", "values", "variables", "view")

    def __init__(self, view: Effective, files: Sequence[VariablesFile]) -> None:
        self.view = view
        self.variables = Variables(files, view.instance.tier)
        written = {property.name: property.entry.value for property in view.merged.values()}
        self._outcome: Delivered = delivered(written, self.variables.providers)
        self.values: dict[str, Value] = {}
        behind = False
        for name, node in self._outcome.properties.items():
            property = view.merged[name.lower()]
            behind = behind or name == self._outcome.stopped
            origins = self._origins(property, behind=behind)
            self.values[name.lower()] = Value(property, node, origins, hidden=self._hidden(property, node, origins))

    @property
    def stopped(self) -> str | None:
        """The property at which the plug-in throws: it and what is behind it keep their placeholders."""
        return self._outcome.stopped

    def _origins(self, property: Property, *, behind: bool) -> list[Origin]:
        texts = strings(property.entry.value) or []
        if property.judged.template:
            return [Origin("build")]
        found = [origin for text in texts for origin in self._of_text(text, placeholder.DEPTH)]
        if found and (behind or property.name in self._outcome.unknown):
            return [Origin("stopped")]
        return found or [Origin("configuration")]

    def _hidden(self, property: Property, node: Node, origins: list[Origin]) -> bool:
        if property.confidential:
            return True
        given = [origin.placeholder for origin in origins if origin.kind == "variable" and origin.placeholder]
        if not given:
            return False
        named = property.secret or secret.credential_key(property.name)
        if named or any(one.type == "secret" for one in given):
            return True
        return any(
            credential_shape.find(text) or shapes.access_key(text) or self.variables.tell(text)
            for text in strings(node) or ()
        )

    def _of_text(self, text: str, depth: int) -> list[Origin]:
        found: list[Origin] = []
        for one in placeholder.placeholders(text) if depth else ():
            if self.variables.has(one):
                found.append(Origin("variable", one))
            elif one.default is None:
                found.append(Origin("absent", one))
            else:
                found += [Origin("default", one), *self._of_text(one.default, depth - 1)]
        return found

    def get(self, name: str) -> Value | None:
        return self.values.get(name.lower())

    def text(self, name: str) -> str | None:
        """None where nothing is set, or only the environment can tell."""
        value = self.get(name)
        return None if value is None or value.unknown else value.text

    def number(self, name: str) -> int | None:
        text = self.text(name)
        return None if text is None else number_in(text.strip())

    def flag(self, name: str) -> bool | None:
        """False where it is absent; None where it cannot be known."""
        value = self.get(name)
        if value is None:
            return False
        text = self.text(name)
        return None if text is None else TRUTH.get(text.strip().lower())

    def by_proxy(self, host: str) -> bool:
        """Whether the mail host is the proxy that port forwards belong to."""
        value = self.get(host)
        if value is None:
            return False
        variable = value.property.judged.whole
        reserved = variable is not None and variable.name == PROXY_VARIABLE
        return self.text(host) == PROXY or (reserved and value.unknown)

    def forward(self, port: int | None) -> Forward | None:
        """Where the environment leads that port."""
        return None if port is None else self.view.instance.environment.forward(port)
