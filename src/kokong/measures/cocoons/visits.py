"""What happens at the doors: visits, their undoing, follow-ups and claims. Rows are only ever added."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.people import api as people
from kokong.places import api as places

from . import doors, presets, rules, sharing
from . import models as rows
from .events import VisitRecorded, VisitUndone, WishNoted, WishTakenBack
from .values import DoorMissing, DoorTaken, Refused, Visit, Wish


def _value(row: rows.Visit, *, status: str, notice: str = "") -> Visit:
    return Visit(
        id=row.pk,
        client_id=row.client_id,
        door_id=row.door_id,
        outcome=row.outcome,
        undoes=row.undoes,
        at=row.at,
        user_id=row.user_id,
        come_back_at=row.come_back_at,
        source=row.source,
        status=status,
        notice=notice,
    )


@transaction.atomic
def record_visit(
    *,
    client_id: UUID,
    door_id: int,
    outcome: str,
    at: datetime,
    user_id: int | None,
    come_back_at: datetime | None = None,
    follow_ups: Iterable[str] = (),
    source: rules.Source = "phone",
    handed: bool = False,
    homes: int = 1,
    now: datetime,
) -> Visit:
    """Store a visit once, however often it is sent and in whichever order. Emits `visit.recorded`.

    A visit is stored although the door was dropped, or the cocoon closed, meanwhile: it happened. `handed` says
    that the door was given to this person once, so that the round may have gone to others since. A time in
    the future becomes `now`. `homes` is at how many of a block's homes it happened.
    Raises DoorMissing for a door that isn't this person's, Refused for an unknown outcome, a time before the
    cocoon was opened, or a client id that stands for something else.
    """
    if outcome not in rules.OUTCOMES:
        raise Refused(_("There is no outcome «%(outcome)s». Nothing was stored.") % {"outcome": outcome})
    door = _mine(door_id, user_id, source, handed=handed)
    refuse_early(at, opened=door.cocoon.opened)
    notice = "closed" if door.cocoon.closed else door.state if door.state not in {"open", "done"} else ""
    row, fresh = rows.Visit.objects.get_or_create(
        client_id=client_id,
        defaults={
            "door": door,
            "outcome": outcome,
            "at": min(at, now),
            "recorded": now,
            "source": source,
            "user_id": user_id,
            "come_back_at": come_back_at if outcome == "come_back" else None,
            "homes": max(1, homes),  # a block may yet be counted, so what was said is kept
        },
    )
    if not fresh:
        _same(row, door_id=door_id, outcome=outcome)
        return _value(row, status="already", notice=notice)
    stands = settle(door, now=now)
    if row in stands:
        add_follow_ups(door_id=door_id, kinds=follow_ups, user_id=user_id, at=row.at, visit_id=row.pk)
        emit(VisitRecorded(row.pk, **_of(door), outcome=outcome, at=row.at))
    conflict = (
        door.homes == 1 and row in stands and rules.in_conflict(row, [other for other in stands if other != row])
    )
    return _value(row, status="conflict" if conflict else "stored", notice=notice)


def refuse_early(at: datetime, *, opened: datetime, address: str = "") -> None:
    """Raises Refused for a visit before its cocoon was opened: it would count as one within the clock."""
    if not rules.too_early(at, opened=opened):
        return
    said = {
        "address": address,
        "when": date_format(timezone.localtime(at), "j F H:i"),
        "opened": date_format(timezone.localtime(opened), "j F H:i"),
    }
    if address:
        raise Refused(
            _("%(address)s: the cocoon was opened on %(opened)s, so %(when)s is too early. Nothing was saved.")
            % said
        )
    raise Refused(
        _(
            "The visit is dated %(when)s, but the cocoon was opened on %(opened)s, so it was not stored."
            " Look at the phone's clock and record the visit again."
        )
        % said
    )


@transaction.atomic
def undo_visit(
    *,
    client_id: UUID,
    undoes: UUID,
    door_id: int,
    at: datetime,
    user_id: int | None,
    source: rules.Source = "phone",
    handed: bool = False,
    now: datetime,
) -> Visit:
    """Take back the visit with client id `undoes`, also before it arrives. Emits `visit.undone`.

    The visit's row stays; it no longer counts, and its follow-ups go. People undo their own visits, the
    desk (source "paper") anybody's: else Refused.
    """
    door = _mine(door_id, user_id, source, handed=handed)
    target = rows.Visit.objects.filter(client_id=undoes, undoes=None).first()
    if target is not None and (target.door_id != door_id or (source == "phone" and target.user_id != user_id)):
        raise Refused(_("Only the one who recorded a visit can undo it here. Nothing was changed."))
    row, fresh = rows.Visit.objects.get_or_create(
        client_id=client_id,
        defaults={
            "door": door,
            "undoes": undoes,
            "at": min(at, now),
            "recorded": now,
            "source": source,
            "user_id": user_id,
        },
    )
    if not fresh:
        _same(row, door_id=door_id, outcome="")
        return _value(row, status="already")
    settle(door, now=now)
    if target is not None:
        for wish in rows.FollowUp.objects.filter(visit=target):
            emit(WishTakenBack(wish.pk))
            wish.delete()
        emit(VisitUndone(target.pk, **_of(door)))
    return _value(row, status="stored")


def _same(row: rows.Visit, *, door_id: int, outcome: str) -> None:
    if (row.door_id, row.outcome) != (door_id, outcome):
        raise Refused(_("This record was stored before with another content. The first one was kept."))


def own_door(door_id: int, user_id: int | None) -> rows.Door:
    """The door, held until commit, of a round that this person walks, may take, or once walked.

    Whoever plans rounds may step in at any door. Raises DoorMissing.
    """
    door = doors.lock_door(door_id)
    if not _walks(door, user_id):
        raise DoorMissing(_("There is no such door on your rounds."))
    return door


def _mine(door_id: int, user_id: int | None, source: str, *, handed: bool) -> rows.Door:
    return own_door(door_id, user_id) if source == "phone" and not handed else doors.lock_door(door_id)


def _walks(door: rows.Door, user_id: int | None, *, active_at: datetime | None = None) -> bool:
    found = door.round_doors.filter(Q(round__visitors=None) | Q(round__visitors__user_id=user_id))
    if active_at is not None:
        found = found.filter(round__ended=None, round__expires__gt=active_at)
    return found.exists() or user_id in {person.user_id for person in people.people(roles=rules.PLAN)}


def _of(door: rows.Door) -> dict[str, Any]:
    """Where a door belongs, as events say it."""
    return {
        "door_id": door.pk,
        "dwelling_id": door.dwelling_id,
        "cocoon_id": door.cocoon_id,
        "burglary_id": door.cocoon.burglary_id,
    }


def settle(door: rows.Door, *, now: datetime) -> list[rows.Visit]:
    """Make the door say what its visits say, tell the other cocoons' doors; the visits that stand."""
    stands = _say(door)
    door.state = rules.state_after(
        outcome=door.outcome or None,
        before=door.state,
        dropped=bool(door.drop_reason),
        shared=door.shared_with_id is not None,
        homes=door.homes,
        covered=door.covered,
        finished=door.finished,
    )
    door.claimed_by = door.claimed_until = None
    rejected = door.drop_reason == "no_dwelling" and doors.is_found(door)
    if rejected:  # a coordinator has decided, and no visit there counts
        door.state = "dropped"
    if door.state == "shared":
        _cover_again(door, now=now)
    door.save()
    if not rejected:
        _no_home(door, now=now)
    _share_onwards(door, now=now)
    return stands


def _say(door: rows.Door) -> list[rows.Visit]:
    """Make the door say what its own visits say (not saved); the visits that stand."""
    stands = rules.standing(door.visits.all())
    counts = rules.counting(stands)
    door.outcome = counts.outcome if counts else ""
    door.visited_at = counts.at if counts else None
    door.visited_by = counts.user_id if counts else None
    door.come_back_at = counts.come_back_at if counts else None
    reached = rules.reached(stands, homes=door.homes, due=door.cocoon.due)
    door.reached, door.reached_in_time = reached.talked, reached.in_time
    door.covered, door.tried = reached.covered, reached.tried
    return stands


def _no_home(door: rows.Door, *, now: datetime) -> None:
    """Two visitors who found no home at an address retire it; undone, or once somebody was met, it comes back."""
    visits = list(rows.Visit.objects.filter(door__dwelling=door.dwelling_id))
    if not any(visit.outcome == "no_such_address" for visit in visits):
        return
    by_door: dict[int, list[rows.Visit]] = defaultdict(list)
    for visit in visits:
        by_door[visit.door_id].append(visit)
    stands = [visit for each in by_door.values() for visit in rules.standing(each)]
    places.no_home(dwelling_id=door.dwelling_id or 0, found=rules.no_home(stands), now=now)


def _since(door: rows.Door, now: datetime) -> datetime:
    return now - timedelta(days=presets.preset(kind=door.cocoon.kind).share_days)


def _cover_again(door: rows.Door, *, now: datetime) -> None:
    """Take the outcome of another cocoon's visit once more; open the door where none is left (not saved)."""
    found = sharing.shareable([door.dwelling_id or 0], cocoon=door.cocoon, since=_since(door, now))
    if covering := found.get(door.dwelling_id or 0):
        sharing.share(door, covering)
    else:
        door.state, door.shared_with = "open", None
        _say(door)


def _share_onwards(door: rows.Door, *, now: datetime) -> None:
    """A household that was reached needn't be reached again by cocoons that wait for it, and the other way."""
    others = rows.Door.objects.filter(dwelling=door.dwelling_id, cocoon__closed=None).exclude(pk=door.pk)
    covers = door.state == "done" and door.outcome in rules.SHARED and not sharing.partly(door)
    if covers and door.visited_at and door.visited_at >= _since(door, now):
        waiting = list(others.filter(state="open", outcome="", cocoon__watch_until__gt=now))
        for other in waiting:
            sharing.share(other, door)
    else:
        waiting = list(others.filter(state="shared", shared_with=door.cocoon_id).select_related("cocoon"))
        for other in waiting:
            _cover_again(other, now=now)
    rows.Door.objects.bulk_update(waiting, sharing.COLUMNS)


def add_follow_ups(
    *, door_id: int, kinds: Iterable[str], user_id: int | None, at: datetime, visit_id: int | None = None
) -> tuple[str, ...]:
    """Note what the household wants; each kind once a door. The kinds that were new; emits `wish.noted`."""
    wanted = [kind for kind in rules.FOLLOW_UPS if kind in set(kinds)]
    if not wanted:
        return ()
    door = doors.lock_door(door_id)
    known = set(door.follow_ups.filter(kind__in=wanted).values_list("kind", flat=True))
    fresh = tuple(kind for kind in wanted if kind not in known)
    for kind in fresh:
        wish = rows.FollowUp.objects.create(door=door, visit_id=visit_id, kind=kind, at=at, user_id=user_id)
        emit(WishNoted(wish.pk))
    return fresh


def wish(*, wish_id: int) -> Wish | None:
    """What a household wants; None where it was taken back."""
    row = rows.FollowUp.objects.select_related("door").filter(pk=wish_id).first()
    return Wish(row.pk, row.kind, row.door.dwelling_id, row.at) if row else None


@transaction.atomic
def count_homes(*, door_id: int, homes: int, at: datetime | None = None, now: datetime) -> bool:
    """So many homes were counted at a block's door, now or `at`; False where they were counted later already.

    The block is one, whatever cocoons it is a door of: the latest count stands in all that are open.
    Raises DoorMissing, places.HomesRefused, Refused at a door that is one home and for more than anybody counts.
    """
    door, at = doors.lock_door(door_id), min(at or now, now)
    if not _countable(door):
        raise Refused(_("This door is one home, so there is nothing to count. Nothing was changed."))
    _refuse_many(homes)
    same = rows.Door.objects.filter(dwelling=door.dwelling_id)
    if any(at <= counted for counted in same.values_list("counted_at", flat=True) if counted):
        return False
    places.count_homes(dwelling_id=door.dwelling_id or 0, homes=homes)
    others = Q(cocoon__closed=None, drop_reason="")
    counted = list(same.filter(Q(pk=door_id) | others).order_by("pk").values_list("pk", flat=True))
    rows.Door.objects.filter(pk__in=counted).update(homes=homes, counted_at=at)
    for each in counted:  # one may cover another, so each is read when it is its turn
        settle(rows.Door.objects.select_related("cocoon").get(pk=each), now=now)
    audit.record(
        action="door.counted",
        subject="cocoon",
        subject_id=door.cocoon_id,
        detail={"door": door.pk, "homes": homes},
    )
    return True


def _countable(door: rows.Door) -> bool:
    home = places.dwelling(dwelling_id=door.dwelling_id or 0)
    return home is None or doors.countable(door, home)


def _refuse_many(homes: int) -> None:
    if homes > rules.MOST_COUNTED:
        raise Refused(
            _("Nobody counts more than %(most)s letter boxes behind one door. Look at the number and count again.")
            % {"most": rules.MOST_COUNTED}
        )


@transaction.atomic
def finish_door(*, door_id: int, finished: bool, at: datetime, now: datetime) -> bool:
    """A visitor has finished with a block, or not after all; False where something was said of it later already.

    It is done then although not all its homes were reached; only these count as talked to. It may arrive before
    the visits there, and counts once one has. Raises DoorMissing, Refused at a door that is one home.
    """
    door, at = doors.lock_door(door_id), min(at, now)
    if not _countable(door):
        raise Refused(
            _("This door is one home, so what happened there says whether it is finished. Nothing was changed.")
        )
    if door.finished_at is not None and at <= door.finished_at:
        return False
    door.finished, door.finished_at = finished, at
    settle(door, now=now)
    audit.record(
        action="door.finished" if finished else "door.unfinished",
        subject="cocoon",
        subject_id=door.cocoon_id,
        detail={"door": door.pk},
    )
    return True


@transaction.atomic
def claim_door(*, door_id: int, user_id: int, now: datetime) -> datetime | None:
    """Hold a door so that colleagues see it: until when, or None where there is nothing left to do at it.

    One conditional update, so that two people never hold the same door. Raises DoorTaken while a colleague
    holds it, DoorMissing for a door that isn't on an active round of this person.
    """
    door = rows.Door.objects.select_related("cocoon").filter(pk=door_id).first()
    if door is None or not _walks(door, user_id, active_at=now):
        raise DoorMissing(_("There is no such door on your rounds."))
    until = now + timedelta(minutes=door.cocoon.claim_minutes)
    free = Q(claimed_by=None) | Q(claimed_by=user_id) | Q(claimed_until__lte=now)
    if rows.Door.objects.filter(free, pk=door_id, state="open").update(claimed_by=user_id, claimed_until=until):
        return until
    door.refresh_from_db()
    if door.state != "open" or door.claimed_by is None:
        return None
    raise DoorTaken(_("A colleague is at this door."), by=door.claimed_by)


def release_door(*, door_id: int, user_id: int) -> bool:
    """Let go of a door; False when it was not this person's."""
    return bool(
        rows.Door.objects.filter(pk=door_id, claimed_by=user_id).update(claimed_by=None, claimed_until=None)
    )
