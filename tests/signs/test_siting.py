"""Where the next signs do most: the service, its page and its command, and taking a proposal over."""

import json
from typing import Any

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.measures.signs import api, siting
from kokong.measures.signs.siting import Question
from kokong.people import api as people
from kokong.risk import api as risk
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling
from tests.signs.conftest import Street, build_street

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
    assert "16.50 of 16.50 burglaries" in " ".join(browser.get(NEXT, asked).content.decode().split())
    allowed = people.Actor.may
    monkeypatch.setattr(people.Actor, "may", lambda self, do, on=None: do != "risk.see" and allowed(self, do, on))
    assert 'value="burglaries"' not in browser.get(NEXT).content.decode()
    assert browser.get(NEXT, asked).status_code == 422


def test_a_proposal_is_taken_over_once_and_only_here(hamlets: Street) -> None:
    browser = hamlets.cast.client(hamlets.cast.coordinator)
    page = browser.get(NEXT, ASKED)
    sealed = page.context["sealed"]["sealed"].value()
    assert "that is proven" in page.content.decode()
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
        assert browser.get(NEXT, ASKED | wrong).status_code == 422, wrong
    more = browser.get(NEXT, ASKED | {"signs": "100"}).content.decode()
    assert "More signs would add nothing" in more
    with street.cast.acting(street.cast.stranger), pytest.raises(api.Refused, match="Nothing is to be covered"):
        ask()


def test_the_command_says_the_same(committed_cast: Cast) -> None:
    with_hamlets(build_street(committed_cast))
    words = ("signs", "site", "-m", committed_cast.home.code, "-k", "2", "--within", "200")
    found = json.loads(CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False).stdout)
    assert [each["adds"] for each in found["signs"]] == [30, 12]
    assert (found["proven"], found["gap"], found["total"]) == (True, 0, 50)
    assert "Proven: no other choice covers more." in CliRunner().invoke(app, words).stdout
    with pytest.raises(UserError, match="no risk map yet"):
        CliRunner().invoke(app, [*words, "--weight", "burglaries"], catch_exceptions=False)
