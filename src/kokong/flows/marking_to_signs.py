"""Signs of marked property are ordered only in a marked area; and once it is one, they wait on the work list."""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.events import subscribe
from kokong.measures.marking import api as marking
from kokong.measures.signs import api as signs
from kokong.tasks import api as tasks

SOURCE: Final = "marking.signs"


def _area(source_id: str) -> str:
    """Which area, from the number under which it became a marked one."""
    return marking.name_of(counted_id=int(source_id.partition("-")[0]))


KIND: Final = tasks.Kind(
    SOURCE, gettext_lazy("Plan the signs of a marked area"), "hiking-trail-sign", home=False, about=_area
)

tasks.declare(KIND)
tasks.offer(SOURCE, tasks.Way("signs:next", gettext_lazy("Where the next signs do most"), "sign.do"))
signs.ask_before_ordering("marked", lambda point: marking.why_no_signs(point=point, now=timezone.now()))


@subscribe(marking.AreaReached)
def open_task(event: marking.AreaReached) -> None:
    """Once for each time that an area became one; not where it is one no more."""
    number = marking.is_reached(counted_id=event.area_id)
    if number is not None:
        source_id = f"{event.area_id}-{number}"
        tasks.open_task(kind=SOURCE, source=SOURCE, source_id=source_id, now=timezone.now())


@subscribe(marking.AreaFell)
def withdraw_task(event: marking.AreaFell) -> None:
    """What waits for an area that is a marked area no more is taken back."""
    current = f"{event.area_id}-{marking.is_reached(counted_id=event.area_id) or ''}"
    for source_id in tasks.waiting(source=SOURCE):
        if source_id.startswith(f"{event.area_id}-") and source_id != current:
            tasks.withdraw(source=SOURCE, source_id=source_id, now=timezone.now())


@subscribe(signs.SignMoved)
def end_task(event: signs.SignMoved) -> None:
    """Once a sign of the area is ordered, they are planned: whoever ordered it needn't say so as well."""
    ordered = signs.signs(ids=[event.sign_id], kind="marked", states=["ordered"])
    counted = marking.counted_at(point=ordered[0].point) if ordered else None
    for source_id in tasks.waiting(source=SOURCE):
        if source_id.startswith(f"{counted}-"):
            tasks.settle(source=SOURCE, source_id=source_id, answer=_("A sign is ordered."), now=timezone.now())
