"""Each alert is a delivery to the area of each group that it went to, with how many it reached there."""

from collections import Counter
from datetime import datetime
from typing import Final

from django.utils import timezone

from kokong.kernel.events import subscribe
from kokong.kernel.nightly import nightly
from kokong.ledger import api as ledger
from kokong.sending import api as sending

from .. import models as rows
from ..events import AlertSent
from . import kinds, reaching

MEASURE: Final = "watch_alert"
BATCH: Final = 5000


@subscribe(AlertSent)
def deliver(event: AlertSent) -> None:
    """It goes to each group's area; told twice it is the same. How many it reached follows once that is known."""
    row = rows.Alert.objects.get(pk=event.alert_id)
    _write(row, {})


@nightly("*/10 * * * *", name="kokong.watch.alerts_counted")
def count(_part: str) -> None:
    """Write down how many each alert reached, once nothing of it is on its way."""
    count_finished(now=timezone.now())


def count_finished(*, now: datetime) -> int:
    """The same, of all that have finished by now; how many there were."""
    waiting = list(rows.Alert.objects.select_for_update(no_key=True).exclude(out=None).filter(counted=False))
    done = [row for row in waiting if _finished(row, now)]
    for row in done:
        _write(row, _reached(row))
        rows.Alert.objects.filter(pk=row.pk).update(counted=True)
    return len(done)


def _finished(row: rows.Alert, now: datetime) -> bool:
    """Nothing waits any more, and what is told in a digest has had its time."""
    mailings = [each for each in sending.mailings(because=(kinds.ALERT, row.pk)) if each.kind != kinds.AFTER]
    over = row.state != "out" or row.expires <= now or row.urgency == "now"
    return over and all(each.state in {"done", "stopped"} for each in mailings)


def _reached(row: rows.Alert) -> dict[int, int]:
    """How many people it reached in each group."""
    found: Counter[int] = Counter()
    members = list(rows.Member.objects.filter(group_id__in=row.told).order_by("pk").values_list("pk", "group_id"))
    for start in range(0, len(members), BATCH):
        some = dict(members[start : start + BATCH])
        had = {
            whom
            for way in reaching.BY_ADDRESS
            for whom in sending.reached(
                because=(kinds.ALERT, row.pk), kinds=kinds.TO_MEMBERS, way=way,
                whom=[f"{kinds.MEMBER}{each}" for each in some],
            )
        }  # fmt: skip
        found.update(some[kinds.member_of(whom)] for whom in had)
    return dict(found)


def _write(row: rows.Alert, reached: dict[int, int]) -> None:
    areas = dict(rows.Group.objects.filter(pk__in=row.told).values_list("pk", "area_id"))
    for group_id, area_id in areas.items():
        ledger.deliver(
            measure=MEASURE, source=MEASURE, source_id=f"{row.pk}.{group_id}", on=row.out or row.made,
            area_id=area_id, outcome=row.urgency, reach=reached.get(group_id, 0) if reached else None,
        )  # fmt: skip


def listen() -> None:
    """Subscribing happens when this module is loaded."""
