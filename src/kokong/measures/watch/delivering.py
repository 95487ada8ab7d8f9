"""Each time that a group was active, and the decals that a home got, are deliveries."""

from datetime import datetime, time

from django.utils import timezone

from kokong.kernel.events import subscribe
from kokong.kernel.moves import history
from kokong.ledger import api as ledger

from . import models as rows
from . import rules
from .events import DecalsGiven, GroupMoved

GROUP = "watch_group"
DECALS = "watch_decals"


@subscribe(GroupMoved)
def deliver_group(event: GroupMoved) -> None:
    """Write down anew when the group was active, from all that happened: told twice or late, it is the same."""
    row = rows.Group.objects.select_for_update(no_key=True).get(pk=event.group_id)
    moves = ((each.action, each.at) for each in history(subject="watch_group", subject_id=row.pk))
    for number, (since, until) in enumerate(rules.stood(moves)):
        ledger.deliver(
            measure=GROUP, source=GROUP, source_id=f"{row.pk}.{number}", on=since, since=since, until=until,
            area_id=row.area_id,
        )  # fmt: skip


@subscribe(DecalsGiven)
def deliver_decals(event: DecalsGiven) -> None:
    """The home got them on the day that was said."""
    row = rows.Household.objects.filter(pk=event.household_id).first()
    if row is None or row.decals is None:
        return
    on = timezone.make_aware(datetime.combine(row.decals, time(12)))
    ledger.deliver(measure=DECALS, source=DECALS, source_id=str(row.pk), on=on, dwelling_id=row.dwelling_id)


def listen() -> None:
    """Subscribing happens when this module is loaded."""
