"""`kokong knox`, `kokong forecast` and `kokong report`: burglaries from a file, no database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from kokong.analysis.report.reading import Burglaries

File = Annotated[Path, typer.Argument(metavar="FILE", help="A row per burglary: CSV, .csv.gz or a workbook.")]
X = Annotated[str, typer.Option("--x", help="Column of the x coordinate (east); a number without a header row.")]
Y = Annotated[str, typer.Option("--y", help="Column of the y coordinate (north).")]
Date = Annotated[
    str, typer.Option("--date", help="Column of the date or earliest time; several as date+time, year+month+day.")
]
Until = Annotated[
    str, typer.Option("--until", help="Column of the latest time, where it is uncertain; empty: as --date.")
]
Key = Annotated[str, typer.Option("--id", help="Column of an identity; rows with the same one count once.")]
Crs = Annotated[
    str, typer.Option("--crs", help="The coordinates' system, e.g. EPSG:3006; local: metres; feet: feet.")
]
Dates = Annotated[
    Literal["iso", "dmy", "mdy", "ymd"],
    typer.Option(help="Order of day and month in dates such as 03/04/2026, of the year too in 03/04/26."),
]
Sheet = Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook: its name, or its number from 1.")]
Skip = Annotated[int, typer.Option("--skip-rows", min=0, help="Rows above the headings; titles are found.")]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar='"COLUMN=VALUE"', help="Take these rows only; several may be given."),
]
Reported = Annotated[
    str, typer.Option(help="Column of the day of report; a forecast then sees only what was reported by then.")
]
Cell = Annotated[
    float | None,
    typer.Option(min=1, max=100_000, help="Side of the cells, metres; chosen by past weeks if none is given."),
]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, help="The same seed gives the same answer.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads to use; any number gives the same answer.")]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="local|tcp://…", help="Run on Dask: a process per core, or a scheduler."),
]
Json = Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write the result as JSON.")]


def add_to(app: typer.Typer) -> None:
    """The commands stand on their own, without a group."""
    for command in (knox, report):
        app.command()(command)


def knox(
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
    space: Annotated[
        str, typer.Option(help="Upper edges of the bands of distance, metres.")
    ] = "0.1,100,200,300,400",
    time: Annotated[str, typer.Option(help="Upper edges of the bands of time, days.")] = "7,14,21,28",
    metric: Annotated[
        Literal["euclidean", "manhattan", "network"],
        typer.Option(help="How distance is measured; network: along --streets."),
    ] = "euclidean",
    streets: Annotated[
        Path | None, typer.Option(help="Lines of streets: GeoPackage, shapefile, GeoJSON, .osm.pbf.")
    ] = None,
    closed: Annotated[
        Literal["left", "right"], typer.Option(help="left: [low, high); right: (low, high], 0 in the first band.")
    ] = "left",
    permutations: Annotated[int, typer.Option(min=0, max=1_000_000, help="Draws for the p-values.")] = 999,
    seed: Seed = 1,
    threads: Threads = None,
    cluster: Cluster = None,
    json_out: Json = None,
    plot: Annotated[Path | None, typer.Option(metavar="OUT.png", help="Write the table as a picture.")] = None,
) -> None:
    """Test for near repeats: burglaries close in place and time, more often than chance would have it.

    \b
    Example:
      kokong knox burglaries.csv --crs EPSG:3006 --space 0.1,100,200,400 \\
        --time 7,14,28 --json knox.json --plot knox.png

    Shows pairs of burglaries by distance and days apart, observed over expected had the dates been dealt out at
    random. Coordinates in degrees need --crs EPSG:4326. What rows lack is said with counts.
    """
    with plainly():
        check_outputs(file, json_out, plot)
        check_picture(plot)
        found = read(file, (x, y, date, until, key), crs, dates, (sheet, skip_rows, where))
        from kokong.analysis import near_repeat
        from kokong.analysis.cluster import connect
        from kokong.analysis.report import testing

        asked = testing.Asked(
            space=edges(space), days_apart=edges(time), closed=closed, permutations=permutations, seed=seed
        )
        with connect(cluster) as runner:
            table, found = testing.run(
                found, asked, metric=metric, streets=streets, workers=threads, runner=runner
            )
        told = testing.sensitivity(found, asked, metric)
        more = {} if told is None else {"sensitivity": near_repeat.sensitivity_json(told)}
        write(json_out, {"file": source(file, found), **near_repeat.as_json(table), **more})
        if plot is not None:
            from kokong.analysis.report import plots

            plots.save(plots.near_repeat_table(table), plot)
        say_notes(found, crs)
        typer.echo(near_repeat.as_text(table))
        if told is not None:
            typer.echo(near_repeat.sensitivity_text(told))


def report(
    file: File,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.html", help="Where the page goes.")],
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
    cell: Cell = None,
    reported: Reported = "",
    streets: Annotated[
        Path | None, typer.Option(help="Streets and names for the map: .osm.pbf, or lines in a GeoPackage, …")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the page; the file's name if none.")] = "",
    language: Annotated[Literal["sv", "en"], typer.Option(help="Language of the page.")] = "sv",
    seed: Seed = 1,
) -> None:
    """Write one page about the burglaries: near repeats, risk, how good forecasts were, the ceiling.

    \b
    Example:
      kokong report burglaries.csv --crs EPSG:3006 -o report.html --language en

    The page is one file that fetches nothing and can be sent or printed as it is.
    """
    with plainly():
        check_outputs(file, output)
        found = read(file, (x, y, date, until, key, reported), crs, dates, (sheet, skip_rows, where))
        from kokong.analysis import words
        from kokong.analysis.report import findings, page, writing
        from kokong.analysis.report.ground import read_ground

        ground = None if streets is None else read_ground(streets, found.without_stray())
        with words.language(language):
            html = page.page(findings.find(found, cell=cell, seed=seed), title=title or file.name, ground=ground)
        with writing.whole(output) as held:
            held.write_text(html, encoding="utf-8")
        say_notes(found, crs)
        typer.echo(f"{output} ({len(html) // 1024} kB)")


@contextmanager
def plainly() -> Iterator[None]:
    """What the data can't carry is said in one line, as all that a user can mend."""
    from kokong.analysis.arrays import Refused
    from kokong.kernel.errors import UserError

    try:
        yield
    except Refused as error:
        raise UserError(str(error)) from error
    except OSError as error:
        name = Path(error.filename).name if error.filename else "The file"
        raise UserError(f"{name} could not be written: {error.strerror}.") from error
    except MemoryError as error:
        raise UserError(
            "There is not enough memory for this. Use larger cells, narrower bands or fewer rows."
        ) from error


def read(
    file: Path, columns: tuple[str, ...], crs: str, dates: Any, layout: tuple[str, int, list[str] | None]
) -> "Burglaries":
    """The burglaries of a file, by the options that every command has."""
    from kokong.analysis.report.delimited import Layout
    from kokong.analysis.report.reading import Columns, read_burglaries

    laid = Layout(layout[0], layout[1], tuple(layout[2] or ()))
    return read_burglaries(file, Columns(*columns), crs=crs, dates=dates, layout=laid)


def check_outputs(file: Path, *outputs: Path | None) -> None:
    from kokong.analysis.report.writing import refuse_unwritable

    for path in outputs:
        if path is not None:
            refuse_unwritable(path, source=file)


def check_picture(path: Path | None) -> None:
    if path is not None:
        from kokong.analysis.report import plots

        plots.refuse_unknown(path)


def edges(text: str) -> tuple[float, ...]:
    from kokong.analysis.arrays import Refused

    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise Refused(f"“{text}” is not a list of numbers such as 100,200,400.") from error


def source(file: Path, found: "Burglaries") -> dict[str, Any]:
    notes = [{"rows": count, "what": what, "why": why} for what, why, count in found.notes]
    return {"name": file.name, "rows": found.rows, "used": int(found.x.size), "crs": found.crs, "notes": notes}


def say_notes(found: "Burglaries", asked: str) -> None:
    """What there is to say of a file's rows, beside the result."""
    from kokong.analysis.report import projecting

    if asked and found.crs.removesuffix(projecting.IN_METRES) not in (asked, asked.upper(), "local", "feet"):
        place = projecting.whereabouts(found.x, found.y, found.crs)
        typer.echo(f"Degrees were projected to {found.crs}; their middle lies at {place}.", err=True)
    for what, why, count in found.notes:
        typer.echo(f"{count} of {found.rows} rows {why}; {what.replace('_', ' ')}.", err=True)
    if found.repeating is not None:
        from kokong.analysis.report.identities import said

        typer.echo(said(found.repeating, found.x, found.y, found.days), err=True)


def write(path: Path | None, content: dict[str, Any]) -> None:
    if path is not None:
        from kokong.analysis.report import writing

        text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        with writing.whole(path) as held:
            held.write_text(text, encoding="utf-8")
