"""No more doors of a cocoon are visited, although some are left: somebody says so, and why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import correcting, doors, rules
from .values import Refused


@transaction.atomic
def end(*, cocoon_id: int, because: str, now: datetime) -> None:
    """End a cocoon: its rounds leave the phones and claims are released. What was reached counts as it is.

    The coverage, its clock and the time of watching stay as they are. Visits that come in later are stored.
    Twice is once. Raises CocoonMissing, or Refused for a closed cocoon or an unknown reason.
    """
    row = doors.lock_cocoon(cocoon_id)
    if because not in rules.END_REASONS:
        raise Refused(_("Choose why no more doors are visited. Nothing was changed."))
    if row.ended is not None:
        return
    row.ended, row.ended_because = now, because
    row.save(update_fields=["ended", "ended_because"])
    correcting.stop(row, now=now)
    audit.record(action="cocoon.ended", subject="cocoon", subject_id=row.pk, detail={"because": because})


@transaction.atomic
def resume(*, cocoon_id: int) -> None:
    """Take an ended cocoon up again; its rounds are made anew. Raises as `end` does."""
    row = doors.lock_cocoon(cocoon_id)
    if row.ended is None:
        return
    row.ended, row.ended_because = None, ""
    row.save(update_fields=["ended", "ended_because"])
    audit.record(action="cocoon.resumed", subject="cocoon", subject_id=row.pk)
