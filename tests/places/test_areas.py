"""Areas in the database: made, changed, retired; what lies in them now and lay in them then; whose they are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokong.kernel.fields import Point
from kokong.places import api, layers
from kokong.places import models as rows
from tests.cast import Cast

from .town import ORIGIN, add_dwelling, add_row_of_houses

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """In metres from the town's origin."""
    return shapely.box(ORIGIN.x + west, ORIGIN.y + south, ORIGIN.x + east, ORIGIN.y + north)


def make(shape: shapely.Geometry, name: str = "Malmen", now: datetime = NOW, **more: str) -> int:
    return api.make_area(name=name, kind="drawn", shape=shape, now=now, **more).area_id  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def test_an_area_comes_back_as_it_was_made() -> None:
    area_id = make(box(-10, -10, 50, 50), name="  Norra   Malmen ")
    found = api.area(area_id=area_id)
    assert (found.name, found.kind, found.made, found.since) == ("Norra Malmen", "drawn", NOW, NOW)
    assert found.shape.equals(box(-10, -10, 50, 50))
    assert found.square_metres == pytest.approx(3600)
    assert found.box == box(-10, -10, 50, 50).bounds
    assert [each.id for each in api.areas()] == [area_id]


def test_homes_in_holes_and_parts() -> None:
    homes = [add_dwelling("Storgatan", str(n), east=20.0 * n) for n in range(10)]
    at = {home.pk: n for n, home in enumerate(homes)}
    ring = box(-5, -5, 105, 5).difference(box(35, -5, 65, 5))  # two parts: 0, 1 and 4, 5
    hollow = box(115, -50, 185, 50).difference(box(130, -10, 150, 10))  # 6, 8, 9 without 7
    area_id = make(ring.union(hollow))
    assert {at[home] for home in api.homes_in(area_id=area_id)} == {0, 1, 4, 5, 6, 8, 9}
    rows.Dwelling.objects.filter(pk=homes[0].pk).update(retired_at=LATER)
    assert homes[0].pk not in api.homes_in(area_id=area_id)
    assert homes[0].pk in api.homes_in(area_id=area_id, at=NOW)
    assert len(api.homes_by_area(area_ids=[area_id, 0])[area_id]) == 6


def test_an_island_in_a_lake_is_in() -> None:
    home = add_dwelling(east=0)
    lake = box(-100, -100, 100, 100).difference(box(-50, -50, 50, 50))
    area_id = make(lake.union(box(-10, -10, 10, 10)))
    assert api.homes_in(area_id=area_id) == (home.pk,)
    at = {area.id for area in api.areas_at(point=Point(*ORIGIN))}
    assert at == {area_id}
    assert api.areas_at(point=Point(ORIGIN.x + 30, ORIGIN.y)) == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=8))
def test_the_database_and_the_shapes_agree(corners: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        homes = {
            add_dwelling("A", str(n), east=13.37 * (n % 7) - 40, north=11.21 * (n // 7) - 38).pk for n in range(49)
        }
        try:
            area_id = make(shapely.Polygon([(ORIGIN.x + x, ORIGIN.y + y) for x, y in corners]))
        except api.AreaRefused:
            transaction.set_rollback(True)
            return
        shape = api.area(area_id=area_id).shape
        where = {row.pk: shapely.Point(row.location) for row in rows.Dwelling.objects.filter(pk__in=homes)}
        clear = {pk for pk, point in where.items() if shape.boundary.distance(point) > 0.001}
        inside = set(api.homes_in(area_id=area_id))
        assert inside & clear == {pk for pk in clear if shape.contains(where[pk])}
        assert all(
            (area_id in {a.id for a in api.areas_at(point=Point(where[pk].x, where[pk].y))}) == (pk in inside)
            for pk in list(homes)[:9]
        )
        transaction.set_rollback(True)


def test_an_outline_has_a_history() -> None:
    near, far = add_dwelling("A", "1"), add_dwelling("A", "2", east=200)
    area_id = make(box(-10, -10, 50, 50))
    api.change_outline(area_id=area_id, shape=box(-10, -10, 250, 50), now=LATER)
    assert api.homes_in(area_id=area_id) == (near.pk, far.pk)
    assert api.homes_in(area_id=area_id, at=NOW) == (near.pk,)
    assert api.homes_in(area_id=area_id, at=LATER) == (near.pk, far.pk)
    assert api.homes_in(area_id=area_id, at=NOW - timedelta(days=1)) == ()
    assert api.area(area_id=area_id, at=NOW).square_metres == pytest.approx(3600)
    with pytest.raises(api.AreaNotFound):
        api.area(area_id=area_id, at=NOW - timedelta(days=1))
    assert [(o.since, o.until) for o in api.outlines(area_id=area_id)] == [(LATER, None), (NOW, LATER)]
    at_far = Point(*far.location)
    assert api.areas_at(point=at_far, at=NOW) == ()
    assert len(api.areas_at(point=at_far)) == 1


def test_the_same_outline_changes_nothing() -> None:
    area_id = make(box(0, 0, 50, 50))
    api.change_outline(area_id=area_id, shape=box(0, 0, 50, 50).reverse(), now=LATER)
    assert len(api.outlines(area_id=area_id)) == 1


def test_changed_twice_at_one_moment_and_by_a_clock_that_is_late() -> None:
    area_id = make(box(0, 0, 50, 50))
    for wide, now in ((60, NOW), (70, NOW), (80, NOW - timedelta(hours=1))):
        api.change_outline(area_id=area_id, shape=box(0, 0, wide, 50), now=now)
    assert api.area(area_id=area_id).square_metres == pytest.approx(4000)
    assert [o.square_metres for o in api.outlines(area_id=area_id)] == [pytest.approx(4000)]


def test_the_database_keeps_two_outlines_from_one_time() -> None:
    area_id = make(box(0, 0, 50, 50))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.Outline.objects.create(area_id=area_id, since=LATER, square_metres=1, box=(0, 0, 1, 1))


def test_retired_never_deleted() -> None:
    area_id = make(box(0, 0, 50, 50))
    home = add_dwelling(east=10, north=10)
    assert api.retire_area(area_id=area_id, now=LATER)
    assert not api.retire_area(area_id=area_id, now=LATER)
    assert api.areas() == ()
    assert [a.retired for a in api.areas(retired=True)] == [LATER]
    assert api.areas_at(point=Point(*home.location)) == ()
    assert api.homes_in(area_id=area_id) == (home.pk,)
    for change in (
        lambda: api.change_outline(area_id=area_id, shape=box(0, 0, 9, 9), now=LATER),
        lambda: api.rename_area(area_id=area_id, name="Annat"),
    ):
        with pytest.raises(api.AreaRefused, match="retired"):
            change()
    assert api.restore_area(area_id=area_id)
    assert not api.restore_area(area_id=area_id)
    api.rename_area(area_id=area_id, name="Annat")
    assert api.area(area_id=area_id).name == "Annat"


def test_what_two_areas_share() -> None:
    one, half, beside = make(box(0, 0, 100, 100)), make(box(50, 0, 150, 100)), make(box(100, 0, 200, 100))
    make(box(5000, 0, 5100, 100))
    assert [(o.area.id, round(o.square_metres)) for o in api.overlapping(area_id=one)] == [(half, 5000)]
    assert [o.area.id for o in api.overlapping(area_id=half)] == [one, beside]
    api.retire_area(area_id=half, now=NOW)
    assert api.overlapping(area_id=one) == ()


def test_one_area_per_number_of_a_source() -> None:
    make(box(0, 0, 50, 50), source="DeSO", source_id="0880A0010")
    with pytest.raises(api.AreaRefused, match="already"):
        make(box(0, 0, 50, 50), source="DeSO", source_id="0880A0010")


@pytest.mark.parametrize("name", ["", "  ", "å" * 121])
def test_a_name_is_needed(name: str) -> None:
    with pytest.raises(api.AreaRefused) as refused:
        make(box(0, 0, 50, 50), name=name)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (shapely.box(16, 56, 17, 57), "degrees"),
        (shapely.Polygon(), "no outline"),
        (box(0, 0, 1, 1), "ten square"),
        (shapely.LineString([(ORIGIN.x, ORIGIN.y), (ORIGIN.x, ORIGIN.y + 9)]), "point or a line"),
    ],
)
def test_why_an_outline_is_refused(shape: shapely.Geometry, words: str) -> None:
    with pytest.raises(api.AreaRefused, match=words):
        make(shape)
    assert not rows.Area.objects.exists()


def test_far_from_any_home_is_refused() -> None:
    assert make(box(500_000, 0, 500_100, 100))  # nothing to compare with yet
    add_dwelling()
    with pytest.raises(api.AreaRefused, match="far outside"):
        make(box(500_000, 0, 500_100, 100))


def test_the_area_of_streets_holds_their_homes() -> None:
    homes = add_row_of_houses(9)
    other = add_dwelling("Nygatan", "1", east=400)
    streets = [homes[0].street_id, other.street_id]
    area_id = make(api.area_of_streets(street_ids=[s for s in streets if s]))
    assert set(api.homes_in(area_id=area_id)) == {home.pk for home in homes} | {other.pk}
    assert len(api.area(area_id=area_id).shape.geoms) == 2
    with pytest.raises(api.AreaRefused, match="streets"):
        api.area_of_streets(street_ids=[])


def test_the_area_of_a_building() -> None:
    walls = layers.to_mercator(np.array([box(0, 0, 40, 12)]), 3006)[0]
    west, south, east, north = walls.bounds
    building = rows.Building.objects.create(
        source="test", source_id="1", outline=shapely.to_wkb(walls), west=west, south=south, east=east, north=north
    )
    homes = [add_dwelling(unit=f"110{n}", east=42, north=6, building=building) for n in range(3)]
    area_id = make(api.area_of_building(building_id=building.pk))
    assert api.homes_in(area_id=area_id) == tuple(home.pk for home in homes)
    with pytest.raises(api.AreaRefused, match="no such building"):
        api.area_of_building(building_id=0)


def test_homes_are_found_by_the_index() -> None:
    from kokong.places.areas.reading import _NOW

    home = add_dwelling()
    rows.Dwelling.objects.bulk_create(
        rows.Dwelling(source="test", source_id=f"x{n}", street=home.street, kind="flat", location=home.location)
        for n in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_dwelling")
        cursor.execute("SET LOCAL enable_seqscan = off")  # these homes are few
        cursor.execute(f"EXPLAIN (VERBOSE) {_NOW}", {"areas": [1], "at": None})
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "places_dwelling_near" in plan, plan
    assert "location <@ r.around" in plan.split("places_dwelling_near")[1].split("->")[0]
