"""What is done once, when the app is ready; and how a household's wish for a kit is seen to."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.fields import Point
from kokong.people.api import Actor
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import areas, clock, delivering, information, stock
from .values import Given

WISH: Final = "wish.kit"


def ready() -> None:
    """Listen for kits that are handed out, wake in the morning, and say where wishes for kits are seen to."""
    delivering.listen()
    information.declare()
    clock.ready()
    tasks.offer(WISH, tasks.Way("marking:hand-out", gettext_lazy("Hand out a kit"), "marking.hand"))


def area_of_wish(*, task_id: int | None) -> int | None:
    """The counted area of the home that wishes for a kit: all that this room ever learns of it."""
    home = _home(task_id)
    return areas.at(point=Point(home.x, home.y)) if home else None


def waits(*, task_id: int | None) -> bool:
    """Whether a wish for a kit has this number and is still to be seen to."""
    return _home(task_id) is not None


def _home(task_id: int | None) -> places.Dwelling | None:
    task = tasks.task(task_id=task_id) if task_id else None
    if task is None or task.kind.code != WISH or task.ended_at or task.dwelling_id is None:
        return None
    return places.dwelling(dwelling_id=task.dwelling_id)


@transaction.atomic
def hand_out(*, given: Given, client_id: UUID, task_id: int | None, actor: Actor, now: datetime) -> int:
    """Hand out kits, and end the wish that this fulfils, if it still waits. Raises as `stock.hand_out` does."""
    number, fresh = stock.hand_out(given=given, client_id=client_id, user_id=actor.user_id, now=now)
    if fresh and task_id and waits(task_id=task_id):
        tasks.finish(task_id=task_id, actor=actor, answer=_("A kit was handed out."), now=now)
    return number
