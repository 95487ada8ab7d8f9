"""`kokong alarms import` and `kokong alarms keys`: many panels at once, from a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

if TYPE_CHECKING:
    from kokong.intake.api import Report

SHOWN = 20


def import_panels(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, XLS or ODS.")],
    municipality_code: Code,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=HEADING", help="Where a heading isn't understood. May be repeated."
        ),
    ] = None,
    sheet: Annotated[int | None, typer.Option(min=1, help="Which sheet of a workbook, counted from 1.")] = None,
    header_row: Annotated[int, typer.Option(min=0, help="The row in which the headings stand.")] = 0,
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
    """Enrol the panels of a file, and change those that are enrolled already. Each row wholly or not at all.

    Keys in the file are sealed and never shown; those that Kokong makes are told once, by `kokong alarms keys`.
    """
    with municipality(municipality_code):
        from kokong.kernel import tenancy

        home = tenancy.municipality_id()
    from django.utils import timezone

    from kokong.intake import api as imports
    from kokong.measures.alarms.panels.importer import PANELS

    where: dict[str, Any] = {
        "importer": PANELS, "path_or_bytes": file, "mapping": None, "sheet": None if sheet is None else sheet - 1,
        "header": header_row, "decisions": imports.decided_as(aside=leave or ()), "now": timezone.now(),
    }  # fmt: skip
    if column or explain:
        with tenancy.scope(municipality_id=home):
            where["mapping"] = _mapping(column, imports.explain(**where))
    if explain:
        with tenancy.scope(municipality_id=home):
            found = imports.explain(**where)
        print_json(found.values()) if as_json else typer.echo("\n".join(found.said()))
        return
    done = imports.import_file(
        **where, name=file.name, dry_run=dry_run, each=lambda: tenancy.scope(municipality_id=home)
    )
    if report:
        _write(report, imports.report_csv(done.header, done.left))
    _tell(done, as_json=as_json, dry_run=dry_run)


def take_keys(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; it must not be there yet.")],
    municipality_code: Code,
) -> None:
    """Write the keys that an import made to a file, once, for whoever programs the panels."""
    from kokong.kernel.errors import UserError

    if file.exists():
        raise UserError(f"{file} is there already. Nothing was taken out.")
    with municipality(municipality_code):
        from kokong.measures.alarms.panels import handing
        from kokong.tables import as_csv

        told = handing.hand_out()
        lines = [(one.written, one.line, one.address, key) for one, key in told]
        _write(file, as_csv([("account", "line", "address", "key"), *lines]))
    typer.echo(f"{len(told)} keys are in {file}. Kokong can't show them again.")


def _mapping(said: list[str] | None, found: Any) -> dict[str, str]:
    """The columns as they are understood, but for those that are said."""
    from kokong.kernel.errors import UserError

    known = {one.use.field: one.use.column for one in found.columns if one.use.state == "used"}
    for text in said or ():
        field, equals, heading = text.partition("=")
        if not equals:
            raise UserError(f"{text!r} is no FIELD=HEADING, such as account=Objekt. Nothing was imported.")
        known[field.strip()] = heading.strip()
    return known


def _write(path: Path, text: str) -> None:
    """For its owner alone: it may hold keys, or people to call."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8-sig",
                   newline="") as out:  # fmt: skip
        out.write(text)


def _tell(done: "Report", *, as_json: bool, dry_run: bool) -> None:
    counts = {name: getattr(done, name) for name in ("rows", "taken", "changed", "already", "aside", "refused")}
    if as_json:
        rows = [
            {"row": row.number, "status": row.status, "message": row.message} for row in (*done.told, *done.left)
        ]
        print_json({**counts, "dry_run": dry_run, "told": sorted(rows, key=lambda row: row["row"])})
        return
    for row in done.left[:SHOWN]:
        typer.echo(f"row {row.number}: {row.status}: {row.message}")
    if len(done.left) > SHOWN:
        typer.echo(f"… and {len(done.left) - SHOWN} more; --report writes them all.")
    kept = "would be taken" if dry_run else "taken"
    typer.echo(
        f"{done.rows} rows: {done.taken} {kept} ({done.changed} of them changed), {done.already} already there, "
        f"{done.aside} left out, {done.refused} refused."
    )
