"""When homes are away, so that neighbours look after them. The database shows it within the group alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.places import api as places

from .. import models as rows
from .. import roster, rules
from ..values import Refused


@audit.personal
@dataclass(frozen=True)
class Away:
    """A home is away from one day to another, both counted. `seen_by`: contact persons alone, or the group."""

    id: int
    dwelling_id: int
    address: str
    since: date
    until: date
    seen_by: str


def away(*, group_id: int, now: datetime) -> tuple[Away, ...]:
    """Who is away now or will be, the earliest first, as far as whoever asks may see it; read with a line."""
    found = rows.Away.objects.filter(group_id=group_id, until__gte=timezone.localdate(now))
    listed = list(found.order_by("since", "pk"))
    homes = places.dwellings(ids={row.dwelling_id for row in listed})
    audit.read(action="watch.away_read", subject="watch_group", subject_id=group_id, rows=[r.pk for r in listed])
    return tuple(
        Away(
            row.pk, row.dwelling_id, homes[row.dwelling_id].address if row.dwelling_id in homes else "",
            row.since, row.until, row.seen_by,
        )
        for row in listed
    )  # fmt: skip


@transaction.atomic
def say(*, group_id: int, dwelling_id: int, since: date, until: date, seen_by: str, now: datetime) -> int:
    """A home that has joined is away; its number. Raises GroupMissing, Refused for days that can't be."""
    roster.open_group(group_id)
    _fit(since, until, seen_by, timezone.localdate(now))
    joined = rows.Household.objects.filter(group_id=group_id, dwelling_id=dwelling_id, state="joined")
    if not joined.exists():
        raise Refused(_("That home has not joined the group. Nothing was kept."), field="home")
    row = _kept(rows.Away(group_id=group_id, dwelling_id=dwelling_id, since=since, until=until, seen_by=seen_by))
    audit.record(action="watch.away_said", subject="watch_group", subject_id=group_id)
    return row.pk


@transaction.atomic
def take_back(*, group_id: int, away_id: int, dwelling_id: int | None = None) -> None:
    """The home is there after all; this one alone, where it is named. Raises Refused for what isn't there."""
    found = rows.Away.objects.filter(pk=away_id, group_id=group_id)
    gone, _each = (found if dwelling_id is None else found.filter(dwelling_id=dwelling_id)).delete()
    if not gone:
        raise Refused(_("That is not there any more. Nothing was changed."))
    audit.record(action="watch.away_taken_back", subject="watch_group", subject_id=group_id)


def _fit(since: date, until: date, seen_by: str, today: date) -> None:
    if until < since:
        raise Refused(_("The last day is before the first. Nothing was kept."), field="until")
    if until < today:
        raise Refused(_("Those days are over. Nothing was kept."), field="until")
    if until - since > rules.LONGEST_AWAY:
        raise Refused(_("At most a year at a time. Nothing was kept."), field="until")
    if seen_by not in rules.SEEN_BY:
        raise Refused(_("Say who may see it. Nothing was kept."), field="seen_by")


def _kept(row: rows.Away) -> rows.Away:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        said = _("That home is away from that day already: remove it first to change it. Nothing was kept.")
        raise Refused(said, field="since") from error
    return row
