"""Twenty signs from the proposal to the street: sited by the slider, ordered, put up; one is found faded."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.signs import api, phone
from kokong.measures.signs.models import Sign
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import until
from tests.browser.test_signs import fits
from tests.places.town import add_dwelling
from tests.signs.conftest import Street, build_street
from tests.worker import run_jobs

pytestmark = pytest.mark.browser

SIGNS = 20


@pytest.fixture
def villages(site: Site) -> Street:
    """The street of twelve homes, and 21 villages of five, four, three, … homes."""
    street = build_street(site.cast)
    with street.cast.acting(street.cast.coordinator):
        for village in range(SIGNS + 1):
            for number in range(1, max(2, 6 - village // 4)):
                add_dwelling(f"By {village + 1}", str(number), east=1000 * (village + 1) + 30 * number)
    return street


def test_twenty_signs_from_the_slider_to_the_one_that_faded(
    villages: Street, open_page: Open, open_phone: Open
) -> None:
    page = open_page(locale="en-GB")
    sign_in(page, villages.cast.coordinator, to="/signs/")
    page.get_by_role("link", name="Where the next signs do most").click()
    fits(page, "siting-asked")
    sited_by_the_slider(page)
    ordered_and_put_up(page)
    with villages.cast.acting(villages.cast.coordinator):
        signs = api.signs(states=["up"])
        assert len(signs) == SIGNS
        # It is found faded in its time: a round would have nothing to look at today.
        Sign.objects.filter(pk=signs[0].id).update(next_check=timezone.localdate() + timedelta(days=1))
    found_faded_offline(villages, open_phone(), signs[0])
    replaced(page, villages, signs[0])


def sited_by_the_slider(page: Page) -> None:
    """Asked for two, moved to twenty; there at once, proven while one looks on, planned."""
    page.get_by_label("How many signs").fill("2")
    page.get_by_label("A sign covers").fill("200")
    page.get_by_label("Kind of sign").select_option(label="Warning of burglaries")
    page.get_by_role("button", name="Find the best spots").click()
    expect(page.get_by_text("One more sign would add 5.")).to_be_visible()
    page.locator("kk-map[data-ready]").wait_for()
    slider = page.get_by_label("In turn, each adding most")
    slider.fill(str(SIGNS))
    expect(page.get_by_label("How many signs")).to_have_value(str(SIGNS))
    fits(page, "siting")
    page.get_by_role("button", name="Find the best spots").click()
    expect(page.get_by_text("The best choice is being looked for.")).to_be_visible()
    run_jobs()
    expect(page.get_by_text("that is proven")).to_be_visible()
    page.get_by_role("button", name="Plan these signs").click()
    expect(page.get_by_text(f"{SIGNS} signs are planned.")).to_be_visible()


def ordered_and_put_up(page: Page) -> None:
    """All at once, once the street office has agreed; before, none goes up."""
    fits(page, "several")
    page.get_by_role("button", name="It is ordered").click()
    expect(page.get_by_text(f"Noted for {SIGNS} signs.")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
        box.check()
    page.get_by_role("button", name="It is up").click()
    expect(page.get_by_text("Noted for 0 signs.")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Owner of the spot").fill("Gatukontoret")
    page.get_by_label("The owner agrees").select_option(label="On paper")
    page.get_by_label("On what ground").select_option(label="In the area of a public road")
    page.locator("select[name=permit]").select_option(label="Granted")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text(f"Noted for {SIGNS} signs.")).to_be_visible()
    page.get_by_role("button", name="It is up").click()
    expect(page.get_by_text("No signs wait for this.")).to_be_visible()


def found_faded_offline(street: Street, page: Page, sign: api.Sign) -> None:
    """On a phone without a network; it arrives once there is one."""
    round_page = f"/field/signs/{phone.this_week(timezone.now())}/"
    sign_in(page, street.cast.visitor, to="/field/")
    page.get_by_role("link", name="Skyltrunda").click()
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{round_page}').then(Boolean)"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name=sign.place.split(",")[0]).first.click()
    fits(page, "round-open")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Blekt").click()
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
    page.reload()
    expect(page.get_by_text("Sedd: Blekt")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    until(page, lambda: street.sign(sign.id).state == "worn")


def replaced(page: Page, street: Street, sign: api.Sign) -> None:
    """It is on Today, with why; the new one stands in its place."""
    page.goto("/")
    expect(page.get_by_text("Faded · Warning of burglaries")).to_be_visible()
    page.get_by_role("link", name=sign.place.split(",")[0]).first.click()
    page.get_by_role("button", name="It is replaced").click()
    expect(page.locator(".kk-lead")).to_contain_text("Up")
    assert street.sign(sign.id).condition == "good"
    with street.cast.acting(street.cast.coordinator):
        assert len(api.checks(sign_id=sign.id)) == 1
