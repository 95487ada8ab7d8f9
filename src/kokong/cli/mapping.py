"""`kokong layers` and `kokong hours`: where and when, from a file of burglaries, for maps and shifts."""

from pathlib import Path
from typing import Annotated

import typer

from .analysis import (
    Crs,
    Date,
    Dates,
    File,
    Json,
    Key,
    Sheet,
    Skip,
    Until,
    Where,
    X,
    Y,
    plainly,
    read,
    say_notes,
)

Cell = Annotated[float, typer.Option(min=1, max=100_000, help="Side of the cells, metres.")]


def add_to(app: typer.Typer) -> None:
    """The two commands stand on their own, without a group."""
    for command in (layers, hours):
        app.command()(command)


def layers(
    file: File,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="A .gpkg, or the start of .geojson or .csv names."),
    ],
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
    within_m: Annotated[float, typer.Option(min=0, max=5000, help="Metres within which two are a pair.")] = 200,
    within_days: Annotated[float, typer.Option(min=0, max=365, help="Days within which two are a pair.")] = 14,
    cell: Cell = 150,
    reach: Annotated[
        float, typer.Option(min=1, max=10_000, help="Metres within which cells are neighbours, for Gi*.")
    ] = 300,
    spans: Annotated[
        int, typer.Option(min=3, max=60, help="Spans of time over which hot spots are followed.")
    ] = 8,
) -> None:
    """Write layers for a map program: pairs, chains, local Knox, hot spots, risk of the coming week, zones.

    \b
    Example:
      kokong layers burglaries.csv --crs EPSG:3006 -o town.gpkg

    The settings stand in each layer's metadata. GeoJSON is in degrees where the system is known.
    """
    with plainly():
        from kokong.analysis.report import layers as written
        from kokong.analysis.report import mapped, writing

        writing.refuse_unwritable(output, source=file)
        written.refuse_unknown(output)
        found = read(file, (x, y, date, until, key), crs, dates, (sheet, skip_rows, where))
        asked = mapped.Asked(within_m, within_days, cell, reach, spans)
        made = mapped.all_layers(found, asked)
        files = written.write(output, made, crs=found.crs)
        say_notes(found, crs)
        for layer in made:
            typer.echo(f"{layer.name:12}{len(layer.shapes):8}")
        typer.echo(f"Written: {', '.join(str(path) for path in files)}")


def hours(
    file: File,
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
    shifts: Annotated[str, typer.Option(help="Shifts as hours, such as 06-14,14-22,22-06.")] = "06-14,14-22,22-06",
    cell: Cell = 150,
    zones: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the zones of each shift as a layer.")
    ] = None,
    json_out: Json = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="OUT.png", help="Write weekday by hour as a picture.")
    ] = None,
) -> None:
    """Show at what hours of the week burglaries happened, where their times are known as windows.

    \b
    Example:
      kokong hours burglaries.csv --crs EPSG:3006 --date earliest --until latest \\
        --plot hours.png --zones shifts.gpkg

    Each window is spread evenly over its hours (Ratcliffe, 2000). Windows of over a week, and days without a time,
    say nothing of the hour and are left out with a count.
    """
    with plainly():
        from kokong.analysis.hotspots import aoristic
        from kokong.analysis.report import by_hour, plots, writing
        from kokong.analysis.report import layers as written

        for path in filter(None, (json_out, plot, zones)):
            writing.refuse_unwritable(path, source=file)
        if plot is not None:
            plots.refuse_unknown(plot)
        if zones is not None:
            written.refuse_unknown(zones)
        of = aoristic.shifts(shifts)
        found = read(file, (x, y, date, until, key), crs, dates, (sheet, skip_rows, where)).without_stray()
        told = aoristic.hours(found.earliest, found.latest)
        if zones is not None:
            written.write(zones, [by_hour.zones(found, of, shifts.split(","), cell=cell)], crs=found.crs)
        if plot is not None:
            plots.save(plots.week_hours(told), plot)
        by_hour.write(json_out, told, of, shifts.split(","))
        say_notes(found, crs)
        typer.echo(by_hour.text(told, of, shifts.split(",")))
