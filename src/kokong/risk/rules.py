"""What counts, when burglaries are enough, and which cocoon settings they speak for. Plain Python."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {
    "risk.see": DESK,
    "risk.run": DESK,
    "risk.settings": frozenset({"coordinator"}),
}

Ranking = Literal["distance", "risk"]
RANKINGS: Final[tuple[Ranking, ...]] = ("distance", "risk")
State = Literal["waiting", "running", "done", "too_few", "failed"]
UNDER_WAY: Final[frozenset[str]] = frozenset({"waiting", "running"})
SLOW: Final = timedelta(minutes=15)  # without anything being begun: perhaps nobody is there to begin it
ATTEMPTS: Final = 3  # a run whose worker is killed so often isn't begun again

# Storage rooms are burgled by the row in one night, and holiday homes are found burgled months later: neither
# tells how soon and how near a home is burgled after another.
COUNTED: Final[frozenset[str]] = frozenset({"house", "row", "flat", "unknown"})
# In a wider window the day isn't known to the week, and weeks are what the bands are made of.
WIDEST: Final = timedelta(days=14)


@dataclass(frozen=True)
class Figures:
    """Settings of cocoons that research or the municipality's own burglaries speak for."""

    radius_m: float = 100.0
    watch_days: int = 14
    ranking: Ranking = "distance"


# 2.8 times the usual risk within 100 m in the first week (Malmö); raised within 200 m for two weeks (ten areas
# in five countries). Doors: the published order, near before far.
PUBLISHED: Final = Figures()

LEAST_BURGLARIES: Final = 100  # so that no single building or spree decides
LEAST_YEARS: Final = 2.0  # two winters: burglaries crowd in the dark months by themselves
# Pairs by chance in the deciding cell. With 12, a doubled risk shows in more than four such towns of five, and no
# risk at all is taken for one in fewer than one of twenty (both tested).
LEAST_EXPECTED: Final = 12.0
MOST_TIMES: Final = 1000.0  # as many burglaries as now: farther nobody need look
LEAST_IN_ROW: Final = 5.0  # pairs by chance in a further ring or week; with fewer it can't be told
WORTH: Final = 1.25  # a quarter above the usual: below, more doors gain less than visiting the near ones sooner
LEAST_FOLLOWED: Final = 50  # burglaries that followed another, to say which order of doors finds more of them

RADIUS_M: Final = (50.0, 300.0)
WATCH_DAYS: Final = (7, 42)
ASK_AGAIN: Final = timedelta(days=180)  # the same figures once declined


@dataclass(frozen=True)
class Judgement:
    """Whether burglaries are enough. `short_of` names what is missing: burglaries, years, pairs.

    `needed`: burglaries at which they would be enough, in the same town at the same pace.
    """

    enough: bool
    needed: int
    short_of: tuple[str, ...]


def judge(*, burglaries: int, years: float, expected: float | None) -> Judgement:
    """Whether burglaries over some years, with `expected` chance pairs in the deciding cell, are enough.

    `expected` None: not counted yet, so not enough. Chance pairs grow with the square of the burglaries a
    year, and with the years: at the same pace, in proportion to the burglaries.
    """
    short = []
    if burglaries < LEAST_BURGLARIES:
        short.append("burglaries")
    if years < LEAST_YEARS:
        short.append("years")
    if expected is None or expected < LEAST_EXPECTED:
        short.append("pairs")
    return Judgement(not short, _needed(burglaries, years, expected), tuple(short))


def _needed(burglaries: int, years: float, expected: float | None) -> int:
    pairs = LEAST_EXPECTED / max(expected, LEAST_EXPECTED / MOST_TIMES) if expected is not None else 1.0
    length = LEAST_YEARS / max(years, LEAST_YEARS / MOST_TIMES)
    return max(LEAST_BURGLARIES, math.ceil(burglaries * max(1.0, pairs, length)))


def raised(row: Mapping[str, Any]) -> bool:
    """Whether a ring or week certainly holds more pairs than chance would give, and enough more to act on."""
    low, ratio = row["low"], row["ratio"]
    return row["expected"] >= LEAST_IN_ROW and low is not None and low > 1 and ratio >= WORTH


def surely_not(row: Mapping[str, Any]) -> bool:
    """Whether a ring or week certainly holds too few pairs to act on."""
    return row["high"] is not None and row["high"] < WORTH


def reach(rows: Iterable[Mapping[str, Any]]) -> float | None:
    """How far the rows are certainly raised without a gap, from the first; None where the first isn't."""
    farthest = None
    for row in rows:
        if not raised(row):
            break
        farthest = float(row["to"])
    return farthest


def fitted(rows: Sequence[Mapping[str, Any]], *, usual: float) -> float:
    """How far to go: the usual; farther as long as the rows beyond are raised, less where the last surely aren't.

    Research comes first: what the burglaries leave open stays as it is.
    """
    end = usual
    for row in reversed([row for row in rows if row["from"] > 0 and row["to"] <= usual]):
        if not surely_not(row):
            break
        end = float(row["from"])
    for row in rows:
        if row["from"] == end >= usual and raised(row):
            end = float(row["to"])
    return end


def ranking(doors: Mapping[str, Any] | None) -> Ranking:
    """By learnt risk only where that certainly finds more of those that followed than distance does."""
    if doors is None or doors["followed"] < LEAST_FOLLOWED or doors["lead"]["low"] is None:
        return "distance"
    return "risk" if doors["lead"]["low"] > 0 else "distance"


def suggest(near: Mapping[str, Any], doors: Mapping[str, Any] | None) -> Figures | None:
    """The settings that the figures of the studies `near_repeat` and `doors` speak for; None: too few to say.

    Where the risk isn't even raised in the deciding cell, the published figures stand.
    """
    told = judge(burglaries=near["burglaries"], years=near["years"], expected=near["deciding"]["expected"])
    if not told.enough:
        return None
    order = ranking(doors)
    if not raised(near["deciding"]):
        return Figures(ranking=order)
    metres = fitted(near["rings"], usual=PUBLISHED.radius_m)
    radius = min(max(metres, RADIUS_M[0]), RADIUS_M[1])
    watch = fitted(_weeks(near, radius), usual=PUBLISHED.watch_days)
    return Figures(radius, int(min(max(watch, WATCH_DAYS[0]), WATCH_DAYS[1])), order)


def _weeks(near: Mapping[str, Any], radius: float) -> Sequence[Mapping[str, Any]]:
    """The rows of time within a radius."""
    found: Sequence[Mapping[str, Any]] = next(each["rows"] for each in near["weeks"] if each["within_m"] == radius)
    return found


def evidence(near: Mapping[str, Any], doors: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a proposal rests on, to be shown beside it and kept with it: rows as `reach` read them.

    `door_kernel` is what orders doors by risk once that is accepted.
    """
    radius = (suggest(near, doors) or PUBLISHED).radius_m
    return {
        "burglaries": near["burglaries"],
        "years": near["years"],
        "first": near["first"],
        "last": near["last"],
        "deciding": dict(near["deciding"]),
        "rings": list(near["rings"]),
        "weeks": list(_weeks(near, radius)),
        "doors": {name: doors[name] for name in ("doors", "followed", "by_risk", "by_distance", "lead")}
        if doors
        else None,
        "door_kernel": doors["kernel"] if doors else None,
    }


def asked_lately(figures: Figures, declined: Iterable[tuple[Figures, timedelta]]) -> bool:
    """Whether the same figures were declined not long ago (how long, with each)."""
    return any(before == figures and age < ASK_AGAIN for before, age in declined)
