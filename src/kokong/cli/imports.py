"""`kokong import`."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

if TYPE_CHECKING:
    from kokong.intake.api import Explanation, Report

SHOWN = 20

commands = typer.Typer(name="import", help="Bring in places and burglaries from files.", no_args_is_help=True)


@commands.command()
def places(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".osm.pbf, .gpkg, .csv or .xlsx.")],
    municipality_code: Code,
    mapping: Annotated[Path | None, typer.Option(help="TOML or JSON file that names the columns.")] = None,
    sheet: Annotated[int | None, typer.Option(min=1, help="Which sheet of a workbook, counted from 1.")] = None,
    header_row: Annotated[
        int, typer.Option(min=0, help="The row in which the headings stand; found where it is not told.")
    ] = 0,
    header_rows: Annotated[int, typer.Option(min=1, max=2, help="Over how many rows the headings stand.")] = 1,
    report: Annotated[Path | None, typer.Option(help="Write the refused rows to this CSV file.")] = None,
    retire_many: Annotated[
        bool, typer.Option("--retire-many", help="Even if over half of the dwellings are no longer in the file.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each column is taken for and why; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import addresses, and streets, buildings, water and green where the file has them.

    A second import of the same source updates, and retires what is gone; it never duplicates.
    """
    with municipality(municipality_code):
        from kokong.places import api

        from .progress import bar

        told = api.load_mapping(mapping) if mapping else api.Mapping()
        named = replace(told, **_place(sheet, header_row, header_rows))
        if explain:
            typer.echo("\n".join(api.explain_places(path=file, mapping=named)))
            return
        with bar(hidden=as_json) as progress:
            done = api.import_places(path=file, mapping=named, progress=progress, retire_many=retire_many)
    if report:
        report.write_text(api.report_csv(done), encoding="utf-8-sig", newline="")
    if as_json:
        print_json(api.report_values(done))
        return
    for line in api.report_lines(done, shown=SHOWN, elsewhere=report is not None):
        typer.echo(line)


@commands.command()
def burglaries(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, XLS or ODS.")],
    municipality_code: Code,
    mapping: Annotated[Path | None, typer.Option(help="TOML or JSON file that names the columns.")] = None,
    sheet: Annotated[int | None, typer.Option(min=1, help="Which sheet of a workbook, counted from 1.")] = None,
    header_row: Annotated[
        int, typer.Option(min=0, help="The row in which the headings stand; found where it is not told.")
    ] = 0,
    header_rows: Annotated[int, typer.Option(min=1, max=2, help="Over how many rows the headings stand.")] = 1,
    dates: Annotated[str, typer.Option(help="How 05/06/2026 is written: dmy or mdy.")] = "",
    short_dates: Annotated[str, typer.Option(help="How 03-04-05 is written: ymd, dmy or mdy.")] = "",
    year: Annotated[int, typer.Option(min=0, max=2100, help="The year of days without one.")] = 0,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="COLUMN", help="A doubtful column that is not used.")
    ] = None,
    word: Annotated[
        list[str] | None,
        typer.Option("--word", metavar="FIELD:WORD=MEANING", help='Such as "dwelling_kind:stuga=holiday".'),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each column is taken for, and why; write nothing.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write the rows left out, to mend and import.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import burglaries. Each row is taken wholly or not at all; what is there already is left alone.

    Burglaries whose latest time is over 14 days ago are history: no cocoon opens for them.
    """
    with municipality(municipality_code):
        from kokong.kernel import tenancy

        home = tenancy.municipality_id()
    from django.utils import timezone

    from kokong.incidents.api import explain_file, import_file
    from kokong.intake.api import decided_as

    from .progress import bar

    decided = decided_as(order=dates, short=short_dates, year=year, aside=leave or (), words=word or ())
    where: dict[str, Any] = {
        **_place(sheet, header_row, header_rows), "mapping": _mapping(mapping), "decisions": decided,
        "now": timezone.now(),
    }  # fmt: skip
    if explain:
        with tenancy.scope(municipality_id=home):
            _explained(explain_file(path_or_bytes=file, **where), as_json=as_json)
        return

    with bar(hidden=as_json) as progress:
        done = import_file(
            path_or_bytes=file, name=file.name, progress=progress, dry_run=dry_run, **where,
            each=lambda: tenancy.scope(municipality_id=home),
        )  # fmt: skip
    _open_cocoons(done)
    _tell(done, report, as_json=as_json, dry_run=dry_run)


def _place(sheet: int | None, row: int, rows: int) -> dict[str, Any]:
    """Where in a file its table stands. Raises UserError for headings over two rows that begin nowhere."""
    from kokong.kernel.errors import UserError

    if rows > 1 and not row:
        raise UserError(
            "--header-rows says over how many rows the headings stand: say with --header-row where they begin. "
            "Nothing was imported."
        )
    return {"sheet": None if sheet is None else sheet - 1, "header": row, "header_rows": rows}


def _explained(found: "Explanation", *, as_json: bool) -> None:
    """What a file was taken for, in lines or as JSON."""
    if as_json:
        print_json(found.values())
        return
    for line in found.said():
        typer.echo(line)


def _mapping(path: Path | None) -> dict[str, str] | None:
    """A mapping file's content. Raises UserError where it is none."""
    from kokong.kernel.errors import UserError

    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise UserError(f"{path} can't be read as a mapping: {error}. Nothing was imported.") from error
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content.values()):
        raise UserError(f'{path} must name columns, such as {{"address": "Gatuadress"}}. Nothing was imported.')
    return content


def _open_cocoons(done: "Report") -> None:
    from kokong.kernel import events

    for event in done.events:
        events.deliver(event)


def _tell(done: "Report", report: Path | None, *, as_json: bool, dry_run: bool) -> None:
    from kokong.intake.api import report_csv

    if report:
        report.write_text(report_csv(done.header, done.left), encoding="utf-8-sig", newline="")
    counts = {name: getattr(done, name) for name in ("rows", "taken", "already", "aside", "refused")}
    counts["drafts"] = done.waiting
    if as_json:
        left = [{"row": row.number, "status": row.status, "message": row.message} for row in done.left]
        print_json({**counts, "confirmed_now": len(done.events), "dry_run": dry_run, "left": left})
        return
    for row in done.left[:SHOWN]:
        typer.echo(f"row {row.number}: {row.status}: {row.message}")
    if len(done.left) > SHOWN:
        typer.echo(f"… and {len(done.left) - SHOWN} more" + ("." if report else "; --report writes them all."))
    kept = "would be taken" if dry_run else "taken"
    typer.echo(
        f"{done.rows} rows: {done.taken} {kept}, {done.already} already there, {done.aside} left out, "
        f"{done.refused} refused."
    )
