"""What is done to signs, in the database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kokong.kernel.moves import MoveRefused, NotYours, history
from kokong.ledger import api as ledger
from kokong.measures.signs import api
from kokong.people import api as people
from tests.cast import Cast
from tests.signs.conftest import SETTLED, Street, build_street
from tests.worker import run_jobs


def test_from_order_to_faded_to_replaced(committed_cast: Cast) -> None:
    street = build_street(committed_cast)
    sign_id = street.up(days_ago=50)
    assert street.sign(sign_id).state == "up"
    street.seen(sign_id, "faded", days_ago=10)
    assert (street.sign(sign_id).state, street.sign(sign_id).condition) == ("worn", "faded")
    street.act(sign_id, "replace")
    found = street.sign(sign_id)
    assert (found.state, found.condition, found.installed) == ("up", "good", street.now)
    run_jobs()
    with street.cast.acting(street.cast.coordinator):
        stood = [(each.since, each.until, each.outcome) for each in ledger.deliveries(subject=("sign", sign_id))]
        moves = [each.action for each in history(subject="sign", subject_id=sign_id)]
    first = street.now - timedelta(days=50)
    assert stood == [(first, street.now, "warning"), (street.now, None, "warning")]
    assert moves == ["order", "install", "wear", "replace"]


def test_nothing_goes_up_without_the_owner_and_the_permit(street: Street) -> None:
    sign_id = street.planned(permit="applied")
    street.act(sign_id, "order")
    with street.cast.acting(street.cast.coordinator):
        api.agree(sign_id=sign_id, answer=False, channel="phone", now=street.now)
    with pytest.raises(api.Refused, match=r"owner of the spot has not agreed\. It is not settled"):
        street.act(sign_id, "install")
    assert street.sign(sign_id).state == "ordered"
    with street.cast.acting(street.cast.coordinator):
        assert [each.given for each in people.consent.history(subject=("sign", sign_id))] == [True, False]


def test_a_moment_in_the_future_or_out_of_order_is_refused(street: Street) -> None:
    sign_id = street.planned()
    street.act(sign_id, "order", days_ago=5)
    for days_ago in (-1, 6):
        with pytest.raises(api.Refused, match="in the future, or before what happened last"):
            street.act(sign_id, "install", days_ago=days_ago)


def test_nothing_happens_before_what_was_seen_last(street: Street) -> None:
    sign_id = street.up(days_ago=50)
    street.seen(sign_id, "dirty", days_ago=1)
    with pytest.raises(api.Refused, match="before what happened last"):
        street.act(sign_id, "replace", days_ago=5)
    assert street.sign(sign_id).condition == "dirty"


def test_a_corrected_kind_is_looked_at_when_that_kind_is(committed_cast: Cast) -> None:
    street = build_street(committed_cast)
    sign_id = street.up(days_ago=10, kind="watch")
    with street.cast.acting(street.cast.coordinator):
        draft = api.Draft(kind="warning", place="Torget", point=street.spot, **SETTLED)
        api.change(sign_id=sign_id, draft=draft)
    found = street.sign(sign_id)
    assert found.next_check == timezone.localdate(street.now - timedelta(days=10)) + timedelta(days=90)
    run_jobs()
    with street.cast.acting(street.cast.coordinator):
        assert [each.outcome for each in ledger.deliveries(subject=("sign", sign_id))] == ["warning"]


def test_pressed_twice_it_says_what_it_is_now(street: Street) -> None:
    sign_id = street.planned()
    street.act(sign_id, "order")
    with pytest.raises(MoveRefused, match="It is now: Ordered"):
        street.act(sign_id, "order")


def test_a_visitor_looks_and_does_nothing_else(street: Street) -> None:
    sign_id = street.planned()
    with street.cast.acting(street.cast.visitor), pytest.raises(NotYours):
        api.act(sign_id=sign_id, action="order", at=street.now, now=street.now)
    with street.cast.acting(street.cast.visitor), pytest.raises(api.Refused, match="No sign stands here"):
        api.check(sign_id=sign_id, condition="good", at=street.now, user_id=1)


def test_a_look_is_taken_once_and_an_older_one_decides_nothing(street: Street) -> None:
    sign_id, key = street.up(days_ago=50), uuid4()
    assert street.seen(sign_id, "damaged", days_ago=1, client_id=key)
    assert not street.seen(sign_id, "good", client_id=key)
    assert street.seen(sign_id, "good", days_ago=2)
    assert street.sign(sign_id).condition == "damaged"
    with street.cast.acting(street.cast.coordinator):
        assert [condition for _, condition, _ in api.checks(sign_id=sign_id)] == ["damaged", "good"]


def test_the_next_municipality_sees_nothing(street: Street) -> None:
    sign_id = street.up()
    with street.cast.acting(street.cast.stranger):
        assert api.signs() == ()
        with pytest.raises(api.SignMissing):
            api.sign(sign_id=sign_id)
        with pytest.raises(api.SignMissing):
            api.act(sign_id=sign_id, action="remove", at=street.now, now=street.now)
