"""What is expected of a panel, as it is written in a row, and as people write hours. No database."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final, cast

from django.utils.translation import gettext as _

from kokong import tables

from ..supervising import HOLIDAY, Day, Every, Hours, OwnTest
from ..values import FieldProblem

TIMES: Final = ("opens", "opened_by", "closed_by")
_SPAN: Final = re.compile(r"(\d{1,2}[:.]\d\d)?\s*(?:\((\d{1,2}[:.]\d\d)\))?\s*[-–]\s*(\d{1,2}[:.]\d\d)?")


def of_tests(every: str, on: date | None) -> dict[str, str] | None:
    """The terms of a test; None for none."""
    return {"every": every} if every else {"on": on.isoformat()} if on is not None else None


def tests(said: Mapping[str, Any], *, since: datetime) -> OwnTest:
    """A test as its terms say it."""
    if "on" in said:
        return OwnTest(since, on=date.fromisoformat(said["on"]))
    return OwnTest(since, every=cast(Every, said["every"]))


def of_hours(hours: Hours) -> dict[str, Any]:
    """The terms of hours."""
    return {
        "days": {str(number): _of_day(day) for number, day in sorted(hours.days.items())},
        "extra": {each.isoformat(): _of_day(day) for each, day in sorted(hours.extra.items())},
    }


def hours(said: Mapping[str, Any]) -> Hours:
    """Hours as their terms say them."""
    return Hours(
        {int(number): _day(day) for number, day in said.get("days", {}).items()},
        {date.fromisoformat(each): _day(day) for each, day in said.get("extra", {}).items()},
    )


def _of_day(day: Day) -> dict[str, Any]:
    at = {name: f"{value:%H:%M}" for name in TIMES if (value := getattr(day, name)) is not None}
    return {**at, **({"shut": True} if day.shut else {})}


def _day(said: Mapping[str, Any]) -> Day:
    at = {name: time.fromisoformat(said[name]) for name in TIMES if name in said}
    return Day(**at, shut=bool(said.get("shut")))


def read_day(text: str) -> Day | None:
    """A day's hours as people write them: "06:00-18:30"; "06:00 (07:30)-18:30" where it is to be open by 07:30;
    "-18:30" where it may be opened at any time before; "closed", "stängt". None for nothing. Raises FieldProblem.
    """
    text = text.strip()
    if not text:
        return None
    if text.casefold() in {"closed", "stängt", "stängd", "shut"}:
        return Day(shut=True)
    said = _SPAN.fullmatch(text)
    if said is None or not any(said.groups()):
        raise FieldProblem(_("Write hours as 06:00-18:30, or closed. “%s” is neither.") % text[:40], field="hours")
    try:
        opens, by, closed = map(_clock, said.groups())
        return Day(opens, by, closed)
    except ValueError:
        raise FieldProblem(_("“%s” is no time of day.") % text[:40], field="hours") from None


def _clock(text: str | None) -> time | None:
    return tables.clock(text) if text else None


def write_day(day: Day | None) -> str:
    """The same as people write it."""
    if day is None:
        return ""
    if day.shut:
        return _("closed")
    opens, by, closed = (f"{at:%H:%M}" if at else "" for at in (day.opens, day.opened_by, day.closed_by))
    return f"{opens}{f' ({by})' if by else ''}-{closed}"


def read_extra(text: str) -> dict[date, Day]:
    """Days with hours of their own, one a line: "2026-12-24 closed". Raises FieldProblem."""
    found = dict[date, Day]()
    for line in filter(None, map(str.strip, text.splitlines())):
        day, _space, said = line.partition(" ")
        try:
            on, told = tables.day(day), read_day(said)
        except ValueError:
            told = None
        if told is None:
            message = _("Write a day and its hours, such as 2026-12-24 closed. “%s” is not that.")
            raise FieldProblem(message % line[:40], field="extra")
        found[on] = told
    return found


def write_extra(extra: Mapping[date, Day]) -> str:
    """The same as people write it."""
    return "\n".join(f"{each.isoformat()} {write_day(day)}" for each, day in sorted(extra.items()))


__all__ = [
    "HOLIDAY",
    "hours",
    "of_hours",
    "of_tests",
    "read_day",
    "read_extra",
    "tests",
    "write_day",
    "write_extra",
]
