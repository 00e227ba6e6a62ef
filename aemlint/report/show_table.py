"""What AEM makes of a project, for a person, and for the ticket that it is pasted into.

On a terminal that is wide enough rich draws the tables; everywhere else the same columns are plain text, aligned and
never folded. On a narrow terminal a table becomes a card for each kind of instance.
"""

from __future__ import annotations

from aemlint.model.environment import together
from aemlint.report.instances import HIDDEN, OAUTH_PROVIDER, cell, source_of
from aemlint.report.paint import Paint
from aemlint.report.showing import PATH, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from aemlint.model.configuration import Configuration
    from aemlint.model.environment import Instance
    from aemlint.report.instances import Shown

    # A cell: its text, and the name of its paint.
    Cell = tuple[str, str]

NONE: Cell = ("-", "dim")
MAIL = ("instance", "host", "port", "leads to", "TLS", "user", "secret", "verdict")
OAUTH = ("instance", "token URL", "client", "client secret", "refresh token", "verdict")
TLS = {
    "implicit TLS": "implicit",
    "STARTTLS required": "STARTTLS",
    "STARTTLS if offered": "if offered",
    "no TLS": "none",
}


STYLES = {"error": "bold red", "warning": "bold yellow", "added": "green", "bold": "bold", "dim": "dim", "": ""}


class Table:
    """Rows of cells below headings, one for each of the instances; without headings a list."""

    __slots__ = ("headings", "instances", "rows", "title", "widths")

    def __init__(
        self, title: str, headings: Sequence[str], rows: list[list[Cell]], instances: Sequence[Instance] = ()
    ) -> None:
        self.title = title
        self.headings = headings
        self.rows = rows
        self.instances = instances
        # Of the columns; no row is shorter than another.
        lines = [*([[(heading, "") for heading in headings]] if headings else []), *rows]
        self.widths = [max(len(row[at][0]) for row in lines) for at in range(len(lines[0]) if lines else 0)]


def text(
    configurations: Sequence[Configuration],
    instances: Sequence[Shown],
    *,
    color: bool,
    width: int | None = None,
    lines: bool = True,
    everything: bool = False,
    target: str = "cloud",
) -> str:
    """`width` is a terminal's, None where there is none, and `lines` whether it has characters to draw with.

    `everything`: configurations too that are not about mail.
    """
    files = _Files()
    tables: list[Table] = []
    for pid in dict.fromkeys(one.pid for one in instances):
        of_pid = [one for one in instances if one.pid == pid]
        tables.append(_instances(pid, of_pid))
        if any(one.view.layers for one in of_pid):
            tables.append(_values(of_pid, files))
    tables += _configurations(configurations, files, everything=everything, target=target)
    paint = Paint(color=color)
    pieces = []
    for table in tables:
        drawn = width is not None and bool(table.headings)
        pieces.append(f"{paint(table.title, 'bold')}\n" if table.title else "")
        if not drawn:
            pieces.append("".join(f"  {line}\n" for line in _aligned(table, paint)))
        elif sum(table.widths) + 3 * len(table.widths) + 1 <= (width or 0):
            pieces.append(_drawn(table, color=color, lines=lines))
        else:
            pieces.append("".join(f"  {line}\n" for line in _cards(table, paint)))
        pieces.append("\n")
    return "".join(pieces).rstrip("\n") + "\n"


class _Files:
    """Paths by numbers, in the order in which they come up."""

    __slots__ = ("numbers",)

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, path: str) -> str:
        return f"[{self.numbers.setdefault(path, len(self.numbers) + 1)}]"


def _instances(pid: str, of_pid: Sequence[Shown]) -> Table:
    instances = [one.view.instance for one in of_pid]
    if of_pid[0].addressed == OAUTH_PROVIDER:
        return Table(shown(pid), OAUTH, list(map(_oauth_row, of_pid)), instances)
    headings, rows = list(MAIL), list(map(_mail_row, of_pid))
    if of_pid[0].view.target != "cloud":  # nothing stands between the two
        at = headings.index("leads to")
        del headings[at]
        rows = [[*row[:at], *row[at + 1 :]] for row in rows]
    return Table(shown(pid), headings, rows, instances)


def _mail_row(one: Shown) -> list[Cell]:
    service = one.service
    assert service is not None
    name = (shown(one.view.instance.name), "bold")
    if not one.view.layers:
        reason = ("does not parse", "error") if one.view.incomplete else ("no mail configuration", "dim")
        return [name, reason, NONE, NONE, NONE, NONE, NONE, _verdict(one)]
    host = one.host
    port = _value(one, service.port)
    if port == NONE and one.port is not None:
        port = (f"{one.port} (default)", "dim")
    password = _value(one, service.password)
    if one.delivery.flag("oauth.flow"):
        password = ("OAuth", "")
    tls = one.tls
    return [
        name,
        (shown(host), "") if host else NONE,
        port,
        _destination(one),
        (TLS[tls], "warning" if tls == "no TLS" else "") if tls else ("not known", "dim"),
        _value(one, service.user),
        password,
        _verdict(one),
    ]


def _oauth_row(one: Shown) -> list[Cell]:
    names = ("tokenUrl", "clientId", "clientSecret", "refreshToken")
    name = (shown(one.view.instance.name), "bold")
    return [name, *(_value(one, each) for each in names), _verdict(one)]


def _value(one: Shown, name: str) -> Cell:
    value = one.delivery.get(name)
    if value is None:
        return NONE
    if one.hides(value):
        return HIDDEN, ""
    return (shown(cell(value.node)), "") if cell(value.node) else ('""', "dim")


def _destination(one: Shown) -> Cell:
    service = one.service
    destination = one.destination
    assert service is not None
    if destination is not None:
        return shown(destination), "bold"
    environment = one.view.instance.environment
    if one.host is None:
        return NONE
    if not one.delivery.by_proxy(service.host):
        value = one.delivery.get(service.host)
        return ("not known", "dim") if value is not None and value.unknown else ("nowhere: not the proxy", "error")
    if one.port is None:
        return "not known", "dim"
    if one.unsettled:
        return "files differ", "warning"
    return ("nowhere: no forward", "error") if environment.networks else ("no networking file", "dim")


def _verdict(one: Shown) -> Cell:
    if one.counts.get("error"):
        return one.verdict, "error"
    return one.verdict, "warning" if one.counts.get("warning") or one.nowhere or one.unsettled else "added"


def _values(of_pid: Sequence[Shown], files: _Files) -> Table:
    """Every value, where it comes from, and on which instances it is so where it is not on all."""
    lines: dict[tuple[str, str, str, str], list[Instance]] = {}
    for one in of_pid:
        for value in one.values:
            written = HIDDEN if one.hides(value) else shown(cell(value.node)) or '""'
            source = source_of(value, one)
            place = files.number(value.property.configuration.path)
            lines.setdefault((value.property.name, written, source, place), []).append(one.view.instance)
    known = [value.property.name for one in of_pid for value in one.values]
    order = {name: at for at, name in reversed(list(enumerate(known)))}
    everywhere = [one.view.instance for one in of_pid if one.view.layers]
    rows = []
    for (name, written, source, place), where in sorted(lines.items(), key=lambda line: order[line[0][0]]):
        on = "" if len(where) == len(everywhere) else ", ".join(together(where))
        words = shown(source).removeprefix(f"{written}, ")  # a placeholder that stays says it itself
        rows.append([(shown(name), ""), (written, "bold"), (words, "dim"), (place, "dim"), (shown(on), "dim")])
    return Table("", (), rows)


def _configurations(
    configurations: Sequence[Configuration], files: _Files, *, everything: bool, target: str
) -> list[Table]:
    """Those that the numbers stand for, the other ones about mail, and what is wrong with each of them."""
    mail = [one for one in configurations if one.schema is not None or one.path in files.numbers]
    wanted = list(configurations) if everything else mail
    wanted.sort(key=lambda one: (files.numbers.get(one.path, len(files.numbers) + 1), one.path))
    rows: list[list[Cell]] = []
    for one in wanted:
        number = f"[{files.numbers[one.path]}]" if one.path in files.numbers else ""
        rows.append([(number, "dim"), (_where(one, target), ""), (shown(one.path, PATH), "")])
        source = one.document.source
        for problem in one.document.problems[:5]:
            at = source.position(problem.span.start)
            rows.append([("", ""), ("", ""), (f"  {at.line}:{at.column} {shown(problem.reason)}", "error")])
    others = len(configurations) - len(mail)
    title = "configurations"
    if not mail and not everything:
        rows.append(
            [("", ""), ("none about mail" + (f", {others} about other things" if others else ""), "dim"), ("", "")]
        )
    elif others and not everything:
        rows.append([("", ""), (f"and {others} not about mail", "dim"), ("", "")])
    return [Table(title, (), rows)]


def _where(configuration: Configuration, target: str) -> str:
    folder = configuration.folder
    if folder.kind == "outside":
        return "no config folder in its path"
    run_modes = " ".join(map(shown, folder.run_modes))
    if folder.active(target) or (run_modes and folder.kind == "config"):  # config.sdk, say, is for the SDK alone
        return run_modes or "everywhere"
    return "nowhere"


def _aligned(table: Table, paint: Paint) -> list[str]:
    rows = [*([[(heading, "dim") for heading in table.headings]] if table.headings else []), *table.rows]
    return [_line(row, table.widths, paint) for row in rows]


def _line(row: Sequence[Cell], widths: Sequence[int], paint: Paint) -> str:
    """Nothing stands behind the last cell, so nothing fills it up."""
    cells = [
        (paint(words, name) if name else words) + " " * (width - len(words))
        for (words, name), width in zip(row, widths, strict=True)
    ]
    while row and not row[-1][0]:
        row, cells = row[:-1], cells[:-1]
    return "  ".join(cells).rstrip()


def _cards(table: Table, paint: Paint) -> list[str]:
    """Instances of which all is the same have one."""
    alike: dict[tuple[Cell, ...], list[Instance]] = {}
    for row, instance in zip(table.rows, table.instances, strict=True):
        alike.setdefault(tuple(row[1:]), []).append(instance)
    lines: list[str] = []
    widths = (max(map(len, table.headings)), 0)
    for cells, instances in alike.items():
        lines.append(paint(shown(", ".join(together(instances))), "bold"))
        for heading, one in zip(table.headings[1:], cells, strict=True):
            lines.append("  " + _line([(heading, "dim"), one], widths, paint))
    return lines


def _drawn(table: Table, *, color: bool, lines: bool) -> str:
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.ROUNDED if lines else box.ASCII, border_style="dim", header_style="dim")
    for heading in table.headings:
        drawn.add_column(heading, no_wrap=True)
    for row in table.rows:
        drawn.add_row(*(Text(words, STYLES[name]) for words, name in row))
    out = StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard" if color else None,
        width=sum(table.widths) + 3 * len(table.widths) + 1,
        emoji=False,
        markup=False,
        highlight=False,
    )
    console.print(drawn)
    return out.getvalue()
