"""What measures took: reckoned, corrected, and what one of each cost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kokong.ledger import api as ledger
from kokong.measures.cooperation.best.values import Refused
from kokong.measures.cooperation.hours import correcting, reading, rules
from kokong.measures.cooperation.hours.models import HoursCorrection
from kokong.measures.cooperation.hours.rules import Month, Took
from kokong.meetings import api as meetings
from tests.cast import Cast
from tests.places.town import add_row_of_houses

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MONTH = date(2026, 11, 1)


def test_doors_of_a_day_around_one_burglary_are_one_walk_for_two() -> None:
    at = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
    visits = [
        (1, at),
        (1, at + timedelta(minutes=70)),
        (2, at + timedelta(minutes=10)),
        (1, at + timedelta(days=1)),
    ]
    # 70 + 20 minutes, twice 20 minutes: 130, for two people.
    assert rules.at_doors(visits) == {MONTH: Decimal("3.00") + Decimal("0.67") * 2}


def test_a_meeting_takes_two_people_and_an_hour_before() -> None:
    assert rules.of_meeting(90) == Decimal(4)


def test_what_one_of_a_measure_cost() -> None:
    took = Took(
        "walk", "walk", (Month(MONTH, Decimal(30), 2, Decimal(500)), Month(date(2026, 10, 1), Decimal(0), 0))
    )
    assert took.each == 15
    assert took.kronor(400) == (30 * 400 + 500) / 2
    assert Took("sign", "delivery", (Month(MONTH, Decimal(0), 3),)).each is None
    assert Took("sign", "delivery", ()).kronor(400) is None


def given(cast: Cast) -> None:
    """Six visits on one evening, hours on foot, and a walk's three meetings."""
    homes = add_row_of_houses(6)
    for number, home in enumerate(homes):
        ledger.deliver(
            measure="cocoon_visit", source="test", source_id=f"v{number}", dwelling_id=home.pk, outcome="talked",
            on=NOW - timedelta(days=3) + timedelta(minutes=10 * number),
        )  # fmt: skip
    ledger.deliver(
        measure="on_foot",
        source="test",
        source_id="f",
        on=NOW,
        audience="x",
        hours=Decimal("2.5"),
        cost=Decimal(0),
    )
    ledger.deliver(measure="walk", source="test", source_id="w", on=NOW, audience="x", cost=Decimal(300))
    before = NOW - timedelta(days=5)
    actor = cast.coordinator
    number = meetings.plan(
        kind="walk.before",
        draft=meetings.Draft("Förmöte", before, lasts=60),
        actor=actor,
        now=NOW - timedelta(days=9),
    )
    meetings.announce(meeting_id=number, actor=actor, now=NOW - timedelta(days=9))
    meetings.hold(meeting_id=number, actor=actor, now=NOW)


def test_hours_come_from_visits_meetings_and_what_was_noted(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        given(cast)
        found = {each.measure: each for each in reading.took(now=NOW)}
        own = reading.own(now=NOW)
    visits = found["cocoon_visit"]
    assert (visits.hours, visits.units) == (rules.hours_of(timedelta(minutes=2 * 70)), 6)
    assert found["on_foot"].hours == Decimal("2.5")
    assert (found["walk"].hours, found["walk"].cost, found["walk"].units) == (Decimal(3), Decimal(300), 1)
    assert len(visits.months) == 12
    assert visits.months[0].month == MONTH
    assert set(own) == {"cocoon_visit"}  # one walk is too few to go by
    assert own["cocoon_visit"] == pytest.approx(float(visits.hours) / 6)


def test_a_correction_counts_and_what_was_reckoned_stays(cast: Cast) -> None:
    with cast.acting(cast.coordinator) as me:
        given(cast)
        said: dict[str, Any] = {"measure": "walk", "month": MONTH, "user_id": me.user_id, "now": NOW}
        with pytest.raises(Refused):
            correcting.correct(**said, hours=Decimal(9), reason=" ")
        with pytest.raises(Refused):
            correcting.correct(**{**said, "month": date(2020, 1, 1)}, hours=Decimal(9), reason="Fel")
        with pytest.raises(Refused):
            correcting.correct(**said, hours=Decimal(-1), reason="Fel")
        assert not HoursCorrection.objects.exists()
        correcting.correct(**said, hours=Decimal(9), reason="Tre var med.")
        correcting.correct(**said, hours=Decimal(11), reason="Fyra, visade det sig.")
        walk = next(each for each in reading.took(now=NOW) if each.measure == "walk")
        assert (walk.hours, walk.corrected, walk.months[0].reckoned) == (Decimal(11), True, Decimal(3))
        correcting.correct(**said, hours=None, reason="Det stämde.")
        walk = next(each for each in reading.took(now=NOW) if each.measure == "walk")
        kept = reading.corrections(measure="walk")
    assert (walk.hours, walk.corrected) == (Decimal(3), False)
    assert [each.hours for each in kept] == [None, Decimal(11), Decimal(9)]
    assert [each.action for each in cast.log(subject="hours")] == ["hours.corrected"] * 3


def test_the_pages_show_hours_and_take_a_correction(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        ledger.deliver(
            measure="on_foot", source="test", source_id="f", on=timezone.now(), audience="x", hours=Decimal("2.5")
        )
    browser = cast.client(cast.coordinator)
    assert "Hours on foot" in browser.get("/cooperation/hours/").content.decode()
    assert "1,000" in browser.get("/cooperation/hours/", {"kronor": "400"}).content.decode().replace(
        "1000", "1,000"
    )
    assert browser.get("/cooperation/hours/", {"kronor": "x"}).status_code == 422
    page = "/cooperation/hours/on_foot/"
    month = timezone.localdate().replace(day=1).isoformat()
    assert browser.post(page, {"month": month, "hours": "4", "reason": ""}).status_code == 422
    assert browser.post(page, {"month": month, "hours": "4", "reason": "Ett pass till."}).status_code == 302
    assert "Ett pass till." in browser.get(page).content.decode()
    assert browser.get("/cooperation/hours/nothing/").status_code == 404


def test_the_next_municipality_sees_no_hours(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        given(cast)
    with cast.acting(cast.stranger):
        assert all(not each.hours for each in reading.took(now=NOW))
