"""Periods as people write them: months, quarters, weeks, years, or running numbers."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kokong.analysis.words import gettext as _
from kokong.analysis.words import gettext_noop

from .errors import BadFile


@dataclass(frozen=True)
class Kind:
    """A way to write periods."""

    name: str
    per_year: int
    pattern: re.Pattern[str]
    number: Callable[[int, int], int]
    label: Callable[[int], str]


def _month_label(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _week(year: int, week: int) -> int:
    return dt.date.fromisocalendar(year, week, 1).toordinal() // 7


def _week_label(number: int) -> str:
    year, week, _day = dt.date.fromordinal(number * 7 + 1).isocalendar()
    return f"{year}-W{week:02d}"


def _month(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError
    return year * 12 + month - 1


NUMBERED: Final = 12  # periods in a year, where numbers alone don't tell
YEAR: Final = r"((?:19|20)\d\d)"
NUMBERS: Final = gettext_noop("numbers like 1, 2, 3")
KINDS: Final = (
    Kind(gettext_noop("months like 2017-01"), 12, re.compile(YEAR + r"-(\d\d?)"), _month, _month_label),
    Kind(gettext_noop("months like 2017/01"), 12, re.compile(YEAR + r"/(\d\d?)"), _month, _month_label),
    Kind(gettext_noop("months like 201701"), 12, re.compile(YEAR + r"(\d\d)"), _month, _month_label),
    Kind(gettext_noop("dates like 2017-01-01"), 12, re.compile(YEAR + r"-(\d\d)-01"), _month, _month_label),
    Kind(
        gettext_noop("quarters like 2017-Q1"),
        4,
        re.compile(YEAR + r"[- ]?[QqKk]([1-4])"),
        lambda year, quarter: year * 4 + quarter - 1,
        lambda number: f"{number // 4}-Q{number % 4 + 1}",
    ),
    Kind(gettext_noop("weeks like 2017-W01"), 52, re.compile(YEAR + r"-?[Ww](\d\d?)"), _week, _week_label),
    Kind(gettext_noop("years like 2017"), 1, re.compile(YEAR + "()"), lambda year, _none: year, str),
    Kind(NUMBERS, NUMBERED, re.compile(r"(\d{1,3})()"), lambda number, _none: number, str),
)


def parse(text: str) -> tuple[Kind, int] | None:
    """The kind and running number of a period; None when it is none."""
    for kind in KINDS:
        found = kind.pattern.fullmatch(text.strip())
        if found:
            try:
                return kind, kind.number(int(found[1]), int(found[2] or 0))
            except ValueError:
                return None
    return None


def start_of(text: str, kind: Kind) -> int:
    """The start as a period of the file's kind. Raises BadFile when it is written as another."""
    found = parse(text)
    if found is None or (found[0].per_year, found[0].name == NUMBERS) != (kind.per_year, kind.name == NUMBERS):
        raise BadFile(
            _("The start “%(start)s” is not written like the file's periods (%(kind)s).")
            % {"start": text, "kind": _(kind.name)}
        )
    return found[1]
