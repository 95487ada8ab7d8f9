"""What a person or household has agreed to: for which purpose, in which words, how, when, and until when.

Every answer is a line of its own and no line is ever changed: what somebody agreed to last year stays what it was.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast, get_args

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError

from .models import Consent as Row

Channel = Literal["page", "phone", "paper", "email", "spoken"]
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
GIVEN: Final = "given"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True)
class Consent:
    """One answer. `text` is what was shown, word for word; empty where consent was taken back.

    `subject` is whom it is about: `("user", 3)`, `("household", 12)`. `by` is who wrote it down.
    """

    subject: tuple[str, int]
    purpose: str
    given: bool
    text: str
    channel: Channel
    at: datetime
    by: int | None


def given(*, subject: tuple[str, int], purpose: str, text: str, channel: Channel, now: datetime) -> Consent:
    """Write that consent was given to `purpose`, a code such as "sign.owner", in the words of `text`.

    Raises UserError without a text, and ValueError for an unknown channel.
    """
    if not text.strip():
        raise UserError(_("Say what was agreed to. Nothing was saved."))
    return _write(subject, purpose, GIVEN, text.strip(), channel, now)


def given_all(*, kind: str, ids: Sequence[int], purpose: str, text: str, channel: Channel, now: datetime) -> None:
    """As `given`, of many subjects of a kind at once: what an import does thousands of times."""
    if not text.strip():
        raise UserError(_("Say what was agreed to. Nothing was saved."))
    by = tenancy.current().user_id
    Row.objects.bulk_create(
        Row(subject=kind, subject_id=number, purpose=purpose, answer=GIVEN, text=text.strip(), channel=channel,
            at=now, by=by)
        for number in ids
    )  # fmt: skip
    audit.record_all([audit.Done(f"consent.{GIVEN}", kind, number, {"purpose": purpose}) for number in ids])


def withdraw(*, subject: tuple[str, int], purpose: str, channel: Channel, now: datetime) -> bool:
    """Write that consent was taken back; False where none was held. Raises ValueError for an unknown channel."""
    if not holds(subject=subject, purpose=purpose):
        return False
    _write(subject, purpose, WITHDRAWN, "", channel, now)
    return True


def refuse(*, subject: tuple[str, int], purpose: str, channel: Channel, now: datetime) -> bool:
    """Write a no of somebody who was asked, also where nothing had been agreed to; False where that was their last
    answer. Raises ValueError for an unknown channel.
    """
    last = answers(kind=subject[0], purpose=purpose, ids=[subject[1]]).get(subject[1])
    if last is not None and not last.given:
        return False
    _write(subject, purpose, WITHDRAWN, "", channel, now)
    return True


def answers(*, kind: str, purpose: str, ids: Collection[int]) -> dict[int, Consent]:
    """The last answer of each of these subjects that has given one, by its number."""
    rows = Row.objects.filter(subject=kind, purpose=purpose, subject_id__in=ids)
    last = rows.order_by("subject_id", "-at", "-pk").distinct("subject_id")
    return {row.subject_id: _consent(row) for row in last}


def holds(*, subject: tuple[str, int], purpose: str) -> bool:
    """Whether consent to `purpose` was given and not taken back. Ask at the moment of doing, e.g. of sending."""
    return subject[1] in holding(kind=subject[0], purpose=purpose, ids=[subject[1]])


def holding(*, kind: str, purpose: str, ids: Collection[int] | None = None) -> frozenset[int]:
    """The numbers of all subjects of a kind that have agreed to `purpose`, or of those among `ids`."""
    rows = Row.objects.filter(subject=kind, purpose=purpose)
    rows = rows if ids is None else rows.filter(subject_id__in=ids)
    last = rows.order_by("subject_id", "-at", "-pk").distinct("subject_id")
    return frozenset(row.subject_id for row in last if row.answer == GIVEN)


def history(*, subject: tuple[str, int], purpose: str | None = None) -> tuple[Consent, ...]:
    """All answers of a subject, the first one first."""
    rows = Row.objects.filter(subject=subject[0], subject_id=subject[1])
    rows = rows if purpose is None else rows.filter(purpose=purpose)
    return tuple(_consent(row) for row in rows.order_by("at", "pk"))


def over(before: datetime) -> Q:
    """Answers of which consent had been taken back before a moment, for retention."""
    same = Row.objects.filter(
        subject=OuterRef("subject"), subject_id=OuterRef("subject_id"), purpose=OuterRef("purpose")
    )
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gte=OuterRef("pk"))
    return Q(Exists(same.filter(later, answer=WITHDRAWN, at__lt=before)))


def _write(
    subject: tuple[str, int], purpose: str, answer: str, text: str, channel: Channel, now: datetime
) -> Consent:
    if channel not in CHANNELS:
        raise ValueError(f"{channel!r} is no channel; one of {', '.join(CHANNELS)}.")
    by, (kind, number) = tenancy.current().user_id, subject
    row = Row.objects.create(
        subject=kind, subject_id=number, purpose=purpose, answer=answer, text=text, channel=channel, at=now, by=by
    )
    audit.record(action=f"consent.{answer}", subject=kind, subject_id=number, detail={"purpose": purpose})
    return _consent(row)


def _consent(row: Row) -> Consent:
    return Consent(
        (row.subject, row.subject_id), row.purpose, row.answer == GIVEN, row.text, cast(Channel, row.channel),
        row.at, row.by,
    )  # fmt: skip
