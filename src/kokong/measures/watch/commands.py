"""`kokong watch`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

if TYPE_CHECKING:
    from kokong.intake.api import Report
    from kokong.measures.watch.api import Alert

SHOWN = 20

commands = typer.Typer(name="watch", help="Watch groups.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Watch groups."""


@commands.command("import")
def import_rosters(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, XLS or ODS.")],
    municipality_code: Code,
    sheet: Annotated[int | None, typer.Option(min=1, help="Which sheet of a workbook, counted from 1.")] = None,
    header_row: Annotated[int, typer.Option(min=0, help="The row in which the headings stand.")] = 0,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="COLUMN", help="A doubtful column that is not used.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write the rows left out, to mend and import.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take in rosters. Each row wholly or not at all; who is there already is left as they are.

    Nobody on a list has agreed to anything by it, and no letter goes out.
    """
    with municipality(municipality_code):
        from kokong.kernel import tenancy

        home = tenancy.municipality_id()
    from django.utils import timezone

    from kokong.intake import api as imports
    from kokong.kernel import events
    from kokong.measures.watch.rosters.importing import ROSTERS

    done = imports.import_file(
        importer=ROSTERS, path_or_bytes=file, name=file.name, now=timezone.now(), dry_run=dry_run,
        sheet=None if sheet is None else sheet - 1, header=header_row,
        decisions=imports.decided_as(aside=leave or ()), each=lambda: tenancy.scope(municipality_id=home),
    )  # fmt: skip
    for event in done.events:
        events.deliver(event)
    if report:
        _write(report, imports.report_csv(done.header, done.left).encode("utf-8-sig"))
    _tell(done, report is not None, as_json=as_json, dry_run=dry_run)


@commands.command("export")
def export_rosters(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: .csv or .xlsx; not there yet.")],
    municipality_code: Code,
    group_id: Annotated[
        list[int] | None, typer.Option("--group", metavar="ID", min=1, max=2**63 - 1, help="Only this group.")
    ] = None,
) -> None:
    """Take out the rosters of all groups that go on, with names and how to reach people; the log knows.

    What comes out can be imported as it is.
    """
    from kokong.kernel.errors import UserError

    if file.suffix.lower() not in {".csv", ".xlsx"} or file.exists():
        raise UserError(f"{file} must end in .csv or .xlsx and not be there yet. Nothing was taken out.")
    with municipality(municipality_code):
        from django.utils.translation import override

        from kokong import tables
        from kokong.kernel import tenancy
        from kokong.kernel.models import Municipality
        from kokong.measures.watch.rosters import exporting
        from kokong.measures.watch.values import GroupMissing

        try:
            with override(Municipality.objects.get(pk=tenancy.municipality_id()).language):
                found = exporting.table(group_ids=group_id or None)
        except GroupMissing as error:
            raise UserError("There is no such group in this municipality. Nothing was taken out.") from error
        sheet = file.suffix.lower() == ".xlsx"
        _write(file, tables.as_xlsx(found) if sheet else tables.as_csv(found).encode("utf-8-sig"))
    typer.echo(f"{len(found) - 1} rows are in {file}.")


@commands.command()
def compare(municipality_code: Code, as_json: AsJson = False) -> None:
    """Compare the burglaries of homes in a group with those of other homes. It is no effect, and says why."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.watch.comparing import told, work

        found = work.compare(now=timezone.now())
        said = told.values(found)
    if as_json:
        print_json(said)
        return
    typer.echo("Burglaries per 1,000 homes and year, 95 % limits.")
    for each in (*said["periods"], said["whole"]):
        sides = "  ".join(f"{name} {_rate(each[name])}" for name in ("members", "others"))
        typer.echo(f"{each['since']} to {each['until']}  {sides}  {each['verdict']}")
    typer.echo(said["note"])


@commands.command()
def alerts(
    municipality_code: Code,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List alerts and how each stands, the newest first. Who got them is not told."""
    with municipality(municipality_code):
        from kokong.measures.watch import api

        found = api.alerts(limit=limit)
    if as_json:
        print_json([_alert(each) for each in found])
        return
    for each in found:
        typer.echo(
            f"{each.id:>6}  {each.state:10} {each.draft.urgency:6} {len(each.told)} groups  {each.draft.title}"
        )


def _alert(each: "Alert") -> dict[str, Any]:
    draft = each.draft
    return {
        "id": each.id, "title": draft.title, "state": each.state, "urgency": draft.urgency, "ways": draft.ways,
        "groups": each.told, "made": each.made, "out": each.out, "expires": draft.expires, "ended": each.ended,
        "burglary": each.burglary,
    }  # fmt: skip


def _rate(side: dict[str, Any]) -> str:
    if side["rate"] is None:
        return "none"
    limits = f"{side['low']:.1f}-{side['high']:.1f}"
    return f"{side['rate']:.1f} ({limits}), {side['burglaries']} in {side['home_years']:.0f}"


def _write(path: Path, content: bytes) -> None:
    """For its owner alone: it holds people's names."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)


def _tell(done: "Report", written: bool, *, as_json: bool, dry_run: bool) -> None:
    counts = {name: getattr(done, name) for name in ("rows", "taken", "already", "refused")}
    if as_json:
        said = sorted((*done.told, *done.left), key=lambda row: row.number)
        rows = [{"row": row.number, "status": row.status, "message": row.message} for row in said]
        print_json({**counts, "dry_run": dry_run, "told": rows})
        return
    for row in done.left[:SHOWN]:
        typer.echo(f"row {row.number}: {row.status}: {row.message}")
    if len(done.left) > SHOWN:
        typer.echo(f"… and {len(done.left) - SHOWN} more" + ("." if written else "; --report writes them all."))
    kept = "would be taken" if dry_run else "taken"
    typer.echo(f"{done.rows} rows: {done.taken} {kept}, {done.already} already there, {done.refused} refused.")
