"""Who lives around a burgled home."""

import pytest
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.places import api
from tests.cast import Cast

from .town import ORIGIN, add_dwelling, add_row_of_houses


def test_nearest_first_within_the_radius(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        houses = add_row_of_houses(40)
        found = api.neighbourhood(dwelling_id=houses[10].pk)
    assert found.home.address == "Storgatan 11"
    distances = [n.distance_m for n in found.neighbours]
    assert distances == sorted(distances)
    assert max(distances) <= 100
    assert len(distances) > 8


def test_at_least_eight_and_at_most_the_limit(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        houses = add_row_of_houses(40, spacing=300)
        assert len(api.neighbourhood(dwelling_id=houses[0].pk).neighbours) == 8
        assert len(api.neighbourhood(dwelling_id=houses[0].pk, radius_m=1e6, limit=12).neighbours) == 12


def test_retired_and_foreign_homes_are_left_out(cast: Cast) -> None:
    with cast.acting(cast.stranger):
        foreign = add_dwelling("Storgatan", "2")
    with cast.acting(cast.coordinator):
        home = add_dwelling("Storgatan", "1")
        add_dwelling("Storgatan", "3", retired_at=timezone.now())
        assert api.neighbourhood(dwelling_id=home.pk).neighbours == ()
        with pytest.raises(api.DwellingNotFound):
            api.neighbourhood(dwelling_id=foreign.pk)
        assert api.dwelling(dwelling_id=foreign.pk) is None


def test_the_stairwell_goes_before_other_doors_at_the_cap(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        flats = [
            add_dwelling("Åsgränd", "3", unit=f"1{f}0{n}", kind="flat") for f in range(6) for n in range(1, 5)
        ]
        for n in range(30):
            add_dwelling("Åsgränd", str(5 + n), east=0.1)
        found = api.neighbourhood(dwelling_id=flats[5].pk, limit=25)
    assert sum(n.same_stairwell for n in found.neighbours) == 23
    assert {n.floor for n in found.neighbours if n.same_stairwell} == set(range(6))


def test_near_a_point(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_dwelling("Storgatan", "1")
        at = Point(ORIGIN.x + 30, ORIGIN.y)
        near = api.nearest_dwelling(point=at, within_m=40)
        assert near is not None
        assert near.id == home.pk
        assert api.nearest_dwelling(point=at, within_m=20) is None
        assert api.contains(point=at)
        assert not api.contains(point=Point(0, 0))
        bounds = api.bounds()
        assert bounds is not None
        assert bounds[:2] == pytest.approx((near.lon, near.lat))
        assert api.count() == 1


def test_the_search_for_neighbours_is_one_index_scan(cast: Cast) -> None:
    from django.db import connection

    with cast.acting(cast.coordinator), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of the few homes that a test has, any plan would do
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM places_dwelling WHERE retired_at IS NULL ORDER BY location <-> '(0,0)' LIMIT 9"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan using places_dwelling_near" in plan
    assert "Index Cond: (municipality_id" in plan
    assert "Order By" in plan


@pytest.mark.parametrize("epsg", [4326, 999999, 2263])
def test_only_systems_in_metres(cast: Cast, epsg: int) -> None:
    with pytest.raises(api.UnsuitableCrs):
        api.create_municipality(code="1", name="A", crs=epsg)


def test_the_system_of_a_municipality_stays(cast: Cast) -> None:
    row = api.create_municipality(code="9901", name="Nya Havsvik", crs=3006)
    assert (row.pk, row.name) == (cast.home.pk, "Nya Havsvik")
    with pytest.raises(api.UnsuitableCrs, match="3006"):
        api.create_municipality(code="9901", name="Havsvik", crs=3010)


def test_listed_flats_are_taken_off_a_block_once(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_dwelling("Storgatan", "3", east=10)
        add_dwelling("Storgatan", "5", source="osm", kind="flat", homes=6, homes_by="estimated", stairwell="B")
        for n in range(6):
            add_dwelling("Storgatan", "5", unit=f"100{n}", stairwell="A", source="osm", kind="flat")
        around = api.neighbourhood(dwelling_id=home.pk)
        assert max(n.homes for n in around.neighbours) == 6
        add_dwelling("Storgatan", "5", unit="1203", stairwell="B", source="reported", kind="flat")
        around = api.neighbourhood(dwelling_id=home.pk)
        assert max(n.homes for n in around.neighbours) == 5
