"""How long a shift's notes and hand-overs are kept."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel import tenancy
from kokong.kernel.retention import Rule

from .. import rules
from .models import HandOver, ShiftNote


def clear_shifts(before: datetime, dry_run: bool) -> int:
    """Remove notes that were done before then, and hand-overs of before then; a note that isn't done stays."""
    with tenancy.scope(municipality_id=None, authority="system"):
        notes, lists = ShiftNote.objects.filter(done_at__lt=before), HandOver.objects.filter(taken_at__lt=before)
        count = notes.count() + lists.count()
        if not dry_run:
            notes.delete()
            lists.delete()
    return count


SHIFTS: Final = Rule(
    name="alarm shifts",
    purpose=_("What was handed over from shift to shift can be asked about for a while."),
    period=rules.PERSONAL_DATA,
    apply=clear_shifts,
    by_hand="A centre’s shifts belong to no municipality, so that no municipality’s night reaches them.",
    columns={"alarms.ShiftNote": "text written_by done_by", "alarms.HandOver": "taken_by sections"},
    everywhere=True,
)
