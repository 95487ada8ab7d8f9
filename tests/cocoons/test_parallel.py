"""Two at once, in transactions of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connections

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Cocoon, Door, Visit
from kokong.places.models import Dwelling

from .conftest import NOW, Town


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run at the same moment, each in its own thread and connection; results or errors in order."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_a_door_claimed_twice_at_once_has_one_holder(committed_town: Town) -> None:
    cast = committed_town.cast
    with cast.acting(cast.coordinator):
        cocoon = committed_town.cocoon()
        api.create_round(cocoon_id=cocoon.id, now=NOW)
        door = api.doors(cocoon_id=cocoon.id)[0]

    def claim(who: Any) -> Callable[[], Any]:
        def work() -> Any:
            with cast.acting(who):
                return api.claim_door(door_id=door.id, user_id=who.user_id, now=NOW)

        return work

    results = together(claim(cast.visitor), claim(cast.partner))
    taken = [result for result in results if isinstance(result, api.DoorTaken)]
    assert len(taken) == 1
    with cast.acting(cast.coordinator):
        assert Door.objects.get(pk=door.id).claimed_by == taken[0].by


def test_a_burglary_confirmed_twice_at_once_has_one_cocoon(committed_town: Town) -> None:
    cast, home = committed_town.cast, committed_town.homes[4]
    with cast.acting(cast.officer):
        burglary_id = committed_town.burglary()

    def open_it() -> int:
        with cast.acting(cast.officer):
            return api.open_for(burglary_id=burglary_id, dwelling_id=home, dwelling_kind="house", now=NOW).id

    results = together(open_it, open_it, open_it)
    assert len(set(results)) == 1
    with cast.acting(cast.officer):
        assert (Cocoon.objects.count(), Door.objects.count()) == (1, 11)


def test_the_same_visit_sent_twice_at_once_is_stored_once(committed_town: Town) -> None:
    cast = committed_town.cast
    with cast.acting(cast.coordinator):
        cocoon = committed_town.cocoon()
        api.create_round(cocoon_id=cocoon.id, now=NOW)
        door = api.doors(cocoon_id=cocoon.id)[0]
    key = uuid4()

    def send() -> str:
        with cast.acting(cast.visitor):
            return api.record_visit(
                client_id=key, door_id=door.id, outcome="talked", at=NOW, user_id=cast.visitor.user_id, now=NOW
            ).status

    assert sorted(together(send, send)) == ["already", "stored"]
    with cast.acting(cast.coordinator):
        assert Visit.objects.count() == 1


def test_visits_at_one_home_in_two_cocoons_do_not_block_each_other(committed_town: Town) -> None:
    cast, homes = committed_town.cast, committed_town.homes
    with cast.acting(cast.coordinator):
        cocoons = [committed_town.cocoon(homes[4]), committed_town.cocoon(homes[6])]
        doors = [
            next(door for door in api.doors(cocoon_id=cocoon.id) if door.dwelling_id == homes[0])
            for cocoon in cocoons
        ]

    def visit(door: api.Door, outcome: str) -> Callable[[], str]:
        def work() -> str:
            with cast.acting(cast.coordinator):
                return api.record_visit(
                    client_id=uuid4(),
                    door_id=door.id,
                    outcome=outcome,
                    at=NOW,
                    user_id=None,
                    source="paper",
                    now=NOW,
                ).status

        return work

    for outcome in ("no_answer", "talked"):
        assert together(visit(doors[0], outcome), visit(doors[1], outcome)) == ["stored", "stored"]


def test_a_home_found_twice_at_once_beside_two_doors_is_one(committed_town: Town) -> None:
    cast = committed_town.cast
    with cast.acting(cast.coordinator):
        cocoon = committed_town.cocoon()
        api.create_round(cocoon_id=cocoon.id, now=NOW)
        beside = [door.id for door in api.doors(cocoon_id=cocoon.id)[:2]]

    def find(door_id: int) -> Callable[[], Any]:
        def work() -> Any:
            with cast.acting(cast.visitor):
                return api.add_found(
                    client_id=uuid4(), beside_id=door_id, text="Nya stigen 3", degrees=None, now=NOW
                )[0]

        return work

    first, second = together(*(find(door_id) for door_id in beside))
    assert first == second
    with cast.acting(cast.coordinator):
        assert Dwelling.objects.filter(source="found").count() == 1
