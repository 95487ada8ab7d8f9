"""Checks begun, answered, ended and dropped. Every answer stays; the last by its time counts."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import questions
from kokong.kernel import audit
from kokong.kernel.moves import move

from .. import rules, words
from ..models import Building
from ..values import BuildingMissing, CheckMissing, Refused
from . import reading
from .events import BuildingChecked
from .models import Answer, Check
from .sheet import sheet

SUBJECT = "building_check"


@transaction.atomic
def begin(*, building_id: int, user_id: int | None, now: datetime) -> int:
    """Begin to go through a building; the check's number. One that goes on already is gone on with.

    Raises BuildingMissing.
    """
    if not Building.objects.select_for_update(no_key=True).filter(pk=building_id).exists():
        raise BuildingMissing("")
    going = Check.objects.filter(building_id=building_id, state="begun").first()
    if going is not None:
        return going.pk
    row = Check.objects.create(building_id=building_id, edition=sheet().edition, begun=now, user_id=user_id)
    audit.record(action="owner.check_begun", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def answer(
    *, check_id: int, question: str, given: str, at: datetime, user_id: int | None, client_id: UUID | None = None
) -> bool:
    """Take an answer down, empty to take one back; False where this record was taken before.

    Raises CheckMissing; Refused for what is no answer, and once the check has ended.
    """
    key = client_id or uuid4()
    row = _row(check_id)
    if Answer.objects.filter(client_id=key).exists():
        return False
    if row.state != "begun":
        raise Refused(_("This check has ended, so nothing was stored. Begin a new one."))
    _must_fit(question, given)
    Answer.objects.create(client_id=key, within=row, question=question, given=given, at=at, user_id=user_id)
    return True


@transaction.atomic
def answer_all(*, check_id: int, given: Mapping[str, str], user_id: int | None, now: datetime) -> int:
    """Take the answers of a whole sheet; how many were new or others than before. Raises as `answer` does."""
    before = reading.given(check_id=check_id)
    changed = {name: said for name, said in given.items() if before.get(name, "") != said}
    for name, said in changed.items():
        answer(check_id=check_id, question=name, given=said, at=now, user_id=user_id)
    return len(changed)


@transaction.atomic
def finish(*, check_id: int, now: datetime, roles: Set[str] | None = None) -> None:
    """End a check: its score stands, and it is done again in a year.

    Raises CheckMissing, MoveRefused, NotYours; Refused while a compulsory question is open.
    """
    row = _row(check_id)
    if row.state == "begun" and (missing := reading.check(check_id=check_id).missing):
        raise Refused(
            _("These must be answered first: %(questions)s Nothing was changed.")
            % {"questions": " ".join(missing)}
        )
    due = timezone.localdate(now) + timedelta(days=rules.AGAIN_DAYS)
    move(
        row, "finish", states=rules.CHECK, now=now, words=words.CHECKS, roles=roles,
        changes={"ended": now, "due": due}, tell=lambda each: BuildingChecked(each.subject_id),
    )  # fmt: skip


@transaction.atomic
def drop(*, check_id: int, now: datetime) -> None:
    """A check that nobody ends. Raises CheckMissing, MoveRefused, NotYours."""
    move(_row(check_id), "drop", states=rules.CHECK, now=now, words=words.CHECKS, changes={"ended": now})


def _must_fit(question: str, given: str) -> None:
    try:
        questions.looked(sheet(), {question: given})
    except questions.Unanswerable as error:
        raise Refused(_("That is no answer to this question, so nothing was stored.")) from error


def _row(check_id: int) -> Check:
    row = Check.objects.select_for_update(no_key=True).filter(pk=check_id).first()
    if row is None:
        raise CheckMissing("")
    return row
