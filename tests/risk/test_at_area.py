"""The risk in one area: its own burglaries, and which of them followed another, wherever that was."""

from datetime import UTC, datetime, timedelta

import shapely

from kokong.incidents import api as incidents
from kokong.places import api as places
from kokong.risk import at_area
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def burgled(dwelling_id: int, days_ago: float, kind: str = "house") -> None:
    at = NOW - timedelta(days=days_ago)
    told = incidents.report(
        dwelling_id=dwelling_id, earliest=at - timedelta(hours=6), latest=at, dwelling_kind=kind, source="form",
        another=True, now=NOW,
    )  # fmt: skip
    incidents.confirm(burglary_id=told.id, now=NOW)


def test_what_lies_in_the_area_is_counted(cast: Cast) -> None:
    with cast.acting(cast.officer):
        inside = add_dwelling("Storgatan", "1").pk
        beside = add_dwelling("Storgatan", "3", east=80).pk
        far = add_dwelling("Storgatan", "99", east=3_000).pk
        burgled(beside, 20)
        burgled(inside, 10)  # followed the one outside
        burgled(far, 9)
        burgled(inside, 400)
        burgled(inside, 5, kind="holiday")
        shape = shapely.box(ORIGIN.x - 30, ORIGIN.y - 30, ORIGIN.x + 30, ORIGIN.y + 30)
        area = places.area(area_id=places.make_area(name="Malmen", kind="drawn", shape=shape, now=NOW).area_id)
        found = at_area.look(area=area, now=NOW)
        assert (found.lately, found.year, found.year_before) == (1, 1, 1)
        assert (found.here, found.everywhere) == (at_area.Follows(1, 2), at_area.Follows(1, 4))
        assert (found.zones, found.expected) == ((), None)
        assert at_area.panels(area=area, actor=cast.officer, now=NOW)
        assert at_area.panels(area=area, actor=cast.visitor, now=NOW) == []


def test_an_area_without_homes_and_a_town_without_burglaries(cast: Cast) -> None:
    with cast.acting(cast.officer):
        add_dwelling("Storgatan", "1", east=500)
        shape = shapely.box(ORIGIN.x - 30, ORIGIN.y - 30, ORIGIN.x + 30, ORIGIN.y + 30)
        area = places.area(area_id=places.make_area(name="Ängen", kind="drawn", shape=shape, now=NOW).area_id)
        found = at_area.look(area=area, now=NOW)
        assert (found.year, found.here, found.everywhere) == (0, at_area.Follows(0, 0), at_area.Follows(0, 0))


def test_the_first_page_leads_to_areas(cast: Cast) -> None:
    with cast.acting(cast.officer):
        add_dwelling("Storgatan", "1")
        shape = shapely.box(ORIGIN.x - 30, ORIGIN.y - 30, ORIGIN.x + 30, ORIGIN.y + 30)
        made = places.make_area(name="Malmen", kind="drawn", shape=shape, now=NOW)
    page = cast.client(cast.officer).get("/risk/").content.decode()
    assert f'href="/areas/{made.area_id}/#risk-here"' in page
