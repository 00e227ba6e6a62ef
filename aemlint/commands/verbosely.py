"""What was looked at, for `-v`."""

from __future__ import annotations

from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.app import Outcome


def said(outcome: Outcome) -> str:
    project = outcome.project
    lines = [f"target {project.target}"]
    if outcome.loaded.settings is not None:
        lines.append(f"settings {shown(outcome.loaded.settings.path, 4096)}")
    lines += [
        f"read {shown(one.path, 4096)}: {shown(str(one.pid))} ({one.folder.kind})" for one in project.configurations
    ]
    for what, files in (("networking", project.networks), ("variables", project.variables)):
        for file in files:
            where = ", ".join(map(shown, file.environments)) or "no environment"
            lines.append(f"read {shown(file.path, 4096)}: {what} of {where}")
    for reason, number in sorted(outcome.loaded.skipped.items()):
        lines.append(f"skipped {number} {reason}")
    return "".join(line + "\n" for line in lines)
