"""Messages as lists: what somebody is told on the page, and what didn't go out."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kokong.kernel import audit
from kokong.people import api as people

from . import kinds, preparing, rules
from . import models as rows
from .values import Message, Notice

SHOWN: Final = 8
FRESH: Final = timedelta(days=7)
REACHED: Final = ("sent", "perhaps", "left")


def notices(*, user_id: int, now: datetime, limit: int = SHOWN) -> tuple[Notice, ...]:
    """What somebody was told and hasn't put away, the newest first, in the reader's language."""
    found = _unseen(user_id).filter(made__gt=now - FRESH).order_by("-made", "-pk")
    told = (_notice(row, now) for row in found[:limit])
    return tuple(notice for notice in told if notice is not None)


def put_away(*, user_id: int, message_id: int | None, now: datetime) -> bool:
    """Remember that somebody has seen a notice, or with None all of them; False for one that isn't theirs."""
    mine = rows.Message.objects.filter(user_id=user_id, way="page", state="sent")
    if message_id is not None:
        mine = mine.filter(pk=message_id)
    there = message_id is None or mine.exists()
    mine.filter(seen=None).update(seen=now)
    return there


def undelivered(*, limit: int = 200) -> tuple[Message, ...]:
    """Messages that failed, or of which nobody knows, and that nobody has looked at; the newest first. Logged."""
    found = tuple(_value(row) for row in _open().order_by("-made", "-pk")[:limit])
    audit.read(action="messages.seen", subject="message", rows=[each.id for each in found])
    return found


def count_undelivered() -> int:
    """How many there are."""
    return _open().count()


def told(*, because: tuple[str, int]) -> tuple[Message, ...]:
    """Who was told of something, by which way, and what became of it; the first message first."""
    found = rows.Message.objects.filter(subject=because[0], subject_id=because[1])
    return tuple(_value(row) for row in found.order_by("made", "pk"))


def reached(
    *, because: tuple[str, int], kinds: Collection[str], way: str, whom: Collection[str]
) -> frozenset[str]:
    """To which of these people (`To.whom`) a message of some kinds went by one way, because of something.

    Also where nobody knows whether it arrived: who perhaps has it wants to hear what follows.
    """
    about = {"subject": because[0], "subject_id": because[1], "kind__in": kinds, "whom__in": whom}
    found = rows.Message.objects.filter(**about, way=way, state__in=REACHED).values_list("whom", flat=True)
    return frozenset(found) | (_in_digests(about) if way == "email" else frozenset())


def _in_digests(about: Mapping[str, Any]) -> frozenset[str]:
    """Those who were told in a digest that went out."""
    letters = rows.Message.objects.filter(
        mailing=OuterRef("gone_with"), digest=OuterRef("address"), state__in=REACHED
    )
    return frozenset(rows.Collected.objects.filter(Exists(letters), **about).values_list("whom", flat=True))


def titles(*, messages: tuple[Message, ...]) -> dict[int, str]:
    """To whom each went, as colleagues know them; those outside by what they are to us."""
    names = people.names(user_ids=frozenset(each.user_id for each in messages if each.user_id))
    return {each.id: names.get(each.user_id or 0, "") for each in messages}


def _open() -> QuerySet[rows.Message]:
    """Those of a mailing are counted on its page."""
    return rows.Message.objects.filter(state__in=rules.OPEN, mailing=None)


def _unseen(user_id: int) -> QuerySet[rows.Message]:
    return rows.Message.objects.filter(user_id=user_id, way="page", state="sent", seen=None)


def _notice(row: rows.Message, now: datetime) -> Notice | None:
    """A kind that an edition has forgotten, or that has nothing to say any more, is shown no longer."""
    kind = kinds.find(row.kind)
    written = kind.compose(preparing.due_of(row), now) if kind else None
    if kind is None or written is None:
        return None
    return Notice(row.pk, row.kind, written.title, str(kind.title), written.url, timezone.localtime(row.made))


def _value(row: rows.Message) -> Message:
    return Message(
        id=row.pk, kind=row.kind, words=kinds.words(row.kind), because=(row.subject, row.subject_id),
        user_id=row.user_id, way=row.way, made=row.made, state=row.state, answer=row.answer,
        attempts=row.attempts, next_try=row.next_try, sent=row.sent,
    )  # fmt: skip
