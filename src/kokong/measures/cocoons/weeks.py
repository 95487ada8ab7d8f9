"""Coverage week by week: a small picture, and the sentence that says it. Pure but for its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel.charts import Box, Chart, Line, Mark, Scale, at

from .reach import Counts, Reach, together

WEEKS: Final = 8
SHOWN: Final = timedelta(weeks=WEEKS)
_WIDTH, _HEIGHT, _FOOT, _HEAD = 288, 132, 22, 20


@dataclass(frozen=True)
class Week:
    """The cocoons whose clock ran out in the week from a Monday."""

    monday: date
    reach: Reach

    @property
    def number(self) -> int:
        """The week's number (ISO 8601)."""
        return self.monday.isocalendar().week


def by_week(ended: Iterable[tuple[date, Counts]], *, today: date) -> tuple[Week, ...]:
    """The last eight weeks, the current one last, of pairs: the day that a clock ran out, and what was reached."""
    pairs = list(ended)
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(
        Week(monday, together(counts for day, counts in pairs if monday <= day < monday + timedelta(weeks=1)))
        for monday in mondays
    )


def sentence(weeks: Sequence[Week]) -> str:
    """The lowest and the highest of the weeks, with their counts; nothing where fewer than two have any."""
    said = sorted((week for week in weeks if week.reach.eligible), key=lambda week: week.reach.percent or 0)
    if len(said) < 2:
        return ""
    low, high = said[0], said[-1]
    return _(
        "By week: lowest %(low)d %% (week %(low_week)d, %(low_of)s homes),"
        " highest %(high)d %% (week %(high_week)d, %(high_of)s homes)."
    ) % {
        "low": low.reach.percent, "low_week": low.number, "low_of": _of(low),
        "high": high.reach.percent, "high_week": high.number, "high_of": _of(high),
    }  # fmt: skip


def _of(week: Week) -> str:
    return _("%(within)d of %(eligible)d") % {"within": week.reach.within_clock, "eligible": week.reach.eligible}


def picture(weeks: Sequence[Week]) -> Chart:
    """A bar a week, with its per cent above and its number below; a week without any has no bar."""
    chart = Chart(
        words=_("Coverage by week: %s") % "; ".join(_said(week) for week in weeks), width=_WIDTH, height=_HEIGHT
    )
    scale, step = Scale(0, 100, _HEIGHT - _FOOT, _HEAD), _WIDTH / WEEKS
    chart.lines.append(Line("grid", "0.0", at(scale(0)), at(_WIDTH), at(scale(0))))
    for nth, week in enumerate(weeks):
        middle = (nth + 0.5) * step
        chart.texts.append(Mark(at(middle), at(_HEIGHT - 6), str(week.number)))
        if (percent := week.reach.percent) is not None:
            top = scale(percent)
            height = at(max(1.0, scale(0) - top))
            chart.boxes.append(Box("inside", at(middle - step * 0.3), at(top), at(step * 0.6), height))
            chart.texts.append(Mark(at(middle), at(top - 5), f"{percent}"))
    return chart


def _said(week: Week) -> str:
    percent = week.reach.percent
    told = {"week": week.number, "of": _of(week)}
    return (_("week %(week)d: %(of)s homes") if percent is not None else _("week %(week)d: none")) % told
