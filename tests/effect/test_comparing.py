"""Areas to compare with: which are proposed, and why others are not."""

from datetime import UTC, datetime

import pytest
import shapely

from kokong.effect import api
from kokong.effect.comparing import work
from kokong.effect.values import Refused
from kokong.incidents.models import Burglary
from kokong.places import api as places
from tests.cast import Cast
from tests.effect.conftest import Town, visit
from tests.places.town import ORIGIN, add_dwelling

EARLY = datetime(2024, 12, 10, tzinfo=UTC)


def test_each_area_fits_or_has_its_reason(cast: Cast, town: Town) -> None:
    """Three burglaries in the time before; drawn anew; treated too; sharing homes with a treated area."""
    with cast.acting(cast.officer):
        few, border, treated_too = town.areas[2], town.areas[3], town.areas[4]
        kept = Burglary.objects.filter(dwelling_id=town.homes[2]).order_by("id").values_list("id", flat=True)[:3]
        Burglary.objects.filter(dwelling_id=town.homes[2]).exclude(id__in=list(kept)).update(state="withdrawn")
        east = ORIGIN.x + 400 * 3
        places.change_outline(
            area_id=border, shape=shapely.box(east - 30, ORIGIN.y - 30, east + 30, ORIGIN.y + 30),
            now=datetime(2024, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        twin = places.make_area(
            name="Dubbel", kind="drawn", shape=places.area(area_id=town.areas[0]).shape,
            now=datetime(2021, 1, 1, tzinfo=UTC),
        ).area_id  # fmt: skip
        empty = places.make_area(
            name="Skogen", kind="drawn", now=datetime(2021, 1, 1, tzinfo=UTC),
            shape=shapely.box(ORIGIN.x, ORIGIN.y + 5000, ORIGIN.x + 10, ORIGIN.y + 5010),
        ).area_id  # fmt: skip
        for area in (0, 4):
            visit(town, area)
        found = {each.area_id: each for each in work.proposals(town.plan(compared=()))}
    assert set(found).isdisjoint(town.areas[:2])
    reasons = {area: found[area].why_not for area in (few, border, treated_too, twin, empty)}
    assert reasons == {few: "few", border: "border", treated_too: "treated", twin: "shared", empty: "homes"}
    assert found[treated_too].delivered == 1
    fitting = [each for each in found.values() if each.proposed]
    assert len(fitting) >= 5
    assert [each.fit.distance for each in fitting] == sorted(each.fit.distance for each in fitting)


def test_the_outcome_is_not_looked_at(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        before = work.proposals(town.plan(compared=()))
        Burglary.objects.filter(latest__gte=datetime(2025, 1, 1, tzinfo=UTC)).update(state="withdrawn")
        assert work.proposals(town.plan(compared=())) == before
        number = api.draft(plan=town.plan(compared=()), user_id=1, now=EARLY)
        work.take(evaluation_id=number, compared=town.areas[5:])
        assert not api.evaluation(evaluation_id=number).peeked


def test_the_page_takes_what_was_ticked_and_leaves_a_locked_plan_alone(cast: Cast, town: Town) -> None:
    with cast.acting(cast.officer):
        few = town.areas[2]
        Burglary.objects.filter(dwelling_id=town.homes[2]).update(state="withdrawn")
        number = api.draft(plan=town.plan(compared=()), user_id=1, now=EARLY)
    browser = cast.client(cast.coordinator)
    page = f"/effect/{number}/areas/"
    shown = browser.get(page).content.decode()
    assert "Too few burglaries before" in shown
    assert f'value="{few}"' not in shown
    assert browser.post(page, {"compared": [*town.areas[5:8], "x"]}).status_code == 302
    with cast.acting(cast.coordinator):
        assert api.evaluation(evaluation_id=number).plan.compared == town.areas[5:8]
        api.register(evaluation_id=number, user_id=1, now=EARLY)
        with pytest.raises(Refused, match="registered"):
            work.take(evaluation_id=number, compared=town.areas[5:])
    assert browser.get(page).status_code == 302


def test_treated_areas_without_homes_are_said(cast: Cast, town: Town) -> None:
    with cast.acting(cast.officer):
        add_dwelling("Storgatan", "99", east=9000)
        empty = places.make_area(
            name="Skogen", kind="drawn", now=datetime(2021, 1, 1, tzinfo=UTC),
            shape=shapely.box(ORIGIN.x, ORIGIN.y + 5000, ORIGIN.x + 10, ORIGIN.y + 5010),
        ).area_id  # fmt: skip
        with pytest.raises(Refused, match="no homes"):
            work.proposals(town.plan(treated=(empty,), compared=()))
