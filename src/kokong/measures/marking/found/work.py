"""Finds noted, registers asked, answers kept as yes or no. Each of it stands in the police auditor's log."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit

from .. import suppliers
from ..values import Missing, Refused
from . import rules
from .models import Find, Question


@transaction.atomic
def note(*, seen: rules.Seen, user_id: int | None, now: datetime) -> int:
    """Write down what is seen on a found thing; its number.

    Raises Refused where there is nothing to go by, and for a decal of a supplier that we don't know.
    """
    if not rules.shows_anything(seen):
        raise Refused(_("Without colour, decal or code there is no register to ask. Nothing was kept."))
    if seen.decal not in {"", rules.OTHER, *suppliers.everyone()}:
        raise Refused(_("No supplier that we know is called so. Choose one of the list. Nothing was changed."))
    row = Find.objects.create(**vars(seen), at=now, user_id=user_id)
    audit.record(action="marking.police_found", subject="marking_find", subject_id=row.pk)
    return row.pk


def ask(*, find_id: int, supplier: str, why: str, user_id: int | None, now: datetime) -> int:
    """Write down that a register is asked, by whom and why; the question's number.

    Raises Missing; Refused for a supplier that what is seen doesn't lead to, and one that was asked.
    """
    row = Find.objects.filter(pk=find_id).first()
    if row is None:
        raise Missing("")
    led = {each.supplier.code for each in rules.route(_seen(row), known=suppliers.everyone())}
    if supplier not in led or why not in rules.WHY:
        raise Refused(_("What is seen does not lead to this register. Nothing was changed."))
    try:
        with transaction.atomic():
            asked = Question.objects.create(find=row, supplier=supplier, why=why, at=now, user_id=user_id)
            audit.record(
                action="marking.police_asked", subject="marking_find", subject_id=row.pk,
                detail={"supplier": supplier, "why": why},
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("This register was asked about it already. Nothing was changed.")) from error
    return asked.pk


@transaction.atomic
def answer(*, question_id: int, knew: bool, on: date, now: datetime) -> int:
    """The register knew the mark, or didn't, and on which day it said so; the find's number.

    Raises Missing; Refused for a day before it was asked or to come, and for another answer than was given.
    """
    row = Question.objects.select_for_update(no_key=True).filter(pk=question_id).first()
    if row is None:
        raise Missing("")
    if not timezone.localdate(row.at) <= on <= timezone.localdate(now):
        raise Refused(_("That day is before the question, or to come. Nothing was changed."))
    if row.answer is not None and row.answer != knew:
        raise Refused(_("It has been answered already. Nothing was changed."))
    Question.objects.filter(pk=row.pk).update(answer=knew, answered=on)
    audit.record(
        action="marking.police_answered", subject="marking_find", subject_id=row.find_id,
        detail={"supplier": row.supplier, "answer": "yes" if knew else "no"},
    )  # fmt: skip
    return row.find_id


def _seen(row: Find) -> rules.Seen:
    return rules.Seen(row.colour, row.decal, row.form)
