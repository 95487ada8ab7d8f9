"""What somebody is told of in their next digest, written down once for each reader."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from kokong.people import api as people

from .. import addresses, kinds, posting, rules
from .. import models as rows
from ..values import Recipient, To

MORNING: Final = 7
"""The hour of digests where nobody says another."""


@transaction.atomic
def later(
    *,
    kind: str,
    to: To,
    because: tuple[str, int],
    now: datetime,
    context: Mapping[str, Any] | None = None,
    turn: str = "",
    hour: int = MORNING,
) -> bool:
    """Tell somebody in their next digest, once for each (kind, because, turn) and address; whether that is new.

    The kind names its digest, which its room has declared; everything that waits for one address then goes as one
    letter, the newest first, the next time the clock on the wall says `hour` (0–23), and at most once a day:

        sending.declare(sending.digest("watch.digest", _("From your neighbourhood"), purpose="alerts"))
        sending.declare(sending.Kind("watch.alert", _("…"), say_alert, offers=("email", "sms"),
                                     usual=("email", "sms"), purpose="alerts", digest="watch.digest"))
        sending.later(kind="watch.alert", to=To(email="…", known_as="member 12"), because=("alert", 9), now=now)

    In a mailing the audience says it of each: `Recipient(to, digest_at=7)`. `compose(due, now)`, `agree`,
    `consent`, `lasts` and what somebody has switched off are asked of each thing when the digest is sent, with
    `due.id` a number of its own; what there is nothing to say of any more is left out, and a digest of nothing is
    not sent. Who was told meanwhile by `send` or a mailing isn't told again. What belongs to a mailing that
    somebody stopped is left out; while it is paused it waits for a later digest. `tell` hears of each thing what
    became of the letter. Whom no letter reaches is told as by `send`, at once.
    Runs in the caller's transaction. Raises KeyError for a kind that nobody has declared, ValueError for one
    without a digest, or an hour that is none.
    """
    sort = kinds.kind(kind)
    asked = Recipient(to, context or {}, hour)
    mailboxes = people.mailboxes(user_ids=frozenset({to.user_id} if to.user_id is not None else ()))
    made = _collected(sort, asked, mailboxes, now)
    if made is None:
        return bool(posting.send(kind=kind, to=to, because=because, now=now, context=context, turn=turn))
    made.subject, made.subject_id, made.turn = because[0], because[1], turn
    mine = rows.Collected.objects.filter(
        kind=kind, subject=because[0], subject_id=because[1], turn=turn, address=made.address
    )
    before = mine.exists()
    rows.Collected.objects.bulk_create([made], ignore_conflicts=True)
    return not before


def keep(
    mailing: rows.Mailing, kind: kinds.Kind, told: Sequence[Recipient], mailboxes: Mapping[int, str]
) -> Collection[int]:
    """Write down those of a mailing's audience who want it in their digest; their places in `told`."""
    wanting = {place: each for place, each in enumerate(told) if each.digest_at is not None}
    made = {}
    for place, each in wanting.items():
        row = _collected(kind, each, mailboxes, mailing.made)
        if row is not None:
            row.subject, row.subject_id, row.turn = mailing.subject, mailing.subject_id, mailing.turn
            row.context, row.mailing = dict(mailing.context) | row.context, mailing
            made[place] = row
    rows.Collected.objects.bulk_create(made.values(), ignore_conflicts=True, batch_size=1000)
    return made.keys()


def _collected(
    kind: kinds.Kind, one: Recipient, mailboxes: Mapping[int, str], now: datetime
) -> rows.Collected | None:
    """As it is written down, but for what it is about; None for whom no letter reaches."""
    hour = one.digest_at
    if not kind.digest:
        raise ValueError(f"{kind.code!r} has no digest.")
    if hour is None or not 0 <= hour <= 23:
        raise ValueError(f"{hour!r} is no hour of a day.")
    to = one.to
    mailbox = mailboxes.get(to.user_id, "") if to.user_id is not None else to.email.strip()
    if not addresses.is_email(mailbox):
        return None
    zone = timezone.get_default_timezone()
    return rows.Collected(
        into=kind.digest, kind=kind.code, whom=to.whom, address=addresses.digest(mailbox), user_id=to.user_id,
        email="" if to.user_id is not None else mailbox, language=to.language[:5], context=dict(one.context),
        made=now, hour=hour, due=rules.digest_due(now, hour=hour, zone=zone),
    )  # fmt: skip
