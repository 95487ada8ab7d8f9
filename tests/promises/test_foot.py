"""Hours on foot: noted once, counted by promises in their area, taken back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kokong.ledger import api as ledger
from kokong.measures.promises import api, counters
from kokong.measures.promises.foot import noting
from kokong.measures.promises.values import Refused
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_row_of_houses
from tests.worker import run_jobs

PAGE = "/promises/on-foot/"


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    """What happened is told to others only once it is committed."""
    return committed_cast


@pytest.fixture
def area(cast: Cast) -> int:
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses()
        shape = places.area_of_streets(street_ids=[homes[0].street_id or 0])
        return places.make_area(name="Berga", kind="street", shape=shape, now=timezone.now()).area_id


def sent(**changed: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"authority": "police", "area": "", "on": today, "hours": "2.5", "record": str(uuid4()), **changed}


def hours(cast: Cast, *, area_id: int | None = None, outcome: str = "") -> Decimal:
    """What a promise of hours on foot comes to this month."""
    rule = api.Rule("on_foot", "least", Decimal(4), "month", unit="hours", area_id=area_id, outcome=outcome)
    month = timezone.localdate().replace(day=1)
    with cast.acting(cast.coordinator):
        found = counters.amounts([rule], since=month, until=(month + timedelta(days=40)).replace(day=1))
    return sum((each.n for each in found[rule].values()), Decimal(0))


def test_noted_at_the_desk_and_by_a_visitor_it_counts_in_its_area(cast: Cast, area: int) -> None:
    police, visitor = cast.client(cast.officer), cast.client(cast.visitor)
    form = sent(area=area)
    for _press in range(2):
        assert police.post(PAGE, form).status_code == 302
    assert visitor.post(PAGE, sent(authority="municipality", hours="1")).status_code == 302
    run_jobs()
    assert hours(cast) == Decimal("3.5")
    assert hours(cast, area_id=area) == hours(cast, outcome="police") == Decimal("2.5")
    shown = police.get(PAGE).content.decode()
    assert "Berga" in shown
    assert "Bo Samordnare" not in shown.split("<main")[1]
    police.post(f"{PAGE}take-back/", {"record": form["record"]})
    run_jobs()
    assert hours(cast) == Decimal(1)
    assert "Berga · " not in visitor.get(PAGE).content.decode()


def test_taken_back_before_it_was_told_it_never_counts(cast: Cast) -> None:
    record = uuid4()
    with cast.acting(cast.coordinator):
        noting.take_back(record=record)
        noting.note(
            record=record, area_id=None, at=timezone.now(), minutes=60, authority="both", now=timezone.now()
        )
    run_jobs()
    assert hours(cast) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"hours": "0"},
        {"hours": "25"},
        {"hours": "long"},
        {"on": (timezone.localdate() + timedelta(days=2)).isoformat()},
        {"on": "2020-01-01"},
        {"area": "987654"},
        {"authority": "army"},
        {"record": "1"},
    ],
)
def test_what_can_not_be_is_said_and_nothing_noted(cast: Cast, changed: dict[str, str]) -> None:
    assert cast.client(cast.coordinator).post(PAGE, sent(**changed)).status_code == 422
    run_jobs()
    with cast.acting(cast.coordinator):
        assert ledger.deliveries(measure="on_foot") == ()


def test_an_area_that_went_meanwhile_is_said(cast: Cast) -> None:
    with cast.acting(cast.coordinator), pytest.raises(Refused, match="not there any more"):
        noting.note(
            record=uuid4(), area_id=9, at=timezone.now(), minutes=60, authority="police", now=timezone.now()
        )


def test_the_next_municipality_and_residents_see_nothing(cast: Cast, area: int) -> None:
    cast.client(cast.officer).post(PAGE, sent(area=area))
    run_jobs()
    assert "Berga" not in cast.client(cast.stranger).get(PAGE).content.decode()
    assert cast.client(cast.resident).get(PAGE).status_code == 403
