"""What an area's page says of the risk there: burglaries, near repeats and the forecast, on its ground only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import shapely
from django.utils import timezone

from kokong.analysis.arrays import Floats
from kokong.incidents import api as incidents
from kokong.kernel.today import Panel
from kokong.people.api import Actor
from kokong.places import api as places

from . import maps, proposals, rules
from .values import Settings, Zone

LATELY, YEAR = timedelta(days=28), timedelta(days=365)
YEARS: Final = 2


@dataclass(frozen=True)
class Follows:
    """Of some burglaries, how many came near an earlier one and soon after it."""

    followed: int
    of: int


@dataclass(frozen=True)
class Look:
    """An area as risk sees it.

    `expected` burglaries in a year by the risk map, `share` of the municipality's in per cent, beside
    `homes_share` of its homes; None before there is a risk map.
    """

    lately: int
    year: int
    year_before: int
    here: Follows
    everywhere: Follows
    settings: Settings
    zones: tuple[Zone, ...]
    expected: float | None
    share: int | None
    homes_share: int | None


def panels(*, area: places.Drawn, actor: Actor, now: datetime) -> list[Panel]:
    """The risk in one area, for whoever sees risk."""
    if not actor.may("risk.see"):
        return []
    return [Panel("risk/at_area.html", {"look": look(area=area, now=now)})]


def look(*, area: places.Drawn, now: datetime) -> Look:
    """Burglaries of permanent homes in the area, and what this week's forecast and the risk map say of it."""
    homes = frozenset(places.homes_in(area_id=area.id))
    known = [
        each
        for each in incidents.burglaries(since=now - YEARS * YEAR, until=now)
        if each.dwelling_kind in rules.COUNTED
    ]
    inside = [each for each in known if each.dwelling_id in homes]
    settings = proposals.settings()
    marked = _follow(known, settings)
    follows = [each.id in marked for each in inside]
    expected, share = _expected(area)
    return Look(
        lately=sum(each.latest >= now - LATELY for each in inside),
        year=sum(each.latest >= now - YEAR for each in inside),
        year_before=sum(each.latest < now - YEAR for each in inside),
        here=Follows(sum(follows), len(follows)),
        everywhere=Follows(len(marked), len(known)),
        settings=settings,
        zones=_zones(area, now),
        expected=expected,
        share=share,
        homes_share=round(100 * len(homes) / max(places.count(), 1)) if share is not None else None,
    )


def _follow(known: Sequence[incidents.Burglary], settings: Settings) -> set[int]:
    """Those that came within the radius and the days of watch after another, wherever that one was."""
    if not known:
        return set()
    layout = places.layout(also={each.dwelling_id for each in known})
    at = np.searchsorted(layout.ids, np.array([each.dwelling_id for each in known], np.int64))
    days = np.array([timezone.localtime(each.latest).timestamp() / 86_400 for each in known])
    spots = np.asarray(shapely.points(np.column_stack([layout.x[at], layout.y[at]])))
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=settings.radius_m)
    gap = days[one] - days[other]
    found = (one != other) & (gap >= 0) & (gap <= settings.watch_days) & ((gap > 0) | (one > other))
    return {known[number].id for number in np.unique(one[found])}


def _zones(area: places.Drawn, now: datetime) -> tuple[Zone, ...]:
    found = maps.forecast(now=now)
    return tuple(zone for zone, shape in maps.drawn(found) if shape.intersects(area.shape)) if found else ()


def _expected(area: places.Drawn) -> tuple[float | None, int | None]:
    """What the risk map expects in a year on the area's ground, border squares in part; its share of all."""
    found = maps.newest("surface")
    if found is None:
        return None, None
    per_year: Floats = np.asarray(found.arrays["per_year"], float)
    boxes = maps.squares(found.figures["grid"], found.arrays["cells"])
    part = shapely.area(shapely.intersection(boxes, area.shape)) / shapely.area(boxes)
    here, everywhere = float((per_year * part).sum()), float(per_year.sum())
    return here, round(100 * here / everywhere) if everywhere else 0
