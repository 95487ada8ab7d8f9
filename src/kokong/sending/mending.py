"""What somebody does about a message that didn't arrive; and what comes back."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import moves, tenancy

from . import addresses, coming_back, delivery, jobs, kinds, preparing, rules, suppression, words
from . import models as rows
from .answers import Answer
from .values import MessageMissing, Refused

_OURS: Final = re.compile(r"^<?(\d{1,18})\.(\d{1,18})\.[0-9a-f]{16}@")


def send_again(*, message_id: int, now: datetime) -> None:
    """Send a message that failed, or of which nobody knows, once more: its reader is known not to have it.

    Raises MessageMissing, MoveRefused, NotYours; Refused for a kind that nobody knows any more.
    """
    row = _one(message_id)
    kind = kinds.find(row.kind)
    if kind is None:
        raise Refused(_("This edition of Kokong no longer knows that kind of message. Nothing was sent."))
    changes = {"attempts": 0, "next_try": None, "made": now, "answer": ""}
    moves.move(row, "again", states=rules.MESSAGE, now=now, words=words.STATES, changes=changes)
    jobs.defer(row.pk, urgent=kind.urgent)


def leave(*, message_id: int, now: datetime) -> None:
    """Leave it at that: it arrived all the same, or need not. Raises MessageMissing, MoveRefused, NotYours."""
    moves.move(_one(message_id), "leave", states=rules.MESSAGE, now=now, words=words.STATES)


def bounced(*, message_id: str, answer: str, status: str = "", sent_to: Sequence[str] = ()) -> bool:
    """An e-mail came back: it has failed, and whoever can mend it is told. False for one that isn't ours.

    `message_id` is what the mail server's report names, `status` its code (RFC 3463), `sent_to` the addresses that
    it came to: one that we made for a letter names that letter. A code that says that the address takes nothing
    holds it back from lists. Opens the scope that it needs: call it outside of any.
    """
    named = next((each for each in map(coming_back.read, sent_to) if each is not None), None)
    found = _OURS.match(message_id)
    if named is None and found is not None:
        named = coming_back.Named(int(found[1]), int(found[2]))
        proven = {"message_id": f"<{message_id.strip('<>')}>"}
    elif named is None:
        return False
    else:
        proven = {"way": "email"}
    with tenancy.scope(municipality_id=named.municipality_id):
        row = rows.Message.objects.filter(pk=named.message_id, **proven).first()
        if row is None or not delivery.step(row, "bounce", answer=delivery.fit(answer)):
            return False
        if rules.is_hard(status or answer) and (digest := _went_to(row)):
            suppression.hold(digest=digest, reason="bounce", now=timezone.now(), answer=delivery.fit(answer))
        return True


def answered(*, written: Answer, now: datetime) -> bool:
    """Somebody wrote back to a letter of ours: its kind is told. False where it is none, or nobody wants to know.

    Whoever has not seen the letter does not know its Message-ID, which holds 64 random bits. Opens the scope that
    it needs: call it outside of any.
    """
    return any(_heard(number, written, now) for number in written.to)


def _heard(number: str, written: Answer, now: datetime) -> bool:
    found = _OURS.match(number)
    if found is None:
        return False
    with tenancy.scope(municipality_id=int(found[1])):
        row = rows.Message.objects.filter(pk=int(found[2]), message_id=number).first()
        kind = kinds.find(row.kind) if row is not None else None
        if row is None or kind is None or kind.heard is None:
            return False
        kind.heard(preparing.due_of(row), written, now)
        return True


def _went_to(row: rows.Message) -> str:
    """Tells the address apart that the letter went to; empty where it isn't known any more."""
    return row.digest or (addresses.digest(row.email) if row.email else "")


def _one(message_id: int) -> rows.Message:
    row = rows.Message.objects.filter(pk=message_id).first()
    if row is None:
        raise MessageMissing(_("There is no such message."))
    return row
