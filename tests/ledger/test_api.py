"""The ledger takes each delivery once, in any order, and shows it within its municipality."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.ledger import api
from kokong.ledger.models import Delivery
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def visit(number: int, **other: object) -> api.Delivery:
    told = {
        "measure": "cocoon_visit",
        "source": "visit",
        "source_id": str(number),
        "on": MORNING,
        "dwelling_id": None,
    }
    return api.deliver(**{**told, "burglary_id": 3, "outcome": "talked", **other})  # type: ignore[arg-type]


def test_telling_twice_is_one_delivery_and_corrects_it(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_dwelling().pk
        first, again = visit(1), visit(1, outcome="declined", dwelling_id=home)
        assert first.id == again.id
        assert [(d.outcome, d.dwelling_id) for d in api.deliveries()] == [("declined", home)]


def test_another_measure_may_use_the_same_number(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        visit(1)
        visit(1, measure="kit", source="kit")
        assert len(api.deliveries()) == 2
        assert len(api.deliveries(measure="kit")) == 1


def test_a_retracted_delivery_counts_no_more(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        visit(1)
        visit(2, outcome="card_left")
        assert api.retract(source="visit", source_id="1") is True
        assert api.retract(source="visit", source_id="1") is False
        assert api.counts(measure="cocoon_visit", since=MORNING, until=MORNING + timedelta(hours=1)) == {
            "card_left": 1
        }
        assert [d.source_id for d in api.deliveries()] == ["2"]


def test_retract_may_come_before_record(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        assert api.retract(source="visit", source_id="1") is False
        assert visit(1).retracted is True
        assert visit(1).retracted is True
        assert api.deliveries() == ()


def test_reading_by_measure_dwelling_burglary_and_time(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        one, two, *_ = (home.pk for home in add_row_of_houses(2))
        visit(1, dwelling_id=one)
        visit(2, dwelling_id=two, on=MORNING + timedelta(days=1))
        visit(3, dwelling_id=one, burglary_id=4, on=MORNING + timedelta(days=2))

        def numbers(**asked: Any) -> list[str]:
            return [d.source_id for d in api.deliveries(**asked)]

        assert numbers(dwelling_id=one) == ["1", "3"]
        assert numbers(burglary_id=3) == ["1", "2"]
        assert numbers(since=MORNING + timedelta(days=1), until=MORNING + timedelta(days=2)) == ["2"]
        assert numbers(measure="sign") == []


def test_the_next_municipality_sees_nothing_and_has_numbers_of_its_own(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        visit(1)
    with cast.acting(cast.stranger):
        assert api.deliveries() == ()
        assert api.retract(source="visit", source_id="1") is False
    with cast.acting(cast.coordinator):
        assert len(api.deliveries()) == 1


def test_nothing_is_seen_or_written_outside_a_scope(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        visit(1)
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("first", ["record", "retract"])
def test_two_at_once_end_retracted(committed_cast: Cast, first: str) -> None:
    """One transaction holds its row open while the other tells its part; either way the visit ends undone."""
    home, begun = committed_cast.home.pk, threading.Event()

    def tell(what: str) -> None:
        with tenancy.scope(municipality_id=home):
            visit(1) if what == "record" else api.retract(source="visit", source_id="1")
            begun.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
        connection.close()

    second = "retract" if first == "record" else "record"
    one = threading.Thread(target=tell, args=(first,))
    one.start()
    assert begun.wait(5)
    two = threading.Thread(target=tell, args=(second,))
    two.start()
    one.join()
    two.join()
    with tenancy.scope(municipality_id=home):
        assert api.deliveries() == ()
        assert Delivery.objects.get().measure == "cocoon_visit"


def test_each_kind_of_place_and_never_two(cast: Cast) -> None:
    places: list[tuple[str, dict[str, Any]]] = [
        ("spot", {"subject": ("sign", 3), "point": Point(10.0, 20.0), "area_id": 7}),
        ("audience", {"audience": "readers of the paper", "reach": 4000}),
        ("area", {"area_id": 7, "quantity": 120}),
        ("", {}),
    ]
    with cast.acting(cast.coordinator):
        for number, (kind, place) in enumerate(places):
            told = visit(number, **place)
            assert (told.place, {name: getattr(told, name) for name in place}) == (kind, place)
        assert [d.source_id for d in api.deliveries(subject=("sign", 3))] == ["0"]
        assert [d.source_id for d in api.deliveries(area_id=7)] == ["0", "2"]
        with pytest.raises(ValueError, match="one place"):
            visit(9, audience="everybody", subject=("sign", 3))
        with pytest.raises(IntegrityError, match="one_place"), transaction.atomic():
            Delivery.objects.filter(place="spot").update(audience="everybody")
        with pytest.raises(IntegrityError, match="one_place"), transaction.atomic():
            Delivery.objects.filter(place="area").update(area_id=None)


def test_what_stands_for_a_time(cast: Cast) -> None:
    later = MORNING + timedelta(days=400)
    with cast.acting(cast.coordinator):
        visit(1, subject=("sign", 1), since=MORNING)
        visit(2, subject=("sign", 2), since=MORNING, until=later)
        visit(3)
        assert [d.source_id for d in api.deliveries(standing_at=MORNING)] == ["1", "2"]
        assert [d.source_id for d in api.deliveries(standing_at=later)] == ["1"]
        assert api.deliveries(standing_at=MORNING - timedelta(days=1)) == ()
        with pytest.raises(IntegrityError, match="stands_forward"), transaction.atomic():
            visit(4, subject=("sign", 4), since=later, until=MORNING)
