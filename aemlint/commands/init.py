"""`aemlint init`."""

from __future__ import annotations

import os
import sys

from aemlint import __version__, loading
from aemlint.engine.rulebook import rulebook
from aemlint.names import SETTINGS
from aemlint.report.links import SETTINGS_SCHEMA
from aemlint.report.showing import shown
from aemlint.request import Request, Wrong
from aemlint.settings.starter import text
from aemlint.walk import project_root
from aemlint.writing import create

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options


def run(options: Options) -> int:
    folder = options.paths[0] if options.paths else "."
    if len(options.paths) > 1 or not os.path.isdir(folder):
        raise Wrong("init: name one folder, or none for the one you are in")
    root = os.path.abspath(folder) if options.paths else project_root(["."], os.getcwd())
    path = os.path.join(root, SETTINGS)
    request = Request(root)
    request.isolated = True
    project = loading.loaded(request, rulebook()).project
    environments = [
        (
            one.name,
            one.type,
            [file.path for file in one.networks],
            [file.path for file in one.variables],
            not one.unsettled or len(one.networks) == 1,
        )
        for one in project.environments
        if one.networks or one.variables
    ]
    content = text(project.target, ".".join(__version__.split(".")[:2]), SETTINGS_SCHEMA, environments)
    try:
        create(path, content)
    except FileExistsError:
        raise Wrong(f"{path} is there already; it is left as it is") from None
    sys.stdout.write(f"wrote {shown(os.path.relpath(path), 4096)}\n")
    return 0
