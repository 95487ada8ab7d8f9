"""`kokong forecast`: forecasts from a file, made as they would have been made then, and scored by what came."""

import math
from pathlib import Path
from typing import Annotated, Literal

import typer

from .analysis import (
    Cell,
    Cluster,
    Crs,
    Date,
    Dates,
    File,
    Json,
    Key,
    Reported,
    Seed,
    Sheet,
    Skip,
    Until,
    Where,
    X,
    Y,
    check_outputs,
    check_picture,
    edges,
    plainly,
    read,
    say_notes,
    source,
    write,
)


def forecast(
    file: File,
    train_until: Annotated[str, typer.Option(metavar="DATE", help="Last day known to the first forecast.")],
    x: X = "x",
    y: Y = "y",
    date: Date = "date",
    until: Until = "",
    reported: Reported = "",
    key: Key = "",
    crs: Crs = "",
    dates: Dates = "iso",
    sheet: Sheet = "",
    skip_rows: Skip = 0,
    where: Where = None,
    weeks: Annotated[int, typer.Option(min=1, max=1000, help="Weeks to forecast, one after the other.")] = 52,
    horizon: Annotated[
        Literal["1w", "2w", "1m", "2m", "3m"],
        typer.Option(help="How far each forecast reaches: weeks or months; --weeks holds as many as fit."),
    ] = "1w",
    cell: Cell = None,
    cell_area: Annotated[
        float | None, typer.Option(min=1, max=1e10, help="Size of the cells, m², in place of --cell.")
    ] = None,
    area: Annotated[str, typer.Option(help="Shares of the area to score, per cent.")] = "0.5,1,2,5,10,20",
    flag_area: Annotated[
        str, typer.Option(metavar="KM2,…", help="Sizes to score, km², in place of --area, such as 0.65,1.94.")
    ] = "",
    area_within: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1500,
            help="Study area: within so many metres of an earlier burglary; 300 if nothing is said.",
        ),
    ] = None,
    boundary: Annotated[Path | None, typer.Option(help="Polygons of the study area.")] = None,
    dwellings: Annotated[Path | None, typer.Option(help="CSV of dwellings; columns as in FILE.")] = None,
    seed: Seed = 1,
    cluster: Cluster = None,
    json_out: Json = None,
    plot: Annotated[Path | None, typer.Option(metavar="OUT.png", help="Write the curves as a picture.")] = None,
) -> None:
    """Forecast week by week as it would have been done then, with every method, and score it by what came.

    \b
    Example:
      kokong forecast burglaries.csv --crs EPSG:3006 --train-until 2024-12-31 \\
        --weeks 52 --json forecast.json --plot forecast.png

    No method is given anything from after the day its forecast is made. Cells are as fine as past weeks show to be
    best and as places are known; the same method in cells of 150 m stands beside.
    """
    with plainly():
        check_outputs(file, json_out, plot)
        check_picture(plot)
        found = read(file, (x, y, date, until, key, reported), crs, dates, (sheet, skip_rows, where))
        from kokong.analysis import forecast as core
        from kokong.analysis.cluster import connect
        from kokong.analysis.report import backtesting

        with connect(cluster) as runner:
            result, found = backtesting.run(
                found,
                train_until=train_until,
                weeks=weeks,
                horizon=horizon,
                cell=cell if cell_area is None else math.sqrt(cell_area),
                shares=tuple(share / 100 for share in edges(area)),
                flag_km2=edges(flag_area) if flag_area else (),
                within=area_within,
                boundary=boundary,
                dwellings=dwellings,
                columns=(x, y),
                runner=runner,
            )
        write(json_out, {"file": source(file, found), "seed": seed, **core.as_json(result, seed=seed)})
        if plot is not None:
            from kokong.analysis.report import plots

            plots.save(plots.backtest_curves(result), plot)
        say_notes(found, crs)
        typer.echo(core.as_text(result, seed=seed))
