"""From pictures of areas to what could come next, and what to take within a budget; numerics load when used."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from . import rules
from .evidence import EVIDENCE, SPREAD, Known
from .rules import Picture, Shares
from .values import Area, Choice, Option, Refused

if TYPE_CHECKING:
    from kokong.analysis.choice import Effect, Finding

Own = Mapping[str, float]
"""Hours that one unit of a measure took here, by its code."""


def areas(
    pictures: Sequence[Picture],
    *,
    everywhere: Shares,
    today: date,
    own_hours: Own | None = None,
    own_found: Mapping[str, Sequence["Finding"]] | None = None,
    known: Sequence[Known] = EVIDENCE,
) -> tuple[Area, ...]:
    """Each area with what could come next, most for each hour first; areas by what their first would prevent."""
    levels = _levels(pictures)
    if levels is None:
        return tuple(Area(each, 0.0, "no_burglaries") for each in pictures)
    mean, variance = levels
    by_area: dict[int, list[Option]] = {each.area_id: [] for each in pictures}
    for measure in known:
        if measure.sources:
            found = (own_found or {}).get(measure.measure, ())
            own = (own_hours or {}).get(measure.measure)
            for option in _options(pictures, measure, mean, variance, everywhere, own, found):
                by_area[option.area_id].append(option)
    made = [
        _area(each, float(m), by_area[each.area_id], known, today) for each, m in zip(pictures, mean, strict=True)
    ]
    return tuple(sorted(made, key=lambda area: (area.next is None, -(area.next.prevented if area.next else 0.0))))


def effect_of(measure: Known, found: Sequence["Finding"] = ()) -> "Effect":
    """Published findings, the municipality's own, and a sceptic's prior."""
    from kokong.analysis.choice import Finding, pooled

    return pooled([*(Finding(each.ratio, SPREAD[each.grade]) for each in measure.sources), *found])


def _levels(pictures: Sequence[Picture]) -> tuple[Sequence[float], Sequence[float]] | None:
    """Burglaries expected in a year without a measure and their variance, by area; None where there were none."""
    import numpy as np

    from kokong.analysis.choice import level
    from kokong.analysis.effect.shrinkage import gamma_prior

    held = [each for each in pictures if each.homes]
    if not sum(each.seen.burglaries for each in held):
        return None
    counts = np.array([each.seen.burglaries for each in held], np.float64)
    prior = gamma_prior(counts, np.array([each.homes * each.years for each in held], np.float64))
    drawn = [
        level(prior, count=e.seen.burglaries, exposure=e.homes * e.years, ahead=e.homes) if e.homes else (0.0, 0.0)
        for e in pictures
    ]
    return [mean for mean, _v in drawn], [variance for _m, variance in drawn]


def _options(
    pictures: Sequence[Picture],
    measure: Known,
    mean: Sequence[float],
    variance: Sequence[float],
    everywhere: Shares,
    own: float | None,
    found: Sequence["Finding"],
) -> list[Option]:
    """One measure in every area."""
    import numpy as np

    from kokong.analysis.choice import prevented

    effect = effect_of(measure, found)
    ends = effect.interval()
    shares = [rules.share(each, measure, everywhere) for each in pictures]
    good, low, high = prevented(effect, mean=np.array(mean), variance=np.array(variance), share=np.array(shares))
    return [
        Option(
            each.area_id, measure.measure, float(good[n]), float(low[n]), float(high[n]), effect.ratio, *ends,
            share=shares[n], hours=rules.hours(each, measure, expected=mean[n], own=own),
            kronor=rules.kronor(each, measure), own=own is not None, found=len(found),
        )
        for n, each in enumerate(pictures)
    ]  # fmt: skip


def _area(
    picture: Picture, expected: float, options: Sequence[Option], known: Sequence[Known], today: date
) -> Area:
    why = {each.measure: rules.why_not(picture, each, today) for each in known}
    for each in options:
        if not why[each.measure] and each.prevented < rules.LEAST_PREVENTED:
            why[each.measure] = "little"
    left = sorted((each for each in options if not why[each.measure]), key=lambda each: -each.per_hour)
    out = tuple((measure, reason) for measure, reason in why.items() if reason)
    wait = rules.wait(picture, expected=expected, today=today) or ("" if left else "nothing")
    return Area(picture, expected, wait, tuple(left), out)


def choose(options: Sequence[Option], *, hours: float, seconds: float = 5.0) -> Choice:
    """The best of these options within the hours, with proof; an empty choice for no hours.

    Raises Refused for a budget that can't be.
    """
    from kokong.analysis.choice import Options, exact, greedy, worth_of_more

    if not 0 <= hours <= rules.MOST_HOURS:
        raise Refused(_("Say how many hours: from 0 to 10,000."), field="hours")
    given = Options.of(
        [each.area_id for each in options], [each.prevented for each in options], [each.hours for each in options]
    )
    found, more = exact(given, hours, seconds=seconds), worth_of_more(given, hours, seconds=seconds)
    taken = tuple(sorted((options[row] for row in found.rows), key=lambda each: -each.prevented))
    low, high = _together(taken)
    return Choice(
        hours=hours, options=taken, prevented=sum(each.prevented for each in taken), low=low, high=high,
        taken=sum(each.hours for each in taken), kronor=sum(each.kronor for each in taken), gap=found.gap,
        alone=more.alone, price=more.price, simple=greedy(given, hours).worth,
    )  # fmt: skip


def _together(options: Sequence[Option]) -> tuple[float, float]:
    """The interval of a sum. What is wrong about one measure is wrong wherever it is given, so ends of the same
    measure add up; different measures are wrong by themselves, so theirs add as roots of squares."""
    low: dict[str, float] = {}
    high: dict[str, float] = {}
    for each in options:
        low[each.measure] = low.get(each.measure, 0.0) + each.prevented - each.low
        high[each.measure] = high.get(each.measure, 0.0) + each.high - each.prevented
    total = sum(each.prevented for each in options)
    down, up = (sum(each**2 for each in ends.values()) ** 0.5 for ends in (low, high))
    return total - down, total + up
