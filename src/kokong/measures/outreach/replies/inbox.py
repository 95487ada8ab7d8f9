"""Replies as staff see them: who took which, by when it is to be answered, and the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, tenancy
from kokong.kernel.moves import move
from kokong.sending import api as sending

from .. import models as rows
from .. import rules, words
from ..values import Missing, Refused
from . import letters

OPEN: Final = ("open", "taken")
MOST: Final = 200


@audit.personal
@dataclass(frozen=True)
class Reply:
    """What somebody wrote back, by when it is to be answered, who has taken it, and what they were answered."""

    id: int
    campaign_id: int
    campaign: str
    channel: str
    state: str
    email: str
    title: str
    text: str
    got: datetime
    due: datetime
    taken_by: int | None
    answer: str
    done: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.state in OPEN and self.due <= now


def replies(*, states: Collection[str] = OPEN, campaign_id: int | None = None) -> tuple[Reply, ...]:
    """Replies in some states, what is due first at the front; read with a line in the log."""
    found = rows.Reply.objects.select_related("campaign").filter(state__in=states).order_by("due", "pk")
    found = found if campaign_id is None else found.filter(campaign_id=campaign_id)
    listed = [_of(row) for row in found[:MOST]]
    audit.read(action="reply.read", subject=letters.SUBJECT, rows=[each.id for each in listed])
    return tuple(listed)


def reply(*, reply_id: int) -> Reply:
    """One reply; read with a line in the log. Raises Missing."""
    row = rows.Reply.objects.select_related("campaign").filter(pk=reply_id).first()
    if row is None:
        raise Missing
    audit.read(action="reply.read", subject=letters.SUBJECT, rows=[row.pk])
    return _of(row)


def counted() -> dict[int, int]:
    """How many wrote back to each campaign."""
    return dict(rows.Reply.objects.values_list("campaign_id").annotate(n=Count("pk")).order_by())


def waiting(*, now: datetime) -> tuple[int, int, datetime | None]:
    """How many replies wait, how many of them should have been answered by now, and by when the first is due."""
    found = rows.Reply.objects.filter(state__in=OPEN)
    first = found.order_by("due").values_list("due", flat=True).first()
    return found.count(), found.filter(due__lte=now).count(), first


@transaction.atomic
def act(*, reply_id: int, action: str, now: datetime) -> None:
    """Take it, give it back, or close it without an answer. Raises Missing and Refused, MoveRefused, NotYours."""
    if action not in {"take", "give_back", "close"}:
        raise Missing
    row = _locked(reply_id)
    mine = tenancy.current().user_id if action == "take" else None
    changes: dict[str, Any] = {"taken_by": mine} if action != "close" else {"done": now}
    move(row, action, states=rules.REPLY, now=now, words=words.REPLIES, changes=changes)


@transaction.atomic
def answer(*, reply_id: int, text: str, now: datetime) -> None:
    """Answer it, by the sending engine. Raises Missing; Refused without words; MoveRefused, NotYours."""
    row, said = _locked(reply_id), tables.clean(text).replace("\r\n", "\n").strip()
    if not 0 < len(said) <= rules.LONGEST_ANSWER:
        raise Refused(
            _("Write an answer (at most %(n)d letters). Nothing was sent.") % {"n": rules.LONGEST_ANSWER},
            field="text",
        )
    if not row.email:
        raise Refused(_("Their address is no longer kept. Nothing was sent."), field="text")
    move(row, "answer", states=rules.REPLY, now=now, words=words.REPLIES, changes={"answer": said, "done": now})
    to = sending.To(email=row.email, known_as=f"reply {row.pk}", language=row.language)
    sending.send(kind=letters.ANSWER, to=to, because=(letters.SUBJECT, row.pk), now=now)


def _locked(reply_id: int) -> rows.Reply:
    row = rows.Reply.objects.select_for_update(no_key=True).filter(pk=reply_id).first()
    if row is None:
        raise Missing
    return row


def _of(row: rows.Reply) -> Reply:
    return Reply(
        id=row.pk, campaign_id=row.campaign_id, campaign=row.campaign.name, channel=row.channel, state=row.state,
        email=row.email, title=row.title, text=row.text, got=row.got, due=row.due, taken_by=row.taken_by,
        answer=row.answer, done=row.done,
    )  # fmt: skip
