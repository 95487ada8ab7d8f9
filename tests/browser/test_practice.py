"""A drill in the browser: begun, marked on every page, played for whoever isn't there, left again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site, looked_at, sign_in
from tests.cocoons.conftest import build_town

pytestmark = pytest.mark.browser


def test_a_drill_is_begun_marked_and_left(site: Site, open_page: Open) -> None:
    build_town(site.cast)
    page = open_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to="/practice/")
    page.get_by_role("combobox", name="Where does it happen?").fill("Storgatan 5")
    looked_at(page, "drill-start")
    page.get_by_role("button", name="Begin the drill").click()
    expect(page.get_by_role("heading", name="Report the burglary")).to_be_visible()
    strip = page.get_by_role("complementary", name="DRILL")
    expect(strip).to_contain_text("Nothing here has happened.")
    looked_at(page, "drill")
    page.get_by_role("link", name="Go there").click()
    expect(strip).to_be_visible()
    looked_at(page, "drill-report")
    page.get_by_role("button", name="Leave the drill").click()
    expect(strip).to_have_count(0)
    page.goto(f"{site.url}/practice/")
    expect(page.get_by_role("heading", name="A drill is being held")).to_be_visible()
    looked_at(page, "drill-held")
