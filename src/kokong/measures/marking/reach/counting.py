"""Counting households that mark, and noticing when an area becomes a marked one. Plain counts: decision 139."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.kernel.fields import Point
from kokong.places import api as places

from .. import areas, journal
from ..events import AreaFell, AreaReached
from ..models import Area, Handing, Lot
from ..values import Missing, Refused
from . import rules
from .models import Reached, Said


@dataclass(frozen=True)
class Reach:
    """A counted area: its homes, kits handed out there, households that mark, and the per cent aimed at."""

    id: int
    area_id: int
    name: str
    homes: int
    kits: int
    marked: int
    share: int
    since: datetime | None = None

    @property
    def per_cent(self) -> int:
        """The share that marks, rounded down."""
        return rules.per_cent(self.marked, self.homes)

    @property
    def missing(self) -> int:
        """How many households more it takes."""
        return rules.missing(marked=self.marked, homes=self.homes, share=self.share)

    @property
    def state(self) -> str:
        """reached, near (half of its share) or begun."""
        if self.since:
            return "reached"
        return "near" if rules.reached(marked=self.marked * 2, homes=self.homes, share=self.share) else "begun"


def all_areas(*, now: datetime) -> tuple[Reach, ...]:
    """Every counted area, by name."""
    return _reaches(Area.objects.filter(ended=None), now)


def one(*, counted_id: int, now: datetime) -> Reach:
    """One counted area. Raises Missing."""
    found = _reaches(Area.objects.filter(pk=counted_id, ended=None), now)
    if not found:
        raise Missing("")
    return found[0]


def _reaches(wanted: QuerySet[Area], now: datetime) -> tuple[Reach, ...]:
    found = list(wanted.select_related("area").order_by("area__name", "pk"))
    ids, homes = [row.pk for row in found], places.homes_by_area(area_ids=[row.area_id for row in found])
    marked, since = _marked(ids, now), dict(_open(ids).values_list("area_id", "since"))
    given = Handing.objects.filter(area_id__in=ids).exclude(state="undone").order_by().values_list("area_id")
    kits = dict(given.annotate(n=Sum("kits")))
    return tuple(
        Reach(
            row.pk, row.area_id, row.area.name, len(homes.get(row.area_id, ())), kits.get(row.pk, 0),
            marked.get(row.pk, 0), row.share, since.get(row.pk),
        )
        for row in found
    )  # fmt: skip


def _open(ids: Iterable[int]) -> QuerySet[Reached]:
    return Reached.objects.filter(area_id__in=list(ids), until=None)


def _marked(ids: Iterable[int], now: datetime) -> dict[int, int]:
    """Households by area whose kit was used, or that said so, within the time that a marking lasts."""
    lately = {"area_id__in": list(ids), "at__gt": now - rules.LASTS}
    used = Handing.objects.filter(**lately).exclude(state="undone").order_by().values_list("area_id")
    said = Said.objects.filter(**lately, taken_back=None).order_by().values_list("area_id")
    counts = dict(used.annotate(n=Sum("used")))
    for area_id, households in said.annotate(n=Sum("households")):
        counts[area_id] = (counts.get(area_id) or 0) + households
    return {area_id: count or 0 for area_id, count in counts.items()}


@transaction.atomic
def say(*, counted_id: int, households: int, client_id: UUID, user_id: int | None, now: datetime) -> bool:
    """So many households of an area say that they mark, not with a kit of ours; False where this was taken before.

    Raises Missing, and Refused for none, and for more than live there.
    """
    row = _locked(counted_id)
    if Said.objects.filter(client_id=client_id).exists():
        return False
    if households < 1:
        raise Refused(_("Write at least one household. Nothing was changed."), field="households")
    Said.objects.create(client_id=client_id, area=row, households=households, at=now, user_id=user_id)
    audit.record(
        action="marking.said", subject="marking_area", subject_id=row.pk, detail={"households": households}
    )
    _fits(row, now)
    settle(row, now)
    return True


@transaction.atomic
def take_back(*, counted_id: int, now: datetime) -> None:
    """The last count of an area was a mistake. Raises Missing; Refused where nothing was counted."""
    row = _locked(counted_id)
    last = Said.objects.filter(area=row, taken_back=None).order_by("-pk").first()
    if last is None:
        raise Refused(_("Nothing has been counted here. Nothing was changed."))
    Said.objects.filter(pk=last.pk).update(taken_back=now)
    audit.record(
        action="marking.unsaid", subject="marking_area", subject_id=row.pk, detail={"households": last.households}
    )
    settle(row, now)


@transaction.atomic
def use(*, handing_id: int, used: int, now: datetime) -> None:
    """Of the kits of a handing-out, each one household's, so many were used. Said anew it replaces what was said.

    Raises Missing, and Refused for more than were handed out, or than live in the area.
    """
    lot_id = Handing.objects.filter(pk=handing_id).values_list("lot_id", flat=True).first()
    lot: Lot = journal.lot_of(lot_id or 0)
    row = Handing.objects.select_for_update(no_key=True).get(pk=handing_id, lot=lot)
    if not 0 <= used <= row.kits or row.state == "undone":
        raise Refused(
            _("Of %(n)d kits that were handed out no more can have been used. Nothing was changed.")
            % {"n": 0 if row.state == "undone" else row.kits},
            field="used",
        )
    Handing.objects.filter(pk=row.pk).update(used=used, answered=now)
    audit.record(action="marking.used", subject="marking_handing", subject_id=row.pk, detail={"kits": used})
    touched(row.area_id, now)


def touched(counted_id: int | None, now: datetime) -> None:
    """What was handed out or used in a counted area has changed. Raises Refused for more than live there."""
    if counted_id is not None and Area.objects.filter(pk=counted_id, ended=None).exists():
        row = _locked(counted_id)
        _fits(row, now)
        settle(row, now)


def _fits(row: Area, now: datetime) -> None:
    found = one(counted_id=row.pk, now=now)
    if found.marked > found.homes:
        raise Refused(
            _("Only %(n)d homes lie in %(area)s; no more households can mark. Nothing was changed.")
            % {"n": found.homes, "area": found.name},
            field="households",
        )


def settle(row: Area, now: datetime) -> None:
    """Write down, and tell, that a locked area has become a marked one, or is one no more."""
    found = one(counted_id=row.pk, now=now)
    enough = rules.reached(marked=found.marked, homes=found.homes, share=found.share)
    if enough and found.since is None:
        Reached.objects.create(area=row, since=now)
        emit(AreaReached(area_id=row.pk))
        audit.record(action="marking.reached", subject="marking_area", subject_id=row.pk)
    if not enough and found.since is not None:
        _open([row.pk]).update(until=now)
        emit(AreaFell(area_id=row.pk))
        audit.record(action="marking.fell", subject="marking_area", subject_id=row.pk)


def settle_all(*, now: datetime) -> None:
    """By night: markings have become too old, and homes have come and gone."""
    for row in Area.objects.select_for_update(no_key=True).filter(ended=None).order_by("pk"):
        settle(row, now)


def why_no_signs(*, point: Point, now: datetime) -> str:
    """Why no sign of a marked area may be ordered for a spot (metres); empty where it may."""
    counted_id = areas.at(point=point)
    if counted_id is None:
        return _("Marking is counted in no area here.")
    found = one(counted_id=counted_id, now=now)
    if found.since is not None:
        return ""
    return _("%(area)s is no marked area yet: %(has)d per cent of its households mark, of %(share)d.") % {
        "area": found.name, "has": found.per_cent, "share": found.share,
    }  # fmt: skip


def is_reached(*, counted_id: int) -> int | None:
    """The number under which a counted area is a marked area now; None where it isn't one."""
    return _open([counted_id]).values_list("pk", flat=True).first()


def _locked(counted_id: int) -> Area:
    row = Area.objects.select_for_update(no_key=True).filter(pk=counted_id, ended=None).first()
    if row is None:
        raise Missing("")
    return row
