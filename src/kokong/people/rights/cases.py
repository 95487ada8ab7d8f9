"""Requests: asked by the person, answered by the coordinator within the law's month."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.events import emit
from kokong.kernel.holdings import as_address

from ..events import RightsLetter
from ..models import RightsCase
from . import rules
from .values import Asked, Case

SUBJECT: Final = "rights"
MOST: Final = 200


def ask(*, asked: Asked, kind: str, text: str, now: datetime) -> int:
    """A request, whose month begins now; its number. Raises UserError while very many of theirs wait."""
    with as_address(asked.email):
        waiting = RightsCase.objects.filter(email__iexact=asked.email, answered=None).count()
        if waiting >= rules.WAITING_AT_MOST:
            raise UserError(_("Your earlier requests wait for an answer. Nothing was sent."))
        row = RightsCase.objects.create(
            kind=kind, email=asked.email, user_id=asked.user_id, text=text.strip(), asked=now, due=rules.due(now)
        )
    audit.record(action="rights.asked", subject=SUBJECT, subject_id=row.pk, detail={"kind": kind})
    emit(RightsLetter(row.pk, "got"))
    return int(row.pk)


def own(*, asked: Asked) -> tuple[Case, ...]:
    """One's own requests, the newest first."""
    with as_address(asked.email):
        rows = list(RightsCase.objects.filter(email__iexact=asked.email).order_by("-asked", "-pk")[:MOST])
    audit.read(action="rights.read", subject=SUBJECT, rows=[row.pk for row in rows])
    return tuple(map(_value, rows))


def cases(*, done: bool = False) -> tuple[Case, ...]:
    """What waits, what is due first at the front; or what is answered, the newest first."""
    order = ("-answered", "-pk") if done else ("due", "pk")
    rows = list(RightsCase.objects.filter(answered__isnull=not done).order_by(*order)[:MOST])
    audit.read(action="rights.read", subject=SUBJECT, rows=[row.pk for row in rows])
    return tuple(map(_value, rows))


def case(*, rights_id: int) -> Case | None:
    """One request."""
    row = RightsCase.objects.filter(pk=rights_id).first()
    if row is None:
        return None
    audit.read(action="rights.read", subject=SUBJECT, rows=[row.pk])
    return _value(row)


def answer(*, rights_id: int, outcome: str, text: str, user_id: int, now: datetime) -> bool:
    """Answer a request, once; the person is written. False where there is none. Raises UserError once answered."""
    row = _waiting(rights_id)
    if row is None:
        return False
    row.answered, row.answered_by, row.outcome, row.answer = now, user_id, outcome, text.strip()
    row.save(update_fields=["answered", "answered_by", "outcome", "answer"])
    audit.record(
        action="rights.answered", subject=SUBJECT, subject_id=row.pk,
        detail={"outcome": outcome, "late": now > row.due},
    )  # fmt: skip
    emit(RightsLetter(row.pk, "answered"))
    return True


def extend(*, rights_id: int, reason: str, now: datetime) -> bool:
    """Take two months more, and tell the person why, within the first. False where there is none.

    Raises UserError once answered or extended, and when the month is over: the law gives no longer time then.
    """
    row = _waiting(rights_id)
    if row is None:
        return False
    if not _value(row).can_be_extended(now):
        raise UserError(_("More time can be taken once, within the first month. Nothing was changed."))
    row.extended, row.reason = now, reason.strip()
    row.due = rules.due(row.asked, months=rules.EXTENDED_MONTHS)
    row.save(update_fields=["extended", "reason", "due"])
    audit.record(action="rights.extended", subject=SUBJECT, subject_id=row.pk)
    emit(RightsLetter(row.pk, "extended"))
    return True


def _waiting(rights_id: int) -> RightsCase | None:
    row = RightsCase.objects.select_for_update().filter(pk=rights_id).first()
    if row is not None and row.answered is not None:
        raise UserError(_("This request has been answered already. Nothing was changed."))
    return row


def _value(row: RightsCase) -> Case:
    return Case(
        row.pk, row.kind, row.email, row.text, row.asked, row.due, row.extended, row.reason, row.answered,
        row.answered_by, row.outcome, row.answer,
    )  # fmt: skip
