"""A home gone through on a phone, without an account and without a network."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, axe
from tests.homecheck.test_kept import NORA, secret, shift

pytestmark = pytest.mark.browser
PAGE = "/k/havsvik/home-check/"
KEPT = "async () => Boolean(await caches.match(document.body.dataset.offline))"
PRESSED = "(link) => { link.onclick = (event) => event.preventDefault(); link.click(); return link.href; }"


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
    client.post("/public-pages/advice/publish/")
    phone = open_phone()
    phone.goto(PAGE)
    assert axe(phone) == []
    shot(phone, "first")
    phone.wait_for_function(KEPT)  # what the site keeps for a phone without a network is asked for after the page
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
    expect(result.locator("[data-steps] a[href*='/advice/']").first).to_be_visible()
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
    kept_compared_and_shown(site, phone)


def kept_compared_and_shown(site: Site, phone: Page) -> None:
    """Kept by whoever has the address, gone through again a year later, shown to the household."""
    keep(site, phone)
    shift(site.cast, 366)
    phone.goto(f"/home-check/link/{site.cast.home.code}/")
    phone.get_by_label("Din e-postadress").fill(NORA)
    phone.get_by_role("button", name="Skicka länken").click()
    expect(phone.get_by_role("heading", name="Titta i din e-post")).to_be_visible()
    phone.goto(f"/home-check/mine/{secret(site.cast)}/")
    phone.get_by_role("link", name="Gå igenom den igen").click()
    phone.get_by_role("button", name="Allt på ett blad").click()
    phone.locator("[data-question='slot'] input").first.check()
    shift(site.cast, 1)
    keep(site, phone)
    expect(phone.get_by_role("heading", name="Vad som har ändrats")).to_be_visible()
    expect(phone.locator("section[aria-labelledby=changes] li")).to_have_count(1)
    phone.get_by_role("button", name="Skapa en länk till hushållet").click()
    for width in (1280, 390, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        assert axe(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        shot(phone, f"mine-{width}")
    shown = phone.get_by_role("link", name="Se vad de ser").get_attribute("href")
    phone.goto("/" + (shown or "").split("/", 3)[3])
    expect(phone.get_by_role("heading", name="Vår hemkontroll")).to_be_visible()
    assert axe(phone) == []


def keep(site: Site, phone: Page) -> None:
    """From the result to the page of what is kept."""
    link = phone.get_by_role("link", name="Spara och jämför om ett år")
    phone.goto("/" + link.evaluate(PRESSED).split("/", 3)[3])  # the installation's address is none of this machine
    phone.get_by_label("Din e-postadress").fill(NORA)
    assert axe(phone) == []
    shot(phone, "keep")
    phone.get_by_role("button", name="Skicka länken").click()
    expect(phone.get_by_role("heading", name="Titta i din e-post")).to_be_visible()
    phone.goto(f"/home-check/mine/{secret(site.cast)}/")
    phone.get_by_role("button", name="Ja, spara den").click()
    expect(phone.get_by_text("Den är sparad.")).to_be_visible()
