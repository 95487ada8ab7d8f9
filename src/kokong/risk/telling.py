"""Figures of analyses in people's words: bands, shares, sentences."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Figures = Mapping[str, Any]
SAME_HOME: Final = 1.0  # metres: a first band no wider holds repeats of the same home


def number(value: float | None, places: int = 1) -> str:
    """A number as the language writes it; a dash where there is none."""
    if value is None:
        return "–"
    return str(number_format(f"{value:.{places}f}", decimal_pos=places))  # of a float it would cut, not round


def percent(share: float) -> str:
    """A share as whole per cents, with a decimal where it is small: 19 %, 0.5 %."""
    places = 0 if share >= 0.1 or abs(100 * share - round(100 * share)) < 0.05 else 1
    return f"{number(100 * share, places)}\N{NO-BREAK SPACE}%"


def space_band(low: float, high: float | None) -> str:
    """A distance band: the same home, "to 100 m", "100–200 m"."""
    if high is None:
        return _("over %(low)s m") % {"low": number(low, 0)}
    if high <= SAME_HOME:
        return _("The same home")
    if low <= SAME_HOME:
        return _("to %(high)s m") % {"high": number(high, 0)}
    return f"{number(low, 0)}–{number(high, 0)} m"


def time_band(low: float, high: float | None) -> str:
    """A time band: "to 7 days", "7–14 days"."""
    if high is None:
        return _("over %(low)s days") % {"low": number(low, 0)}
    if low <= 0:
        return _("to %(high)s days") % {"high": number(high, 0)}
    return _("%(low)s–%(high)s days") % {"low": number(low, 0), "high": number(high, 0)}


def edges(band: Figures) -> list[tuple[float, float | None]]:
    """The lower and upper edges of a table's bands."""
    upper: Sequence[float | None] = band["edges"]
    return list(zip([0.0, *(each or 0.0 for each in upper[:-1])], upper, strict=True))


def closed(side: str) -> str:
    """Where a value on an edge belongs."""
    if side == "left":
        return _("A pair exactly on an edge counts in the band that begins there: 7 days apart is in 7–14 days.")
    return _("A pair exactly on an edge counts in the band that ends there: 7 days apart is in the first band.")


def near_repeat(figures: Figures) -> str:
    """The deciding cell of the near-repeat table in a sentence."""
    cell = figures["deciding"]
    said = {
        "metres": number(cell["within_m"], 0),
        "days": number(cell["within_days"], 0),
        "observed": cell["observed"],
        "expected": number(cell["expected"]),
        "ratio": number(cell["ratio"]),
        "low": number(cell["low"]),
        "high": number(cell["high"]),
    }
    if cell["ratio"] is None:
        return _("No two burglaries could be expected within %(metres)s m and %(days)s days of each other.") % said
    if cell["low"] > 1:
        return (
            _(
                "Within %(metres)s m and %(days)s days of each other there are %(observed)s pairs of burglaries. "
                "Chance would give %(expected)s, so near repeats are %(ratio)s times as common (%(low)s to "
                "%(high)s)."
            )
            % said
        )
    return (
        _(
            "Within %(metres)s m and %(days)s days of each other there are %(observed)s pairs of burglaries. "
            "Chance would give %(expected)s: the difference is too small to tell from chance (%(low)s to %(high)s "
            "times)."
        )
        % said
    )


def ceiling(cell: Figures) -> str:
    """What visits could at most reach, in a sentence."""
    said = {
        "following": percent(cell["following"]),
        "chance": percent(cell["by_chance"]),
        "metres": number(cell["within_m"], 0),
        "days": number(cell["within_days"], 0),
        "excess": number(100 * cell["excess"]),
    }
    if cell["excess"] <= 0:
        return (
            _(
                "%(following)s of burglaries followed another within %(metres)s m and %(days)s days, no more than "
                "by chance. There is nothing to be seen that visits after a burglary could break."
            )
            % said
        )
    return (
        _(
            "%(following)s of burglaries followed another within %(metres)s m and %(days)s days; %(chance)s would "
            "by chance. The difference, %(excess)s percentage points, is about the most that visits after a "
            "burglary could reach, if every one of them worked."
        )
        % said
    )


def backtest(figures: Figures, *, share: float = 0.05) -> str:
    """How much of the past year's burglaries a share of the area held, in a sentence."""
    at = place_of(figures, share)
    said = {
        "weeks": figures["weeks"],
        "share": percent(figures["area"][at]),
        "held": percent(ours(figures)["hit_rate"][at]),
        "chance": percent(figures["chance"][at]),
        "events": figures["events"],
    }
    if figures["weeks"] == 52:
        return (
            _("In the past year the top %(share)s of area held %(held)s of burglaries, chance %(chance)s.") % said
        )
    return (
        _("In the past %(weeks)s weeks the top %(share)s of area held %(held)s of burglaries, chance %(chance)s.")
        % said
    )


def interval(figures: Figures, *, share: float = 0.05) -> str:
    """How sure that is."""
    at = place_of(figures, share)
    range_ = figures["intervals"][at]
    said = {"events": figures["events"], "low": percent(range_["low"]), "high": percent(range_["high"])}
    return (
        ngettext(
            "%(events)s burglary came in those weeks; with other luck the share could have been %(low)s to "
            "%(high)s.",
            "%(events)s burglaries came in those weeks; with other luck the share could have been %(low)s to "
            "%(high)s.",
            figures["events"],
        )
        % said
    )


def place_of(figures: Figures, share: float) -> int:
    """The place of the share of area nearest to `share`."""
    shares = figures["area"]
    return min(range(len(shares)), key=lambda at: abs(shares[at] - share))


def ours(figures: Figures) -> Figures:
    """The method that forecasts are made with, of those that were compared."""
    return next(each for each in figures["methods"] if each["name"] == figures["used"])


def week(first: date) -> str:
    """A week by its days: "16–22 November", "28 November – 4 December"."""
    last = first + timedelta(days=6)
    if first.month == last.month:
        return f"{first.day}–{date_format(last, 'j F')}"
    return f"{date_format(first, 'j F')} – {date_format(last, 'j F')}"


def expected(burglaries: float, held: float) -> str:
    """How many burglaries a week's forecast is about: `held` is the zones' share of them."""
    inside = burglaries * held
    said = {"all": number(burglaries), "inside": number(inside, 1 if inside >= 0.1 else 2)}
    told = (
        _(
            "In the whole municipality about %(all)s burglaries are to be expected in the week, %(inside)s of "
            "them in the zones."
        )
        % said
    )
    if inside >= math.log(2):
        return told
    rarely = _("In most weeks like this none happens there.")  # less than log 2 expected: none is the likelier
    return f"{told} {rarely}"


def recently(recent: int, latest: date | None) -> str:
    """Why a zone: what happened near by."""
    if not recent or latest is None:
        return _("No burglary near by in the last four weeks; many over the years")
    return ngettext(
        "%(count)s burglary near by in the last four weeks, on %(day)s",
        "%(count)s burglaries near by in the last four weeks, the last on %(day)s",
        recent,
    ) % {"count": recent, "day": date_format(latest, "j F")}
