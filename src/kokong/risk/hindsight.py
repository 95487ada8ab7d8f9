"""What the page of forecasts against what came shows, from what the analysis found."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.charts import Chart

from . import api, charts, reading, telling
from .telling import Figures, number, percent

SHARE: Final = 0.05  # of the area: what sentences and the weeks' chart are about


@dataclass(frozen=True)
class Share:
    """A row of the backtest: a share of the area and what it held."""

    area: str
    held: str
    interval: str
    chance: str
    plain: str


@dataclass(frozen=True)
class Backtest:
    """How forecasts did, week by week."""

    run: api.Run
    sentence: str
    interval: str
    against: str
    ceiling: str
    capture: Chart
    weeks: Chart
    shares: tuple[Share, ...]
    by_week: tuple[tuple[str, int, int], ...]
    cell: str


def page() -> Backtest | None:
    """The page of forecasts against what came; None before there is one."""
    found = reading.newest_result(kind="backtest")
    if found is None:
        return None
    figures = found.figures
    ours, at = telling.ours(figures), telling.place_of(figures, SHARE)
    days = [date_format(date.fromisoformat(day), "j N") for day in figures["starts"]]
    held = [int(week[at]) for week in ours["hits_by_week"]]
    events = [int(count) for count in figures["burglaries_by_week"]]
    sentence = telling.backtest(figures)
    by_week = _("Each bar is a week; the dark part lay in the top %(share)s of area.") % {
        "share": percent(figures["area"][at])
    }
    return Backtest(
        run=found.run,
        sentence=sentence,
        interval=telling.interval(figures),
        against=against(figures),
        ceiling=telling.ceiling(figures["ceiling"]),
        capture=charts.capture(figures["area"], ours["hit_rate"], figures["chance"], words=sentence),
        weeks=charts.weeks(days, events, held, words=by_week),
        shares=_shares(figures, ours),
        by_week=tuple(zip(days, events, held, strict=True)),
        cell=number(found.run.parameters.get("cell"), 0),
    )


def _shares(figures: Figures, ours: Figures) -> tuple[Share, ...]:
    plain = next(each for each in figures["methods"] if each["name"] == figures["baseline"])
    return tuple(
        Share(
            area=percent(area),
            held=percent(ours["hit_rate"][at]),
            interval=f"{percent(figures['intervals'][at]['low'])} – {percent(figures['intervals'][at]['high'])}",
            chance=percent(figures["chance"][at]),
            plain=percent(plain["hit_rate"][at]),
        )
        for at, area in enumerate(figures["area"])
    )


def against(figures: Figures) -> str:
    """Whether following recent burglaries beat looking at the long run alone."""
    lead = telling.ours(figures)["against_baseline"][telling.place_of(figures, SHARE)]
    if lead["low"] > 0:
        return _(
            "That is significantly more than the same map without the latest weeks' near repeats would have held."
        )
    if lead["high"] < 0:
        return _("The same map without the latest weeks' near repeats would have held significantly more.")
    return _(
        "The same map without the latest weeks' near repeats would have held about as much: no difference can be "
        "shown."
    )
