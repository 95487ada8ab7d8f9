"""What the clock does with walks: it reminds owners, and tells those who walked along what has changed since."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.kernel.models import Move
from kokong.kernel.nightly import nightly
from kokong.meetings import api as meetings
from kokong.sending import api as sending

from . import asking, kinds, letters, rules
from . import models as rows

TELLS_OF: Final = ("promise", "refuse", "mend", "confirm", "doubt")


@nightly("20 6 * * *", name="kokong.walks.look")
def look(_part: str) -> None:
    """In the morning, so that nobody's telephone makes a sound by night."""
    now = timezone.now()
    asking.remind(now=now)
    asking.urge(now=now)
    tell(now=now)


def tell(*, now: datetime) -> int:
    """Write to everybody who came what was answered since they were told last; of how many walks."""
    told = 0
    found = rows.Walk.objects.select_for_update(no_key=True, skip_locked=True)
    for row in found.filter(state__in=rules.WALKED).order_by("pk"):
        since = row.told or (row.walked or now) - timedelta(days=1)
        changed = _changed(row.pk, since, now)
        rows.Walk.objects.filter(pk=row.pk).update(told=now)
        if changed:
            _write(row.pk, changed, now)
            told += 1
    return told


def _changed(walk_id: int, since: datetime, until: datetime) -> list[int]:
    ids = rows.Finding.objects.filter(walk_id=walk_id).values_list("pk", flat=True)
    moves = Move.objects.filter(subject="finding", subject_id__in=list(ids), action__in=TELLS_OF)
    return sorted(set(moves.filter(at__gt=since, at__lte=until).values_list("subject_id", flat=True)))


def _write(walk_id: int, changed: list[int], now: datetime) -> None:
    held = kinds.the_walk(walk_id)
    context = {"findings": " ".join(map(str, changed))}
    for guest in meetings.guests(meeting_id=held.id) if held else ():
        if not (guest.came or guest.seat == "in") or not (guest.email or guest.user_id):
            continue
        to = sending.To(user_id=guest.user_id, email=guest.email, known_as=f"meeting_invitation {guest.id}")
        sending.send(
            kind=letters.CHANGED, to=to, because=("walk", walk_id), turn=timezone.localdate(now).isoformat(),
            context=context, now=now,
        )  # fmt: skip


def ready() -> None:
    """Its job is known once this module is loaded."""
