"""What AEM makes of a project, for programs: the configurations as its readers read them."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model.value import strings
from aemlint.report.json import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aemlint.formats.tree import Entry, Node
    from aemlint.model.configuration import Configuration
    from aemlint.model.project import Project

HIDDEN = "***"


def text(project: Project, paths: list[str] | None) -> str:
    chosen = [
        configuration
        for configuration in project.configurations
        if paths is None or any(configuration.path == path or configuration.path.startswith(path + "/") for path in paths)
    ]
    return encoded({"version": 1, "configurations": [_configuration(one) for one in chosen], "instances": []}) + "\n"


def _configuration(configuration: Configuration) -> dict[str, Any]:
    document = configuration.document
    source = document.source
    hidden = _hidden(configuration)
    return {
        "path": configuration.path,
        "pid": configuration.pid.addressed,
        "instance": configuration.pid.instance,
        "run_modes": list(configuration.folder.run_modes),
        "format": document.format,
        "properties": {entry.name: _property(configuration, entry, hidden) for entry in document.entries},
        "problems": [
            {
                "message": f"{problem.kind}: {problem.reason}",
                "line": source.position(problem.span.start).line,
                "column": source.position(problem.span.start).column,
            }
            for problem in document.problems
        ],
    }


def _hidden(configuration: Configuration) -> set[int]:
    """The values that are secrets, and those that repeat one: a provider's token may be user and password at once."""
    confidential = [property.entry.value for property in configuration.properties.values() if property.confidential]
    texts = {text for value in confidential for text in strings(value) or () if len(text) > 3}
    repeated = [
        entry.value for entry in configuration.document.entries if texts.intersection(strings(entry.value) or ())
    ]
    return set(map(id, [*confidential, *repeated]))


def _property(configuration: Configuration, entry: Entry, hidden: set[int]) -> dict[str, Any]:
    position = configuration.document.source.position(entry.value.span.start)
    type, value = _value(entry.value)
    if id(entry.value) in hidden:
        value = HIDDEN
    return {"type": type, "value": value, "line": position.line, "column": position.column}


def _value(node: Node) -> tuple[str, object]:
    if isinstance(node, Scalar):
        return node.type, node.value
    assert isinstance(node, Array)
    if node.type in ("Collection", "Object[]"):
        return node.type, [dict(zip(("type", "value"), _value(item), strict=True)) for item in node.items]
    return node.type, [item.value if isinstance(item, Scalar) else None for item in node.items]
