"""The picture of each area: burglaries, what was given lately, what was answered, what an evaluation needs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from kokong.effect import api as effect
from kokong.incidents import api as incidents
from kokong.kernel.measure import everyone
from kokong.ledger import api as ledger
from kokong.places import api as places
from kokong.risk import api as risk

from . import models as rows
from . import rules
from .evidence import EVIDENCE
from .rules import Picture, Shares
from .values import Answer

if TYPE_CHECKING:
    from kokong.analysis.choice import Finding

KINDS: Final = ("house", "row", "flat", "unknown")  # permanent homes, as risk counts them
YEAR: Final = timedelta(days=365.25)
LOOKED_BACK: Final = 13  # months of deliveries; no measure rests longer
STANDS: Final = ("watch_group", "sign")


def pictures(*, now: datetime) -> tuple[tuple[Picture, ...], Shares, date]:
    """Every area in use with homes, what all burglaries came to, and the day since which they are counted.

    A home in several areas counts for the smallest of them, so that nothing is counted twice.
    """
    begin = now - rules.YEARS * YEAR
    known = incidents.burglaries(since=begin, until=now, kinds=KINDS)
    years = float(rules.YEARS)
    if known and not incidents.count(until=begin, kinds=KINDS):  # counted here since less long ago
        years = min(years, max(1.0, (now - known[-1].latest) / YEAR))
    homes = _homes()
    area_of = {home: area for area, inside in homes.items() for home in inside}
    follows = near_repeats(known)
    inside: dict[int, list[incidents.Burglary]] = defaultdict(list)
    for each in known:
        if each.dwelling_id in area_of:
            inside[area_of[each.dwelling_id]].append(each)
    given, answers, compared = _given(homes, area_of, now), latest_answers(), _compared(timezone.localdate(now))
    made = tuple(
        Picture(
            area_id=area.id, name=area.name, homes=len(homes[area.id]), years=years,
            seen=_shares(inside[area.id], follows), given=given.get(area.id, {}),
            refused=_said(answers, area.id, accepted=False), accepted=_said(answers, area.id, accepted=True),
            compared=compared.get(area.id),
        )
        for area in places.areas()
        if homes.get(area.id)
    )  # fmt: skip
    return made, _shares(known, follows), timezone.localdate(now - timedelta(days=365.25 * years))


def _homes() -> dict[int, tuple[int, ...]]:
    """Each area's own homes: those in several belong to the smallest."""
    areas = sorted(places.areas(), key=lambda area: area.square_metres)
    found = places.homes_by_area(area_ids=[area.id for area in areas])
    taken: set[int] = set()
    own: dict[int, tuple[int, ...]] = {}
    for area in areas:
        mine = tuple(home for home in found.get(area.id, ()) if home not in taken)
        taken.update(mine)
        own[area.id] = mine
    return own


def _shares(burglaries: Sequence[incidents.Burglary], follows: frozenset[int]) -> Shares:
    flats = sum(each.dwelling_kind == "flat" for each in burglaries)
    return Shares(len(burglaries), sum(each.id in follows for each in burglaries), flats)


def near_repeats(known: Sequence[incidents.Burglary]) -> frozenset[int]:
    """Burglaries that came within the radius and the days of the municipality's cocoons after another."""
    import numpy as np
    import shapely

    if len(known) < 2:
        return frozenset()
    used = risk.settings()
    layout = places.layout(also={each.dwelling_id for each in known})
    at = np.searchsorted(layout.ids, np.array([each.dwelling_id for each in known], np.int64))
    days = np.array([each.latest.timestamp() / 86_400 for each in known])
    spots = np.asarray(shapely.points(np.column_stack([layout.x[at], layout.y[at]])))
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=used.radius_m)
    gap = days[one] - days[other]
    found = (one != other) & (gap >= 0) & (gap <= used.watch_days) & ((gap > 0) | (one > other))
    return frozenset(known[number].id for number in np.unique(one[found]))


def _given(
    homes: Mapping[int, Sequence[int]], area_of: Mapping[int, int], now: datetime
) -> dict[int, dict[str, date]]:
    """When each measure was last given in each area, in the last months; what stands there is given today."""
    today = timezone.localdate(now)
    since, until = rules.months_after(today, -LOOKED_BACK), rules.months_after(today, 1)
    measures = [each.measure for each in EVIDENCE]
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for row in ledger.by_outcome_and_month(measures=measures, since=since, until=until, area_ids=list(homes)):
        if row.area_id is not None and row.area_id in homes:
            last = found[row.area_id].get(row.measure, row.month)
            found[row.area_id][row.measure] = max(last, row.month)
    for area_id, measure in _standing(homes, area_of, now):
        found[area_id][measure] = today
    return found


def _standing(
    homes: Mapping[int, Sequence[int]], area_of: Mapping[int, int], now: datetime
) -> Iterable[tuple[int, str]]:
    """Measures that stand and cover as much of an area as one would: groups, by the homes of their own areas."""
    reach = {each.measure: each.reach for each in EVIDENCE}
    for measure in STANDS:
        standing = ledger.deliveries(measure=measure, standing_at=now)
        theirs = places.homes_by_area(area_ids={each.area_id for each in standing if each.area_id})
        covered: dict[int, set[int]] = defaultdict(set)
        for inside in theirs.values():
            for home in inside:
                if home in area_of:
                    covered[area_of[home]].add(home)
        yield from ((a, measure) for a, some in covered.items() if len(some) >= reach[measure] * len(homes[a]))


def _compared(today: date) -> dict[int, date]:
    """Areas that a registered evaluation needs as they are, and until when."""
    found: dict[int, date] = {}
    for each in effect.evaluations():
        if each.state == "registered" and today < each.plan.until:
            for area in (*each.plan.compared, *each.plan.treated):
                found[area] = max(found.get(area, each.plan.until), each.plan.until)
    return found


def own_found() -> dict[str, list["Finding"]]:
    """What the municipality's own evaluations found of a measure: registered, of it alone, read as planned.

    Those of too few burglaries still say something: their wide interval weighs little.
    """
    from kokong.analysis.choice import Finding, spread_of

    found: dict[str, list[Finding]] = defaultdict(list)
    for each in effect.evaluations():
        look = next((look for look in each.looks if look.called == "planned" and not look.refused), None)
        if look is None or len(each.plan.measures) != 1:
            continue
        said = look.result["en"]["headline"]
        expected, (least, most) = said["expected"], said["prevented_interval"]
        if not expected or least is None or most is None:
            continue
        low, high = 1 - most / expected, 1 - least / expected
        if 0 < low < high and said["observed"] > 0:
            ratio = said["observed"] / expected
            found[each.plan.measures[0]].append(Finding(ratio, spread_of(low, high)))
    return dict(found)


def latest_answers() -> tuple[Answer, ...]:
    """What was answered, the newest first."""
    return tuple(answer_of(row) for row in rows.BestAnswer.objects.order_by("-at", "-pk"))


def answer_of(row: rows.BestAnswer) -> Answer:
    """A row as a value."""
    return Answer(
        row.pk, row.area_id, row.measure, row.accepted, row.reason, row.at, row.user_id, row.prevented, row.hours,
        row.figures,
    )  # fmt: skip


def _said(answers: Iterable[Answer], area_id: int, *, accepted: bool) -> dict[str, date]:
    """By measure, the day of the newest answer there, where that was so."""
    newest: dict[str, Answer] = {}
    for each in answers:
        if each.area_id == area_id:
            newest.setdefault(each.measure, each)
    return {name: timezone.localdate(each.at) for name, each in newest.items() if each.accepted == accepted}


def measure_words() -> dict[str, str]:
    """What each kind of delivery is called."""
    return {code: str(said) for each in everyone() for code, said in each.delivers.items()}
