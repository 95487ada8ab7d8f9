"""Where the next signs do most: the service, its page and its command, and taking a proposal over."""

import json
from typing import Any

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from kokong.analysis.siting import Covering, exact
from kokong.cli import app
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.measures.signs import api, proving, siting
from kokong.measures.signs.models import Siting
from kokong.measures.signs.siting import Question
from kokong.people import api as people
from kokong.risk import api as risk
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling
from tests.signs.conftest import Street, build_street
from tests.worker import run_jobs

NEXT = reverse("signs:next")
ASKED = {"kind": "watch", "signs": "2", "weight": "homes", "within_m": "200", "area": ""}


def ask(*, signs: int = 2, weight: str = "homes") -> siting.Proposal:
    return siting.propose(asked=Question(kind="watch", signs=signs, weight=weight, within_m=200))


@pytest.fixture
def hamlets(street: Street) -> Street:
    return with_hamlets(street)


def with_hamlets(street: Street) -> Street:
    """Beside the street's twelve homes: a hamlet of five, one of three, and a block of thirty by one entrance."""
    with street.cast.acting(street.cast.coordinator):
        for name, count, east in (("Femhus", 5, 1000), ("Trehus", 3, 2000)):
            for number in range(1, count + 1):
                add_dwelling(name, str(number), east=east + 30 * number)
        add_dwelling("Höghuset", "1", east=3000, homes=30)
    return street


def test_most_homes_are_not_most_entrances_and_what_stands_counts(hamlets: Street) -> None:
    with hamlets.cast.acting(hamlets.cast.coordinator):
        homes, doors = ask(), ask(weight="entrances")
        assert [p.adds for p in homes.places] == [30, pytest.approx(12)]
        assert homes.places[0].words == "Höghuset, by number 1"
        assert (homes.best.total, homes.best.proven, homes.next_adds) == (50, True, 5)
        assert [p.words.split(",")[0] for p in doors.places] == ["Storgatan", "Femhus"]
    hamlets.up(kind="watch", point=Point(ORIGIN.x + 3000, ORIGIN.y))
    hamlets.planned(kind="warning", point=Point(ORIGIN.x + 1090, ORIGIN.y))
    with hamlets.cast.acting(hamlets.cast.coordinator):
        again = ask(signs=99)
        assert (again.counted, again.best.before, again.best.share) == (1, 30, 1)
        assert [p.adds for p in again.places] == [12, 5, 3]
        assert again.next_adds == 0


def test_expected_burglaries_need_a_map_of_risk_and_whoever_may_see_it(hamlets: Street, monkeypatch: Any) -> None:
    with hamlets.cast.acting(hamlets.cast.coordinator), pytest.raises(api.Refused, match="no risk map yet"):
        ask(weight="burglaries")
    monkeypatch.setattr(risk, "expected_at", lambda *, x, y: np.where(x > ORIGIN.x + 1900, 0.5, 0.0) + 0 * y)
    with hamlets.cast.acting(hamlets.cast.coordinator):
        assert [p.adds for p in ask(weight="burglaries").places] == [15, 1.5]
    browser = hamlets.cast.client(hamlets.cast.coordinator)
    asked = ASKED | {"weight": "burglaries"}
    page = browser.post(NEXT, asked)["Location"]
    assert "16.50 of 16.50 burglaries" in " ".join(browser.get(page).content.decode().split())
    allowed = people.Actor.may
    monkeypatch.setattr(people.Actor, "may", lambda self, do, on=None: do != "risk.see" and allowed(self, do, on))
    assert 'value="burglaries"' not in browser.get(NEXT).content.decode()
    assert browser.post(NEXT, asked).status_code == 422
    assert browser.get(page).status_code == browser.get(f"{page}progress/").status_code == 404


def test_a_proposal_is_taken_over_once_and_only_here(hamlets: Street) -> None:
    browser = hamlets.cast.client(hamlets.cast.coordinator)
    page = browser.post(NEXT, ASKED, follow=True)
    sealed = page.context["sealed"]["sealed"].value()
    done = browser.post(reverse("signs:take-over"), {"sealed": sealed}, follow=True).content.decode()
    assert "2 signs are planned." in done
    with hamlets.cast.acting(hamlets.cast.coordinator):
        planned = api.signs(states=["planned"])
    assert {(each.kind, each.permit, each.blocks) for each in planned} == {
        ("watch", "unknown", ("consent", "permit"))
    }
    again = browser.post(reverse("signs:take-over"), {"sealed": sealed}, follow=True).content.decode()
    assert "planned already. Nothing was changed." in again
    for wrong in (sealed[:-1], "x", ""):
        browser.post(reverse("signs:take-over"), {"sealed": wrong})
    elsewhere = hamlets.cast.client(hamlets.cast.stranger)
    elsewhere.post(reverse("signs:take-over"), {"sealed": sealed})
    with hamlets.cast.acting(hamlets.cast.coordinator):
        assert len(api.signs()) == 2
    with hamlets.cast.acting(hamlets.cast.stranger):
        assert not api.signs()
        with pytest.raises(api.Refused, match="too old"):
            siting.take_over(sealed=sealed, now=timezone.now())


def test_what_can_not_be_answered_is_said(street: Street) -> None:
    browser = street.cast.client(street.cast.coordinator)
    for wrong in (
        {"signs": "0"},
        {"signs": "x"},
        {"within_m": "5000"},
        {"kind": "x"},
        {"area": "99999"},
        {"signs": ""},
    ):
        assert browser.post(NEXT, ASKED | wrong).status_code == 422, wrong
    more = browser.post(NEXT, ASKED | {"signs": "100"}, follow=True).content.decode()
    assert "More signs would add nothing" in more
    with street.cast.acting(street.cast.stranger), pytest.raises(api.Refused, match="Nothing is to be covered"):
        ask()


def one_village_more_than(spots: int) -> Covering:
    """A problem that no order of spots solves best: each pair of ends covers what the middle covers, and more."""
    reach = np.zeros((spots, 6))
    reach[0, 1:5] = 1
    reach[1, :3] = 1
    reach[2, 3:] = 1
    return Covering.of(reach, np.ones(6))


def asked_of(street: Street, *, signs: int = 2) -> int:
    """A question that the page has answered in turn; its number."""
    with street.cast.acting(street.cast.coordinator):
        asked = Question(kind="watch", signs=signs, weight="homes", within_m=200)
        return proving.ask(asked=asked, now=timezone.now())


def seen(street: Street, siting_id: int) -> tuple[siting.Proposal, str]:
    """What is found so far, and whether it is still looked for."""
    with street.cast.acting(street.cast.coordinator):
        found, row = proving.found(siting_id=siting_id)
        return found, row.state


def test_spots_are_there_at_once_and_the_best_once_the_worker_has_found_them(
    committed_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hamlets, odd = with_hamlets(build_street(committed_cast)), one_village_more_than(3)
    monkeypatch.setattr(Covering, "of", lambda *_args: odd)
    siting_id = asked_of(hamlets)
    first, state = seen(hamlets, siting_id)
    assert (state, first.best.method, first.best.covered, first.best.proven) == ("asked", "greedy", 5, False)
    browser, page = hamlets.cast.client(hamlets.cast.coordinator), reverse("signs:siting", args=[siting_id])
    waiting = browser.get(page).content.decode()
    assert "is being looked for" in waiting
    assert f'hx-get="{page}progress/"' in waiting
    assert "HX-Refresh" not in browser.get(f"{page}progress/").headers
    run_jobs()
    best, state = seen(hamlets, siting_id)
    assert (state, best.best.method, best.best.covered, best.best.proven) == ("ended", "exact", 6, True)
    assert browser.get(f"{page}progress/")["HX-Refresh"] == "true"
    ended = browser.get(page).content.decode()
    assert "that is proven" in ended
    assert "hx-get" not in ended.split('id="sure"')[1].split(">")[0]
    assert hamlets.cast.client(hamlets.cast.stranger).get(page).status_code == 404


def test_a_search_killed_half_way_is_made_again_and_no_result_is_overwritten(
    hamlets: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = asked_of(hamlets), asked_of(hamlets)  # two people at the same time
    key = hamlets.cast.home.pk

    def killed(*_args: Any, **_more: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(proving, "exact", killed)
    with pytest.raises(KeyboardInterrupt):
        proving.prove(municipality_id=key, siting_id=one)
    assert seen(hamlets, one)[1] == "asked"
    monkeypatch.setattr(proving, "exact", exact)
    for each in (one, one, other):
        proving.prove(municipality_id=key, siting_id=each)
    assert [seen(hamlets, each)[1] for each in (one, other)] == ["ended", "ended"]
    assert seen(hamlets, one)[0].best.chosen == seen(hamlets, other)[0].best.chosen
    monkeypatch.setattr(proving, "exact", killed)  # a job that runs twice looks for nothing
    proving.prove(municipality_id=key, siting_id=one)


def test_homes_that_go_meanwhile_leave_what_was_found_in_turn(
    hamlets: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    siting_id = asked_of(hamlets)
    before, _state = seen(hamlets, siting_id)

    def gone(**_asked: Any) -> Any:
        raise api.Refused("gone")

    monkeypatch.setattr(siting, "problem", gone)
    proving.prove(municipality_id=hamlets.cast.home.pk, siting_id=siting_id)
    assert seen(hamlets, siting_id) == (before, "ended")
    page = reverse("signs:siting", args=[siting_id])
    assert "Ask anew" in hamlets.cast.client(hamlets.cast.coordinator).get(page).content.decode()


def test_a_search_that_takes_long_is_said_and_asked_after_no_more(hamlets: Street) -> None:
    siting_id = asked_of(hamlets)
    with hamlets.cast.acting(hamlets.cast.coordinator):
        Siting.objects.update(asked=timezone.now() - proving.SLOW)
    page = reverse("signs:siting", args=[siting_id])
    said = hamlets.cast.client(hamlets.cast.coordinator).get(page).content.decode()
    assert "has not ended yet" in said
    assert f"{page}progress/" not in said


def test_the_command_says_the_same(committed_cast: Cast) -> None:
    with_hamlets(build_street(committed_cast))
    words = ("signs", "site", "-m", committed_cast.home.code, "-k", "2", "--within", "200")
    found = json.loads(CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False).stdout)
    assert [each["adds"] for each in found["signs"]] == [30, 12]
    assert (found["proven"], found["gap"], found["total"]) == (True, 0, 50)
    assert "Proven: no other choice covers more." in CliRunner().invoke(app, words).stdout
    with pytest.raises(UserError, match="no risk map yet"):
        CliRunner().invoke(app, [*words, "--weight", "burglaries"], catch_exceptions=False)
