"""What the clock does: it reminds whoever borrowed a kit, and sees markings grow too old to count."""

from datetime import datetime, timedelta

from django.utils import timezone

from kokong.kernel.nightly import nightly
from kokong.sending import api as sending

from . import letters, rules
from . import models as rows
from .reach import counting
from .survey import asking


@nightly("40 6 * * *", name="kokong.marking.look")
def look(_part: str) -> None:
    """In the morning, so that nobody's telephone makes a sound by night."""
    remind(now=timezone.now())
    asking.ask(now=timezone.now())
    counting.settle_all(now=timezone.now())


def remind(*, now: datetime) -> int:
    """Write to whoever has a kit that is soon due, or late: once for each of `rules.REMIND`; how many letters.

    Of those that a stopped clock missed only the last is written.
    """
    today = timezone.localdate(now)
    soon = today - timedelta(days=min(rules.REMIND))
    found = rows.Handing.objects.filter(way="lent", state="out", due__lte=soon).exclude(email="", phone="")
    return sum(_remind(row, now) for row in found.order_by("pk"))


def _remind(row: rows.Handing, now: datetime) -> int:
    came = rules.days_to_remind(row.due, timezone.localdate(now)) if row.due else ()
    if not came:
        return 0
    known_as = f"{letters.SUBJECT} {row.pk}"
    to = sending.To(email=row.email, phone="" if row.email else row.phone, known_as=known_as)
    sending.send(kind=letters.DUE, to=to, because=(letters.SUBJECT, row.pk), turn=f"{row.due} {came[-1]}", now=now)
    return 1


def ready() -> None:
    """Its job is known once this module is loaded."""
