"""A line of public statistics beside the burglaries of an evaluation, year by year.

Both as they are, and by their own mean before the start, which is 100. Nothing is shown that no look has
shown. Other places differ in much else, so it decides nothing: it is to see whether all of them moved.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .. import models
from ..values import Evaluation
from . import rules, words, work
from .values import Dataset, Key

MARK: Final = "|"
MONTHS: Final = 12
TREATED: Final = 1  # as `analysis.effect.panel` numbers the rings


@dataclass(frozen=True)
class Year:
    """A year: what was counted here and there, and both with the years before the start as 100."""

    year: int
    here: int | None
    there: float | None
    here_index: int | None
    there_index: int | None
    preliminary: bool


@dataclass(frozen=True)
class Beside:
    """A line with where it comes from, and what must be known of it."""

    dataset: Dataset
    place: str
    what: str
    years: tuple[Year, ...]
    border: str


def choices() -> list[tuple[str, str]]:
    """Every line of years that is kept, in words, by its code; of two vintages the newest."""
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for one in work.datasets():
        keys = {(each.key.place, each.key.what) for each in one.figures if len(each.key.period) == 4}
        for place, what in sorted(keys):
            said = f"{place}: {words.what(what)} ({words.SOURCES[one.source]})"
            found.setdefault((one.source, place, what), (MARK.join((str(one.id), place, what)), said))
    return sorted(found.values(), key=lambda each: each[1])


def shown(found: Evaluation, code: str) -> Beside | None:
    """The line of a code; None for one that isn't there, or while nobody has looked."""
    number, _mark, rest = code.partition(MARK)
    place, _mark, what = rest.partition(MARK)
    dataset = work.dataset(dataset_id=int(number)) if number.isdecimal() and len(number) < 18 else None
    if dataset is None or not found.looks:
        return None
    since = rules.border_year(place) or 0
    line = {
        int(each.key.period): each for each in dataset.figures
        if each.key == Key(place, what, each.key.period) and len(each.key.period) == 4
        and int(each.key.period) >= since
    }  # fmt: skip
    if not line:
        return None
    row = models.Look.objects.get(pk=found.looks[0].id)
    here = _yearly(row.counted)
    start = found.plan.start.year
    return Beside(dataset, place, words.what(what), tuple(_years(here, line, start)), words.border(place))


def _yearly(counted: Mapping[str, Any]) -> dict[int, int]:
    """Burglaries of the treated areas in each whole year that was counted."""
    sums: defaultdict[int, int] = defaultdict(int)
    months: defaultdict[int, int] = defaultdict(int)
    for place, label in enumerate(counted["months"]):
        year = int(label[:4])
        months[year] += 1
        for ring, row in zip(counted["ring"], counted["burglaries"], strict=True):
            sums[year] += row[place] if ring == TREATED else 0
    return {year: sums[year] for year, many in months.items() if many == MONTHS}


def _years(here: Mapping[int, int], line: Mapping[int, Any], start: int) -> list[Year]:
    there = {year: each.value for year, each in line.items()}
    own, other = _mean(here, start), _mean({year: there[year] for year in there if year in here}, start)
    return [
        Year(
            year, here.get(year), there.get(year), _index(here.get(year), own), _index(there.get(year), other),
            year in line and line[year].preliminary,
        )
        for year in sorted({*here} | {year for year in there if year >= min(here, default=start)})
    ]  # fmt: skip


def _mean(line: Mapping[int, float], start: int) -> float:
    before: Sequence[float] = [value for year, value in line.items() if year < start]
    return sum(before) / len(before) if before else 0.0


def _index(value: float | None, mean: float) -> int | None:
    return None if value is None or mean <= 0 else round(100 * value / mean)
