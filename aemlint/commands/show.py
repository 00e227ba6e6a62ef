"""`aemlint show`."""

from __future__ import annotations

from aemlint import loading
from aemlint.commands import asking
from aemlint.engine.rulebook import rulebook
from aemlint.request import Wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.options import Options


def run(options: Options) -> int:
    from aemlint.report import show

    if options.lists.get("--format", ["json"]) != ["json"]:
        raise Wrong("show: only --format json in this version")
    request = asking.request(options)
    asking.put(show.text(loading.loaded(request, rulebook()).project, request.paths))
    return 0
