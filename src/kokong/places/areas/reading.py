"""Areas as they are and were, what lies in them, and what they share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import F, Min, Q, QuerySet

from kokong.kernel.fields import Point

from .. import models as rows
from . import rules
from .values import Area, AreaNotFound, Drawn, Outlined, Overlap


def valid(at: datetime | None) -> Q:
    """Outlines that were valid at a moment; the present ones without one."""
    if at is None:
        return Q(until=None)
    return Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))


def areas(*, retired: bool = False, kind: str = "", room: str = "") -> tuple[Area, ...]:
    """The municipality's areas by name, without outlines; with `retired`, those that are no longer used instead.

    Those that a room has made for itself are left out: they are found by the `room`.
    """
    found = rows.Outline.objects.filter(
        until=None, area__retired_at__isnull=not retired, area__room=room
    ).select_related("area")
    if kind:
        found = found.filter(area__kind=kind)
    return tuple(_area(outline) for outline in found.order_by("area__name", "area_id"))


def area(*, area_id: int, at: datetime | None = None) -> Drawn:
    """One area with its outline, as it is or was `at` a moment. Raises AreaNotFound."""
    outline = rows.Outline.objects.filter(valid(at), area_id=area_id).select_related("area").first()
    if outline is None:
        raise AreaNotFound
    return drawn([outline])[0]


def areas_drawn(*, area_ids: Iterable[int]) -> dict[int, Drawn]:
    """Some areas with their present outlines, retired ones too, by id; three queries for all."""
    found = rows.Outline.objects.filter(until=None, area_id__in=set(area_ids)).select_related("area")
    return {each.id: each for each in drawn(list(found.order_by("area_id")))}


def drawn(outlines: Sequence[rows.Outline]) -> list[Drawn]:
    """Areas with their shapes, in the order of their outlines; one query for all rings."""
    lines: dict[int, list[rules.Ring]] = {outline.pk: [] for outline in outlines}
    for ring in rows.OutlineRing.objects.filter(outline_id__in=lines).order_by("part", "pk"):
        lines[ring.outline_id].append(rules.Ring(ring.part, ring.hole, ring.line))
    return [
        Drawn(**_values(outline), shape=rules.shape_of(lines[outline.pk]))
        for outline in outlines
        if lines[outline.pk]
    ]


def history(*, area_id: int) -> tuple[Outlined, ...]:
    """The outlines that an area has had, the newest first. Those that lasted no time are left out."""
    found = rows.Outline.objects.filter(area_id=area_id).order_by("-since", "-pk")
    return tuple(Outlined(o.since, o.until, o.square_metres) for o in found if o.until != o.since)


def areas_at(*, point: Point, at: datetime | None = None) -> tuple[Area, ...]:
    """The areas in use that a point (metres) lies in, the smallest first."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING, {"point": f"({float(point[0])!r},{float(point[1])!r})"})
        found = _current(at).filter(pk__in=[number for (number,) in cursor.fetchall()])
    return tuple(_area(outline) for outline in found.order_by("square_metres", "pk"))


def areas_near(*, point: Point, within_m: float) -> tuple[Area, ...]:
    """The areas in use whose box comes within a distance of a point (metres), by number."""
    x, y = float(point[0]), float(point[1])
    box = f"({x - within_m!r},{y - within_m!r}),({x + within_m!r},{y + within_m!r})"
    found = _current(None).extra(where=["places_outline.box && %s::box"], params=[box])
    return tuple(_area(outline) for outline in found.order_by("area_id"))


def overlapping(*, area_id: int) -> tuple[Overlap, ...]:
    """The other areas in use that share ground with one, the largest share first. A common border is none."""
    mine = area(area_id=area_id)
    west, south, east, north = mine.box
    near = _current(None).exclude(area_id=area_id).extra(
        where=["places_outline.box && %s::box"], params=[f"({west!r},{south!r}),({east!r},{north!r})"]
    )  # fmt: skip
    found = [Overlap(other, rules.shared(mine.shape, other.shape)) for other in drawn(list(near))]
    return tuple(sorted((o for o in found if o.square_metres), key=lambda o: (-o.square_metres, o.area.id)))


def _current(at: datetime | None) -> QuerySet[rows.Outline]:
    return rows.Outline.objects.filter(valid(at), area__retired_at=None).select_related("area")


# A point lies in an outline where one of its parts has it in its shell and in no hole.
_HOLDING: Final = """
SELECT o.id FROM places_outline o JOIN places_outlinering r ON r.outline_id = o.id
WHERE o.box && box(%(point)s::point, %(point)s::point) AND %(point)s::point <@ r.line
GROUP BY o.id, r.part HAVING NOT bool_or(r.hole)
"""
# A line is turned to a path and back, so that it is unpacked once and not for each home. Homes are found by the
# box around each line, which the index knows, and told by the line.
_INSIDE: Final = """
WITH r AS MATERIALIZED (
    SELECT o.id, o.area_id, r.part, r.hole, box(r.line) AS around, polygon(path(r.line)) AS line{moment}
    FROM {asked} JOIN places_outline o USING (area_id) JOIN places_outlinering r ON r.outline_id = o.id
    WHERE {valid}
)
SELECT DISTINCT area_id, dwelling_id FROM (
    SELECT r.area_id, d.id AS dwelling_id FROM r CROSS JOIN LATERAL ({homes} OFFSET 0) d
    GROUP BY r.area_id, r.id, r.part, d.id HAVING NOT bool_or(r.hole)
) inside ORDER BY area_id, dwelling_id
"""
_LYING: Final = "location <@ r.around AND location <@ r.line"
_LIVE: Final = f"SELECT id FROM places_dwelling WHERE retired_at IS NULL AND {_LYING}"  # noqa: S608
_LATE: Final = f"SELECT id FROM places_dwelling WHERE retired_at > r.at AND {_LYING}"  # noqa: S608
_NOW: Final = _INSIDE.format(
    asked="unnest(%(areas)s::bigint[]) AS asked(area_id)", homes=_LIVE, valid="o.until IS NULL", moment=""
)
_THEN: Final = _INSIDE.format(
    asked="unnest(%(areas)s::bigint[], %(at)s::timestamptz[]) AS asked(area_id, at)", moment=", asked.at",
    homes=f"{_LIVE} UNION ALL {_LATE}", valid="o.since <= asked.at AND (o.until IS NULL OR o.until > asked.at)",
)  # fmt: skip


def homes_in(*, area_id: int, at: datetime | None = None) -> tuple[int, ...]:
    """Ids of the dwellings in an area, by its present outline or that of a moment. Raises AreaNotFound.

    Without `at`, those that are not retired; with it, those that were not yet. A home on the border is in.
    """
    if not rows.Area.objects.filter(pk=area_id).exists():
        raise AreaNotFound
    return homes_by_area(area_ids=[area_id], at=at).get(area_id, ())


def homes_by_area(*, area_ids: Iterable[int], at: datetime | None = None) -> dict[int, tuple[int, ...]]:
    """The same for many areas in one query; areas without homes are left out."""
    asked = list(area_ids)
    if at is None:
        return _inside(_NOW, {"areas": asked})
    return _inside(_THEN, {"areas": asked, "at": [at] * len(asked)})


def homes_by_first_area(*, area_ids: Iterable[int], at: datetime) -> dict[int, tuple[int, ...]]:
    """The same as of a moment, or of when an area was first drawn where that came later; two queries for all."""
    asked = list(area_ids)
    lasting = rows.Outline.objects.filter(area_id__in=asked).exclude(until=F("since"))
    first = dict(lasting.values_list("area_id").annotate(Min("since")))
    return _inside(_THEN, {"areas": asked, "at": [max(at, first.get(each, at)) for each in asked]})


def _inside(asking: str, values: Mapping[str, Any]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(asking, values)
        for area_id, dwelling_id in cursor.fetchall():
            found.setdefault(area_id, []).append(dwelling_id)
    return {area_id: tuple(homes) for area_id, homes in found.items()}


def counts(*, area_ids: Iterable[int]) -> Mapping[int, int]:
    """How many homes lie in each area."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT area_id, count(*) FROM ({_NOW}) homes GROUP BY area_id",  # noqa: S608
            {"areas": list(area_ids)},
        )
        return dict(cursor.fetchall())


def _values(outline: rows.Outline) -> dict[str, Any]:
    row = outline.area
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "source": row.source,
        "source_id": row.source_id,
        "room": row.room,
        "made": row.made,
        "since": outline.since,
        "square_metres": outline.square_metres,
        "box": outline.box,
        "retired": row.retired_at,
    }


def _area(outline: rows.Outline) -> Area:
    return Area(**_values(outline))
