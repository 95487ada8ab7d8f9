"""A building that was gone through is a delivery on that day, and waits to be gone through again in a year."""

from datetime import datetime, time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger
from kokong.meetings import api as meetings
from kokong.tasks import api as tasks

from ..breakfast import work as breakfast
from ..models import Building
from .events import BuildingChecked
from .models import Check

MEASURE: Final = "building_check"
AGAIN: Final = "owners.check_again"


@subscribe(BuildingChecked)
def deliver(event: BuildingChecked) -> None:
    """Write down that it was done, and what is to be done next; told twice, it is the same."""
    row = Check.objects.filter(pk=event.check_id, state="done").first()
    if row is None or row.ended is None or row.due is None:
        return
    building = Building.objects.get(pk=row.building_id)
    ledger.deliver(
        measure=MEASURE, source=MEASURE, source_id=str(row.pk), on=row.ended, subject=("building", building.pk),
        point=building.point, reach=building.homes,
    )  # fmt: skip
    due = timezone.make_aware(datetime.combine(row.due, time(12)))
    task_id = tasks.open_task(kind=AGAIN, source=MEASURE, source_id=str(row.pk), due=due, now=row.ended)
    Check.objects.filter(pk=row.pk).update(task_id=task_id)
    earlier_ones = Check.objects.filter(building_id=building.pk, state="done", ended__lt=row.ended)
    for earlier in earlier_ones:
        tasks.withdraw(source=MEASURE, source_id=str(earlier.pk), now=row.ended)


def ready() -> None:
    """Tasks and meetings are known, and the page on which they are seen to; listening begins with this module."""
    meetings.declare(breakfast.KIND)
    tasks.declare(tasks.Kind(AGAIN, _("Go through the building again"), "buildings-3", home=False))
    tasks.offer(AGAIN, tasks.Way("owners:again", _("Begin the check"), "owner.do"))
