"""Which dwelling was reached is forgotten in time; what was done is not."""

from datetime import UTC, datetime, timedelta

from kokong.kernel import retention
from kokong.ledger import api, rules
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling, add_row_of_houses

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=91), NOW - timedelta(days=89)


def deliver(number: int, dwelling_id: int, on: datetime) -> None:
    api.deliver(
        measure="cocoon_visit", source="visit", source_id=str(number), on=on,
        dwelling_id=dwelling_id, burglary_id=3, outcome="talked",
    )  # fmt: skip


def forget(*, dry_run: bool = False) -> int:
    return sum(o.rows for o in retention.apply_all(now=NOW, dry_run=dry_run) if o.rule == "ledger.dwellings")


def test_the_dwelling_goes_and_the_counts_stay(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        homes = [home.pk for home in add_row_of_houses(8)]
        for number, home in enumerate(homes):
            deliver(number, home, LONG_AGO)
        deliver(99, homes[0], LATELY)
        before = api.counts(measure="cocoon_visit", since=LONG_AGO, until=NOW)
    assert forget() == 8
    with cast.acting(cast.coordinator):
        assert [d.source_id for d in api.deliveries() if d.dwelling_id is not None] == ["99"]
        assert api.counts(measure="cocoon_visit", since=LONG_AGO, until=NOW) == before == {"talked": 9}
        assert len(api.deliveries(burglary_id=3)) == 9
        square = api.deliveries()[0].square
        assert square is not None
        assert square.side == 250
        assert square.x <= ORIGIN.x < square.x + 250


def test_a_lonely_house_is_hidden_in_a_large_square(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        add_row_of_houses(8)
        deliver(1, add_dwelling("Skogsvägen", "1", north=1900.0).pk, LONG_AGO)
    forget()
    with cast.acting(cast.coordinator):
        [delivery] = api.deliveries()
        assert delivery.square is not None
        assert delivery.square.side == 4000


def test_a_retired_dwelling_is_forgotten_too(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        deliver(1, add_dwelling(retired_at=NOW).pk, LONG_AGO)
    assert forget() == 1
    with cast.acting(cast.coordinator):
        [delivery] = api.deliveries()
        assert delivery.dwelling_id is None
        assert delivery.square is not None
        assert delivery.square.side == rules.SIDES[-1]


def test_a_dry_run_counts_and_changes_nothing_and_a_second_run_finds_nothing(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_dwelling().pk
        deliver(1, home, LONG_AGO)
    assert forget(dry_run=True) == 1
    with cast.acting(cast.coordinator):
        assert api.deliveries()[0].dwelling_id == home
    assert forget() == 1
    assert forget() == 0


def test_told_again_after_being_forgotten_it_is_forgotten_again(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_dwelling().pk
        deliver(1, home, LONG_AGO)
    forget()
    with cast.acting(cast.coordinator):
        deliver(1, home, LONG_AGO)
    assert forget() == 1
