"""Answer times in a sentence and a picture for each urgency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Box, Chart, Mark, Scale, at, grid

from .counting import GOAL_SHARE, LIMIT_SHARE, Answered, Share, seconds, shares

FEW: Final = 20  # alarms of which a share says little


@dataclass(frozen=True)
class Told:
    """An urgency's answer times: what it is, the sentence, and the picture (None where there were no alarms)."""

    life: bool
    title: str
    sentence: str
    chart: Chart | None


def told(found: Sequence[Answered], months: Sequence[date], *, life: bool) -> Told:
    """What is said of an urgency over these months."""
    title = _("Danger to life") if life else _("Other alarms")
    within_goal, _within_limit = shares(found, life=life)
    chart = picture(found, months, life=life) if within_goal.whole else None
    return Told(life, title, sentence(found, life=life), chart)


def sentence(found: Sequence[Answered], *, life: bool) -> str:
    """How many of how many were taken in time, and whether that is few to tell from."""
    in_goal, in_limit = shares(found, life=life)
    goal, limit = seconds(life=life)
    if not in_goal.whole:
        return _("No alarm asked for an answer.")
    said = ngettext(
        "%(n)d alarm: %(goal)d in somebody’s hands within %(goal_s)d seconds (%(share)s, goal %(wanted)s) and"
        " %(limit)d within %(limit_s)d (%(limit_share)s, goal %(limit_wanted)s).",
        "%(n)d alarms: %(goal)d in somebody’s hands within %(goal_s)d seconds (%(share)s, goal %(wanted)s) and"
        " %(limit)d within %(limit_s)d (%(limit_share)s, goal %(limit_wanted)s).",
        in_goal.whole,
    ) % {
        "n": in_goal.whole, "goal": in_goal.part, "goal_s": goal, "share": percent(in_goal.value),
        "wanted": percent(GOAL_SHARE), "limit": in_limit.part, "limit_s": limit,
        "limit_share": percent(in_limit.value), "limit_wanted": percent(LIMIT_SHARE),
    }  # fmt: skip
    few = _("So few that one alarm more or less changes the share.")
    return f"{said} {few}" if in_goal.whole < FEW else said


def picture(found: Sequence[Answered], months: Sequence[date], *, life: bool) -> Chart:
    """A bar a month for those within the goal, a dot for those within the limit, and a line at each goal."""
    by_month = [(month, *shares([one for one in found if one.month == month], life=life)) for month in months]
    chart = Chart(_words(by_month, life=life))
    y = Scale(0.0, 1.0, HEIGHT - BOTTOM, TOP)
    grid(chart, y(0.0), _tick(0.0))
    for wanted in (GOAL_SHARE, LIMIT_SHARE):
        grid(chart, y(wanted), _tick(wanted), "usual")
    step = (WIDTH - LEFT - RIGHT) / len(months)
    for place, (month, goal, limit) in enumerate(by_month):
        x = LEFT + step * (place + 0.5)
        chart.texts.append(Mark(at(x), at(HEIGHT - 12), date_format(month, "M")))
        if goal.value is not None and limit.value is not None:
            height = max(1.0, y(0.0) - y(goal.value))
            chart.boxes.append(Box("outside", at(x - step * 0.3), at(y(0.0) - height), at(step * 0.6), at(height)))
            chart.dots.append(Mark(at(x), at(y(limit.value))))
            chart.texts.append(Mark(at(x), at(y(0.0) - 6), f"{goal.whole}"))
    return chart


def percent(share: float | None) -> str:
    """A share as people read it: "80 %", "98,5 %"; a dash for none."""
    if share is None:
        return "–"
    return f"{number_format(round(share * 100, 1), decimal_pos=0 if round(share * 1000) % 10 == 0 else 1)} %"


def _tick(share: float) -> str:
    return percent(share).removesuffix(" %")


def _words(by_month: Sequence[tuple[date, Share, Share]], *, life: bool) -> str:
    title = _("Danger to life, in time by month: %s") if life else _("Other alarms, in time by month: %s")
    return title % "; ".join(_month(*each) for each in by_month if each[1].whole)


def _month(month: date, goal: Share, limit: Share) -> str:
    return _("%(month)s %(goal)s and %(limit)s of %(n)d") % {
        "month": date_format(month, "F"), "goal": percent(goal.value), "limit": percent(limit.value),
        "n": goal.whole,
    }  # fmt: skip
