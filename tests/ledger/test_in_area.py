"""What was delivered in an area, by where it lay and by the outline of then."""

from datetime import UTC, date, datetime, timedelta

import pytest
import shapely
from django.test import Client

from kokong.kernel.fields import Point
from kokong.ledger import api, rules
from kokong.ledger.models import Delivery
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_row_of_houses

MAY, NOW = datetime(2026, 5, 4, 10, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)


def ground(width: float) -> shapely.Polygon:
    """Storgatan from its beginning, so many metres of it."""
    return shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + width, ORIGIN.y + 30)


@pytest.fixture
def homes(cast: Cast) -> list[int]:
    with cast.acting(cast.coordinator):
        return [row.pk for row in add_row_of_houses(12)]


def give(number: int, **place: object) -> None:
    told = {"measure": "visit", "source": "test", "source_id": str(number), "on": MAY}
    api.deliver(**(told | place))  # type: ignore[arg-type]


def found(area_id: int) -> dict[tuple[date, str], tuple[int, float]]:
    inside = api.in_area(area=places.area(area_id=area_id), now=NOW)
    return {(line.month, line.measure): (line.deliveries, round(line.days, 2)) for line in inside.months}


def test_homes_spots_and_what_names_the_area(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        area = places.make_area(name="Malmen", kind="drawn", shape=ground(50), now=MAY).area_id
        give(1, dwelling_id=homes[0])
        give(2, dwelling_id=homes[11])
        give(3, measure="sign", subject=("sign", 1), point=Point(ORIGIN.x + 10, ORIGIN.y), since=MAY)
        give(4, measure="sign", subject=("sign", 2), point=Point(ORIGIN.x + 90, ORIGIN.y), since=MAY)
        give(5, measure="leaflet", area_id=area)
        give(6, measure="leaflet", audience="Readers of the paper")
        told = found(area)
        assert told[date(2026, 5, 1), "visit"] == (1, 0)
        assert told[date(2026, 5, 1), "leaflet"] == (1, 0)
        assert told[date(2026, 5, 1), "sign"] == (1, 27.5)
        assert told[date(2026, 6, 1), "sign"] == (0, 30)
        assert api.in_area(area=places.area(area_id=area), now=NOW).standing == {"sign": 1}


def test_a_home_that_is_forgotten_counts_by_its_square(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        wide = shapely.box(ORIGIN.x - 600, ORIGIN.y - 600, ORIGIN.x + 600, ORIGIN.y + 600)
        area = places.make_area(name="Malmen", kind="drawn", shape=wide, now=MAY).area_id
        give(1, dwelling_id=homes[0])
        square = rules.square(x=ORIGIN.x, y=ORIGIN.y, fifth_m=40)
        Delivery.objects.update(dwelling=None, square_x=square.x, square_y=square.y, square_m=square.side)
        assert found(area) == {(date(2026, 5, 1), "visit"): (1, 0)}
        far = rules.square(x=ORIGIN.x + 5_000, y=ORIGIN.y, fifth_m=40)
        Delivery.objects.update(square_x=far.x)
        assert found(area) == {}


def test_what_was_done_stays_in_the_outline_of_then(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        area = places.make_area(name="Malmen", kind="drawn", shape=ground(50), now=MAY).area_id
        give(1, dwelling_id=homes[11])  # outside, then
        give(2, dwelling_id=homes[0], on=MAY - timedelta(days=60))  # before there was an area
        later = MAY + timedelta(days=40)
        places.change_outline(area_id=area, shape=ground(200), now=later)
        give(3, dwelling_id=homes[11], on=later + timedelta(days=1))
        assert found(area) == {(date(2026, 3, 1), "visit"): (1, 0), (date(2026, 6, 1), "visit"): (1, 0)}


def test_what_is_retracted_is_nothing(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        area = places.make_area(name="Malmen", kind="drawn", shape=ground(50), now=MAY).area_id
        give(1, dwelling_id=homes[0])
        api.retract(source="test", source_id="1")
        assert found(area) == {}


def test_the_page_of_the_area_says_it(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        area = places.make_area(name="Malmen", kind="drawn", shape=ground(50), now=MAY).area_id
        give(1, measure="sign", subject=("sign", 1), point=Point(ORIGIN.x + 10, ORIGIN.y), since=MAY)
    client: Client = cast.client(cast.coordinator)
    page = client.get(f"/areas/{area}/", headers={"accept-language": "en"}).content.decode()
    for words in ("Delivered here", "May 2026", "Stands here now:", "Risk here", "None of this week’s zones"):
        assert words in page
