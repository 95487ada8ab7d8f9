"""Times of day as people say them: what the clock on the wall says, and the moment that it means. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Fold = Literal[0, 1]


class NoSuchTime(ValueError):
    """The clock is put forward over this time: it never stands there."""


@dataclass
class TwoTimes(ValueError):
    """The clock is put back: it stands there twice, first in summer time, then in winter time."""

    first: datetime
    second: datetime


def moment(local: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The moment (UTC) at which the clock in `zone` stands at `local`, which has no zone of its own.

    `fold` says which of two: 0 the first, 1 the second. Raises NoSuchTime where the clock skips it, TwoTimes where
    it stands there twice and nobody said which.
    """
    here = ZoneInfo(zone)
    plain = local.replace(tzinfo=None, fold=0)
    first, second = (plain.replace(tzinfo=here, fold=each).astimezone(UTC) for each in (0, 1))
    if first.astimezone(here).replace(tzinfo=None, fold=0) != plain:
        raise NoSuchTime(f"{plain} is skipped in {zone}.")
    if first == second:
        return first
    if fold is None:
        raise TwoTimes(first, second)
    return second if fold else first


def on_the_wall(at: datetime, zone: str) -> datetime:
    """What the clock in `zone` says at a moment; its `fold` says which of two where it says so twice."""
    return at.astimezone(ZoneInfo(zone))


def twice(at: datetime, zone: str) -> bool:
    """Whether the clock says so twice that night."""
    local = on_the_wall(at, zone).replace(tzinfo=None)
    try:
        moment(local, zone)
    except TwoTimes:
        return True
    return False
