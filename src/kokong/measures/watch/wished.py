"""A household's wish for a group, said at its door, becomes an invitation: by e-mail, or on paper.

Where there is no group yet one begins with whoever accepts. The wish is seen to once they are invited.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.people import api as people
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import joining, paper, reading
from .values import Group

WISH: Final = "wish.watch_group"


@dataclass(frozen=True)
class Wished:
    """A wish that waits: its home, and the group in whose area it lies, if one goes on there."""

    task_id: int
    home: places.Dwelling
    group: Group | None


def wished(*, task_id: int | None) -> Wished | None:
    """The wish behind a task; None where there is no such wish, or it has been seen to."""
    task = tasks.task(task_id=task_id) if task_id else None
    if task is None or task.kind.code != WISH or task.ended_at or task.dwelling_id is None:
        return None
    home = places.dwelling(dwelling_id=task.dwelling_id)
    found = reading.groups_at(dwelling_id=task.dwelling_id)
    return Wished(task.id, home, found[0] if found else None) if home else None


@transaction.atomic
def by_email(*, wish: Wished, name: str, email: str, actor: people.Actor, now: datetime) -> None:
    """Send them a link by which they join; the wish is seen to. Raises Refused, and UserError where it is over."""
    if wish.group is not None:
        joining.invite(group_id=wish.group.id, dwelling_id=wish.home.id, name=name, email=email, now=now)
    else:
        joining.invite_home(dwelling_id=wish.home.id, name=name, email=email, now=now)
    tasks.finish(task_id=wish.task_id, actor=actor, answer=_("They are invited by e-mail."), now=now)


@transaction.atomic
def on_paper(*, wish: Wished, actor: people.Actor, now: datetime) -> bytes:
    """The letter as a PDF; the wish is seen to. Raises UserError where it is over."""
    tasks.finish(task_id=wish.task_id, actor=actor, answer=_("They are invited by letter."), now=now)
    return paper.invitation(home=wish.home, group=wish.group)
