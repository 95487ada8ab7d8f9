"""Whoever a list brought is told once, by a letter that leads to what is kept of them: the law asks for it.

It is the only letter that they get without having agreed to any.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from kokong.kernel import audit
from kokong.sending import api as sending

from .. import letters, roster
from .. import models as rows


def untold(*, group_id: int) -> int:
    """How many people of a group came by a list, have an e-mail address, and have not been told."""
    return _untold(group_id).count()


@transaction.atomic
def tell(*, group_id: int, now: datetime) -> int:
    """Send each of them their letter; how many. Pressed twice nobody gets two. Raises GroupMissing, Refused."""
    roster.open_group(group_id)
    found = list(_untold(group_id).select_for_update(no_key=True))
    for row in found:
        rows.Member.objects.filter(pk=row.pk).update(asked=now)
        to = sending.To(email=row.email, known_as=f"watch member {row.pk}")
        sending.send(kind=letters.LISTED, to=to, because=("watch_member", row.pk), turn=now.isoformat(), now=now)
    audit.record(
        action="watch.listed_told", subject="watch_group", subject_id=group_id, detail={"letters": len(found)}
    )
    return len(found)


def _untold(group_id: int) -> QuerySet[rows.Member]:
    """Since each link moves `asked`, whoever was sent one stands later than they joined."""
    found = rows.Member.objects.filter(group_id=group_id, source="list", left=None, proven=None, asked=F("joined"))
    return found.exclude(email="").order_by("pk")
