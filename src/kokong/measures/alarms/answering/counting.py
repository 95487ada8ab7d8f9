"""Answer times, counted by the database: one statement for a year of a centre.

An alarm is answered when an operator first took it (or a supervisor closed it), and waited until then since it
reached the queue. One that went away by itself within its goal, untaken, asked nobody for an answer and is counted
apart; one that did so later counts as not answered in time. One that still waits within its limit isn't decided
yet. Alarms of tests, and those gathered in one of many silent homes, aren't counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from .. import rules

MONTHS: Final = 12
# Of EN 50518, quoted from memory of a paid standard: the page says so, too. The seconds are `rules.goals`.
GOAL_SHARE: Final = 0.80
LIMIT_SHARE: Final = 0.985
ANSWERS: Final = tuple(sorted(rules.OPERATORS_REASONS))


@dataclass(frozen=True)
class Answered:
    """A month's alarms of one urgency (`life`: danger to life) in one municipality, and how soon they were taken.

    `alarms` are those that asked for an answer, `gone` those that went away within the goal. `median_s` is of
    those that were answered, None where none was.
    """

    month: date
    municipality_id: int
    municipality: str
    life: bool
    alarms: int
    within_goal: int
    within_limit: int
    gone: int
    median_s: float | None

    @property
    def goal_s(self) -> int:
        """Seconds within which it shall be in somebody's hands."""
        return seconds(life=self.life)[0]

    @property
    def limit_s(self) -> int:
        """Seconds that it shall not pass."""
        return seconds(life=self.life)[1]

    @property
    def goal_share(self) -> float | None:
        """Of those that asked for an answer the share within the goal; None where none did."""
        return Share(self.within_goal, self.alarms).value

    @property
    def limit_share(self) -> float | None:
        """The share within the limit."""
        return Share(self.within_limit, self.alarms).value


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Their share, 0 to 1; None of none."""
        return self.part / self.whole if self.whole else None


def seconds(*, life: bool) -> tuple[int, int]:
    """Goal and limit of an urgency, in seconds."""
    goal, limit = rules.URGENT_GOALS if life else rules.GOALS
    return int(goal.total_seconds()), int(limit.total_seconds())


def answers(*, now: datetime, months: int = MONTHS) -> tuple[Answered, ...]:
    """Each month's answer times in this scope, the latest month first; those with alarms.

    A municipality's own alarms, whoever handles them; a centre's operators those of their centres.
    """
    first = _back(timezone.localdate(now).replace(day=1), months - 1)
    zone = timezone.get_current_timezone_name()
    urgent, usual = seconds(life=True), seconds(life=False)
    asked: dict[str, Any] = {
        "zone": zone, "first": first, "now": now, "urgent": rules.URGENT, "answers": list(ANSWERS),
        "life_goal": urgent[0], "life_limit": urgent[1], "goal": usual[0], "limit": usual[1],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNT, asked)
        return tuple(Answered(*row) for row in cursor.fetchall())


def shares(found: Iterable[Answered], *, life: bool) -> tuple[Share, Share]:
    """Of an urgency's alarms those within the goal, and those within the limit."""
    theirs = [one for one in found if one.life == life]
    whole = sum(one.alarms for one in theirs)
    goal, limit = (sum(getattr(one, name) for one in theirs) for name in ("within_goal", "within_limit"))
    return Share(goal, whole), Share(limit, whole)


def months_to(now: datetime, months: int = MONTHS) -> list[date]:
    """The first days of the months that are shown, the earliest first."""
    this = timezone.localdate(now).replace(day=1)
    return [_back(this, back) for back in reversed(range(months))]


def _back(month: date, by: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - by, 12)
    return date(years, place + 1, 1)


COUNT: Final = """
WITH asked AS (
    SELECT a.municipality_id, a.priority <= %(urgent)s AS life, a.state, a.raised_at, a.closed_at,
        date_trunc('month', a.raised_at AT TIME ZONE %(zone)s)::date AS month,
        CASE WHEN a.priority <= %(urgent)s THEN %(life_goal)s ELSE %(goal)s END AS goal,
        CASE WHEN a.priority <= %(urgent)s THEN %(life_limit)s ELSE %(limit)s END AS most,
        (SELECT extract(epoch FROM min(s.at) - a.raised_at) FROM alarms_step s WHERE s.alarm_id = a.id
            AND (s.what = 'taken' OR (s.what = 'closed' AND s.result = ANY(%(answers)s)))) AS took
    FROM alarms_alarm a
    WHERE a.raised_at >= (%(first)s::date)::timestamp AT TIME ZONE %(zone)s AND NOT a.suppressed
        AND a.close_reason <> 'gathered'
), judged AS (
    SELECT *, took IS NULL AND state = 'closed' AND extract(epoch FROM closed_at - raised_at) <= goal AS went,
        took IS NULL AND state <> 'closed' AND extract(epoch FROM %(now)s - raised_at) <= most AS open
    FROM asked
)
SELECT j.month, j.municipality_id, m.name, j.life,
    count(*) FILTER (WHERE NOT went AND NOT open),
    count(*) FILTER (WHERE took <= goal),
    count(*) FILTER (WHERE took <= most),
    count(*) FILTER (WHERE went),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY took)
FROM judged j JOIN kernel_municipality m ON m.id = j.municipality_id
GROUP BY 1, 2, 3, 4 HAVING count(*) FILTER (WHERE NOT open) > 0
ORDER BY 1 DESC, 3, 4 DESC
"""
