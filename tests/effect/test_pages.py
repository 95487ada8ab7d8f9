"""The pages of effect: plan, lock, read, change."""

from datetime import UTC, datetime

import pytest

from kokong.effect import api
from tests.cast import Cast
from tests.effect.conftest import Town, visit

EARLY = datetime(2024, 12, 10, tzinfo=UTC)


def filled(town: Town, **changed: object) -> dict[str, object]:
    usual = {
        "question": "Hjälpte besöken?", "measures": ["cocoon_visit"], "treated": town.areas[:2],
        "compared": town.areas[2:], "since": "2022-01-15", "start": "2025-01-01", "until": "2026-11-01",
    }  # fmt: skip
    return usual | changed


def test_from_a_question_to_an_answer(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 1)
    browser = cast.client(cast.coordinator)
    kept = browser.post("/effect/new/", filled(town))
    assert kept.status_code == 302, kept.content.decode()
    page = kept.headers["Location"]
    assert "Looked at" not in browser.get(page).content.decode()
    assert browser.post(f"{page}register/").status_code == 302
    with cast.acting(cast.coordinator):
        (found,) = api.evaluations()
    assert (found.state, found.peeked, str(found.plan.since)) == ("registered", False, "2022-01-01")
    shown = browser.get(page).content.decode()
    assert "What the data can show" in shown
    assert "months of the outcome" in shown  # registered after the fact, and the page says so
    assert browser.post(f"{page}look/").status_code == 302
    shown = browser.get(page).content.decode()
    with cast.acting(cast.coordinator):
        (seen,) = api.evaluation(evaluation_id=found.id).looks
    assert seen.result["en"]["verdict"]["name"] in shown
    assert "Kvarter 2 1" in " ".join(shown.split())
    assert "<svg" in shown
    assert seen.result["en"]["verdict"]["name"] in browser.get("/effect/").content.decode()


def test_a_draft_that_was_looked_at_says_so_everywhere(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=None, now=EARLY)
    browser = cast.client(cast.coordinator)
    browser.post(f"/effect/{number}/look/")
    browser.post(f"/effect/{number}/register/")
    assert browser.get(f"/effect/{number}/").content.decode().count("Exploratory") >= 2


def test_a_change_shows_both_plans(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=None, now=EARLY)
        api.register(evaluation_id=number, user_id=None, now=EARLY)
    browser = cast.client(cast.officer)
    again = browser.post(f"/effect/{number}/change/", filled(town, until="2026-06-01"))
    assert again.status_code == 422  # no reason
    done = browser.post(f"/effect/{number}/change/", filled(town, until="2026-06-01", why="Nämnden möts i juni."))
    assert done.status_code == 302
    shown = browser.get(f"/effect/{number}/").content.decode()
    assert "<del>2026-11</del> <ins>2026-06</ins>" in shown
    assert "Nämnden möts i juni." in shown
    assert browser.post(f"/effect/{number}/write/", filled(town)).status_code == 422


@pytest.mark.parametrize(
    "changed",
    [{"until": "2025-02-01"}, {"treated": []}, {"start": "2021-01-01"}, {"since": "igår"}, {"compared": ["x"]}],
)
def test_a_plan_that_can_not_be_is_said_beside_its_field(
    cast: Cast, town: Town, changed: dict[str, object]
) -> None:
    answer = cast.client(cast.coordinator).post("/effect/new/", filled(town, **changed))
    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode()
    with cast.acting(cast.coordinator):
        assert api.evaluations() == ()


def test_the_next_municipality_and_visitors_find_nothing(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=None, now=EARLY)
    assert cast.client(cast.stranger).get(f"/effect/{number}/").status_code == 404
    assert cast.client(cast.stranger).post(f"/effect/{number}/look/").status_code == 404
    assert cast.client(cast.visitor).get(f"/effect/{number}/").status_code == 403


def test_the_kalmar_claim_is_judged_as_everything_else(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert "/effect/kalmar/" in browser.get("/effect/").content.decode()
    page = " ".join(browser.get("/effect/kalmar/").content.decode().split())
    assert "Fewer than expected, other explanations remain. About 66 fewer burglaries than expected" in page
    assert "No comparison was matched" in page
    assert "What would change our mind" in page
    assert "ostrasmaland.se" in page
    assert "Troligen" not in page
    swedish = browser.get("/effect/kalmar/", headers={"accept-language": "sv"}).content.decode()
    assert "Färre än väntat, men andra förklaringar kvar" in swedish or "andra förklaringar" in swedish
