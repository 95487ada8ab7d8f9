"""Burglaries by where and when, as people know them: a number says nothing to anybody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from kokong.incidents import api as incidents
from kokong.places import api as places

CHOSEN_FROM: Final = timedelta(days=365)
MOST: Final = 200


def recent(*, now: datetime) -> list[tuple[int, str]]:
    """The burglaries of the last year, the newest first, at most 200."""
    return _named(incidents.burglaries(since=now - CHOSEN_FROM, until=now, limit=MOST))


def named(*, burglary_ids: Iterable[int]) -> dict[int, str]:
    """Each burglary that is there still."""
    found = (incidents.burglary(burglary_id=number) for number in set(burglary_ids))
    return dict(_named([each for each in found if each is not None]))


def _named(found: Iterable[incidents.Burglary]) -> list[tuple[int, str]]:
    known = tuple(found)
    homes = places.dwellings(ids=[each.dwelling_id for each in known])
    return [(each.id, f"{homes[each.dwelling_id].address}, {_day(each.latest)}") for each in known]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
