"""What a member answers to an alert, by the link in their own letter; and what the desk says to that.

An answer waits on the work list with a clock. One that describes a person is not kept: it is for the police.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.people import api as people
from kokong.places import api as places
from kokong.sending import api as sending
from kokong.tasks import api as tasks

from .. import models as rows
from ..values import Refused
from . import links, rules, writing
from .values import AlertMissing, Reply

SOURCE: Final = "watch_reply"
TASK: Final = tasks.Kind(
    "watch.reply", gettext_lazy("Answer a member of the neighbourhood watch"), icon="envelope-closed", home=False
)
CAME: Final = "watch.reply_came"
ANSWER: Final = "watch.reply_answered"
MOST: Final = 10
"""How often one member answers one alert."""


@dataclass(frozen=True)
class Shown:
    """What the page of a link shows: the alert, and nothing of anybody."""

    place: str
    title: str
    text: str


def look(*, secret: str, now: datetime) -> Shown | None:
    """The alert of a link; None where it doesn't hold. Changes nothing, whoever looks."""
    with links.opened(secret, now) as found:
        return None if found is None else Shown(found.place.signed, found.alert.title, found.alert.text)


def reply(*, secret: str, text: str, now: datetime) -> bool:
    """Keep what a member answers, for the desk; False where the link doesn't hold.

    Raises Refused for nothing, for too much, and for what describes a person.
    """
    with links.opened(secret, now) as found:
        if found is None:
            return False
        said = writing.block(text, "said")
        if not said:
            raise Refused(_("Write what you have seen. Nothing was sent."), field="text")
        writing.without_person(said, "text")
        _keep(found, said, now)
        return True


def _keep(found: links.Opened, said: str, now: datetime) -> None:
    mine = rows.AlertReply.objects.filter(alert=found.alert, member=found.member)
    if mine.filter(text=said).exists():
        return  # pressed twice
    if mine.count() >= MOST:
        raise Refused(_("You have answered this alert many times. Call 114 14 instead. Nothing was sent."))
    due = now + rules.ANSWER_WITHIN[found.alert.urgency]
    row = rows.AlertReply.objects.create(alert=found.alert, member=found.member, text=said, at=now, due=due)
    audit.record(action="watch_reply.came", subject="watch_reply", subject_id=row.pk)
    tasks.open_task(kind=TASK.code, source=SOURCE, source_id=str(row.pk), due=due, now=now)
    if found.alert.by is not None:
        sending.send(kind=CAME, to=sending.To(user_id=found.alert.by), because=(SOURCE, row.pk), now=now)


def replies(*, alert_id: int) -> tuple[Reply, ...]:
    """What members answered to an alert, what waits first; read with a line."""
    found = list(
        rows.AlertReply.objects.filter(alert_id=alert_id)
        .select_related("member")
        .order_by("-answered", "at", "pk")
    )
    homes = places.dwellings(ids={row.member.dwelling_id for row in found})
    audit.read(
        action="watch.replies_read", subject="watch_reply", subject_id=alert_id, rows=[row.pk for row in found],
        said={row.pk: row.member.name for row in found},
    )  # fmt: skip
    return tuple(_value(row, homes.get(row.member.dwelling_id)) for row in found)


def _value(row: rows.AlertReply, home: places.Dwelling | None) -> Reply:
    return Reply(
        row.pk, row.alert_id, row.member.name, home.full_address if home and row.member.left is None else "",
        row.text, row.at, row.due, row.answer, row.answered,
    )  # fmt: skip


@transaction.atomic
def say(*, alert_id: int, reply_id: int, text: str, actor: people.Actor, now: datetime) -> None:
    """Answer a member, once; the task is done. Raises AlertMissing, and Refused for nothing and where somebody
    has answered."""
    row = rows.AlertReply.objects.select_for_update(no_key=True).filter(pk=reply_id, alert_id=alert_id).first()
    said = writing.block(text, "answer")
    if row is None:
        raise AlertMissing("")
    if row.answered is not None:
        raise Refused(_("Somebody has answered it meanwhile. Nothing was sent."))
    if not said:
        raise Refused(_("Write an answer. Nothing was sent."))
    rows.AlertReply.objects.filter(pk=row.pk).update(answer=said, answered=now, by=actor.user_id)
    audit.record(action="watch_reply.answered", subject="watch_reply", subject_id=row.pk)
    member = rows.Member.objects.get(pk=row.member_id)
    to = sending.To(email=member.email, known_as=f"watch member {member.pk}", language=member.language)
    if member.email:
        sending.send(kind=ANSWER, to=to, because=(SOURCE, row.pk), now=now)
    task_id = tasks.waiting(source=SOURCE).get(str(row.pk))
    if task_id is not None:
        tasks.finish(task_id=task_id, actor=actor, now=now)


def alert_of_task(*, task_id: int) -> int | None:
    """The alert whose reply waits as this task."""
    number = next((source for source, pk in tasks.waiting(source=SOURCE).items() if pk == task_id), None)
    return (
        rows.AlertReply.objects.filter(pk=int(number)).values_list("alert_id", flat=True).first()
        if number
        else None
    )


def _row(due: sending.Due) -> rows.AlertReply | None:
    return rows.AlertReply.objects.select_related("alert", "member").filter(pk=due.because[1]).first()


def _say_came(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    row = _row(due)
    if row is None or row.answered is not None:
        return None
    title = _("A member has answered your alert")
    return sending.Said(title, _("It waits for you on the alert's page."), links.page_of(row.alert_id))


def _say_answer(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    row = _row(due)
    if row is None or not row.answer or row.member.left is not None:
        return None
    title = _("Answer: %(title)s") % {"title": row.alert.title}
    return sending.Said(title, "\n\n".join((_("You wrote: %(text)s") % {"text": row.text}, row.answer)))


CAME_TOLD: Final = sending.Kind(
    CAME, gettext_lazy("A member has answered your alert"), _say_came, roles=rules.DESK, may_turn_off=True
)
ANSWER_TOLD: Final = sending.Kind(
    ANSWER, gettext_lazy("Answer to what you told the neighbourhood watch"), _say_answer, offers=("email",),
    usual=("email",),
)  # fmt: skip
