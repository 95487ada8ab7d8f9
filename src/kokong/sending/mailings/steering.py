"""What a person does with a mailing: let it rest, go on, stop, or go once more to those it failed for."""

from datetime import datetime

from django.utils.translation import gettext as _

from kokong.kernel import moves

from .. import kinds, rules, suppression, words
from .. import models as rows
from ..values import MailingMissing, Refused
from . import jobs

FAILED = ("failed",)


def pause(*, mailing_id: int, now: datetime) -> None:
    """Nothing more leaves until somebody lets it go on. Raises MailingMissing, MoveRefused, NotYours."""
    _move(_one(mailing_id), "pause", now, why="person")


def resume(*, mailing_id: int, now: datetime) -> None:
    """It goes on where it was: nobody is served twice or left out. Raises as `pause`."""
    row = _one(mailing_id)
    _move(row, "resume" if row.expanded else "expand", now, why="", answers="")
    if row.expanded:
        _hand_out(row)
    else:
        jobs.expand(row.pk)


def stop(*, mailing_id: int, now: datetime) -> None:
    """What has not left never leaves. Raises as `pause`."""
    row = _one(mailing_id)
    _move(row, "stop", now, why="person", ended=now)
    jobs.clear(row.pk)


def send_failed_again(*, mailing_id: int, now: datetime) -> int:
    """Once more to those it failed for, and to nobody else; to how many.

    What was perhaps sent isn't among them: nobody knows whether those have it. Raises as `pause`, and Refused
    where it failed for nobody.
    """
    row = _one(mailing_id)
    failed = rows.Message.objects.filter(mailing=row, state__in=FAILED)
    if not failed.exists():
        raise Refused(_("It failed for nobody. Nothing was changed."))
    _move(row, "again", now, answers="", ended=None)
    suppression.tried_again(digests=frozenset(failed.values_list("digest", flat=True)))
    count = failed.update(state="waiting", attempts=0, next_try=None, answer="", made=now, job=None)
    if row.state == "running":
        _hand_out(row)
    return count


def _hand_out(row: rows.Mailing) -> None:
    kind = kinds.find(row.kind)
    urgent = kind is not None and kind.urgent
    jobs.hand_out(row.pk, urgent=urgent, lanes=tuple(range(jobs.LANES)))


def _move(row: rows.Mailing, action: str, now: datetime, **changes: object) -> None:
    moves.move(row, action, states=rules.MAILING, now=now, words=words.MAILING, changes=changes)


def _one(mailing_id: int) -> rows.Mailing:
    row = rows.Mailing.objects.filter(pk=mailing_id).first()
    if row is None:
        raise MailingMissing(_("There is no such mailing."))
    return row
