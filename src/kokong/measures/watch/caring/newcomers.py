"""Who has joined by themselves and is not yet known: a contact person says whether they live there."""

from datetime import datetime

from django.db import transaction

from kokong.kernel import audit
from kokong.places import api as places

from .. import models as rows
from .. import roster
from ..values import Member


def newcomers(*, group_id: int) -> tuple[tuple[Member, str], ...]:
    """Members who joined on the public page and whom nobody has confirmed, with their homes; read with a line."""
    found = rows.Member.objects.filter(
        group_id=group_id, left=None, joined__isnull=False, confirmed=None, source="page"
    )
    read = [roster.value(row) for row in found.order_by("joined", "pk")]
    homes = places.dwellings(ids={each.dwelling_id for each in read if each.dwelling_id})
    audit.read(
        action="watch.roster_read", subject="watch_member", subject_id=group_id, rows=[m.id for m in read],
        said={m.id: m.name for m in read},
    )  # fmt: skip
    return tuple((each, homes[each.dwelling_id].address if each.dwelling_id in homes else "") for each in read)


@transaction.atomic
def confirm(*, member_id: int, group_id: int, now: datetime) -> None:
    """Say that a member is known to live there; twice changes nothing. Raises MemberMissing."""
    row = roster.member_row(member_id, group_id=group_id)
    if row.confirmed is None:
        rows.Member.objects.filter(pk=row.pk).update(confirmed=now)
        audit.record(action="watch.person_confirmed", subject="watch_member", subject_id=row.pk)


@transaction.atomic
def turn_away(*, member_id: int, group_id: int, now: datetime) -> None:
    """Nobody of that name lives there: they leave, and what is written of them goes. Raises MemberMissing."""
    row = roster.member_row(member_id, group_id=group_id)
    roster.remove(member_id=row.pk, now=now)
