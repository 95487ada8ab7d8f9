"""Decals for the doors of homes that have joined: ordered by a contact person, a task of the municipality."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.people import api as people
from kokong.tasks import api as tasks

from .. import models as rows
from .. import reading, roster
from ..values import Refused

SOURCE: Final = "watch.decals"
KIND: Final = tasks.Kind(SOURCE, gettext_lazy("Send decals to a watch group"), icon="person-group", home=False)


@dataclass(frozen=True)
class Decals:
    """How many homes have theirs, wait for those that were ordered last on `on`, and could still get some."""

    given: int
    ordered: int
    lacking: int
    on: date | None


def decals(*, group_id: int) -> Decals:
    """How a group's decals stand."""
    joined = rows.Household.objects.filter(group_id=group_id, state="joined")
    waiting = joined.filter(decals=None, ordered__isnull=False)
    last = waiting.order_by("-ordered").values_list("ordered", flat=True).first()
    return Decals(
        joined.filter(decals__isnull=False).count(), waiting.count(),
        joined.filter(decals=None, ordered=None).count(), last,
    )  # fmt: skip


@transaction.atomic
def order(*, group_id: int, now: datetime) -> int:
    """Order decals for every home that has joined and has none; for how many. Raises GroupMissing, Refused."""
    roster.open_group(group_id)
    if not reading.may_order_signs(group_id=group_id):
        raise Refused(_("Decals are for groups that are active. Nothing was changed."))
    lacking = rows.Household.objects.filter(group_id=group_id, state="joined", decals=None, ordered=None)
    homes = list(lacking.values_list("pk", flat=True))
    if not homes:
        raise Refused(_("Every home that has joined has its decals, or they are ordered. Nothing was changed."))
    rows.Household.objects.filter(pk__in=homes).update(ordered=timezone.localdate(now))
    tasks.open_task(kind=SOURCE, source=SOURCE, source_id=f"{group_id}-{max(homes)}", now=now)
    audit.record(
        action="watch.decals_ordered", subject="watch_group", subject_id=group_id, detail={"count": len(homes)}
    )
    return len(homes)


@transaction.atomic
def send(*, group_id: int, on: date, actor: people.Actor, now: datetime) -> int:
    """They were sent to every home that waits for them; to how many. Its tasks are done.

    Raises GroupMissing, Refused.
    """
    roster.open_group(group_id)
    waiting = rows.Household.objects.filter(group_id=group_id, state="joined", decals=None, ordered__isnull=False)
    homes = list(waiting.values_list("dwelling_id", flat=True))
    if not homes:
        raise Refused(_("No home waits for decals. Nothing was changed."))
    for dwelling_id in homes:
        roster.give_decals(group_id=group_id, dwelling_id=dwelling_id, on=on, now=now)
    for source_id, task_id in tasks.waiting(source=SOURCE).items():
        if source_id.startswith(f"{group_id}-"):
            tasks.finish(task_id=task_id, actor=actor, now=now)
    return len(homes)


def of_task(*, task_id: int) -> int | None:
    """The group that a task is about; None once it has ended."""
    found = (source for source, task in tasks.waiting(source=SOURCE).items() if task == task_id)
    return next((int(source.partition("-")[0]) for source in found), None)
