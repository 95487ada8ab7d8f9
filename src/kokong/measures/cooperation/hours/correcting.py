"""Hours corrected by somebody who knows better."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from ..best.values import Refused
from . import models as rows
from . import reading, rules


@transaction.atomic
def correct(
    *, measure: str, month: date, hours: Decimal | None, reason: str, user_id: int | None, now: datetime
) -> None:
    """Say what a measure really took in a month; None takes earlier corrections back. What was said before stays.

    Raises Refused without a reason, for hours that can't be, and for a month that isn't on the page.
    """
    said = reason.strip()
    if not said:
        raise Refused(_("Say why the hours are others. Nothing was changed."), field="reason")
    if len(said) > rules.LONGEST_REASON:
        raise Refused(_("The reason is too long: at most 400 characters. Nothing was changed."), field="reason")
    if hours is not None and not 0 <= hours <= rules.MOST:
        raise Refused(_("Hours are a number from 0 up. Nothing was changed."), field="hours")
    known = {(each.measure, one.month): one for each in reading.took(now=now) for one in each.months}
    found = known.get((measure, month.replace(day=1)))
    if found is None:
        raise Refused(_("Choose one of the last twelve months. Nothing was changed."), field="month")
    row = rows.HoursCorrection.objects.create(
        measure=measure, month=found.month, hours=hours, reckoned=found.reckoned, reason=said, at=now,
        user_id=user_id,
    )  # fmt: skip
    audit.record(action="hours.corrected", subject="hours", subject_id=row.pk)
