"""The areas in which reach is counted: chosen by the desk, none sharing ground with another."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.events import emit
from kokong.kernel.fields import Point
from kokong.places import api as places

from . import models as rows
from .events import AreaFell
from .values import Missing, Refused


def counted() -> tuple[tuple[int, str], ...]:
    """The areas that are counted, by name: number and name."""
    found = rows.Area.objects.filter(ended=None).order_by("area__name", "pk")
    return tuple(found.values_list("pk", "area__name"))


def name_of(*, counted_id: int) -> str:
    """What a counted area is called; empty where there is none of this number."""
    found = rows.Area.objects.filter(pk=counted_id).values_list("area__name", flat=True)
    return found.first() or ""


def at(*, point: Point) -> int | None:
    """The counted area that a point (metres) lies in."""
    inside = [each.id for each in places.areas_at(point=point)]
    found = rows.Area.objects.filter(ended=None, area_id__in=inside).order_by("pk")
    return found.values_list("pk", flat=True).first()


def offered() -> tuple[tuple[int, str], ...]:
    """Areas of the municipality that aren't counted yet."""
    taken = set(rows.Area.objects.filter(ended=None).values_list("area_id", flat=True))
    return tuple((each.id, each.name) for each in places.areas() if each.id not in taken)


@transaction.atomic
def begin(*, area_id: int, share: int, now: datetime) -> int:
    """Count reach in an area, against a share of its households in per cent; our number.

    Raises Missing, and Refused for a share outside of 1 to 100, an area that is counted, or that shares ground
    with one.
    """
    if not 1 <= share <= 100:
        raise Refused(_("Write a share between 1 and 100 per cent. Nothing was changed."), field="share")
    if area_id not in {each.id for each in places.areas()}:
        raise Missing("")
    _one_at_a_time()
    both = set(rows.Area.objects.filter(ended=None).values_list("area_id", flat=True))
    if shared := [each.area.name for each in places.overlapping(area_id=area_id) if each.area.id in both]:
        raise Refused(
            _("It shares ground with %s, which is counted: a household would be in both. Nothing was changed.")
            % ", ".join(shared),
            field="area",
        )
    try:
        with transaction.atomic():
            row = rows.Area.objects.create(area_id=area_id, share=share, since=now)
            audit.record(action="marking.area_begun", subject="marking_area", subject_id=row.pk)
    except IntegrityError as error:
        raise Refused(_("This area is counted already. Nothing was changed."), field="area") from error
    return row.pk


def _one_at_a_time() -> None:
    """Of two who add areas that share ground the second is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('marking_areas', %s))",
                       [tenancy.municipality_id()])  # fmt: skip


@transaction.atomic
def end(*, area_id: int, now: datetime) -> None:
    """Count no more in an area (our number); what was counted stays. Raises Missing."""
    if not rows.Area.objects.filter(pk=area_id, ended=None).update(ended=now):
        raise Missing("")
    if rows.Reached.objects.filter(area_id=area_id, until=None).update(until=now):
        emit(AreaFell(area_id=area_id))
    audit.record(action="marking.area_ended", subject="marking_area", subject_id=area_id)
