"""The page of figures: which areas there are, what may be told of each, in words, a map and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext

from kokong.incidents import api as incidents
from kokong.kernel.rows import arranged
from kokong.places import api as places

from . import rules
from .drawing import drawing
from .rules import Step, Year

HOMES: Final = ("house", "row", "flat", "holiday", "unknown")
"""Burglaries of homes: cellars and attics are kept apart, as in the national statistics."""
KINDS: Final = ("drawn", "imported")
FIRST_MONTHS: Final = 3
"""A year without any burglary before counts as reported whole if one is known of its first months."""


@dataclass(frozen=True)
class Line:
    """An area in the table: its number on the map, and what is told of each year in turn."""

    number: int
    name: str
    steps: tuple[Step | None, ...]

    @property
    def newest(self) -> Step | None:
        """What is told of the newest year."""
        return self.steps[0] if self.steps else None


def show(now: datetime) -> Mapping[str, Any]:
    """What the page shows of the municipality in scope."""
    areas = [each for each in places.areas() if each.kind in KINDS]
    homes = rules.parted(places.homes_by_area(area_ids=[each.id for each in areas]))
    told = [each for each in arranged(areas, lambda area: area.name) if each.id in homes]
    years = [_year(number, homes) for number in rules.years(timezone.localtime(now).date()) if _reported(number)]
    lines = [
        Line(number, area.name, tuple(year.areas[area.id] for year in years))
        for number, area in enumerate(told, start=1)
    ]
    drawn = places.areas_drawn(area_ids=list(homes)) if years else {}
    picture = drawing([drawn[area.id].shape for area in told if area.id in drawn])
    return {
        "years": years, "lines": lines, "map": picture, "most": _most(lines),
        "shapes": list(zip(lines, picture.shapes, strict=True)) if picture else [],
        "fewest": rules.FEWEST_HOMES, "rest": any(year.rest for year in years),
    }  # fmt: skip


def _year(number: int, homes: Mapping[int, frozenset[int]]) -> Year:
    since, until = _begins(number), _begins(number + 1)
    at = [each.dwelling_id for each in incidents.burglaries(since=since, until=until, kinds=HOMES)]
    whole = incidents.count(since=since, until=until, kinds=HOMES)
    return rules.year(number, homes, at, whole=whole, all_homes=places.count())


def _reported(number: int) -> bool:
    """Whether burglaries were reported here all that year, as far as can be told."""
    since, soon = _begins(number), _begins(number, FIRST_MONTHS + 1)
    return incidents.count(until=since) > 0 or incidents.count(since=since, until=soon) > 0


def _begins(year: int, month: int = 1) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - in local time


def _most(lines: Sequence[Line]) -> str:
    """A sentence on the areas with the highest step of the newest year; nothing where all have few."""
    steps = [line.newest for line in lines if line.newest is not None]
    highest = max(steps, key=lambda step: step.first, default=None)
    if highest is None or highest.few:
        return ""
    names = [line.name for line in lines if line.newest == highest]
    words = {"areas": get_text_list(names, gettext("and")), "first": highest.first, "last": highest.last}
    if len(names) == 1:
        return gettext("Most were in %(areas)s: %(first)d to %(last)d.") % words
    return gettext("Most were in %(areas)s: %(first)d to %(last)d in each.") % words
