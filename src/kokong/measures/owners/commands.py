"""`kokong owners`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

if TYPE_CHECKING:
    from kokong.intake.api import Report

SHOWN = 20
commands = typer.Typer(name="owners", help="Property owners and housing associations.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Property owners and housing associations."""


@commands.command(name="import")
def import_owners(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, XLS or ODS.")],
    municipality_code: Code,
    sheet: Annotated[int | None, typer.Option(min=1, help="Which sheet of a workbook, counted from 1.")] = None,
    header_row: Annotated[
        int, typer.Option(min=0, help="The row in which the headings stand; found where it is not told.")
    ] = 0,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="COLUMN", help="A doubtful column that is not used.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each column is taken for, and why; write nothing.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write the rows left out, to mend and import.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import owners with their buildings, a row for each building. Each row wholly or not at all."""
    with municipality(municipality_code):
        from kokong.kernel import tenancy

        home = tenancy.municipality_id()
    from django.utils import timezone

    from kokong.intake import api as intake
    from kokong.measures.owners.importing import OWNERS

    at = None if sheet is None else sheet - 1
    decided, now = intake.decided_as(aside=leave or ()), timezone.now()
    if explain:
        with tenancy.scope(municipality_id=home):
            found = intake.explain(
                importer=OWNERS, path_or_bytes=file, sheet=at, header=header_row, decisions=decided, now=now
            )
        print_json(found.values()) if as_json else typer.echo("\n".join(found.said()))
        return
    done = intake.import_file(
        importer=OWNERS, path_or_bytes=file, name=file.name, sheet=at, header=header_row, decisions=decided,
        now=now, dry_run=dry_run, each=lambda: tenancy.scope(municipality_id=home),
    )  # fmt: skip
    if report:
        report.write_text(intake.report_csv(done.header, done.left), encoding="utf-8-sig", newline="")
    _tell(done, written=report is not None, as_json=as_json, dry_run=dry_run)


def _tell(done: "Report", *, written: bool, as_json: bool, dry_run: bool) -> None:
    counts = {name: getattr(done, name) for name in ("rows", "taken", "waiting", "already", "aside", "refused")}
    told = sorted((*done.told, *done.left), key=lambda row: row.number)
    if as_json:
        rows = [{"row": row.number, "status": row.status, "message": row.message} for row in told]
        print_json({**counts, "dry_run": dry_run, "told": rows})
        return
    for row in done.left[:SHOWN]:
        typer.echo(f"row {row.number}: {row.status}: {row.message}")
    if len(done.left) > SHOWN:
        typer.echo(f"… and {len(done.left) - SHOWN} more" + ("." if written else "; --report writes them all."))
    kept = "would be taken" if dry_run else "taken"
    typer.echo(
        f"{done.rows} rows: {done.taken} {kept} ({done.waiting} of them claimed by several), "
        f"{done.already} already there, {done.aside} left out, {done.refused} refused."
    )
