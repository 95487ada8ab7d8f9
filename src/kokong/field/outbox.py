"""What phones send: an outbox of records, each stored once, whatever the order and however often it comes.

A batch is answered record by record. What can't be stored is refused with words and stays on the phone;
what could not be stored just now is asked for later. One bad record never holds back the others.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError

from . import devices, passes, rules
from .subjects import Record, Refused, Subject, Taking, all_subjects, subject_of

log = logging.getLogger(__name__)

MAX_EVENTS: Final = 500
MAX_BYTES: Final = 512 * 1024


class Letter(BaseModel):
    """A batch. `user` is whose records they are and `municipality` where they were made; `sent_at` is the
    phone's clock when it was sent."""

    device: UUID
    user: int | None = None
    municipality: int | None = None
    waiting: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    sent_at: AwareDatetime | None = None
    events: list[Any] = []


@dataclass(frozen=True)
class Result:
    """What became of one record."""

    id: str
    status: Literal["stored", "already", "conflict", "refused", "later"]
    message: str = ""


class Unreadable(UserError):
    """The batch is not what a phone sends."""


class TooBig(UserError):
    """The batch holds more than is taken at once."""


class OtherPerson(UserError):
    """The batch holds records of another person, or from another municipality, than the one signed in."""


def read(body: bytes) -> Letter:
    """The batch in a request's body. Raises Unreadable or TooBig; nothing is stored then."""
    if len(body) > MAX_BYTES:
        raise TooBig(too_big())
    try:
        letter = Letter.model_validate(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            _("The records could not be read. Nothing was stored; the phone still has them.")
        ) from error
    if len(letter.events) > MAX_EVENTS:
        raise TooBig(too_big())
    return letter


def too_big() -> str:
    """What a phone is told that sends too much at once."""
    return _("At most %(number)d records are taken at once. Nothing was stored; send fewer at a time.") % {
        "number": MAX_EVENTS
    }


def receive(letter: Letter, *, user_id: int, now: datetime) -> list[dict[str, str]]:
    """Store a batch for the person who is signed in; the results in the batch's order.

    Raises OtherPerson when the records were made by somebody else, since nobody's work is stored as another's,
    or in another municipality, where their subjects are.
    """
    check_owner(letter.user, letter.municipality, user_id=user_id)
    skew = rules.skew(letter.sent_at, now)
    answers = {index: _one(raw, user_id=user_id, skew=skew, now=now) for index, raw in _in_order(letter.events)}
    results = [answers[index] for index in range(len(letter.events))]
    _greet(letter, results, user_id=user_id, now=now)
    return [asdict(result) for result in results]


def check_owner(user: int | None, municipality: int | None, *, user_id: int) -> None:
    """Raises OtherPerson for what another person made, or somebody in another municipality than that in scope."""
    if user not in {None, user_id}:
        raise OtherPerson(_("Another person is signed in than the one who made the records. Nothing was stored."))
    if municipality not in {None, tenancy.municipality_id()}:
        raise OtherPerson(_("The records were made in another municipality. Nothing was stored."))


def _in_order(events: Iterable[Any]) -> list[tuple[int, Any]]:
    """Subject by subject, so that two phones never wait for each other; of each, first what others hang on."""
    kinds = [subject.kind for subject in all_subjects()]

    def key(numbered: tuple[int, Any]) -> tuple[int, int, int, int]:
        index, raw = numbered
        subject = subject_of(raw)
        if subject is None:
            return len(kinds), 0, 0, index
        about, told, order = raw[subject.kind], raw.get("kind"), subject.order
        place = order.index(told) if told in order else len(order)
        return kinds.index(subject.kind), about if isinstance(about, int) else 0, place, index

    return sorted(enumerate(events), key=key)


def _one(raw: Any, *, user_id: int, skew: timedelta, now: datetime) -> Result:
    subject = subject_of(raw)
    record = _record(subject, raw)
    if subject is None or record is None:
        return Result(_id_in(raw), "refused", _("This record could not be read, so it was not stored."))
    try:
        with transaction.atomic():
            return _take(subject, record, user_id=user_id, skew=skew, now=now)
    except UserError as error:
        return Result(str(record.id), "refused", error.message)
    except Exception:  # one record that trips over a fault must not hold back a person's other records
        log.exception("A record from a phone could not be stored: %s", record.id)
        return Result(str(record.id), "later", _("This could not be stored just now. The phone sends it again."))


def _record(subject: Subject | None, raw: Any) -> Record | None:
    try:
        return subject.record.model_validate(raw) if subject else None
    except ValidationError:
        return None


def _id_in(raw: Any) -> str:
    return str(raw.get("id", ""))[:64] if isinstance(raw, dict) else ""


def _take(subject: Subject, record: Record, *, user_id: int, skew: timedelta, now: datetime) -> Result:
    at = check_time(record.at, skew, now)
    handed = passes.handed(record.shown, subject.kind, getattr(record, subject.kind), user_id=user_id)
    taken = subject.take(record, Taking(user_id=user_id, at=at, skew=skew, handed=handed, now=now))
    return Result(str(record.id), taken.status, taken.message)


def check_time(said: datetime, skew: timedelta, now: datetime) -> datetime:
    """What the phone's clock said, put right. Raises Refused where nothing can be of that time."""
    at = rules.put_right(said, skew)
    if not rules.believable(at, now):
        raise Refused(_unbelievable(said))
    return at


def _unbelievable(said: datetime) -> str:
    words = _(
        "The phone's clock said %(when)s, which can't be right, so the record was not stored."
        " Set the clock and record it again."
    )
    return words % {"when": date_format(said, "j F Y H:i")}


def _greet(letter: Letter, results: list[Result], *, user_id: int, now: datetime) -> None:
    """Note that the phone is alive and how many records it still holds."""
    records = {_id_in(raw) for raw in letter.events if not _passing(raw)}
    settled = {result.id for result in results if result.status != "later"} & records
    left = max(0, letter.waiting - len(settled))
    devices.touch_device(device_id=letter.device, user_id=user_id, waiting=left, now=now)


def _passing(raw: Any) -> bool:
    """Whether it is worth nothing later, so that the phone doesn't count it."""
    subject = subject_of(raw)
    return subject is None or str(raw.get("kind")) in subject.passing
