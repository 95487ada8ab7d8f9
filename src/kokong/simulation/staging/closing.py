"""The end of the demonstration: what looks back at the work, once the worker has written down what was delivered.

Pictures, plans and evaluations count deliveries, which jobs write. So this waits for the jobs that the story left,
in a process of its own beside the running product, and people look around meanwhile. Every part looks before it
acts: a start that was stopped goes on at the next one.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import translation

from kokong.kernel import audit, measure, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.scene import Stage

from . import effects, players
from .cast import HOME

LANGUAGE: Final = "sv"
LONGEST: Final = timedelta(minutes=15)
"""So long it waits; then it plays with what is there."""
PAUSE_SECONDS: Final = 2.0


def play(*, now: datetime) -> None:
    """Play the measures' epilogues and the evaluations, once: after the story was told."""
    home = Municipality.objects.filter(code=HOME).first()
    if home is None:
        return
    with tenancy.scope(municipality_id=home.pk):
        told = audit.entries(subject="demonstration", limit=2)
    if len(told) != 1:
        return
    people = players.known(municipality_id=home.pk)
    for one, epilogue in measure.epilogues():
        with translation.override(LANGUAGE):  # what a room words by itself: titles of meetings, minutes
            epilogue(Stage(cast=people, rng=random.Random(one.name), now=now, homes=(), burglaries=()))
    effects.plan(people, now=now)
    effects.lot(people, now=now)
    with people.system():
        audit.record(action="demonstration.closed", subject="demonstration")


def wait(*, longest: timedelta = LONGEST, pause: Callable[[float], None] = time.sleep) -> bool:
    """Wait until no event of the story is left to be worked through; False where that took too long."""
    until = time.monotonic() + longest.total_seconds()
    while _left():
        if time.monotonic() > until:
            return False
        pause(PAUSE_SECONDS)
    return True


def _left() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs"
            " WHERE queue_name = 'events' AND status IN ('todo', 'doing') AND scheduled_at IS NULL"
        )
        return int(cursor.fetchone()[0])
