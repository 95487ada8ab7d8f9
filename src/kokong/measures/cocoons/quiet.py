"""The do-not-visit list: dwellings where nobody knocks. Visitors see the word and nothing more."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.places import api as places

from . import models as rows
from . import rules
from .values import DoNotVisit, Refused


def do_not_visit(*, dwelling_id: int | None = None) -> tuple[DoNotVisit, ...]:
    """The list by address, or what it says of one dwelling. Logged."""
    wanted = rows.DoNotVisit.objects.all()
    found = list(wanted if dwelling_id is None else wanted.filter(dwelling_id=dwelling_id))
    homes = places.dwellings(ids=[row.dwelling_id for row in found])
    audit.read(
        action="do_not_visit.seen",
        subject="do_not_visit",
        subject_id=found[0].pk if len(found) == 1 else None,
        rows=[row.pk for row in found],
        said={row.pk: homes[row.dwelling_id].full_address for row in found},
    )
    listed = [
        DoNotVisit(
            row.pk, row.dwelling_id, homes[row.dwelling_id].full_address, row.reason, row.expires, row.added
        )
        for row in found
    ]
    return tuple(sorted(listed, key=lambda entry: (entry.address, entry.id)))


@transaction.atomic
def add_do_not_visit(*, dwelling_id: int, reason: str, expires: date | None, now: datetime) -> int:
    """Put a dwelling on the list; its open doors are no longer visited. Raises Refused for an unfit entry.

    A dwelling that is on the list already gets the new reason and last day.
    """
    if reason not in rules.DO_NOT_VISIT_REASONS:
        raise Refused(_("Choose a reason. Nothing was changed."))
    if expires is not None and expires < timezone.localdate(now):
        raise Refused(_("The last day has passed already. Nothing was changed."))
    if places.dwelling(dwelling_id=dwelling_id) is None:
        raise Refused(_("There is no such address in this municipality. Nothing was added."))
    row, _fresh = rows.DoNotVisit.objects.update_or_create(
        dwelling_id=dwelling_id,
        defaults={"reason": reason, "expires": expires, "added": now, "added_by": tenancy.current().user_id},
    )
    rows.Door.objects.filter(dwelling_id=dwelling_id, state="open", cocoon__closed=None).update(
        state="do_not_visit", claimed_by=None, claimed_until=None
    )
    audit.record(action="do_not_visit.added", subject="do_not_visit", subject_id=row.pk, detail={"reason": reason})
    return row.pk


@transaction.atomic
def remove_do_not_visit(*, entry_id: int, now: datetime) -> bool:
    """Take a dwelling off the list; its doors in cocoons still watched open again. False when it wasn't there."""
    row = rows.DoNotVisit.objects.filter(pk=entry_id).first()
    if row is None:
        return False
    row.delete()
    rows.Door.objects.filter(
        dwelling_id=row.dwelling_id, state="do_not_visit", cocoon__closed=None, cocoon__watch_until__gt=now
    ).update(state="open")
    audit.record(action="do_not_visit.removed", subject="do_not_visit", subject_id=entry_id)
    return True
