"""The next walk on the same ground: proposed when one has ended, and planned with one press."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import kinds, planning, reading, rules
from . import models as rows
from .values import Draft, Refused, Walk


@dataclass(frozen=True)
class Proposal:
    """A walk that might be walked again, and when: a year on, on the same day of the week at the same time.

    `begins` is what the clock on the wall says there.
    """

    walk: Walk
    begins: datetime

    @property
    def near(self) -> bool:
        """Whether it is time to decide."""
        return self.begins - rules.DECIDE <= timezone.localtime().replace(tzinfo=None)


def proposals(*, now: datetime, walk_id: int | None = None) -> tuple[Proposal, ...]:
    """What nobody has taken over or turned down yet, the earliest first; of one walk where it is named."""
    ended = rows.Walk.objects.filter(state="done", not_again=None).exclude(walked=None)
    ended = ended.exclude(pk__in=rows.Walk.objects.exclude(follows=None).values("follows_id"))
    ended = ended.filter(pk=walk_id) if walk_id is not None else ended
    found = reading.walks(ids=list(ended.values_list("pk", flat=True)))
    return tuple(sorted((_proposal(each, now) for each in found), key=lambda each: (each.begins, each.walk.id)))


@transaction.atomic
def take_over(*, walk_id: int, actor: people.Actor, now: datetime) -> int:
    """Plan it, as the one before with its way, themes and words; who has which part is asked anew. Its number.

    Raises WalkMissing; Refused where that is not proposed, any more, and what `planning.plan` refuses.
    """
    row = planning.row_of(walk_id)
    found = proposals(now=now, walk_id=row.pk)
    if not found:
        raise Refused(_("No new walk is proposed here any more. Nothing was changed."))
    return planning.plan(draft=_draft(found[0]), actor=actor, now=now, follows=row.pk)


@transaction.atomic
def drop(*, walk_id: int, now: datetime) -> None:
    """Nobody walks there again. Raises WalkMissing; Refused where that is not proposed, any more."""
    row = planning.row_of(walk_id)
    if not proposals(now=now, walk_id=row.pk):
        raise Refused(_("No new walk is proposed here any more. Nothing was changed."))
    rows.Walk.objects.filter(pk=row.pk).update(not_again=now)
    audit.record(action="walk.not_again", subject=kinds.SUBJECT, subject_id=row.pk)


def _proposal(walk: Walk, now: datetime) -> Proposal:
    assert walk.walked is not None
    begins = timezone.localtime(walk.walked).replace(tzinfo=None, fold=0) + rules.AGAIN
    while begins <= timezone.localtime(now).replace(tzinfo=None):
        begins += timedelta(days=7)
    return Proposal(walk, begins)


def _draft(proposed: Proposal) -> Draft:
    walk, held = proposed.walk, kinds.the_walk(proposed.walk.id)
    return Draft(
        title=walk.title, purpose=walk.purpose, begins=proposed.begins, lasts=held.lasts if held else 90,
        place=walk.place, places=(held.places if held else None) or rules.MOST_PEOPLE, themes=walk.themes,
        access=walk.access, stops=walk.stops,
    )  # fmt: skip
