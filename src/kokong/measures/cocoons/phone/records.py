"""What phones record at doors: visits, their undoing, wishes, and who stands where."""

from datetime import timedelta
from typing import Final, Literal
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, Field

from kokong.field import api as field
from kokong.field.api import Taken, Taking
from kokong.kernel import audit
from kokong.people import api as people

from .. import api, doors, rules, visits, words
from ..models import Visit
from ..values import DoorMissing, DoorTaken, Refused

STALE_CLAIM: Final = timedelta(minutes=2)
# A door's visits before what hangs on them.
ORDER: Final = ("count", "visit", "undo", "follow_up", "finish", "found")
FOUND: Final = UUID("b8f5bd5c-5f0e-4b0e-9d77-0d6f2c7f1a42")  # the namespace of visits told with a found home
PASSING: Final = frozenset({"claim", "release"})


class DoorRecord(field.Record):
    """One record as the phone wrote it."""

    kind: Literal["visit", "undo", "follow_up", "claim", "release", "count", "finish", "found"]
    door: field.Id
    outcome: rules.Outcome | None = None
    come_back_at: AwareDatetime | None = None
    follow_ups: list[rules.FollowUp] = Field(default=[], max_length=len(rules.FOLLOW_UPS))
    undoes: UUID | None = None
    visit: UUID | None = None
    homes: int | None = Field(default=None, ge=1, le=rules.MOST_HOMES)
    finished: bool = True
    address: str = Field(default="", max_length=200)
    lon: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-90, le=90)


def take(event: DoorRecord, by: Taking) -> Taken:
    """Store one record; see `field.api.Subject`."""
    try:
        return _take(event, by)
    except DoorMissing as error:
        raise Refused(_("This door is not on your rounds, so the record was not stored.")) from error


def _take(event: DoorRecord, by: Taking) -> Taken:
    match event.kind:
        case "visit":
            return _visit(event, by)
        case "undo":
            return _undo(event, by)
        case "follow_up":
            return _follow_up(event, by)
        case "claim":
            return _claim(event, by)
        case "count":
            return _count(event, by)
        case "finish":
            return _finish(event, by)
        case "found":
            return _found(event, by)
        case "release":
            api.release_door(door_id=event.door, user_id=by.user_id)
            return Taken("stored")


def _visit(event: DoorRecord, by: Taking) -> Taken:
    if event.outcome is None:
        raise Refused(_("No outcome was given, so the record was not stored."))
    visit = api.record_visit(
        client_id=event.id,
        door_id=event.door,
        outcome=event.outcome,
        at=by.at,
        user_id=by.user_id,
        come_back_at=event.come_back_at,
        follow_ups=event.follow_ups,
        handed=by.handed,
        homes=event.homes or 1,
        now=by.now,
    )
    if by.skew and visit.status != "already":
        _keep_phone_time(event, by.skew)
    if visit.status == "already":
        return Taken("already")
    if visit.status == "conflict":
        return Taken("conflict", _also_recorded(event, by.user_id) or _notice(visit.notice))
    return Taken("stored", _notice(visit.notice))


def _count(event: DoorRecord, by: Taking) -> Taken:
    """So many letter boxes were counted. Of two counts the later by the visitors' clocks stands."""
    if event.homes is None:
        raise Refused(_("It was not said how many homes there are, so nothing was changed."))
    _check_door(event, by)
    fresh = api.count_homes(door_id=event.door, homes=event.homes, at=by.at, now=by.now)
    return Taken("stored" if fresh else "already")


def _finish(event: DoorRecord, by: Taking) -> Taken:
    _check_door(event, by)
    fresh = api.finish_door(door_id=event.door, finished=event.finished, at=by.at, now=by.now)
    return Taken("stored" if fresh else "already")


def _found(event: DoorRecord, by: Taking) -> Taken:
    """A home that the register lacks, told beside a door of the round, with what happened there."""
    doors.lock_cocoon_of(event.door)
    _check_door(event, by)
    where = (event.lon, event.lat) if event.lon is not None and event.lat is not None else None
    door_id, fresh = api.add_found(
        client_id=event.id, beside_id=event.door, text=event.address, degrees=where, now=by.now
    )
    if event.outcome is not None:
        visit = api.record_visit(
            client_id=uuid5(FOUND, str(event.id)),
            door_id=door_id,
            outcome=event.outcome,
            at=by.at,
            user_id=by.user_id,
            handed=True,
            now=by.now,
        )
        return Taken("already" if visit.status == "already" else "stored")
    return Taken("stored" if fresh else "already")


def _check_door(event: DoorRecord, by: Taking) -> None:
    if by.handed:
        doors.lock_door(event.door)
    else:
        visits.own_door(event.door, by.user_id)


def _keep_phone_time(event: DoorRecord, skew: timedelta) -> None:
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


def _also_recorded(event: DoorRecord, user_id: int) -> str:
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


def _undo(event: DoorRecord, by: Taking) -> Taken:
    if event.undoes is None:
        raise Refused(_("It was not said what to undo, so nothing was changed."))
    undone = api.undo_visit(
        client_id=event.id,
        undoes=event.undoes,
        door_id=event.door,
        at=by.at,
        user_id=by.user_id,
        handed=by.handed,
        now=by.now,
    )
    return Taken("already" if undone.status == "already" else "stored")


def _follow_up(event: DoorRecord, by: Taking) -> Taken:
    """What the household wants. Noted although its visit has not arrived yet, but not once that is undone."""
    _check_door(event, by)
    visit = Visit.objects.filter(client_id=event.visit).first() if event.visit else None
    if visit is not None and visit.door_id != event.door:
        raise DoorMissing
    if visit is not None and Visit.objects.filter(undoes=visit.client_id).exists():
        return Taken("already")
    fresh = api.add_follow_ups(
        door_id=event.door,
        kinds=event.follow_ups,
        user_id=by.user_id,
        at=by.at,
        visit_id=visit.pk if visit else None,
    )
    return Taken("stored" if fresh else "already")


def _claim(event: DoorRecord, by: Taking) -> Taken:
    if by.now - by.at > STALE_CLAIM:
        return Taken("already")  # the visitor was there a while ago; nobody is held up by it now
    try:
        api.claim_door(door_id=event.door, user_id=by.user_id, now=by.now)
    except DoorTaken as taken:
        name = people.names(user_ids=frozenset({taken.by})).get(taken.by, _("A colleague"))
        return Taken("conflict", _("%(name)s is at this door.") % {"name": name})
    return Taken("stored")
