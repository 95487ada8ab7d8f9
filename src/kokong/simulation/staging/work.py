"""The work list of a town that works: most of what was asked for has been seen to, a little waits."""

import random
from datetime import datetime, timedelta
from typing import Final

from kokong.kernel import tenancy
from kokong.kernel.scene import Cast
from kokong.people import api as people
from kokong.tasks import api as tasks

WAITING: Final = 15  # the newest; of these, some are taken
TAKEN: Final = 5
DONE: Final = ("Klart.", "", "Besökt, allt ordnat.", "", "Lämnat över vid besök.")
NOT_NEEDED: Final = ("Hushållet har ångrat sig.", "Redan med i en grupp på gatan.")
MOST: Final = 10_000


def see_to(cast: Cast, *, rng: random.Random, now: datetime) -> None:
    """End all but the newest tasks, days after they were opened; take some of the others."""
    actor = coordinator(cast)
    with cast.acting("coordinator"):
        waiting = tasks.tasks(actor=actor, limit=MOST)
        old, new = waiting[:-WAITING], waiting[-WAITING:]
        for task in old:
            _end(task, actor, rng, now=now)
        for task in new[:TAKEN]:
            tasks.take(task_id=task.id, actor=actor, now=now - timedelta(hours=rng.randint(1, 9)))


def coordinator(cast: Cast) -> people.Actor:
    """The first coordinator, as whoever acts."""
    user_id = cast.people["coordinator"][0]
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id):
        mine = people.actors_of(user_id=user_id)
    return next(one for one in mine if one.municipality_id == cast.municipality_id)


def _end(task: tasks.Task, actor: people.Actor, rng: random.Random, *, now: datetime) -> None:
    taken = min(task.opened + timedelta(days=rng.randint(1, 4), hours=rng.randint(0, 5)), now)
    ended = min(taken + timedelta(days=rng.randint(1, 9)), now)
    tasks.take(task_id=task.id, actor=actor, now=taken)
    if rng.random() < 0.1:
        tasks.drop(task_id=task.id, actor=actor, answer=rng.choice(NOT_NEEDED), now=ended)
    else:
        tasks.finish(task_id=task.id, actor=actor, answer=rng.choice(DONE), now=ended)
