"""What is recorded at a door: once, in any order, and never lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from kokong.measures.cocoons import api, rules
from kokong.measures.cocoons.models import Cocoon, FollowUp, Visit
from kokong.places.models import Dwelling

from .conftest import NOW, Town, Walked

Record = Callable[..., api.Visit]


@pytest.fixture
def cocoon(town: Town, walked: Walked) -> api.Cocoon:
    """A cocoon on a round."""
    with town.cast.acting(town.cast.coordinator):
        made = town.cocoon()
        walked(made)
        return made


@pytest.fixture
def record(town: Town) -> Record:
    """Record a visit as the visitor, unless told otherwise."""

    def recorded(door: api.Door, outcome: str = "talked", **more: object) -> api.Visit:
        usual = {"client_id": uuid4(), "at": NOW, "user_id": town.cast.visitor.user_id, "now": NOW}
        return api.record_visit(door_id=door.id, outcome=outcome, **{**usual, **more})  # type: ignore[arg-type]

    return recorded


def door_of(cocoon: api.Cocoon, place: int = 0) -> api.Door:
    return api.doors(cocoon_id=cocoon.id)[place]


def again(door: api.Door) -> api.Door:
    return next(d for d in api.doors(cocoon_id=door.cocoon_id) if d.id == door.id)


def test_the_same_visit_ten_times_is_one(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door, key = door_of(cocoon), uuid4()
        statuses = [record(door, client_id=key).status for _ in range(10)]
        assert statuses == ["stored"] + ["already"] * 9
        assert Visit.objects.count() == 1
        assert again(door).outcome == "talked"


def test_visits_and_undos_in_every_order_end_the_same(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    keys = [UUID(int=number) for number in range(1, 4)]
    ends = set()
    for number, order in enumerate(permutations(range(3))):
        with town.cast.acting(town.cast.visitor):
            door = door_of(cocoon, number)
            own = [UUID(int=key.int + 100 * number) for key in keys]
            steps: list[Callable[[], object]] = [
                partial(record, door, "no_answer", client_id=own[0], at=NOW - timedelta(minutes=10)),
                partial(record, door, "declined", client_id=own[1], at=NOW - timedelta(minutes=5)),
                partial(undo, town, door, own[1], client_id=own[2]),
            ]
            for step in order:
                steps[step]()
            end = again(door)
            ends.add((end.outcome, end.state, end.visited_at))
    assert ends == {("no_answer", "open", NOW - timedelta(minutes=10))}


def undo(town: Town, door: api.Door, undoes: UUID, **more: object) -> api.Visit:
    usual = {"client_id": uuid4(), "at": NOW, "user_id": town.cast.visitor.user_id, "now": NOW}
    return api.undo_visit(door_id=door.id, undoes=undoes, **{**usual, **more})  # type: ignore[arg-type]


def test_an_undone_door_is_open_again_and_both_rows_stay(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        visit = record(door, follow_ups=["kit"])
        undo(town, door, visit.client_id)
        undo(town, door, visit.client_id, client_id=uuid4())
        assert (again(door).state, again(door).outcome) == ("open", None)
        assert Visit.objects.filter(door_id=door.id, undoes=None).count() == 1
        assert FollowUp.objects.count() == 0


def test_a_colleagues_visit_is_undone_only_at_the_desk(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        visit = record(door)
        with pytest.raises(api.Refused):
            undo(town, door, visit.client_id, user_id=town.cast.partner.user_id)
        undo(town, door, visit.client_id, user_id=town.cast.coordinator.user_id, source="paper")
        assert again(door).state == "open"


def test_a_conflict_keeps_both_and_the_talk_counts(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        record(door, "declined", at=NOW - timedelta(minutes=10))
        other = record(door, "talked", user_id=town.cast.partner.user_id, at=NOW - timedelta(minutes=12))
        assert other.status == "conflict"
        assert Visit.objects.filter(door_id=door.id).count() == 2
        assert again(door).outcome == "talked"


def test_a_used_client_id_with_another_content_is_refused(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        visit = record(door_of(cocoon, 0))
        with pytest.raises(api.Refused):
            record(door_of(cocoon, 1), client_id=visit.client_id)
        assert door_of(cocoon, 1).outcome is None


def test_an_unknown_outcome_is_refused(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor), pytest.raises(api.Refused):
        record(door_of(cocoon), "burnt_down")


def test_a_visit_before_its_cocoon_opened_is_refused(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        with pytest.raises(api.Refused, match="the cocoon was opened on"):
            record(door_of(cocoon), at=NOW - rules.TIME_SLACK - timedelta(seconds=1))
        assert again(door_of(cocoon)).outcome is None
        assert record(door_of(cocoon), at=NOW - rules.TIME_SLACK).status == "stored"


def test_a_time_in_the_future_becomes_now(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        assert record(door_of(cocoon), at=NOW + timedelta(days=400)).at == NOW


def test_come_back_keeps_its_time_and_is_listed(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.coordinator):
        agreed = NOW + timedelta(hours=3)
        record(door_of(cocoon, 1), "no_answer")
        record(door_of(cocoon, 0), "come_back", come_back_at=agreed)
        listed = api.revisits(now=NOW)
        assert [(entry.door.outcome, entry.when) for entry in listed] == [
            ("come_back", agreed),
            ("no_answer", NOW),
        ]
        assert api.revisits(now=NOW + timedelta(days=20)) == ()


def test_a_door_retired_while_the_phone_was_offline_loses_nothing(
    town: Town, cocoon: api.Cocoon, record: Record
) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        Dwelling.objects.filter(pk=door.dwelling_id).update(retired_at=NOW)
        assert (again(door).state, again(door).drop_reason) == ("dropped", "retired")
        Cocoon.objects.filter(pk=cocoon.id).update(opened=NOW - timedelta(days=4))
        late = record(door, at=NOW - timedelta(days=3), now=NOW)
        assert (late.status, late.notice) == ("stored", "dropped")
        assert again(door).outcome == "talked"


def test_a_visit_after_withdrawal_is_kept_with_a_word(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        api.close_for(burglary_id=cocoon.burglary_id, now=NOW)
        assert record(door).notice == "closed"
        assert again(door).outcome == "talked"


def test_doors_of_other_peoples_rounds_do_not_exist(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor), pytest.raises(api.DoorMissing):
        record(door_of(cocoon), user_id=town.cast.contact_person.user_id)


def test_whoever_plans_rounds_may_step_in(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.officer):
        assert record(door_of(cocoon), user_id=town.cast.officer.user_id).status == "stored"


def test_another_municipalitys_door_does_not_exist(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
    with town.cast.acting(town.cast.stranger), pytest.raises(api.DoorMissing):
        record(door, user_id=town.cast.stranger.user_id)


def test_a_visit_covers_the_door_in_a_cocoon_that_waits_for_it(
    town: Town, cocoon: api.Cocoon, record: Record
) -> None:
    with town.cast.acting(town.cast.coordinator):
        other = town.cocoon(town.homes[6])
        door = next(
            d for d in api.doors(cocoon_id=cocoon.id) if d.dwelling_id not in {town.homes[4], town.homes[6]}
        )
        visit = record(door)
        waiting = next(d for d in api.doors(cocoon_id=other.id) if d.dwelling_id == door.dwelling_id)
        assert (waiting.state, waiting.shared_with, waiting.outcome) == ("shared", cocoon.id, "talked")
        undo(town, door, visit.client_id)
        assert (again(waiting).state, again(waiting).shared_with, again(waiting).outcome) == ("open", None, None)


def test_visits_are_told_to_the_flows(
    town: Town, cocoon: api.Cocoon, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    monkeypatch.setattr("kokong.measures.cocoons.visits.emit", told.append)
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        visit = record(door)
        undo(town, door, visit.client_id)
    where = {
        "visit_id": visit.id, "door_id": door.id, "dwelling_id": door.dwelling_id, "cocoon_id": cocoon.id,
        "burglary_id": cocoon.burglary_id,
    }  # fmt: skip
    assert told == [api.VisitRecorded(**where, outcome="talked", at=NOW), api.VisitUndone(**where)]


def test_a_visit_undone_before_it_came_is_told_to_nobody(
    town: Town, cocoon: api.Cocoon, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("kokong.kernel.events.emit", lambda name, **payload: told.append(name))
    with town.cast.acting(town.cast.visitor):
        door, key = door_of(cocoon), uuid4()
        undo(town, door, key)
        record(door, client_id=key)
        assert again(door).state == "open"
    assert told == []


def test_follow_ups_are_noted_once(town: Town, cocoon: api.Cocoon, record: Record) -> None:
    with town.cast.acting(town.cast.visitor):
        door = door_of(cocoon)
        record(door, follow_ups=["kit", "sign", "nonsense"])
        fresh = api.add_follow_ups(
            door_id=door.id, kinds=["sign", "watch_group"], user_id=town.cast.visitor.user_id, at=NOW
        )
        assert fresh == ("watch_group",)
        assert FollowUp.objects.count() == 3


@pytest.mark.parametrize(
    "change", ["outcome = 'talked'", "at = now()", "door_id = door_id + 1", "client_id = gen_random_uuid()"]
)
def test_the_database_keeps_what_a_visit_says(town: Town, cocoon: api.Cocoon, record: Record, change: str) -> None:
    from django.db import connection

    with town.cast.acting(town.cast.visitor):
        record(door_of(cocoon), "declined")
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE cocoons_visit SET {change}")
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM cocoons_visit")
