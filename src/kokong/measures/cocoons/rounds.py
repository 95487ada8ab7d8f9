"""Rounds: doors given to visitors, or left for visitors to take."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.events import emit
from kokong.kernel.models import Municipality
from kokong.people import api as people
from kokong.places import api as places

from . import doors, rules
from . import models as rows
from .events import RoundAssigned
from .values import Door, Refused, Round, RoundMissing


def _rows() -> QuerySet[rows.Round]:
    on = Q(round_doors__door__state__in=("open", "done"))
    return (
        rows.Round.objects.select_related("cocoon")
        .prefetch_related(Prefetch("visitors", queryset=rows.RoundVisitor.objects.order_by("pk")))
        .annotate(
            on_it=Count("round_doors", filter=on, distinct=True),
            left=Count("round_doors", filter=Q(round_doors__door__state="open"), distinct=True),
        )
        .order_by("expires", "pk")
    )


def _value(row: rows.Round) -> Round:
    return Round(
        id=row.pk,
        cocoon_id=row.cocoon_id,
        title=row.title,
        created=row.created,
        expires=row.expires,
        ended=row.ended,
        due=row.cocoon.due,
        visitor_ids=tuple(visitor.user_id for visitor in row.visitors.all()),
        doors=row.on_it,  # type: ignore[attr-defined]
        left=row.left,  # type: ignore[attr-defined]
    )


def _one(round_id: int) -> Round:
    row = _rows().filter(pk=round_id).first()
    if row is None:
        raise RoundMissing(_("There is no such round."))
    return _value(row)


def round_of(*, round_id: int) -> Round | None:
    """One round of the municipality in scope, or None."""
    row = _rows().filter(pk=round_id).first()
    return _value(row) if row else None


def rounds(*, cocoon_id: int) -> tuple[Round, ...]:
    """The rounds of a cocoon, ended ones too."""
    return tuple(_value(row) for row in _rows().filter(cocoon_id=cocoon_id))


def rounds_of(*, cocoon_ids: Iterable[int], now: datetime) -> dict[int, tuple[Round, ...]]:
    """The active rounds of several cocoons, in two queries however many."""
    found: dict[int, tuple[Round, ...]] = dict.fromkeys(cocoon_ids, ())
    for row in _rows().filter(cocoon_id__in=list(found), ended=None, expires__gt=now):
        found[row.cocoon_id] += (_value(row),)
    return found


def my_rounds(*, user_id: int, now: datetime) -> tuple[Round, ...]:
    """The active rounds that a person walks, and those that anybody may take."""
    mine = rows.RoundVisitor.objects.filter(user_id=user_id).values("round_id")
    found = _rows().filter(ended=None, expires__gt=now, cocoon__closed=None)
    return tuple(_value(row) for row in found.filter(Q(pk__in=mine) | Q(visitors=None)))


@transaction.atomic
def create_round(
    *,
    cocoon_id: int,
    door_ids: Iterable[int] | None = None,
    visitor_ids: Iterable[int] = (),
    title: str = "",
    expires: datetime | None = None,
    now: datetime,
) -> Round:
    """A round of a cocoon's open doors (or of those named) for visitors; without visitors anybody may take it.

    It leaves the phones when the cocoon's clock says (`rules.round_expires`) unless `expires` says otherwise.
    Raises Refused where no door is left to visit, or for somebody who doesn't walk rounds here.
    """
    cocoon = doors.lock_cocoon(cocoon_id)
    if cocoon.ended is not None:
        raise Refused(_("This cocoon has been ended. Take it up again first. No round was made."))
    open_ids = [door.id for door in doors.doors(cocoon_id=cocoon_id) if door.state == "open"]
    wanted = open_ids if door_ids is None else [key for key in open_ids if key in set(door_ids)]
    if not wanted:
        raise Refused(_("No door is left to visit. No round was made."))
    who = _walkers(visitor_ids)
    row = rows.Round.objects.create(
        cocoon=cocoon,
        title=title.strip()[:120] or _usual_title(cocoon),
        created=now,
        created_by=tenancy.current().user_id,
        expires=expires or rules.round_expires(made=now, due=cocoon.due),
    )
    rows.RoundDoor.objects.bulk_create(rows.RoundDoor(round=row, door_id=key) for key in wanted)
    rows.RoundVisitor.objects.bulk_create(rows.RoundVisitor(round=row, user_id=key) for key in who)
    audit.record(
        action="round.made", subject="cocoon", subject_id=cocoon_id, detail={"round": row.pk, "doors": len(wanted)}
    )
    _tell(row, who)
    return _one(row.pk)


def _usual_title(cocoon: rows.Cocoon) -> str:
    """Where the round goes, in the municipality's language since everybody there reads it."""
    language = Municipality.objects.values_list("language", flat=True).get(pk=tenancy.municipality_id())
    home = places.dwelling(dwelling_id=cocoon.home_id)
    with translation.override(language):
        where = {"street": home.street if home else "", "number": cocoon.rounds.count() + 1}
        return (_("%(street)s, round %(number)d") if where["street"] else _("Round %(number)d")) % where


def _walkers(visitor_ids: Iterable[int]) -> list[int]:
    who = list(dict.fromkeys(visitor_ids))
    known = {person.user_id for person in people.people(roles=rules.WALK)}
    if not known.issuperset(who):
        raise Refused(_("One of the visitors does not work here. Nothing was changed."))
    if len(who) > rules.MAX_VISITORS:
        raise Refused(_("A round is for at most %(most)d visitors.") % {"most": rules.MAX_VISITORS})
    return who


def _lock(round_id: int) -> rows.Round:
    row = rows.Round.objects.select_for_update(of=("self",), no_key=True).filter(pk=round_id).first()
    if row is None:
        raise RoundMissing(_("There is no such round."))
    if row.ended is not None:
        raise Refused(_("This round has ended. Nothing was changed."))
    return row


@transaction.atomic
def assign_round(*, round_id: int, visitor_ids: Iterable[int]) -> Round:
    """Give a round to these visitors, or with none to anybody. What others recorded stays."""
    row = _lock(round_id)
    who = _walkers(visitor_ids)
    row.visitors.exclude(user_id__in=who).delete()
    had = set(row.visitors.values_list("user_id", flat=True))
    rows.RoundVisitor.objects.bulk_create(
        [rows.RoundVisitor(round=row, user_id=key) for key in who], ignore_conflicts=True
    )
    audit.record(action="round.assigned", subject="cocoon", subject_id=row.cocoon_id, detail={"round": row.pk})
    _tell(row, [key for key in who if key not in had])
    return _one(row.pk)


def _tell(row: rows.Round, who: list[int]) -> None:
    if who:
        emit(RoundAssigned(row.pk, tuple(who)))


@transaction.atomic
def end_round(*, round_id: int, now: datetime) -> None:
    """Take a round off the phones. Its doors stay with the cocoon, and claims on them are released."""
    row = _lock(round_id)
    row.ended = now
    row.save(update_fields=["ended"])
    rows.Door.objects.filter(round_doors__round=row, claimed_by__isnull=False).update(
        claimed_by=None, claimed_until=None
    )


@transaction.atomic
def extend_round(*, round_id: int, now: datetime) -> Round:
    """Keep a round on the phones for another day than it would be, or from now where it is over."""
    row = _lock(round_id)
    row.expires = rules.round_expires(made=max(now, row.expires), due=row.cocoon.due)
    row.save(update_fields=["expires"])
    return _one(row.pk)


@transaction.atomic
def split_round(*, round_id: int, now: datetime) -> tuple[Round, Round]:
    """Two rounds of one: each pair walks half of the doors that are left, side by side in the walking order."""
    row = _lock(round_id)
    ids = set(row.round_doors.values_list("door_id", flat=True))
    left = [door.id for door in doors.doors(cocoon_id=row.cocoon_id) if door.state == "open" and door.id in ids]
    if len(left) < 2:
        raise Refused(_("Fewer than two doors are left, so there is nothing to split."))
    second = left[(len(left) + 1) // 2 :]
    other = create_round(cocoon_id=row.cocoon_id, door_ids=second, expires=row.expires, now=now)
    row.round_doors.filter(door_id__in=second).delete()
    return _one(row.pk), other


def round_doors(*, round_id: int) -> tuple[Door, ...]:
    """The doors of a round in walking order. Raises RoundMissing."""
    row = rows.Round.objects.select_related("cocoon").filter(pk=round_id).first()
    if row is None:
        raise RoundMissing(_("There is no such round."))
    ids = set(row.round_doors.values_list("door_id", flat=True))
    return tuple(door for door in doors.doors(cocoon_id=row.cocoon_id) if door.id in ids)
