"""A home check on a visitor's phone together with who lives there, without a network."""

import os

import pytest
from playwright.sync_api import Page, expect

from kokong.ledger import api as ledger
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.browser.street import until
from tests.homecheck.test_together import offer
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
LIST = "/field/home-checks/1/"


def delivered(site: Site) -> list[ledger.Delivery]:
    run_jobs()
    with site.cast.acting(site.cast.coordinator):
        return [*ledger.deliveries(measure="home_check")]


def go_through(page: Page) -> None:
    """Answer each question by its last choice; what is answered opens the next."""
    page.locator("[data-question] button").first.click()
    while page.locator("[data-open] [data-choice]").count():
        page.locator("[data-open] [data-choice]").last.click()


def test_a_check_is_gone_through_at_a_door_and_only_that_it_was_done_reaches_the_server(
    site: Site, open_phone: Open
) -> None:
    area = offer(site.cast)
    page = open_phone()
    sign_in(page, site.cast.visitor, to="/field/")
    page.get_by_role("link", name="Hemkontroll tillsammans").click()
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{LIST}').then(Boolean)"))
    page.context.set_offline(True)
    page.reload()
    go_through(page)
    expect(page.get_by_role("region", name="De tre nästa stegen").get_by_role("listitem")).to_have_count(3)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/together-390.png", full_page=True)
    page.get_by_role("button", name="Gjord tillsammans").click()
    expect(page.locator("[data-strip] strong")).not_to_have_text("1 väntar")
    page.get_by_label("I vilket område?").select_option(label="Berga")
    page.get_by_role("button", name="Gjord tillsammans").click()
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
    expect(page.get_by_role("region", name="De tre nästa stegen")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-question][data-standing=done]")).to_have_count(0)
    assert delivered(site) == []
    page.context.set_offline(False)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    assert [each.area_id for each in delivered(site)] == [area]
