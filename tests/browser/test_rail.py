"""On a phone the rail lies along the bottom: everything on it is whole, and what has no place opens there."""

import pytest
from playwright.sync_api import Page, expect

from kokong.kernel import navigation
from tests.browser.conftest import Open, Site, axe, sign_in

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 390)
PLACES = """() => [...document.querySelectorAll('.kk-rail__item')]
    .filter((item) => item.checkVisibility())
    .map((item) => ({box: item.getBoundingClientRect().toJSON(), cut: item.scrollWidth > item.clientWidth}))"""


def on_the_bar(page: Page, width: int) -> int:
    """How many places the bar has; each is whole, within the page, and big enough for a thumb."""
    places = page.evaluate(PLACES)
    for place in places:
        box = place["box"]
        assert box["left"] >= 0, place
        assert box["right"] <= width, place
        assert box["bottom"] <= page.viewport_size["height"], place  # type: ignore[index]
        assert min(box["width"], box["height"]) >= 44, place
        assert not place["cut"], place
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    return len(places)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_on_the_bar_is_cut_and_the_rest_opens(site: Site, open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    sign_in(page, site.cast.coordinator, to="/")
    assert on_the_bar(page, width) == navigation.ACROSS
    page.locator(".kk-rest summary").click()
    rest = page.locator(".kk-rest li")
    rail = navigation.entries("/", site.cast.coordinator.roles)
    assert rest.count() == len(rail) - navigation.ACROSS + 1
    assert axe(page) == []
    box = page.locator(".kk-rest ul").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    with page.expect_navigation():
        rest.last.locator("a").click()
    assert page.url.endswith(rail[-1].url)
    expect(page.locator(".kk-rest summary")).to_have_attribute("data-current", "")


def test_it_opens_without_scripts(site: Site, open_page: Open) -> None:
    signed = open_page(viewport={"width": 390, "height": 740})
    sign_in(signed, site.cast.coordinator, to="/")
    page = open_page(
        viewport={"width": 390, "height": 740},
        java_script_enabled=False,
        storage_state=signed.context.storage_state(),
    )
    page.goto("/")
    page.locator(".kk-rest summary").click()
    expect(page.locator(".kk-rest li").last).to_be_visible()


def test_whoever_has_few_entries_has_all_of_them_there(site: Site, open_page: Open) -> None:
    page = open_page(viewport={"width": 320, "height": 740})
    sign_in(page, site.cast.auditor, to="/log/")
    assert on_the_bar(page, 320) == len(navigation.entries("/log/", site.cast.auditor.roles))
    expect(page.locator(".kk-rest")).to_have_count(0)


def test_a_wide_screen_has_the_whole_rail(site: Site, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to="/")
    expect(page.locator(".kk-rest")).to_be_hidden()
    assert page.locator(".kk-rail > ul > li").count() == len(navigation.entries("/", site.cast.coordinator.roles))
    expect(page.locator(".kk-rail > ul > li").last).to_be_visible()
