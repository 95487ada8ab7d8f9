"""Sums by area and month always say what the rows say."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokong.kernel import retention
from kokong.ledger import api
from kokong.ledger.models import Delivery
from tests.cast import Cast
from tests.places.town import add_row_of_houses

SPRING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVER: dict[str, Any] = {"since": date(2020, 1, 1), "until": date(2030, 1, 1)}


def give(number: int, **other: Any) -> None:
    told: dict[str, Any] = {
        "measure": "sign",
        "source": "sign",
        "source_id": str(number),
        "on": SPRING,
        "area_id": 7,
    }
    api.deliver(**(told | other))


def by_hand() -> dict[tuple[int | None, date], tuple[int, int, int, Decimal]]:
    """The same sums, from the rows."""
    sums: dict[tuple[int | None, date], list[Any]] = defaultdict(lambda: [0, 0, 0, Decimal(0)])
    for row in api.deliveries():
        cell = sums[row.area_id, row.on.date().replace(day=1)]
        for place, value in enumerate((1, row.quantity, row.reach or 0, row.hours or Decimal(0))):
            cell[place] += value
    return {key: tuple(values) for key, values in sums.items()}


def kept() -> dict[tuple[int | None, date], tuple[int, int, int, Decimal]]:
    return {
        (each.area_id, each.month): (each.deliveries, each.quantity, each.reach, each.hours)
        for each in api.by_area_and_month(**EVER)
    }


@contextmanager
def undone() -> Iterator[None]:
    """Each example leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["deliver", "retract"]),
        st.integers(1, 3),
        st.sampled_from([None, 7, 8]),
        st.integers(0, 60),
        st.integers(0, 9),
    ),
    max_size=8,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_things_are_told(cast: Cast, steps: list[tuple[str, int, int | None, int, int]]) -> None:
    with cast.acting(cast.coordinator), undone():
        for what, number, area, days, many in steps:
            if what == "retract":
                api.retract(source="sign", source_id=str(number))
            else:
                on = SPRING + timedelta(days=days)
                give(number, area_id=area, on=on, quantity=many, reach=many * 2, hours=Decimal(many) / 4)
        assert kept() == by_hand()


def test_midnight_belongs_to_the_month_of_the_municipality(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        give(1, on=datetime(2026, 2, 28, 23, 0, tzinfo=UTC))  # the first of March in Sweden
        assert [each.month for each in api.by_area_and_month(**EVER)] == [date(2026, 3, 1)]


def test_asking_for_some(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        give(1)
        give(2, measure="walk", area_id=8, on=SPRING + timedelta(days=40))
        give(3, measure="walk", area_id=None, cost=Decimal("12.50"))
        assert [each.area_id for each in api.by_area_and_month(**EVER)] == [None, 7, 8]
        assert [each.area_id for each in api.by_area_and_month(**EVER, measure="walk")] == [None, 8]
        assert [each.area_id for each in api.by_area_and_month(**EVER, area_ids={7})] == [7]
        march = api.by_area_and_month(since=date(2026, 3, 1), until=date(2026, 4, 1))
        assert [(each.area_id, each.cost) for each in march] == [(None, Decimal("12.50")), (7, Decimal(0))]


def test_many_rows_at_once_and_forgetting_homes(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        for number, home in enumerate(add_row_of_houses(6)):
            give(number, dwelling_id=home.pk)
        before = kept()
    retention.apply_all(now=SPRING + timedelta(days=200))
    with cast.acting(cast.coordinator):
        assert {each.dwelling_id for each in api.deliveries()} == {None}
        assert kept() == before == {(7, date(2026, 3, 1)): (6, 6, 0, Decimal(0))}
        Delivery.objects.filter(source_id__in=["1", "2"]).update(quantity=5)
        assert kept() == by_hand()


def test_the_next_municipality_has_sums_of_its_own(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        give(1)
    with cast.acting(cast.stranger):
        assert api.by_area_and_month(**EVER) == ()
        give(1, quantity=3)
    with cast.acting(cast.coordinator):
        assert [each.quantity for each in api.by_area_and_month(**EVER)] == [1]
