"""`kokong effect`: does it work? Only `areas` needs a database."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kokong.analysis import words
from kokong.kernel.errors import UserError
from kokong.kernel.terminal import Code, municipality

from . import effect_count, effect_designs, effect_lots, effect_monitor, effect_plans, effect_pool
from .effect_designs import Covariates, FillZeros

if TYPE_CHECKING:
    from kokong.analysis.effect.evaluation import Evaluation
    from kokong.analysis.effect.kalmar import Fact

commands = typer.Typer(name="effect", help="Does it work? From counts to an honest verdict.", no_args_is_help=True)
commands.command()(effect_plans.register)
commands.command()(effect_plans.run)
commands.command()(effect_monitor.monitor)
commands.command()(effect_monitor.monitor_all)
commands.command()(effect_lots.lot)
commands.command()(effect_pool.declare)
commands.command()(effect_pool.counts)
commands.command()(effect_pool.together)

Language = Annotated[str, typer.Option(help="Language of the verdict and the report: en or sv.")]
JsonFile = Annotated[str, typer.Option("--json", metavar="OUT", help="Write everything as JSON; - prints it.")]
ReportFile = Annotated[Path | None, typer.Option("--report", metavar="OUT.html", help="Write a page to send.")]
for command in (effect_count.count, effect_designs.etwfe, effect_designs.synthetic):
    commands.command()(command)
PAIR = "Burglaries before and after, such as 207,110."


@commands.command()
def wdd(
    treated: Annotated[str, typer.Option(metavar="BEFORE,AFTER", help=PAIR)],
    control: Annotated[str, typer.Option(metavar="BEFORE,AFTER", help=PAIR)],
    displacement: Annotated[str, typer.Option(metavar="BEFORE,AFTER", help=PAIR)] = "0,0",
    displacement_control: Annotated[str, typer.Option(metavar="BEFORE,AFTER", help=PAIR)] = "0,0",
    periods: Annotated[str, typer.Option(metavar="BEFORE,AFTER", help="Lengths of the two spans.")] = "1,1",
    areas: Annotated[
        str, typer.Option(metavar="T,C,D,DC", help="Sizes: treated, control, displacement, its control.")
    ] = "1,1,1,1",
    dispersion: Annotated[float, typer.Option(help="Variance over the mean; 1 is pure chance.")] = 1.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    language: Language = "en",
) -> None:
    """Weighted displacement difference (Wheeler and Ratcliffe, 2018) of four or eight counts."""
    from kokong.analysis.effect import displacement as method
    from kokong.analysis.report.effect import as_json as dump

    pairs = [_numbers(text, 2) for text in (treated, control, displacement, displacement_control, periods)]
    sizes = method.Areas(*_numbers(areas, 4))
    if not dispersion > 0:
        raise UserError("The dispersion must be above 0.")
    with _speaking(language):
        found = method.wdd(
            *((pair[0], pair[1]) for pair in pairs[:4]),
            periods=(pairs[4][0], pairs[4][1]),
            areas=sizes,
            dispersion=dispersion,
        )
        said = dump.wdd(found)
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for name in ("local", "displacement"):
        part = said[name]
        typer.echo(f"{name:13}{part['estimate']:10.1f}  standard error {part['se']:.1f}")
    low, high = said["ci95"]
    typer.echo(
        f"{'total':13}{said['estimate']:10.1f}  standard error {said['se']:.1f}  95 % {low:.1f} to {high:.1f}"
    )


@commands.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="CSV with one row per area and period.")],
    start: Annotated[str, typer.Option(help="First period of the measure, such as 2017-01.")],
    unit: Annotated[str, typer.Option(help="Column with the area.")] = "area",
    period: Annotated[str, typer.Option(help="Column with the period.")] = "month",
    count: Annotated[str, typer.Option(help="Column with the number of burglaries.")] = "n",
    treated: Annotated[str, typer.Option(help="Column that is 1 for areas with the measure.")] = "treated",
    buffer: Annotated[str, typer.Option(help="Column that is 1 for areas next door.")] = "",
    population: Annotated[str, typer.Option(help="Column with dwellings or inhabitants.")] = "",
    x: Annotated[str, typer.Option("--x", help="Column with an area's coordinate east, or longitude.")] = "",
    y: Annotated[str, typer.Option("--y", help="Column with an area's coordinate north, or latitude.")] = "",
    covariates: Covariates = "",
    fill_zeros: FillZeros = False,
    staggered: Annotated[
        bool, typer.Option("--staggered", help="Areas start where their column turns 1.")
    ] = False,
    per_year: Annotated[
        int | None, typer.Option(min=1, max=366, help="Periods in a year, if only numbered.")
    ] = None,
    by_lot: Annotated[
        bool, typer.Option("--by-lot", help="The treated areas, or their order, were drawn.")
    ] = False,
    delivered: Annotated[float | None, typer.Option(min=0, max=1, help="Share of the plan that was done.")] = None,
    cost: Annotated[float | None, typer.Option(min=0, help="What the measure cost.")] = None,
    json_file: JsonFile = "",
    report_file: ReportFile = None,
    language: Language = "en",
) -> None:
    """Run every defensible design on a file of counts; the weakest decides the verdict."""
    from kokong.analysis.effect import evaluation
    from kokong.analysis.report.effect import reading

    columns = reading.Columns(unit, period, count, treated, buffer, population, x, y, tuple(_names(covariates)))
    with _speaking(language):
        found = reading.read_file(
            file, columns, start, fill_zeros=fill_zeros, staggered=staggered, per_year=per_year
        )
        if found.staggered:
            judged = evaluation.evaluate_staggered(
                found.panel,
                found.first,
                covariates=found.covariates,
                by_lot=by_lot,
                delivered=delivered,
                spent=cost,
            )
        elif covariates:
            raise UserError(
                "Covariates are for starts at different times (--staggered) and `kokong effect etwfe`."
            )
        else:
            judged = evaluation.evaluate(found.panel, by_lot=by_lot, delivered=delivered, spent=cost)
        _give(judged, file.stem, json_file, report_file)


@commands.command()
def areas(
    municipality_code: Code,
    treated: Annotated[str, typer.Option(metavar="AREA,…", help="Areas with the measure, by name or number.")],
    start: Annotated[str, typer.Option(help="First month of the measure, such as 2025-03.")],
    control: Annotated[str, typer.Option(metavar="AREA,…", help="Areas to compare with.")] = "",
    since: Annotated[str, typer.Option(help="First month to count; three years before unless given.")] = "",
    by_lot: Annotated[bool, typer.Option("--by-lot", help="The treated areas were drawn.")] = False,
    delivered: Annotated[float | None, typer.Option(min=0, max=1, help="Share of the plan that was done.")] = None,
    cost: Annotated[float | None, typer.Option(min=0, help="What the measure cost.")] = None,
    json_file: JsonFile = "",
    report_file: ReportFile = None,
    language: Language = "en",
) -> None:
    """The same for areas of a municipality, with the burglaries that are known of them."""
    from kokong.analysis.effect import evaluation

    with municipality(municipality_code), _speaking(language):
        from django.utils import timezone

        from .effect_areas import panel

        chosen, others = _names(treated), _names(control)
        found = panel(treated=chosen, control=others, start=start, since=since, now=timezone.now())
        judged = evaluation.evaluate(found, by_lot=by_lot, delivered=delivered, spent=cost)
    _give(judged, ", ".join(chosen), json_file, report_file)


@commands.command()
def kalmar(json_file: JsonFile = "", report_file: ReportFile = None, language: Language = "en") -> None:
    """Judge the claim that burglaries in Kalmar fell by 46 per cent, from the public figures."""
    from kokong.analysis.effect import kalmar as claim

    with _speaking(language):
        _give(claim.case(), claim.title(), json_file, report_file, facts=claim.FACTS, notes=claim.notes())


def _give(
    found: "Evaluation",
    title: str,
    json_file: str,
    report_file: Path | None,
    *,
    facts: "Sequence[Fact]" = (),
    notes: Sequence[str] = (),
) -> None:
    """Print the verdict, and write what was asked for."""
    from kokong.analysis.report.effect import as_json as dump
    from kokong.analysis.report.effect import spoken

    told = {"facts": [dump.plain(fact) for fact in facts], "notes": list(notes)} if facts else {}
    said = json.dumps({**dump.evaluation(found), **told}, ensure_ascii=False, indent=2)
    typer.echo(said if json_file == "-" else spoken.text(found))
    if json_file not in {"", "-"}:
        _write(Path(json_file), said + "\n")
    if report_file is not None:
        from kokong.analysis.report.effect.page import page

        _write(report_file, page(found, title=title, facts=facts, notes=notes))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} can't be written: {error.strerror}. Nothing else was changed.") from error


def _numbers(text: str, many: int) -> list[float]:
    """Numbers between commas. Raises UserError for other text, too few or negative ones."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if len(found) != many or not all(0 <= number < 1e12 for number in found):
        raise UserError(f"“{text}” is not {many} numbers of at least 0 between commas, such as 207,110.")
    return found


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Work in a language, and turn what an evaluation refuses into what the command line prints."""
    from kokong.analysis.effect.errors import NotWarranted

    if language not in words.LANGUAGES:
        raise UserError(f"{language} is not a language of the report: {', '.join(words.LANGUAGES)}.")
    with words.language(language):
        try:
            yield
        except NotWarranted as refused:
            raise UserError(str(refused)) from refused
