"""A sign from the map to the street."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, axe, sign_in
from tests.signs.conftest import Street, build_street

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390, 320)


@pytest.fixture
def street(site: Site) -> Street:
    return build_street(site.cast)


def fits(page: Page, name: str) -> None:
    """Nothing against it, and no scrolling sideways, on a desk and on phones."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], f"{name} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        if folder := os.environ.get("SHOTS"):
            page.wait_for_timeout(900)
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_sign_is_planned_on_the_map_ordered_and_put_up(street: Street, open_page: Open) -> None:
    page = open_page(locale="en-GB")
    sign_in(page, street.cast.coordinator, to="/signs/")
    expect(page.get_by_text("No signs yet")).to_be_visible()
    page.get_by_role("link", name="Plan a sign").click()
    page.get_by_label("Warning of burglaries").check()
    page.get_by_label("The spot in words").fill("Lyktstolpen vid infarten till Storgatan")
    page.get_by_label("On what ground").select_option(label="On private ground")
    page.get_by_label("Permit", exact=True).select_option(label="Not needed")
    page.get_by_label("Owner of the spot").fill("Gatukontoret")
    page.locator("kk-map[data-ready]").wait_for()
    page.locator("kk-map canvas").click(position={"x": 150, "y": 120})
    expect(page.get_by_text("Is pointed out on the map.")).to_be_visible()
    fits(page, "form")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The sign is planned.")).to_be_visible()
    page.get_by_role("button", name="It is ordered").click()
    expect(page.get_by_role("button", name="It is up")).to_be_visible()
    page.get_by_role("button", name="It is up").click()
    expect(page.get_by_text("The owner of the spot has not agreed. Nothing was changed.")).to_be_visible()
    page.get_by_role("button", name="Agrees", exact=True).click()
    expect(page.get_by_text("Agrees to the sign.")).to_be_visible()
    page.get_by_role("button", name="It is up").click()
    expect(page.locator(".kk-lead")).to_contain_text("Up")
    fits(page, "sign")
    page.goto("/signs/")
    expect(page.get_by_role("link", name="Lyktstolpen vid infarten till Storgatan")).to_be_visible()
    fits(page, "list")
