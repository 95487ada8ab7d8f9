"""`kokong effect count`: from a file of burglaries to the table that `kokong effect evaluate` reads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .analysis import Crs, Date, Dates, File, Key, Sheet, Skip, Until, Where, X, Y, plainly, read, say_notes

if TYPE_CHECKING:
    from kokong.analysis.report.effect.counting import Counted


def count(
    file: File,
    treated: Annotated[
        Path, typer.Option(help="Polygons of the areas with the measure: GeoPackage, shapefile, …")
    ],
    unit: Annotated[
        str, typer.Option(help="What to count by: the side of squares in metres, or a file of polygons.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.csv", help="Where the table goes.")],
    unit_name: Annotated[str, typer.Option(help="Column of that file with the units' names.")] = "",
    buffer: Annotated[
        float,
        typer.Option(min=0, max=100_000, help="Units within so many metres of the treated ones are next door."),
    ] = 0,
    period: Annotated[
        Literal["month", "quarter", "week", "year"], typer.Option(help="What to count by in time.")
    ] = "month",
    adjacency: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write which units touch each other.")
    ] = None,
    x: X = "x",
    y: Y = "y",
    date: Date = "date",
    until: Until = "",
    key: Key = "",
    crs: Crs = "",
    dates: Dates = "iso",
    sheet: Sheet = "",
    skip_rows: Skip = 0,
    where: Where = None,
) -> None:
    """Count burglaries by unit and period, with who is treated, who is next door and where each unit lies.

    \b
    Example:
      kokong effect count burglaries.csv --crs EPSG:3006 --treated area.gpkg \\
        --buffer 200 --unit 500 -o counts.csv

    A unit is treated where at least half of its ground is. Of squares those count that held a burglary in the
    file's first year, or are treated or next door.
    """
    with plainly():
        from kokong.analysis.report import projecting, writing
        from kokong.analysis.report.effect import counting, units

        for path in filter(None, (output, adjacency)):
            writing.refuse_unwritable(path, source=file)
        found = read(file, (x, y, date, until, key), crs, dates, (sheet, skip_rows, where)).without_stray()
        area = projecting.read_areas(treated, found.crs)
        side = _metres(unit)
        if side is None:
            by = units.polygons(found, Path(unit), name=unit_name)
        else:
            by = units.squares(found, side, around=area.buffer(buffer))
        counted = counting.count(found, by, area, buffer=buffer, period=period, squares=side is not None)
        _write(output, counted.rows())
        if adjacency is not None:
            _write(adjacency, counted.adjacency())
        say_notes(found, crs)
        _say(counted, output)


def _metres(unit: str) -> float | None:
    try:
        return float(unit)
    except ValueError:
        return None


def _write(path: Path, rows: list[tuple[object, ...]]) -> None:
    from kokong import tables
    from kokong.analysis.report import writing

    with writing.whole(path) as held:
        held.write_text(tables.as_csv(rows, delimiter=","), encoding="utf-8", newline="")


def _say(counted: "Counted", output: Path) -> None:
    """What was counted, what was left out, and the command that comes next."""
    areas, inside, near = len(counted.units.names), int(counted.treated.sum()), int(counted.buffer.sum())
    typer.echo(
        f"{int(counted.counts.sum())} burglaries in {areas} units ({inside} treated, {near} next door) by "
        f"{counted.period}, {counted.periods[0]} to {counted.periods[-1]}."
    )
    if counted.outside:
        typer.echo(f"{counted.outside} burglaries lie outside the units.", err=True)
    if counted.late:
        typer.echo(f"{counted.late} squares without a burglary in the first year are left out.", err=True)
    for one in counted.cut:
        typer.echo(f"{one} is left out: the file does not reach over all of it.", err=True)
    more = f" --period {counted.period}" if counted.period != "month" else ""
    next_door = " --buffer buffer" if near else ""
    typer.echo(f"Next: kokong effect evaluate {output} --start PERIOD{more}{next_door} --x x --y y")
