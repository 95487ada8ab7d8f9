"""Findings as phones send them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from kokong.field import api as field
from kokong.field import outbox
from kokong.kernel.fields import Point
from kokong.measures.walks import api, phone
from kokong.meetings.models import Meeting
from tests.walks.conftest import Ground


def today(ground: Ground) -> int:
    """A walk that begins in an hour."""
    walk_id = ground.planned()
    ground.act(walk_id, "open")
    with ground.cast.acting(ground.cast.coordinator):
        Meeting.objects.filter(subject="walk").update(begins=ground.now + timedelta(hours=1))
    return walk_id


def record(ground: Ground, walk_id: int, **given: Any) -> dict[str, Any]:
    """A finding as a phone writes it, beside the first home."""
    with ground.cast.acting(ground.cast.visitor):
        lon, lat = _degrees(ground.spot())
    return {
        "id": str(uuid4()), "kind": "found", "safety_walk": walk_id, "at": ground.now.isoformat(), "pass": "",
        "category": "light", "feels": "Mörkt", "lon": lon, "lat": lat, "accuracy": 7.0, "how": "gps",
        "same": None, **given,
    }  # fmt: skip


def _degrees(point: Point) -> tuple[float, float]:
    from kokong.places import api as places

    lon, lat = places.degrees(x=[point.x], y=[point.y])
    return float(lon[0]), float(lat[0])


def sent(ground: Ground, *records: dict[str, Any], who: Any = None) -> list[str]:
    """What became of each record of a letter."""
    actor = who or ground.cast.visitor
    letter = outbox.Letter(device=uuid4(), user=actor.user_id, sent_at=ground.now, events=list(records))
    with ground.cast.acting(actor):
        return [each["status"] for each in outbox.receive(letter, user_id=actor.user_id, now=ground.now)]


def test_two_phones_note_at_once_and_nothing_is_lost_or_taken_twice(ground: Ground) -> None:
    walk_id = today(ground)
    first, second = (
        record(ground, walk_id, feels="Lampan"),
        record(ground, walk_id, feels="Häcken", category="green"),
    )
    assert sent(ground, first) == ["stored"]
    assert sent(ground, second, first, who=ground.cast.coordinator) == ["stored", "already"]
    with ground.cast.acting(ground.cast.coordinator):
        assert [each.feels for each in api.findings(walk_id=walk_id)] == ["Lampan", "Häcken"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"lon": 2.35, "lat": 48.85}, {"category": "x"}, {"feels": "  "}, {"lon": 999}, {"how": "guess"},
        {"feels": "x" * 1001}, {"safety_walk": 987_654}, {"accuracy": -1},
    ],
)  # fmt: skip
def test_a_record_that_can_never_be_stored_is_refused_and_holds_back_no_other(
    ground: Ground, wrong: dict[str, Any]
) -> None:
    walk_id = today(ground)
    bad, good = record(ground, walk_id, **wrong), record(ground, walk_id)
    assert sorted(sent(ground, bad, good)) == ["refused", "stored"]


def test_who_may_not_note_stores_nothing(ground: Ground) -> None:
    walk_id = today(ground)
    assert sent(ground, record(ground, walk_id), who=ground.cast.contact_person) == ["refused"]


def test_one_that_is_the_same_is_joined_and_its_photo_finds_it(ground: Ground) -> None:
    walk_id = today(ground)
    number, again = ground.note(walk_id), record(ground, walk_id)
    assert sent(ground, {**again, "same": number}) == ["stored"]
    with ground.cast.acting(ground.cast.visitor):
        by = field.Taking(
            user_id=ground.cast.visitor.user_id, at=ground.now, skew=timedelta(), handed=True, now=ground.now
        )
        mine = phone.photo_of(field.Photo(record=again["id"], subject_id=walk_id), by)
        assert phone.photo_of(field.Photo(record=uuid4(), subject_id=walk_id), by) is None
    assert mine is not None
    assert (ground.finding(mine[1]).same_as, ground.finding(mine[1]).state) == (number, "joined")


def test_the_phone_gets_the_walk_of_today_its_stops_and_what_lies_near(ground: Ground) -> None:
    earlier = ground.walked()
    ground.note(earlier, feels="Sedan i våras")
    walk_id = today(ground)
    browser = ground.cast.client(ground.cast.visitor)
    assert "Storgatan" in browser.get(reverse("field:walks", args=[walk_id])).content.decode()
    state = browser.get(reverse("field:walks-state", args=[walk_id])).json()
    (subject,) = state["subjects"]
    assert [stop["name"] for stop in subject["stops"]] == ["Storgatan 1", "Storgatan 11"]
    assert [(each["feels"], each["own"]) for each in subject["found"]] == [("Sedan i våras", False)]
    with ground.cast.acting(ground.cast.visitor):
        assert phone.listing(number=walk_id, user_id=1, now=ground.now + timedelta(days=8)) is None
        assert phone.listing(number=987_654, user_id=1, now=ground.now) is None
