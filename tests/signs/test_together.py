"""Several signs at once: ordered, put up and replaced, each by its own rules; and their order on paper."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kokong.kernel.fields import Point
from kokong.measures.signs import phone
from tests.signs.conftest import Street

SEVERAL, SETTLE = reverse("signs:several"), reverse("signs:settle-several")
ORDER, INSTALL = reverse("signs:act-several", args=["order"]), reverse("signs:act-several", args=["install"])


@pytest.fixture
def planned(street: Street) -> list[int]:
    """Three that may go up, and one in the road whose permit nobody has looked into."""
    at = [Point(street.spot.x + east, street.spot.y) for east in (0, 200, 100)]
    ids = [street.planned(place=f"Plats {n}", point=point) for n, point in enumerate(at)]
    return [*ids, street.planned(place="Vid vägen", ground="road")]


def states(street: Street, ids: list[int]) -> list[str]:
    return [street.sign(each).state for each in ids]


def test_ordered_and_put_up_together_but_for_one_that_stands_in_the_road(
    street: Street, planned: list[int]
) -> None:
    browser = street.cast.client(street.cast.coordinator)
    assert browser.get(SEVERAL).content.decode().count(" checked>") == 4
    today = str(timezone.localdate())
    said = browser.post(ORDER, {"signs": planned, "on": today}, follow=True).content.decode()
    assert "Noted for 4 signs." in said
    said = browser.post(INSTALL, {"signs": planned, "on": today}, follow=True).content.decode()
    assert "Noted for 3 signs. Not for Vid vägen: On a public road" in said
    assert states(street, planned) == ["up", "up", "up", "ordered"]
    settled = {"signs": planned[-1:], "owner": "Gatukontoret", "permit": "granted", "state": "ordered"}
    assert "Noted for 1 sign." in browser.post(SETTLE, settled, follow=True).content.decode()
    found = street.sign(planned[-1])
    assert (found.owner, found.ground, found.permit, found.place) == (
        "Gatukontoret",
        "road",
        "granted",
        "Vid vägen",
    )
    browser.post(INSTALL, {"signs": planned[-1:], "on": today})
    assert states(street, planned) == ["up"] * 4


def test_the_owner_agrees_to_several_at_once(street: Street, planned: list[int]) -> None:
    with street.cast.acting(street.cast.coordinator):
        from kokong.measures.signs import api

        draft = api.Draft(kind="warning", place="Ny", point=street.spot)
        new = api.plan(draft=draft, now=street.now)
    browser = street.cast.client(street.cast.coordinator)
    browser.post(SETTLE, {"signs": [new, planned[0]], "channel": "paper", "ground": "building"})
    assert (street.sign(new).consent, street.sign(new).ground, street.sign(new).permit) == (
        True,
        "building",
        "unknown",
    )
    assert street.sign(planned[0]).ground == "building"


def test_nothing_chosen_nothing_said_and_nonsense_are_refused(street: Street, planned: list[int]) -> None:
    browser = street.cast.client(street.cast.coordinator)
    today = str(timezone.localdate())
    wear = reverse("signs:act-several", args=["wear"])
    for way, body, why in (
        (ORDER, {"on": today}, "Choose a sign first."),
        (ORDER, {"signs": ["x", "-1"], "on": today}, "Nothing was changed."),
        (ORDER, {"signs": [987_654_321], "on": today}, "Choose a sign first."),
        (ORDER, {"signs": planned, "on": "2999-01-01"}, "Noted for 0 signs."),
        (wear, {"signs": planned, "on": today}, "at once. Nothing was changed."),
        (SETTLE, {"signs": planned}, "Say what was settled."),
        (SETTLE, {"signs": planned, "permit": "x"}, "Nothing was changed."),
    ):
        assert why in browser.post(way, body, follow=True).content.decode(), (way, body)
    assert states(street, planned) == ["planned"] * 4
    street.cast.client(street.cast.stranger).post(ORDER, {"signs": planned, "on": today})
    assert states(street, planned) == ["planned"] * 4


def test_the_order_is_a_pdf_in_walking_order_without_the_owner(street: Street, planned: list[int]) -> None:
    street.act(planned[3], "cancel")
    browser = street.cast.client(street.cast.coordinator)
    answer = browser.get(reverse("signs:order-paper"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert text.index("Plats 0") < text.index("Plats 2") < text.index("Plats 1")
    assert "Gatukontoret" not in text
    none = browser.get(reverse("signs:order-paper"), {"state": "worn"}, follow=True)
    assert "there is no order to print" in none.content.decode()
    table = browser.get(reverse("signs:list"), {"state": "planned", "as": "csv"}).content.decode("utf-8-sig")
    assert table.count("Plats") == 3


def test_the_round_goes_the_way_somebody_walks(street: Street) -> None:
    for name, east in (("A", 0), ("B", 400), ("C", 200)):
        street.up(days_ago=99, place=name, point=Point(street.spot.x + east, street.spot.y))
    with street.cast.acting(street.cast.visitor):
        week = phone.this_week(street.now)
        listing = phone.listing(number=week, user_id=street.cast.visitor.user_id, now=street.now)
    assert listing is not None
    assert [each["place"] for each in listing.subjects] == ["A", "C", "B"]
