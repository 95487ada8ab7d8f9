"""What the clock does with meetings: it reminds."""

from datetime import datetime

from django.utils import timezone

from kokong.kernel.nightly import nightly

from . import kinds, rules, telling
from . import models as rows


@nightly("*/10 * * * *", name="kokong.meetings.remind")
def look(_part: str) -> None:
    """Those who come to a meeting of tomorrow are reminded."""
    remind(now=timezone.now())


def remind(*, now: datetime) -> None:
    """Remind of every meeting whose time for that has come; once, however often it is asked."""
    found = rows.Meeting.objects.select_for_update(no_key=True, skip_locked=True)
    for row in found.filter(state__in=rules.COMING, reminded=None, begins__gt=now).order_by("pk"):
        sort = kinds.find(row.kind)
        at = rules.remind_at(row.begins, sort.remind) if sort else None
        if at is not None and at <= now:
            telling.remind(row, now=now)
            rows.Meeting.objects.filter(pk=row.pk).update(reminded=now)
