"""The pages of records with personal data say how long these stay, and that they went."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kokong.kernel import retention
from kokong.measures.cocoons import rules as cocoon_rules
from tests.desk.conftest import Desk


def test_a_burglary_says_how_long_its_home_and_contact_stay(desk: Desk) -> None:
    burglary = desk.confirmed(hours_ago=0.5, case_number="K1-26")
    page = desk.cast.client(desk.cast.officer).get(f"/burglary/{burglary}/").content.decode()
    for what in ("The home", "Contact details", "Case number"):
        assert f"{what}: kept until" in page
    others = desk.cast.client(desk.cast.coordinator).get(f"/burglary/{burglary}/").content.decode()
    assert "The home: kept until" in others
    assert "Contact details" not in others


def test_a_burglary_says_that_the_contact_went(desk: Desk) -> None:
    burglary = desk.confirmed(hours_ago=0.5, case_number="K1-26")
    retention.apply_all(now=timezone.now() + timedelta(days=100))
    page = desk.cast.client(desk.cast.officer).get(f"/burglary/{burglary}/").content.decode()
    assert "Contact details: removed" in page
    assert "Case number: kept until" in page


def test_a_cocoon_says_when_its_visits_are_forgotten_and_that_they_were(desk: Desk) -> None:
    cocoon = desk.cocoon()
    desk.round(cocoon, visits=("talked",))
    address = reverse("desk:burglary", args=[cocoon.burglary_id])
    what = "Addresses, names and times of the visits"
    page = desk.cast.client(desk.cast.coordinator).get(address).content.decode()
    assert f"{what}: kept until" in page
    assert "The burgled home: kept until" in page
    retention.apply_all(now=timezone.now() + cocoon_rules.PERSONAL_DATA + timedelta(days=1))
    page = desk.cast.client(desk.cast.coordinator).get(address).content.decode()  # the sign-in went, too
    assert f"{what}: removed" in page


def test_a_colleague_is_told_of_for_as_long_as_they_work_here(desk: Desk) -> None:
    page = desk.cast.client(desk.cast.coordinator).get(
        reverse("people:person", args=[desk.cast.visitor.user_id])
    )  # fmt: skip
    assert "Name: kept for as long as this goes on." in page.content.decode()
