"""`kokong effect etwfe` and `synthetic`: single designs, with what `evaluate` does not ask for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kokong.kernel.errors import UserError

if TYPE_CHECKING:
    from kokong.analysis.effect.values import Estimate

File = Annotated[Path, typer.Argument(help="CSV with one row per area and period.")]
Start = Annotated[str, typer.Option(help="First period of the measure, such as 2017-01.")]
Unit = Annotated[str, typer.Option(help="Column with the area.")]
Period = Annotated[str, typer.Option(help="Column with the period.")]
Count = Annotated[str, typer.Option(help="Column with the number of burglaries.")]
Treated = Annotated[str, typer.Option(help="Column that is 1 for areas with the measure, from its start on.")]
Covariates = Annotated[
    str, typer.Option(metavar="COLUMN,…", help="Columns of numbers known of each area, the same over time.")
]
FillZeros = Annotated[bool, typer.Option("--fill-zeros", help="A missing row means no burglary.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
WARNING = "One design alone is no verdict: `kokong effect evaluate` says what all of them allow."


def etwfe(
    file: File,
    start: Start,
    unit: Unit = "area",
    period: Period = "month",
    count: Count = "n",
    treated: Treated = "treated",
    covariates: Covariates = "",
    family: Annotated[
        Literal["poisson", "gaussian"], typer.Option(help="What the model takes counts to be.")
    ] = "poisson",
    fill_zeros: FillZeros = False,
    as_json: AsJson = False,
) -> None:
    """Extended two-way fixed effects (Wooldridge, 2021 and 2023), for starts at different times.

    Burglaries a period and area more or fewer than without the measure, over all and by periods since the start.
    """
    from kokong.analysis.effect import staggered
    from kokong.analysis.effect.errors import NotWarranted
    from kokong.analysis.report.effect import reading

    names = tuple(name.strip() for name in covariates.split(",") if name.strip())
    columns = reading.Columns(unit, period, count, treated, covariates=names)
    try:
        found = reading.read_file(file, columns, start, fill_zeros=fill_zeros, staggered=True)
        study = staggered.etwfe(found.panel.counts, found.first, covariates=found.covariates, family=family)
    except NotWarranted as refused:
        raise UserError(str(refused)) from refused
    rows = {"overall": study.overall, **{f"{k} after": one for k, one in study.events.items()}}
    _give(rows, as_json)


def synthetic(
    file: File,
    start: Start,
    unit: Unit = "area",
    period: Period = "month",
    count: Count = "n",
    treated: Treated = "treated",
    draws: Annotated[int, typer.Option(min=20, max=100_000, help="Placebos for the second design's error.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    fill_zeros: FillZeros = False,
    as_json: AsJson = False,
) -> None:
    """Synthetic control (Abadie and others, 2010) and synthetic difference in differences (Arkhangelsky, 2021).

    For few large units. Burglaries a period more or fewer than the others, weighted to go as the treated one went
    before, would have it. Several treated units are taken together by the second only.
    """
    import numpy as np

    from kokong.analysis.effect import synthetic as method
    from kokong.analysis.effect.errors import NotWarranted
    from kokong.analysis.effect.panel import CONTROL, TREATED
    from kokong.analysis.report.effect import reading

    try:
        found = reading.read_file(
            file, reading.Columns(unit, period, count, treated), start, fill_zeros=fill_zeros
        ).panel
        used = found.only(found.rows(TREATED) | found.rows(CONTROL))
        rows = [int(row) for row in np.flatnonzero(used.rows(TREATED))]
        told: dict[str, Estimate] = {}
        if len(rows) == 1:
            told["control"] = method.synthetic_control(used.counts, rows[0], used.start).estimate
        chance = np.random.default_rng(seed)
        together = method.synthetic_did(used.counts, rows, used.start, draws=draws, generator=chance)
        told["difference"] = together.estimate
    except NotWarranted as refused:
        raise UserError(str(refused)) from refused
    _give(told, as_json)


def _give(rows: "dict[str, Estimate]", as_json: bool) -> None:
    from kokong.analysis.report.effect import as_json as dump

    if as_json:
        said = {name: dump.estimate(one) for name, one in rows.items()}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for name, one in rows.items():
        low, high = one.interval
        error = "" if one.se is None else f"  standard error {one.se:.3f}"
        chance = "" if one.p is None else f"  p {one.p:.3f}"
        typer.echo(f"{name:12}{one.estimate:10.3f}  95 % {low:.3f} to {high:.3f}{error}{chance}")
    typer.echo(WARNING)
