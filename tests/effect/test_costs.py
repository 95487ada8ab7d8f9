"""What a prevented burglary cost, and when that can't be said; deliveries that are taken back after a look."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from kokong.effect import api, showing, views
from kokong.effect.costs import showing as shown
from kokong.effect.costs import work
from kokong.effect.costs.models import Spending
from kokong.effect.costs.values import Spent
from kokong.effect.values import EvaluationMissing, Look, Refused
from kokong.ledger import api as ledger
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit

EARLY = datetime(2024, 12, 10, tzinfo=UTC)
SPENT = Spent(Decimal(400), Decimal(450), Decimal(20_000), "Time reports")


def look(prevented: float, low: float | None, high: float | None) -> Look:
    found = {"headline": {"prevented": prevented, "prevented_interval": [low, high]}}
    return Look(1, NOW, 1, "planned", NOW.date(), {}, {"en": found, "sv": found})


def test_a_cost_is_an_interval_from_the_cheapest_to_the_dearest() -> None:
    told = shown.told(SPENT, look(20, 10, 40))
    assert told.given
    assert "About 10\u202f000 kronor for each" in told.each
    assert "5\u202f000 kronor to 20\u202f000 kronor" in told.each
    assert "400 hours" in told.spent


@pytest.mark.parametrize(("prevented", "low", "high"), [(20, 0, 40), (20, -3, 43), (-5, -9, -1), (8, None, None)])
def test_no_cost_is_given_where_none_may_have_been_prevented(
    prevented: float, low: float | None, high: float | None
) -> None:
    told = shown.told(SPENT, look(prevented, low, high))
    assert not told.given
    assert "no cost" in told.each.lower()


def test_the_page_keeps_costs_and_says_what_a_burglary_cost(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        api.register(evaluation_id=number, user_id=1, now=EARLY)
        api.look(evaluation_id=number, user_id=1, now=NOW)
    browser = cast.client(cast.coordinator)
    page = f"/effect/{number}/"
    assert "Nobody has written down" in browser.get(page).content.decode()
    costs = {"hours": "400", "an_hour": "450", "other": "20000", "said": "Time reports"}
    assert browser.post(f"{page}costs/", costs | {"hours": "-1"}).status_code == 422
    assert browser.post(f"{page}costs/", costs | {"hours": "0", "other": "0"}).status_code == 422
    assert browser.post(f"{page}costs/", costs).status_code == 302
    said = browser.get(page).content.decode()
    assert "for each burglary fewer than expected" in said
    assert "Time reports" in said
    assert "where there are" in said  # homes beside the deliveries


def test_costs_stay_as_they_were_written_and_the_newest_counts(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        for other in (1, 2):
            spent = Spent(Decimal(1), Decimal(1), Decimal(other), "Invoice")
            work.note(evaluation_id=number, spent=spent, user_id=1, now=NOW)
        found = work.spent(evaluation_id=number)
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Spending.objects.update(hours=7)
        with pytest.raises(Refused, match="come from"):
            work.note(evaluation_id=number, spent=replace(SPENT, said=" "), user_id=1, now=NOW)
    assert found is not None
    assert found.whole == 3
    with cast.acting(cast.stranger), pytest.raises(EvaluationMissing):
        work.note(evaluation_id=number, spent=SPENT, user_id=1, now=NOW)


def test_hours_that_deliveries_told_are_suggested(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        ledger.deliver(
            measure="cocoon_visit", source="test", source_id="9", on=datetime(2025, 3, 3, tzinfo=UTC),
            area_id=town.areas[0], hours=Decimal("2.5"),
        )  # fmt: skip
        assert work.known(town.plan()) == Decimal("2.5")


def test_a_delivery_taken_back_after_a_look_is_said_and_the_look_stays(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        api.register(evaluation_id=number, user_id=1, now=EARLY)
        api.look(evaluation_id=number, user_id=1, now=NOW)
    browser = cast.client(cast.coordinator)
    assert "The ledger has changed" not in browser.get(f"/effect/{number}/").content.decode()
    with cast.acting(cast.coordinator):
        ledger.retract(source="test", source_id="0")
        found = api.evaluation(evaluation_id=number)
        seen = showing.seen(found, found.looks[0], now=views._now(found, found.looks[0]))
    assert (seen.dose[0].total, seen.dose[0].now, seen.moved) == (1, 0, True)
    assert "The ledger has changed" in browser.get(f"/effect/{number}/").content.decode()
