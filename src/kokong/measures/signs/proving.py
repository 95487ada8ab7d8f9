"""Questions where the next signs do most: answered in turn at once, and by the best in the background.

The search is a job outside of any transaction. Who kills it loses nothing: the question is still asked, and the
next worker begins anew. Its answer is of what stands when it begins.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.analysis.siting import exact
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError

from . import siting
from .models import Siting
from .rules import PROVE, QUEUE
from .siting import Proposal, Question
from .values import SitingMissing

SLOW: Final = timedelta(minutes=5)
"""Whoever has waited for so long is told that it may not come."""


@transaction.atomic
def ask(*, asked: Question, now: datetime) -> int:
    """Keep a question with what is found in turn, and have the best looked for; its number. Raises as
    `siting.problem` does."""
    found = siting.told(siting.in_turn(asked=asked))
    row = Siting.objects.create(found=found, asked=now, **vars(asked))
    app.configure_task(PROVE, queue=QUEUE, lock=PROVE).defer(
        municipality_id=tenancy.municipality_id(), siting_id=row.pk
    )
    return row.pk


def found(*, siting_id: int) -> tuple[Proposal, Siting]:
    """What is found so far. Raises SitingMissing."""
    row = Siting.objects.filter(pk=siting_id).first()
    if row is None:
        raise SitingMissing("")
    return siting.read_back(_question(row), row.found), row


def waits(row: Siting, *, now: datetime) -> bool:
    """Whether the search goes on and may end soon."""
    return row.state == "asked" and now - row.asked < SLOW


def prove(*, municipality_id: int, siting_id: int) -> None:
    """Look for the best, and keep it with its proof; nothing where that was done. Opens scopes of its own."""
    with tenancy.scope(municipality_id=municipality_id):
        row = Siting.objects.filter(pk=siting_id, state="asked").first()
        if row is None:
            return
        try:
            read = siting.problem(asked=_question(row))
        except UserError:  # homes, area or map went meanwhile: what was found in turn stays
            _end(siting_id, row.found)
            return
    best = exact(read.covering, row.signs, seconds=siting.SECONDS)
    with tenancy.scope(municipality_id=municipality_id):
        _end(siting_id, siting.told(read.proposal(best)))


def _end(siting_id: int, found: object) -> None:
    still = Siting.objects.filter(pk=siting_id, state="asked")
    still.update(state="ended", ended=timezone.now(), found=found)


def _question(row: Siting) -> Question:
    return Question(kind=row.kind, signs=row.signs, weight=row.weight, within_m=row.within_m, area_id=row.area_id)
