"""Suggestions made, accepted and refused."""

from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy

from . import models as rows
from . import reading, reckoning
from .values import Choice, Option, Refused, Suggested

LONGEST_REASON = 600


def suggest(*, now: datetime) -> Suggested:
    """Every area with what could come next there."""
    from ..hours import reading as hours

    pictures, everywhere, since = reading.pictures(now=now)
    today = timezone.localdate(now)
    found = reckoning.areas(
        pictures, everywhere=everywhere, today=today, own_hours=hours.own(now=now), own_found=reading.own_found()
    )
    return Suggested(found, everywhere.burglaries, since, today)


def choose(found: Suggested, *, hours: float) -> Choice:
    """The best of it within the hours. Raises Refused for a budget that can't be."""
    return reckoning.choose(found.options(), hours=hours)


@transaction.atomic
def answer(*, area_id: int, measure: str, accepted: bool, reason: str, user_id: int | None, now: datetime) -> int:
    """Accept or refuse a suggestion as it stands now; its number. What is accepted waits to be planned.

    Raises Refused where it isn't suggested any more (somebody else has just answered it, too), and for a refusal
    without a reason.
    """
    said = reason.strip()
    if not accepted and not said:
        raise Refused(
            _("Say why not, so that it isn’t suggested again in vain. Nothing was changed."), field="reason"
        )
    if len(said) > LONGEST_REASON:
        raise Refused(_("The reason is too long: at most 600 characters. Nothing was changed."), field="reason")
    _one_at_a_time()
    name, option = _suggested(area_id, measure, now)
    row = rows.BestAnswer.objects.create(
        area_id=area_id, measure=measure, accepted=accepted, reason=said, at=now, user_id=user_id,
        prevented=Decimal(str(round(option.prevented, 3))), hours=Decimal(str(round(option.hours, 2))),
        figures={
            "area": name, "low": round(option.low, 3), "high": round(option.high, 3),
            "ratio": round(option.ratio, 4), "kronor": round(option.kronor),
        },
    )  # fmt: skip
    audit.record(action="best.accepted" if accepted else "best.refused", subject="best", subject_id=row.pk)
    return int(row.pk)


def _one_at_a_time() -> None:
    """Of two who answer the same suggestion the second finds it answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('cooperation_best', %s))",
                       [tenancy.municipality_id()])  # fmt: skip


def _suggested(area_id: int, measure: str, now: datetime) -> tuple[str, Option]:
    for area in suggest(now=now).areas:
        for option in area.options:
            if not area.wait and (option.area_id, option.measure) == (area_id, measure):
                return area.picture.name, option
    raise Refused(_("That isn’t suggested there any more. See what is suggested now. Nothing was changed."))
