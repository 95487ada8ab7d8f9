"""A home gone through on a phone, without an account and without a network."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, axe

pytestmark = pytest.mark.browser
PAGE = "/k/havsvik/home-check/"


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/homecheck-{name}.png", full_page=True)


def answer(page: Page, question: str, choice: str) -> None:
    expect(page.get_by_role("group", name=question)).to_be_visible()
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("button", name="Nästa fråga").click()


def test_a_home_is_gone_through_on_a_phone_without_a_network(site: Site, open_phone: Open) -> None:
    client = site.cast.client(site.cast.coordinator)
    client.post("/public-pages/home-check/publish/")
    phone = open_phone()
    phone.goto(PAGE)
    assert axe(phone) == []
    shot(phone, "first")
    phone.context.set_offline(True)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    answer(phone, "Hur bor du?", "I lägenhet")
    answer(phone, "Vem bestämmer över dörrar och lås?", "Hyresvärden")
    answer(phone, "Går dina fönster", "Nej")
    for _ in range(20):
        if not phone.get_by_role("button", name="Nästa fråga").is_visible():
            break
        phone.locator("fieldset:visible input").last.check()
        phone.get_by_role("button", name="Nästa fråga").click()
    result = phone.get_by_role("region", name="Ditt hem")
    expect(result).to_be_visible()
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shot(phone, "result")
    steps = result.locator("[data-steps] li").all_inner_texts()
    assert len(steps) == 3
    assert phone.url.split("#")[1].startswith("2026-1:kind=flat&decides=landlord&reach=no&")
    assert asked == []
    phone.context.set_offline(False)
    later = open_phone()
    later.goto(phone.url)
    expect(later.locator("[data-steps] li").first).to_be_visible()
    assert later.locator("[data-steps] li").all_inner_texts() == steps
    later.get_by_role("button", name="Allt på ett blad").click()
    assert later.locator("[data-question='slot'] input:checked").get_attribute("value") == "none"
    later.set_viewport_size({"width": 1280, "height": 900})
    assert axe(later) == []
    shot(later, "sheet")
    assert later.context.cookies() == []
