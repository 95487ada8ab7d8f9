"""Areas made, changed and retired; nothing of them is ever removed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from kokong.kernel import audit

from .. import homes
from .. import models as rows
from . import reading, rules
from .values import AreaNotFound, AreaRefused, Kept, unfit


@transaction.atomic
def make_area(
    *,
    name: str,
    kind: rules.Kind,
    shape: BaseGeometry,
    now: datetime,
    source: str = "",
    source_id: str = "",
    room: str = "",
) -> Kept:
    """Keep an area with its outline (metres, in the municipality's system). Raises AreaRefused.

    `room` makes it a room's own: what it is about shows it, and nobody chooses it for anything else.

    Two areas may have one name and share ground: a school's way and a police area do. One of a source is made
    once; its next edition is `change_outline`.
    """
    tidy = tidied(shape)
    if source_id and rows.Area.objects.filter(source=source, source_id=source_id).exists():
        raise AreaRefused(_("An area of this file and number is here already. Nothing was changed."), field="name")
    row = rows.Area.objects.create(
        name=_name(name), kind=kind, source=source[:60], source_id=source_id[:120], room=room, made=now
    )
    _outline(row, tidy.shape, now)
    audit.record(action="area.made", subject="area", subject_id=row.pk, detail={"kind": kind})
    return Kept(row.pk, tidy.mended)


@transaction.atomic
def change_outline(*, area_id: int, shape: BaseGeometry, now: datetime) -> Kept:
    """Give an area another outline from now on; the one before stays for what was done in it.

    Nothing happens where it is the same. Raises AreaNotFound, AreaRefused.
    """
    row = _locked(area_id)
    _in_use(row)
    tidy = tidied(shape)
    current = reading.area(area_id=area_id)
    if current.shape.equals(tidy.shape):
        return Kept(area_id, (), changed=False)
    moment = max(now, current.since)  # clocks of two machines differ
    rows.Outline.objects.filter(area=row, until=None).update(until=moment)
    _outline(row, tidy.shape, moment)
    audit.record(action="area.changed", subject="area", subject_id=area_id)
    return Kept(area_id, tidy.mended)


@transaction.atomic
def rename_area(*, area_id: int, name: str) -> None:
    """Call an area something else; what it was called is in no document of ours but those that are printed."""
    row = _locked(area_id)
    _in_use(row)
    said = _name(name)
    if said != row.name:
        rows.Area.objects.filter(pk=area_id).update(name=said)
        audit.record(action="area.renamed", subject="area", subject_id=area_id)


@transaction.atomic
def retire_area(*, area_id: int, now: datetime) -> bool:
    """Use an area no longer; it stays for what was done in it. False when it was retired already."""
    row = _locked(area_id)
    if row.retired_at is not None:
        return False
    rows.Area.objects.filter(pk=area_id).update(retired_at=now)
    audit.record(action="area.retired", subject="area", subject_id=area_id)
    return True


@transaction.atomic
def restore_area(*, area_id: int) -> bool:
    """Use a retired area again. False when it was in use."""
    row = _locked(area_id)
    if row.retired_at is None:
        return False
    rows.Area.objects.filter(pk=area_id).update(retired_at=None)
    audit.record(action="area.restored", subject="area", subject_id=area_id)
    return True


def tidied(shape: BaseGeometry, *, around: homes.Box | None = None) -> rules.Tidied:
    """The outline as it is kept; `around` is the box of all homes where it is known. Raises AreaRefused."""
    try:
        return rules.tidied(shape, around=around or homes.extent())
    except rules.Unfit as error:
        raise unfit(error.fault) from error


def _locked(area_id: int) -> rows.Area:
    row = rows.Area.objects.select_for_update().filter(pk=area_id).first()
    if row is None:
        raise AreaNotFound
    return row


def _in_use(row: rows.Area) -> None:
    if row.retired_at is not None:
        raise AreaRefused(_("The area is retired. Nothing was changed. Use it again first."), field="name")


def _name(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > rules.NAME:
        raise AreaRefused(
            _("Give the area a name of at most %(most)s letters. Nothing was changed.") % {"most": rules.NAME},
            field="name",
        )
    return said


def _outline(row: rows.Area, shape: MultiPolygon, since: datetime) -> None:
    box: Any = shape.bounds
    outline = rows.Outline.objects.create(area=row, since=since, square_metres=shape.area, box=box)
    rows.OutlineRing.objects.bulk_create(
        rows.OutlineRing(outline=outline, part=ring.part, hole=ring.hole, line=ring.points)
        for ring in rules.rings(shape)
    )
