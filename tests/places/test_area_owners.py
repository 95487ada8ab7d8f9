"""Whose areas they are, and what the log says of them."""

from datetime import UTC, datetime

import pytest
import shapely

from kokong.kernel.fields import Point
from kokong.places import api
from tests.cast import Cast

from .town import ORIGIN, add_dwelling

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
SQUARE = shapely.box(ORIGIN.x, ORIGIN.y, ORIGIN.x + 50, ORIGIN.y + 50)


def test_nobody_elses(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        area_id = api.make_area(name="Malmen", kind="drawn", shape=SQUARE, now=NOW).area_id
    with cast.acting(cast.stranger):
        home = add_dwelling(east=10, north=10)
        assert api.areas() == ()
        assert api.areas_at(point=Point(*home.location)) == ()
        for ask in (
            lambda: api.area(area_id=area_id),
            lambda: api.homes_in(area_id=area_id),
            lambda: api.overlapping(area_id=area_id),
            lambda: api.change_outline(area_id=area_id, shape=SQUARE.buffer(9), now=NOW),
            lambda: api.rename_area(area_id=area_id, name="X"),
            lambda: api.retire_area(area_id=area_id, now=NOW),
            lambda: api.restore_area(area_id=area_id),
        ):
            with pytest.raises(api.AreaNotFound):
                ask()
    with cast.acting(cast.coordinator):
        assert api.homes_in(area_id=area_id) == ()
        assert api.area(area_id=area_id).name == "Malmen"


def test_what_is_done_is_in_the_log(cast: Cast) -> None:
    with cast.acting(cast.officer):
        area_id = api.make_area(name="Malmen", kind="drawn", shape=SQUARE, now=NOW).area_id
        api.change_outline(area_id=area_id, shape=SQUARE.buffer(9), now=NOW)
        api.rename_area(area_id=area_id, name="B")
        api.retire_area(area_id=area_id, now=NOW)
        api.restore_area(area_id=area_id)
    said = [line.action for line in cast.log() if line.subject == "area"]
    assert said == ["area.restored", "area.retired", "area.renamed", "area.changed", "area.made"]
