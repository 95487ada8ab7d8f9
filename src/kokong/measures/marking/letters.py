"""What whoever borrowed a kit is written, in words that are true when they are sent."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.sending import api as sending

from . import models as rows

DUE: Final = "marking.loan_due"
SUBJECT: Final = "marking_handing"


def _due(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is out."""
    row = rows.Handing.objects.filter(pk=due.because[1], way="lent", state="out").first()
    if row is None or row.due is None:
        return None
    place = Municipality.objects.get(pk=tenancy.municipality_id()).signed
    day = {"day": date_format(row.due, "j F"), "place": place}
    if row.due >= timezone.localdate(now):
        title, first = (
            _("Your loan of a marking kit"),
            _("The marking kit that you borrowed shall be back by %(day)s."),
        )
    else:
        title = _("Your loan of a marking kit is late")
        first = _("The marking kit that you borrowed should have been back by %(day)s.")
    lines = (
        first % day,
        _("Leave it where you got it, so that the next household can use it. Keep the decals."),
        _("Is it back already, or do you need it longer? Answer %(place)s, and we put it right.") % day,
    )
    return sending.Said(title, "\n\n".join(lines))


LOAN: Final = sending.Kind(
    DUE, gettext_lazy("A marking kit that was lent"), _due, offers=("email", "sms"), usual=("email", "sms")
)
