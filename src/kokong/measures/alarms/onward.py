"""What becomes of a verified alarm in other rooms, written on it by the flows."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from . import models as rows
from .console import steps

BELIEVED: Final = timedelta(hours=24)  # a panel whose clock is further off than this isn't believed


@transaction.atomic
def link_burglary(*, alarm_id: int, burglary_id: int | None, result: str, now: datetime) -> None:
    """Note on an alarm which burglary came of it. `result`: drafted, joined or no_dwelling. Again: nothing."""
    steps.begin()
    row = rows.Alarm.objects.get(pk=alarm_id)
    if rows.Step.objects.filter(alarm=row, what="draft").exists():
        return
    rows.Alarm.objects.filter(pk=alarm_id).update(burglary_id=burglary_id)
    detail = {"burglary": burglary_id} if burglary_id else {}
    steps.write(row, "draft", at=now, result=result, detail=detail)


def window(*, alarm_id: int) -> tuple[datetime, datetime]:
    """Between when and when a verified alarm's burglary happened: from its first event to its confirmation."""
    row = rows.Alarm.objects.get(pk=alarm_id)
    believed = row.raised_at - row.opened <= BELIEVED
    earliest = row.opened if believed else row.raised_at
    return earliest, max(earliest, row.verified_at or row.raised_at)


def home_of(*, alarm_id: int) -> int | None:
    """The dwelling in which an alarm went off, where its account has one."""
    found: int | None = (
        rows.Alarm.objects.filter(pk=alarm_id).values_list("account__dwelling_id", flat=True).first()
    )
    return found
