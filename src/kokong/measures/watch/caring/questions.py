"""Questions of contact persons to the police and the municipality, with a clock, and their answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.kernel.moves import NotYours
from kokong.people import api as people
from kokong.sending import api as sending
from kokong.tasks import api as tasks

from .. import models as rows
from .. import roster, rules
from ..values import Refused
from .notes import stop_descriptions

SOURCE: Final = "watch.question"
KINDS: Final = {
    "police": tasks.Kind(
        "watch.question.police", gettext_lazy("Answer a watch group’s question"), icon="person-group",
        roles=frozenset({"officer"}), home=False,
    ),
    "municipality": tasks.Kind(
        "watch.question.municipality", gettext_lazy("Answer a watch group’s question"), icon="person-group",
        roles=frozenset({"coordinator"}), home=False,
    ),
}  # fmt: skip
ANSWERED: Final = "watch.answered"


@dataclass(frozen=True)
class Question:
    """What was asked of the police or the municipality (`whom`), by when it is to be answered, and the answer."""

    id: int
    group_id: int
    group: str
    whom: str
    text: str
    asked: datetime
    due: datetime
    answer: str
    answered: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether its clock has run out without an answer."""
        return self.answered is None and self.due < now


def questions(*, group_id: int) -> tuple[Question, ...]:
    """The questions of a group, the latest first."""
    return _values(rows.Question.objects.filter(group_id=group_id).order_by("-asked", "-pk"))


def question(*, question_id: int) -> Question | None:
    """One question; None where there is none for whoever asks."""
    return next(iter(_values(rows.Question.objects.filter(pk=question_id))), None)


def of_task(*, task_id: int) -> int | None:
    """The question whose answer a task waits for; None once it has ended."""
    return next((int(number) for number, task in tasks.waiting(source=SOURCE).items() if task == task_id), None)


@transaction.atomic
def ask(*, group_id: int, whom: str, text: str, user_id: int | None, now: datetime) -> int:
    """Ask; the question's number. A task waits for the answer. Raises GroupMissing, Refused."""
    roster.open_group(group_id)
    said = text.strip()
    if not said or whom not in rules.ASKED:
        raise Refused(_("Write your question, and say whom it is for. Nothing was sent."), field="text")
    stop_descriptions(said, field="text")
    due = now + rules.ANSWERED_WITHIN
    row = rows.Question.objects.create(
        group_id=group_id, whom=whom, text=said, asked=now, due=due, user_id=user_id
    )
    tasks.open_task(kind=KINDS[whom].code, source=SOURCE, source_id=str(row.pk), due=due, now=now)
    audit.record(action="watch.asked", subject="watch_group", subject_id=group_id, detail={"whom": whom})
    return row.pk


@transaction.atomic
def answer(*, question_id: int, text: str, actor: people.Actor, now: datetime) -> int:
    """Answer a question, once; its group's number. Whoever asked is told.

    Raises NotYours for one that the other authority was asked, and Refused.
    """
    row = rows.Question.objects.select_for_update(no_key=True).filter(pk=question_id).first()
    said = text.strip()
    if row is not None and actor.roles.isdisjoint(KINDS[row.whom].roles):
        raise NotYours(_("Your role does not include this. Nothing was changed."))
    if row is None or row.answered is not None:
        raise Refused(_("It has been answered already. Nothing was changed."))
    if not said:
        raise Refused(_("Write the answer. Nothing was sent."), field="text")
    rows.Question.objects.filter(pk=row.pk).update(answer=said, answered=now, answered_by=actor.user_id)
    _end_task(row, actor=actor, now=now)
    if row.user_id is not None:
        to = sending.To(user_id=row.user_id)
        sending.send(kind=ANSWERED, to=to, because=("watch_question", row.pk), now=now)
    audit.record(action="watch.answered", subject="watch_group", subject_id=row.group_id)
    return row.group_id


def _end_task(row: rows.Question, *, actor: people.Actor, now: datetime) -> None:
    """Its task is done; one that somebody has ended on the work list stays as they left it."""
    waiting = tasks.waiting(source=SOURCE)
    if str(row.pk) in waiting:
        tasks.finish(task_id=waiting[str(row.pk)], actor=actor, now=now)


def _values(found: Iterable[rows.Question]) -> tuple[Question, ...]:
    read = list(found)
    names = dict(rows.Group.objects.filter(pk__in={r.group_id for r in read}).values_list("pk", "name"))
    return tuple(
        Question(
            row.pk, row.group_id, names.get(row.group_id, ""), row.whom, row.text, row.asked, row.due,
            row.answer, row.answered,
        )
        for row in read
    )  # fmt: skip
