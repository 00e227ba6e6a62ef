"""What AEM makes of a project, for programs: the configurations as its readers read them, and what is in force."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model.configuration import Property
from aemlint.report.instances import HIDDEN, plain, source_of
from aemlint.report.json import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from aemlint.formats.tree import Entry, Node
    from aemlint.model.configuration import Configuration
    from aemlint.report.instances import Shown
    from aemlint.report.repeated import Repeated
    from aemlint.source import Span


def text(configurations: Iterable[Configuration], instances: Iterable[Shown], repeated: Repeated) -> str:
    """Of what repeats a secret only the place is shown."""
    document = {
        "version": 1,
        "configurations": [_configuration(one, repeated) for one in configurations],
        "instances": [_instance(one) for one in instances],
    }
    # What a reader gives may be half of a surrogate pair, and this says what a reader gives.
    return encoded(document, exact=True) + "\n"


def _configuration(configuration: Configuration, repeated: Repeated) -> dict[str, Any]:
    document = configuration.document
    source = document.source
    lost = [one.entry.value.span for one in configuration.written(shadowed=True) if not one.in_force and one.hidden]
    return {
        "path": configuration.path,
        "pid": configuration.pid.addressed,
        "instance": configuration.pid.instance,
        "run_modes": list(configuration.folder.run_modes),
        "format": document.format,
        "properties": {
            _name(entry, lost): _property(Property(configuration, entry), entry.value, repeated)
            for entry in document.entries
        },
        "problems": [
            {
                "message": f"{problem.kind}: {problem.reason}",
                "line": source.position(problem.span.start).line,
                "column": source.position(problem.span.start).column,
            }
            for problem in document.problems
        ],
    }


def _name(entry: Entry, lost: list[Span]) -> str:
    """What the real reader makes of the middle of a value that it drops."""
    return HIDDEN if any(span.start <= entry.key.start < span.end for span in lost) else entry.name


def _property(property: Property, node: Node, repeated: Repeated) -> dict[str, Any]:
    position = property.configuration.document.source.position(node.span.start)
    type, value = _value(node)
    return {
        "type": type,
        "value": HIDDEN if repeated.hides(property, node) else value,
        "line": position.line,
        "column": position.column,
    }


def _value(node: Node) -> tuple[str, object]:
    if isinstance(node, Scalar):
        return node.type, node.value
    assert isinstance(node, Array)
    if node.type in ("Collection", "Object[]"):
        return node.type, [dict(zip(("type", "value"), _value(item), strict=True)) for item in node.items]
    return node.type, [item.value if isinstance(item, Scalar) else None for item in node.items]


def _instance(shown: Shown) -> dict[str, Any]:
    environment = shown.view.instance.environment
    return {
        "environment": environment.name,
        "type": environment.type,
        "tier": shown.view.instance.tier,
        "pid": shown.pid,
        "properties": {
            value.property.name: {
                "value": HIDDEN if shown.hides(value) else plain(value.node),
                "from": source_of(value, shown),
                "path": value.property.configuration.path,
            }
            for value in shown.values
        },
        "route": shown.route,
        "verdict": shown.verdict,
    }
