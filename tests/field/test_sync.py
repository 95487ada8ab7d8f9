"""Whatever phones send, in whichever order and however often: nothing is lost, nothing counts twice."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokong.field import outbox
from kokong.field.api import silent_devices
from kokong.field.models import Device
from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Cocoon, Door, FollowUp, Visit
from tests.cast import Cast
from tests.cocoons.conftest import NOW, Town
from tests.field.conftest import Json, Phone, event


def visits(cast: Cast) -> list[Visit]:
    with cast.acting(cast.officer):
        return list(Visit.objects.order_by("at", "pk"))


def door(cast: Cast, door_id: int) -> Door:
    with cast.acting(cast.officer):
        return Door.objects.get(pk=door_id)


def test_the_same_ten_times(town: Town, phone: Phone, door_ids: list[int]) -> None:
    told = event(door_ids[0])
    assert [phone.statuses(told)[0] for _ in range(10)] == ["stored", *["already"] * 9]
    assert phone.statuses(*[told] * 10) == ["already"] * 10
    assert len(visits(town.cast)) == 1


def test_any_order_comes_to_the_same(town: Town, phone: Phone, door_ids: list[int]) -> None:
    first, second, third = door_ids[:3]
    talked, wrong = event(first), event(second, outcome="declined")
    told = [
        talked,
        event(first, "follow_up", visit=talked["id"], follow_ups=["kit"]),
        wrong,
        event(second, "undo", undoes=wrong["id"]),
        event(second, at=NOW - timedelta(minutes=1), outcome="no_answer"),
        event(third, outcome="card_left"),
    ]
    random.Random(7).shuffle(told)
    for each in told:
        phone.send(each)
    phone.send(*reversed(told))
    with town.cast.acting(town.cast.officer):
        outcomes = dict(Door.objects.filter(pk__in=door_ids[:3]).values_list("pk", "outcome"))
        wishes = list(FollowUp.objects.values_list("door_id", "kind"))
    assert outcomes == {first: "talked", second: "no_answer", third: "card_left"}
    assert wishes == [(first, "kit")]


def test_a_visit_undone_before_it_arrives_never_counts(town: Town, phone: Phone, door_ids: list[int]) -> None:
    told = event(door_ids[0])
    assert phone.statuses(event(door_ids[0], "undo", undoes=told["id"])) == ["stored"]
    assert phone.statuses(told) == ["stored"]
    assert door(town.cast, door_ids[0]).outcome == ""
    wish = event(door_ids[0], "follow_up", visit=told["id"], follow_ups=["kit"])
    assert phone.statuses(wish) == ["already"]


def test_both_are_kept_and_the_talk_counts(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int]
) -> None:
    partner = phone_of(town.cast.partner)
    assert partner.statuses(event(door_ids[0], outcome="declined", at=NOW - timedelta(minutes=9))) == ["stored"]
    (result,) = phone.send(event(door_ids[0]))
    assert result["status"] == "conflict"
    assert result["message"] == "Dag Besökare also recorded: declined 15:51. Both are kept; a talk comes first."
    assert door(town.cast, door_ids[0]).outcome == "talked"
    assert len(visits(town.cast)) == 2


def test_a_strangers_door_and_one_that_never_was_look_the_same(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int]
) -> None:
    stranger = phone_of(town.cast.stranger)
    theirs, nowhere, huge = stranger.send(event(door_ids[0]), event(987_654), event(2**62))
    assert theirs["status"] == nowhere["status"] == huge["status"] == "refused"
    assert theirs["message"] == nowhere["message"] == huge["message"]
    assert visits(town.cast) == []


def test_a_door_on_nobodys_round_of_mine(town: Town, phone: Phone, door_ids: list[int]) -> None:
    with town.cast.acting(town.cast.officer):
        other = town.cocoon(town.homes[11])
        apart = next(d.id for d in api.doors(cocoon_id=other.id) if d.id not in door_ids)
    assert phone.statuses(event(apart)) == ["refused"]


def test_three_days_offline_and_meanwhile_dropped_closed_and_over(
    town: Town, phone: Phone, walk: api.Round, door_ids: list[int]
) -> None:
    """Nothing that a visitor did is thrown away."""
    cast = town.cast
    with cast.acting(cast.officer):
        api.drop_door(door_id=door_ids[0], reason="empty")
        api.end_round(round_id=walk.id, now=NOW)
        Cocoon.objects.filter(pk=walk.cocoon_id).update(opened=NOW - timedelta(days=4))
    then = NOW - timedelta(days=3)
    (dropped,) = phone.send(event(door_ids[0], at=then))
    assert dropped["status"] == "stored"
    assert "taken off the list" in dropped["message"]
    with cast.acting(cast.officer):
        cocoon = api.cocoon(cocoon_id=walk.cocoon_id)
        assert cocoon is not None
        api.close_for(burglary_id=cocoon.burglary_id, now=NOW)
    (closed,) = phone.send(event(door_ids[1], at=then))
    assert closed["status"] == "stored"
    assert "withdrawn" in closed["message"]
    assert [visit.at for visit in visits(cast)] == [then, then]


def test_a_home_that_was_retired_meanwhile(town: Town, phone: Phone, door_ids: list[int]) -> None:
    from kokong.places.models import Dwelling

    gone = door(town.cast, door_ids[0])
    with town.cast.acting(town.cast.officer):
        Dwelling.objects.filter(pk=gone.dwelling_id or 0).update(retired_at=NOW)
        api.doors(cocoon_id=gone.cocoon_id)
    assert door(town.cast, door_ids[0]).state == "dropped"
    assert phone.statuses(event(door_ids[0])) == ["stored"]
    assert door(town.cast, door_ids[0]).outcome == "talked"


def test_a_round_given_to_somebody_else_while_the_phone_was_offline(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], walk: api.Round, door_ids: list[int]
) -> None:
    shown = phone.client.get(f"/field/api/rounds/{walk.id}").json()["doors"][0]["pass"]
    with town.cast.acting(town.cast.officer):
        api.assign_round(round_id=walk.id, visitor_ids=[town.cast.partner.user_id])
    told = event(door_ids[0], **{"pass": shown})
    wish = event(door_ids[0], "follow_up", visit=told["id"], follow_ups=["kit"], **{"pass": shown})
    assert phone.statuses(event(door_ids[0]), event(door_ids[1], **{"pass": shown})) == ["refused", "refused"]
    assert phone.statuses(told, wish) == ["stored", "stored"]
    stranger = phone_of(town.cast.stranger)
    assert stranger.statuses(event(door_ids[0], **{"pass": shown})) == ["refused"]
    assert phone.client.get(f"/field/api/rounds/{walk.id}").status_code == 404


def test_claims(town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int]) -> None:
    partner = phone_of(town.cast.partner)
    assert phone.statuses(event(door_ids[0], "claim")) == ["stored"]
    (taken,) = partner.send(event(door_ids[0], "claim"))
    assert (taken["status"], taken["message"]) == ("conflict", "Cilla Besökare is at this door.")
    assert phone.statuses(event(door_ids[0], "release")) == ["stored"]
    assert partner.statuses(event(door_ids[0], "claim")) == ["stored"]


def test_a_claim_runs_out(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.send(event(door_ids[0], "claim"))
    later = NOW + timedelta(minutes=21)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert phone_of(town.cast.partner).statuses(event(door_ids[0], "claim", at=later)) == ["stored"]
    assert door(town.cast, door_ids[0]).claimed_by == town.cast.partner.user_id


def test_an_old_claim_holds_nobody_up(town: Town, phone: Phone, door_ids: list[int]) -> None:
    assert phone.statuses(event(door_ids[0], "claim", at=NOW - timedelta(hours=1))) == ["already"]
    assert door(town.cast, door_ids[0]).claimed_by is None


def test_a_phone_whose_clock_is_hours_off_is_put_right(town: Town, phone: Phone, door_ids: list[int]) -> None:
    off = timedelta(hours=7)
    assert phone.statuses(event(door_ids[0], at=NOW - off), sent_at=(NOW - off).isoformat()) == ["stored"]
    assert visits(town.cast)[0].at == NOW
    (kept,) = (entry.detail for entry in town.cast.log() if entry.action == "visit.clock_corrected")
    assert kept["phone_said"] == (NOW - off).isoformat()
    assert kept["seconds"] == off.total_seconds()


def test_a_clock_that_is_years_off_is_refused_with_words(phone: Phone, door_ids: list[int]) -> None:
    (result,) = phone.send(event(door_ids[0], at=NOW.replace(year=2019)))
    assert result["status"] == "refused"
    assert "22 November 2019" in result["message"]


def test_a_visit_before_its_cocoon_opened_is_refused_with_words(
    town: Town, phone: Phone, door_ids: list[int]
) -> None:
    (result,) = phone.send(event(door_ids[0], at=NOW - timedelta(hours=1)))
    assert result["status"] == "refused"
    assert result["message"].startswith("The visit is dated 22 November 15:00, but the cocoon was opened on 22")
    assert visits(town.cast) == []
    assert phone.statuses(event(door_ids[0], at=NOW - timedelta(minutes=5))) == ["stored"]


def test_a_slow_network_is_no_wrong_clock(town: Town, phone: Phone, door_ids: list[int]) -> None:
    at = NOW - timedelta(minutes=2)
    phone.send(event(door_ids[0], at=at), sent_at=at.isoformat())
    assert visits(town.cast)[0].at == at


def test_one_that_trips_holds_back_no_other(town: Town, phone: Phone, door_ids: list[int]) -> None:
    first, second = event(door_ids[0]), event(door_ids[1])
    record = api.record_visit

    def trips(**told: Any) -> api.Visit:
        if told["door_id"] == door_ids[0]:
            raise ZeroDivisionError
        return record(**told)

    with patch.object(api, "record_visit", trips):
        assert phone.statuses(first, second) == ["later", "stored"]
    assert phone.statuses(first, second) == ["stored", "already"]


def test_the_phones_word_is_never_changed(town: Town, phone: Phone, door_ids: list[int]) -> None:
    told = event(door_ids[0])
    phone.send(told)
    (result,) = phone.send(told | {"outcome": "declined"})
    assert result["status"] == "refused"
    assert [visit.outcome for visit in visits(town.cast)] == ["talked"]


def test_nobody_undoes_a_colleagues_visit(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int]
) -> None:
    told = event(door_ids[0])
    phone.send(told)
    partner = phone_of(town.cast.partner)
    assert partner.statuses(event(door_ids[0], "undo", undoes=told["id"])) == ["refused"]
    assert door(town.cast, door_ids[0]).outcome == "talked"


@pytest.mark.parametrize(
    "bad",
    [
        None, 7, "visit", [], {}, {"id": "x"},
        {"id": str(uuid4()), "kind": "visit", "door": -1, "at": NOW.isoformat(), "outcome": "talked"},
        {"id": str(uuid4()), "kind": "visit", "door": 2**80, "at": NOW.isoformat(), "outcome": "talked"},
        {"id": str(uuid4()), "kind": "visit", "door": 1, "at": "yesterday", "outcome": "talked"},
        {"id": str(uuid4()), "kind": "visit", "door": 1, "at": "2026-11-22T15:00:00", "outcome": "talked"},
        {"id": str(uuid4()), "kind": "visit", "door": 1, "at": NOW.isoformat(), "outcome": "shouted"},
        {"id": str(uuid4()), "kind": "visit", "door": 1, "at": NOW.isoformat()},
        {"id": str(uuid4()), "kind": "undo", "door": 1, "at": NOW.isoformat()},
        {"id": str(uuid4()), "kind": "burn", "door": 1, "at": NOW.isoformat()},
        {"id": str(uuid4()), "kind": "follow_up", "door": 1, "at": NOW.isoformat(), "follow_ups": ["money"]},
    ],
)  # fmt: skip
def test_garbage_is_refused_and_the_rest_stored(phone: Phone, door_ids: list[int], bad: Any) -> None:
    results = phone.send(bad, event(door_ids[0]))
    assert [result["status"] for result in results] == ["refused", "stored"]
    assert results[0]["message"]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"events": []}', b"\xff\xfe\x00", "[" * 100_000, '{"device": "x", "events": {}}'],
)
def test_a_batch_that_is_none_is_answered_with_words(phone: Phone, walk: api.Round, body: str | bytes) -> None:
    answer = phone.post_raw(body)
    assert answer.status_code == 400
    assert "still" in answer.json()["error"] or "phone" in answer.json()["error"]


def test_a_batch_that_is_too_big(phone: Phone, door_ids: list[int]) -> None:
    many = phone.post(*[event(door_ids[0]) for _ in range(outbox.MAX_EVENTS + 1)])
    assert many.status_code == 413
    assert "500" in many.json()["error"]
    assert phone.post_raw(json.dumps({"device": "x" * outbox.MAX_BYTES})).status_code == 413


def test_another_persons_records_are_never_stored_as_mine(town: Town, phone: Phone, door_ids: list[int]) -> None:
    answer = phone.post(event(door_ids[0]), user=town.cast.partner.user_id)
    assert answer.status_code == 409
    assert visits(town.cast) == []


def test_records_of_another_municipality_wait_instead_of_being_refused(
    town: Town, phone: Phone, door_ids: list[int]
) -> None:
    """Somebody who works in two chooses one in another tab while a letter is under way."""
    assert phone.post(event(door_ids[0]), municipality=town.cast.elsewhere.pk).status_code == 409
    assert visits(town.cast) == []
    assert phone.post(event(door_ids[0]), municipality=town.cast.home.pk).status_code == 200
    assert len(visits(town.cast)) == 1


def test_the_desk_hears_how_much_a_phone_still_holds(town: Town, phone: Phone, door_ids: list[int]) -> None:
    phone.send(event(door_ids[0]), event(door_ids[0], "claim"), waiting=4)
    with town.cast.acting(town.cast.officer):
        assert list(Device.objects.values_list("waiting", "user_id")) == [(3, phone.user)]
        assert [device.waiting for device in silent_devices(now=NOW + timedelta(hours=1))] == [3]


_events = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(api.OUTCOMES), st.integers(0, 14), st.booleans()), max_size=6
)


@given(told=_events, seed=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_doors_say_the_same_whatever_the_network_did(
    town: Town, phone: Phone, door_ids: list[int], told: list[tuple[int, str, int, bool]], seed: random.Random
) -> None:
    """Sent in order, or shuffled, split and repeated: the same outcomes."""
    records: list[Json] = []
    for place, outcome, minutes, undone in told:
        record = event(door_ids[place], outcome=outcome, at=NOW - timedelta(minutes=minutes))
        records.append(record)
        if undone:
            records.append(event(door_ids[place], "undo", undoes=record["id"]))
    sent = [*records, *seed.sample(records, len(records) // 2)]
    seed.shuffle(sent)
    for each in sent:
        phone.send(each)
    taken_back = {record["undoes"] for record in records if record["kind"] == "undo"}
    for place in range(3):
        mine = {r["id"] for r in records if r["door"] == door_ids[place] and r["kind"] == "visit"}
        with town.cast.acting(town.cast.officer):
            assert Visit.objects.filter(client_id__in=mine - taken_back).count() == len(mine - taken_back)
            assert Door.objects.get(pk=door_ids[place]).outcome == _expected(door_ids[place])


def _expected(door_id: int) -> str:
    """Said independently of the rules, over all that is stored: earlier examples left visits at the same doors."""
    taken_back = Visit.objects.filter(door_id=door_id).exclude(undoes=None).values("undoes")
    kept = Visit.objects.filter(door_id=door_id, undoes=None).exclude(client_id__in=taken_back)
    if kept.filter(outcome="talked").exists():
        return "talked"
    latest = kept.order_by("-at", "-client_id").first()
    return latest.outcome if latest else ""
