"""What is told of burglaries by area and year: in steps, of many homes, and nothing by difference."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from kokong.incidents import api as incidents
from kokong.places import api as places
from kokong.public.figures import drawing, rules
from kokong.public.figures.rules import Step
from tests.cast import Cast
from tests.places.town import add_row_of_houses
from tests.public.test_pages import press

A, B = range(1000), range(1000, 2000)


@pytest.mark.parametrize(
    ("burglaries", "homes", "told"),
    [(0, 100, Step(0, 4)), (4, 99, None), (5, 100, Step(5, 9)), (19, 100, Step(15, 19)), (20, 100, None),
     (20, 120, Step(20, 24)), (44, 2000, Step(40, 44))],
)  # fmt: skip
def test_a_number_is_told_in_a_step_that_its_homes_can_hide(
    burglaries: int, homes: int, told: Step | None
) -> None:
    assert rules.told(burglaries=burglaries, homes=homes) == told


def test_a_year_is_told_from_february_of_the_next() -> None:
    assert rules.years(date(2026, 1, 31)) == (2024, 2023, 2022)
    assert rules.years(date(2026, 2, 1)) == (2025, 2024, 2023)


def test_a_home_counts_in_one_area_alone_and_what_is_left_of_an_area_must_be_enough() -> None:
    found = rules.parted({1: range(300), 2: range(200, 320), 3: range(250, 400)})
    assert {area: len(homes) for area, homes in found.items()} == {
        1: 200,
        2: 120,
    }  # 80 homes are left of the third
    assert not found[1] & found[2]


def test_the_whole_is_told_only_where_what_lies_outside_could_be_an_area() -> None:
    homes = rules.parted({1: A, 2: B})
    at = [1, 2, 3, 4, 5, 1001]
    told = rules.year(2025, homes, at, whole=7, all_homes=2500)
    assert (told.areas, told.rest, told.whole) == ({1: Step(5, 9), 2: Step(0, 4)}, Step(0, 4), Step(5, 9))
    few_left = rules.year(2025, homes, at, whole=7, all_homes=2003)
    assert (few_left.areas[1], few_left.rest, few_left.whole) == (Step(5, 9), None, None)
    assert rules.year(2025, homes, at, whole=6, all_homes=2000).whole == Step(5, 9)


@given(at=st.lists(st.integers(0, 2499), max_size=60), one=st.integers(0, 2499), sizes=st.data())
def test_no_home_outside_the_areas_is_told_by_what_is_left(at: list[int], one: int, sizes: st.DataObject) -> None:
    """Whatever is told, what is left of the municipality is many homes, or nothing is said of the whole."""
    end = sizes.draw(st.integers(100, 2500))
    homes = rules.parted({1: range(min(end, 1200)), 2: range(1200, max(end, 1200))})
    told = rules.year(2025, homes, [*at, one], whole=len(at) + 1, all_homes=2500)
    left = 2500 - sum(len(homes[area]) for area, step in told.areas.items() if step)
    if told.whole is not None:
        assert left == 0 or left >= rules.FEWEST_HOMES
    for area, step in told.areas.items():
        if step is not None:
            assert len(homes[area]) >= rules.HOMES_EACH * step.last


def test_the_map_is_outlines_in_their_own_order_and_fits_its_box() -> None:
    two = [MultiPolygon([box(0, 0, 1000, 500)]), MultiPolygon([box(1000, 0, 2000, 500)])]
    found = drawing.drawing(two)
    assert found is not None
    assert [shape.x for shape in found.shapes] == ["164.0", "476.0"]
    assert found.box == "0 0 640 172"
    assert drawing.drawing([]) is None


def test_the_pages_say_so_where_there_is_nothing_to_tell(cast: Cast) -> None:
    for name in ("figures", "results"):
        assert Client().get(f"/k/havsvik/{name}/").status_code == 404
        press(cast, name)
    said = " ".join(Client().get("/k/havsvik/figures/").content.decode().split())
    assert "Det finns inget att visa ännu" in said
    said = " ".join(Client().get("/k/havsvik/results/").content.decode().split())
    assert "Ingen åtgärd har utvärderats här ännu" in said
    assert "Troligen effekt" in said
    assert "%" not in said[said.index('id="main"') :]


def test_an_area_is_told_of_in_words_map_and_table_and_no_home_of_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FEWEST_HOMES", 1)
    monkeypatch.setattr(rules, "HOMES_EACH", 0)
    now = timezone.now()
    night = datetime(rules.years(timezone.localtime(now).date())[0], 2, 3, 12, tzinfo=UTC)
    with cast.acting(cast.officer):
        homes = add_row_of_houses(4)
        ground = places.area_of_streets(street_ids=[homes[0].street_id or 0])
        places.make_area(name="Björkbacken <b>", kind="drawn", shape=ground, now=now - timedelta(days=900))
        found = incidents.report(
            dwelling_id=homes[2].pk, earliest=night, latest=night + timedelta(hours=2), source="form", now=now
        )
        incidents.confirm(burglary_id=found.id, now=now)
        address = places.dwelling(dwelling_id=homes[2].pk)
    assert address is not None
    press(cast, "figures")
    said = " ".join(Client().get("/k/havsvik/figures/?language=en").content.decode().split())
    assert "1. Björkbacken &lt;b&gt;" in said
    assert "fewer than five" in said
    assert said.count("<path class=") == 1
    assert address.address not in said
