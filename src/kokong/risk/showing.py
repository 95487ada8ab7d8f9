"""What the pages show, from what the analyses found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.fields import Point
from kokong.places import api as places

from . import api, charts, rules, telling, words
from .telling import Figures, number, percent

THIN: Final = rules.LEAST_IN_ROW  # pairs by chance; with fewer a cell says little
SURE: Final = 0.05
STEPS: Final = (1.15, 1.5, 2.0, 3.0, 5.0)  # times the usual at which a cell's colour deepens
STREET_M: Final = 400.0
UNDER_WAY: Final = rules.UNDER_WAY

NAMES: Final[Mapping[str, str | Promise]] = {
    "radius_m": gettext_lazy("Around the burgled home"),
    "watch_days": gettext_lazy("Watch"),
    "ranking": gettext_lazy("Order of doors"),
}
SAID: Final[Mapping[str, Any]] = {
    "radius_m": lambda value: _("%(metres)s m") % {"metres": number(value, 0)},
    "watch_days": lambda value: _("%(days)s days") % {"days": value},
    "ranking": lambda value: str(words.RANKINGS[value]),
}


@dataclass(frozen=True)
class Place:
    """A zone as the list shows it."""

    zone: api.Zone
    name: str
    why: str
    share: str
    expected: str


@dataclass(frozen=True)
class Overview:
    """Where the risk is highest now, and what is known of how good that is."""

    places: tuple[Place, ...]
    week: str
    held: str
    area: str
    backtest: str
    interval: str
    ceiling: str
    proposal: api.Proposal | None
    waiting: bool
    missing: str


@dataclass(frozen=True)
class Cell:
    """A cell of the heat table; `level` 0 (as usual or less) to 5."""

    ratio: str
    observed: int
    expected: str
    level: int
    thin: bool
    sure: bool


@dataclass(frozen=True)
class Row:
    """A row of a table beside a chart: pairs seen, by chance, times the usual and its interval."""

    label: str
    observed: int
    expected: str
    ratio: str
    interval: str
    raised: bool


@dataclass(frozen=True)
class Decay:
    """A chart, its sentence and its table."""

    sentence: str
    chart: charts.Chart
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class NearRepeats:
    """The near-repeat page."""

    run: api.Run
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    closed: str
    global_p: str
    distance: Decay
    time: Decay
    ceilings: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """A row of the backtest: a share of the area and what it held."""

    area: str
    held: str
    interval: str
    chance: str
    times: str
    plain: str


@dataclass(frozen=True)
class Backtest:
    """How forecasts did, week by week."""

    run: api.Run
    sentence: str
    interval: str
    ceiling: str
    capture: charts.Chart
    weeks: charts.Chart
    shares: tuple[Share, ...]
    by_week: tuple[tuple[str, int, int], ...]
    against: str


@dataclass(frozen=True)
class Settings:
    """The settings in use, those published, and those proposed."""

    settings: api.Settings
    proposal: api.Proposal | None
    enough: api.Enough
    rows: tuple[tuple[str, str, str, str], ...]
    sentence: str
    rings: tuple[Row, ...]
    weeks: tuple[Row, ...]
    doors: str
    history: tuple[api.Proposal, ...] = field(default=())


def overview(*, now: datetime) -> Overview:
    """The first page."""
    found, tested = _found("forecast"), _found("backtest")
    shown = api.zones(now=now)
    spots = found.figures["zones"] if found and shown else []
    rows = tuple(_place(zone, spot) for zone, spot in zip(shown, spots, strict=True))
    return Overview(
        places=rows,
        week=telling.week(shown[0].week) if shown else "",
        held=percent(sum(zone.share for zone in shown)),
        area=percent(found.figures["area"]) if found else "",
        backtest=telling.backtest(tested.figures) if tested else "",
        interval=telling.interval(tested.figures) if tested else "",
        ceiling=telling.ceiling(tested.figures["ceiling"]) if tested else "",
        proposal=api.proposal(),
        waiting=any(run.state in UNDER_WAY for run in api.runs(limit=len(api.KINDS))),
        missing=missing("forecast"),
    )


def _place(zone: api.Zone, spot: Figures) -> Place:
    near = places.nearest_dwelling(point=Point(spot["x"], spot["y"]), within_m=STREET_M)
    name = near.street or near.address if near else _("Zone %(rank)s") % {"rank": zone.rank}
    why = telling.recently(zone.recent, zone.latest)
    return Place(zone, name, why, percent(zone.share), number(zone.expected, 2))


def missing(kind: str) -> str:
    """Why there is no result of a kind; empty where there is one, or where it hasn't been asked for."""
    newest = api.runs(limit=1, kinds=(kind,))
    return newest[0].message if newest and newest[0].state != "done" else ""


def near_repeats() -> NearRepeats | None:
    """The near-repeat page; None before there is a table."""
    found = _found("near_repeat")
    if found is None:
        return None
    figures, table = found.figures, found.figures["table"]
    columns = tuple(telling.time_band(low, high) for low, high in telling.edges(table["time"]))
    labels = [telling.space_band(low, high) for low, high in telling.edges(table["space"])]
    rows = tuple((label, _cells(table, row, len(columns))) for row, label in enumerate(labels))
    rings = figures["rings"]
    within, days = figures["deciding"]["within_m"], figures["deciding"]["within_days"]
    weeks = next(each["rows"] for each in figures["weeks"] if each["within_m"] == within)
    return NearRepeats(
        run=found.run,
        sentence=telling.near_repeat(figures),
        columns=columns,
        rows=rows,
        closed=telling.closed(table["closed"]),
        global_p=number(table.get("p_global"), 3),
        distance=_decay(rings, telling.space_band, _far(rings, days)),
        time=_decay(weeks, telling.time_band, _long(weeks, within)),
        ceilings=tuple(telling.ceiling(cell) for cell in figures["ceilings"]),
    )


def _cells(table: Figures, row: int, columns: int) -> tuple[Cell, ...]:
    def cell(column: int) -> Cell:
        ratio, expected = table["ratio"][row][column], table["expected"][row][column]
        sure = (p := table["p"][row][column]) is not None and p <= SURE
        thin = expected < THIN
        level = sum(ratio >= step for step in STEPS) if ratio is not None and (sure or not thin) else 0
        observed = table["observed"][row][column]
        return Cell(number(ratio), observed, number(expected), level, thin, sure)

    return tuple(cell(column) for column in range(columns))


def _decay(rows: Sequence[Figures], band: Any, sentence: str) -> Decay:
    points = [charts.Point(number(row["to"], 0), row["ratio"], row["low"], row["high"]) for row in rows]
    return Decay(sentence, charts.decay(points, words=sentence), _rows(rows, band))


def _rows(rows: Sequence[Figures], band: Any) -> tuple[Row, ...]:
    return tuple(
        Row(
            label=band(row["from"], row["to"]),
            observed=row["observed"],
            expected=number(row["expected"]),
            ratio=number(row["ratio"]),
            interval=f"{number(row['low'])}–{number(row['high'])}",
            raised=rules.raised(row),
        )
        for row in rows
    )


def _far(rows: Sequence[Figures], days: float) -> str:
    reach = rules.reach(rows)
    said = {"days": number(days, 0), "metres": number(reach, 0)}
    if reach is None:
        return _("Within %(days)s days no distance stands out for certain.") % said
    return _("Within %(days)s days the risk is certainly raised out to %(metres)s m.") % said


def _long(rows: Sequence[Figures], metres: float) -> str:
    reach = rules.reach(rows)
    said = {"metres": number(metres, 0), "days": number(reach, 0)}
    if reach is None:
        return _("Within %(metres)s m no week stands out for certain.") % said
    return _("Within %(metres)s m the risk is certainly raised for %(days)s days.") % said


def backtest() -> Backtest | None:
    """The page of forecasts against what came; None before there is one."""
    found = _found("backtest")
    if found is None:
        return None
    figures = found.figures
    ours, at = telling.ours(figures), telling.place_of(figures, 0.05)
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
        ceiling=telling.ceiling(figures["ceiling"]),
        capture=charts.capture(figures["area"], ours["hit_rate"], figures["chance"], words=sentence),
        weeks=charts.weeks(days, events, held, words=by_week),
        shares=_shares(figures, ours),
        by_week=tuple(zip(days, events, held, strict=True)),
        against=_against(ours, at),
    )


def _shares(figures: Figures, ours: Figures) -> tuple[Share, ...]:
    plain = next(each for each in figures["methods"] if each["name"] == figures["baseline"])
    return tuple(
        Share(
            area=percent(area),
            held=percent(ours["hit_rate"][at]),
            interval=f"{percent(figures['intervals'][at]['low'])} – {percent(figures['intervals'][at]['high'])}",
            chance=percent(figures["chance"][at]),
            times=number(ours["pai"][at]),
            plain=percent(plain["hit_rate"][at]),
        )
        for at, area in enumerate(figures["area"])
    )


def _against(ours: Figures, at: int) -> str:
    """Whether following recent burglaries beat looking at the long run alone."""
    lead = ours["against_baseline"][at]
    if lead["low"] > 0:
        return _(
            "That is certainly more than the same map without the latest weeks' near repeats would have held."
        )
    if lead["high"] < 0:
        return _("The same map without the latest weeks' near repeats would certainly have held more.")
    return _("The same map without the latest weeks' near repeats would have held about as much.")


def settings() -> Settings:
    """The settings of cocoons, and what speaks for others."""
    proposal, used, rows = api.proposal(), api.settings(), []
    for name, say in SAID.items():
        proposed = say(getattr(proposal, name)) if proposal else ""
        rows.append((str(NAMES[name]), say(getattr(api.PUBLISHED, name)), say(getattr(used, name)), proposed))
    rests = proposal.evidence if proposal else {}
    return Settings(
        settings=used,
        proposal=proposal,
        enough=api.enough(),
        rows=tuple(rows),
        sentence=telling.near_repeat(rests) if rests else "",
        rings=_rows(rests.get("rings", ()), telling.space_band),
        weeks=_rows(rests.get("weeks", ()), telling.time_band),
        doors=_doors(rests.get("doors")),
        history=tuple(each for each in api.proposals(limit=20) if each.state != "open"),
    )


def _doors(doors: Mapping[str, Any] | None) -> str:
    if doors is None:
        return ""
    said = {
        "followed": doors["followed"],
        "doors": doors["doors"],
        "risk": percent(doors["by_risk"]),
        "distance": percent(doors["by_distance"]),
    }
    return (
        _(
            "Of the %(followed)s homes that were burgled soon after a neighbour, the first %(doors)s doors held "
            "%(risk)s when ordered by risk and %(distance)s when ordered by distance."
        )
        % said
    )


def _found(kind: str) -> api.Result | None:
    run = api.latest(kind=kind)
    return api.result(run_id=run.id) if run else None
