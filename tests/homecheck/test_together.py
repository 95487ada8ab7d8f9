"""A check gone through together: counted once, by its area, with no answer and no home."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pydantic import ValidationError

from kokong.ledger import api as ledger
from kokong.measures.homecheck import phone, together
from kokong.measures.homecheck.values import Refused
from kokong.people import api as people
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_row_of_houses
from tests.worker import run_jobs

PAGE = "/home-check/together/"


def offer(cast: Cast) -> int:
    """An area, where everybody can read the home check."""
    cast.client(cast.coordinator).post("/public-pages/home-check/publish/")
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses()
        shape = places.area_of_streets(street_ids=[homes[0].street_id or 0])
        return places.make_area(name="Berga", kind="street", shape=shape, now=timezone.now()).area_id


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    """What happened is told to others only once it is committed."""
    return committed_cast


@pytest.fixture
def area(cast: Cast) -> int:
    return offer(cast)


def record(area_id: int | None, **given: Any) -> phone.TogetherRecord:
    """As the phone wrote it."""
    return phone.TogetherRecord(**{
        "id": uuid4(), "kind": "together", "home_check": 1, "area": area_id, "at": timezone.now(), **given,
    })  # fmt: skip


def take(cast: Cast, told: phone.TogetherRecord, **by: Any) -> str:
    now = timezone.now()
    taking: Any = SimpleNamespace(**{"user_id": cast.visitor.user_id, "at": now, "now": now, "handed": True, **by})
    with cast.acting(cast.visitor):
        return phone.take(told, taking).status


def delivered(cast: Cast) -> list[ledger.Delivery]:
    run_jobs()
    with cast.acting(cast.coordinator):
        return [*ledger.deliveries(measure="home_check")]


def test_a_phones_record_is_one_delivery_to_the_area_however_often_it_is_sent(cast: Cast, area: int) -> None:
    told = record(area)
    assert [take(cast, told), take(cast, told)] == ["stored", "stored"]
    (found,) = delivered(cast)
    assert (found.area_id, found.dwelling_id, found.outcome) == (area, None, "together")
    take(cast, record(area))
    assert len(delivered(cast)) == 2


def test_a_record_has_no_field_for_answers(area: int) -> None:
    assert set(phone.TogetherRecord.model_fields) == {"id", "kind", "at", "shown", "home_check", "area"}
    with pytest.raises(ValidationError):
        record(area, kind="answered")


def test_an_area_that_is_gone_counts_as_none_and_nothing_is_lost(cast: Cast, area: int) -> None:
    take(cast, record(area + 1000))
    assert [each.area_id for each in delivered(cast)] == [None]


@pytest.mark.parametrize("days", [-90, 3])
def test_a_day_that_cant_be_is_refused(cast: Cast, area: int, days: int) -> None:
    with pytest.raises(Refused, match=r"two months|två månader"):
        take(cast, record(area), at=timezone.now() + timedelta(days=days))
    assert delivered(cast) == []


def test_the_phone_gets_it_where_it_is_offered(cast: Cast, area: int) -> None:
    now, me = timezone.now(), cast.visitor.user_id
    with cast.acting(cast.visitor):
        (listed,) = phone.lists(user_id=me, now=now)
        assert listed.key == "home-checks/1"
        told = phone.listing(number=1, user_id=me, now=now)
        assert told is not None
        assert [each["name"] for each in told.subjects[0]["areas"]] == ["Berga"]
        assert phone.listing(number=2, user_id=me, now=now) is None
    assert cast.client(cast.visitor).get("/field/home-checks/1/").status_code == 200
    cast.client(cast.coordinator).post("/public-pages/home-check/withdraw/")
    with cast.acting(cast.visitor):
        assert not together.offered()
        assert phone.lists(user_id=me, now=now) == []


def test_somebody_of_an_association_counts_it_once_on_a_page(cast: Cast, area: int) -> None:
    beside, since = cast.owner_representative, timezone.now() - timedelta(days=1)
    with cast.acting(cast.coordinator):
        people.grant(user_id=beside.user_id, role="owner_representative", on=("owner", 1), now=since, since=since)
    form = {"area": area, "on": timezone.localdate().isoformat(), "record": str(uuid4())}
    browser = cast.client(beside)
    assert 'name="record"' in browser.get(PAGE).content.decode()
    for _press in range(2):
        assert browser.post(PAGE, form)["Location"] == reverse("homecheck:together")
    assert [each.area_id for each in delivered(cast)] == [area]
    wrong = browser.post(PAGE, form | {"area": "", "on": "2020-01-01"})
    assert wrong.status_code == 422
    assert len(delivered(cast)) == 1
