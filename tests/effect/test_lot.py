"""A lot's life: announced, drawn once, kept, compared with what was delivered, evaluated."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections, transaction
from django.db.utils import InternalError, ProgrammingError
from django.test import Client

from kokong.analysis.effect import lot as pure
from kokong.effect import api
from kokong.effect.models import Lot as Row
from kokong.effect.values import Refused
from kokong.ledger import api as ledger
from tests.cast import Cast
from tests.effect.conftest import Town, build_town

EARLY = datetime(2024, 12, 10, tzinfo=UTC)
LATE = datetime(2026, 11, 20, tzinfo=UTC)
SEED = "4 11 17 23 30 34 35"


def asked(town: Town) -> api.Lottery:
    """Twelve areas, three at a time every sixth month: starts in January and July of 2025 and 2026."""
    return api.Lottery(
        question="Do kits help?", measures=("cocoon_visit",), areas=town.areas, since=date(2022, 1, 1),
        start=date(2025, 1, 1), at_once=3, apart=6, seed_is="The numbers of Lotto on 14 December 2024",
    )  # fmt: skip


def drawn(town: Town) -> api.Lot:
    number = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
    return api.draw_lot(lot_id=number, seed=SEED, user_id=None, now=EARLY)


def visit(home: int, day: datetime) -> None:
    ledger.deliver(
        measure="cocoon_visit", source="lot", source_id=f"{home} {day}", on=day, dwelling_id=home, outcome="talked"
    )


def test_announced_then_drawn_as_anybody_can(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        found = drawn(town)
    names = [turn.name for turn in found.turns]
    assert names == list(pure.order(SEED, [f"Kvarter {k}" for k in range(1, 13)]))
    starts = [turn.begins.isoformat()[:7] for turn in found.turns]
    assert starts == ["2025-01"] * 3 + ["2025-07"] * 3 + ["2026-01"] * 3 + ["2026-07"] * 3
    assert (found.seed, found.asked) == (SEED, asked(town))


def test_everybody_reads_the_order_and_how_to_draw_it_again(cast: Cast, town: Town) -> None:
    cast.client(cast.coordinator).post("/public-pages/results/publish/")
    assert "Lottad ordning" not in shown_to_all()
    with cast.acting(cast.coordinator):
        number = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
    assert "Den är inte lottad ännu" in shown_to_all()
    assert "The numbers of Lotto on 14 December 2024" in shown_to_all()
    with cast.acting(cast.coordinator):
        found = api.draw_lot(lot_id=number, seed=SEED, user_id=None, now=EARLY)
    said = shown_to_all()
    places = [said.index(f"<li> {turn.name}, från") for turn in found.turns]
    assert places == sorted(places)
    assert f"med fröet {SEED}" in said
    assert all(f"{turn.key[:16]}…" in said for turn in found.turns)
    cast.client(cast.stranger).post("/public-pages/results/publish/")
    assert "Kvarter" not in shown_to_all("norrsund")


def shown_to_all(site: str = "havsvik") -> str:
    answer = Client().get(f"/k/{site}/results/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_lot_is_drawn_once(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        found = drawn(town)
        assert api.draw_lot(lot_id=found.id, seed=f" {SEED} ", user_id=None, now=LATE).turns[0] == replace(
            found.turns[0], went="missing"
        )
        with pytest.raises(Refused, match="drawn already"):
            api.draw_lot(lot_id=found.id, seed="7", user_id=None, now=EARLY)
        again = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
        with pytest.raises(Refused, match="seed"):
            api.draw_lot(lot_id=again, seed=" ", user_id=None, now=EARLY)
        assert len(api.lot(lot_id=found.id, today=date(2025, 1, 1)).others) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"seed": "7"},
        lambda row: {"drawn": row.drawn[::-1]},
        lambda row: {"areas": row.areas[1:]},
        lambda row: {"seed": None, "drawn": None},
        lambda row: {"question": "Another?"},
    ],
)
def test_what_was_drawn_stays(cast: Cast, town: Town, change: Callable[[Row], dict[str, object]]) -> None:
    with cast.acting(cast.coordinator):
        row = Row.objects.get(pk=drawn(town).id)
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Row.objects.filter(pk=row.pk).update(**change(row))
        Row.objects.filter(pk=row.pk).update(announced_by=None, drawn_by=None)  # retention may


def test_the_database_takes_no_order_but_that_of_the_seed(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
        with pytest.raises((InternalError, ProgrammingError), match="not that of the seed"), transaction.atomic():
            Row.objects.filter(pk=number).update(seed=SEED, drawn=list(town.areas), drawn_at=EARLY)
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Row.objects.filter(pk=number).update(seed_is="Whatever we like")
        with pytest.raises((InternalError, ProgrammingError), match="announced before"), transaction.atomic():
            Row.objects.create(
                question="Q", measures=[], areas=[], since=date(2022, 1, 1), start=date(2025, 1, 1), at_once=1,
                apart=6, seed_is="x", announced_at=EARLY, seed="7", drawn=[],
            )  # fmt: skip


def test_of_two_who_draw_at_once_one_is_first(committed_cast: Cast) -> None:
    town = build_town(committed_cast)
    with committed_cast.acting(committed_cast.coordinator):
        number = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
    said: list[str] = []

    def work(seed: str) -> None:
        try:
            with committed_cast.acting(committed_cast.coordinator):
                said.append(str(api.draw_lot(lot_id=number, seed=seed, user_id=None, now=EARLY).seed))
        except Refused:
            said.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=work, args=(seed,)) for seed in ("one", "two")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    with committed_cast.acting(committed_cast.coordinator):
        kept = api.lot(lot_id=number, today=date(2025, 1, 1)).seed
    assert sorted(said) == sorted(["refused", str(kept)])


def test_delivered_otherwise_than_drawn_is_shown(cast: Cast, town: Town) -> None:
    homes = dict(zip(town.areas, town.homes, strict=True))
    with cast.acting(cast.coordinator):
        found = drawn(town)
        first, second, third, fourth = (homes[turn.area_id] for turn in found.turns[:4])
        visit(first, datetime(2025, 2, 3, tzinfo=UTC))
        visit(second, datetime(2025, 9, 3, tzinfo=UTC))  # its turn was the first half of the year
        visit(fourth, datetime(2025, 3, 3, tzinfo=UTC))  # its turn is July
        told = [turn.went for turn in api.lot(lot_id=found.id, today=date(2025, 10, 1)).turns]
    assert third
    assert told[:4] == ["as_drawn", "late", "missing", "early"]
    assert told[4:] == ["waits"] * 8
    page = cast.client(cast.coordinator).get(f"/effect/lots/{found.id}/").content.decode()
    assert "Delivered otherwise than drawn" in page
    assert "Before its turn" in page
    assert "sha256sum" in page


def test_its_outcome_is_judged_by_the_drawn_order(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        announced = api.announce_lot(asked=asked(town), user_id=None, now=EARLY)
        with pytest.raises(Refused, match="Draw the lot first"):
            api.look_at_lot(lot_id=announced, user_id=None, now=LATE)
        found = drawn(town)
        with pytest.raises(Refused, match="nothing to look at"):
            api.look_at_lot(lot_id=found.id, user_id=None, now=datetime(2025, 1, 20, tzinfo=UTC))
        early = api.look_at_lot(lot_id=found.id, user_id=None, now=datetime(2025, 9, 20, tzinfo=UTC)).looks[0]
        seen = api.look_at_lot(lot_id=found.id, user_id=None, now=LATE).looks[0]
    assert (early.called, early.until) == ("early", date(2025, 9, 1))
    assert (seen.called, seen.until) == ("planned", date(2026, 7, 1))
    assert seen.result["en"]["question"]["staggered"]
    assert seen.result["en"]["verdict"]["step"] <= 3  # nothing was delivered
    assert {row["design"] for row in seen.result["sv"]["specifications"]} >= {
        "staggered_ratio",
        "staggered_placebo",
    }
    page = cast.client(cast.coordinator).get(f"/effect/lots/{found.id}/").content.decode()
    assert seen.result["en"]["verdict"]["name"] in page


def test_the_pages_take_a_lot_from_announcing_to_order(cast: Cast, town: Town) -> None:
    browser = cast.client(cast.coordinator)
    filled = {
        "question": "Hjälper märkpaket?", "measures": ["cocoon_visit"], "areas": town.areas, "at_once": "3",
        "apart": "6", "since": "2022-01-15", "start": "2027-01-10", "seed_is": "Lotto 5 december 2026",
    }  # fmt: skip
    kept = browser.post("/effect/lots/new/", filled)
    assert kept.status_code == 302, kept.content.decode()
    page = kept.headers["Location"]
    assert "Lotto 5 december 2026" in browser.get(page).content.decode()
    assert browser.post(f"{page}draw/", {"seed": " "}).status_code == 422
    assert browser.post(f"{page}draw/", {"seed": SEED}).status_code == 302
    assert browser.post(f"{page}draw/", {"seed": "another"}).status_code == 422
    assert pure.order(SEED, [f"Kvarter {k}" for k in range(1, 13)])[0] in browser.get(page).content.decode()
    assert "Hjälper märkpaket?" in browser.get("/effect/lots/").content.decode()
    refused = browser.post("/effect/lots/new/", filled | {"areas": town.areas[:2], "seed_is": ""})
    assert refused.status_code == 422
    assert cast.client(cast.stranger).get(page).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"areas": ()}, "areas"), ({"at_once": 12}, "at_once"), ({"apart": 0}, "apart"), ({"apart": 1}, "apart"),
        ({"seed_is": " "}, "seed_is"), ({"since": date(2025, 2, 1)}, "start"),
        ({"measures": ("wishing",)}, "measures"),
        ({"areas": (10**9, 10**9 + 1, 10**9 + 2, 10**9 + 3)}, "areas"), ({"question": "x" * 301}, "question"),
    ],
)  # fmt: skip
def test_what_can_not_be_drawn_is_refused(cast: Cast, town: Town, changed: dict[str, object], field: str) -> None:
    with cast.acting(cast.coordinator):
        with pytest.raises(Refused) as refused:
            api.announce_lot(asked=replace(asked(town), **changed), user_id=None, now=EARLY)  # type: ignore[arg-type]
        assert refused.value.field == field
        assert api.lots(today=date(2025, 1, 1)) == ()


def test_the_next_municipality_sees_none(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = drawn(town).id
    with cast.acting(cast.stranger):
        with pytest.raises(api.LotMissing):
            api.lot(lot_id=number, today=date(2025, 1, 1))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM effect_lot")
            assert cursor.fetchone() == (0,)
