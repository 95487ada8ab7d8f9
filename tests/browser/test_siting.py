"""Where the next signs do most, asked on a desk and on a phone: moved by the slider, taken over as an order."""

import pytest
from playwright.sync_api import expect

from kokong.measures.signs import api
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.test_signs import fits
from tests.signs.conftest import build_street
from tests.signs.test_siting import with_hamlets

pytestmark = pytest.mark.browser


def test_the_next_signs_are_found_moved_by_the_slider_and_planned(site: Site, open_page: Open) -> None:
    street = with_hamlets(build_street(site.cast))
    page = open_page(locale="en-GB")
    sign_in(page, street.cast.coordinator, to="/signs/")
    page.get_by_role("link", name="Where the next signs do most").click()
    fits(page, "siting-asked")
    page.get_by_label("How many signs").fill("2")
    page.get_by_label("A sign covers").fill("200")
    page.get_by_role("button", name="Find the best spots").click()
    expect(page.get_by_text("42 of 50 homes are covered: 84.0 per cent.")).to_be_visible()
    expect(page.get_by_text("One more sign would add 5.")).to_be_visible()
    expect(page.get_by_role("cell", name="Höghuset, by number 1")).to_be_visible()
    page.locator("kk-map[data-ready]").wait_for()
    slider = page.get_by_label("In turn, each adding most")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator("output")).to_have_text("3: 94.0 per cent covered; the last adds 5")
    expect(page.get_by_label("How many signs")).to_have_value("3")
    fits(page, "siting")
    page.get_by_role("button", name="Find the best spots").click()
    expect(page.get_by_text("47 of 50 homes")).to_be_visible()
    page.get_by_role("button", name="Plan these signs").click()
    expect(page.get_by_text("3 signs are planned.")).to_be_visible()
    with street.cast.acting(street.cast.coordinator):
        assert sorted(each.place.split(",")[0] for each in api.signs()) == ["Femhus", "Höghuset", "Storgatan"]
