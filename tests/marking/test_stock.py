"""Kits bought in, handed out, lent, back and lost; the account balances or does not close."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from kokong.kernel.moves import MoveRefused
from kokong.ledger import api as ledger
from kokong.measures.marking import api, clock, journal, models, reading, rules, starting
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.marking.conftest import EMAIL, Shelf, build_shelf
from tests.worker import run_jobs


def journal_says(shelf: Shelf) -> tuple[int, int]:
    with shelf.cast.acting(shelf.cast.coordinator):
        whole = rules.total(journal.lines(lot_id=shelf.lot_id))
    return whole.kits, whole.decals


def test_what_lies_on_the_shelf_is_what_the_journal_says(shelf: Shelf) -> None:
    shelf.give(kits=3, decals=9)
    loan, wrong = shelf.lend(), shelf.give(decals=4)
    shelf.act(loan, "give_back")
    shelf.act(wrong, "undo")
    assert (shelf.lot.left, shelf.lot.decals_left, shelf.lot.lent) == (7, 91, 0)
    assert journal_says(shelf) == (7, 91)


def test_never_more_than_there_is(shelf: Shelf) -> None:
    with pytest.raises(api.Refused, match="Only 10 kits are left"):
        shelf.give(kits=11)
    with pytest.raises(api.Refused, match="Only 100 decals are left"):
        shelf.give(decals=101)
    shelf.give(kits=10)
    with pytest.raises(api.Refused, match="No kit is left"):
        shelf.lend()
    assert journal_says(shelf) == (0, 100)
    with shelf.cast.acting(shelf.cast.coordinator), pytest.raises(IntegrityError), transaction.atomic():
        models.Lot.objects.filter(pk=shelf.lot_id).update(left=11)  # whoever forgets the lock is stopped here


def test_of_two_who_hand_out_the_last_kit_one_is_told(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    shelf.give(kits=9)
    ready, said = Barrier(2), []

    def hand_out() -> None:
        try:
            ready.wait()
            said.append(shelf.give() > 0)
        except api.Refused:
            said.append(False)
        finally:
            connections.close_all()

    both = [Thread(target=hand_out) for _each in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == [False, True]
    assert shelf.lot.left == 0


def test_two_presses_are_one(shelf: Shelf) -> None:
    key = uuid4()
    assert shelf.give(key=key) == shelf.give(key=key)
    assert shelf.lot.left == 9


def test_a_loan_that_is_back_is_not_back_twice_and_nobody_knows_who_had_it(shelf: Shelf) -> None:
    loan = shelf.lend()
    with shelf.cast.acting(shelf.cast.coordinator):
        found = reading.borrower(handing_id=loan)
    assert found is not None
    assert found.email == EMAIL
    shelf.act(loan, "give_back")
    with pytest.raises(MoveRefused, match=r"It is now: Returned\. Nothing was changed"):
        shelf.act(loan, "give_back")
    assert shelf.lot.left == 10
    with shelf.cast.acting(shelf.cast.coordinator):
        assert reading.borrower(handing_id=loan) is None
        assert not models.Handing.objects.exclude(name="", email="", phone="").exists()


def test_a_lost_kit_that_turns_up_is_back(shelf: Shelf) -> None:
    loan = shelf.lend()
    shelf.act(loan, "lose")
    assert (shelf.lot.left, shelf.lot.lent) == (9, 0)
    shelf.act(loan, "give_back")
    assert shelf.lot.left == 10
    with pytest.raises(api.Refused, match="was not lent"):
        shelf.act(shelf.give(), "give_back")


def test_a_loan_needs_somebody_and_a_day(shelf: Shelf) -> None:
    today = timezone.localdate(shelf.now)
    for given in ({"name": ""}, {"email": ""}, {"due": None}, {"due": today - timedelta(days=1)},
                  {"due": today + timedelta(days=400)}):  # fmt: skip
        with pytest.raises(api.Refused):
            shelf.lend(**given)
    assert shelf.lot.left == 10


def test_who_buys_a_kit_is_not_written_down(shelf: Shelf) -> None:
    number = shelf.give(way="sold", name="Köpare", email="kopare@hem.example", phone="070")
    with shelf.cast.acting(shelf.cast.coordinator):
        row = models.Handing.objects.get(pk=number)
    assert (row.name, row.email, row.phone) == ("", "", "")


@pytest.mark.parametrize(
    ("bought", "said"),
    [
        (api.Bought("okand", "A1", kits=1), "No supplier"),
        (api.Bought("ssf", "  ", kits=1), "Write the batch"),
        (api.Bought("ssf", "B", kits=0), "between 1 and"),
        (api.Bought("ssf", "B", kits=1, price=100, subsidy=101), "subsidy"),
        (api.Bought("ssf", "a1", kits=1, price=1), "another price"),
    ],
)
def test_kits_that_make_no_sense_are_not_bought_in(shelf: Shelf, bought: api.Bought, said: str) -> None:
    with shelf.cast.acting(shelf.cast.coordinator), pytest.raises(api.Refused, match=said):
        api.buy(bought=bought, now=shelf.now)


def test_a_batch_that_is_known_gets_more(shelf: Shelf) -> None:
    with shelf.cast.acting(shelf.cast.coordinator):
        bought = api.Bought("ssf", "a1", kits=5, decals=1, price=70_000, subsidy=35_000)
        assert api.buy(bought=bought, now=shelf.now) == shelf.lot_id
    assert (shelf.lot.kits, shelf.lot.left, shelf.lot.decals_left) == (15, 15, 101)


def test_whoever_has_a_kit_is_reminded_once_for_each_day(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    loan = shelf.lend(days_ago=22)  # due eight days ago
    shelf.lend()  # due in two weeks
    mail.outbox.clear()
    for _twice in range(2):
        with shelf.cast.acting(shelf.cast.coordinator):
            clock.remind(now=shelf.now)
        run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "sen" in letter.subject or "late" in letter.subject
    shelf.act(loan, "give_back")
    with shelf.cast.acting(shelf.cast.coordinator):
        assert clock.remind(now=shelf.now + timedelta(days=1)) == 0


def test_a_handing_out_is_a_delivery_to_an_area_and_to_no_home(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    shelf.give(kits=4)
    wrong = shelf.give()
    run_jobs()
    shelf.act(wrong, "undo")
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        (found,) = ledger.deliveries(measure="marking_kit")
    assert (found.quantity, found.outcome, found.place) == (4, "given", "area")
    assert (found.dwelling_id, found.building_id, found.point) == (None, None, None)


def test_a_wish_ends_with_its_kit_and_leaves_its_area_alone(shelf: Shelf) -> None:
    home = shelf.homes[3].pk
    with shelf.cast.acting(shelf.cast.coordinator) as actor:
        task_id = tasks.open_task(kind="wish.kit", source="w", source_id="1", dwelling_id=home, now=shelf.now)
        assert starting.area_of_wish(task_id=task_id) == shelf.area_id
        given = api.Given(shelf.lot_id, "given", area_id=shelf.area_id)
        starting.hand_out(given=given, client_id=uuid4(), task_id=task_id, actor=actor, now=shelf.now)
        assert not starting.waits(task_id=task_id)


@pytest.mark.django_db
def test_no_table_of_the_room_knows_a_home() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
            " AND confrelid = 'places_dwelling'::regclass AND conrelid::regclass::text LIKE 'marking_%'"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'marking_%'"
            " AND (data_type = 'point' OR column_name ~ 'dwelling|address|location|point')"
        )
        assert cursor.fetchall() == []


class TestClosing:
    """Shelf and money are counted, and must be what the journal says."""

    def counted(self, shelf: Shelf, *, kits: int, decals: int) -> dict[int, api.Counted]:
        return {shelf.lot_id: api.Counted(kits, decals)}

    def close(self, shelf: Shelf, *, kits: int, decals: int, till: int, seen: int | None = None) -> int:
        with shelf.cast.acting(shelf.cast.coordinator):
            upto = api.sheet().upto if seen is None else seen
            counted = self.counted(shelf, kits=kits, decals=decals)
            return api.close(counted=counted, till=till, seen=upto, user_id=None, now=shelf.now)

    def test_it_closes_where_it_balances_and_the_next_begins_at_nothing(self, shelf: Shelf) -> None:
        shelf.give(way="sold", kits=2, decals=6)
        owing = shelf.give(way="sold", paid=10_000)
        with shelf.cast.acting(shelf.cast.coordinator):
            sheet = api.sheet()
            assert (sheet.kits, sheet.decals, sheet.till, sheet.owed) == (7, 94, 80_000, 25_000)
            sold = sheet.by_kind["out"]
            assert sold.price == sold.subsidy + sold.paid + sheet.owed
        self.close(shelf, kits=7, decals=94, till=80_000)
        with shelf.cast.acting(shelf.cast.coordinator):
            assert api.sheet().till == 0
            api.pay(handing_id=owing, amount=25_000, now=shelf.now)
            with pytest.raises(api.Refused, match="0,00 kronor"):
                api.pay(handing_id=owing, amount=1, now=shelf.now)
            assert (api.sheet().till, api.sheet().owed) == (25_000, 0)

    def test_it_says_what_differs_and_closes_nothing(self, shelf: Shelf) -> None:
        shelf.give(way="sold")
        with pytest.raises(api.Refused, match=r"SSF MärkDNA A1: -1 kits, \+0 decals; the money: −350,00"):
            self.close(shelf, kits=8, decals=100, till=0)
        with shelf.cast.acting(shelf.cast.coordinator):
            assert not models.Closing.objects.exists()
            with pytest.raises(api.Refused, match="Say why"):
                api.correct(lot_id=shelf.lot_id, kits=-1, decals=0, reason=" ", now=shelf.now)
            api.correct(lot_id=shelf.lot_id, kits=-1, decals=0, reason="Trasig flaska", now=shelf.now)
        self.close(shelf, kits=8, decals=100, till=35_000)

    def test_what_moves_while_somebody_counts_is_told(self, shelf: Shelf) -> None:
        with shelf.cast.acting(shelf.cast.coordinator):
            seen = api.sheet().upto
        shelf.give()
        with pytest.raises(api.Refused, match="meanwhile"):
            self.close(shelf, kits=10, decals=100, till=0, seen=seen)

    def test_a_batch_that_nobody_counted_is_named(self, shelf: Shelf) -> None:
        with shelf.cast.acting(shelf.cast.coordinator), pytest.raises(api.Refused, match="SSF MärkDNA A1"):
            api.close(counted={}, till=0, seen=api.sheet().upto, user_id=None, now=shelf.now)

    def test_nobody_pays_more_than_they_owe(self, shelf: Shelf) -> None:
        with pytest.raises(api.Refused, match="more than is to be paid"):
            shelf.give(way="sold", paid=35_001)


def test_areas_share_no_ground(shelf: Shelf) -> None:
    from kokong.places import api as places

    with shelf.cast.acting(shelf.cast.coordinator):
        shape = places.area_of_homes(dwelling_ids=[home.pk for home in shelf.homes[:4]])
        other = places.make_area(name="Delen", kind="street", shape=shape, now=shelf.now).area_id
        with pytest.raises(api.Refused, match="Malmen"):
            api.begin_area(area_id=other, share=15, now=shelf.now)
        with pytest.raises(api.Refused, match="between 1 and 100"):
            api.begin_area(area_id=other, share=0, now=shelf.now)
        with pytest.raises(api.Refused, match="not counted"):
            shelf.give(area_id=987_654)
