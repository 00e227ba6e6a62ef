"""What was looked at, for `-v`; and what aemlint failed at, for everybody."""

from __future__ import annotations

from aemlint.report.showing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aemlint.outcome import Outcome


def broken(outcome: Outcome, *, summed: bool = False, frames: bool = False) -> str:
    """A line for everything that broke; `summed` leaves out what a summary says. With `frames`, how it got there."""
    from aemlint import failing

    lines = []
    for failure in outcome.failures:
        if summed and failure.rules and not frames:
            continue
        what = f"not checked: {', '.join(failure.rules)}" if failure.rules else "not quoted, for what may be secret"
        lines.append(f"{what} ({shown(failure.reason, 4096)})")
        lines += [f"  {shown(frame, 4096)}" for frame in failing.frames(failure.error)] if frames else []
    return "".join(line + "\n" for line in lines)


def lost(outcome: Outcome, *, frames: bool = False) -> str:
    """What was not read or broke, where no report says it."""
    unread = [one for one in outcome.project.unread if one.error is None]
    lines = [f"not read: {shown(one.path, 4096)} ({one.reason})\n" for one in unread]
    return "".join(lines) + broken(outcome, frames=frames)


def said(outcome: Outcome) -> str:
    project = outcome.project
    lines = [f"target {project.target}"]
    if outcome.loaded.settings is not None:
        lines.append(f"settings {shown(outcome.loaded.settings.path, 4096)}")
    lines += [
        f"read {shown(one.path, 4096)}: {shown(str(one.pid))} ({one.folder.kind})"
        for one in project.configurations
        if one.document.read
    ]
    for what, files in (("networking", project.networks), ("variables", project.variables)):
        for file in files:
            where = ", ".join(map(shown, file.environments)) or "no environment"
            lines.append(f"read {shown(file.path, 4096)}: {what} of {where}")
    for reason, number in sorted(outcome.loaded.skipped.items()):
        lines.append(f"skipped {number} {reason}")
    return "".join(line + "\n" for line in lines)
