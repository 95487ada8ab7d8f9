"""What phones send: an outbox of events, each stored once, whatever the order and however often it comes.

A batch is answered event by event. What can't be stored is refused with words and stays on the phone;
what could not be stored just now is asked for later. One bad event never holds back the others.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.people import api as people

from . import api, doors, field_state, rules, visits, words
from .models import Visit
from .values import DoorMissing, DoorTaken

log = logging.getLogger(__name__)

MAX_EVENTS: Final = 500
MAX_BYTES: Final = 512 * 1024
OLDEST: Final = timedelta(days=90)
RECORDS: Final = frozenset({"visit", "undo", "follow_up"})
STALE_CLAIM: Final = timedelta(minutes=2)

Status = Literal["stored", "already", "conflict", "refused", "later"]
_Id = Annotated[int, Field(gt=0, lt=2**63)]


class Event(BaseModel):
    """One event as the phone wrote it; `at` is the phone's clock."""

    id: UUID
    kind: Literal["visit", "undo", "follow_up", "claim", "release"]
    door: _Id
    at: AwareDatetime
    outcome: rules.Outcome | None = None
    come_back_at: AwareDatetime | None = None
    follow_ups: list[rules.FollowUp] = Field(default=[], max_length=len(rules.FOLLOW_UPS))
    undoes: UUID | None = None
    visit: UUID | None = None
    shown: Annotated[str, Field(alias="pass", max_length=100)] = ""

    def handed(self, user_id: int) -> bool:
        """Whether the door was on this person's round when the phone last heard of it."""
        return field_state.handed(self.shown, user_id=user_id, door_id=self.door)


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
    """What became of one event."""

    id: str
    status: Status
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
    or in another municipality, where the doors are.
    """
    if letter.user not in {None, user_id}:
        raise OtherPerson(_("Another person is signed in than the one who made the records. Nothing was stored."))
    if letter.municipality not in {None, tenancy.municipality_id()}:
        raise OtherPerson(_("The records were made in another municipality. Nothing was stored."))
    skew = _skew(letter.sent_at, now)
    answers = {index: _one(raw, user_id=user_id, skew=skew, now=now) for index, raw in _in_order(letter.events)}
    results = [answers[index] for index in range(len(letter.events))]
    _greet(letter, results, user_id=user_id, now=now)
    return [asdict(result) for result in results]


def _in_order(events: Iterable[Any]) -> list[tuple[int, Any]]:
    """Door by door, so that two phones never wait for each other; a door's visits before what hangs on them."""
    first = {"visit": 0, "undo": 1, "follow_up": 2}

    def key(numbered: tuple[int, Any]) -> tuple[int, int, int]:
        index, raw = numbered
        known = raw if isinstance(raw, dict) else {}
        door, kind = known.get("door"), known.get("kind")
        return (door if isinstance(door, int) else 0, first.get(kind, 3) if isinstance(kind, str) else 3, index)

    return sorted(enumerate(events), key=key)


def _skew(sent_at: datetime | None, now: datetime) -> timedelta:
    """How far the phone's clock is behind; nothing while it is within the slack of a slow network."""
    if sent_at is None or abs(now - sent_at) <= rules.CLOCK_SLACK:
        return timedelta()
    return now - sent_at


def _one(raw: Any, *, user_id: int, skew: timedelta, now: datetime) -> Result:
    try:
        event = Event.model_validate(raw)
    except ValidationError:
        return Result(_id_in(raw), "refused", _("This record could not be read, so it was not stored."))
    try:
        with transaction.atomic():
            return _store(event, user_id=user_id, skew=skew, now=now)
    except DoorMissing:
        return _refused(event, _("This door is not on your rounds, so the record was not stored."))
    except UserError as error:
        return _refused(event, error.message)
    except Exception:  # one event that trips over a fault must not hold back a visitor's other records
        log.exception("An event from a phone could not be stored: %s", event.id)
        return Result(str(event.id), "later", _("This could not be stored just now. The phone sends it again."))


def _id_in(raw: Any) -> str:
    return str(raw.get("id", ""))[:64] if isinstance(raw, dict) else ""


def _refused(event: Event, message: str) -> Result:
    return Result(str(event.id), "refused", message)


def _store(event: Event, *, user_id: int, skew: timedelta, now: datetime) -> Result:
    at = _believable(event, skew=skew, now=now)
    match event.kind:
        case "visit":
            return _visit(event, at=at, skew=skew, user_id=user_id, now=now)
        case "undo":
            return _undo(event, at=at, user_id=user_id, now=now)
        case "follow_up":
            return _follow_up(event, at=at, user_id=user_id)
        case "claim":
            return _claim(event, at=at, user_id=user_id, now=now)
        case "release":
            api.release_door(door_id=event.door, user_id=user_id)
            return Result(str(event.id), "stored")


class _Unbelievable(UserError):
    """The phone's clock was far off."""


def _believable(event: Event, *, skew: timedelta, now: datetime) -> datetime:
    try:
        at = event.at + skew
    except OverflowError:
        at = event.at
    if not now - OLDEST <= at <= now + timedelta(days=1):
        raise _Unbelievable(
            _(
                "The phone's clock said %(when)s, which can't be right, so the record was not stored."
                " Set the clock and record it again."
            )
            % {"when": date_format(event.at, "j F Y H:i")}
        )
    return at


def _visit(event: Event, *, at: datetime, skew: timedelta, user_id: int, now: datetime) -> Result:
    if event.outcome is None:
        return _refused(event, _("No outcome was given, so the record was not stored."))
    visit = api.record_visit(
        client_id=event.id,
        door_id=event.door,
        outcome=event.outcome,
        at=at,
        user_id=user_id,
        come_back_at=event.come_back_at,
        follow_ups=event.follow_ups,
        handed=event.handed(user_id),
        now=now,
    )
    if skew and visit.status != "already":
        _keep_phone_time(event, skew)
    if visit.status == "already":
        return Result(str(event.id), "already")
    if visit.status == "conflict":
        return Result(str(event.id), "conflict", _also_recorded(event, user_id) or _notice(visit.notice))
    return Result(str(event.id), "stored", _notice(visit.notice))


def _keep_phone_time(event: Event, skew: timedelta) -> None:
    """The visit is stored with the corrected time; what the phone's clock said is kept beside it."""
    said = {"client_id": str(event.id), "phone_said": event.at.isoformat(), "seconds": round(skew.total_seconds())}
    audit.record(action="visit.clock_corrected", subject="door", subject_id=event.door, detail=said)


def _notice(kind: str) -> str:
    said = {
        "dropped": _("Stored. The door had been taken off the list in the meantime."),
        "do_not_visit": _("Stored. This home is now on the do-not-visit list: please don't go there again."),
        "shared": _("Stored. Colleagues on another round have been here, too."),
        "closed": _("Stored. The burglary has been withdrawn, so the rest of the round is not needed."),
    }
    return said.get(kind, "")


def _also_recorded(event: Event, user_id: int) -> str:
    """Who else recorded something at the door, and what."""
    standing = rules.standing(Visit.objects.filter(door_id=event.door))
    other = next((visit for visit in reversed(standing) if visit.user_id != user_id), None)
    if other is None or other.user_id is None:
        return ""
    return _("%(name)s also recorded: %(outcome)s %(time)s. Both are kept; a talk comes first.") % {
        "name": people.names(user_ids=frozenset({other.user_id})).get(other.user_id, _("A colleague")),
        "outcome": str(words.OUTCOMES[other.outcome]).lower(),
        "time": date_format(timezone.localtime(other.at), "H:i"),
    }


def _undo(event: Event, *, at: datetime, user_id: int, now: datetime) -> Result:
    if event.undoes is None:
        return _refused(event, _("It was not said what to undo, so nothing was changed."))
    undone = api.undo_visit(
        client_id=event.id,
        undoes=event.undoes,
        door_id=event.door,
        at=at,
        user_id=user_id,
        handed=event.handed(user_id),
        now=now,
    )
    return Result(str(event.id), "already" if undone.status == "already" else "stored")


def _follow_up(event: Event, *, at: datetime, user_id: int) -> Result:
    """What the household wants. Noted although its visit has not arrived yet, but not once that is undone."""
    if event.handed(user_id):
        doors.lock_door(event.door)
    else:
        visits.own_door(event.door, user_id)
    visit = Visit.objects.filter(client_id=event.visit).first() if event.visit else None
    if visit is not None and visit.door_id != event.door:
        raise DoorMissing
    if visit is not None and Visit.objects.filter(undoes=visit.client_id).exists():
        return Result(str(event.id), "already")
    fresh = api.add_follow_ups(
        door_id=event.door, kinds=event.follow_ups, user_id=user_id, at=at, visit_id=visit.pk if visit else None
    )
    return Result(str(event.id), "stored" if fresh else "already")


def _claim(event: Event, *, at: datetime, user_id: int, now: datetime) -> Result:
    if now - at > STALE_CLAIM:
        return Result(str(event.id), "already")  # the visitor was there a while ago; nobody is held up by it now
    try:
        api.claim_door(door_id=event.door, user_id=user_id, now=now)
    except DoorTaken as taken:
        name = people.names(user_ids=frozenset({taken.by})).get(taken.by, _("A colleague"))
        return Result(str(event.id), "conflict", _("%(name)s is at this door.") % {"name": name})
    return Result(str(event.id), "stored")


def _greet(letter: Letter, results: list[Result], *, user_id: int, now: datetime) -> None:
    """Note that the phone is alive and how many records it still holds."""
    records = {str(raw.get("id")) for raw in letter.events if isinstance(raw, dict) and raw.get("kind") in RECORDS}
    settled = {result.id for result in results if result.status != "later"} & records
    left = max(0, letter.waiting - len(settled))
    api.touch_device(device_id=letter.device, user_id=user_id, waiting=left, now=now)
