"""What AEM makes of a project, for programs: the configurations as its readers read them."""

from __future__ import annotations

from aemlint.formats.tree import Array, Scalar
from aemlint.model import secret
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
    return {
        "path": configuration.path,
        "pid": configuration.pid.addressed,
        "instance": configuration.pid.instance,
        "run_modes": list(configuration.folder.run_modes),
        "format": document.format,
        "properties": {entry.name: _property(configuration, entry) for entry in document.entries},
        "problems": [
            {
                "message": f"{problem.kind}: {problem.reason}",
                "line": source.position(problem.span.start).line,
                "column": source.position(problem.span.start).column,
            }
            for problem in document.problems
        ],
    }


def _property(configuration: Configuration, entry: Entry) -> dict[str, Any]:
    position = configuration.document.source.position(entry.value.span.start)
    type, value = _value(entry.value)
    if _is_secret(configuration, entry):
        value = HIDDEN
    return {"type": type, "value": value, "line": position.line, "column": position.column}


def _is_secret(configuration: Configuration, entry: Entry) -> bool:
    """Hidden unless it is blank or a reference: its place names the secret, its shape says nothing."""
    named = configuration.is_secret(entry.name) or secret.credential_key(entry.name)
    if isinstance(entry.value, Scalar) and isinstance(entry.value.value, str):
        raw = entry.value.value
        return secret.vendor(raw) is not None or (named and secret.kind(raw) not in ("blank", "reference"))
    return named and configuration.schema is not None


def _value(node: Node) -> tuple[str, object]:
    if isinstance(node, Scalar):
        return node.type, node.value
    assert isinstance(node, Array)
    if node.type in ("Collection", "Object[]"):
        return node.type, [dict(zip(("type", "value"), _value(item), strict=True)) for item in node.items]
    return node.type, [item.value if isinstance(item, Scalar) else None for item in node.items]
