"""What the first page and the page of settings show, and what every page says of its analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.fields import Point
from kokong.places import api as places

from . import api, maps, near_repeats, reading, rules, telling, words
from .telling import Figures, number, percent

STREET_M: Final = 400.0

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


@dataclass(frozen=True)
class Overview:
    """Where the risk is highest now, and what is known of how good that is."""

    run: api.Run | None
    places: tuple[Place, ...]
    week: str
    held: str
    area: str
    expected: str
    backtest: str
    interval: str
    ceiling: str
    proposal: api.Proposal | None
    waiting: bool
    missing: str


@dataclass(frozen=True)
class Settings:
    """The settings in use, those published, and those proposed."""

    settings: api.Settings
    proposal: api.Proposal | None
    enough: api.Enough
    rows: tuple[tuple[str, str, str, str], ...]
    sentence: str
    rings: tuple[near_repeats.Row, ...]
    weeks: tuple[near_repeats.Row, ...]
    within_days: str
    within_m: str
    doors: str
    history: tuple[api.Proposal, ...] = ()


def overview(*, now: datetime) -> Overview:
    """The first page."""
    found, tested = maps.forecast(now=now), reading.newest_result(kind="backtest")
    zones = [zone for zone, _shape in maps.drawn(found)] if found else []
    spots = found.figures["zones"] if found else []
    held = sum(zone.share for zone in zones)
    return Overview(
        run=found.run if found else None,
        places=tuple(_place(zone, spot) for zone, spot in zip(zones, spots, strict=True)),
        week=telling.week(zones[0].week) if zones else "",
        held=percent(held),
        area=percent(found.figures["area"]) if found else "",
        expected=telling.expected(found.figures["expected"], held) if found else "",
        backtest=telling.backtest(tested.figures) if tested else "",
        interval=telling.interval(tested.figures) if tested else "",
        ceiling=telling.ceiling(tested.figures["ceiling"]) if tested else "",
        proposal=api.proposal(),
        waiting=any(run.state in rules.UNDER_WAY for run in api.runs(limit=len(api.KINDS))),
        missing=missing("forecast") or ("" if found else _over()),
    )


def _place(zone: api.Zone, spot: Figures) -> Place:
    near = places.nearest_dwelling(point=Point(spot["x"], spot["y"]), within_m=STREET_M)
    name = near.street or near.address if near else _("Zone %(rank)s") % {"rank": zone.rank}
    return Place(zone, name, telling.recently(zone.recent, zone.latest), percent(zone.share))


def _over() -> str:
    """That the newest forecast is for a week gone by; empty where there is none."""
    old = reading.newest_result(kind="forecast")
    if old is None:
        return ""
    week = telling.week(date.fromisoformat(old.figures["week"]))
    return _("The newest forecast was for %(week)s, and that week is over. Have the burglaries analysed anew.") % {
        "week": week
    }


def missing(kind: str) -> str:
    """Why the newest run of a kind has no result; empty where it has, or waits, or none was asked for."""
    newest = api.newest(kind=kind)
    return newest.message if newest else ""


def slow(runs: Sequence[api.Run], *, now: datetime) -> bool:
    """Whether analyses have waited so long that their worker may not be running."""
    under_way = [run for run in runs if run.state in rules.UNDER_WAY]
    return bool(under_way) and max(run.started or run.asked for run in under_way) < now - rules.SLOW


def settings(*, now: datetime) -> Settings:
    """The settings of cocoons, and what speaks for others."""
    proposal, used = api.proposal(), api.settings()
    rests: Figures = proposal.evidence if proposal else {}
    return Settings(
        settings=used,
        proposal=proposal,
        enough=api.enough(now=now),
        rows=tuple(_setting(name, used, proposal) for name in SAID),
        sentence=telling.near_repeat(rests) if rests else "",
        rings=near_repeats.as_rows(rests.get("rings", ()), telling.space_band),
        weeks=near_repeats.as_rows(rests.get("weeks", ()), telling.time_band),
        within_days=number(rests["deciding"]["within_days"], 0) if rests else "",
        within_m=number(proposal.radius_m, 0) if proposal else "",
        doors=_doors(rests.get("doors")),
        history=tuple(each for each in api.proposals(limit=20) if each.state != "open"),
    )


def _setting(name: str, used: api.Settings, proposal: api.Proposal | None) -> tuple[str, str, str, str]:
    """A setting's name; as published, as used and, where one is, as proposed."""
    say = SAID[name]
    proposed = say(getattr(proposal, name)) if proposal else ""
    return str(NAMES[name]), say(getattr(api.PUBLISHED, name)), say(getattr(used, name)), proposed


def _doors(doors: Mapping[str, Any] | None) -> str:
    if doors is None:
        return missing("doors")
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
