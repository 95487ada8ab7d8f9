"""Counting asks the database as often for three hundred areas as for three."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokong.effect import counting
from kokong.places import api as places
from tests.cast import Cast
from tests.effect.conftest import Town
from tests.places.town import ORIGIN

UNTIL = date(2026, 11, 1)


def test_more_areas_take_no_more_questions(cast: Cast, town: Town) -> None:
    with cast.acting(cast.officer):
        asked = []
        for compared in (town.areas[2:4], town.areas[2:]):
            plan = replace(town.plan(), compared=compared)
            with CaptureQueriesContext(connection) as seen:
                panel = counting.panel_of(plan, until=UNTIL)
            assert len(panel.units) == 2 + len(compared)
            asked.append(len(seen))
    assert asked[0] == asked[1] <= 8


def test_each_area_keeps_the_ground_that_it_had_at_the_start(cast: Cast, town: Town) -> None:
    """Moved since, it is counted where it lay; drawn later, where it was drawn first."""
    with cast.acting(cast.officer):
        moved, second, *_rest = town.areas
        now = datetime(2025, 6, 1, tzinfo=UTC)
        east = shapely.box(ORIGIN.x + 20_000, ORIGIN.y, ORIGIN.x + 20_100, ORIGIN.y + 100)
        places.change_outline(area_id=moved, shape=east, now=now)
        late = shapely.box(ORIGIN.x + 360, ORIGIN.y - 40, ORIGIN.x + 440, ORIGIN.y + 40)
        drawn = places.make_area(name="Ny", kind="drawn", shape=late, now=now).area_id
        start = datetime(2025, 1, 1, tzinfo=UTC)
        found = places.homes_by_first_area(area_ids=[moved, drawn], at=start)
        assert found == {moved: (town.homes[0],), drawn: (town.homes[1],)}
        assert places.homes_by_area(area_ids=[moved, second, drawn], at=start) == {
            moved: (town.homes[0],), second: (town.homes[1],),
        }  # fmt: skip
        panel = counting.panel_of(town.plan(), until=UNTIL)
    assert np.all(panel.exposure == 1)
