"""A household's wish for a sign is seen to by planning one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.people.api import Actor
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import delivering, work
from .values import Draft

WISH = "wish.sign"


def ready() -> None:
    """Listen for signs that moved; say where wishes for signs are seen to."""
    delivering.listen()
    tasks.offer(WISH, tasks.Way("signs:new", gettext_lazy("Plan a sign"), "sign.do"))


def home_of(*, task_id: int | None) -> places.Dwelling | None:
    """The home that wishes for a sign; None where there is no such wish, or it has been seen to."""
    task = tasks.task(task_id=task_id) if task_id else None
    if task is None or task.kind.code != WISH or task.ended_at or task.dwelling_id is None:
        return None
    return places.dwelling(dwelling_id=task.dwelling_id)


@transaction.atomic
def plan(*, draft: Draft, task_id: int | None, actor: Actor, now: datetime) -> int:
    """Plan a sign, and end the wish that it fulfils, if it still waits."""
    sign_id = work.plan(draft=draft, now=now)
    if task_id and home_of(task_id=task_id):
        tasks.finish(task_id=task_id, actor=actor, answer=_("A sign is planned."), now=now)
    return sign_id
