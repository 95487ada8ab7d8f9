"""The do-not-visit list. Who goes from door to door is told which homes are on it, and never why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import dist
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point

from .. import homes
from .. import models as rows
from . import rules

Heed = Callable[[int, datetime], None]
_added: Final[dict[str, Heed]] = {}
_removed: Final[dict[str, Heed]] = {}


class DoNotVisitRefused(UserError):
    """An entry that can't be kept; the message says why."""


@audit.personal
@dataclass(frozen=True)
class DoNotVisit:
    """A dwelling on the do-not-visit list, until and including `expires` (None: until somebody removes it)."""

    id: int
    dwelling_id: int
    address: str
    reason: str
    expires: date | None
    added: datetime


def heed_do_not_visit(*, name: str, added: Heed, removed: Heed) -> None:
    """Let a measure answer in the same transaction when a dwelling is put on the list, or taken off.

    Not by an event: a round that is being walked must not lead to such a home until a worker comes to it. A
    measure declares this once, by its name, when Django is ready.
    """
    _added[name], _removed[name] = added, removed


def do_not_visit(*, dwelling_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Which of the dwellings nobody may knock at today. For everybody who chooses doors."""
    found = rows.DoNotVisit.objects.filter(_holding(now), dwelling_id__in=set(dwelling_ids))
    return frozenset(found.values_list("dwelling_id", flat=True))


def quiet_beside(*, points: Sequence[Point], within_m: float, now: datetime) -> tuple[bool, ...]:
    """Whether a home where nobody knocks lies within some metres of each point. For whoever goes to spots."""
    ids = rows.DoNotVisit.objects.filter(_holding(now)).values("dwelling_id")
    quiet = list(rows.Dwelling.objects.filter(pk__in=ids, retired_at=None).values_list("location", flat=True))
    return tuple(any(dist(point, home) <= within_m for home in quiet) for point in points)


def _holding(now: datetime) -> Q:
    return Q(expires=None) | Q(expires__gte=timezone.localdate(now))


def do_not_visit_list(*, dwelling_id: int | None = None) -> tuple[DoNotVisit, ...]:
    """The list by address, or what it says of one dwelling. Logged."""
    wanted = rows.DoNotVisit.objects.all()
    found = list(wanted if dwelling_id is None else wanted.filter(dwelling_id=dwelling_id))
    at = homes.by_ids([row.dwelling_id for row in found])
    audit.read(
        action="do_not_visit.seen",
        subject="do_not_visit",
        subject_id=found[0].pk if len(found) == 1 else None,
        rows=[row.pk for row in found],
        said={row.pk: at[row.dwelling_id].full_address for row in found},
    )
    listed = [
        DoNotVisit(row.pk, row.dwelling_id, at[row.dwelling_id].full_address, row.reason, row.expires, row.added)
        for row in found
    ]
    return tuple(sorted(listed, key=lambda entry: (entry.address, entry.id)))


@transaction.atomic
def add_do_not_visit(*, dwelling_id: int, reason: str, expires: date | None, now: datetime) -> int:
    """Put a dwelling on the list; whoever would knock there is told. Raises DoNotVisitRefused.

    A dwelling that is on the list already gets the new reason and last day.
    """
    if reason not in rules.REASONS:
        raise DoNotVisitRefused(_("Choose a reason. Nothing was changed."))
    if not rules.holds(expires, timezone.localdate(now)):
        raise DoNotVisitRefused(_("The last day has passed already. Nothing was changed."))
    if dwelling_id not in homes.by_ids([dwelling_id]):
        raise DoNotVisitRefused(_("There is no such address in this municipality. Nothing was added."))
    row, _fresh = rows.DoNotVisit.objects.update_or_create(
        dwelling_id=dwelling_id,
        defaults={"reason": reason, "expires": expires, "added": now, "added_by": tenancy.current().user_id},
    )
    for heed in _added.values():
        heed(dwelling_id, now)
    audit.record(action="do_not_visit.added", subject="do_not_visit", subject_id=row.pk, detail={"reason": reason})
    return row.pk


@transaction.atomic
def remove_do_not_visit(*, entry_id: int, now: datetime) -> bool:
    """Take a dwelling off the list. False when it wasn't there."""
    row = rows.DoNotVisit.objects.filter(pk=entry_id).first()
    if row is None:
        return False
    row.delete()
    for heed in _removed.values():
        heed(row.dwelling_id, now)
    audit.record(action="do_not_visit.removed", subject="do_not_visit", subject_id=entry_id)
    return True
